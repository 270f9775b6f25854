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
//! - [`change`] compares two models and says what a caller of the SDK feels of it.
//! - [`unfinished`](fn@unfinished) lists what drafts leave to a person.
//! - [`export`] writes a model down for other programs.
//! - [`schema`] describes the language to editors.
//!
//! [`load`] is the way through the first half: all specs without a fault, or a report of every fault.

#![warn(missing_docs)]
// Nothing that a spec says may panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod change;
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

pub use unfinished::unfinished;

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
    let mut sources = Sources::default();
    let mut faults = Faults::default();
    let tree = spec::read(files, &mut sources, &mut faults);
    let model = model::lower(&tree, &mut faults);
    if faults.is_empty() { Ok(model) } else { Err(Report::new(sources, faults)) }
}

/// Checks the tree of specs under `root`, but tells only the faults in `only`: files and folders,
/// relative to the current folder. An empty list means all.
///
/// # Errors
///
/// The report of the faults, and of paths that do not exist.
pub fn check(root: &Path, only: &[PathBuf]) -> Result<(), Report> {
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
    let Err(mut report) = load(root) else {
        return Ok(());
    };
    keep(&mut report, only);
    if report.is_empty() { Ok(()) } else { Err(report) }
}

/// As [`unfinished`](fn@unfinished), for the tree of specs under `root`, and only in `only` as [`check`] has it.
pub fn unfinished_in(root: &Path, only: &[PathBuf]) -> Report {
    let mut report = unfinished(&Files::read(root));
    keep(&mut report, only);
    report
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
