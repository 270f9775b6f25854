//! The table of error codes.

use std::collections::BTreeSet;

use super::code::{begins_with_family, first_word, is_code};
use super::{glued, seam};
use crate::page::document::{Block, Cell, Table};
use crate::page::facts::{Doubt, ErrorCode};
use crate::page::words::Column;

/// What the section says.
#[derive(Debug, Default)]
pub(super) struct Errors {
    /// The codes; none of them when the section says so, `None` when it does not say anything.
    pub(super) codes: Option<Vec<ErrorCode>>,
    pub(super) doubts: Vec<Doubt>,
    /// The line of the last row, or of the head or introduction if no row follows it.
    pub(super) last_line: Option<u32>,
    /// The codes, so that none comes twice.
    known: BTreeSet<String>,
    /// There are codes, but nothing tells where they end.
    pub(super) is_unclear: bool,
    /// The last row has fewer cells than the head.
    pub(super) last_is_short: bool,
}

/// Reads the section.
pub(super) fn read(blocks: &[Block]) -> Errors {
    let mut errors = Errors::default();
    let mut says_none = false;
    let mut is_glued = false;
    let (mut unclear, mut guessed) = (None, None);
    for block in blocks {
        match block {
            Block::Table(table) => of_table(table, &mut errors),
            Block::Line(line) if !line.bullet => {
                let text = line.text.text.as_str();
                let first = text.split('|').next().unwrap_or(text).trim();
                let (word, rest) = first_word(if text.contains('|') { first } else { text });
                if is_glued {
                    let at = line.text.line;
                    // English has no other letters that would end a code.
                    let is_english = !text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
                    let code = if is_english { seam::code(text) } else { glued::code(text) };
                    match code.filter(|code| is_code(code, "")) {
                        Some(code) => {
                            guessed = guessed.or(is_english.then_some(at));
                            add(&mut errors, code, at);
                        }
                        None if begins_with_family(text) => {
                            unclear = unclear.or(Some(at));
                            errors.last_line = Some(at);
                        }
                        None => {}
                    }
                } else if is_code(word, rest) {
                    add(&mut errors, word, line.text.line);
                } else if is_head(text) {
                    errors.last_line = Some(line.text.line);
                    is_glued = glued::is_head(text);
                } else if is_none(text) && errors.codes.is_none() {
                    says_none = true;
                }
            }
            Block::Line(_) | Block::Heading(_) | Block::Code(_) => {}
        }
    }
    if let Some(line) = unclear {
        let text = "code and description have no blank between them, so the code is unknown".to_owned();
        errors.doubts.push(Doubt { line, text });
        errors.is_unclear = errors.codes.is_none();
    }
    if let Some(line) = guessed {
        let text = "from here on codes are taken to end before the last capitalised word".to_owned();
        errors.doubts.push(Doubt { line, text });
    }
    if errors.codes.is_none() && says_none {
        errors.codes = Some(Vec::new());
        errors.last_line = None;
    }
    errors
}

/// How much in `blocks` looks like the section.
pub(super) fn weight(blocks: &[Block]) -> usize {
    let errors = read(blocks);
    errors.codes.map_or(0, |codes| codes.len() + 1) + usize::from(errors.last_line.is_some())
}

fn of_table(table: &Table, errors: &mut Errors) {
    let Some(head) = table.rows.first() else { return };
    let at = head.cells.iter().position(|cell| Column::of(&cell.text()) == Some(Column::ErrorCode));
    for row in table.rows.iter().skip(usize::from(at.is_some())) {
        let cell = row.cells.get(at.unwrap_or(0)).map(Cell::text).unwrap_or_default();
        // In a cell of its own a code needs no description to tell it from prose.
        let (word, rest) = first_word(cell.trim_matches(['*', '`']));
        let in_column = at.is_some() && rest.is_empty() && is_code(&format!("InternalError.{word}"), "");
        if is_code(word, rest) || in_column {
            add(errors, word, row.line);
        } else if !cell.is_empty() {
            let text = "this row of the table does not begin with an error code".to_owned();
            errors.doubts.push(Doubt { line: row.line, text });
        }
        errors.last_is_short = row.cells.len() < head.cells.len();
    }
    errors.last_line = errors.last_line.max(table.rows.last().map(|row| row.line));
}

fn add(errors: &mut Errors, code: &str, line: u32) {
    errors.last_line = Some(line);
    let codes = errors.codes.get_or_insert_default();
    if errors.known.insert(code.to_owned()) {
        codes.push(ErrorCode { code: code.to_owned(), http: None, line });
    }
}

fn is_head(text: &str) -> bool {
    Column::of_line(text).is_some_and(|columns| columns.first() == Some(&Column::ErrorCode))
}

/// Whether a sentence says that the operation has no error codes of its own.
fn is_none(text: &str) -> bool {
    const SAYINGS: &[&str] = &[
        "no error code",
        "not have any error code",
        "暂无",
        "没有业务逻辑",
        "ありません",
        "存在しません",
        "없습니다",
        "없음",
    ];
    let text = text.to_lowercase();
    SAYINGS.iter().any(|saying| text.contains(saying))
}
