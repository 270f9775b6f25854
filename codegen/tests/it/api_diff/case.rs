//! An edit of the base specs, with the expected change in both directions.

use clouddb_codegen::api_diff::{ChangeKind, Verdict};

/// A change that must be reported, and whose verdict is the highest.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    pub(super) verdict: Verdict,
    pub(super) kind: ChangeKind,
    pub(super) aspect: &'static str,
    pub(super) item: &'static str,
}

/// One edit of one file.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub(super) path: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// Code that is generated only before the edit; empty if there is none.
    pub(super) old_text: &'static str,
    /// Code that is generated only after the edit; empty if there is none.
    pub(super) new_text: &'static str,
    pub(super) forward: Expected,
    pub(super) backward: Expected,
}

pub(super) const fn expected(
    verdict: Verdict,
    kind: ChangeKind,
    aspect: &'static str,
    item: &'static str,
) -> Expected {
    Expected { verdict, kind, aspect, item }
}
