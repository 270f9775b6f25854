//! Rows. A row of copied text is a run of lines, one cell a line and then the description's paragraphs; it
//! begins where a name is followed by what only a cell can be. A page without the cells that would show
//! where a row begins has no row there: better none than a wrong one.

use std::collections::HashSet;

use super::bare::{self, Bare};
use super::cells;
use super::uri::Uri;
use crate::page::document::{self, Line};
use crate::page::facts::{Doubt, Location};
use crate::page::words::Column;

/// One parameter or field.
#[derive(Debug)]
pub(super) struct Row {
    /// Its name.
    pub name: String,
    /// Whether it must be sent, or is always there.
    pub required: Option<bool>,
    /// Whether that depends on other parameters: neither yes nor no.
    pub depends: bool,
    /// Its type as printed.
    pub kind: Option<String>,
    /// What the column "IN" says.
    pub location: Option<Location>,
    /// The description's paragraphs and list entries.
    pub description: Vec<Line>,
    /// Where it starts.
    pub line: u32,
}

/// What is known before the tables are read.
pub(super) struct Known<'a> {
    /// The operation's address, with the names in it.
    pub uri: &'a Uri,
    /// Structures that have a table of their own, and so are types.
    pub structures: &'a HashSet<String>,
    /// Names of members in the page's examples.
    pub shown: &'a HashSet<String>,
}

/// The rows of a copied table.
pub(super) fn copied(
    lines: &[&Line],
    head: &[Column],
    known: &Known<'_>,
    doubts: &mut Vec<Doubt>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut titled = false;
    // Whether the lines from here on may describe a row that was lost.
    let mut adrift = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let said = match start(lines, at, head, known, &rows, titled) {
            Start::Row(row, used) => {
                titled |= bare::is_title(&row.name);
                rows.push(*row);
                adrift = false;
                at += used;
                continue;
            }
            Start::Doubtful => Some("may be the name of a row that lost its cells"),
            Start::None => {
                let stray = !line.bullet && cells::is_short_cell(&line.text.text) && !after_label(lines, at);
                stray.then_some("stands where no such cell belongs: a row may have lost its name")
            }
        };
        if let Some(said) = said {
            let text = format!("{:?} {said}", line.text.text);
            doubts.push(Doubt { line: line.text.line, text });
            adrift = true;
        }
        if let Some(row) = rows.last_mut().filter(|_| !adrift) {
            row.description.push((*line).clone());
        }
        at += 1;
    }
    rows
}

/// What begins at a line.
enum Start {
    /// A row, and how many lines it takes without the description.
    Row(Box<Row>, usize),
    /// Perhaps a row.
    Doubtful,
    /// None.
    None,
}

/// What begins at a line. `titled` says whether a row before it has a name with a capital.
fn start(
    lines: &[&Line],
    at: usize,
    head: &[Column],
    known: &Known<'_>,
    rows: &[Row],
    titled: bool,
) -> Start {
    let Some(line) = lines.get(at).filter(|line| !line.bullet) else { return Start::None };
    let Some(name) = cells::name(&line.text.text) else { return Start::None };
    let following = lines.get(at + 1..).unwrap_or_default();
    let (cells, used) = Cells::read(
        following.iter().take_while(|line| !line.bullet).map(|line| line.text.text.as_str()),
        head,
        known,
    );
    let wanted = head.iter().filter(|column| !matches!(column, Column::Name | Column::Description)).count();
    let whole = used > 1 || used == wanted && wanted > 0;
    // In the column "IN" stands a word that a name could be.
    if head.contains(&Column::Location) && cells::location(name).is_some() && cells.kind.is_none() {
        return Start::None;
    }
    if used == 0 {
        match bare::judge(name, lines, at, rows, titled, known) {
            Bare::Row => {}
            Bare::Doubtful => return Start::Doubtful,
            Bare::Text => return Start::None,
        }
    } else if !whole && after_label(lines, at) {
        return Start::None;
    }
    // `Region` in front of a type can be a description whose next row lost its name, above all where a
    // description is due. Where other names of the table are written so, it is a name.
    let is_odd = used > 0 && bare::is_title(name) && at > 0 && !titled;
    let is_due = rows.last().is_some_and(|row| row.description.is_empty());
    if is_odd && (used < 2 || is_due) {
        return Start::None;
    }
    let row = Row {
        name: name.to_owned(),
        required: cells.required,
        depends: cells.depends,
        kind: cells.kind,
        location: cells.location,
        description: Vec::new(),
        line: line.text.line,
    };
    Start::Row(Box::new(row), used + 1)
}

fn after_label(lines: &[&Line], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_some_and(|before| cells::is_label(&before.text.text))
}

/// The cells between name and description.
#[derive(Default)]
struct Cells {
    required: Option<bool>,
    depends: bool,
    kind: Option<String>,
    location: Option<Location>,
}

impl Cells {
    /// Reads cells while they are what a cell can be, in whatever order, and counts them. The head is not
    /// asked for the columns that show themselves: it may have lost one.
    fn read<'a>(
        texts: impl Iterator<Item = &'a str> + Clone,
        head: &[Column],
        known: &Known<'_>,
    ) -> (Self, usize) {
        let mut cells = Self::default();
        let mut used = 0;
        let mut texts = texts.peekable();
        while let Some(text) = texts.next() {
            let is_inner = texts.peek().is_some_and(|next| cells::is_short_cell(next));
            if cells.required.is_none()
                && let Some(required) = cells::required(text)
            {
                cells.required = Some(required);
            } else if used == 0
                && head.contains(&Column::Required)
                && let Some(more) = conditions(text, texts.clone())
            {
                // It depends on others: neither yes nor no.
                cells.depends = true;
                texts.by_ref().take(more).for_each(drop);
                used += more;
            } else if cells.location.is_none()
                && (head.contains(&Column::Location) || is_inner)
                && let Some(location) = cells::location(text)
            {
                cells.location = Some(location);
            } else if cells.kind.is_none()
                && let Some(kind) = known.kind(text).or_else(|| cells.bare_kind(text, head))
            {
                cells.kind = Some(document::clean(kind));
            } else {
                break;
            }
            used += 1;
        }
        (cells, used)
    }

    /// A type that does not name itself needs a head that promises one, and a cell before it.
    fn bare_kind<'t>(&self, text: &'t str, head: &[Column]) -> Option<&'t str> {
        (self.required.is_some() && head.contains(&Column::Kind)).then(|| cells::bare_kind(text)).flatten()
    }
}

/// How many paragraphs more a cell has that makes the field depend on others, if it does: a type follows them.
fn conditions<'a>(text: &str, following: impl Iterator<Item = &'a str>) -> Option<usize> {
    let following: Vec<&str> = following.take(3).collect();
    let more = following.iter().position(|next| cells::kind(next).is_some())?;
    let whole =
        following.iter().take(more).all(|next| bare::is_sentence(next) && cells::required(next).is_none());
    (cells::is_conditional(text) && whole).then_some(more)
}

impl Known<'_> {
    fn kind<'t>(&self, text: &'t str) -> Option<&'t str> {
        cells::kind(text).or_else(|| self.structures.contains(text).then_some(text))
    }
}

/// The columns of a table whose cells are known.
pub(super) struct Columns {
    of: Vec<(Column, usize)>,
    head: Vec<Column>,
    width: usize,
}

impl Columns {
    /// The columns that a head's cells name; the first of two that are called the same.
    pub fn of(head: &document::Row) -> Self {
        let mut of: Vec<(Column, usize)> = Vec::new();
        for (at, cell) in head.cells.iter().enumerate() {
            if let Some(column) =
                Column::of(&cell.text()).filter(|column| of.iter().all(|(one, _)| one != column))
            {
                of.push((column, at));
            }
        }
        Self { head: of.iter().map(|(column, _)| *column).collect(), of, width: head.cells.len() }
    }

    /// The columns, in the head's order.
    pub fn head(&self) -> &[Column] {
        &self.head
    }

    /// Whether the table has a column.
    pub fn has(&self, column: Column) -> bool {
        self.head.contains(&column)
    }

    fn cell<'r>(&self, row: &'r document::Row, column: Column) -> Option<&'r document::Cell> {
        self.of.iter().find(|(of, _)| *of == column).and_then(|(_, at)| row.cells.get(*at))
    }
}

/// The rows of a table whose cells are known.
pub(super) fn of_table(
    rows: &[document::Row],
    columns: &Columns,
    known: &Known<'_>,
    doubts: &mut Vec<Doubt>,
) -> Vec<Row> {
    rows.iter().filter_map(|row| of_row(row, columns, known, doubts)).collect()
}

fn of_row(row: &document::Row, columns: &Columns, known: &Known<'_>, doubts: &mut Vec<Doubt>) -> Option<Row> {
    let cell = |column| columns.cell(row, column);
    let text = |column| cell(column).map(document::Cell::text).filter(|text| !text.is_empty());
    let printed = text(Column::Name)?;
    let Some(name) = cells::name(&printed) else {
        if Column::of(&printed).is_none() {
            let text = format!("{printed:?} is no name of a parameter or field");
            doubts.push(Doubt { line: row.line, text });
        }
        return None;
    };
    let mut found = Row {
        name: name.to_owned(),
        required: None,
        depends: false,
        kind: None,
        location: None,
        description: Vec::new(),
        line: row.line,
    };
    let required = text(Column::Required);
    let odd =
        required.as_deref().is_some_and(|text| cells::required(text).is_none() && known.kind(text).is_some());
    if row.cells.len() < columns.width || odd {
        // Cells were lost, so the columns have shifted: each of the rest says itself what it is.
        let rest: Vec<String> = row.cells.iter().skip(1).map(document::Cell::text).collect();
        let (cells, used) = Cells::read(rest.iter().map(String::as_str), &columns.head, known);
        let text = format!("the row of {name:?} has lost cells");
        doubts.push(Doubt { line: row.line, text });
        found.required = cells.required;
        found.depends = cells.depends;
        found.kind = cells.kind;
        found.location = cells.location;
        found.description = row.cells.iter().skip(1 + used).flat_map(|cell| cell.lines.clone()).collect();
        return Some(found);
    }
    found.required = required.as_deref().and_then(cells::required);
    found.depends = required.is_some() && found.required.is_none();
    found.kind = text(Column::Kind);
    found.location = text(Column::Location).as_deref().and_then(cells::location);
    found.description = cell(Column::Description).map(|cell| cell.lines.clone()).unwrap_or_default();
    Some(found)
}
