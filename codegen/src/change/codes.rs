//! Error codes.

use super::log::Log;
use super::pairs::pairs;
use super::{Aspect, Change, Kind};
use crate::model::{Code, CodeEnum, ErrorCode, Operation, Service};

/// Compares the codes that a service declares.
pub(super) fn of_service(old: &Service, new: &Service, log: &mut Log) {
    match (&old.codes, &new.codes) {
        (None, None) => {}
        (Some(old), Some(new)) => compare(old, new, log),
        (Some(gone), None) => log.add(
            Change::major(Kind::Removed, Aspect::Type, &gone.name, "is gone")
                .values(Some("enum of error codes"), None::<&str>)
                .because(format!("Code that names `{}` no longer compiles.", gone.name)),
        ),
        (None, Some(fresh)) => log.add(
            Change::minor(Kind::Added, Aspect::Type, &fresh.name, "is new")
                .values(None::<&str>, Some("enum of error codes"))
                .because("A type more."),
        ),
    }
}

/// Compares the codes that an operation can fail with.
pub(super) fn of_operation(old: &Operation, new: &Operation, log: &mut Log) {
    if let (Code::Own(old), Code::Own(new)) = (&old.codes, &new.codes) {
        return compare(old, new, log);
    }
    let (before, after) = (rust_type(&old.codes), rust_type(&new.codes));
    if before != after {
        let item = format!("{}::Code", new.request.name);
        log.add(
            Change::major(Kind::Changed, Aspect::Codes, &item, "is another type")
                .values(before, after)
                .because(format!(
                    "`Error::code::<{}>()` answers with `{after}`, not with `{before}`.",
                    new.request.name
                )),
        );
    }
}

/// What an operation's codes are read into.
fn rust_type(codes: &Code) -> &str {
    match codes {
        Code::Own(codes) => &codes.name,
        Code::Service(name) => name,
        Code::Text => "String",
    }
}

fn compare(old: &CodeEnum, new: &CodeEnum, log: &mut Log) {
    let found = pairs(&old.codes, &new.codes, |code| &code.variant);
    for code in found.removed {
        let item = format!("{}::{}", new.name, code.variant);
        log.add(
            Change::major(Kind::Removed, Aspect::Code, &item, "is gone")
                .wire(&code.code)
                .values(code.code.as_str(), None::<&str>)
                .because(format!(
                    "Matches on `{item}` no longer compile; should the code come, it is read into `Other`."
                )),
        );
    }
    for code in found.added {
        let item = format!("{}::{}", new.name, code.variant);
        log.add(
            Change::minor(Kind::Added, Aspect::Code, &item, "is new")
                .wire(&code.code)
                .values(None::<&str>, code.code.as_str())
                .because(
                    "The enum is `#[non_exhaustive]`: matches have an arm for what was in `Other` until now.",
                ),
        );
    }
    for (before, after) in found.kept {
        code(&format!("{}::{}", new.name, after.variant), before, after, log);
    }
    if found.reordered {
        log.add(
            Change::patch(Kind::Changed, Aspect::Order, &new.name, "lists its codes in another order")
                .because("Only `VALUES` and the documentation show the order."),
        );
    }
}

/// Compares a code that is in both states.
fn code(item: &str, before: &ErrorCode, after: &ErrorCode, log: &mut Log) {
    // A change to a code that the service declares is reported once, for the service.
    if before.is_shared && after.is_shared {
        return;
    }
    if before.code != after.code {
        log.add(
            Change::patch(Kind::Fixed, Aspect::WireName, item, "stands for another code")
                .wire(&after.code)
                .values(before.code.as_str(), after.code.as_str())
                .because("The name stays; it is read from what the service sends."),
        );
    }
    if before.class != after.class {
        log.add(
            Change::minor(Kind::Changed, Aspect::Class, item, "means something else")
                .wire(&after.code)
                .values(before.class.word(), after.class.word())
                .because("`Error::class` and its predicates answer otherwise, and retries go by them."),
        );
    }
    if before.http != after.http {
        log.add(
            Change::patch(Kind::Changed, Aspect::ErrorStatus, item, "has another HTTP status")
                .wire(&after.code)
                .values(before.http.map(|http| http.to_string()), after.http.map(|http| http.to_string()))
                .because("The class decides; the status is for reading and for the mock cloud."),
        );
    }
    log.docs(item, &before.doc, &after.doc);
}
