//! The tables of parameters and fields, whether the form marks them or they are copied lines.

use std::collections::HashSet;

use super::caption::Caption;
use super::gaps;
use super::rows::{self, Columns, Known, Row};
use super::sections::{self, Part, Sections};
use crate::page::document::{self, Block, Line, Table};
use crate::page::facts::Doubt;
use crate::page::words::Column;

/// A table of parameters or fields.
#[derive(Debug)]
pub(super) struct Listing {
    /// Its caption; some copies lose it.
    pub caption: Option<Caption>,
    /// Where on the page it is.
    pub part: Part,
    /// The HTTP status whose response it belongs to.
    pub status: Option<u16>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Reads all tables of the page.
pub(super) fn read(sections: &Sections<'_>, known: &Known<'_>, doubts: &mut Vec<Doubt>) -> Vec<Listing> {
    let mut listings = Vec::new();
    for part in [Part::Uri, Part::Request, Part::Response] {
        let mut reader = Reader { part, known, doubts, listings: &mut listings };
        reader.read(sections.blocks(part));
    }
    listings
}

/// The names of structures: captions of one word, which types refer to.
pub(super) fn structures(sections: &Sections<'_>) -> HashSet<String> {
    let captions = sections.body().iter().filter_map(|block| Caption::of(block.text()?));
    let word = |text: &String| !text.is_empty() && !text.contains(' ') && text.is_ascii();
    captions.map(|caption| caption.text).filter(word).collect()
}

struct Reader<'a> {
    part: Part,
    known: &'a Known<'a>,
    doubts: &'a mut Vec<Doubt>,
    listings: &'a mut Vec<Listing>,
}

impl Reader<'_> {
    fn read(&mut self, blocks: &[Block]) {
        let mut status = None;
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            if let Some(told) = status_of(block) {
                status = Some(told);
            }
            if let Some(head) = Head::of(blocks, at) {
                at = head.end(blocks);
                let lines: Vec<&Line> =
                    blocks.get(head.rows..at).unwrap_or_default().iter().filter_map(line_of).collect();
                let rows = rows::copied(&lines, &head.columns, self.known, self.doubts);
                self.push(head.caption, status, &head.columns, rows);
                continue;
            }
            if let Block::Table(table) = block {
                let caption = at.checked_sub(1).and_then(|before| Caption::of(blocks.get(before)?.text()?));
                self.table(table, caption, status);
            }
            at += 1;
        }
    }

    /// Reads a table whose cells are known. Where a copy lost what stood between two tables, they have
    /// become one, with a head in its middle.
    fn table(&mut self, table: &Table, mut caption: Option<Caption>, status: Option<u16>) {
        let heads = (0..table.rows.len()).filter(|at| *at == 0 || table.rows.get(*at).is_some_and(is_head));
        let heads: Vec<usize> = heads.collect();
        for (at, from) in heads.iter().enumerate() {
            let to = heads.get(at + 1).copied().unwrap_or(table.rows.len());
            let Some((head, rows)) = table.rows.get(*from..to).and_then(<[_]>::split_first) else { continue };
            let columns = Columns::of(head);
            let has = |column| columns.has(column);
            // Tables of status codes, of permissions and of values in an example are no parameters.
            let codes = has(Column::HttpStatus) || has(Column::ErrorCode);
            if has(Column::Name)
                && (has(Column::Required) || has(Column::Kind) || has(Column::Description))
                && !codes
            {
                let rows = rows::of_table(rows, &columns, self.known, self.doubts);
                self.push(caption.take(), status, columns.head(), rows);
            }
        }
    }

    fn push(&mut self, caption: Option<Caption>, status: Option<u16>, head: &[Column], rows: Vec<Row>) {
        gaps::note(&rows, head, self.doubts);
        if !rows.is_empty() {
            self.listings.push(Listing { caption, part: self.part, status, rows });
        }
    }
}

/// Whether a row is a head: every cell names a column, as titles are written.
fn is_head(row: &document::Row) -> bool {
    row.cells.len() > 1
        && row.cells.iter().all(|cell| {
            let text = cell.text();
            Column::of(&text).is_some() && !text.starts_with(|c: char| c.is_ascii_lowercase())
        })
}

/// The head of a copied table: a caption and the columns' names, one a line.
struct Head {
    caption: Option<Caption>,
    columns: Vec<Column>,
    /// Where the cells begin.
    indent: u32,
    /// The block of the first row.
    rows: usize,
}

impl Head {
    /// The head that begins at a block.
    fn of(blocks: &[Block], at: usize) -> Option<Self> {
        let first = line_of(blocks.get(at)?)?;
        let Some(caption) = Caption::of(&first.text) else { return Self::bare(blocks, at, first) };
        let next = at + 1;
        if let Some(caption) = caption.without_name() {
            let (columns, rows) = columns(blocks, next);
            if !columns.is_empty() {
                let columns = std::iter::once(Column::Name).chain(columns).collect();
                return Some(Self { caption: Some(caption), columns, indent: first.indent, rows });
            }
        }
        let (mut columns, rows) = columns(blocks, next);
        // A caption over one cell is a sentence that happens to begin with "Table"; over more it is a
        // head, even if a copy lost the first of them.
        if columns.len() < 2 {
            return None;
        }
        if !columns.contains(&Column::Name) {
            columns.insert(0, Column::Name);
        }
        let head = line_of(blocks.get(next)?)?;
        Some(Self { caption: Some(caption), columns, indent: head.indent, rows })
    }

    /// A head without a caption. Fields can be called `name` and `type`, so it takes more to be one.
    fn bare(blocks: &[Block], at: usize, first: &Line) -> Option<Self> {
        if Column::of(&first.text.text) != Some(Column::Name) {
            return None;
        }
        let (columns, rows) = columns(blocks, at);
        let is_title = |c: char| !c.is_ascii_lowercase();
        let titles =
            blocks.get(at..rows)?.iter().filter_map(line_of).all(|line| line.text.text.starts_with(is_title));
        let whole = columns.len() > 1 && columns.last() == Some(&Column::Description);
        (whole && titles).then_some(Self { caption: None, columns, indent: first.indent, rows })
    }

    /// The block behind the table's last row.
    fn end(&self, blocks: &[Block]) -> usize {
        let mut at = self.rows;
        while let Some(block) = blocks.get(at) {
            let Some(line) = line_of(block) else { break };
            // A bullet to the left of the cells is an entry of the list that the table stands in.
            let outer = line.bullet && line.indent < self.indent;
            let other = sections::example(&line.text.text).is_some() || status_of(block).is_some();
            if outer || other || Self::of(blocks, at).is_some() || captions_a_table(blocks, at) {
                break;
            }
            at += 1;
        }
        at
    }
}

/// The columns that the lines from here on name, and the block behind them.
fn columns(blocks: &[Block], from: usize) -> (Vec<Column>, usize) {
    let mut columns = Vec::new();
    let mut at = from;
    while let Some(line) = blocks.get(at).and_then(line_of).filter(|line| !line.bullet) {
        let Some(column) = Column::of(&line.text.text).filter(|column| !columns.contains(column)) else {
            break;
        };
        columns.push(column);
        at += 1;
        // It is always the last one; a first field can be called `location`.
        if column == Column::Description {
            break;
        }
    }
    (columns, at)
}

fn captions_a_table(blocks: &[Block], at: usize) -> bool {
    let caption = blocks.get(at).and_then(Block::text).and_then(Caption::of);
    caption.is_some() && matches!(blocks.get(at + 1), Some(Block::Table(_)))
}

fn line_of(block: &Block) -> Option<&Line> {
    match block {
        Block::Line(line) => Some(line),
        _ => None,
    }
}

/// `Status code: 400`
fn status_of(block: &Block) -> Option<u16> {
    let text = block.text()?.text.to_lowercase();
    let rest = ["status code", "状态码"].iter().find_map(|word| text.strip_prefix(word))?;
    let code = rest.trim_start_matches([':', '：', ' ']).trim_end_matches(['.', '。']);
    code.parse().ok().filter(|code| (100..600).contains(code))
}
