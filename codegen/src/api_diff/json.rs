//! The API diff as JSON.

use serde_json::{Value, json};

use super::{ApiDiff, Change, ChangeKind, Release};

/// Returns an object with the verdict (`none` without changes), the versions if known, and every change.
pub fn to_json(diff: &ApiDiff, release: Option<&Release>) -> Value {
    let version = |select: fn(&Release) -> String| release.map(select);
    json!({
        "verdict": diff.verdict().map_or("none", |verdict| verdict.name()),
        "base": version(|release| release.base.to_string()),
        "current": version(|release| release.current.to_string()),
        "next": version(|release| release.next.to_string()),
        "changes": diff.changes.iter().map(change_to_json).collect::<Vec<_>>(),
    })
}

fn change_to_json(change: &Change) -> Value {
    json!({
        "verdict": change.verdict.name(),
        "kind": kind_name(change.kind),
        "aspect": change.aspect.name(),
        "provider": change.provider,
        "service": change.service,
        "operation": change.operation,
        "item": change.item,
        "wire": change.wire,
        "summary": change.summary,
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
    })
}

fn kind_name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Changed => "changed",
        ChangeKind::Deprecated => "deprecated",
        ChangeKind::Removed => "removed",
        ChangeKind::Fixed => "fixed",
    }
}
