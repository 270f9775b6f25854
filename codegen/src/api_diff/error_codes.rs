//! Error codes.

use super::builder::DiffBuilder;
use super::pairs::pair_by_name;
use super::{Aspect, Change, ChangeKind};
use crate::model::{Code, CodeEnum, ErrorCode, Operation, Service};

/// Compares the error codes that a service declares.
pub(super) fn compare_service(old: &Service, new: &Service, diff: &mut DiffBuilder) {
    match (&old.codes, &new.codes) {
        (None, None) => {}
        (Some(old), Some(new)) => compare_enum(old, new, diff),
        (Some(removed), None) => diff.add(
            Change::major(ChangeKind::Removed, Aspect::Type, &removed.name, "was removed")
                .values(Some("enum of error codes"), None::<&str>)
                .reason(format!("Code that names `{}` no longer compiles.", removed.name)),
        ),
        (None, Some(added)) => diff.add(
            Change::minor(ChangeKind::Added, Aspect::Type, &added.name, "was added")
                .values(None::<&str>, Some("enum of error codes"))
                .reason("A new type."),
        ),
    }
}

/// Compares the error codes of an operation.
pub(super) fn compare_operation(old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    if let (Code::Own(old), Code::Own(new)) = (&old.codes, &new.codes) {
        return compare_enum(old, new, diff);
    }
    let (before, after) = (rust_type(&old.codes), rust_type(&new.codes));
    if before != after {
        let item = format!("{}::Code", new.request.name);
        diff.add(
            Change::major(ChangeKind::Changed, Aspect::Codes, &item, "is another type")
                .values(before, after)
                .reason(format!(
                    "`Error::code::<{}>()` returns `{after}` instead of `{before}`.",
                    new.request.name
                )),
        );
    }
}

/// The Rust type that an operation's error codes are parsed into.
fn rust_type(codes: &Code) -> &str {
    match codes {
        Code::Own(codes) => &codes.name,
        Code::Service(name) => name,
        Code::Text => "String",
    }
}

fn compare_enum(old: &CodeEnum, new: &CodeEnum, diff: &mut DiffBuilder) {
    let found = pair_by_name(&old.codes, &new.codes, |code| &code.variant);
    for code in found.removed {
        let item = format!("{}::{}", new.name, code.variant);
        diff.add(
            Change::major(ChangeKind::Removed, Aspect::Code, &item, "was removed")
                .wire(&code.code)
                .values(code.code.as_str(), None::<&str>)
                .reason(format!("Matches on `{item}` no longer compile; the code is read into `Other`.")),
        );
    }
    for code in found.added {
        let item = format!("{}::{}", new.name, code.variant);
        diff.add(
            Change::minor(ChangeKind::Added, Aspect::Code, &item, "was added")
                .wire(&code.code)
                .values(None::<&str>, code.code.as_str())
                .reason(
                    "The enum is `#[non_exhaustive]`: matches have a wildcard arm, and the code was `Other`.",
                ),
        );
    }
    for (before, after) in found.kept {
        compare_code(&format!("{}::{}", new.name, after.variant), before, after, diff);
    }
    if found.reordered {
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::Order, &new.name, "lists its codes in another order")
                .reason("Only `VALUES` and the documentation show the order."),
        );
    }
}

/// Compares one code of both states.
fn compare_code(item: &str, before: &ErrorCode, after: &ErrorCode, diff: &mut DiffBuilder) {
    // A change to a code that the service declares is reported once, for the service.
    if before.is_shared && after.is_shared {
        return;
    }
    if before.code != after.code {
        diff.add(
            Change::patch(ChangeKind::Fixed, Aspect::WireName, item, "has another code on the wire")
                .wire(&after.code)
                .values(before.code.as_str(), after.code.as_str())
                .reason("The Rust name is the same; the code now matches the service."),
        );
    }
    if before.class != after.class {
        diff.add(
            Change::minor(ChangeKind::Changed, Aspect::Class, item, "has another class")
                .wire(&after.code)
                .values(before.class.word(), after.class.word())
                .reason(
                    "`Error::class` and its predicates return another value, and retries depend on them.",
                ),
        );
    }
    if before.http != after.http {
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::ErrorStatus, item, "has another HTTP status")
                .wire(&after.code)
                .values(before.http.map(|http| http.to_string()), after.http.map(|http| http.to_string()))
                .reason("The status is used by the documentation and the mock cloud only."),
        );
    }
    diff.add_docs(item, &before.doc, &after.doc);
}
