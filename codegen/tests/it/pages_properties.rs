//! Pages of any content: reading them ends, without a panic, and what it gives is well formed.
//!
//! The pages are those of this project with lines and marks broken, always in the same way.

use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::page::document::{Block, Document, Line, Text, clean};
use clouddb_codegen::page::facts::{Facts, Field};
use clouddb_codegen::page::{parse, read, to_json};

use crate::watchdog::ends;

/// What pages are made of, and what tears them apart.
const MARKS: &[&str] = &[
    "|",
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "#",
    "## ",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~",
    "\\",
    "[",
    "](",
    ")",
    "<",
    ">",
    "</",
    "&",
    "&lt;",
    "&#0;",
    "&#10;",
    "-",
    "- ",
    "---",
    "===",
    "+---+",
    "|---|",
    "..",
    ".. table:: ",
    "::\n",
    ":ref:`",
    ":",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<td rowspan=3 colspan=2>",
    "<p>",
    "<br>",
    "<li>",
    "<ul>",
    "<pre>",
    "</pre>",
    "<h2>",
    "<h4>",
    "<svg>",
    "<script>",
    "<!--",
    "-->",
    "<a name=\"x\">",
    "{#id .class}",
    "名称",
    "é",
    "\u{feff}",
    "\u{200b}",
    "\u{a0}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{10ffff}",
    "\r\n",
    "\r",
    "Name",
    "Type",
    "String",
    "Yes",
    "No",
    "是",
    "Array of Item",
    "array<object>",
    "Required",
    "Default value: 1",
    "1~",
    "[1,",
    "└",
    "Parameter",
    "Description",
    "{project_id}",
    "Table 1",
    "200",
    "400",
    "99999999999999999999",
    "-1",
    "\"",
    "{",
    "}",
];

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn mark(&mut self) -> &'static str {
        MARKS[self.below(MARKS.len())]
    }
}

/// All pages that the tests carry, with their paths.
fn pages() -> Vec<(PathBuf, String)> {
    let mut pages = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pages"), &mut pages);
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

fn collect(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, into);
        } else if ["txt", "html", "md", "rst"].contains(&ending) {
            let text = fs::read_to_string(&path).unwrap();
            into.push((path, text));
        }
    }
}

/// Reads a page and looks whether what comes out is in order.
fn holds(page: &[u8], what: &dyn std::fmt::Debug) {
    match parse(page) {
        Ok(document) => well_formed(&document),
        Err(refused) => assert!(!refused.message.is_empty(), "{what:?}"),
    }
    match read(page) {
        Ok(facts) => in_order(
            &facts,
            u32::try_from(String::from_utf8_lossy(page).replace('\r', "\n").split('\n').count()).unwrap(),
        ),
        Err(refused) => {
            assert!(!refused.message.is_empty() && refused.line != Some(0), "{what:?} {refused:?}")
        }
    }
}

fn well_formed(document: &Document) {
    let place =
        |line: u32| assert!((1..=document.lines).contains(&line), "line {line} of {}", document.lines);
    let text = |text: &Text| {
        place(text.line);
        assert!(!text.text.is_empty() && clean(&text.text) == text.text, "{:?}", text.text);
    };
    let line = |line: &Line| text(&line.text);
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => text(heading),
            Block::Line(one) => line(one),
            Block::Code(code) => {
                place(code.line);
                assert!(!code.text.trim().is_empty());
            }
            Block::Table(table) => {
                assert!(!table.rows.is_empty());
                for row in &table.rows {
                    place(row.line);
                    assert!(!row.cells.is_empty());
                    row.cells.iter().flat_map(|cell| &cell.lines).for_each(line);
                }
            }
        }
    }
}

fn in_order(facts: &Facts, lines: u32) {
    let place = |line: u32| assert!((1..=lines).contains(&line), "line {line} of {lines}");
    let fields = |fields: &[Field]| {
        for (at, field) in fields.iter().enumerate() {
            place(field.line);
            assert!(!field.name.trim().is_empty());
            assert!(field.parent.is_none_or(|parent| parent < at), "{field:?}");
        }
    };
    fields(&facts.common_params);
    fields(&facts.params);
    fields(&facts.response);
    for error in facts.errors.iter().flatten() {
        place(error.line);
        assert!(!error.code.is_empty());
    }
    facts.doubts.iter().for_each(|doubt| place(doubt.line));
    facts.examples.iter().for_each(|example| place(example.line));
    assert!(to_json(facts).is_object());
}

#[test]
fn whole_pages_hold() {
    ends(|| {
        for (path, text) in pages() {
            holds(text.as_bytes(), &path);
        }
    });
}

#[test]
fn broken_pages_hold() {
    ends(|| {
        let pages = pages();
        let mut numbers = Numbers(2026);
        for (path, text) in &pages {
            let lines: Vec<&str> = text.lines().collect();
            let (_, other) = &pages[numbers.below(pages.len())];
            let others: Vec<&str> = other.lines().collect();
            for _ in 0..12 {
                let mut broken = lines.clone();
                for _ in 0..=numbers.below(8) {
                    let (at, to) = (numbers.below(broken.len()), numbers.below(broken.len()));
                    match numbers.below(6) {
                        0 if broken.len() > 1 => drop(broken.remove(at)),
                        1 => broken.insert(at, lines[numbers.below(lines.len())]),
                        2 => broken.swap(at, to),
                        3 => broken.insert(at, numbers.mark()),
                        4 => broken.truncate(at + 1),
                        _ => {
                            let from = numbers.below(others.len());
                            broken.splice(at..at, others[from..].iter().take(9).copied());
                        }
                    }
                }
                holds(broken.join("\n").as_bytes(), path);
            }
        }
    });
}

#[test]
fn pages_with_broken_characters_hold() {
    ends(|| {
        let mut numbers = Numbers(7);
        for (path, text) in pages() {
            for _ in 0..8 {
                let mut broken = text.clone().into_bytes();
                for _ in 0..=numbers.below(20) {
                    let at = numbers.below(broken.len());
                    let mark = numbers.mark().as_bytes();
                    match numbers.below(3) {
                        0 => drop(broken.splice(at..at, mark.iter().copied())),
                        1 => drop(broken.drain(at..(at + 3).min(broken.len()))),
                        _ => broken[at] = u8::try_from(numbers.below(256)).unwrap(),
                    }
                }
                holds(&broken, &path);
                holds(String::from_utf8_lossy(&broken).replace('\u{0}', "").as_bytes(), &path);
            }
        }
    });
}

#[test]
fn any_text_holds() {
    ends(|| {
        let mut numbers = Numbers(41);
        let starts = ["", "<html>", "# a\n\n## b\n\n", ".. a\n\na\n===\n\n", "|a|b|\n|-|-|\n"];
        for _ in 0..1500 {
            let mut text = starts[numbers.below(starts.len())].to_owned();
            for _ in 0..numbers.below(120) {
                text.push_str(numbers.mark());
            }
            holds(text.replace('\u{0}', "").as_bytes(), &text);
        }
    });
}

#[test]
fn any_bytes_hold() {
    ends(|| {
        let mut numbers = Numbers(43);
        for _ in 0..200 {
            let bytes: Vec<u8> =
                (0..numbers.below(4000)).map(|_| u8::try_from(numbers.below(255) + 1).unwrap()).collect();
            holds(&bytes, &bytes);
        }
    });
}

#[test]
fn long_descriptions_hold() {
    let page = include_str!("pages/tencent/2019.txt");
    let (before, after) = page.split_once("The tape, such as tape-1").unwrap();
    ends(move || {
        for piece in
            ["Valid values: ", "a: ", "0-", "• x\n", "默认", "（(", "greater than 1 ", "取值为“", "1, "]
        {
            holds(format!("{before}{}{after}", piece.repeat(20_000 / piece.len())).as_bytes(), &piece);
        }
    });
}
