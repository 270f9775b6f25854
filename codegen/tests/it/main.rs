//! The integration tests of the generator, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as tests themselves do"
)]

mod bad;
mod golden;
mod model;
mod mutated;
mod names;
mod pages_forms;
mod pages_hostile;
mod pages_properties;
mod schema;
mod score;
mod specs;
