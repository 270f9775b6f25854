//! Mutated specs: any content of a file results in a model or a report, never in a panic.
//!
//! The breaks are made in the committed specs, always the same ones.

use std::collections::BTreeMap;

use clouddb_codegen::load_files;
use clouddb_codegen::spec::Files;

use crate::bad::collect;
use crate::specs::root;

/// Breaks that single characters make.
const NASTY: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\"",
    "'",
    "#",
    " #",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "%",
    "@",
    "\n",
    "\n\n  ",
    "\t",
    "- ",
    "? ",
    "---\n",
    "~",
    "é",
    "名",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[31m",
    "<",
    ">>",
    "..",
    "99999999999999999999",
    "null",
];

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }
}

fn break_in(text: &str, numbers: &mut Numbers) -> Vec<u8> {
    let mut at = numbers.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let nasty = NASTY[numbers.below(NASTY.len())];
    let lines: Vec<&str> = text.lines().collect();
    let line = numbers.below(lines.len());
    match numbers.below(6) {
        0 => text.as_bytes()[..at].to_vec(),
        1 => [&text[..at], nasty, &text[at..]].concat().into_bytes(),
        2 => {
            let rest = text[at..].chars().skip(1).collect::<String>();
            [&text[..at], nasty, &rest].concat().into_bytes()
        }
        3 => [&lines[..line], &lines[line + 1..]].concat().join("\n").into_bytes(),
        4 => [&lines[..=line], &lines[line..]].concat().join("\n").into_bytes(),
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            let at = numbers.below(bytes.len());
            bytes[at] = u8::try_from(numbers.below(256)).unwrap();
            bytes
        }
    }
}

fn specs() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(&root(), "", &mut files);
    files.retain(|path, _| path.ends_with(".yaml"));
    files
}

/// Loads the tree with one file replaced, without the other providers: those only cost time.
fn load_with(files: &BTreeMap<String, Vec<u8>>, path: &str, bytes: Vec<u8>) {
    let provider = path.split('/').next().unwrap();
    let around = files.iter().filter(|(other, _)| other.split('/').next() == Some(provider));
    let mut tree: BTreeMap<String, Vec<u8>> =
        around.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    tree.insert(path.to_owned(), bytes);
    if let Err(report) = load_files(&Files::from_memory("specs", tree)) {
        assert!(!report.is_empty());
        assert!(report.iter().all(|finding| finding.line > 0 && finding.column > 0));
        let drawn = report.render(false);
        assert!(!drawn.contains('\u{1b}'), "a spec reached the terminal unescaped:\n{drawn}");
    }
}

#[test]
fn broken_specs_never_panic() {
    let files = specs();
    let mut numbers = Numbers(2026);
    for (path, bytes) in &files {
        let text = std::str::from_utf8(bytes).unwrap();
        for _ in 0..25 {
            load_with(&files, path, break_in(text, &mut numbers));
        }
    }
}

/// An unreadable file is reported once, without errors about what it would declare.
#[test]
fn one_unreadable_file_is_one_error() {
    let files = specs();
    for path in files.keys() {
        for broken in ["a: [", "", "a: *b"] {
            let mut tree = files.clone();
            tree.insert(path.clone(), broken.into());
            let report = load_files(&Files::from_memory("specs", tree)).unwrap_err();
            assert_eq!(report.len(), 1, "{path} as {broken:?}\n{report}");
        }
    }
}

#[test]
fn truncated_specs_never_panic() {
    let files = specs();
    for (path, bytes) in &files {
        let step = bytes.len() / 16 + 1;
        for end in (0..bytes.len()).step_by(step) {
            load_with(&files, path, bytes[..end].to_vec());
        }
    }
}
