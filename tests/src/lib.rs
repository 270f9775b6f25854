//! Nothing: the tests are in `it/`, one binary that links once.

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
