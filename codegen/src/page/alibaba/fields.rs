//! Rows to fields: names as they travel, values, nesting.

use crate::page::document::Line;
use crate::page::facts::{Doubt, Field, Values};
use crate::page::values;

use super::kind;
use super::nesting::{self, Item, Opens, Place};
use super::row::Row;
use super::rows::Rows;
use super::sample::Sample;
use super::text::is_deprecated;

/// Turns the rows of a section into fields.
pub(super) fn of_rows(rows: Rows, sample: &Sample, doubts: &mut Vec<Doubt>) -> Vec<Field> {
    let Rows { rows, doubts: unclear, old, .. } = rows;
    doubts.extend(unclear);
    let mut fields: Vec<(Field, Hint)> = Vec::with_capacity(rows.len());
    for row in rows {
        if !row.is_item() {
            let hint = Hint { depth: row.depth, lost: row.bare && row.kind.is_none() };
            fields.push((field(row), hint));
        } else if let Some((last, _)) = fields.last_mut() {
            add_item(last, row);
        }
        // A row without a name before all others is the response itself.
    }
    nest(fields, sample, old, doubts)
}

/// What tells where a field belongs.
struct Hint {
    /// How many `└` stand before its name.
    depth: usize,
    /// It has a type, which is lost.
    lost: bool,
}

fn field(row: Row) -> Field {
    let printed = row.name.unwrap_or_default();
    // A list travels as `Name.1`, `Name.2`; an entry's own fields keep the whole path.
    let bare = printed.strip_suffix(".N").or_else(|| printed.strip_suffix(".n"));
    let (name, docs_name) = match bare {
        Some(bare) if !bare.contains(".N.") => (bare.to_owned(), Some(printed.clone())),
        _ => (printed, None),
    };
    let deprecated =
        row.deprecated || row.description.iter().any(|line: &Line| is_deprecated(&line.text.text));
    let mut values = values::read(&row.description, row.kind.as_deref());
    // The row that names the operation; `Set the value to …` is no choice.
    if name == "Action" && values.allowed.len() < 2 {
        values = Values::default();
    }
    Field {
        name,
        docs_name,
        values,
        kind: row.kind,
        required: row.required,
        example: row.example,
        deprecated,
        line: row.line,
        ..Field::default()
    }
}

/// What the row of a list's entries adds to the list.
fn add_item(list: &mut Field, row: Row) {
    if list.values.is_empty() {
        list.values = values::read(&row.description, row.kind.as_deref());
    }
    list.item_kind = list.item_kind.take().or(row.kind);
    list.example = list.example.take().or(row.example);
}

fn nest(fields: Vec<(Field, Hint)>, sample: &Sample, sorted: bool, doubts: &mut Vec<Doubt>) -> Vec<Field> {
    let names: Vec<&str> = fields.iter().map(|(field, _)| field.name.as_str()).collect();
    let items = fields.iter().enumerate().map(|(at, (field, hint))| {
        let next = fields.get(at + 1).filter(|(_, hint)| !hint.lost);
        let has_entry = next.is_some_and(|(next, _)| is_entry(field, next));
        let opens = match hint.lost {
            true if sample.holds(&field.name) => Opens::Maybe,
            true => Opens::No,
            false => opens(field, has_entry, sample),
        };
        Item { name: &field.name, opens, has_entry, depth: hint.depth }
    });
    let items: Vec<Item<'_>> = items.collect();
    let places = nesting::places(&items, &sample.root, sorted);
    let unknown = |place: &Place| matches!(place, Place::Unknown(_));
    for (at, place) in places.iter().enumerate() {
        // Rows in a row that share the doubt are told once.
        let Place::Unknown(parent) = place else { continue };
        if at.checked_sub(1).and_then(|at| places.get(at)).is_some_and(unknown) {
            continue;
        }
        let more = places.iter().skip(at + 1).take_while(|place| unknown(place)).count();
        let field = fields.get(at).map(|(field, _)| field);
        let name = field.map_or("", |field| field.name.as_str());
        let holder = parent
            .and_then(|at| names.get(at))
            .map_or("the field before it".to_owned(), |name| format!("`{name}`"));
        let text = match more {
            0 => format!("whether `{name}` belongs to {holder} or stands beside it is not on the page"),
            more => format!(
                "whether `{name}` and the {more} fields below it belong to {holder} or stand beside it is not on the page"
            ),
        };
        doubts.push(Doubt { line: field.map_or(0, |field| field.line), text });
    }
    let places = places.into_iter().chain(std::iter::repeat(Place::Unknown(None)));
    let placed = fields.into_iter().zip(places).map(|((field, _), place)| match place {
        Place::In(parent) => Field { parent, ..field },
        Place::Unknown(_) => Field { unplaced: true, ..field },
    });
    placed.collect()
}

/// Whether the next row, which has no type, is the entry of this list: `Databases`, then `Database`.
fn is_entry(field: &Field, next: &Field) -> bool {
    next.kind.is_none() && field.kind.as_deref().is_some_and(kind::is_list)
}

fn opens(field: &Field, has_entry: bool, sample: &Sample) -> Opens {
    // Until 2022 objects had no type; a list of strings without one has an example.
    let Some(kind) = field.kind.as_deref() else {
        return if field.example.is_some() { Opens::Maybe } else { Opens::Yes };
    };
    let item = field.item_kind.as_deref();
    if field.docs_name.is_some() {
        // `ResourceId.N`: what its entries hold has names of its own, `Tag.N.Key`.
        Opens::No
    } else if kind::is_object(kind) || item.is_some_and(kind::is_object) || has_entry {
        Opens::Yes
    } else if kind::has_items(kind) && item.is_none() && sample.holds(&field.name) {
        // `Array` and `List` say nothing about their entries.
        Opens::Maybe
    } else {
        Opens::No
    }
}
