//! Mutated specs: any content of a file results in a model or a report, never in a panic.
//!
//! The breaks are made in the specs of the goldens, which use all of the language, always the same ones.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clouddb_codegen::load_files;
use clouddb_codegen::spec::Files;

use crate::bad::collect;
use crate::golden;

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

type Specs = BTreeMap<String, Vec<u8>>;

/// The files of each tree of specs.
fn trees() -> Vec<Specs> {
    let read = |tree: PathBuf| {
        let mut files = BTreeMap::new();
        collect(&tree, "", &mut files);
        files.retain(|path, _| path.ends_with(".yaml"));
        files
    };
    let trees: Vec<Specs> = golden::cases().unwrap().iter().map(|case| read(case.join("specs"))).collect();
    assert!(trees.len() > 10);
    trees
}

/// Loads the tree with one file replaced.
fn load_with(files: &Specs, path: &str, bytes: Vec<u8>) {
    let mut tree = files.clone();
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
    let mut numbers = Numbers(2026);
    for files in trees() {
        for (path, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap();
            for _ in 0..25 {
                load_with(&files, path, break_in(text, &mut numbers));
            }
        }
    }
}

/// An unreadable file is reported once, without errors about what it would declare.
#[test]
fn one_unreadable_file_is_one_error() {
    for files in trees() {
        for path in files.keys() {
            for broken in ["a: [", "", "a: *b"] {
                let mut tree = files.clone();
                tree.insert(path.clone(), broken.into());
                let report = load_files(&Files::from_memory("specs", tree)).unwrap_err();
                assert_eq!(report.len(), 1, "{path} as {broken:?}\n{report}");
            }
        }
    }
}

#[test]
fn truncated_specs_never_panic() {
    for files in trees() {
        for (path, bytes) in &files {
            let step = bytes.len() / 16 + 1;
            for end in (0..bytes.len()).step_by(step) {
                load_with(&files, path, bytes[..end].to_vec());
            }
        }
    }
}
