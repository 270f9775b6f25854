//! Generates the typed operations of `clouddb` from the YAML specs.
//!
//! ```text
//!  specs/**/*.yaml ──spec──▶ syntax trees ──model──▶ Model ──emit──▶ Rust text ──output──▶ sdk/src/generated
//!                                │ faults                │ faults
//!                                └──────▶ diagnostics ◀──┘
//! ```
//!
//! - [`spec`] reads the tree of specs: YAML to syntax trees that know where each word stands.
//! - [`model`] says what they mean. Every name, order and string is settled there, and every fault found.
//! - [`diagnostics`] collects the faults of all stages and draws them.
//! - [`emit`] writes a model down as Rust, and takes no decisions.
//! - [`output`] puts files in place, all or none.
//! - [`page`] reads the vendors' documentation pages: form, layout and language to the facts on them.
//! - [`drift`] says where a page and its spec disagree, [`draft`] writes a spec from a page, [`revise`] brings one
//!   up to its page.
//! - [`api_diff`] compares the APIs of two models, with semver verdicts.
//! - [`export`] writes a model down for other programs.
//! - [`schema`] describes the language to editors.
//!
//! [`load`] is the way through the first half: all specs without a fault, or a report of every fault. [`check_files`]
//! says as well what drafts leave to a person.

#![warn(missing_docs)]
// Nothing that a spec says may panic.
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

use diagnostics::{Diagnostic, Faults, Report, Sources, Span};
use model::Model;
use spec::Files;

/// Reads and checks the tree of specs under `root`.
///
/// # Errors
///
/// The report of every fault of every file.
pub fn load(root: &Path) -> Result<Model, Report> {
    load_files(&Files::read(root))
}

/// As [`load`], from files that were read already.
///
/// # Errors
///
/// The report of every fault of every file.
pub fn load_files(files: &Files) -> Result<Model, Report> {
    check_files(files).model
}

/// What came out of specs.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What they mean, or every fault of every file.
    pub model: Result<Model, Report>,
    /// What a person still has to write before callers may see them: drafts say `TODO` there, and enums have names
    /// that nobody chose.
    pub unfinished: Report,
}

/// Reads and checks specs.
pub fn check_files(files: &Files) -> Checked {
    let mut sources = Sources::default();
    let mut faults = Faults::default();
    let tree = spec::read(files, &mut sources, &mut faults);
    let unfinished = Report::new(sources.clone(), unfinished::find(&tree, &sources));
    let model = model::lower(&tree, &mut faults);
    let model = if faults.is_empty() { Ok(model) } else { Err(Report::new(sources, faults)) };
    Checked { model, unfinished }
}

/// Checks the tree of specs under `root`, but tells only what is in `only`: files and folders, relative to the
/// current folder. An empty list means all.
///
/// # Errors
///
/// The report of the faults, and of paths that do not exist.
pub fn check(root: &Path, only: &[PathBuf]) -> Result<Checked, Report> {
    let absent: Vec<&PathBuf> = only.iter().filter(|path| !path.exists()).collect();
    if !absent.is_empty() {
        let mut sources = Sources::default();
        let mut faults = Faults::default();
        for path in absent {
            let file = sources.add(spec::shown(path), None);
            let message = "there is no such file or folder";
            faults.push(Diagnostic::new(diagnostics::Code::Unreadable, Span::file(file), message));
        }
        return Err(Report::new(sources, faults));
    }
    let mut checked = check_files(&Files::read(root));
    keep(&mut checked.unfinished, only);
    if let Err(all) = &checked.model {
        let mut report = all.clone();
        keep(&mut report, only);
        if !report.is_empty() {
            return Err(report);
        }
    }
    Ok(checked)
}

/// Keeps the faults in the files and folders that were asked for; all of them when none were.
fn keep(report: &mut Report, only: &[PathBuf]) {
    if only.is_empty() {
        return;
    }
    let only: Vec<PathBuf> = only.iter().map(|path| spec::normal(path)).collect();
    report.retain(|path| {
        let path = spec::normal(Path::new(path));
        only.iter().any(|wanted| path.starts_with(wanted))
    });
}
