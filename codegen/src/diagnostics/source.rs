//! The texts that diagnostics point into.

use std::ops::Range;

/// A file of the tree that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A stretch of a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The stretch of `file` between two bytes.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start, end: range.end }
    }

    /// A file as a whole, as far as one can point at it.
    pub fn file(file: FileId) -> Self {
        Self::new(file, 0..0)
    }

    /// A part of this stretch, counted from its start and never longer than it.
    pub fn part(self, range: Range<usize>) -> Self {
        Self {
            file: self.file,
            start: (self.start + range.start).min(self.end),
            end: (self.start + range.end).min(self.end),
        }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One file: its name for people, and its text when it has any.
#[derive(Clone, Debug)]
struct Source {
    path: String,
    text: Option<String>,
}

/// All files of a tree, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Takes a file in; without text one can only point at it as a whole.
    pub fn add(&mut self, path: impl Into<String>, text: Option<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path: path.into(), text });
        id
    }

    /// The file's name for people.
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", |source| &source.path)
    }

    /// The file's text; `None` when it could not be read or is no file.
    pub fn text(&self, id: FileId) -> Option<&str> {
        self.get(id).and_then(|source| source.text.as_deref())
    }

    /// The files that have text.
    pub fn texts(&self) -> impl Iterator<Item = (FileId, &str)> {
        let files = (0..).map(FileId).zip(&self.files);
        files.filter_map(|(id, source)| Some((id, source.text.as_deref()?)))
    }

    /// Line and column of a span's start, both from 1, columns in characters.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = self.text(span.file).unwrap_or_default();
        let start = floor_boundary(text, span.start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The span as a range that can be cut out of the file's text.
    pub fn range(&self, span: Span) -> Range<usize> {
        let text = self.text(span.file).unwrap_or_default();
        let start = floor_boundary(text, span.start);
        start..floor_boundary(text, span.end).max(start)
    }

    fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }
}

/// The last place at or before `index` where `text` can be cut.
fn floor_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}
