//! The integration tests of the generator, one binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as tests themselves do"
)]

mod api_diff;
mod bad;
mod draft;
mod drift;
mod explain;
mod export;
mod golden;
mod made;
mod model;
mod mutated;
mod names;
mod pages;
mod pages_alibaba;
mod pages_alibaba_lost;
mod pages_forms;
mod pages_hostile;
mod pages_huawei;
mod pages_huawei_rows;
mod pages_properties;
mod pages_rendered;
mod pages_tencent;
mod pages_tencent_lost;
mod revise;
mod schema;
mod score;
mod specs;
mod watchdog;
