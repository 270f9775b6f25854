//! An edit of the base, and what it means, forth and back.

use clouddb_codegen::change::{Kind, Verdict};

/// What a caller feels: the change that must be among those found, whose verdict is the greatest.
#[derive(Clone, Copy)]
pub(super) struct Felt {
    pub(super) verdict: Verdict,
    pub(super) kind: Kind,
    pub(super) aspect: &'static str,
    pub(super) item: &'static str,
}

/// One edit of one file.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub(super) path: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// Generated from the base, and not after the edit; empty: nothing is lost.
    pub(super) was: &'static str,
    /// Generated after the edit, and not before.
    pub(super) is: &'static str,
    pub(super) forth: Felt,
    pub(super) back: Felt,
}

pub(super) const fn felt(verdict: Verdict, kind: Kind, aspect: &'static str, item: &'static str) -> Felt {
    Felt { verdict, kind, aspect, item }
}
