//! Vendors and services.

use super::log::Log;
use super::pairs::pairs;
use super::{Aspect, Change, Kind, codes, endpoints, operation, types};
use crate::model::{ErrorMatch, ErrorRule, Provider, Service};

/// Compares all vendors.
pub(super) fn providers(old: &[Provider], new: &[Provider], log: &mut Log) {
    let found = pairs(old, new, |provider| &provider.name);
    for provider in found.removed {
        log.provider(&provider.name);
        log.add(
            Change::major(Kind::Removed, Aspect::Provider, &provider.name, "is gone")
                .values(provider.title.as_str(), None::<String>)
                .because(format!(
                    "Nothing of {} can be called, and the feature `{}` has no use.",
                    provider.title, provider.name
                )),
        );
        provider.services.iter().for_each(|service| removed(provider, service, log));
    }
    for provider in found.added {
        log.provider(&provider.name);
        log.add(
            Change::minor(Kind::Added, Aspect::Provider, &provider.name, "is new")
                .values(None::<String>, provider.title.as_str())
                .because(format!("{} can be called.", provider.title)),
        );
        provider.services.iter().for_each(|service| added(provider, service, log));
    }
    for (old, new) in found.kept {
        log.provider(&new.name);
        provider(old, new, log);
    }
}

fn provider(old: &Provider, new: &Provider, log: &mut Log) {
    log.docs(&new.name, &format!("{}\n{}", old.title, old.doc), &format!("{}\n{}", new.title, new.doc));
    rules(old, new, log);
    let found = pairs(&old.services, &new.services, |service| &service.name);
    found.removed.into_iter().for_each(|service| removed(old, service, log));
    found.added.into_iter().for_each(|service| added(new, service, log));
    for (before, after) in found.kept {
        log.service(&after.name);
        service(before, after, log);
    }
}

fn removed(provider: &Provider, service: &Service, log: &mut Log) {
    log.service(&service.name);
    log.add(
        Change::major(Kind::Removed, Aspect::Service, &service.feature, "is gone")
            .values(operations(service), None::<String>)
            .because(format!(
                "The feature `{}` and the module `{}::{}` no longer exist.",
                service.feature, provider.name, service.module
            )),
    );
}

fn added(provider: &Provider, service: &Service, log: &mut Log) {
    log.service(&service.name);
    log.add(
        Change::minor(Kind::Added, Aspect::Service, &service.feature, "is new")
            .values(None::<String>, operations(service))
            .because(format!(
                "{} can be called: the feature `{}` brings the module `{}::{}`.",
                service.title, service.feature, provider.name, service.module
            )),
    );
}

fn operations(service: &Service) -> String {
    match service.operations.len() {
        1 => "1 operation".to_owned(),
        count => format!("{count} operations"),
    }
}

fn service(old: &Service, new: &Service, log: &mut Log) {
    let item = &new.feature;
    log.docs(item, &format!("{}\n{}", old.title, old.doc), &format!("{}\n{}", new.title, new.doc));
    if old.version != new.version {
        log.add(
            Change::minor(Kind::Changed, Aspect::Version, item, "is called in another version of its API")
                .values(old.version.as_str(), new.version.as_str())
                .because("Every call names the version, and the service may answer otherwise; no signature changes."),
        );
    }
    endpoints::compare(item, &old.endpoints, &new.endpoints, log);
    codes::of_service(old, new, log);
    types::compare(old, new, log);
    // Their types are named after them, so this is their name in Rust.
    let found = pairs(&old.operations, &new.operations, |operation| &operation.request.name);
    found.removed.into_iter().for_each(|gone| operation::removed(gone, log));
    found.added.into_iter().for_each(|fresh| operation::added(fresh, log));
    for (before, after) in found.kept {
        operation::compare(before, after, log);
    }
}

/// What the vendor's rules say of codes that no operation lists.
fn rules(old: &Provider, new: &Provider, log: &mut Log) {
    const REASON: &str =
        "`Error::class` and its predicates answer otherwise for these codes, and retries go by them.";
    let keyed = |rules: &[ErrorRule]| -> Vec<(String, ErrorRule)> {
        rules.iter().map(|rule| (subject(rule), rule.clone())).collect()
    };
    let (before, after) = (keyed(&old.rules), keyed(&new.rules));
    let found = pairs(&before, &after, |(subject, _)| subject);
    for (subject, rule) in found.removed {
        log.add(
            Change::minor(Kind::Removed, Aspect::ErrorRule, &new.name, &format!("has no rule for {subject}"))
                .values(rule.class.word(), None::<String>)
                .because(REASON),
        );
    }
    for (subject, rule) in found.added {
        log.add(
            Change::minor(Kind::Added, Aspect::ErrorRule, &new.name, &format!("has a rule for {subject}"))
                .values(None::<String>, rule.class.word())
                .because(REASON),
        );
    }
    for ((subject, before), (_, after)) in found.kept {
        if before.class != after.class {
            log.add(
                Change::minor(
                    Kind::Changed,
                    Aspect::ErrorRule,
                    &new.name,
                    &format!("takes {subject} otherwise"),
                )
                .values(before.class.word(), after.class.word())
                .because(REASON),
            );
        }
        if before.http != after.http {
            let summary = format!("has another HTTP status for {subject}");
            log.add(
                Change::patch(Kind::Changed, Aspect::ErrorStatus, &new.name, &summary)
                    .values(before.http.map(|http| http.to_string()), after.http.map(|http| http.to_string()))
                    .because("The class decides; the status is for reading and for the mock cloud."),
            );
        }
    }
    if found.reordered {
        log.add(
            Change::minor(Kind::Changed, Aspect::ErrorRule, &new.name, "asks its rules in another order")
                .because("The first rule that matches a code says what it means."),
        );
    }
}

fn subject(rule: &ErrorRule) -> String {
    let codes = match &rule.matches {
        ErrorMatch::Code(code) => format!("the code `{code}`"),
        ErrorMatch::Prefix(prefix) => format!("codes that start with `{prefix}`"),
    };
    match &rule.message {
        Some(part) => format!("{codes} and say `{part}`"),
        None => codes,
    }
}
