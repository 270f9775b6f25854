//! The tables of reStructuredText, which are drawn with characters.
//!
//! ```text
//! +------+--------+        ====== ========
//! | Name | Type   |        Name   Type
//! +======+========+        ====== ========
//! | mode | String |        mode   String
//! +------+--------+        ====== ========
//! ```

use super::{Directive, is_field, line, number};
use crate::page::document::{Cell, Row, Table};
use crate::page::text::{Peeled, columns};

/// Wider tables are something else.
const WIDEST: usize = 100;

/// Reads the table that begins at an index, if one does, and says at which one the next block begins.
pub(super) fn read(source: &[&str], at: usize) -> Option<(Table, usize)> {
    let first = source.get(at)?;
    let text = first.trim();
    if text.starts_with("+-") && is_border(text, "+-=") {
        let edges = edges(first, |c| c == '+');
        (edges.len() <= WIDEST).then(|| grid(source, at, &edges))
    } else if text.starts_with("==") && text.contains("= =") && is_border(text, "= ") {
        let starts = starts(first);
        if starts.len() > WIDEST { None } else { simple(source, at, &starts) }
    } else {
        None
    }
}

fn is_border(text: &str, of: &str) -> bool {
    text.chars().all(|c| of.contains(c))
}

/// The characters of a line with their columns; Chinese ones take two.
fn placed(line: &str) -> impl Iterator<Item = (usize, char)> {
    let mut column = 0;
    line.chars().map(move |c| {
        let at = column;
        column += if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}')
        {
            2
        } else {
            1
        };
        (at, c)
    })
}

/// The columns of some characters.
fn edges(line: &str, of: impl Fn(char) -> bool) -> Vec<usize> {
    placed(line).filter(|(_, c)| of(*c)).map(|(column, _)| column).collect()
}

/// Where the runs of `=` begin.
fn starts(line: &str) -> Vec<usize> {
    let mut before = ' ';
    let starts = placed(line).filter(|(_, c)| {
        let is_start = *c == '=' && before != '=';
        before = *c;
        is_start
    });
    starts.map(|(column, _)| column).collect()
}

/// A row whose end has not come yet: for each cell the lines in it, with their indices.
#[derive(Default)]
struct OpenRow {
    cells: Vec<Vec<(usize, String)>>,
    /// Cells that go on from the one before them.
    joined: Vec<bool>,
    start: Option<usize>,
}

impl OpenRow {
    /// What `column` has on the line at an index.
    fn add(&mut self, column: usize, at: usize, text: String) {
        while self.cells.len() <= column {
            self.cells.push(Vec::new());
        }
        self.start.get_or_insert(at);
        if let Some(cell) = self.cells.get_mut(column) {
            cell.push((at, text));
        }
    }

    /// Puts the row into the table.
    fn finish(self, rows: &mut Vec<Row>) {
        let Some(start) = self.start else { return };
        let mut cells: Vec<Cell> = Vec::new();
        for (column, lines) in self.cells.iter().enumerate() {
            let joined = self.joined.get(column).copied().unwrap_or_default();
            let before = cells.last().filter(|_| joined).cloned();
            cells.push(before.unwrap_or_else(|| cell(lines)));
        }
        rows.push(Row { line: number(start), cells });
    }
}

/// What a cell says: its paragraphs and list entries.
fn cell(lines: &[(usize, String)]) -> Cell {
    let mut cell = Cell::default();
    let mut apart = true;
    for (at, raw) in lines {
        let peeled = Peeled::of(raw);
        let shown = match Directive::of(peeled.text) {
            Some(Directive::Shown(title, words)) => [title, words],
            Some(Directive::Silent | Directive::Code) => ["", ""],
            None if is_field(peeled.text) => ["", ""],
            None => ["", peeled.text],
        };
        let lines = shown.iter().filter_map(|shown| line(&peeled, shown, number(*at), apart));
        let before = cell.lines.len();
        cell.lines.extend(lines);
        apart = cell.lines.len() == before;
    }
    cell
}

fn grid(source: &[&str], at: usize, edges: &[usize]) -> (Table, usize) {
    let mut rows = Vec::new();
    let mut row = OpenRow::default();
    let mut next = at;
    while let Some(raw) = source.get(next).filter(|raw| raw.trim().starts_with(['+', '|'])) {
        if is_border(raw.trim(), "+-=") {
            std::mem::take(&mut row).finish(&mut rows);
        } else {
            let parts = cut(raw, edges);
            // A border under some cells only: the others reach down into the next row.
            let ends = |text: &str| text.len() > 2 && is_border(text.trim_matches('+'), "-");
            if parts.iter().any(|part| part.as_ref().is_some_and(|text| ends(text))) {
                let mut below = OpenRow::default();
                for (column, part) in parts.iter().enumerate() {
                    if part.as_ref().is_some_and(|text| !ends(text)) {
                        for (at, text) in row.cells.get(column).into_iter().flatten() {
                            below.add(column, *at, text.clone());
                        }
                    }
                }
                below.start = None;
                std::mem::replace(&mut row, below).finish(&mut rows);
            } else {
                row.joined.resize(row.joined.len().max(parts.len()), false);
                for (column, part) in parts.into_iter().enumerate() {
                    match part {
                        Some(text) => row.add(column, next, text),
                        None => {
                            row.add(column, next, String::new());
                            row.joined.get_mut(column).into_iter().for_each(|joined| *joined = true);
                        }
                    }
                }
            }
        }
        next += 1;
    }
    row.finish(&mut rows);
    (Table { rows }, next.max(at + 1))
}

/// The text between the edges of a line. Where no bar stands on an edge, the cell before goes on: it has
/// the text, and the next one none of its own.
fn cut(raw: &str, edges: &[usize]) -> Vec<Option<String>> {
    let mut parts: Vec<Option<String>> = Vec::new();
    let mut into = 0;
    for (column, c) in placed(raw) {
        if edges.binary_search(&column).is_ok() {
            if matches!(c, '|' | '+') || parts.is_empty() {
                into = parts.len();
                parts.push(Some(String::new()));
                continue;
            }
            parts.push(None);
        }
        if let Some(Some(text)) = parts.get_mut(into) {
            text.push(c);
        }
    }
    // What stands after the last edge is no cell.
    parts.truncate(edges.len().saturating_sub(1));
    parts
}

fn simple(source: &[&str], at: usize, starts: &[usize]) -> Option<(Table, usize)> {
    let indent = columns(source.get(at)?);
    let mut rows = Vec::new();
    let mut row = OpenRow::default();
    let mut borders = 1;
    let mut next = at + 1;
    while let Some(raw) = source.get(next).copied() {
        let text = raw.trim();
        if !text.is_empty() && columns(raw) < indent {
            break;
        }
        next += 1;
        if is_border(text, "= ") && !text.is_empty() {
            std::mem::take(&mut row).finish(&mut rows);
            borders += 1;
            // The second one is under the head, unless nothing follows it.
            let ends = source.get(next).is_none_or(|line| line.trim().is_empty());
            if borders == 3 || ends {
                break;
            }
        } else if !(text.is_empty() || is_border(text, "- ")) {
            let parts = cut_at(raw, starts);
            // A line whose first cell is empty goes on with the row above.
            if parts.first().is_some_and(|first| !first.trim().is_empty()) {
                std::mem::take(&mut row).finish(&mut rows);
            }
            for (column, text) in parts.into_iter().enumerate() {
                row.add(column, next - 1, text);
            }
        }
    }
    row.finish(&mut rows);
    (borders > 1).then_some((Table { rows }, next))
}

/// A line, cut where the columns begin.
fn cut_at(raw: &str, starts: &[usize]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for (column, c) in placed(raw) {
        if starts.get(parts.len()).is_some_and(|start| column >= *start) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}
