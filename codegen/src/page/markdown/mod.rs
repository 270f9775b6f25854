//! Markdown to a [`Document`].
//!
//! The sources of the vendors' pages are not CommonMark: cells of their tables go on over blank lines, HTML
//! tables stand deep inside list entries, headings carry anchors. A CommonMark parser makes paragraphs and
//! code blocks of that, so this reader goes line by line. What is HTML goes to the reader of HTML.

mod inline;
mod table;

use super::document::{Block, Code, Document, Form, Line, Text, clean};
use super::text::{Peeled, columns, unbulleted, unindented};
use super::{Unreadable, html, text};

/// Reads Markdown.
///
/// # Errors
///
/// When HTML in it cannot be read.
pub(super) fn read(source: &str) -> Result<Document, Unreadable> {
    let lines: Vec<&str> = source.trim_start_matches('\u{feff}').lines().collect();
    let mut reader = Reader { lines: &lines, at: front_matter(&lines), blocks: Vec::new(), apart: true };
    while reader.block()? {}
    Ok(Document {
        form: Form::Markdown,
        blocks: reader.blocks,
        lines: number(lines.len().saturating_sub(1)),
        address: None,
    })
}

/// The number of the line at an index.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

/// How many lines the settings at the start take that some generators of pages want: `---`, `---`.
fn front_matter(lines: &[&str]) -> usize {
    const LONGEST: usize = 100;
    if lines.first().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let end = lines.iter().take(LONGEST).skip(1).position(|line| line.trim_end() == "---");
    end.map_or(0, |end| end + 2)
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    blocks: Vec<Block>,
    /// The next line begins a block of its own.
    apart: bool,
}

impl<'a> Reader<'a> {
    /// Reads the next block; false at the end.
    fn block(&mut self) -> Result<bool, Unreadable> {
        let Some(raw) = self.lines.get(self.at).copied() else { return Ok(false) };
        let line = peeled(raw);
        if line.text.is_empty() {
            self.at += 1;
            self.apart = true;
        } else if let Some(rest) = line.text.strip_prefix("<!--") {
            self.comment(rest);
        } else if let Some(fence) = Fence::of(&line) {
            self.code(&fence);
        } else if let Some(title) = heading(line.text) {
            self.heading(&inline::text(title));
            self.at += 1;
        } else if is_underline(raw) {
            self.underline(raw);
            self.at += 1;
        } else if let Some(tag) = html_block(line.text) {
            self.html(tag)?;
        } else if text::is_row(line.text) && self.lines.get(self.at + 1).is_some_and(|next| is_rule(next)) {
            let (table, next) = table::read(self.lines, self.at);
            self.blocks.push(Block::Table(table));
            self.at = next;
            self.apart = true;
        } else {
            if !is_definition(line.text) {
                let apart = self.apart || line.bullet;
                self.blocks.extend(lines(&line, number(self.at), apart).map(Block::Line));
            }
            self.at += 1;
            self.apart = false;
        }
        Ok(true)
    }

    fn comment(&mut self, first: &str) {
        let mut rest = first;
        while !rest.contains("-->") {
            self.at += 1;
            let Some(next) = self.lines.get(self.at) else { return };
            rest = next;
        }
        self.at += 1;
    }

    fn heading(&mut self, title: &str) {
        if !title.is_empty() {
            self.blocks.push(Block::Heading(Text { line: number(self.at), text: title.to_owned() }));
        }
        self.apart = true;
    }

    /// A line of `===` or `---` makes a heading of the line above it, else it only divides.
    fn underline(&mut self, raw: &str) {
        let underlines =
            |above: &Line| !self.apart && !above.bullet && raw.len() - raw.trim_start().len() < 4;
        let title = self.blocks.pop_if(|block| matches!(block, Block::Line(line) if underlines(line)));
        if let Some(Block::Line(title)) = title {
            self.blocks.push(Block::Heading(title.text));
        }
        self.apart = true;
    }

    fn code(&mut self, fence: &Fence) {
        self.at += 1;
        let start = self.at;
        let rest = self.lines.get(start..).unwrap_or_default();
        let inside = rest.iter().position(|line| fence.is_closed_by(line)).unwrap_or(rest.len());
        let code = rest.get(..inside).unwrap_or_default();
        self.at = start + inside + 1;
        self.apart = true;
        let Some(first) = code.iter().position(|line| !line.trim().is_empty()) else { return };
        let text: Vec<&str> = code.iter().skip(first).map(|line| unindented(line, fence.indent)).collect();
        let text = text.join("\n").trim_end().to_owned();
        self.blocks.push(Block::Code(Code { line: number(start + first), text }));
    }

    /// An element of HTML that goes on over lines: to its end, or to the next heading if it has none.
    fn html(&mut self, tag: &str) -> Result<(), Unreadable> {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(line) = self.lines.get(self.at) {
            if tag != "pre" && heading(peeled(line).text).is_some() {
                break;
            }
            self.at += 1;
            depth += tags(line, tag, "<");
            depth = depth.saturating_sub(tags(line, tag, "</"));
            if depth == 0 {
                break;
            }
        }
        let source = self.lines.get(start..self.at).unwrap_or_default().join("\n");
        self.blocks.extend(html::blocks(&source, number(start))?);
        self.apart = true;
        Ok(())
    }
}

/// A line without its list's bullet and the marks of quotes, which are the vendors' notes.
fn peeled(raw: &str) -> Peeled<'_> {
    let quote = |text: &str| {
        text.starts_with('>') && (text.len() == 1 || text.starts_with("> ") || text.starts_with(">>"))
    };
    let mut text = raw;
    while quote(text.trim()) {
        text = text.trim_start().trim_start_matches('>');
    }
    if is_underline(text) {
        return Peeled { indent: columns(raw), bullet: false, text: text.trim() };
    }
    Peeled { indent: columns(raw), ..Peeled::of(text) }
}

/// The lines that a peeled line makes: more than one where it has `<br>` or the like.
fn lines(line: &Peeled<'_>, number: u32, apart: bool) -> impl Iterator<Item = Line> {
    let indent = u32::try_from(line.indent).unwrap_or(u32::MAX);
    let bullet = line.bullet;
    inline::parts(line.text).into_iter().enumerate().filter_map(move |(nth, part)| {
        let text = clean(&part.text);
        // Lists are also made of lines that begin with a dash.
        let (dash, text) = unbulleted(&text);
        let text = Text { line: number, text: text.to_owned() };
        let (bullet, apart) =
            if nth == 0 { (bullet || part.entry, apart) } else { (part.entry || dash, part.apart) };
        (!text.text.is_empty()).then_some(Line { text, indent, bullet, apart })
    })
}

/// `## Title {#anchor .class} ##`: the title, not read yet.
fn heading(text: &str) -> Option<&str> {
    let title = text.trim_start_matches('#');
    let level = text.len() - title.len();
    let is_one = match level {
        1 => title.is_empty() || title.starts_with(char::is_whitespace),
        2..=6 => true,
        _ => false,
    };
    if !is_one {
        return None;
    }
    let title = title.trim();
    // Closing hashes stand apart: `C#` keeps its own.
    let bare = title.trim_end_matches('#');
    let title = if bare.is_empty() || bare.ends_with(' ') { bare.trim_end() } else { title };
    let attributes = title.rfind('{').filter(|_| title.ends_with('}')).filter(|open| {
        title.get(open + 1..).is_some_and(|inside| inside.trim_start().starts_with(['#', '.']))
    });
    Some(title.get(..attributes.unwrap_or(title.len())).unwrap_or(title).trim_end())
}

/// A line of nothing but three or more `=`, `-`, `*` or `_`, perhaps with blanks between them.
fn is_underline(raw: &str) -> bool {
    let text = raw.trim();
    let Some(mark) = text.chars().next().filter(|c| matches!(c, '=' | '-' | '*' | '_')) else { return false };
    text.chars().all(|c| c == mark || c == ' ') && text.chars().filter(|c| *c == mark).count() >= 3
}

fn is_rule(line: &str) -> bool {
    text::is_rule(&clean(peeled(line).text))
}

/// `[name]: https://…`: where a link goes.
fn is_definition(text: &str) -> bool {
    let destination = text.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    destination
        .is_some_and(|(name, to)| !name.contains(']') && to.trim_start().starts_with(['<', '#', '/', 'h']))
}

/// The tag of an element that goes on over lines, if one begins here.
fn html_block(text: &str) -> Option<&'static str> {
    ["table", "pre", "ul", "ol", "dl"].into_iter().find(|tag| {
        let rest =
            text.strip_prefix('<').and_then(|rest| Some((rest.get(..tag.len())?, rest.get(tag.len()..)?)));
        rest.is_some_and(|(name, rest)| {
            name.eq_ignore_ascii_case(tag) && (rest.is_empty() || rest.starts_with([' ', '>', '\t', '/']))
        })
    })
}

/// How often a line has a tag; `start` is `<` or `</`.
fn tags(line: &str, tag: &str, start: &str) -> usize {
    let parts = line.split(start).skip(1);
    parts
        .filter(|part| {
            let name = part.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag));
            name && !part.get(tag.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        })
        .count()
}

/// The marks around code: three or more of one sort.
struct Fence {
    mark: char,
    length: usize,
    indent: usize,
}

impl Fence {
    fn of(line: &Peeled<'_>) -> Option<Self> {
        let mark = line.text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let rest = line.text.trim_start_matches(mark);
        let length = line.text.len() - rest.len();
        let is_one = length >= 3 && !(mark == '`' && rest.contains('`'));
        is_one.then_some(Self { mark, length, indent: line.indent })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }
}
