//! The flat rows of a page as the tree that they describe.

use std::collections::HashMap;

use serde_json::Value;

use super::notes::Notes;
use crate::page::facts::Field;
use crate::page::numbered::{self, Part};
use crate::page::{Facts, PrintedType};

/// A row and the rows of what it holds.
#[derive(Clone, Debug)]
pub(super) struct Row<'f> {
    /// Name on the wire.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: PrintedType,
    /// What the page says of it; nothing for a parent that only the names of others speak of.
    pub(super) fact: Option<&'f Field>,
    /// The line of the page.
    pub(super) line: u32,
    /// What it holds.
    pub(super) rows: Vec<Row<'f>>,
}

/// The tree of the parameters.
pub(super) fn request<'f>(facts: &'f Facts, notes: &mut Notes) -> Vec<Row<'f>> {
    unique(join_dotted(of_parents(&facts.params, |_| true)), notes)
}

/// The tree of the response's fields, without those of failures.
pub(super) fn response<'f>(facts: &'f Facts, notes: &mut Notes) -> Vec<Row<'f>> {
    let fields = &facts.response;
    let success = |field: &Field| field.status.is_none_or(|status| status / 100 == 2);
    unique(join_dotted(of_parents(fields, success)), notes)
}

/// The first response of the page that is JSON.
pub(super) fn example(facts: &Facts) -> Option<Value> {
    let texts = facts.examples.iter().filter(|example| !example.is_request).map(|example| &example.text);
    texts.filter_map(|text| serde_json::from_str::<Value>(text.trim()).ok()).find(Value::is_object)
}

fn of_parents<'f>(fields: &'f [Field], wanted: impl Fn(&Field) -> bool) -> Vec<Row<'f>> {
    // From the last row to the first, so that all children are there when their parent takes them.
    let mut held: HashMap<Option<usize>, Vec<Row<'f>>> = HashMap::new();
    for (at, field) in fields.iter().enumerate().rev().filter(|(_, field)| wanted(field)) {
        let mut rows = held.remove(&Some(at)).unwrap_or_default();
        rows.reverse();
        let parent = field.parent.filter(|parent| *parent < at);
        let row =
            Row { name: field.name.clone(), kind: kind(field), fact: Some(field), line: field.line, rows };
        held.entry(parent).or_default().push(row);
    }
    let mut roots = held.remove(&None).unwrap_or_default();
    roots.reverse();
    roots
}

fn kind(field: &Field) -> PrintedType {
    match PrintedType::of_field(field) {
        // What else it may be has rows of its own.
        Some(PrintedType::RepeatList) => PrintedType::Text.join_list(),
        kind => kind.unwrap_or(PrintedType::Unknown),
    }
}

/// Rows named `Tag.N.Key` become rows `Key` in a list `Tag`.
fn join_dotted(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut out: Vec<Row<'_>> = Vec::new();
    for mut row in rows {
        row.rows = join_dotted(row.rows);
        let name = row.name.clone();
        put(&mut out, &numbered::parts(&name), row);
    }
    out
}

fn put<'f>(rows: &mut Vec<Row<'f>>, parts: &[Part<'_>], mut row: Row<'f>) {
    let Some((Part { name, is_list }, inside)) = parts.split_first() else {
        return;
    };
    if inside.is_empty() {
        row.name = (*name).to_owned();
        rows.push(row);
        return;
    }
    let at = rows.iter().position(|row| row.name == **name);
    let at = at.unwrap_or_else(|| {
        let object = PrintedType::Object(None);
        let kind = if *is_list { object.join_list() } else { object };
        rows.push(Row { name: (*name).to_owned(), kind, fact: None, line: row.line, rows: Vec::new() });
        rows.len() - 1
    });
    if let Some(parent) = rows.get_mut(at) {
        if matches!(parent.kind, PrintedType::Unknown) {
            parent.kind = PrintedType::Object(None);
        }
        put(&mut parent.rows, inside, row);
    }
}

/// Keeps the first of several rows of one name, and tells of the others.
fn unique<'f>(rows: Vec<Row<'f>>, notes: &mut Notes) -> Vec<Row<'f>> {
    let mut out: Vec<Row<'f>> = Vec::new();
    for mut row in rows {
        row.rows = unique(row.rows, notes);
        match out.iter_mut().find(|first| first.name == row.name) {
            None => out.push(row),
            Some(first) => {
                let text = format!(
                    "`{}` stands on the page twice, first on line {}; the first is taken",
                    row.name, first.line
                );
                notes.add(row.line, text);
                if first.rows.is_empty() {
                    first.rows = row.rows;
                }
            }
        }
    }
    out
}
