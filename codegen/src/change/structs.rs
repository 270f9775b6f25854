//! Structs: which fields there are, what `new` takes, what may stand beside what.

use std::collections::BTreeMap;

use super::fields::{self, Sides};
use super::log::Log;
use super::pairs::pairs;
use super::{Aspect, Change, Kind};
use crate::emit::signature;
use crate::model::{Field, Struct, StructRole};

/// Compares two states of a struct, but not its own documentation.
pub(super) fn compare(old: &Struct, new: &Struct, log: &mut Log) {
    let sides = Sides { old, new };
    role(&sides, log);
    let found = pairs(&old.fields, &new.fields, |field| &field.ident);
    found.removed.into_iter().for_each(|field| removed(&sides, field, log));
    found.added.into_iter().for_each(|field| added(&sides, field, log));
    for (before, after) in &found.kept {
        fields::compare(&sides, before, after, log);
    }
    if sides.built() {
        together(old, new, log);
    }
    if sides.built() && arguments_move(&sides) {
        let item = format!("{}::new", new.name);
        let reason = format!("`{item}` takes its arguments in another order, and types alone may not tell.");
        log.add(
            Change::major(Kind::Changed, Aspect::Order, &item, "takes its arguments in another order")
                .values(arguments(old), arguments(new))
                .because(reason),
        );
    } else if found.reordered {
        log.add(
            Change::patch(Kind::Changed, Aspect::Order, &new.name, "has its fields in another order")
                .because("Only `Debug`, serialized output and the documentation show the order."),
        );
    }
}

/// A type that callers receive, and now build as well; or the other way round.
fn role(sides: &Sides<'_>, log: &mut Log) {
    let name = &sides.new.name;
    match (sides.old.role, sides.new.role) {
        (StructRole::Output, StructRole::Input) => log.add(
            Change::minor(Kind::Added, Aspect::Role, name, "can be built by callers")
                .because(format!("Requests hold it now: it has `{name}::new` and setters.")),
        ),
        (StructRole::Input, StructRole::Output) => log.add(
            Change::major(Kind::Removed, Aspect::Role, name, "can no longer be built by callers")
                .because(format!("No request holds it any more: `{name}::new` and the setters are gone.")),
        ),
        _ => {}
    }
}

fn removed(sides: &Sides<'_>, field: &Field, log: &mut Log) {
    let name = &sides.new.name;
    let reason = match (sides.old.role, field.required) {
        (StructRole::Input, true) => {
            format!(
                "`{name}::new` takes one argument less, and code that names the field no longer compiles."
            )
        }
        (StructRole::Input, false) => {
            "Code that calls the setter or names the field no longer compiles.".to_owned()
        }
        (StructRole::Output, _) => "Code that reads the field no longer compiles.".to_owned(),
    };
    log.add(
        Change::major(Kind::Removed, Aspect::Field, &sides.item(field), "is gone")
            .wire(&field.wire)
            .values(signature::field_type(field, sides.old), None::<&str>)
            .because(reason),
    );
}

fn added(sides: &Sides<'_>, field: &Field, log: &mut Log) {
    let name = &sides.new.name;
    let item = sides.item(field);
    // A struct that could not be built before has no call of `new` to break.
    let change = if sides.built() && field.required {
        Change::major(Kind::Added, Aspect::Field, &item, "is new, and required")
            .because(format!("`{name}::new` takes one more argument, `{}`.", fields::plain(&field.ident)))
    } else if sides.new.role == StructRole::Input {
        Change::minor(Kind::Added, Aspect::Field, &item, "is new")
            .because("A field and a setter more; the struct is `#[non_exhaustive]`.")
    } else {
        Change::minor(Kind::Added, Aspect::Field, &item, "is new")
            .because("A field more; the struct is `#[non_exhaustive]`.")
    };
    log.add(change.wire(&field.wire).values(None::<&str>, signature::field_type(field, sides.new)));
}

/// Whether the arguments that `new` takes in both states stand in another order.
fn arguments_move(sides: &Sides<'_>) -> bool {
    let required =
        |of: &Struct| -> Vec<Field> { of.fields.iter().filter(|field| field.required).cloned().collect() };
    pairs(&required(sides.old), &required(sides.new), |field| &field.ident).reordered
}

fn arguments(of: &Struct) -> String {
    let names: Vec<_> =
        of.fields.iter().filter(|field| field.required).map(|field| fields::plain(&field.ident)).collect();
    format!("({})", names.join(", "))
}

/// Compares which fields may not be set together. Whichever of two says so, it holds for both.
fn together(old: &Struct, new: &Struct, log: &mut Log) {
    let (before, after) = (exclusions(old), exclusions(new));
    let there = |of: &Struct, ident: &str| of.fields.iter().any(|field| field.ident == ident);
    let both_in = |of: &Struct, both: &(&str, &str)| there(of, both.0) && there(of, both.1);
    let pair = |(one, other): &(&str, &str)| format!("`{one}` and `{other}`");
    for (both, names) in after.iter().filter(|(both, _)| !before.contains_key(both)) {
        let summary = format!("does not take {} together", pair(names));
        // Nobody can have set a field that was not there.
        let change = if both_in(old, both) {
            Change::major(Kind::Changed, Aspect::NotWith, &new.name, &summary)
                .because("Calls that went through with both are refused before they are sent.")
        } else {
            Change::minor(Kind::Changed, Aspect::NotWith, &new.name, &summary)
                .because("One of them is new, so no call has set both.")
        };
        log.add(change.values(None::<&str>, pair(names)));
    }
    for (both, names) in before.iter().filter(|(both, _)| !after.contains_key(both)) {
        if both_in(new, both) {
            let summary = format!("takes {} together", pair(names));
            log.add(
                Change::minor(Kind::Changed, Aspect::NotWith, &new.name, &summary)
                    .values(pair(names), None::<&str>)
                    .because("Calls that were refused before they were sent go through."),
            );
        }
    }
}

/// Pairs of fields by their Rust names, each in the order of the alphabet, with their names on the wire.
fn exclusions(of: &Struct) -> BTreeMap<(&str, &str), (&str, &str)> {
    let pairs = of.fields.iter().flat_map(|field| {
        field.not_with.iter().map(|other| {
            let one = (ident(of, &field.wire), field.wire.as_str());
            let other = (ident(of, other), other.as_str());
            let (one, other) = if one < other { (one, other) } else { (other, one) };
            ((one.0, other.0), (one.1, other.1))
        })
    });
    pairs.collect()
}

/// The Rust name of the field that rules call `wire`: the one that stays when the wire has another.
pub(super) fn ident<'s>(of: &'s Struct, wire: &'s str) -> &'s str {
    of.fields.iter().find(|field| field.wire == wire).map_or(wire, |field| &field.ident)
}
