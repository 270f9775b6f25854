//! Source files and locations in them.

use std::ops::Range;

/// A source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A range of bytes in a file.
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
    /// Creates a span from a range of bytes.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start, end: range.end }
    }

    /// Creates an empty span that represents a whole file.
    pub fn file(file: FileId) -> Self {
        Self::new(file, 0..0)
    }

    /// A part of this span, relative to its start and clamped to its end.
    pub fn part(self, range: Range<usize>) -> Self {
        Self {
            file: self.file,
            start: (self.start + range.start).min(self.end),
            end: (self.start + range.end).min(self.end),
        }
    }
}

/// A value with its source location.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The source location.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a located value.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A file: its display path, and its text if it could be read.
#[derive(Clone, Debug)]
struct Source {
    path: String,
    text: Option<String>,
}

/// All source files, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file. Without text, diagnostics show only its path.
    pub fn add(&mut self, path: impl Into<String>, text: Option<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path: path.into(), text });
        id
    }

    /// The display path of a file.
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", |source| &source.path)
    }

    /// The text of a file; `None` if it could not be read or is not a file.
    pub fn text(&self, id: FileId) -> Option<&str> {
        self.get(id).and_then(|source| source.text.as_deref())
    }

    /// All files with text.
    pub fn texts(&self) -> impl Iterator<Item = (FileId, &str)> {
        let files = (0..).map(FileId).zip(&self.files);
        files.filter_map(|(id, source)| Some((id, source.text.as_deref()?)))
    }

    /// The line and the column of a span's start, counted from 1; columns count characters.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = self.text(span.file).unwrap_or_default();
        let start = floor_boundary(text, span.start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The span as a byte range at character boundaries of the file's text.
    pub fn range(&self, span: Span) -> Range<usize> {
        let text = self.text(span.file).unwrap_or_default();
        let start = floor_boundary(text, span.start);
        start..floor_boundary(text, span.end).max(start)
    }

    fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }
}

/// The last character boundary of `text` at or before `index`.
fn floor_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}
