//! The table of error codes.

use crate::page::document::{Block, Line, Table};
use crate::page::facts::{Doubt, ErrorCode};
use crate::page::words::Column;

use super::head::Head;
use super::sections::Section;

/// Reads the section of error codes. `None` when it only links to a list of them.
pub(super) fn read(section: Section<'_>, doubts: &mut Vec<Doubt>) -> Option<Vec<ErrorCode>> {
    let tables: Vec<&Table> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .filter(|table| column(table, Column::ErrorCode).is_some())
        .collect();
    if !tables.is_empty() {
        let ends = |table: &Table| match section.blocks.last() {
            Some(Block::Table(last)) => std::ptr::eq(last, table),
            _ => false,
        };
        let rows = tables.into_iter().flat_map(|table| of_table(table, ends(table), doubts));
        return Some(rows.collect());
    }
    let lines = section.lines();
    let head = Head::find(&lines, [Column::ErrorCode, Column::HttpStatus]);
    let errors = of_lines(lines.get(head.as_ref().map_or(0, |head| head.end)..).unwrap_or_default(), doubts);
    if head.is_some() && !closed(&lines) {
        let text = "the table of error codes has no last line, which links to all codes; a part of it may be missing";
        let line = lines.last().map_or(section.line, |line| line.text.line);
        doubts.push(Doubt { line, text: text.to_owned() });
    }
    (head.is_some() || !errors.is_empty()).then_some(errors)
}

fn column(table: &Table, wanted: Column) -> Option<usize> {
    table.rows.first()?.cells.iter().position(|cell| Column::of(&cell.text()) == Some(wanted))
}

/// `ends`: the page ends with the table.
fn of_table(table: &Table, ends: bool, doubts: &mut Vec<Doubt>) -> Vec<ErrorCode> {
    let (code, http) = (column(table, Column::ErrorCode), column(table, Column::HttpStatus));
    let mut rows = table.rows.get(1..).unwrap_or_default();
    let wide = table.rows.first().map_or(0, |head| head.cells.len());
    if ends
        && let [before @ .., last] = rows
        && code.is_some_and(|code| last.cells.len() == code + 1 && last.cells.len() < wide)
    {
        let text = "the page ends inside this row; its code may have lost its end and is left out";
        doubts.push(Doubt { line: last.line, text: text.to_owned() });
        rows = before;
    }
    let rows = rows.iter().filter_map(|row| {
        let text =
            |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map(super::super::document::Cell::text);
        let code = text(code).filter(|code| is_code(code))?;
        let http = text(http).as_deref().and_then(status);
        Some(ErrorCode { code, http, line: row.line })
    });
    rows.collect()
}

/// A row starts with an HTTP status; its code stands on the next line, or behind it.
fn of_lines(lines: &[&Line], doubts: &mut Vec<Doubt>) -> Vec<ErrorCode> {
    let mut errors = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|line| !is_closing(&line.text.text)) {
        at += 1;
        if line.bullet {
            continue;
        }
        let (text, number) = (line.text.text.as_str(), line.text.line);
        if let Some(http) = status(text) {
            match lines.get(at).map(|next| next.text.text.as_str()).filter(|next| is_code(next)) {
                Some(code) => {
                    errors.push(ErrorCode { code: code.to_owned(), http: Some(http), line: number });
                    at += 1;
                }
                None => {
                    doubts.push(Doubt { line: number, text: "the code of this error is lost".to_owned() })
                }
            }
        } else if let Some((http, rest)) = leading_status(text) {
            if let Some(code) = rest.strip_prefix(' ').map_or_else(|| glued_code(rest), spaced_code) {
                errors.push(ErrorCode { code: code.to_owned(), http: Some(http), line: number });
            }
        } else if is_dotted(text) {
            errors.push(ErrorCode { code: text.to_owned(), http: None, line: number });
            let text = format!("the line with the HTTP status of {text} is lost");
            doubts.push(Doubt { line: number, text });
        }
    }
    errors
}

fn status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (200..600).contains(status))
}

fn leading_status(text: &str) -> Option<(u16, &str)> {
    let (http, rest) = text.split_at_checked(3)?;
    status(http).map(|http| (http, rest))
}

/// `InvalidStatus.Malformed The instance …`
fn spaced_code(rest: &str) -> Option<&str> {
    rest.split(' ').next().filter(|code| is_code(code))
}

/// `InvalidStatus.MalformedThe instance …`: where a message follows, its first word starts with the last
/// capital of what looks like the code.
fn glued_code(rest: &str) -> Option<&str> {
    let run = rest.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(rest.len());
    let (code, tail) = rest.split_at_checked(run)?;
    let code = if tail.starts_with(' ') {
        let bytes = code.as_bytes();
        let border = |at: &usize| {
            let (before, first) = (bytes.get(at.wrapping_sub(1)), bytes.get(*at));
            before.is_some_and(u8::is_ascii_lowercase) && first.is_some_and(u8::is_ascii_uppercase)
        };
        let cut = (1..code.len()).rev().find(border);
        cut.and_then(|cut| code.get(..cut)).unwrap_or(code)
    } else {
        code
    };
    Some(code).filter(|code| is_code(code))
}

fn is_code(text: &str) -> bool {
    text.len() > 2
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':' | '/' | '%' | '{' | '}'))
        && !text.ends_with(['.', ':'])
}

/// `InvalidStatus.Malformed`, which no sentence and no word is.
fn is_dotted(text: &str) -> bool {
    let capital = |part: &str| part.len() > 2 && part.starts_with(|c: char| c.is_ascii_uppercase());
    is_code(text) && text.contains('.') && text.split('.').all(capital)
}

/// The line under every table: "For a list of error codes, visit …".
fn is_closing(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.starts_with("see error codes")
        || lower.starts_with("view error codes")
        || lower.starts_with("for a list of error codes")
        || lower.starts_with("for more information about error codes")
        || text.contains("错误中心")
        || text.contains("错误码列表")
}

fn closed(lines: &[&Line]) -> bool {
    lines.iter().any(|line| is_closing(&line.text.text))
}
