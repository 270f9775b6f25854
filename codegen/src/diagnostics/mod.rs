//! Faults of specs, as a person wants to read them.
//!
//! Every stage pushes what it finds into [`Faults`] and goes on, so that one run tells everything.
//! A [`Report`] is what remains at the end: sorted, and able to draw itself the way rustc does.

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
pub use suggest::{closest, listed};

/// One fault.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    code: Code,
    message: String,
    primary: Label,
    secondary: Vec<Label>,
    helps: Vec<String>,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug)]
struct Label {
    span: Span,
    text: Option<String>,
}

impl Diagnostic {
    /// The fault `code` at `span`; `message` is one clause without a full stop.
    pub fn new(code: Code, span: Span, message: impl AsRef<str>) -> Self {
        Self {
            code,
            message: printable(message.as_ref()),
            primary: Label { span, text: None },
            secondary: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Says something beside the caret.
    pub fn label(mut self, text: impl AsRef<str>) -> Self {
        self.primary.text = Some(printable(text.as_ref()));
        self
    }

    /// Shows another place that has to do with it.
    pub fn beside(mut self, span: Span, text: impl AsRef<str>) -> Self {
        let text = Some(printable(text.as_ref()));
        self.secondary.push(Label { span, text });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl AsRef<str>) -> Self {
        self.helps.push(printable(text.as_ref()));
        self
    }

    /// Offers the nearest of `candidates`, when one is near enough to `name`.
    pub fn did_you_mean<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match closest(name, candidates) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// As [`did_you_mean`](Self::did_you_mean), and a list of all candidates when none is near.
    pub fn did_you_mean_or_list<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let candidates: Vec<&str> = candidates.into_iter().collect();
        match closest(name, candidates.iter().copied()) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None if candidates.is_empty() => self,
            None => self.help(format!("there is {}", listed(candidates, "and"))),
        }
    }
}

/// The faults found so far.
#[derive(Debug, Default)]
pub struct Faults {
    found: Vec<Diagnostic>,
    /// Files of which a part could not be read: what is missing there may only seem to be missing.
    withheld: BTreeSet<FileId>,
}

impl Faults {
    /// Takes a fault in, unless its file is [withheld](Self::withhold).
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.withheld.contains(&diagnostic.primary.span.file) {
            self.found.push(diagnostic);
        }
    }

    /// Leaves out what is pushed from now on about a file. A fault that was found in it hides a part of it, so
    /// later ones would be about what that part may well say.
    pub fn withhold(&mut self, file: FileId) {
        self.withheld.insert(file);
    }

    /// Takes faults in.
    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are so far.
    pub fn len(&self) -> usize {
        self.found.len()
    }
}

/// Characters that turn the direction of text: rustc refuses them, and a terminal would show another order.
pub(crate) fn turns_text(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Spec text may hold characters that would play tricks on a terminal.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || turns_text(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}
