//! The changes as data.

use serde_json::{Value, json};

use super::{Change, Comparison, Kind, Release};

/// An object with the verdict (`none` when nothing changed), the versions where they are known, and every change.
pub fn to_json(comparison: &Comparison, release: Option<&Release>) -> Value {
    let version = |pick: fn(&Release) -> String| release.map(pick);
    json!({
        "verdict": comparison.verdict().map_or("none", |verdict| verdict.name()),
        "base": version(|release| release.base.to_string()),
        "current": version(|release| release.current.to_string()),
        "next": version(|release| release.next.to_string()),
        "changes": comparison.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(of: &Change) -> Value {
    json!({
        "verdict": of.verdict.name(),
        "kind": kind(of.kind),
        "aspect": of.aspect.word(),
        "provider": of.provider,
        "service": of.service,
        "operation": of.operation,
        "item": of.item,
        "wire": of.wire,
        "summary": of.summary,
        "old": of.old,
        "new": of.new,
        "reason": of.reason,
    })
}

fn kind(of: Kind) -> &'static str {
    match of {
        Kind::Added => "added",
        Kind::Changed => "changed",
        Kind::Deprecated => "deprecated",
        Kind::Removed => "removed",
        Kind::Fixed => "fixed",
    }
}
