//! Compares structs: their fields, the arguments of `new`, and fields that exclude each other.

use std::collections::BTreeMap;

use super::builder::DiffBuilder;
use super::fields::{self, StructPair};
use super::pairs::pair_by_name;
use super::{Aspect, Change, ChangeKind};
use crate::emit::signature;
use crate::model::{Field, Struct, StructRole};

/// Compares two states of a struct, except its own documentation.
pub(super) fn compare(old: &Struct, new: &Struct, diff: &mut DiffBuilder) {
    let pair = StructPair { old, new };
    compare_role(&pair, diff);
    let found = pair_by_name(&old.fields, &new.fields, |field| &field.ident);
    found.removed.into_iter().for_each(|field| add_removed(&pair, field, diff));
    found.added.into_iter().for_each(|field| add_added(&pair, field, diff));
    for (before, after) in &found.kept {
        fields::compare(&pair, before, after, diff);
    }
    if pair.is_input() {
        compare_exclusions(old, new, diff);
    }
    if pair.is_input() && has_reordered_arguments(&pair) {
        let item = format!("{}::new", new.name);
        let reason =
            format!("`{item}` takes its arguments in another order, which the compiler may not notice.");
        diff.add(
            Change::major(ChangeKind::Changed, Aspect::Order, &item, "takes its arguments in another order")
                .values(arguments(old), arguments(new))
                .reason(reason),
        );
    } else if found.reordered {
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::Order, &new.name, "has its fields in another order")
                .reason("Only `Debug`, serialized output and the documentation show the order."),
        );
    }
}

/// Compares whether callers build a type or only receive it.
fn compare_role(pair: &StructPair<'_>, diff: &mut DiffBuilder) {
    let name = &pair.new.name;
    match (pair.old.role, pair.new.role) {
        (StructRole::Output, StructRole::Input) => diff.add(
            Change::minor(ChangeKind::Added, Aspect::Role, name, "can be built by callers")
                .reason(format!("Requests now contain it: it has `{name}::new` and setters.")),
        ),
        (StructRole::Input, StructRole::Output) => diff.add(
            Change::major(ChangeKind::Removed, Aspect::Role, name, "can no longer be built by callers")
                .reason(format!("No request contains it: `{name}::new` and the setters are removed.")),
        ),
        _ => {}
    }
}

fn add_removed(pair: &StructPair<'_>, field: &Field, diff: &mut DiffBuilder) {
    let name = &pair.new.name;
    let reason = match (pair.old.role, field.required) {
        (StructRole::Input, true) => {
            format!(
                "`{name}::new` takes one argument fewer, and code that names the field no longer compiles."
            )
        }
        (StructRole::Input, false) => {
            "Code that calls the setter or names the field no longer compiles.".to_owned()
        }
        (StructRole::Output, _) => "Code that reads the field no longer compiles.".to_owned(),
    };
    diff.add(
        Change::major(ChangeKind::Removed, Aspect::Field, &pair.item(field), "was removed")
            .wire(&field.wire)
            .values(signature::field_type(field, pair.old), None::<&str>)
            .reason(reason),
    );
}

fn add_added(pair: &StructPair<'_>, field: &Field, diff: &mut DiffBuilder) {
    let name = &pair.new.name;
    let item = pair.item(field);
    // A struct that callers could not build has no call of `new` to break.
    let change = if pair.is_input() && field.required {
        Change::major(ChangeKind::Added, Aspect::Field, &item, "was added as a required argument").reason(
            format!("`{name}::new` takes one more argument, `{}`.", fields::without_raw_prefix(&field.ident)),
        )
    } else if pair.new.role == StructRole::Input {
        Change::minor(ChangeKind::Added, Aspect::Field, &item, "was added")
            .reason("A new field and setter; the struct is `#[non_exhaustive]`.")
    } else {
        Change::minor(ChangeKind::Added, Aspect::Field, &item, "was added")
            .reason("A new field; the struct is `#[non_exhaustive]`.")
    };
    diff.add(change.wire(&field.wire).values(None::<&str>, signature::field_type(field, pair.new)));
}

/// Whether arguments that `new` has in both states are in another order.
fn has_reordered_arguments(pair: &StructPair<'_>) -> bool {
    let required = |record: &Struct| -> Vec<Field> {
        record.fields.iter().filter(|field| field.required).cloned().collect()
    };
    pair_by_name(&required(pair.old), &required(pair.new), |field| &field.ident).reordered
}

fn arguments(record: &Struct) -> String {
    let names: Vec<_> = record
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| fields::without_raw_prefix(&field.ident))
        .collect();
    format!("({})", names.join(", "))
}

/// Compares which fields exclude each other. The rule is symmetric, whichever of the two declares it.
fn compare_exclusions(old: &Struct, new: &Struct, diff: &mut DiffBuilder) {
    let (before, after) = (exclusions(old), exclusions(new));
    let has_field = |record: &Struct, ident: &str| record.fields.iter().any(|field| field.ident == ident);
    let has_both =
        |record: &Struct, both: &(&str, &str)| has_field(record, both.0) && has_field(record, both.1);
    let pair = |(one, other): &(&str, &str)| format!("`{one}` and `{other}`");
    for (both, names) in after.iter().filter(|(both, _)| !before.contains_key(both)) {
        let summary = format!("refuses {} together", pair(names));
        // No caller can have set a field that did not exist.
        let change = if has_both(old, both) {
            Change::major(ChangeKind::Changed, Aspect::NotWith, &new.name, &summary)
                .reason("Calls with both are now refused before they are sent.")
        } else {
            Change::minor(ChangeKind::Changed, Aspect::NotWith, &new.name, &summary)
                .reason("One of them is new, so no call has set both.")
        };
        diff.add(change.values(None::<&str>, pair(names)));
    }
    for (both, names) in before.iter().filter(|(both, _)| !after.contains_key(both)) {
        if has_both(new, both) {
            let summary = format!("accepts {} together", pair(names));
            diff.add(
                Change::minor(ChangeKind::Changed, Aspect::NotWith, &new.name, &summary)
                    .values(pair(names), None::<&str>)
                    .reason("Calls that were refused before they were sent are accepted."),
            );
        }
    }
}

/// Pairs of Rust names of fields that exclude each other, each pair sorted, with the wire names.
fn exclusions(record: &Struct) -> BTreeMap<(&str, &str), (&str, &str)> {
    let pairs = record.fields.iter().flat_map(|field| {
        field.not_with.iter().map(|other| {
            let one = (ident(record, &field.wire), field.wire.as_str());
            let other = (ident(record, other), other.as_str());
            let (one, other) = if one < other { (one, other) } else { (other, one) };
            ((one.0, other.0), (one.1, other.1))
        })
    });
    pairs.collect()
}

/// The Rust name of the field that rules call `wire`; it is stable when the wire name changes.
pub(super) fn ident<'s>(record: &'s Struct, wire: &'s str) -> &'s str {
    record.fields.iter().find(|field| field.wire == wire).map_or(wire, |field| &field.ident)
}
