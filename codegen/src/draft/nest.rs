//! Which field holds which, on pages that print an object's fields below it without showing where they end.
//!
//! ```text
//! Backups      Array of Backup
//! Backup                            a row with a name alone begins the entries
//! BackupId     String
//! BackupName   String
//! TotalCount   Integer              and nothing tells that this is no longer one of their fields
//! ```
//!
//! Two things tell most of it: such pages sort the fields of one object by name, and mostly show a
//! response in JSON. What neither tells stays with the rows before it.

use serde_json::Value;

use super::Notes;
use super::kind::Kind;
use crate::page::Facts;
use crate::page::facts::Field;

/// The parent of each field of the response; `None` when the page shows the parents itself or has none.
pub(super) fn parents(facts: &Facts, notes: &mut Notes) -> Option<Vec<Option<usize>>> {
    let fields = &facts.response;
    if fields.iter().any(|field| field.parent.is_some()) {
        return None;
    }
    let opened = (1..fields.len()).find(|at| opens(fields, *at))?;
    let line = fields.get(opened).map_or(0, |field| field.line);
    notes.add(
        line,
        "the page does not show where the fields of this object end; that is taken from the order of their \
         names and from its example"
            .to_owned(),
    );
    let example = example(facts);
    let mut levels = vec![Level { row: None, last: None, example: example.as_ref().map(|root| vec![root]) }];
    let mut parents = Vec::with_capacity(fields.len());
    for (at, field) in fields.iter().enumerate() {
        let again = fields.iter().skip(at + 1).any(|later| later.name == field.name);
        let depth = if opens(fields, at) { levels.len() - 1 } else { place(&levels, &field.name, again) };
        levels.truncate(depth + 1);
        let Some(level) = levels.last_mut() else { break };
        level.last = Some(&field.name);
        parents.push(level.row);
        let below = level.example.as_ref().map(|objects| match inside(objects, &field.name) {
            // On the wire there is nothing between the list and its entries.
            below if below.is_empty() && opens(fields, at) => objects.clone(),
            below => below,
        });
        if opens(fields, at + 1) || opens(fields, at) {
            levels.push(Level { row: Some(at), last: None, example: below });
        }
    }
    Some(parents)
}

/// An object whose fields may still go on.
struct Level<'a> {
    /// Its row; none for the response itself.
    row: Option<usize>,
    /// The last of its fields so far.
    last: Option<&'a str>,
    /// Objects in its place in the example; none when there is no example.
    example: Option<Vec<&'a Value>>,
}

impl Level<'_> {
    /// Whether the example has the field here; nothing when it has no such object.
    fn shows(&self, name: &str) -> Option<bool> {
        let objects = self.example.as_ref().filter(|objects| !objects.is_empty())?;
        Some(objects.iter().any(|object| object.get(name).is_some()))
    }
}

/// Whether the row begins the entries of the list before it: it has a name alone.
fn opens(fields: &[Field], at: usize) -> bool {
    let (Some(field), Some(before)) = (fields.get(at), at.checked_sub(1).and_then(|at| fields.get(at)))
    else {
        return false;
    };
    let kind = Kind::of(before.kind.as_deref(), before.item_kind.as_deref());
    let names_it = match &kind {
        Kind::List(of) => match of.as_ref() {
            Kind::Object(Some(name)) => *name == field.name,
            Kind::Object(None) | Kind::Unknown => before.name.starts_with(&field.name),
            _ => false,
        },
        _ => false,
    };
    field.kind.is_none() && names_it
}

/// The level that a field belongs to; `again` when another field of the name is still to come.
fn place(levels: &[Level<'_>], name: &str, again: bool) -> usize {
    let in_order = |level: &Level<'_>| level.last.is_none_or(|last| last < name);
    let deepest_first = || levels.iter().enumerate().rev();
    let shown = deepest_first().find(|(_, level)| in_order(level) && level.shows(name) == Some(true));
    // An object that the example leaves empty may well have it.
    let hidden = deepest_first().find(|(_, level)| in_order(level) && level.shows(name).is_none());
    let found = match (shown, hidden) {
        (Some((shown, _)), Some((hidden, _))) => Some(if again { shown.max(hidden) } else { shown }),
        (shown, hidden) => shown.or(hidden).map(|(at, _)| at),
    };
    // The response's own fields are in no order.
    let root = levels.first().is_some_and(|root| root.shows(name) == Some(true)).then_some(0);
    let ordered = deepest_first().find(|(_, level)| in_order(level)).map(|(at, _)| at);
    found.or(root).or(ordered).unwrap_or(levels.len().saturating_sub(1))
}

/// The objects behind a key of some objects, those in lists included.
fn inside<'a>(objects: &[&'a Value], key: &str) -> Vec<&'a Value> {
    let values = objects.iter().filter_map(|object| object.get(key));
    values
        .flat_map(|value| match value {
            Value::Array(items) => items.iter().collect::<Vec<_>>(),
            other => vec![other],
        })
        .filter(|value| value.is_object())
        .collect()
}

/// The first response of the page that is JSON.
pub(super) fn example(facts: &Facts) -> Option<Value> {
    let texts = facts.examples.iter().filter(|example| !example.is_request).map(|example| &example.text);
    texts.filter_map(|text| serde_json::from_str::<Value>(text.trim()).ok()).find(Value::is_object)
}
