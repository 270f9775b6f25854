//! reStructuredText to a [`Document`]: the sources of the clouds that are built on Huawei's.
//!
//! No parser of it in Rust keeps the lines. Only what documentation pages have is read: titles, lists,
//! directives, code, and the two sorts of tables.

mod inline;
mod table;

use super::document::{Block, Code, Document, Form, Line, Text};
use super::text;

/// Reads reStructuredText.
pub(super) fn read(source: &str) -> Document {
    let lines: Vec<&str> = source.trim_start_matches('\u{feff}').lines().collect();
    let mut reader = Reader { lines: &lines, at: 0, blocks: Vec::new(), apart: true };
    while reader.block() {}
    Document {
        form: Form::ReStructured,
        blocks: reader.blocks,
        lines: number(lines.len().saturating_sub(1)),
        address: None,
    }
}

/// Whether a text has both titles and directives of reStructuredText.
pub(super) fn is_one(source: &str) -> bool {
    let lines: Vec<&str> = source.lines().collect();
    let directive = lines.iter().any(|line| Directive::of(line.trim_start()).is_some());
    let is_title = |pair: &[&str]| matches!(pair, [title, under] if is_title(title, under));
    directive && lines.windows(2).any(is_title)
}

/// The number of the line at an index.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    blocks: Vec<Block>,
    /// The next line begins a block of its own.
    apart: bool,
}

impl Reader<'_> {
    /// Reads the next block; false at the end.
    fn block(&mut self) -> bool {
        let Some(raw) = self.lines.get(self.at).copied() else { return false };
        let line = text::Peeled::of(raw);
        if line.text.is_empty() || is_field(line.text) || is_rule(raw) {
            self.at += 1;
            self.apart = true;
        } else if let Some(directive) = Directive::of(line.text) {
            self.directive(&directive, line.indent);
        } else if let Some((table, next)) = table::read(self.lines, self.at) {
            self.blocks.extend((!table.rows.is_empty()).then_some(Block::Table(table)));
            self.at = next;
            self.apart = true;
        } else if self.lines.get(self.at + 1).is_some_and(|under| is_title(raw, under)) {
            let text = Text { line: number(self.at), text: inline::text(line.text) };
            if !text.text.is_empty() {
                self.blocks.push(Block::Heading(text));
            }
            self.at += 2;
            self.apart = true;
        } else {
            self.line(&line);
        }
        true
    }

    fn line(&mut self, peeled: &text::Peeled<'_>) {
        // `::` at its end says that code follows; it prints as a colon, or not at all.
        let literal = peeled.text.strip_suffix("::");
        let shown = match literal {
            Some(rest) if rest.is_empty() || rest.ends_with(' ') => rest.to_owned(),
            Some(rest) => format!("{rest}:"),
            None => peeled.text.to_owned(),
        };
        self.blocks.extend(line(peeled, &shown, number(self.at), self.apart).map(Block::Line));
        self.at += 1;
        self.apart = false;
        if literal.is_some() {
            self.code(peeled.indent);
        }
    }

    fn directive(&mut self, directive: &Directive<'_>, indent: usize) {
        let here = self.at;
        self.at += 1;
        self.apart = true;
        match directive {
            Directive::Silent => {
                self.indented(indent);
            }
            Directive::Code => self.code(indent),
            Directive::Shown(title, words) => {
                let peeled = text::Peeled { indent, bullet: false, text: words };
                for shown in [title, words] {
                    self.blocks.extend(line(&peeled, shown, number(here), true).map(Block::Line));
                }
            }
        }
    }

    /// The lines that stand deeper than `indent`, as code.
    fn code(&mut self, indent: usize) {
        let start = self.at;
        let end = self.indented(indent);
        let inside = self.lines.get(start..end).unwrap_or_default();
        // Its options stand above it, without a blank line between.
        let options = inside.iter().take_while(|line| is_field(line.trim())).count();
        let Some(first) = inside.iter().skip(options).position(|line| !line.trim().is_empty()) else {
            return;
        };
        let first = options + first;
        let inside = inside.get(first..).unwrap_or_default();
        let depth =
            inside.iter().filter(|line| !line.trim().is_empty()).map(|line| text::columns(line)).min();
        let depth = depth.unwrap_or_default();
        let lines: Vec<&str> = inside.iter().map(|line| text::unindented(line, depth)).collect();
        let text = lines.join("\n").trim_end().to_owned();
        self.blocks.push(Block::Code(Code { line: number(start + first), text }));
        self.apart = true;
    }

    /// Goes on to the next line that does not stand deeper than `indent`.
    fn indented(&mut self, indent: usize) -> usize {
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let inside = |line: &&&str| line.trim().is_empty() || text::columns(line) > indent;
        self.at += rest.iter().take_while(inside).count();
        self.at
    }
}

/// The line that a peeled line makes, without its markup.
fn line(peeled: &text::Peeled<'_>, shown: &str, number: u32, apart: bool) -> Option<Line> {
    let text = Text { line: number, text: inline::text(shown) };
    let indent = u32::try_from(peeled.indent).unwrap_or(u32::MAX);
    let bullet = peeled.bullet;
    (!text.text.is_empty()).then_some(Line { text, indent, bullet, apart: apart || bullet })
}

/// What begins with two dots.
enum Directive<'a> {
    /// Nothing of it is printed: targets, comments, images.
    Silent,
    /// What stands deeper is code.
    Code,
    /// A title and words that are printed; what stands deeper is read as any text.
    Shown(&'static str, &'a str),
}

impl<'a> Directive<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix("..")?;
        if !rest.is_empty() && !rest.starts_with(' ') {
            return None;
        }
        let Some((name, words)) = rest.split_once("::") else { return Some(Self::Silent) };
        let words = words.trim();
        Some(match name.trim() {
            "code-block" | "code" | "sourcecode" | "parsed-literal" | "highlight" => Self::Code,
            "note" => Self::Shown("Note", words),
            "tip" => Self::Shown("Tip", words),
            "hint" => Self::Shown("Hint", words),
            "important" => Self::Shown("Important", words),
            "warning" => Self::Shown("Warning", words),
            "error" => Self::Shown("Error", words),
            "caution" => Self::Shown("Caution!", words),
            "attention" => Self::Shown("Attention!", words),
            "danger" => Self::Shown("!DANGER!", words),
            "table" | "admonition" | "rubric" | "topic" | "sidebar" => Self::Shown("", words),
            _ => Self::Silent,
        })
    }
}

/// `:original_name: page.html`
fn is_field(text: &str) -> bool {
    let name = text.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    name.is_some_and(|(name, rest)| {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        !name.is_empty() && name.chars().all(word) && (rest.is_empty() || rest.starts_with(' '))
    })
}

/// A line of nothing but one mark, as under titles.
fn is_rule(line: &str) -> bool {
    let text = line.trim_end();
    let mark = text.chars().next().filter(char::is_ascii_punctuation);
    text.len() >= 3 && mark.is_some_and(|mark| text.chars().all(|c| c == mark))
}

fn is_title(title: &str, under: &str) -> bool {
    let visible = title.starts_with(|c: char| !c.is_whitespace()) && !is_rule(title);
    visible && is_rule(under) && under.trim_end().len() >= title.trim_end().chars().count()
}
