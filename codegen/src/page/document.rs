//! A page without its form: what HTML, Markdown and copied text have in common.
//!
//! A form that marks its tables gives [`Block::Table`]s. Copied text has none: there a table is a run of
//! [`Block::Line`]s, and the readers put the rows together again, because only they know the columns.

/// A page as a sequence of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The form that it came in.
    pub form: Form,
    /// The blocks, in the page's order.
    pub blocks: Vec<Block>,
    /// How many lines the page has.
    pub lines: u32,
    /// The page's own address, where its form has a place for it.
    pub address: Option<Text>,
}

/// The forms that pages are saved in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// HTML.
    Html,
    /// Markdown, which may hold HTML.
    Markdown,
    /// reStructuredText.
    ReStructured,
    /// Text as a browser copies it; its tables may have become lines with `|`.
    Text,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading that the form marks as one. Copied text does not: there it is a line.
    Heading(Text),
    /// A paragraph, one line of copied text, or one entry of a list.
    Line(Line),
    /// A table whose cells are known.
    Table(Table),
    /// Text that must be kept as it is.
    Code(Code),
}

/// Some text and the line of the page where it starts, counted from 1. It is on one line, without
/// markup, without blanks at its ends, without zero-width characters, and with plain blanks only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The line.
    pub line: u32,
    /// The text.
    pub text: String,
}

/// A line of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says, without its bullet.
    pub text: Text,
    /// Columns before the text or its bullet; 0 where the form has no columns.
    pub indent: u32,
    /// It is an entry of a list.
    pub bullet: bool,
    /// A blank line stands before it, or it begins a block of its own.
    pub apart: bool,
}

/// A table whose cells are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The rows, the head first where there is one.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it starts.
    pub line: u32,
    /// Its cells; a spanned cell is repeated, so that columns do not shift.
    pub cells: Vec<Cell>,
}

/// A cell of a table: its paragraphs and list entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says; none when it is empty.
    pub lines: Vec<Line>,
}

impl Cell {
    /// All of it in one string.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Lines whose blanks count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Where it starts.
    pub line: u32,
    /// The text, without the fence.
    pub text: String,
}

impl Block {
    /// The line where the block starts.
    pub fn line(&self) -> u32 {
        match self {
            Self::Heading(text) => text.line,
            Self::Line(line) => line.text.line,
            Self::Table(table) => table.rows.first().map_or(0, |row| row.line),
            Self::Code(code) => code.line,
        }
    }

    /// The text of a heading or line.
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Heading(text) => Some(text),
            Self::Line(line) => Some(&line.text),
            Self::Table(_) | Self::Code(_) => None,
        }
    }
}

/// One line of text as [`Text`] promises it: zero-width characters gone, every run of blanks one blank.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split(char::is_whitespace) {
        let from = out.len();
        if from > 0 {
            out.push(' ');
        }
        out.extend(part.chars().filter(|c| !is_invisible(*c)));
        if out.len() == from + usize::from(from > 0) {
            out.truncate(from);
        }
    }
    out
}

/// Zero-width spaces and joiners, byte order marks, soft hyphens: they print as nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn clean_text_has_single_plain_blanks_and_nothing_invisible() {
        assert_eq!(clean("  a\u{a0}\u{3000}b\u{200b}c \u{200b} d\t"), "a bc d");
        assert_eq!(clean("\u{feff}"), "");
    }
}
