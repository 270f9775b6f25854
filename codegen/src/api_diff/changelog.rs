//! The API diff as a changelog, in the format of Keep a Changelog.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{ApiDiff, Aspect, Change, ChangeKind, Verdict};

/// Renders the sections that have lines, breaking changes first in each. Empty without changes.
pub fn changelog(diff: &ApiDiff) -> String {
    let mut text = String::new();
    for kind in ChangeKind::ALL {
        let of_kind = || diff.changes.iter().filter(|change| change.kind == kind);
        let api_changes = || of_kind().filter(|change| !is_documentation_only(change));
        let breaking = api_changes().filter(|change| change.verdict == Verdict::Major);
        let others = api_changes().filter(|change| change.verdict != Verdict::Major);
        let lines: Vec<String> =
            breaking.chain(others).map(line).chain(documentation_lines(of_kind())).collect();
        if lines.is_empty() {
            continue;
        }
        let separator = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{separator}### {}\n\n{}", kind.heading(), lines.join("\n"));
    }
    text
}

fn line(change: &Change) -> String {
    let mark = if change.verdict == Verdict::Major { "**Breaking** " } else { "" };
    let values = values(change).map(|values| format!(" ({values})")).unwrap_or_default();
    let line = format!("- {mark}`{}`: `{}` {}{values}.", feature(change), change.item, change.summary);
    if is_plain_addition(change) { line } else { format!("{line} {}", change.reason) }
}

/// Whether the change only adds an item, so that a reader needs no reason for its verdict.
fn is_plain_addition(change: &Change) -> bool {
    change.verdict == Verdict::Minor
        && change.kind == ChangeKind::Added
        && matches!(
            change.aspect,
            Aspect::Operation | Aspect::Type | Aspect::Field | Aspect::Value | Aspect::Code
        )
}

/// The old and the new value, unless the summary already contains them.
fn values(change: &Change) -> Option<String> {
    if matches!(
        change.aspect,
        Aspect::Service
            | Aspect::Operation
            | Aspect::Required
            | Aspect::Hidden
            | Aspect::Access
            | Aspect::AnyOf
            | Aspect::NotWith
    ) {
        return None;
    }
    let quote = |text: &String| match change.aspect {
        Aspect::Provider
        | Aspect::Type
        | Aspect::Base
        | Aspect::Deprecated
        | Aspect::Json
        | Aspect::Wrapped
        | Aspect::Paging
        | Aspect::Waiter => text.clone(),
        _ => format!("`{text}`"),
    };
    match (change.old.as_ref().map(quote), change.new.as_ref().map(quote)) {
        (Some(old), Some(new)) => Some(format!("{new} instead of {old}")),
        (None, Some(new)) => Some(new),
        (Some(old), None) if change.kind == ChangeKind::Removed => Some(old),
        (Some(old), None) => Some(format!("was {old}")),
        (None, None) => None,
    }
}

/// The cargo feature that enables the item.
fn feature(change: &Change) -> String {
    match &change.service {
        Some(service) => format!("{}-{service}", change.provider),
        None => change.provider.clone(),
    }
}

/// Whether only documentation changes; a service gets one line for all such changes.
fn is_documentation_only(change: &Change) -> bool {
    matches!(change.aspect, Aspect::Docs | Aspect::Page | Aspect::Order if change.verdict == Verdict::Patch)
}

fn documentation_lines<'c>(changes: impl Iterator<Item = &'c Change>) -> Vec<String> {
    let mut items: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for change in changes.filter(|change| is_documentation_only(change)) {
        let entry = items.entry(feature(change)).or_default();
        let item = change.operation.as_deref().unwrap_or(&change.item);
        if !entry.contains(&item) {
            entry.push(item);
        }
    }
    let line = |(feature, items): (String, Vec<&str>)| {
        let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
        format!("- `{feature}`: documentation of {}.", items.join(", "))
    };
    items.into_iter().map(line).collect()
}
