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
//! [`load`] runs the first half: it returns the model, or a report of all errors. [`check_files`] also returns what is
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
pub mod model;
pub mod output;
pub mod page;
mod path;
pub mod revise;
pub mod schema;
pub mod spec;
mod unfinished;

use std::path::{Path, PathBuf};

use diagnostics::{Diagnostic, Diagnostics, Report, Sources, Span};
use model::Model;
use spec::Files;

/// Reads and checks the tree of specs under `root`.
///
/// # Errors
///
/// The report of every error of every file.
pub fn load(root: &Path) -> Result<Model, Report> {
    load_files(&Files::read(root))
}

/// Like [`load`], from files in memory.
///
/// # Errors
///
/// The report of every error of every file.
pub fn load_files(files: &Files) -> Result<Model, Report> {
    check_files(files).model
}

/// The result of checking specs.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The model, or a report of every error of every file.
    pub model: Result<Model, Report>,
    /// The unfinished parts: `TODO` marks of drafts, and enum values without a real name.
    pub unfinished: Report,
}

/// Reads and checks specs.
pub fn check_files(files: &Files) -> Checked {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let tree = spec::read(files, &mut sources, &mut diagnostics);
    let unfinished = Report::new(sources.clone(), unfinished::find(&tree, &sources));
    let model = model::lower(&tree, &mut diagnostics);
    let model = if diagnostics.is_empty() { Ok(model) } else { Err(Report::new(sources, diagnostics)) };
    Checked { model, unfinished }
}

/// Checks the tree of specs under `root` and reports only the files and folders in `only`, which are relative to the
/// current folder. An empty list means all.
///
/// # Errors
///
/// The report of the errors, and of paths that do not exist.
pub fn check(root: &Path, only: &[PathBuf]) -> Result<Checked, Report> {
    let absent: Vec<&PathBuf> = only.iter().filter(|path| !path.exists()).collect();
    if !absent.is_empty() {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        for path in absent {
            let file = sources.add(spec::display_path(path), None);
            let message = "there is no such file or folder";
            diagnostics.push(Diagnostic::new(diagnostics::Code::Unreadable, Span::file(file), message));
        }
        return Err(Report::new(sources, diagnostics));
    }
    let mut checked = check_files(&Files::read(root));
    retain_paths(&mut checked.unfinished, only);
    if let Err(all) = &checked.model {
        let mut report = all.clone();
        retain_paths(&mut report, only);
        if !report.is_empty() {
            return Err(report);
        }
    }
    Ok(checked)
}

/// Keeps the diagnostics of the files and folders in `only`; all of them if it is empty.
fn retain_paths(report: &mut Report, only: &[PathBuf]) {
    if only.is_empty() {
        return;
    }
    let only: Vec<PathBuf> = only.iter().map(|path| spec::normalize(path)).collect();
    report.retain(|path| {
        let path = spec::normalize(Path::new(path));
        only.iter().any(|wanted| path.starts_with(wanted))
    });
}
