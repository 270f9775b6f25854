//! What changes for a caller of the SDK when one state of the specs becomes another.
//!
//! ```text
//!  Model (old) ─┐
//!               ├─compare─▶ Comparison: changes, each with its verdict and the reason ──▶ changelog, JSON
//!  Model (new) ─┘
//! ```
//!
//! The measure is the generated API, not the YAML. Things are paired by their Rust names, because these are
//! what callers write: a field that is spelled otherwise on the wire and keeps its name is mended, one that
//! gets another name is removed and added. Types of fields are those that [`emit`](crate::emit) writes.
//!
//! | verdict | when |
//! |---|---|
//! | major | code that compiled no longer does, the crate refuses what it took before, or a name means another value |
//! | minor | the API grows; or programs that stay as they are behave otherwise: retries, waits, hosts, classes of errors |
//! | patch | documentation; what is sent and read now agrees better with the service |
//!
//! Narrowing a check is major: a program that ran gets an error from the crate itself, without a call, and
//! can do nothing about it but stay with the old version. Both states are read with today's generator, so
//! what the generator and the hand-written runtime change has to be judged by whoever changes them.

mod aspect;
mod changelog;
mod checks;
mod codes;
mod endpoints;
mod fields;
mod json;
mod log;
mod operation;
mod paging;
mod pairs;
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

/// What a change means to a caller, in the words of semantic versioning; the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing to notice, or something that is right now and was wrong before.
    Patch,
    /// More can be done than before, or something is done otherwise.
    Minor,
    /// Programs have to change.
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

/// What happened to a thing: the sections of a changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is otherwise.
    Changed,
    /// Callers are told to leave it.
    Deprecated,
    /// It is gone.
    Removed,
    /// It was wrong on the wire.
    Fixed,
}

impl Kind {
    /// All, in the order of a changelog's sections.
    pub const ALL: [Self; 5] = [Self::Added, Self::Changed, Self::Deprecated, Self::Removed, Self::Fixed];

    /// The heading of its section.
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

/// One difference, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it means to a caller.
    pub verdict: Verdict,
    /// What happened.
    pub kind: Kind,
    /// Which side of the item it happened to.
    pub aspect: Aspect,
    /// The vendor: `tencent`.
    pub provider: String,
    /// The service: `mongodb`. None: it is the vendor's own.
    pub service: Option<String>,
    /// The operation: `DescribeBackups`. None: it is the service's own, such as a shared type.
    pub operation: Option<String>,
    /// What changed, as callers write it: `DescribeBackupsRequest::start_time`.
    pub item: String,
    /// Its name on the wire, when it has one: `StartTime`.
    pub wire: Option<String>,
    /// What happened to the item, the rest of a sentence that starts with it: `is required now`.
    pub summary: String,
    /// How it was.
    pub old: Option<String>,
    /// How it is.
    pub new: Option<String>,
    /// Why the verdict is what it is, in one sentence.
    pub reason: String,
}

/// Everything that differs between two states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The changes, by provider, service and operation.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The greatest verdict; none when a caller cannot tell the states apart.
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).max()
    }

    /// How many changes have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.changes.iter().filter(|change| change.verdict == verdict).count()
    }
}

/// Compares two states of the specs.
pub fn compare(old: &Model, new: &Model) -> Comparison {
    let mut log = log::Log::default();
    services::providers(&old.providers, &new.providers, &mut log);
    Comparison { changes: log.finish() }
}
