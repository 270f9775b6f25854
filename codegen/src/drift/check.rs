//! A page held against its spec: the whole way from facts to a verdict.

use super::accept::{Verdict, judge};
use super::compare::compare;
use super::contract::Contract;
use super::find::Owner;
use super::lines::Lines;
use crate::page::Facts;

/// A page and its spec, and what came of comparing them.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What the spec promises.
    pub spec: Contract,
    /// What the page promises.
    pub page: Contract,
    /// How they differ, and what of it the spec accepts.
    pub verdict: Verdict,
}

impl Check {
    /// Holds the page that people call `name` against the spec of its operation.
    pub fn of(facts: &Facts, name: &str, owner: &Owner<'_>, lines: &Lines) -> Self {
        let spec = Contract::from_spec(owner, facts.vendor, lines);
        let page = Contract::from_page(facts, name);
        let verdict = judge(compare(&spec, &page), owner, lines);
        Self { spec, page, verdict }
    }
}
