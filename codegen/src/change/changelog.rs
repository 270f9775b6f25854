//! The changes as lines for a changelog, in the format of Keep a Changelog.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Change, Comparison, Kind, Verdict};

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
    let values = match values(change) {
        Some(values) => format!(" ({values})"),
        None => String::new(),
    };
    format!("- {mark}`{}`: `{}` {}{values}. {}", feature(change), change.item, change.summary, change.reason)
}

/// Both sides where they help: of what is new or gone, the sentence says enough.
fn values(change: &Change) -> Option<String> {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => Some(format!("{} instead of {}", code(new), code(old))),
        (Some(one), None) | (None, Some(one)) if one.contains('`') => Some(one.clone()),
        (Some(one), None) | (None, Some(one)) if change.aspect != "service" => Some(code(one)),
        _ => None,
    }
}

/// A value as code, unless it says itself what of it is.
fn code(text: &str) -> String {
    if text.contains('`') { text.to_owned() } else { format!("`{text}`") }
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
    matches!(change.aspect, "docs" | "page" | "order" if change.verdict == Verdict::Patch)
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
