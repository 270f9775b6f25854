//! Copied text to a [`Document`]: lines, list entries, and tables whose rows became lines with `|`.

use super::document::{Block, Cell, Document, Form, Line, Row, Table, Text, clean};

/// Reads copied text.
pub(super) fn read(source: &str) -> Document {
    let mut blocks = Vec::new();
    let mut lines = Lines::new(source);
    let mut apart = true;
    let spread = is_spread(source);
    while let Some((number, raw)) = lines.next() {
        let mut text = clean(raw);
        if spread {
            let cell = spread_cell(&text).map(str::to_owned);
            apart |= cell.is_some();
            text = cell.unwrap_or(text);
        }
        if text.is_empty() {
            apart = true;
            continue;
        }
        if is_row(&text) && lines.peek().is_some_and(|next| is_rule(&clean(next))) {
            blocks.push(Block::Table(table(number, &text, &mut lines)));
            apart = true;
            continue;
        }
        blocks.push(Block::Line(line(number, raw, &text, apart)));
        apart = false;
    }
    Document { form: Form::Text, blocks, lines: lines.number }
}

fn line(number: u32, raw: &str, text: &str, apart: bool) -> Line {
    let (bullet, text) = unbulleted(text);
    let indent = u32::try_from(columns(raw)).unwrap_or(u32::MAX);
    Line { text: Text { line: number, text: text.to_owned() }, indent, bullet, apart }
}

/// A line without what stands before its text.
pub(super) struct Peeled<'a> {
    /// Columns before the text or its bullet.
    pub(super) indent: usize,
    /// It is an entry of a list.
    pub(super) bullet: bool,
    /// The text, without blanks around it.
    pub(super) text: &'a str,
}

impl<'a> Peeled<'a> {
    /// The line `raw`.
    pub(super) fn of(raw: &'a str) -> Self {
        let (bullet, text) = unbulleted(raw.trim());
        Self { indent: columns(raw), bullet, text }
    }
}

/// Whether a text is an entry of a list, and what it says without its bullet.
pub(super) fn unbulleted(text: &str) -> (bool, &str) {
    let entry = ["•", "◦", "·", "-", "*", "+", "▪"].iter().find_map(|bullet| {
        let rest = text.strip_prefix(bullet)?;
        rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
    });
    (entry.is_some(), entry.unwrap_or(text))
}

/// Columns before the text of a line.
pub(super) fn columns(raw: &str) -> usize {
    raw.chars().take_while(|c| c.is_whitespace()).fold(0, |column, c| match c {
        '\t' => column / 4 * 4 + 4,
        _ => column + 1,
    })
}

/// A line without its first `indent` columns, as far as they are blank.
pub(super) fn unindented(raw: &str, indent: usize) -> &str {
    let blanks = raw.chars().take(indent).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
    raw.get(blanks..).unwrap_or_default()
}

/// A table with `|`: its head, its rule, and all rows that follow. A row may have lost its last cells;
/// one with more cells than the head has a `|` in its last one.
fn table(number: u32, head: &str, lines: &mut Lines<'_>) -> Table {
    let shape = Shape::of(head);
    let mut rows = vec![shape.row(number, head)];
    lines.next();
    while let Some(next) = lines.peek() {
        let text = clean(next);
        if !is_row(&text) {
            break;
        }
        let Some((number, _)) = lines.next() else { break };
        rows.push(shape.row(number, &text));
    }
    Table { rows }
}

/// What a table's head tells about its rows.
pub(super) struct Shape {
    /// A bar stands at the left edge. Where none does, a leading bar means an empty first cell.
    edged: bool,
    /// A bar stands at the right edge.
    closed: bool,
    /// How many columns there are.
    width: usize,
}

impl Shape {
    /// The shape of the table under `head`.
    pub(super) fn of(head: &str) -> Self {
        let head = head.trim();
        let edged = head.starts_with('|');
        Self { edged, closed: head.ends_with('|'), width: cut(head, edged).len() }
    }

    /// One line with `|`, cut at its bars.
    pub(super) fn row(&self, number: u32, text: &str) -> Row {
        Row { line: number, cells: self.cells(text).iter().map(|text| cell(number, text)).collect() }
    }

    /// The texts of a row's cells as they stand there.
    pub(super) fn cells(&self, text: &str) -> Vec<String> {
        let mut cells = cut(text, self.edged);
        if cells.len() > self.width {
            let rest = cells.split_off(self.width.saturating_sub(1)).join("|");
            cells.push(rest);
        }
        cells
    }

    /// How many bars a row has whose cells are all there, if each cell must end with one.
    pub(super) fn bars(&self) -> Option<usize> {
        (self.edged && self.closed).then_some(self.width + 1)
    }
}

/// The texts between the bars of a line, without the bars at its edges.
fn cut(text: &str, edged: bool) -> Vec<String> {
    let text = text.trim();
    let text = if edged { text.strip_prefix('|').unwrap_or(text) } else { text };
    split(text.strip_suffix('|').unwrap_or(text))
}

/// Cuts at bars that no backslash precedes.
fn split(text: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        match (c, escaped) {
            ('|', false) => cells.push(String::new()),
            ('\\', false) => {
                escaped = true;
                continue;
            }
            _ => {
                if let Some(cell) = cells.last_mut() {
                    if escaped && c != '|' {
                        cell.push('\\');
                    }
                    cell.push(c);
                }
            }
        }
        escaped = false;
    }
    cells
}

fn cell(number: u32, text: &str) -> Cell {
    let text = clean(text);
    if text.is_empty() {
        return Cell::default();
    }
    let text = Text { line: number, text };
    Cell { lines: vec![Line { text, indent: 0, bullet: false, apart: true }] }
}

/// Whether a line can be the row of a table with `|`.
pub(super) fn is_row(text: &str) -> bool {
    text.contains('|')
}

/// Whether tables are spread, one cell a line: a rule stands under a line that is one cell. Without its bars
/// such a page is copied text.
fn is_spread(source: &str) -> bool {
    let mut before = false;
    source.lines().map(str::trim).filter(|line| !line.is_empty()).any(|line| {
        let found = before && is_rule(line);
        before = spread_cell(line).is_some_and(|cell| !cell.is_empty());
        found
    })
}

/// The cell of a spread table that a line is or ends; an empty one for what only frames cells.
fn spread_cell(line: &str) -> Option<&str> {
    if is_rule(line) {
        return Some("");
    }
    let cell = line.strip_suffix('|')?.trim();
    let cell = cell.strip_prefix('|').unwrap_or(cell).trim();
    (!cell.contains('|')).then_some(cell)
}

/// Whether a line is the rule under a table's head: `---|---|`, `|-|:-:|`.
pub(super) fn is_rule(text: &str) -> bool {
    let dashes = text.contains("--") || (text.contains("|-") && !text.contains(' '));
    text.contains('|') && dashes && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Lines with their numbers, and a look at the next one.
struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Lines<'a>>,
    number: u32,
}

impl<'a> Lines<'a> {
    fn new(source: &'a str) -> Self {
        Self { rest: source.lines().peekable(), number: 0 }
    }

    fn next(&mut self) -> Option<(u32, &'a str)> {
        let line = self.rest.next()?;
        self.number += 1;
        Some((self.number, line))
    }

    fn peek(&mut self) -> Option<&'a str> {
        self.rest.peek().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::page::document::{Block, Document};

    fn cells(document: &Document) -> Vec<Vec<String>> {
        let table = document.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let rows = table.map(|table| table.rows.as_slice()).unwrap_or_default();
        rows.iter().map(|row| row.cells.iter().map(super::Cell::text).collect()).collect()
    }

    #[test]
    fn lines_keep_their_number_indent_and_bullet() {
        let document = read("Title\n\n    • entry one\nnext\n");
        let lines: Vec<_> = document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Line(line) => {
                    Some((line.text.line, line.text.text.as_str(), line.indent, line.bullet, line.apart))
                }
                _ => None,
            })
            .collect();
        assert_eq!(
            lines,
            [(1, "Title", 0, false, true), (3, "entry one", 4, true, true), (4, "next", 0, false, false)]
        );
        assert_eq!(document.lines, 4);
    }

    #[test]
    fn bars_at_the_edges_are_optional() {
        let open = read("Name | Type | Text |\n---|---|---|\n | object |  |\nA | string | it \\| that |\n");
        let closed =
            read("| Name | Type | Text |\n|---|---|---|\n|  | object |  |\n| A | string | it \\| that |\n");
        let wanted = [vec!["Name", "Type", "Text"], vec!["", "object", ""], vec!["A", "string", "it | that"]];
        assert_eq!(cells(&open), wanted);
        assert_eq!(cells(&closed), wanted);
    }

    #[test]
    fn a_table_that_is_spread_over_lines_is_copied_text() {
        let document = read("|\nName |\nType |\n|---|---|\n|\nport |\nInteger |\nText.\n");
        let lines: Vec<_> = document
            .blocks
            .iter()
            .filter_map(Block::text)
            .map(|text| (text.line, text.text.as_str()))
            .collect();
        assert_eq!(lines, [(2, "Name"), (3, "Type"), (6, "port"), (7, "Integer"), (8, "Text.")]);
    }

    #[test]
    fn a_row_that_lost_cells_is_not_filled_up() {
        let document = read("| Name | Type | Text |\n|---|---|---|\n| A | string |\n| B | x | y | z |\n");
        assert_eq!(
            cells(&document),
            [vec!["Name", "Type", "Text"], vec!["A", "string"], vec!["B", "x", "y | z"]]
        );
    }
}
