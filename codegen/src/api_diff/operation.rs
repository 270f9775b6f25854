//! Compares operations: requests, behaviour, documentation.

use super::builder::DiffBuilder;
use super::{Aspect, Change, ChangeKind, error_codes, fields, paging, structs};
use crate::model::{Access, Operation};
use crate::path::Template;

const SAME_METHOD: &str = "The method is the same; the request now matches the service.";

/// Adds the change for a removed operation, which includes its types.
pub(super) fn add_removed(operation: &Operation, diff: &mut DiffBuilder) {
    diff.set_operation(Some(&operation.name));
    let item = client_method(operation);
    diff.add(
        Change::major(ChangeKind::Removed, Aspect::Operation, &item, "was removed")
            .wire(&operation.name)
            .values(operation.name.as_str(), None::<&str>)
            .reason(format!("The method and `{}` no longer exist.", operation.request.name)),
    );
}

/// Adds the change for an added operation, which includes its types.
pub(super) fn add_added(operation: &Operation, diff: &mut DiffBuilder) {
    diff.set_operation(Some(&operation.name));
    let item = client_method(operation);
    diff.add(
        Change::minor(ChangeKind::Added, Aspect::Operation, &item, "was added")
            .wire(&operation.name)
            .values(None::<&str>, operation.name.as_str())
            .reason(format!("A new method, which takes `{}`.", operation.request.name)),
    );
}

fn client_method(operation: &Operation) -> String {
    format!("Client::{}", fields::without_raw_prefix(&operation.method))
}

/// Compares one operation of both states.
pub(super) fn compare(old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    diff.set_operation(Some(&new.name));
    let item = client_method(new);
    if old.method != new.method {
        diff.add(
            Change::major(ChangeKind::Changed, Aspect::MethodName, &item, "has another name")
                .values(client_method(old), item.as_str())
                .reason(format!("`{}` no longer exists.", client_method(old))),
        );
    }
    compare_wire(&item, old, new, diff);
    compare_behaviour(&item, old, new, diff);
    compare_any_of(old, new, diff);
    paging::compare_pagination(old, new, diff);
    paging::compare_waiter(old, new, diff);
    fields::compare_deprecation(&item, old.deprecated.as_ref(), new.deprecated.as_ref(), diff);
    structs::compare(&old.request, &new.request, diff);
    structs::compare(&old.response, &new.response, diff);
    error_codes::compare_operation(old, new, diff);
    compare_documentation(&item, old, new, diff);
}

fn compare_wire(item: &str, old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
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
            diff.add(
                Change::patch(ChangeKind::Fixed, aspect, item, summary)
                    .values(before, after)
                    .reason(SAME_METHOD),
            );
        }
    }
    if old.path != new.path {
        let summary = "is sent to another path";
        let before = configured_parameters(old);
        let change = match configured_parameters(new).iter().find(|name| !before.contains(name)) {
            Some(name) => Change::minor(ChangeKind::Changed, Aspect::Path, item, summary).reason(format!(
                "The client adds its `{name}`; without one in the configuration it is looked up first."
            )),
            None => Change::patch(ChangeKind::Fixed, Aspect::Path, item, summary).reason(SAME_METHOD),
        };
        diff.add(change.values(old.path.as_str(), new.path.as_str()));
    }
}

/// Path parameters without a request field, which the client's configuration provides.
fn configured_parameters(operation: &Operation) -> Vec<&str> {
    let fields = &operation.request.fields;
    let is_field = |name: &&str| fields.iter().any(|field| field.wire == *name);
    Template::parse(&operation.path).names().filter(|name| !is_field(name)).collect()
}

/// Compares what changes an unchanged program's behaviour at run time.
fn compare_behaviour(item: &str, old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    if old.access != new.access {
        let (summary, reason) = match new.access {
            Access::Read => ("is now a read", "Transient failures are retried."),
            Access::Write => ("is now a write", "Calls without a response are no longer retried."),
        };
        diff.add(
            Change::minor(ChangeKind::Changed, Aspect::Access, item, summary)
                .values(old.access.word(), new.access.word())
                .reason(reason),
        );
    }
    compare_idempotency(item, old, new, diff);
    if old.rate != new.rate {
        let shown = |operation: &Operation| operation.rate.map(|rate| format!("{rate}/s"));
        let is_lower = new.rate.is_some_and(|now| old.rate.is_none_or(|before| now < before));
        let change = if is_lower {
            Change::minor(ChangeKind::Changed, Aspect::Rate, item, "has a lower rate limit")
                .reason("Calls wait longer, which counts against their timeout.")
        } else {
            Change::patch(ChangeKind::Changed, Aspect::Rate, item, "has a higher rate limit")
                .reason("Calls wait less.")
        };
        diff.add(change.values(shown(old), shown(new)));
    }
}

fn compare_idempotency(item: &str, old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    match (&old.idempotency_token, &new.idempotency_token) {
        (before, after) if before == after => {}
        (Some(before), Some(after)) => diff.add(
            Change::patch(
                ChangeKind::Fixed,
                Aspect::Idempotency,
                item,
                "has its idempotency token in another field",
            )
            .values(before.as_str(), after.as_str())
            .reason("The crate now sets the field that the service reads."),
        ),
        (before, after) => {
            let (summary, reason) = match after {
                Some(_) => ("has an idempotency token", "The crate sets it and retries transient failures."),
                None => ("has no idempotency token", "Calls without a response are no longer retried."),
            };
            diff.add(
                Change::minor(ChangeKind::Changed, Aspect::Idempotency, item, summary)
                    .values(before.as_deref(), after.as_deref())
                    .reason(reason),
            );
        }
    }
}

/// Compares the groups of which at least one field must be set. A superset of a group is a weaker requirement.
fn compare_any_of(old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    let groups = |operation: &'_ Operation| -> Vec<Vec<String>> {
        let ident = |wire: &String| structs::ident(&operation.request, wire).to_owned();
        operation.any_of.iter().map(|group| group.iter().map(ident).collect()).collect()
    };
    let (before, after) = (groups(old), groups(new));
    let is_implied = |group: &[String], by: &[Vec<String>]| {
        by.iter().any(|other| other.iter().all(|field| group.contains(field)))
    };
    let accepts_old = after.iter().all(|group| is_implied(group, &before));
    let refuses_old = before.iter().all(|group| is_implied(group, &after));
    let shown = |operation: &Operation| {
        let groups: Vec<String> = operation.any_of.iter().map(|group| group.join(" or ")).collect();
        (!groups.is_empty()).then(|| groups.join("; "))
    };
    let item = &new.request.name;
    let change = match (accepts_old, refuses_old) {
        (false, _) => {
            Change::major(ChangeKind::Changed, Aspect::AnyOf, item, "requires one of a group of fields")
                .reason("Calls without these fields are now refused before they are sent.")
        }
        (true, false) => Change::minor(ChangeKind::Changed, Aspect::AnyOf, item, "requires fewer fields")
            .reason("Calls that were refused before they were sent are accepted."),
        (true, true) if before != after => {
            Change::patch(ChangeKind::Changed, Aspect::AnyOf, item, "states its required fields differently")
                .reason("The requirement is equivalent.")
        }
        (true, true) => return,
    };
    diff.add(change.values(shown(old), shown(new)));
}

fn compare_documentation(item: &str, old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    diff.add_docs(item, &old.doc, &new.doc);
    let dated = |source: &str, date: &Option<String>| match date {
        Some(date) => format!("{source} as of {date}"),
        None => source.to_owned(),
    };
    let page = |operation: &Operation| operation.page.as_ref().map(|page| dated(&page.url, &page.updated));
    let api_data =
        |operation: &Operation| operation.api_data.as_ref().map(|data| dated(&data.title(), &data.updated));
    let hidden = |operation: &Operation| {
        Some(if operation.hidden { "known to the vendor's SDKs only" } else { "documented" }.to_owned())
    };
    let sites = |operation: &Operation| {
        let names: Vec<&str> = operation.sites.iter().map(|site| site.word()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let facts = [
        (Aspect::Permission, "requires another permission", old.permission.clone(), new.permission.clone()),
        (Aspect::Sites, "is available on other sites", sites(old), sites(new)),
        (Aspect::Hidden, "is documented elsewhere", hidden(old), hidden(new)),
        (Aspect::Page, "has another documentation page or date", page(old), page(new)),
        (Aspect::Page, "has another API data source or date", api_data(old), api_data(new)),
    ];
    for (aspect, summary, before, after) in facts {
        if before != after {
            diff.add(
                Change::patch(ChangeKind::Changed, aspect, item, summary)
                    .values(before, after)
                    .reason("Documentation only; the crate does not depend on it."),
            );
        }
    }
}
