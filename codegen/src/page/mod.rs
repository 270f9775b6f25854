//! A saved documentation page to the facts on it.
//!
//! ```text
//!  bytes ──recognise──▶ text, HTML, Markdown, reStructuredText ──▶ Document ──one reader a vendor──▶ Facts
//! ```
//!
//! [`Document`](document::Document) knows no vendor, the readers (`tencent`, `alibaba`, `huawei`)
//! know no form. What all readers need is beside them: [`words`] (column heads, yes and no, types) and
//! `values` (what a description says about a field's values). Facts are what is printed; what a printed type or
//! name means on the wire is for whoever uses them: [`PrintedType`], `numbered`.

mod alibaba;
mod common;
pub mod document;
pub mod facts;
mod html;
mod huawei;
mod json;
mod markdown;
pub(crate) mod numbered;
mod printed;
mod recognise;
mod rst;
mod tencent;
mod text;
mod values;
pub mod words;

use std::borrow::Cow;
use std::fmt;

pub use common::is_common;
use facts::Found;
pub use facts::{Facts, Vendor};
pub use json::to_json;
pub use printed::{PrintedType, TimeFormat};

/// Pages are far smaller; whatever is larger is something else, and would take long to read.
pub const LARGEST: usize = 2 << 20;

/// No page has as many lines.
const MOST_LINES: usize = 50_000;

/// Reads a saved page, whatever its form, vendor, language and layout.
///
/// # Errors
///
/// When it is not the page of one operation of a known vendor, or only a part of one.
pub fn read(page: &[u8]) -> Result<Facts, Unreadable> {
    let source = with_line_ends(decode(page)?);
    if let Some(line) = cut_row(&source) {
        return Err(Unreadable::at(
            line,
            "the page ends within a row of a table: only a part of it was saved",
        )
        .help("save the whole page again"));
    }
    let document = recognise::document(&source)?;
    let mut facts = match recognise::vendor(&document)? {
        Vendor::Tencent => tencent::read(&document),
        Vendor::Alibaba => alibaba::read(&document),
        Vendor::Huawei => huawei::read(&document),
    }?;
    facts.url = document.address.map(|address| Found::new(address.text, address.line));
    Ok(facts)
}

/// The last line, if it is a row with bars at both edges in every line but this one.
fn cut_row(source: &str) -> Option<u32> {
    let source = source.trim_end();
    let mut lines = source.lines().rev().map(str::trim);
    let (last, above) = (lines.next()?, lines.next()?);
    let is_cut = above.starts_with('|') && above.ends_with('|') && last.starts_with('|');
    (is_cut && (!last.ends_with('|') || last.len() == 1))
        .then(|| u32::try_from(source.lines().count()).unwrap_or(u32::MAX))
}

/// The blocks of a saved page, whatever its form and whosever it is.
///
/// # Errors
///
/// When it is not text, or far larger than a page is.
pub fn parse(page: &[u8]) -> Result<document::Document, Unreadable> {
    let source = decode(page)?;
    recognise::document(&with_line_ends(source))
}

/// A text whose lines end as they do today: old ones end with a carriage return alone.
fn with_line_ends(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let alone = |pair: &[u8]| matches!(pair, [b'\r', next] if *next != b'\n');
    if bytes.windows(2).any(alone) || bytes.ends_with(b"\r") {
        source.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        source.into()
    }
}

/// What the first bytes of a file tell.
const NOT_PAGES: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "the file is compressed (gzip)"),
    (b"PK\x03\x04", "the file is an archive or a document of a word processor"),
    (b"%PDF-", "the file is a PDF"),
    (b"\xff\xfe", "the file is UTF-16 text"),
    (b"\xfe\xff", "the file is UTF-16 text"),
    (b"From: <Saved by", "the file is a web archive (MHTML)"),
    (b"MIME-Version:", "the file is a web archive (MHTML)"),
];

/// The text of a page's bytes.
fn decode(page: &[u8]) -> Result<&str, Unreadable> {
    let save = "save the page as UTF-8 text, Markdown or HTML";
    if page.trim_ascii().is_empty() {
        return Err(Unreadable::page("the file is empty").help("save the page again"));
    }
    if let Some((_, message)) = NOT_PAGES.iter().find(|(start, _)| page.starts_with(start)) {
        return Err(Unreadable::page(message).help(save));
    }
    if page.len() > LARGEST {
        let message = format!(
            "the file has {}.{} MB; a documentation page has less than {} MB",
            page.len() >> 20,
            ((page.len() & 0xf_ffff) * 10) >> 20,
            LARGEST >> 20,
        );
        return Err(Unreadable::page(&message).help("save the page of one operation alone"));
    }
    let ends = |end: u8| page.iter().filter(|byte| **byte == end).count();
    let lines = ends(b'\n').max(ends(b'\r'));
    if lines > MOST_LINES {
        let message = format!("the file has {lines} lines; a documentation page has fewer than {MOST_LINES}");
        return Err(Unreadable::page(&message).help("save the page of one operation alone"));
    }
    if page.contains(&0) {
        return Err(Unreadable::page("the file is not text").help(save));
    }
    std::str::from_utf8(page).map_err(|fault| {
        let valid = page.get(..fault.valid_up_to()).unwrap_or_default();
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        Unreadable::at(u32::try_from(line).unwrap_or(u32::MAX), "these bytes are not UTF-8 text").help(save)
    })
}

/// Why a page cannot be read, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line of the page, if it is about one.
    pub line: Option<u32>,
    /// Which part cannot be read and why; without a full stop.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
}

impl Unreadable {
    /// The page as a whole cannot be read.
    fn page(message: &str) -> Self {
        Self { line: None, message: message.to_owned(), help: None }
    }

    /// It cannot be read from this line on.
    fn at(line: u32, message: &str) -> Self {
        Self { line: Some(line), message: message.to_owned(), help: None }
    }

    /// Adds what to do next.
    fn help(mut self, help: &str) -> Self {
        self.help = Some(help.to_owned());
        self
    }

    /// A page of `vendor` without the sections that all its pages have.
    fn cut(vendor: Vendor, lines: u32, missing: &[&str]) -> Self {
        let message = format!(
            "a page of {} without its section{} {}: it describes no operation, or only a part of it was saved",
            vendor.title(),
            if missing.len() == 1 { "" } else { "s" },
            list(missing)
        );
        Self { line: Some(lines), message, help: None }
            .help("save the whole page of one operation, down to its error codes")
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unreadable {}

/// `"a", "b" and "c"`
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
