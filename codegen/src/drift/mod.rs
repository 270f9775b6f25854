//! What differs between an operation's page and its spec, or between two pages of one operation.
//!
//! ```text
//!  Facts of a page ──from_page──▶ Contract ─┐
//!                                           ├─ compare ──▶ Differences ──judge──▶ Verdict
//!  Model + Lines ────from_spec──▶ Contract ─┘                  (what the spec accepts)
//! ```
//!
//! A [`Check`] goes all the way for a page and its spec; two pages are [compared](fn@compare) alone.
//!
//! Both sides become a [`Contract`], so there is one comparison for both uses. The old side is the spec
//! or the older page, the new side is always a page.
//!
//! A page that does not say something never counts as a page that says otherwise: saved copies lose
//! cells, and whole layouts leave things to other pages. Such differences have the class
//! [`Unknown`](Class::Unknown).

mod accept;
mod check;
mod compare;
mod contract;
mod difference;
mod fields;
mod find;
mod from_page;
mod from_spec;
mod host;
mod json;
mod kind;
mod lines;
mod matching;

pub use accept::{Stale, Verdict};
pub use check::Check;
pub use compare::compare;
pub use contract::{Code, Contract, Item, Origin, Place, Role, Said, Sections};
pub use difference::{Aspect, Class, Difference, Of};
pub(crate) use find::is_named;
pub use find::{NoSpec, Owner, find, owners};
pub use json::{summary, to_json};
pub use kind::{Kind, Meaning};
pub use lines::Lines;
