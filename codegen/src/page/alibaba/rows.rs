//! The rows of a parameter table, whatever its form.
//!
//! Copied text does not say where a row starts: a line is a name, a type, a paragraph of a description or
//! a value to show. [`lines`] and [`inline`] each find starts in their form;
//! the head tells which it is, or else what is found.

use crate::page::document::{Block, Line, Table};
use crate::page::facts::Doubt;
use crate::page::words::Column;

use super::head::{Form, Head};
use super::kind::{self, Style};
use super::row::{Name, Row, before_place, required};
use super::sample::Sample;
use super::sections::{Part, Section};
use super::{inline, lines, text};

/// What a section says.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    pub(super) doubts: Vec<Doubt>,
    /// There is a table, with or without rows.
    pub(super) table: bool,
    /// The column of examples stands before the descriptions, as it did until 2022.
    pub(super) old: bool,
    /// How its cells stand, in copied text.
    pub(super) form: Option<Form>,
}

/// What helps to tell rows from text.
pub(super) struct Context<'a> {
    pub(super) part: Part,
    pub(super) head: &'a Head,
    pub(super) style: Style,
    /// The response that the page shows; nothing for requests.
    pub(super) sample: &'a Sample,
}

impl Context<'_> {
    /// Whether rows of this table say if they are required. All tables of parameters do, even where the
    /// head has lost the word.
    pub(super) fn has_required(&self) -> bool {
        self.part == Part::Request || self.head.has(Column::Required)
    }

    /// Whether a type without a name may follow `before`: the root of a response, the entries of a list.
    pub(super) fn may_be_item(&self, before: Option<&Row>, item: &str) -> bool {
        match before {
            None => self.part == Part::Response && (kind::is_object(item) || kind::is_list(item)),
            Some(before) => {
                let objects = before.name.as_deref().is_some_and(|name| self.sample.is_object(name));
                let fits = |of: &str| kind::has_items(of) && kind::fits(of, item);
                before.kind.as_deref().is_some_and(fits)
                    && (!objects || kind::is_object(item) || kind::has_items(item))
            }
        }
    }
}

/// Reads the table of a section.
pub(super) fn read(section: Section<'_>, sample: &Sample) -> Rows {
    let tables: Vec<(&Table, Vec<Option<Column>>)> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => columns(table).map(|columns| (table, columns)),
            _ => None,
        })
        .collect();
    if tables.is_empty() {
        return of_lines(section, sample);
    }
    let mut found = Rows { table: true, ..Rows::default() };
    for (table, columns) in tables {
        let place = |column| columns.iter().position(|at| *at == Some(column));
        found.old |= place(Column::Example) < place(Column::Description);
        for cells in table.rows.iter().skip(1) {
            let row = of_cells(cells, &columns);
            found.doubts.extend(missed_cells(cells, row.as_ref(), &columns));
            found.rows.extend(row);
        }
    }
    found
}

/// The columns of a table of parameters.
fn columns(table: &Table) -> Option<Vec<Option<Column>>> {
    let head = table.rows.first()?;
    let columns: Vec<_> = head.cells.iter().map(|cell| Column::of(&cell.text())).collect();
    (columns.contains(&Some(Column::Name)) && columns.contains(&Some(Column::Kind))).then_some(columns)
}

/// What some pages write into cells that have nothing to say.
fn is_filler(text: &str) -> bool {
    matches!(text, "N/A" | "-" | "--" | "无")
}

/// A row whose cells are known. One that lost cells keeps those that name themselves.
fn of_cells(row: &crate::page::document::Row, columns: &[Option<Column>]) -> Option<Row> {
    let mut out = Row { line: row.line, ..Row::default() };
    let lost = columns.len().saturating_sub(row.cells.len());
    let mut skipped = 0;
    for (at, column) in columns.iter().enumerate() {
        let Some(cell) = at.checked_sub(skipped).and_then(|at| row.cells.get(at)) else { break };
        let text = cell.text();
        let text = if is_filler(&text) { String::new() } else { text };
        match column {
            Some(Column::Name) => {
                if let Some(name) = Name::of(&text) {
                    out.name = Some(name.text.to_owned());
                    (out.depth, out.deprecated) = (name.depth, name.deprecated);
                } else if !text.is_empty() {
                    return None;
                }
            }
            Some(Column::Kind) if !text.is_empty() => {
                if Style::ALL.iter().any(|style| style.is_kind(&text)) || lost == 0 {
                    out.kind = Some(text);
                } else {
                    skipped += 1;
                }
            }
            Some(Column::Required) => {
                out.required = required(&text);
                if out.required.is_none() && skipped < lost {
                    skipped += 1;
                }
            }
            // With one more cell missing it cannot be told which of the two is left.
            Some(Column::Example) if skipped == lost => {
                out.example = Some(text).filter(|text| !text.is_empty())
            }
            Some(Column::Description) if skipped == lost => out.description.clone_from(&cell.lines),
            _ => {}
        }
    }
    (out.name.is_some() || out.kind.is_some()).then_some(out)
}

/// What to say of a row that is shorter than the head of its table.
fn missed_cells(
    cells: &crate::page::document::Row,
    row: Option<&Row>,
    columns: &[Option<Column>],
) -> Option<Doubt> {
    let text = match row {
        _ if cells.cells.len() >= columns.len() || cells.cells.len() < 2 => return None,
        None => "a row that has lost cells, its name among them".to_owned(),
        Some(row) => {
            let has = |column| columns.contains(&Some(column));
            let required = has(Column::Required) && row.required.is_none();
            let kind = has(Column::Kind) && row.kind.is_none();
            let name = row.name.as_deref().filter(|_| required || kind)?;
            format!("the row of {name} has lost cells; what is not sure is left out")
        }
    };
    Some(Doubt { line: cells.line, text })
}

fn of_lines(section: Section<'_>, sample: &Sample) -> Rows {
    let all = section.lines();
    let found = Head::find(&all, [Column::Name, Column::Kind]);
    let mut best = Rows::default();
    // The head tells the form; another one is tried where that gives nothing.
    let forms =
        [found.as_ref().map_or(Form::Lines, |head| head.form), Form::Lines, Form::Spaced, Form::Glued];
    for (form, style) in forms.into_iter().flat_map(|form| Style::ALL.map(|style| (form, style))) {
        if sure(&best).0 > 0 && best.form != Some(form) {
            break;
        }
        let head = found.clone().unwrap_or_else(|| Head::usual(style, &all));
        let body = all.get(head.end..).unwrap_or_default();
        let context = Context { part: section.part, head: &head, style, sample };
        let rows = match form {
            Form::Lines => lines::read(body, &context),
            Form::Spaced => inline::read(body, &context),
            Form::Glued => inline::read_glued(body, &context),
        };
        // Names alone are rows only under a head.
        let some = found.is_some() || sure(&rows).1 > 0;
        if some && sure(&rows) > sure(&best) {
            let old = head.in_order(Column::Example, Column::Description);
            best = Rows { old, form: Some(form), ..rows };
        }
    }
    withdraw_few_answers(&mut best.rows);
    if section.part == Part::Request {
        miss_answers(&mut best);
    }
    if found.is_none() && best.form == Some(Form::Glued) {
        take_places(&mut best.rows);
    }
    best.table = found.is_some() || !best.rows.is_empty();
    if found.is_none() && best.table {
        let text = "the head of the table is lost; its columns are taken to be the usual ones".to_owned();
        best.doubts.push(Doubt { line: section.line, text });
    }
    best
}

/// Where most rows have lost yes or no, the few that seem to have it show `Yes` or `No` as an example.
fn withdraw_few_answers(rows: &mut [Row]) {
    let answered = rows.iter().filter(|row| row.required.is_some()).count();
    if answered * 2 < rows.iter().filter(|row| row.name.is_some()).count() {
        for row in rows {
            row.required = None;
        }
    }
}

/// Says of rows without yes or no that it is lost, where others have it.
fn miss_answers(found: &mut Rows) {
    let named = || found.rows.iter().filter(|row| row.name.is_some());
    let lost: Vec<Doubt> = named()
        .filter(|row| row.required.is_none())
        .filter_map(|row| {
            let text = format!("whether {} is required is lost", row.name.as_deref()?);
            Some(Doubt { line: row.line, text })
        })
        .collect();
    if lost.len() < named().count() {
        found.doubts.extend(lost);
    }
}

/// Takes the place off the names where the head is lost that has a column for it: all of them end with one.
fn take_places(rows: &mut [Row]) {
    let bare = |name: &str| Some(before_place(name).to_owned()).filter(|bare| bare.len() < name.len());
    let names: Option<Vec<String>> = rows.iter().filter_map(|row| row.name.as_deref()).map(bare).collect();
    for (row, name) in rows.iter_mut().filter(|row| row.name.is_some()).zip(names.unwrap_or_default()) {
        row.name = Some(name);
    }
}

/// How many rows name themselves and their type: in the page's way, and at all; and how many have a name.
fn sure(rows: &Rows) -> (usize, usize, usize) {
    let named = || rows.rows.iter().filter(|row| row.name.is_some());
    let typed = || named().filter(|row| row.kind.is_some());
    (typed().filter(|row| !row.bare).count(), typed().count(), named().count())
}

/// A row whose start is known, and the lines that follow it up to the next one.
pub(super) struct Draft<'a> {
    pub(super) row: Row,
    /// What stands on the line of the start, after the cells that name themselves.
    pub(super) tail: Option<String>,
    pub(super) rest: Vec<&'a Line>,
}

impl Draft<'_> {
    /// Tells the description from the example.
    pub(super) fn finish(self, context: &Context<'_>) -> Row {
        let Self { mut row, tail, mut rest } = self;
        let tail = tail.filter(|tail| !tail.is_empty());
        let old = context.head.in_order(Column::Example, Column::Description);
        let line = |text: &str| Line {
            text: crate::page::document::Text { line: row.line, text: text.to_owned() },
            indent: 0,
            bullet: false,
            apart: true,
        };
        let mut description = Vec::new();
        match tail {
            Some(tail) if old && is_shown(&tail, &rest, context) => row.example = Some(tail),
            Some(tail) if old => match text::split_before_chinese(&tail) {
                Some((example, text)) => {
                    row.example = Some(example.to_owned());
                    description.push(line(text));
                }
                None => description.push(line(&tail)),
            },
            Some(tail) => description.push(line(&tail)),
            None if old => {
                if context.head.form == Form::Lines
                    && let Some(first) = rest.first().filter(|first| is_example(first, &row, context))
                {
                    row.example = Some(first.text.text.clone());
                    rest.remove(0);
                }
            }
            None => {}
        }
        if !old && let Some(last) = rest.last().filter(|last| is_example(last, &row, context)) {
            // The only line of a row: a value in one word, or a short description.
            let only = rest.len() == 1 && description.is_empty();
            let name = row.name.as_deref().unwrap_or_default();
            if !only || !last.text.text.contains(' ') || context.sample.shows(name, &last.text.text) {
                row.example = Some(last.text.text.clone());
                rest.pop();
            }
        }
        description.extend(rest.into_iter().cloned());
        row.description = description;
        row
    }
}

/// Whether the text behind the short cells is the example: the description stands on lines of its own, or
/// there is none. Where nothing stands between cells, the description's first line may be glued to it: then
/// what follows is its list or its notes.
fn is_shown(tail: &str, rest: &[&Line], context: &Context<'_>) -> bool {
    let goes_on = |first: &&Line| first.bullet || text::is_label(&first.text.text);
    let glued = context.head.form == Form::Glued && rest.first().is_some_and(goes_on);
    !text::is_prose(tail) || !(rest.is_empty() || glued)
}

fn is_example(line: &Line, row: &Row, context: &Context<'_>) -> bool {
    let shown = row.name.as_deref().is_some_and(|name| context.sample.shows(name, &line.text.text));
    !line.bullet && (shown || !text::is_prose(&line.text.text))
}
