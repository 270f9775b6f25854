//! The rows of the tables of parameters and response fields, whether the form still knows the table or
//! its rows are lines now.

use std::collections::BTreeMap;

use super::code::humps;
use super::glued;
use super::kind;
use super::row::{self, Cells, Names, Sure};
use crate::page::document::{Block, Cell, Line, Table, Text};
use crate::page::facts::Doubt;
use crate::page::words::{Column, yes_or_no};

/// Which table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// Where it starts.
    pub(super) line: u32,
    /// The name as printed.
    pub(super) printed: String,
    pub(super) kind: Option<String>,
    pub(super) required: Option<bool>,
    /// The description.
    pub(super) about: Vec<Line>,
}

/// The rows of a section.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    pub(super) doubts: Vec<Doubt>,
}

/// Reads a section's table.
pub(super) fn read(blocks: &[Block], side: Side, names: &Names) -> Rows {
    let mut reader = Reader {
        side,
        names,
        columns: columns_of(side),
        has_table: false,
        is_glued: false,
        has_required: has_required(blocks),
        told_lost: false,
        known: BTreeMap::new(),
        out: Rows::default(),
    };
    for block in blocks {
        match block {
            Block::Table(table) => reader.table(table),
            Block::Line(line) => reader.line(line),
            Block::Heading(_) | Block::Code(_) => {}
        }
    }
    reader.out
}

/// How much in `blocks` looks like such a table.
pub(super) fn weight(blocks: &[Block]) -> usize {
    let names = Names::default();
    let lines = |text: &str| {
        usize::from(is_head(text) || row::request(text, false, &names).is_some())
            + usize::from(row::response(text, &names).is_some())
    };
    blocks
        .iter()
        .map(|block| match block {
            Block::Table(table) => table.rows.len(),
            block => block.text().map_or(0, |text| lines(&text.text)),
        })
        .sum()
}

/// The columns where the page has lost the table's head.
fn columns_of(side: Side) -> Vec<Option<Column>> {
    match side {
        Side::Request => {
            vec![Some(Column::Name), Some(Column::Required), Some(Column::Kind), Some(Column::Description)]
        }
        Side::Response => vec![Some(Column::Name), Some(Column::Kind), Some(Column::Description)],
    }
}

fn is_head(text: &str) -> bool {
    Column::of_line(text).is_some_and(|columns| columns.first() == Some(&Column::Name))
}

/// Whether the rows that became lines still have their "yes" and "no".
fn has_required(blocks: &[Block]) -> bool {
    let names = Names::default();
    blocks
        .iter()
        .filter_map(Block::text)
        .any(|text| row::request(&text.text, false, &names).is_some_and(|cells| cells.required.is_some()))
}

struct Reader<'a> {
    side: Side,
    names: &'a Names,
    columns: Vec<Option<Column>>,
    /// Rows have been read from a table that the form knows.
    has_table: bool,
    /// The cells of a row have no blanks between them.
    is_glued: bool,
    has_required: bool,
    /// It has been told that the column "required" is lost.
    told_lost: bool,
    /// How many rows have a name.
    known: BTreeMap<String, usize>,
    out: Rows,
}

impl Reader<'_> {
    fn line(&mut self, line: &Line) {
        let text = line.text.text.as_str();
        if let Some(columns) = Column::of_line(text).filter(|columns| columns.first() == Some(&Column::Name))
        {
            self.columns = columns.into_iter().map(Some).collect();
            self.is_glued = glued::is_head(text);
        } else if !line.bullet && self.has_bars(text) {
            self.line_with_bars(line);
        } else if let Some((cells, rest)) = self.cells(line) {
            self.push(Row {
                line: line.text.line,
                printed: cells.name.to_owned(),
                kind: cells.kind.map(str::to_owned),
                required: cells.required,
                about: rest,
            });
        } else if let Some(last) = self.out.rows.last_mut() {
            last.about.push(line.clone());
        }
    }

    /// The cells of a row that is one line, and its description.
    fn cells<'l>(&mut self, line: &'l Line) -> Option<(Cells<'l>, Vec<Line>)> {
        if line.bullet {
            return None;
        }
        let text = line.text.text.as_str();
        let cells = match (self.side, self.is_glued) {
            (Side::Request, false) => row::request(text, self.kind_first(), self.names)?,
            (Side::Response, false) => row::response(text, self.names)?,
            (Side::Request, true) => glued::request(text, self.names)?,
            (Side::Response, true) => glued::response(text, self.names)?,
        };
        if self.is_known(cells.name) {
            return None;
        }
        match cells.sure {
            Sure::NoRequired if self.has_required => {
                let base = row::base(cells.name);
                let stands_out = self.names.has(base) || humps(base) > 1 || base != cells.name;
                if !stands_out || !base.starts_with(|c: char| c.is_ascii_uppercase()) {
                    return None;
                }
                self.doubt(line.text.line, format!("the row of {} has no \"required\" cell", cells.name));
            }
            Sure::NoRequired => self.tell_lost(line.text.line),
            Sure::NoKind => {
                self.doubt(line.text.line, format!("what follows {} is not a type", cells.name));
            }
            Sure::Whole | Sure::Swapped => {}
        }
        let about =
            Line { text: Text { line: line.text.line, text: cells.about.to_owned() }, ..line.clone() };
        let about = if cells.about.is_empty() { Vec::new() } else { vec![about] };
        Some((cells, about))
    }

    /// Whether a line is a row that fell out of its table, or a part of one.
    fn has_bars(&self, text: &str) -> bool {
        let mut cells = text.trim_start_matches('|').split('|');
        let is_row = cells.next().is_some_and(|name| row::is_name(name.trim())) && cells.count() > 1;
        is_row || (self.has_table && text.contains('|'))
    }

    /// `InstanceId | Yes | String | The instance.` outside of a table: a line break in a description ended
    /// it, or its head is lost.
    fn line_with_bars(&mut self, line: &Line) {
        let cells: Vec<Cell> = line
            .text
            .text
            .trim_matches('|')
            .split('|')
            .map(|text| {
                let text = Text { line: line.text.line, text: text.trim().to_owned() };
                let line = Line { text, indent: 0, bullet: false, apart: true };
                Cell { lines: if line.text.text.is_empty() { Vec::new() } else { vec![line] } }
            })
            .collect();
        if cells.len() > 1 && self.row(line.text.line, &cells) {
            return;
        }
        if let Some(last) = self.out.rows.last_mut() {
            let mut line = line.clone();
            line.text.text = line.text.text.trim_end_matches(['|', ' ']).to_owned();
            last.about.push(line);
        }
    }

    fn table(&mut self, table: &Table) {
        let Some(first) = table.rows.first() else { return };
        // Where rows are lines, a table is a part of a description.
        if !self.has_table && !self.out.rows.is_empty() {
            return;
        }
        self.has_table = true;
        let head: Vec<Option<Column>> = first.cells.iter().map(|cell| Column::of(&cell.text())).collect();
        let is_head = head.contains(&Some(Column::Name))
            && (head.contains(&Some(Column::Kind)) || head.contains(&Some(Column::Required)));
        if is_head {
            self.columns = head;
        }
        for (at, row) in table.rows.iter().enumerate() {
            if (at > 0 || !is_head) && !self.row(row.line, &row.cells) {
                let text = row.cells.iter().map(Cell::text).collect::<Vec<_>>().join(" ");
                match self.out.rows.last_mut() {
                    Some(last) if row.cells.first().is_some_and(|cell| cell.lines.is_empty()) => {
                        last.about.extend(row.cells.iter().flat_map(|cell| cell.lines.iter().cloned()));
                    }
                    _ if !text.is_empty() => {
                        self.doubt(row.line, "this row of the table does not begin with a name".to_owned());
                    }
                    _ => {}
                }
            }
        }
    }

    /// Reads the row of a table; whether it is one.
    fn row(&mut self, line: u32, cells: &[Cell]) -> bool {
        let is_whole = cells.len() == self.columns.len();
        let at = |column| {
            self.columns.iter().position(|known| *known == Some(column)).and_then(|at| cells.get(at))
        };
        let Some(name) = at(Column::Name).or(cells.first()) else { return false };
        let name = name.text();
        let (printed, note) = name.split_once(' ').unwrap_or((&name, ""));
        let printed = printed.trim_matches(['*', '`']);
        if !row::is_name(printed) || self.is_known(printed) {
            return false;
        }
        let text = |column| at(column).map(Cell::text).unwrap_or_default();
        let (mut required, mut kind) = (text(Column::Required), text(Column::Kind));
        let mut about: Vec<Line> = Vec::new();
        if !note.is_empty() {
            let text = Text { line, text: note.to_owned() };
            about.push(Line { text, indent: 0, bullet: false, apart: true });
        }
        let rest = |column| at(column).map(|cell| cell.lines.as_slice()).unwrap_or_default();
        if is_whole {
            if yes_or_no(&kind).is_some() && kind::is_whole(&required) {
                std::mem::swap(&mut required, &mut kind);
            }
            about.extend(rest(Column::Description).iter().chain(rest(Column::Example)).cloned());
        } else {
            // A cell is lost, and all behind it stand in a wrong column: only what names itself counts.
            let mut inner: Vec<&Cell> = cells.iter().skip(1).collect();
            required = take(&mut inner, |text| yes_or_no(text).is_some());
            kind = take(&mut inner, |text| kind::leading(text).is_some_and(|(_, rest)| rest.is_empty()));
            about.extend(inner.iter().flat_map(|cell| cell.lines.iter().cloned()));
            if required.is_empty() && kind.is_empty() {
                return false;
            }
        }
        let row = Row {
            line,
            printed: printed.to_owned(),
            required: yes_or_no(&required).filter(|_| self.side == Side::Request),
            kind: Some(kind).filter(|kind| kind::is_whole(kind)),
            about,
        };
        if self.side == Side::Request && row.required.is_none() {
            self.tell_lost(line);
        }
        if row.kind.is_none() {
            self.doubt(line, format!("the row of {printed} has no type"));
        }
        self.push(row);
        true
    }

    fn push(&mut self, row: Row) {
        *self.known.entry(row.printed.clone()).or_default() += 1;
        self.out.rows.push(row);
    }

    /// No table has a name twice, so that a second row of it is a part of a description. Only the common
    /// `Region` may stand beside the operation's own.
    fn is_known(&self, printed: &str) -> bool {
        let allowed = if printed == "Region" { 2 } else { 1 };
        self.known.get(printed).is_some_and(|count| *count >= allowed)
    }

    fn kind_first(&self) -> bool {
        let at = |column| self.columns.iter().position(|known| *known == Some(column));
        matches!((at(Column::Kind), at(Column::Required)), (Some(kind), Some(required)) if kind < required)
    }

    fn tell_lost(&mut self, line: u32) {
        if !self.told_lost {
            self.told_lost = true;
            self.doubt(line, "from here on cells of the column \"required\" are lost".to_owned());
        }
    }

    fn doubt(&mut self, line: u32, text: String) {
        self.out.doubts.push(Doubt { line, text });
    }
}

/// Takes the first of two cells that `fits`, out of the cells behind the name.
fn take(cells: &mut Vec<&Cell>, fits: impl Fn(&str) -> bool) -> String {
    let found = cells.iter().take(2).position(|cell| fits(&cell.text()));
    found.map(|at| cells.remove(at).text()).unwrap_or_default()
}
