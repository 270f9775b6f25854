//! HTML to a [`Document`].
//!
//! ```text
//!  source ──html5gum──▶ tokens ──Page──▶ blocks
//!                                 └─Grid: rows and cells, with what spans them repeated
//! ```
//!
//! The text of a page needs no tree: tags in their order say where a block, a cell or a row ends. So broken
//! nesting costs nothing and the time grows with the size alone, however deep a page is nested.

mod address;
mod grid;
mod page;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::Unreadable;
use super::document::{Block, Document, Form, Text};
use page::Page;

/// A page has far fewer tags, those that close elements included.
const MOST_TAGS: usize = 100_000;

/// Reads HTML.
///
/// # Errors
///
/// When it has more tags than any page, or its tables repeat more cells.
pub(super) fn read(source: &str) -> Result<Document, Unreadable> {
    let lines = u32::try_from(source.lines().count()).unwrap_or(u32::MAX);
    let mut address = None;
    let blocks = read_into(source, 1, &mut address)?;
    Ok(Document { form: Form::Html, blocks, lines, address })
}

/// The blocks of HTML that begins on line `first` of a page.
///
/// # Errors
///
/// As [`read`].
pub(super) fn blocks(source: &str, first: u32) -> Result<Vec<Block>, Unreadable> {
    read_into(source, first, &mut None)
}

fn read_into(source: &str, first: u32, address: &mut Option<Text>) -> Result<Vec<Block>, Unreadable> {
    let mut emitter = DefaultEmitter::new_with_span();
    // What stands in `<script>` is no markup.
    emitter.naively_switch_states(true);
    let mut places = Places { source: source.as_bytes(), offset: 0, line: first };
    let mut page = Page::default();
    let mut tags = 0_usize;
    for Ok(token) in Tokenizer::new_with_emitter(source, emitter) {
        tags += usize::from(matches!(token, Token::StartTag(_) | Token::EndTag(_)));
        if tags > MOST_TAGS {
            return Err(too_many(places.line));
        }
        match token {
            Token::String(text) => {
                let line = places.line_of_text(text.span.start);
                page.text(&String::from_utf8_lossy(&text), line);
            }
            Token::StartTag(tag) => {
                let line = places.line(tag.span.start);
                // What the site says goes before what the browser wrote.
                if let Some(text) = address::of_link(&tag) {
                    *address = Some(Text { line, text });
                }
                page.open(&tag, line)?;
            }
            Token::EndTag(tag) => {
                let line = places.line(tag.span.start);
                page.close(&tag.name, line)?;
            }
            Token::Comment(comment) => {
                let line = places.line(comment.span.start);
                if let (None, Some(text)) = (&address, address::of_comment(&comment)) {
                    *address = Some(Text { line, text });
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish(places.line)
}

fn too_many(line: u32) -> Unreadable {
    let message = format!("the page has more than {MOST_TAGS} tags up to here");
    Unreadable::at(line, &message).help("save the page of one operation alone")
}

/// The text that a character reference stands for: `&lt;` is `<`. One that there is not stays as it is.
pub(super) fn decoded(reference: &str) -> String {
    let mut out = String::new();
    for Ok(token) in Tokenizer::new(reference) {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    // HTML also knows `&not` without its end, and would read it out of `&nothing;`.
    if out.ends_with(';') { reference.to_owned() } else { out }
}

/// Which line an offset is on. Offsets are asked for in ascending order, so each byte is looked at once.
struct Places<'a> {
    source: &'a [u8],
    offset: usize,
    line: u32,
}

impl Places<'_> {
    fn line(&mut self, offset: usize) -> u32 {
        if let Some(passed) = self.source.get(self.offset..offset) {
            let breaks = passed.iter().filter(|byte| **byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.offset = offset;
        }
        self.line
    }

    /// The line of the first visible character from `offset` on.
    fn line_of_text(&mut self, offset: usize) -> u32 {
        let text = self.source.get(offset..).unwrap_or_default();
        self.line(offset + (text.len() - text.trim_ascii_start().len()))
    }
}
