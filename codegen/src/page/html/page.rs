//! The blocks of a page, put together as its tags come.

use html5gum::StartTag;

use super::grid::{Grid, Repeats, Span};
use crate::page::Unreadable;
use crate::page::document::{Block, Code, Line, Text, clean};
use crate::page::text::unbulleted;

/// The widest cell that the HTML standard knows, and the tallest.
const WIDEST: usize = 1000;
const TALLEST: usize = 65534;

/// What a tag means for the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A block begins or ends.
    Block,
    /// A heading; its level.
    Heading(u8),
    /// An entry of a list.
    Entry,
    /// A line ends, the block goes on.
    Break,
    /// Text whose blanks count.
    Code,
    Table,
    /// A head, body or foot of a table.
    Section,
    Row,
    Cell,
    /// What it holds is not the page's text.
    Noise,
    /// The text goes on.
    Inline,
}

impl Meaning {
    fn of(tag: &[u8]) -> Self {
        match tag {
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"li" => Self::Entry,
            b"br" => Self::Break,
            b"pre" => Self::Code,
            b"table" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::Section,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"script" | b"style" | b"noscript" | b"template" | b"title" | b"textarea" | b"iframe"
            | b"svg" | b"math" => Self::Noise,
            b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"button" | b"caption"
            | b"center" | b"dd" | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset"
            | b"figcaption" | b"figure" | b"footer" | b"form" | b"head" | b"header" | b"hgroup" | b"hr"
            | b"html" | b"legend" | b"main" | b"menu" | b"nav" | b"ol" | b"optgroup" | b"option" | b"p"
            | b"search" | b"section" | b"select" | b"summary" | b"ul" => Self::Block,
            _ => Self::Inline,
        }
    }
}

/// A page whose end has not come yet.
#[derive(Default)]
pub(super) struct Page {
    blocks: Vec<Block>,
    flow: Flow,
    /// The text of an open `<pre>`.
    code: Option<Flow>,
    /// The open table. Tables inside its cells only add lines to the cell.
    table: Option<Grid>,
    /// How many tables are open inside one of its cells.
    inner: u32,
    repeats: Repeats,
    noise: Option<Noise>,
}

/// Text that is being collected.
#[derive(Default)]
struct Flow {
    text: String,
    /// Where its first visible character stands.
    line: Option<u32>,
    /// It does not only continue the line before it.
    apart: bool,
    heading: bool,
    entry: bool,
}

impl Flow {
    fn push(&mut self, text: &str, line: u32) {
        if self.line.is_none() && !text.trim_start().is_empty() {
            self.line = Some(line);
        }
        self.text.push_str(text);
    }
}

/// Elements whose text is left out, until the outermost of them ends.
struct Noise {
    tag: Vec<u8>,
    depth: u32,
}

impl Page {
    /// Some text whose first visible character stands on `line`.
    pub(super) fn text(&mut self, text: &str, line: u32) {
        if self.noise.is_some() {
            return;
        }
        self.code.as_mut().unwrap_or(&mut self.flow).push(text, line);
    }

    /// A tag on `line` that opens an element.
    pub(super) fn open(&mut self, tag: &StartTag<usize>, line: u32) -> Result<(), Unreadable> {
        let meaning = Meaning::of(&tag.name);
        if self.is_noise(&tag.name, meaning) {
            return Ok(());
        }
        if self.code.is_some() && !self.is_over(meaning, line) {
            return Ok(());
        }
        match meaning {
            Meaning::Inline => return Ok(()),
            Meaning::Noise => {
                let empty = tag.self_closing && matches!(&**tag.name, b"svg" | b"math");
                self.noise = (!empty).then(|| Noise { tag: tag.name.to_vec(), depth: 1 });
                return Ok(());
            }
            Meaning::Break => {
                self.end_line();
                return Ok(());
            }
            _ => self.end_block(),
        }
        match meaning {
            Meaning::Heading(level) => {
                // The great headings divide a page: a table around one is its layout, or has lost its end.
                if level <= 2 {
                    self.end_table()?;
                }
                self.flow.heading = true;
            }
            Meaning::Entry => self.flow.entry = true,
            Meaning::Code => self.code = Some(Flow::default()),
            Meaning::Table if self.table.as_mut().and_then(Grid::cell).is_some() => self.inner += 1,
            Meaning::Table => {
                self.end_table()?;
                self.table = Some(Grid::default());
            }
            Meaning::Section => self.in_table(Grid::close_section)?,
            Meaning::Row => self.in_table(|table, repeats| table.open_row(line, repeats))?,
            Meaning::Cell => {
                let span = Span {
                    columns: attribute(tag, b"colspan").unwrap_or(1).clamp(1, WIDEST),
                    // 0 means all rows of the section.
                    rows: match attribute(tag, b"rowspan").unwrap_or(1) {
                        0 => TALLEST,
                        rows => rows.min(TALLEST),
                    },
                };
                self.in_table(|table, repeats| table.open_cell(line, span, repeats))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A tag on `line` that closes an element.
    pub(super) fn close(&mut self, tag: &[u8], line: u32) -> Result<(), Unreadable> {
        let meaning = Meaning::of(tag);
        if let Some(noise) = &mut self.noise {
            if noise.tag == tag {
                noise.depth -= 1;
                if noise.depth == 0 {
                    self.noise = None;
                }
            }
            return Ok(());
        }
        if self.code.is_some() {
            if meaning != Meaning::Code && !self.is_over(meaning, line) {
                return Ok(());
            }
            self.end_code(line);
        }
        match meaning {
            Meaning::Inline | Meaning::Noise => return Ok(()),
            Meaning::Break => self.end_line(),
            _ => self.end_block(),
        }
        match meaning {
            Meaning::Heading(_) => self.flow.heading = false,
            Meaning::Entry => self.flow.entry = false,
            Meaning::Table if self.inner > 0 => self.inner -= 1,
            Meaning::Table => self.end_table()?,
            Meaning::Section => self.in_table(Grid::close_section)?,
            Meaning::Row => self.in_table(Grid::close_row)?,
            Meaning::Cell => self.in_table(Grid::close_cell)?,
            _ => {}
        }
        Ok(())
    }

    /// All blocks of the page, which ends on `line`.
    pub(super) fn finish(mut self, line: u32) -> Result<Vec<Block>, Unreadable> {
        self.end_code(line);
        self.end_block();
        self.end_table()?;
        Ok(self.blocks)
    }

    /// Whether a tag belongs to what is left out. A drawing that never ends is over where the text goes on.
    fn is_noise(&mut self, tag: &[u8], meaning: Meaning) -> bool {
        let Some(noise) = &mut self.noise else { return false };
        if noise.tag == tag {
            noise.depth += 1;
        }
        let drawing = matches!(noise.tag.as_slice(), b"svg" | b"math");
        if drawing && !matches!(meaning, Meaning::Inline | Meaning::Noise) {
            self.noise = None;
            return false;
        }
        true
    }

    /// Whether code is over, because a tag has come that cannot stand in it. Others only end its line.
    fn is_over(&mut self, meaning: Meaning, line: u32) -> bool {
        match meaning {
            Meaning::Heading(_) | Meaning::Table | Meaning::Section | Meaning::Row | Meaning::Cell => {
                self.end_code(line);
                true
            }
            Meaning::Break => {
                self.code.iter_mut().for_each(|code| code.text.push('\n'));
                false
            }
            Meaning::Block | Meaning::Entry => {
                for code in self.code.iter_mut().filter(|code| !code.text.ends_with('\n')) {
                    code.text.push('\n');
                }
                false
            }
            Meaning::Code | Meaning::Noise | Meaning::Inline => false,
        }
    }

    /// Does something to the open table; tags inside an inner table, or without a table, only end a block.
    fn in_table(
        &mut self,
        act: impl FnOnce(&mut Grid, &mut Repeats) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        match &mut self.table {
            Some(table) if self.inner == 0 => act(table, &mut self.repeats),
            _ => Ok(()),
        }
    }

    fn end_table(&mut self) -> Result<(), Unreadable> {
        self.inner = 0;
        if let Some(table) = self.table.take() {
            self.blocks.extend(table.finish(&mut self.repeats)?.map(Block::Table));
        }
        Ok(())
    }

    /// The text so far is a line, and what follows belongs to the same block.
    fn end_line(&mut self) {
        if self.flow.heading {
            self.flow.text.push(' ');
        } else if !self.end_flow() {
            self.flow.apart = true;
        }
    }

    /// The text so far is a line, and what follows is another block.
    fn end_block(&mut self) {
        self.end_flow();
        self.flow.apart = true;
    }

    /// Puts the text so far where it belongs; says whether there was any.
    fn end_flow(&mut self) -> bool {
        let flow = &mut self.flow;
        let text = clean(&flow.text);
        // Signs that link a heading to itself.
        let text = if flow.heading { text.trim_end_matches(['¶', '\u{f0c1}', ' ']) } else { &text };
        flow.text.clear();
        let line = flow.line.take().unwrap_or_default();
        if text.is_empty() {
            return false;
        }
        let Flow { heading, entry, .. } = *flow;
        // Lists are also made of lines that begin with a dash.
        let (dash, text) = if heading { (false, text) } else { unbulleted(text) };
        let entry = entry || dash;
        let text = Text { line, text: text.to_owned() };
        let apart = self.flow.apart;
        self.flow = Flow::default();
        match self.table.as_mut().and_then(Grid::cell) {
            Some(cell) => cell.push(Line { text, indent: 0, bullet: entry, apart }),
            None if heading => self.blocks.push(Block::Heading(text)),
            None => self.blocks.push(Block::Line(Line { text, indent: 0, bullet: entry, apart })),
        }
        true
    }

    /// The code so far is a block; it ends before `end`.
    fn end_code(&mut self, end: u32) {
        let Some(Flow { text, line: Some(line), .. }) = self.code.take() else { return };
        let text = text.trim_start_matches('\n').trim_end();
        match self.table.as_mut().and_then(Grid::cell) {
            None => self.blocks.push(Block::Code(Code { line, text: text.to_owned() })),
            Some(cell) => {
                for (line, text) in (line..).zip(text.lines()) {
                    // Its lines may come from `<br>`, which makes none in the file.
                    let text = Text { line: line.min(end), text: clean(text) };
                    if !text.text.is_empty() {
                        cell.push(Line { text, indent: 0, bullet: false, apart: false });
                    }
                }
            }
        }
        self.flow.apart = true;
    }
}

fn attribute(tag: &StartTag<usize>, name: &[u8]) -> Option<usize> {
    let value = tag.attributes.get(name)?;
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}
