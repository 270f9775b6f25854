//! The differences that a spec accepts.

use super::contract::Place;
use super::difference::{Class, Difference};
use super::find::Owner;
use super::lines::Lines;
use crate::diagnostics::closest;

/// The differences between a spec and a page, weighed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The differences, each with the reason for which the spec accepts it.
    pub differences: Vec<(Difference, Option<String>)>,
    /// What the spec accepts although it is not there.
    pub stale: Vec<Stale>,
}

/// An entry of `accept` that matches nothing on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// What it accepts.
    pub identity: String,
    /// Where it stands.
    pub at: Place,
    /// The identity of a difference that it may have meant.
    pub near: Option<String>,
}

impl Verdict {
    /// The verdict on two pages, where nobody accepts anything.
    pub fn plain(differences: Vec<Difference>) -> Self {
        Self {
            differences: differences.into_iter().map(|difference| (difference, None)).collect(),
            stale: Vec::new(),
        }
    }

    /// How many things must be looked at: differences that nobody accepts, and stale entries.
    pub fn drift(&self) -> usize {
        let open =
            |(difference, reason): &&(Difference, Option<String>)| difference.is_drift() && reason.is_none();
        self.differences.iter().filter(open).count() + self.stale.len()
    }

    /// How many differences the spec accepts.
    pub fn accepted(&self) -> usize {
        self.differences
            .iter()
            .filter(|(difference, reason)| difference.is_drift() && reason.is_some())
            .count()
    }
}

/// Weighs the differences between a spec and one of its pages by what the spec accepts.
///
/// An entry must be the [identity](Difference::identity) of a difference, letter by letter. One that
/// matches nothing is stale; where the page does not say what an entry is about, that cannot be told.
pub(super) fn judge(differences: Vec<Difference>, owner: &Owner<'_>, lines: &Lines) -> Verdict {
    let operation = owner.operation;
    let identities: Vec<String> = differences.iter().map(Difference::identity).collect();
    let stale = operation.accepted.iter().enumerate().filter_map(|(at, accepted)| {
        let wanted = accepted.difference.trim();
        if identities.iter().any(|identity| identity == wanted) || is_unknown(wanted, &differences) {
            return None;
        }
        let drift = differences.iter().filter(|difference| difference.is_drift());
        let candidates: Vec<String> = drift.map(Difference::identity).collect();
        // `param Late` may have meant one of its properties.
        let part = |identity: &&String| {
            identity.strip_prefix(wanted).is_some_and(|rest| rest.starts_with([' ', '.']))
        };
        let near = candidates.iter().find(part).map(String::as_str);
        Some(Stale {
            identity: wanted.to_owned(),
            at: lines.at(&operation.source, &["accept", &at.to_string()]),
            near: near.or_else(|| closest(wanted, candidates.iter().map(String::as_str))).map(str::to_owned),
        })
    });
    let stale = stale.collect();
    let reason = |identity: &str| {
        let accepted = operation.accepted.iter().find(|accepted| accepted.difference.trim() == identity)?;
        Some(accepted.reason.clone())
    };
    let weighed = differences.into_iter().zip(&identities).map(|(difference, identity)| {
        let reason = reason(identity).filter(|_| difference.is_drift());
        (difference, reason)
    });
    Verdict { differences: weighed.collect(), stale }
}

/// Whether the page is silent about what an entry is about: about all error codes, say.
fn is_unknown(wanted: &str, differences: &[Difference]) -> bool {
    differences.iter().filter(|difference| difference.class == Class::Unknown).any(|difference| {
        let identity = difference.identity();
        match identity.as_str() {
            "errors" => wanted.starts_with("error "),
            silent if difference.aspect.is_none() => {
                wanted.strip_prefix(silent).is_some_and(|rest| rest.starts_with([' ', '.']))
            }
            _ => false,
        }
    })
}
