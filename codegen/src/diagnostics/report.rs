//! The report of all diagnostics of a run.

use super::{Code, Diagnostic, Diagnostics, Sources, render};

/// All diagnostics of a run, sorted by file, line and column.
///
/// `Display` renders it without colour.
#[derive(Clone, Debug)]
pub struct Report {
    sources: Sources,
    found: Vec<Diagnostic>,
    severity: Severity,
}

/// The severity of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The command fails.
    Error,
    /// The command continues.
    Warning,
}

/// One diagnostic as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'a> {
    /// The stable code.
    pub code: Code,
    /// The display path of the file: relative to the current folder where possible, with `/`.
    pub path: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The message.
    pub message: &'a str,
    /// The help texts.
    pub helps: &'a [String],
}

impl Report {
    pub(crate) fn new(sources: Sources, diagnostics: Diagnostics) -> Self {
        let mut found = diagnostics.found;
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

    /// Sets the severity.
    pub fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The number of diagnostics.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Iterates over the diagnostics as data.
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

    /// Renders the report in the style of rustc; `color` adds escape codes.
    pub fn render(&self, color: bool) -> String {
        render::render(&self.sources, &self.found, self.severity, color)
    }

    /// Keeps the diagnostics of files whose display path `keep` accepts.
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
