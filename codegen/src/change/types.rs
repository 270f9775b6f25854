//! The types that specs name: objects and enums, of operations and of services.
//!
//! Callers find all of them in the service's module, whichever file declares them, so moving one between an
//! operation and its service is no change.

use super::log::Log;
use super::pairs::pairs;
use super::{Aspect, Change, Kind, fields, structs};
use crate::model::{Enum, EnumValue, NamedType, Service, WireValue};

/// A type and the operation that declares it, if it is not the service that does.
struct Declared<'m> {
    named: &'m NamedType,
    owner: Option<&'m str>,
}

impl Declared<'_> {
    fn name(&self) -> &str {
        match self.named {
            NamedType::Struct(of) => &of.name,
            NamedType::Enum(of) => &of.name,
        }
    }
}

fn declared(service: &Service) -> Vec<Declared<'_>> {
    let shared = service.types.iter().map(|named| Declared { named, owner: None });
    let own = service.operations.iter().flat_map(|operation| {
        operation.types.iter().map(|named| Declared { named, owner: Some(operation.name.as_str()) })
    });
    shared.chain(own).collect()
}

/// Compares the types of a service and of its operations.
pub(super) fn compare(old: &Service, new: &Service, log: &mut Log) {
    let (before, after) = (declared(old), declared(new));
    let found = pairs(&before, &after, Declared::name);
    let is_operation =
        |of: &Service, name: &str| of.operations.iter().any(|operation| operation.name == name);
    for gone in found.removed {
        // What goes with its operation is told with it.
        if gone.owner.is_none_or(|owner| is_operation(new, owner)) {
            log.operation(gone.owner);
            log.add(
                Change::major(Kind::Removed, Aspect::Type, gone.name(), "is gone")
                    .values(noun(gone.named), None::<&str>)
                    .because(format!("Code that names `{}` no longer compiles.", gone.name())),
            );
        }
    }
    for fresh in found.added {
        if fresh.owner.is_none_or(|owner| is_operation(old, owner)) {
            log.operation(fresh.owner);
            log.add(
                Change::minor(Kind::Added, Aspect::Type, fresh.name(), "is new")
                    .values(None::<&str>, noun(fresh.named))
                    .because("A type more."),
            );
        }
    }
    for (before, after) in found.kept {
        log.operation(after.owner);
        match (before.named, after.named) {
            (NamedType::Struct(old), NamedType::Struct(new)) => {
                log.docs(&new.name, &old.doc, &new.doc);
                structs::compare(old, new, log);
            }
            (NamedType::Enum(old), NamedType::Enum(new)) => enums(old, new, log),
            _ => log.add(
                Change::major(Kind::Changed, Aspect::Type, after.name(), "is something else")
                    .values(noun(before.named), noun(after.named))
                    .because(format!("Code that uses `{}` no longer compiles.", after.name())),
            ),
        }
    }
    log.operation(None);
}

fn noun(of: &NamedType) -> &'static str {
    match of {
        NamedType::Struct(_) => "struct",
        NamedType::Enum(of) if of_ints(of) => "enum of integers",
        NamedType::Enum(_) => "enum of strings",
    }
}

fn of_ints(of: &Enum) -> bool {
    matches!(of.values.first().map(|value| &value.wire), Some(WireValue::Int(_)))
}

fn enums(old: &Enum, new: &Enum, log: &mut Log) {
    log.docs(&new.name, &old.doc, &new.doc);
    base(old, new, log);
    let found = pairs(&old.values, &new.values, |value| &value.variant);
    for value in found.removed {
        let item = format!("{}::{}", new.name, value.variant);
        let wire = text(&value.wire);
        log.add(
            Change::major(Kind::Removed, Aspect::Value, &item, "is gone")
                .wire(&wire)
                .values(wire.as_str(), None::<&str>)
                .because(format!(
                    "Matches on `{item}` no longer compile; should the value come, it is read into `Other`."
                )),
        );
    }
    for value in found.added {
        let item = format!("{}::{}", new.name, value.variant);
        let wire = text(&value.wire);
        log.add(
            Change::minor(Kind::Added, Aspect::Value, &item, "is new")
                .wire(&wire)
                .values(None::<&str>, wire.as_str())
                .because(
                    "The enum is `#[non_exhaustive]`: matches have an arm for what was in `Other` until now.",
                ),
        );
    }
    for (before, after) in found.kept {
        let item = format!("{}::{}", new.name, after.variant);
        // Of another base all values are others, which is told.
        if of_ints(old) == of_ints(new) {
            let former = old.values.iter().find(|value| value.wire == after.wire);
            wire(&item, before, after, former, log);
        }
        log.docs(&item, &before.doc, &after.doc);
        fields::deprecation(&item, before.deprecated.as_ref(), after.deprecated.as_ref(), log);
    }
    if found.reordered {
        log.add(
            Change::patch(Kind::Changed, Aspect::Order, &new.name, "lists its values in another order")
                .because("Only `VALUES` and the documentation show the order."),
        );
    }
}

/// Strings that become integers, or the other way round.
fn base(old: &Enum, new: &Enum, log: &mut Log) {
    if of_ints(old) == of_ints(new) {
        return;
    }
    let (holds, method) = if of_ints(new) { ("i64", "value") } else { ("String", "as_str") };
    let sides = |of: &Enum| if of_ints(of) { "integers" } else { "strings" };
    log.add(
        Change::major(Kind::Changed, Aspect::Base, &new.name, "is an enum of something else")
            .values(sides(old), sides(new))
            .because(format!("`Other` holds a `{holds}`, and the value is read with `{method}`.")),
    );
}

/// A value that keeps its name and is another one on the wire, where `former` had another name.
fn wire(item: &str, before: &EnumValue, after: &EnumValue, former: Option<&EnumValue>, log: &mut Log) {
    if before.wire == after.wire {
        return;
    }
    let summary = "stands for another value";
    let change = match former {
        Some(former) => Change::major(Kind::Changed, Aspect::WireName, item, summary).because(format!(
            "Code that compiles as before sends what `{}` was until now, and reads that as this.",
            former.variant
        )),
        None => Change::patch(Kind::Fixed, Aspect::WireName, item, summary)
            .because("The name stays; it is sent and read as the service has it."),
    };
    log.add(change.wire(&text(&after.wire)).values(text(&before.wire), text(&after.wire)));
}

/// A value as the wire has it.
pub(super) fn text(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => text.clone(),
        WireValue::Int(value) => value.to_string(),
        WireValue::Float(value) => value.to_string(),
        WireValue::Bool(value) => value.to_string(),
    }
}
