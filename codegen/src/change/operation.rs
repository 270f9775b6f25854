//! Operations: what is declared about calling them.

use super::log::Log;
use super::{Aspect, Change, Kind, codes, fields, paging, structs};
use crate::model::{Access, Operation};
use crate::path::Template;

const SAME_METHOD: &str = "The method stays; it calls the operation as the service has it.";

/// Notes an operation that is gone, with all that belongs to it.
pub(super) fn removed(operation: &Operation, log: &mut Log) {
    log.operation(Some(&operation.name));
    let item = client_method(operation);
    log.add(
        Change::major(Kind::Removed, Aspect::Operation, &item, "is gone")
            .wire(&operation.name)
            .values(operation.name.as_str(), None::<&str>)
            .because(format!("The method and `{}` no longer exist.", operation.request.name)),
    );
}

/// Notes a new operation, with all that belongs to it.
pub(super) fn added(operation: &Operation, log: &mut Log) {
    log.operation(Some(&operation.name));
    let item = client_method(operation);
    log.add(
        Change::minor(Kind::Added, Aspect::Operation, &item, "is new")
            .wire(&operation.name)
            .values(None::<&str>, operation.name.as_str())
            .because(format!("A method more, which takes `{}`.", operation.request.name)),
    );
}

fn client_method(operation: &Operation) -> String {
    format!("Client::{}", fields::plain(&operation.method))
}

/// Compares an operation that is in both states.
pub(super) fn compare(old: &Operation, new: &Operation, log: &mut Log) {
    log.operation(Some(&new.name));
    let item = client_method(new);
    if old.method != new.method {
        log.add(
            Change::major(Kind::Changed, Aspect::MethodName, &item, "has another name")
                .values(client_method(old), item.as_str())
                .because(format!("`{}` no longer exists.", client_method(old))),
        );
    }
    on_the_wire(&item, old, new, log);
    behaviour(&item, old, new, log);
    any_of(old, new, log);
    paging::pages(old, new, log);
    paging::waiter(old, new, log);
    fields::deprecation(&item, old.deprecated.as_ref(), new.deprecated.as_ref(), log);
    structs::compare(&old.request, &new.request, log);
    structs::compare(&old.response, &new.response, log);
    codes::of_operation(old, new, log);
    documentation(&item, old, new, log);
}

fn on_the_wire(item: &str, old: &Operation, new: &Operation, log: &mut Log) {
    let facts = [
        (Aspect::WireName, "has another name on the wire", old.name.as_str(), new.name.as_str()),
        (
            Aspect::HttpMethod,
            "is sent with another HTTP method",
            old.http_method.word(),
            new.http_method.word(),
        ),
    ];
    for (aspect, summary, before, after) in facts {
        if before != after {
            log.add(
                Change::patch(Kind::Fixed, aspect, item, summary).values(before, after).because(SAME_METHOD),
            );
        }
    }
    if old.path != new.path {
        let summary = "is sent to another path";
        let before = configured(old);
        let change = match configured(new).iter().find(|name| !before.contains(name)) {
            Some(name) => Change::minor(Kind::Changed, Aspect::Path, item, summary).because(format!(
                "The client fills in its `{name}`; a configuration without one asks the vendor for it first."
            )),
            None => Change::patch(Kind::Fixed, Aspect::Path, item, summary).because(SAME_METHOD),
        };
        log.add(change.values(old.path.as_str(), new.path.as_str()));
    }
}

/// The parameters of the path that the client's configuration fills, since no field of the request does.
fn configured(operation: &Operation) -> Vec<&str> {
    let fields = &operation.request.fields;
    let is_field = |name: &&str| fields.iter().any(|field| field.wire == *name);
    Template::of(&operation.path).names().filter(|name| !is_field(name)).collect()
}

/// What a program that stays as it is may notice.
fn behaviour(item: &str, old: &Operation, new: &Operation, log: &mut Log) {
    if old.access != new.access {
        let (summary, reason) = match new.access {
            Access::Read => ("only reads", "Calls that fail in passing are repeated."),
            Access::Write => ("writes", "Calls whose answer is lost are no longer repeated."),
        };
        log.add(
            Change::minor(Kind::Changed, Aspect::Access, item, summary)
                .values(old.access.word(), new.access.word())
                .because(reason),
        );
    }
    idempotency(item, old, new, log);
    if old.rate != new.rate {
        let shown = |of: &Operation| of.rate.map(|rate| format!("{rate}/s"));
        let is_lower = new.rate.is_some_and(|now| old.rate.is_none_or(|before| now < before));
        let change = if is_lower {
            Change::minor(Kind::Changed, Aspect::Rate, item, "has a lower rate limit")
                .because("Calls wait longer for their turn, which counts against their time limit.")
        } else {
            Change::patch(Kind::Changed, Aspect::Rate, item, "has a higher rate limit")
                .because("Calls wait less for their turn.")
        };
        log.add(change.values(shown(old), shown(new)));
    }
}

fn idempotency(item: &str, old: &Operation, new: &Operation, log: &mut Log) {
    match (&old.idempotency_token, &new.idempotency_token) {
        (before, after) if before == after => {}
        (Some(before), Some(after)) => log.add(
            Change::patch(
                Kind::Fixed,
                Aspect::Idempotency,
                item,
                "takes its idempotency token in another field",
            )
            .values(before.as_str(), after.as_str())
            .because("The crate fills in the field that the service goes by."),
        ),
        (before, after) => {
            let (summary, reason) = match after {
                Some(_) => (
                    "has an idempotency token",
                    "The crate fills it in, and calls that fail in passing are repeated.",
                ),
                None => ("has no idempotency token", "Calls whose answer is lost are no longer repeated."),
            };
            log.add(
                Change::minor(Kind::Changed, Aspect::Idempotency, item, summary)
                    .values(before.as_deref(), after.as_deref())
                    .because(reason),
            );
        }
    }
}

/// Groups of which one field at least must be set. A group that holds another asks for less.
fn any_of(old: &Operation, new: &Operation, log: &mut Log) {
    let groups = |of: &'_ Operation| -> Vec<Vec<String>> {
        let ident = |wire: &String| structs::ident(&of.request, wire).to_owned();
        of.any_of.iter().map(|group| group.iter().map(ident).collect()).collect()
    };
    let (before, after) = (groups(old), groups(new));
    let follows = |group: &[String], from: &[Vec<String>]| {
        from.iter().any(|other| other.iter().all(|field| group.contains(field)))
    };
    let implied = after.iter().all(|group| follows(group, &before));
    let implies = before.iter().all(|group| follows(group, &after));
    let shown = |of: &Operation| {
        let groups: Vec<String> = of.any_of.iter().map(|group| group.join(" or ")).collect();
        (!groups.is_empty()).then(|| groups.join("; "))
    };
    let item = &new.request.name;
    let change = match (implied, implies) {
        (false, _) => Change::major(Kind::Changed, Aspect::AnyOf, item, "needs one of a group of fields")
            .because("Calls that went through without them are refused before they are sent."),
        (true, false) => Change::minor(Kind::Changed, Aspect::AnyOf, item, "needs less")
            .because("Calls that were refused before they were sent go through."),
        (true, true) if before != after => {
            Change::patch(Kind::Changed, Aspect::AnyOf, item, "says otherwise which fields it needs")
                .because("It means the same.")
        }
        (true, true) => return,
    };
    log.add(change.values(shown(old), shown(new)));
}

fn documentation(item: &str, old: &Operation, new: &Operation, log: &mut Log) {
    log.docs(item, &old.doc, &new.doc);
    let dated = |what: &str, date: &Option<String>| match date {
        Some(date) => format!("{what} as of {date}"),
        None => what.to_owned(),
    };
    let page = |of: &Operation| of.page.as_ref().map(|page| dated(&page.url, &page.updated));
    let api_data = |of: &Operation| of.api_data.as_ref().map(|data| dated(&data.title(), &data.updated));
    let hidden = |of: &Operation| {
        Some(if of.hidden { "known to the vendor's SDKs alone" } else { "documented" }.to_owned())
    };
    let sites = |of: &Operation| {
        let names: Vec<&str> = of.sites.iter().map(|site| site.word()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let facts = [
        (Aspect::Permission, "needs another permission", old.permission.clone(), new.permission.clone()),
        (Aspect::Sites, "is offered on other sites", sites(old), sites(new)),
        (Aspect::Hidden, "is known from elsewhere", hidden(old), hidden(new)),
        (Aspect::Page, "is documented from another state of its page", page(old), page(new)),
        (Aspect::Page, "is documented from other API data", api_data(old), api_data(new)),
    ];
    for (aspect, summary, before, after) in facts {
        if before != after {
            log.add(
                Change::patch(Kind::Changed, aspect, item, summary)
                    .values(before, after)
                    .because("The crate says it and does not go by it."),
            );
        }
    }
}
