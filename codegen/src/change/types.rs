//! The types that specs name: objects and enums, of operations and of services.
//!
//! Callers find all of them at the service's root, whichever file declares them, but for names that stand twice in a
//! service: these are found in the modules of their operations alone. An operation's module shows its own types and
//! those of the service that it names, so moving one from an operation to its service is no change.

use super::log::Log;
use super::pairs::pairs;
use super::{Aspect, Change, Kind, fields, structs};
use crate::model::{Enum, EnumValue, NamedType, Operation, Service, WireValue};

/// A type and the operation that declares it, if it is not the service that does.
#[derive(Clone, Copy)]
struct Declared<'m> {
    named: &'m NamedType,
    owner: Option<&'m Operation>,
}

impl<'m> Declared<'m> {
    fn name(&self) -> &'m str {
        self.named.name()
    }

    fn operation(&self) -> Option<&'m str> {
        self.owner.map(|owner| owner.name.as_str())
    }

    /// Whether the root of the service shows it.
    fn is_at_root(&self) -> bool {
        self.owner.is_none_or(|owner| owner.local.iter().all(|local| local != self.name()))
    }
}

fn declared(service: &Service) -> Vec<Declared<'_>> {
    let shared = service.types.iter().map(|named| Declared { named, owner: None });
    let own = service.operations.iter().flat_map(|operation| {
        operation.types.iter().map(move |named| Declared { named, owner: Some(operation) })
    });
    shared.chain(own).collect()
}

/// The type of the other state that is `of`: that of the same file, else the one that the same path leads to.
fn counterpart<'m>(of: &Declared<'_>, among: &[Declared<'m>]) -> Option<Declared<'m>> {
    let named = || among.iter().filter(|other| other.name() == of.name());
    let by_file = named().find(|other| other.operation() == of.operation());
    let by_path = || named().find(|other| other.is_at_root() && of.is_at_root());
    by_file.or_else(by_path).copied()
}

/// Compares the types of a service and of its operations.
pub(super) fn compare(old: &Service, new: &Service, log: &mut Log) {
    let (before, after) = (declared(old), declared(new));
    let has_operation =
        |of: &Service, name: &str| of.operations.iter().any(|operation| operation.name == name);
    // A type that is added or removed with its operation is reported with the operation.
    for gone in before.iter().filter(|gone| counterpart(gone, &after).is_none()) {
        if gone.operation().is_none_or(|owner| has_operation(new, owner)) {
            log.operation(gone.operation());
            log.add(
                Change::major(Kind::Removed, Aspect::Type, gone.name(), "is gone")
                    .values(noun(gone.named), None::<&str>)
                    .because(format!("Code that names `{}` no longer compiles.", gone.name())),
            );
        }
    }
    for after in &after {
        match counterpart(after, &before) {
            Some(before) => kept(new, &before, after, log),
            None if after.operation().is_none_or(|owner| has_operation(old, owner)) => {
                log.operation(after.operation());
                log.add(
                    Change::minor(Kind::Added, Aspect::Type, after.name(), "is new")
                        .values(None::<&str>, noun(after.named))
                        .because("A type more."),
                );
            }
            None => {}
        }
    }
    log.operation(None);
}

/// Compares a type that is in both states.
fn kept(service: &Service, before: &Declared<'_>, after: &Declared<'_>, log: &mut Log) {
    log.operation(after.operation());
    root(service, before, after, log);
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

/// A name that the root of the service shows no longer, since it stands twice now; or the other way round.
fn root(service: &Service, before: &Declared<'_>, after: &Declared<'_>, log: &mut Log) {
    let Some(owner) = after.owner.filter(|_| before.is_at_root() != after.is_at_root()) else { return };
    let at_root = format!("{}::{}", service.module, after.name());
    let own = format!("{}::{}::{}", service.module, owner.module, after.name());
    log.add(if after.is_at_root() {
        Change::minor(Kind::Changed, Aspect::Root, after.name(), "is at the service's root as well")
            .values(own.as_str(), at_root.as_str())
            .because(format!("No other type is called so any more; `{own}` stays."))
    } else {
        Change::major(Kind::Changed, Aspect::Root, after.name(), "is in its operation's module alone")
            .values(at_root.as_str(), own.as_str())
            .because(format!(
                "Another type of the service is called so as well: `{at_root}` means it no longer. With another \
                 name for that one, nothing breaks."
            ))
    });
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
        let wire = value.wire.to_string();
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
        let wire = value.wire.to_string();
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
    log.add(change.wire(&after.wire.to_string()).values(before.wire.to_string(), after.wire.to_string()));
}
