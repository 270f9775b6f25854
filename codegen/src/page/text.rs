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
    Document { form: Form::Text, blocks, lines: lines.number, address: None }
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

/// A table with `|`: its head, its rule, and all rows that follow. A row may have lost its last cells, and
/// go on over lines; one with more cells than the head has a `|` in its last one.
fn table(number: u32, head: &str, lines: &mut Lines<'_>) -> Table {
    let shape = Shape::of(head);
    let mut rows = vec![shape.row(number, head)];
    lines.next();
    while let Some(next) = lines.peek() {
        if !is_row(&clean(next)) {
            break;
        }
        let height = shape.height(lines.rest.clone());
        let row: Vec<(u32, &str)> = std::iter::from_fn(|| lines.next()).take(height).collect();
        let Some((number, _)) = row.first() else { break };
        let text: Vec<String> = row.iter().map(|(_, line)| clean(line)).collect();
        rows.push(shape.row(*number, &text.join("\n")));
    }
    Table { rows }
}

/// Rows with more lines are none: the last cell's bar is lost.
const TALLEST: usize = 80;

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

    /// A row with `|`, cut at its bars.
    pub(super) fn row(&self, number: u32, text: &str) -> Row {
        let mut at = number;
        let cells = self.cells(text).into_iter().map(|text| {
            let first = at;
            at = at.saturating_add(u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX));
            cell(first, &text)
        });
        Row { line: number, cells: cells.collect() }
    }

    /// How many of these lines the row takes that stands on the first of them. A row without all its bars
    /// has lost cells and is one line, or its cells go on over lines.
    fn height<'a>(&self, lines: impl Iterator<Item = &'a str>) -> usize {
        let wanted = self.width + usize::from(self.edged);
        let (mut found, mut ended) = (0, false);
        for (nth, line) in lines.take(if self.closed { TALLEST } else { 0 }).map(str::trim).enumerate() {
            let bars = split(line).len() - 1;
            let plain = bars == 0 || line.chars().all(|c| matches!(c, '|' | ' '));
            let ends = bars == 1 && line.ends_with('|');
            // What is left of the row, behind a line that ended inside a cell: `end of the text. | last |`.
            let rest = !ended && found + bars == wanted;
            if nth > 0 && !(plain || ends || rest || self.edged && !line.starts_with('|')) {
                break;
            }
            found += bars;
            ended = line.ends_with('|');
            if found >= wanted {
                return nth + 1;
            }
        }
        1
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
    let listed = text.contains('\n');
    let lines = (number..).zip(text.split('\n')).map(|(number, text)| (number, clean(text)));
    let lines = lines.filter(|(_, text)| !text.is_empty()).map(|(number, text)| {
        let (bullet, text) = if listed { unbulleted(&text) } else { (false, text.as_str()) };
        Line { text: Text { line: number, text: text.to_owned() }, indent: 0, bullet, apart: true }
    });
    Cell { lines: lines.collect() }
}

/// Whether a line can be the row of a table with `|`.
pub(super) fn is_row(text: &str) -> bool {
    text.contains('|')
}

/// Whether tables are spread, one cell a line: a rule stands under a line that is one cell, or a head without
/// a rule has several such lines. Without its bars such a page is copied text.
fn is_spread(source: &str) -> bool {
    let mut before = 0;
    source.lines().map(str::trim).filter(|line| !line.is_empty()).any(|line| {
        let found = before > 0 && is_rule(line) || before == HEAD;
        let is_cell = spread_cell(line).is_some_and(|cell| !cell.is_empty());
        before = if is_cell { before + 1 } else { 0 };
        found
    })
}

/// The smallest head of a table of fields: name, type, description, example.
const HEAD: usize = 4;

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
    fn a_row_may_go_on_over_lines() {
        let open =
            "Name | Type | Text |\n---|---|---|\nA | string |\nOne of:\n- x\n- y\n|\nB | string |\nThat. |\n";
        let wanted =
            [vec!["Name", "Type", "Text"], vec!["A", "string", "One of: x y"], vec!["B", "string", "That."]];
        assert_eq!(cells(&read(open)), wanted);
        let closed = "| Name | Type | Text |\n|---|---|---|\n| A | string |\nOne of:\n- x\n- y\n|\n| B | string |\nThat. |\n";
        assert_eq!(cells(&read(closed)), wanted);
        let behind = "Name | Type | Text | Example |\n---|---|---|---|\nA | string | That. Note\nA note.\n| x |\nB | string | That. | y |\n";
        assert_eq!(
            cells(&read(behind))[1..],
            [vec!["A", "string", "That. Note A note.", "x"], vec!["B", "string", "That.", "y"]]
        );
        let inside = "| Name | Type | Text | Example |\n|---|---|---|---|\n| A | string | That:\n| x |\n| B | string | That.\n Note. | y |\n";
        assert_eq!(
            cells(&read(inside))[1..],
            [vec!["A", "string", "That:", "x"], vec!["B", "string", "That. Note.", "y"]]
        );
        // One that lost its last cell ends with its line.
        let lost = "Name | Type | Text |\n---|---|---|\nA | string |\nB | string | That. |\n\nMore.\n";
        assert_eq!(cells(&read(lost))[1..], [vec!["A", "string"], vec!["B", "string", "That."]]);
    }

    #[test]
    fn a_spread_table_may_have_no_rule() {
        let document = read("|\nName |\nType |\nText |\nExample |\n| port |\nInteger |\nA port.\n|\n80 |\n");
        let lines: Vec<_> =
            document.blocks.iter().filter_map(Block::text).map(|text| text.text.as_str()).collect();
        assert_eq!(lines, ["Name", "Type", "Text", "Example", "port", "Integer", "A port.", "80"]);
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
