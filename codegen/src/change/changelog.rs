//! The changes as lines for a changelog, in the format of Keep a Changelog.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Aspect, Change, Comparison, Kind, Verdict};

/// The sections that have lines, each with its heading; what breaks callers stands first. Empty when
/// there is nothing to tell.
pub fn changelog(comparison: &Comparison) -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let of_kind = || comparison.changes.iter().filter(|change| change.kind == kind);
        let told = || of_kind().filter(|change| !is_documentation(change));
        let breaking = told().filter(|change| change.verdict == Verdict::Major);
        let others = told().filter(|change| change.verdict != Verdict::Major);
        let lines: Vec<String> = breaking.chain(others).map(line).chain(documented(of_kind())).collect();
        if lines.is_empty() {
            continue;
        }
        let gap = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{gap}### {}\n\n{}", kind.heading(), lines.join("\n"));
    }
    text
}

fn line(change: &Change) -> String {
    let mark = if change.verdict == Verdict::Major { "**Breaking** " } else { "" };
    let values = values(change).map(|values| format!(" ({values})")).unwrap_or_default();
    let line = format!("- {mark}`{}`: `{}` {}{values}.", feature(change), change.item, change.summary);
    if speaks_for_itself(change) { line } else { format!("{line} {}", change.reason) }
}

/// Whoever reads that there is one more needs no reason.
fn speaks_for_itself(change: &Change) -> bool {
    change.verdict == Verdict::Minor
        && change.kind == Kind::Added
        && matches!(
            change.aspect,
            Aspect::Operation | Aspect::Type | Aspect::Field | Aspect::Value | Aspect::Code
        )
}

/// Both sides, where the sentence does not say them already.
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
    let shown = |text: &String| match change.aspect {
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
    match (change.old.as_ref().map(shown), change.new.as_ref().map(shown)) {
        (Some(old), Some(new)) => Some(format!("{new} instead of {old}")),
        (None, Some(new)) => Some(new),
        (Some(old), None) if change.kind == Kind::Removed => Some(old),
        (Some(old), None) => Some(format!("was {old}")),
        (None, None) => None,
    }
}

/// The feature that brings it.
fn feature(change: &Change) -> String {
    match &change.service {
        Some(service) => format!("{}-{service}", change.provider),
        None => change.provider.clone(),
    }
}

/// Changes that only a reader of the documentation sees: one line a service.
fn is_documentation(change: &Change) -> bool {
    matches!(change.aspect, Aspect::Docs | Aspect::Page | Aspect::Order if change.verdict == Verdict::Patch)
}

fn documented<'c>(changes: impl Iterator<Item = &'c Change>) -> Vec<String> {
    let mut items: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for change in changes.filter(|change| is_documentation(change)) {
        let of = items.entry(feature(change)).or_default();
        let item = change.operation.as_deref().unwrap_or(&change.item);
        if !of.contains(&item) {
            of.push(item);
        }
    }
    let line = |(feature, items): (String, Vec<&str>)| {
        let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
        format!("- `{feature}`: documentation of {}.", items.join(", "))
    };
    items.into_iter().map(line).collect()
}
