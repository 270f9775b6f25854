//! The rows of the tables of parameters and response fields, whether the form still knows the table or
//! its rows are lines now.

use std::collections::{BTreeMap, BTreeSet};

use super::code::is_mid_sentence;
use super::glued;
use super::kind;
use super::lost;
use super::names::Names;
use super::row::{self, Cells, Sure};
use super::survey;
use crate::page::document::{Block, Cell, Line, Table, Text};
use crate::page::facts::Doubt;
use crate::page::words::{Column, yes_or_no};

/// The doubt about a row whose other cells are there.
const NAMELESS: &str = "this row of the table does not begin with a name";

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
        has_head: false,
        is_glued: false,
        is_torn: false,
        has_required: survey::has_required(blocks),
        whole: survey::whole(blocks, side, names),
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

/// The columns where the page has lost the table's head.
fn columns_of(side: Side) -> Vec<Option<Column>> {
    match side {
        Side::Request => {
            vec![Some(Column::Name), Some(Column::Required), Some(Column::Kind), Some(Column::Description)]
        }
        Side::Response => vec![Some(Column::Name), Some(Column::Kind), Some(Column::Description)],
    }
}

struct Reader<'a> {
    side: Side,
    names: &'a Names,
    columns: Vec<Option<Column>>,
    /// Rows have been read from a table that the form knows.
    has_table: bool,
    /// The head of a table that became lines has been read.
    has_head: bool,
    /// The cells of a row have no blanks between them.
    is_glued: bool,
    /// The row that the lines now belong to has lost its name.
    is_torn: bool,
    has_required: bool,
    /// The names of rows whose cells are all there.
    whole: BTreeSet<String>,
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
            self.has_head = true;
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
        } else if let Some(why) = self.torn(line) {
            self.tear(line.text.line, why);
        } else {
            self.describe([line.clone()]);
        }
    }

    /// What is lost of a line that is the rest of a row.
    fn torn(&self, line: &Line) -> Option<&'static str> {
        let is_known = || {
            row::name(&line.text.text)
                .is_some_and(|(name, _)| self.is_known(name) || self.whole.contains(name))
        };
        if line.bullet || self.is_glued || !self.has_begun() || is_known() {
            return None;
        }
        lost::rest(&line.text.text, self.side)
    }

    /// Whether lines can be rows: the table has begun.
    fn has_begun(&self) -> bool {
        self.has_head || !self.out.rows.is_empty()
    }

    /// Takes lines as a part of the last row's description.
    fn describe(&mut self, lines: impl IntoIterator<Item = Line>) {
        if let Some(last) = self.out.rows.last_mut().filter(|_| !self.is_torn) {
            last.about.extend(lines);
        }
    }

    /// Ends the last row: what follows belongs to one that has lost its name.
    fn tear(&mut self, line: u32, why: &str) {
        self.is_torn = true;
        self.doubt(line, why.to_owned());
    }

    /// The cells of a row that is one line, and its description.
    fn cells<'l>(&mut self, line: &'l Line) -> Option<(Cells<'l>, Vec<Line>)> {
        if line.bullet {
            return None;
        }
        let text = line.text.text.as_str();
        let bare = || lost::bare(text, self.side, self.names).filter(|_| self.has_begun());
        let cells = match (self.side, self.is_glued) {
            (Side::Request, false) => row::request(text, self.kind_first(), self.names).or_else(bare)?,
            (Side::Response, false) => row::response(text, self.names).or_else(bare)?,
            (Side::Request, true) => glued::request(text, self.names)?,
            (Side::Response, true) => glued::response(text, self.names)?,
        };
        let is_elsewhere = || !self.is_glued && self.whole.contains(cells.name);
        if self.is_known(cells.name)
            || (matches!(cells.sure, Sure::NoKind | Sure::NameOnly) && is_elsewhere())
        {
            return None;
        }
        match cells.sure {
            Sure::NoRequired if self.has_required => {
                let can_be = row::stands_out(cells.name, self.names)
                    || (row::is_capitalised(cells.name) && !is_mid_sentence(cells.about));
                if !can_be || !cells.name.starts_with(|c: char| c.is_ascii_uppercase()) {
                    return None;
                }
                self.doubt(line.text.line, format!("the row of {} has no \"required\" cell", cells.name));
            }
            Sure::NoRequired => self.tell_lost(line.text.line),
            Sure::NoKind => {
                self.doubt(line.text.line, format!("what follows {} is not a type", cells.name));
            }
            Sure::NameOnly => {
                self.doubt(line.text.line, format!("the row of {} has lost its cells", cells.name));
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
        let is_first = |cell: &str| row::is_reference(cell.trim()) || yes_or_no(cell).is_some();
        let is_row = cells.next().is_some_and(is_first) && cells.count() > 1;
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
        if self.is_nameless(&cells) {
            self.tear(line.text.line, NAMELESS);
            return;
        }
        let mut line = line.clone();
        line.text.text = line.text.text.trim_end_matches(['|', ' ']).to_owned();
        self.describe([line]);
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
                let is_first_empty = row.cells.first().is_some_and(|cell| cell.lines.is_empty());
                if is_first_empty && !self.is_nameless(&row.cells) {
                    self.describe(row.cells.iter().flat_map(|cell| cell.lines.iter().cloned()));
                } else if row.cells.iter().any(|cell| !cell.lines.is_empty()) {
                    self.tear(row.line, NAMELESS);
                }
            }
        }
    }

    /// Whether the first cell of a row is empty or lost, and the next ones are those of a row.
    fn is_nameless(&self, cells: &[Cell]) -> bool {
        let texts: Vec<String> =
            cells.iter().map(Cell::text).filter(|text| !text.is_empty()).take(2).collect();
        let is_kind = |text: &String| kind::leading(text).is_some_and(|(_, rest)| rest.is_empty());
        texts.first().is_some_and(|text| {
            is_kind(text) || (self.side == Side::Request && yes_or_no(text).is_some() && texts.len() > 1)
        })
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
        if !row::is_reference(printed) || self.is_known(printed) {
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
            let is_row = !about.is_empty() && self.can_be_row(printed);
            if required.is_empty() && kind.is_empty() && !is_row {
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
        self.is_torn = false;
        *self.known.entry(row.printed.clone()).or_default() += 1;
        self.out.rows.push(row);
    }

    /// Whether the first of two cells can be a name: it is spelled as one, or an example needs it.
    fn can_be_row(&self, printed: &str) -> bool {
        let base = row::base(printed);
        row::is_capitalised(printed) || self.names.needs(self.side, base)
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
