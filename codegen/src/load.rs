//! Loads specs: parses and lowers them, and collects all diagnostics.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Report, Sources, Span};
use crate::model::{self, Model};
use crate::spec::{self, Files};
use crate::unfinished;

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
            diagnostics.push(Diagnostic::new(Code::Unreadable, Span::file(file), message));
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
