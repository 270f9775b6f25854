//! Generates the typed operations of `clouddb` from the YAML specs.
//!
//! ```text
//!  specs/**/*.yaml ──spec──▶ syntax trees ──model──▶ Model ──emit──▶ Rust text ──output──▶ sdk/src/generated
//!                                │ errors                │ errors
//!                                └──────▶ diagnostics ◀──┘
//! ```
//!
//! - [`spec`] parses the tree of specs: YAML to syntax trees with source locations.
//! - [`model`] resolves them: every name, order and string is decided, and every error reported.
//! - [`diagnostics`] collects the errors of all stages and renders them.
//! - [`emit`] writes a model as Rust code, without decisions of its own.
//! - [`output`] writes files, all or none.
//! - [`page`] reads the vendors' documentation pages: form, layout and language to the facts on them.
//! - [`drift`] compares a page with its spec, [`draft`] writes a spec from a page, [`revise`] updates a spec to its
//!   page.
//! - [`api_diff`] compares the APIs of two models, with semver verdicts.
//! - [`export`] writes a model as JSON and OpenAPI.
//! - [`schema`] describes the grammar of specs for editors.
//!
//! [`load()`] runs the first half: it returns the model, or a report of all errors. [`check_files`] also returns what is
//! unfinished.

#![warn(missing_docs)]
// No spec can cause a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod api_diff;
pub mod diagnostics;
pub mod draft;
pub mod drift;
pub mod emit;
pub mod export;
mod load;
pub mod model;
pub mod output;
pub mod page;
mod path;
pub mod revise;
pub mod schema;
pub mod spec;
mod unfinished;

pub use load::{Checked, check, check_files, load, load_files};
