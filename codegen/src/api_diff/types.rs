//! Compares named types: the structs and enums of operations and services.
//!
//! The service's root module exports every type, whichever file declares it, except names that are declared twice in
//! a service: only the modules of their operations export these. An operation's module exports its own types and the
//! service's types that it uses, so moving a type from an operation to its service is no API change.

use super::builder::DiffBuilder;
use super::pairs::pair_by_name;
use super::{Aspect, Change, ChangeKind, fields, structs};
use crate::model::{Enum, EnumValue, NamedType, Operation, Service, WireValue};

/// A type, with the operation that declares it; None: the service declares it.
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

    /// Whether the service's root module exports the type.
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

/// Finds a type in the other state: by name and operation, else by its path at the service's root.
fn counterpart<'m>(declared: &Declared<'_>, among: &[Declared<'m>]) -> Option<Declared<'m>> {
    let named = || among.iter().filter(|other| other.name() == declared.name());
    let by_operation = named().find(|other| other.operation() == declared.operation());
    let by_path = || named().find(|other| other.is_at_root() && declared.is_at_root());
    by_operation.or_else(by_path).copied()
}

/// Compares the types of a service and of its operations.
pub(super) fn compare(old: &Service, new: &Service, diff: &mut DiffBuilder) {
    let (before, after) = (declared(old), declared(new));
    let has_operation =
        |service: &Service, name: &str| service.operations.iter().any(|operation| operation.name == name);
    // A type that is added or removed with its operation is reported with the operation.
    for removed in before.iter().filter(|removed| counterpart(removed, &after).is_none()) {
        if removed.operation().is_none_or(|owner| has_operation(new, owner)) {
            diff.set_operation(removed.operation());
            diff.add(
                Change::major(ChangeKind::Removed, Aspect::Type, removed.name(), "was removed")
                    .values(noun(removed.named), None::<&str>)
                    .reason(format!("Code that names `{}` no longer compiles.", removed.name())),
            );
        }
    }
    for after in &after {
        match counterpart(after, &before) {
            Some(before) => compare_type(new, &before, after, diff),
            None if after.operation().is_none_or(|owner| has_operation(old, owner)) => {
                diff.set_operation(after.operation());
                diff.add(
                    Change::minor(ChangeKind::Added, Aspect::Type, after.name(), "was added")
                        .values(None::<&str>, noun(after.named))
                        .reason("A new type."),
                );
            }
            None => {}
        }
    }
    diff.set_operation(None);
}

/// Compares one type of both states.
fn compare_type(service: &Service, before: &Declared<'_>, after: &Declared<'_>, diff: &mut DiffBuilder) {
    diff.set_operation(after.operation());
    compare_export(service, before, after, diff);
    match (before.named, after.named) {
        (NamedType::Struct(old), NamedType::Struct(new)) => {
            diff.add_docs(&new.name, &old.doc, &new.doc);
            structs::compare(old, new, diff);
        }
        (NamedType::Enum(old), NamedType::Enum(new)) => compare_enum(old, new, diff),
        _ => diff.add(
            Change::major(ChangeKind::Changed, Aspect::Type, after.name(), "is another kind of type")
                .values(noun(before.named), noun(after.named))
                .reason(format!("Code that uses `{}` no longer compiles.", after.name())),
        ),
    }
}

/// Compares whether the service's root module exports a type, which it does unless the name is declared twice.
fn compare_export(service: &Service, before: &Declared<'_>, after: &Declared<'_>, diff: &mut DiffBuilder) {
    let Some(owner) = after.owner.filter(|_| before.is_at_root() != after.is_at_root()) else { return };
    let at_root = format!("{}::{}", service.module, after.name());
    let own = format!("{}::{}::{}", service.module, owner.module, after.name());
    diff.add(if after.is_at_root() {
        Change::minor(ChangeKind::Changed, Aspect::Root, after.name(), "is also exported at the service's root")
            .values(own.as_str(), at_root.as_str())
            .reason(format!("No other type has the same name; `{own}` still exists."))
    } else {
        Change::major(ChangeKind::Changed, Aspect::Root, after.name(), "is exported by its operation's module only")
            .values(at_root.as_str(), own.as_str())
            .reason(format!(
                "Another type of the service has the same name, so `{at_root}` no longer exists. With another name for \
                 that type, nothing breaks."
            ))
    });
}

fn noun(named: &NamedType) -> &'static str {
    match named {
        NamedType::Struct(_) => "struct",
        NamedType::Enum(enumeration) if has_int_values(enumeration) => "enum of integers",
        NamedType::Enum(_) => "enum of strings",
    }
}

fn has_int_values(enumeration: &Enum) -> bool {
    matches!(enumeration.values.first().map(|value| &value.wire), Some(WireValue::Int(_)))
}

fn compare_enum(old: &Enum, new: &Enum, diff: &mut DiffBuilder) {
    diff.add_docs(&new.name, &old.doc, &new.doc);
    compare_base(old, new, diff);
    let found = pair_by_name(&old.values, &new.values, |value| &value.variant);
    for value in found.removed {
        let item = format!("{}::{}", new.name, value.variant);
        let wire = value.wire.to_string();
        diff.add(
            Change::major(ChangeKind::Removed, Aspect::Value, &item, "was removed")
                .wire(&wire)
                .values(wire.as_str(), None::<&str>)
                .reason(format!("Matches on `{item}` no longer compile; the value is read into `Other`.")),
        );
    }
    for value in found.added {
        let item = format!("{}::{}", new.name, value.variant);
        let wire = value.wire.to_string();
        diff.add(
            Change::minor(ChangeKind::Added, Aspect::Value, &item, "was added")
                .wire(&wire)
                .values(None::<&str>, wire.as_str())
                .reason(
                    "The enum is `#[non_exhaustive]`: matches have a wildcard arm, and the value was `Other`.",
                ),
        );
    }
    for (before, after) in found.kept {
        let item = format!("{}::{}", new.name, after.variant);
        // With another base every value differs, which is one change of its own.
        if has_int_values(old) == has_int_values(new) {
            let former = old.values.iter().find(|value| value.wire == after.wire);
            compare_value(&item, before, after, former, diff);
        }
        diff.add_docs(&item, &before.doc, &after.doc);
        fields::compare_deprecation(&item, before.deprecated.as_ref(), after.deprecated.as_ref(), diff);
    }
    if found.reordered {
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::Order, &new.name, "lists its values in another order")
                .reason("Only `VALUES` and the documentation show the order."),
        );
    }
}

/// Compares whether the values are strings or integers.
fn compare_base(old: &Enum, new: &Enum, diff: &mut DiffBuilder) {
    if has_int_values(old) == has_int_values(new) {
        return;
    }
    let (inner, method) = if has_int_values(new) { ("i64", "value") } else { ("String", "as_str") };
    let shown = |enumeration: &Enum| if has_int_values(enumeration) { "integers" } else { "strings" };
    diff.add(
        Change::major(ChangeKind::Changed, Aspect::Base, &new.name, "has values of another type")
            .values(shown(old), shown(new))
            .reason(format!("`Other` contains a `{inner}`, and the value is read with `{method}`.")),
    );
}

/// Compares the wire values of a variant. `former` is the old variant with the new wire value.
fn compare_value(
    item: &str,
    before: &EnumValue,
    after: &EnumValue,
    former: Option<&EnumValue>,
    diff: &mut DiffBuilder,
) {
    if before.wire == after.wire {
        return;
    }
    let summary = "has another value on the wire";
    let change = match former {
        Some(former) => Change::major(ChangeKind::Changed, Aspect::WireName, item, summary).reason(format!(
            "Code that still compiles sends and reads the value that was `{}`.",
            former.variant
        )),
        None => Change::patch(ChangeKind::Fixed, Aspect::WireName, item, summary)
            .reason("The Rust name is the same; the value now matches the service."),
    };
    diff.add(change.wire(&after.wire.to_string()).values(before.wire.to_string(), after.wire.to_string()));
}
