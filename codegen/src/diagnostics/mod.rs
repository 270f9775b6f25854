//! Diagnostics of specs: errors and warnings with a code, a source location and help.
//!
//! Every stage adds to [`Diagnostics`] and continues, so that one run reports everything. A [`Report`] is the sorted
//! result, rendered in the style of rustc.

mod codes;
mod examples;
mod render;
mod report;
mod source;
mod suggest;

use std::collections::BTreeSet;

pub use codes::{Code, UnknownCode};
pub use examples::Example;
pub use report::{Finding, Report, Severity};
pub use source::{FileId, Sources, Span, Spanned};
pub use suggest::{closest, join_list};

/// One error or warning.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    code: Code,
    message: String,
    primary: Label,
    secondary: Vec<Label>,
    helps: Vec<String>,
}

/// A source location with an optional text.
#[derive(Clone, Debug)]
struct Label {
    span: Span,
    text: Option<String>,
}

impl Diagnostic {
    /// Creates the diagnostic `code` at `span`; `message` is one clause without a full stop.
    pub fn new(code: Code, span: Span, message: impl AsRef<str>) -> Self {
        Self {
            code,
            message: escape_control_characters(message.as_ref()),
            primary: Label { span, text: None },
            secondary: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Sets the text beside the caret.
    pub fn label(mut self, text: impl AsRef<str>) -> Self {
        self.primary.text = Some(escape_control_characters(text.as_ref()));
        self
    }

    /// Adds a secondary location with its text.
    pub fn secondary(mut self, span: Span, text: impl AsRef<str>) -> Self {
        let text = Some(escape_control_characters(text.as_ref()));
        self.secondary.push(Label { span, text });
        self
    }

    /// Adds a help text.
    pub fn help(mut self, text: impl AsRef<str>) -> Self {
        self.helps.push(escape_control_characters(text.as_ref()));
        self
    }

    /// Suggests the closest of `candidates`, if one is similar enough to `name`.
    pub fn did_you_mean<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match closest(name, candidates) {
            Some(closest) => self.help(format!("did you mean `{closest}`?")),
            None => self,
        }
    }

    /// Like [`did_you_mean`](Self::did_you_mean), but lists all candidates if none is similar.
    pub fn did_you_mean_or_list<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let candidates: Vec<&str> = candidates.into_iter().collect();
        match closest(name, candidates.iter().copied()) {
            Some(closest) => self.help(format!("did you mean `{closest}`?")),
            None if candidates.is_empty() => self,
            None => self.help(format!("expected {}", join_list(candidates, "or"))),
        }
    }
}

/// The diagnostics found so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// Files that could not be read completely. Further errors there may only be consequences.
    suppressed: BTreeSet<FileId>,
}

impl Diagnostics {
    /// Adds a diagnostic, unless its file is [suppressed](Self::suppress).
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.suppressed.contains(&diagnostic.primary.span.file) {
            self.found.push(diagnostic);
        }
    }

    /// Ignores further diagnostics about a file. An error hides a part of the file, so later errors would be
    /// consequences of the first.
    pub fn suppress(&mut self, file: FileId) {
        self.suppressed.insert(file);
    }

    /// Adds diagnostics.
    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The number of diagnostics.
    pub fn len(&self) -> usize {
        self.found.len()
    }
}

/// Whether a character is a bidirectional control: rustc refuses it, and a terminal would reorder the text.
pub(crate) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes control characters, which a spec can contain and a terminal would interpret.
fn escape_control_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || is_bidi_control(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}
