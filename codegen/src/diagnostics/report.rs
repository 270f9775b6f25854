//! What a run leaves behind when something is wrong.

use super::{Code, Diagnostic, Faults, Sources, render};

/// All faults of a run, sorted by file, line and column.
///
/// `Display` draws it without colour.
#[derive(Clone, Debug)]
pub struct Report {
    sources: Sources,
    found: Vec<Diagnostic>,
    severity: Severity,
}

/// Whether a report stops what was to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not.
    Warning,
}

/// One fault, for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'a> {
    /// The stable code.
    pub code: Code,
    /// The file, as it is shown: relative to the current folder where that is possible, with `/`.
    pub path: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub helps: &'a [String],
}

impl Report {
    pub(crate) fn new(sources: Sources, faults: Faults) -> Self {
        let mut found = faults.found;
        found.sort_by_cached_key(|diagnostic| {
            let span = diagnostic.primary.span;
            (
                sources.path(span.file).to_owned(),
                sources.position(span),
                diagnostic.code,
                diagnostic.message.clone(),
            )
        });
        Self { sources, found, severity: Severity::Error }
    }

    /// The same faults, shown as `severity` says.
    pub fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// How many faults there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Each fault, for programs.
    pub fn iter(&self) -> impl Iterator<Item = Finding<'_>> {
        self.found.iter().map(|diagnostic| {
            let span = diagnostic.primary.span;
            let (line, column) = self.sources.position(span);
            Finding {
                code: diagnostic.code,
                path: self.sources.path(span.file),
                line,
                column,
                message: &diagnostic.message,
                helps: &diagnostic.helps,
            }
        })
    }

    /// The report as rustc would draw it; with escape codes for colour only when asked.
    pub fn render(&self, color: bool) -> String {
        render::draw(&self.sources, &self.found, self.severity, color)
    }

    /// Keeps the faults in the files that `keep` admits.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        let sources = &self.sources;
        self.found.retain(|diagnostic| keep(sources.path(diagnostic.primary.span.file)));
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}
