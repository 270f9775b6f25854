//! Tables with `|` whose cells go on over lines, as the sources of Alibaba's pages have them:
//!
//! ```text
//! |Name|Type|Description|
//! |----|----|-----------|
//! |Mode|String|How to back up.
//!
//!  -   **Full**
//! -   **Partial**
//!
//!  |
//! ```

use super::{heading, is_rule, lines, number, peeled};
use crate::page::document::{Cell, Row, Table};
use crate::page::text::{Shape, is_row};

/// Reads the table whose head stands at an index, and says at which one the next block begins.
pub(super) fn read(source: &[&str], at: usize) -> (Table, usize) {
    let shape = Shape::of(peeled(source.get(at).unwrap_or(&"")).text);
    let mut rows = vec![row(&shape, source, at, at + 1)];
    let mut at = at + 2;
    while let Some(start) = next_row(&shape, source, at) {
        let end = end_of_row(&shape, source, start);
        rows.push(row(&shape, source, start, end));
        at = end;
    }
    (Table { rows }, at)
}

/// Where the next row stands, if the table goes on.
fn next_row(shape: &Shape, source: &[&str], at: usize) -> Option<usize> {
    let blank = source.get(at..)?.iter().take_while(|line| line.trim().is_empty()).count();
    let start = at + blank;
    let text = peeled(source.get(start)?).text;
    let is_next = match shape.bars() {
        Some(_) => starts_row(text),
        None => is_row(text),
    };
    // After a blank line it may also be the head of another table.
    let is_head = blank > 0 && source.get(start + 1).is_some_and(|next| is_rule(next));
    (is_next && !is_head && (blank == 0 || shape.bars().is_some())).then_some(start)
}

/// Whether a row begins with this line, where all rows begin with a bar.
fn starts_row(text: &str) -> bool {
    text.starts_with('|') && bars(text) > 1
}

/// Bars that no backslash precedes.
fn bars(text: &str) -> usize {
    let (mut bars, mut escaped) = (0, false);
    for c in text.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    bars
}

/// The index after a row. Its last cell ends with a bar, on whatever line that stands; if there is none
/// before the next row, a cell was lost and the row ends with its paragraph.
fn end_of_row(shape: &Shape, source: &[&str], start: usize) -> usize {
    let text = |at: usize| source.get(at).map(|line| line.trim());
    let Some(wanted) = shape.bars() else { return start + 1 };
    let mut found = text(start).map_or(0, bars);
    let mut at = start + 1;
    while found < wanted {
        let Some(text) = text(at).filter(|text| !starts_row(text) && heading(text).is_none()) else {
            let blank = |at: &usize| text(*at).is_none_or(str::is_empty);
            return (start + 1..at).find(blank).unwrap_or(at);
        };
        found += bars(text);
        at += 1;
    }
    at
}

fn row(shape: &Shape, source: &[&str], start: usize, end: usize) -> Row {
    let text = source.get(start..end).unwrap_or_default();
    // The first line's indentation is the table's.
    let text = match text {
        [only] => peeled(only).text.to_owned(),
        _ => text.join("\n"),
    };
    let mut at = start;
    let cells = shape.cells(&text).into_iter().map(|text| {
        let first = at;
        at += text.matches('\n').count();
        cell(&text, first)
    });
    Row { line: number(start), cells: cells.collect() }
}

fn cell(text: &str, start: usize) -> Cell {
    let mut cell = Cell::default();
    let mut apart = true;
    for (nth, raw) in text.split('\n').enumerate() {
        let line = peeled(raw);
        if line.text.is_empty() || line.text.starts_with("```") {
            apart = true;
            continue;
        }
        cell.lines.extend(lines(&line, number(start + nth), apart || line.bullet));
        apart = false;
    }
    cell
}
