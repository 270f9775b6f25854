//! What a draft is not sure of.

/// Something that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The line of the page; none when it is about the page as a whole.
    pub line: Option<u32>,
    /// What it is, without a full stop.
    pub text: String,
}

/// The notes so far.
#[derive(Default)]
pub(super) struct Notes {
    found: Vec<Note>,
}

impl Notes {
    /// About a line of the page.
    pub(super) fn add(&mut self, line: u32, text: String) {
        self.found.push(Note { line: Some(line), text });
    }

    /// About the page as a whole.
    pub(super) fn whole(&mut self, text: &str) {
        self.found.push(Note { line: None, text: text.to_owned() });
    }

    /// All notes in the page's order, each once.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.found.sort();
        self.found.dedup();
        self.found
    }
}
