//! Compares providers and services.

use super::builder::DiffBuilder;
use super::pairs::pair_by_name;
use super::{Aspect, Change, ChangeKind, endpoints, error_codes, operation, types};
use crate::model::{ErrorMatch, ErrorRule, Provider, Service};

/// Compares all providers.
pub(super) fn compare_providers(old: &[Provider], new: &[Provider], diff: &mut DiffBuilder) {
    let found = pair_by_name(old, new, |provider| &provider.name);
    for provider in found.removed {
        diff.set_provider(&provider.name);
        diff.add(
            Change::major(ChangeKind::Removed, Aspect::Provider, &provider.name, "was removed")
                .values(provider.title.as_str(), None::<String>)
                .reason(format!(
                    "No service of {} can be called, and the feature `{}` no longer exists.",
                    provider.title, provider.name
                )),
        );
        provider.services.iter().for_each(|service| add_removed(provider, service, diff));
    }
    for provider in found.added {
        diff.set_provider(&provider.name);
        diff.add(
            Change::minor(ChangeKind::Added, Aspect::Provider, &provider.name, "was added")
                .values(None::<String>, provider.title.as_str())
                .reason(format!("{} can be called.", provider.title)),
        );
        provider.services.iter().for_each(|service| add_added(provider, service, diff));
    }
    for (old, new) in found.kept {
        diff.set_provider(&new.name);
        compare_provider(old, new, diff);
    }
}

fn compare_provider(old: &Provider, new: &Provider, diff: &mut DiffBuilder) {
    diff.add_docs(&new.name, &format!("{}\n{}", old.title, old.doc), &format!("{}\n{}", new.title, new.doc));
    compare_error_rules(old, new, diff);
    let found = pair_by_name(&old.services, &new.services, |service| &service.name);
    found.removed.into_iter().for_each(|service| add_removed(old, service, diff));
    found.added.into_iter().for_each(|service| add_added(new, service, diff));
    for (before, after) in found.kept {
        diff.set_service(&after.name);
        compare_service(before, after, diff);
    }
}

fn add_removed(provider: &Provider, service: &Service, diff: &mut DiffBuilder) {
    diff.set_service(&service.name);
    diff.add(
        Change::major(ChangeKind::Removed, Aspect::Service, &service.feature, "was removed")
            .values(operation_count(service), None::<String>)
            .reason(format!(
                "The feature `{}` and the module `{}::{}` no longer exist.",
                service.feature, provider.name, service.module
            )),
    );
}

fn add_added(provider: &Provider, service: &Service, diff: &mut DiffBuilder) {
    diff.set_service(&service.name);
    diff.add(
        Change::minor(ChangeKind::Added, Aspect::Service, &service.feature, "was added")
            .values(None::<String>, operation_count(service))
            .reason(format!(
                "{} can be called: the feature `{}` enables the module `{}::{}`.",
                service.title, service.feature, provider.name, service.module
            )),
    );
}

fn operation_count(service: &Service) -> String {
    match service.operations.len() {
        1 => "1 operation".to_owned(),
        count => format!("{count} operations"),
    }
}

fn compare_service(old: &Service, new: &Service, diff: &mut DiffBuilder) {
    let item = &new.feature;
    diff.add_docs(item, &format!("{}\n{}", old.title, old.doc), &format!("{}\n{}", new.title, new.doc));
    if old.version != new.version {
        diff.add(
            Change::minor(ChangeKind::Changed, Aspect::Version, item, "has another API version")
                .values(old.version.as_str(), new.version.as_str())
                .reason(
                    "Every request contains the version, and responses may differ; no signature changes.",
                ),
        );
    }
    endpoints::compare(item, &old.endpoints, &new.endpoints, diff);
    error_codes::compare_service(old, new, diff);
    types::compare(old, new, diff);
    // The request type is the Rust name of an operation.
    let found = pair_by_name(&old.operations, &new.operations, |operation| &operation.request.name);
    found.removed.into_iter().for_each(|removed| operation::add_removed(removed, diff));
    found.added.into_iter().for_each(|added| operation::add_added(added, diff));
    for (before, after) in found.kept {
        operation::compare(before, after, diff);
    }
}

/// Compares the rules that classify error codes which no operation lists.
fn compare_error_rules(old: &Provider, new: &Provider, diff: &mut DiffBuilder) {
    const REASON: &str =
        "`Error::class` and its predicates return another value for these codes, and retries depend on them.";
    let keyed = |rules: &[ErrorRule]| -> Vec<(String, ErrorRule)> {
        rules.iter().map(|rule| (subject(rule), rule.clone())).collect()
    };
    let (before, after) = (keyed(&old.rules), keyed(&new.rules));
    let found = pair_by_name(&before, &after, |(subject, _)| subject);
    for (subject, rule) in found.removed {
        diff.add(
            Change::minor(
                ChangeKind::Removed,
                Aspect::ErrorRule,
                &new.name,
                &format!("has no rule for {subject}"),
            )
            .values(rule.class.word(), None::<String>)
            .reason(REASON),
        );
    }
    for (subject, rule) in found.added {
        diff.add(
            Change::minor(
                ChangeKind::Added,
                Aspect::ErrorRule,
                &new.name,
                &format!("has a rule for {subject}"),
            )
            .values(None::<String>, rule.class.word())
            .reason(REASON),
        );
    }
    for ((subject, before), (_, after)) in found.kept {
        if before.class != after.class {
            diff.add(
                Change::minor(
                    ChangeKind::Changed,
                    Aspect::ErrorRule,
                    &new.name,
                    &format!("has another class for {subject}"),
                )
                .values(before.class.word(), after.class.word())
                .reason(REASON),
            );
        }
        if before.http != after.http {
            let summary = format!("has another HTTP status for {subject}");
            diff.add(
                Change::patch(ChangeKind::Changed, Aspect::ErrorStatus, &new.name, &summary)
                    .values(before.http.map(|http| http.to_string()), after.http.map(|http| http.to_string()))
                    .reason("The status is used by the documentation and the mock cloud only."),
            );
        }
    }
    if found.reordered {
        diff.add(
            Change::minor(
                ChangeKind::Changed,
                Aspect::ErrorRule,
                &new.name,
                "has its error rules in another order",
            )
            .reason("The first matching rule gives a code its class."),
        );
    }
}

fn subject(rule: &ErrorRule) -> String {
    let codes = match &rule.matches {
        ErrorMatch::Code(code) => format!("the code `{code}`"),
        ErrorMatch::Prefix(prefix) => format!("codes that start with `{prefix}`"),
    };
    match &rule.message {
        Some(part) => format!("{codes} with `{part}` in the message"),
        None => codes,
    }
}
