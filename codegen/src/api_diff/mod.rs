//! An API diff: compares the generated APIs of two states of the specs, with semver verdicts.
//!
//! ```text
//!  Model (old) ─┐
//!               ├─compare─▶ ApiDiff: changes, each with a verdict and a reason ──▶ changelog, JSON
//!  Model (new) ─┘
//! ```
//!
//! The comparison is about the generated API, not the YAML. Items are paired by their Rust names, because callers
//! write these: a field that keeps its Rust name and gets another wire name is fixed; a field that gets another
//! Rust name is removed and added. Field types are the Rust types that [`emit`](crate::emit) writes.
//!
//! | verdict | when |
//! |---|---|
//! | major | code no longer compiles, the crate refuses values that it accepted, or a name means another value |
//! | minor | the API grows, or unchanged programs behave differently: retries, waits, hosts, error classes |
//! | patch | documentation changes, or requests and responses are fixed to agree with the service |
//!
//! A narrower check is a breaking change: calls that succeeded fail in the crate, before anything is sent. Both
//! states are read with the current generator, so changes to the generator and the runtime are not part of the diff.

mod aspect;
mod builder;
mod changelog;
mod endpoints;
mod error_codes;
mod fields;
mod json;
mod operation;
mod paging;
mod pairs;
mod rules;
mod services;
mod structs;
mod types;
mod version;

use std::fmt;

pub use aspect::Aspect;
pub use changelog::changelog;
pub use json::to_json;
pub use version::{Release, Version};

use crate::model::Model;

/// The semver impact of a change, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Documentation or a fix; no code has to change.
    Patch,
    /// An addition, or a change of behaviour at run time.
    Minor,
    /// A breaking change.
    Major,
}

impl Verdict {
    /// `major`, `minor`, `patch`
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The kind of a change: a section of the changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The item was added.
    Added,
    /// The item was changed.
    Changed,
    /// The item was deprecated.
    Deprecated,
    /// The item was removed.
    Removed,
    /// The item was wrong on the wire and was fixed.
    Fixed,
}

impl ChangeKind {
    /// All kinds, in the order of a changelog's sections.
    pub const ALL: [Self; 5] = [Self::Added, Self::Changed, Self::Deprecated, Self::Removed, Self::Fixed];

    /// The heading of the changelog section.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Fixed => "Fixed",
        }
    }
}

/// One change of the API and its semver impact.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The semver impact.
    pub verdict: Verdict,
    /// The section of the changelog.
    pub kind: ChangeKind,
    /// The property of the item that changed.
    pub aspect: Aspect,
    /// The provider: `tencent`.
    pub provider: String,
    /// The service: `mongodb`. None for a change of the provider itself.
    pub service: Option<String>,
    /// The operation: `DescribeBackups`. None for a change of the service itself, such as a shared type.
    pub operation: Option<String>,
    /// The changed item as callers write it: `DescribeBackupsRequest::start_time`.
    pub item: String,
    /// The name on the wire, if the item has one: `StartTime`.
    pub wire: Option<String>,
    /// The predicate of a sentence about the item: `is now required`.
    pub summary: String,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
    /// The reason for the verdict, in one sentence.
    pub reason: String,
}

/// All changes between two states of the API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiDiff {
    /// The changes, sorted by provider, service and operation.
    pub changes: Vec<Change>,
}

impl ApiDiff {
    /// The highest verdict; none without changes.
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).max()
    }

    /// The number of changes with this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.changes.iter().filter(|change| change.verdict == verdict).count()
    }
}

/// Compares the APIs of two models.
pub fn compare(old: &Model, new: &Model) -> ApiDiff {
    let mut diff = builder::DiffBuilder::default();
    services::compare_providers(&old.providers, &new.providers, &mut diff);
    ApiDiff { changes: diff.finish() }
}
