//! Rows whose cells have nothing between them: `DBInstanceIdStringYesdds-bp1a`. The type is what cuts them,
//! if it is followed by yes or no, or follows a name that the response has, or if a new cell starts after it.

use crate::page::words::Column;

use super::inline::named;
use super::kind;
use super::row::{Name, Row, after_place, before_place, required};
use super::rows::Context;

/// How well a type cuts a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// What follows can be a cell.
    Plausible,
    /// The response has a field of that name.
    Shown,
    /// Yes or no follows.
    Answered,
}

struct Found<'a> {
    rank: Rank,
    /// Where the type ends.
    end: usize,
    row: Row,
    tail: &'a str,
}

/// The row on a line, and what stands behind its name, type and yes or no. `answers`: rows of this table
/// are known to say yes or no.
pub(super) fn row<'a>(text: &'a str, context: &Context<'_>, answers: bool) -> Option<(Row, &'a str)> {
    let mut best: Option<Found<'a>> = None;
    for at in context.style.places(text) {
        let Some((first, rest)) = text.split_at_checked(at) else { continue };
        let early = context.head.in_order(Column::Location, Column::Kind);
        let first = if early { before_place(first) } else { first };
        let (Some(name), Some((kind, _))) = (Name::of(first), context.style.leading(rest)) else { continue };
        let len = len_of(kind, name.text, context, answers);
        let (Some(whole), Some((kind, rest))) = (text.get(..at + len), rest.split_at_checked(len)) else {
            continue;
        };
        let rest =
            if context.head.in_order(Column::Kind, Column::Location) { after_place(rest) } else { rest };
        let answer = if context.has_required() { answer(rest, answers) } else { None };
        let (rank, required, tail) = match answer {
            Some((required, tail)) => (Rank::Answered, Some(required), tail),
            // `PageNumber must be …`, in a line of its own; a row of this table would have an answer.
            None if answers || context.sample.has(whole) => continue,
            None if !kind::is_common(kind) && !holds(kind, name.text, rest, context) => continue,
            None if context.sample.has(name.text) => (Rank::Shown, None, rest),
            None if is_plausible(kind, rest) => (Rank::Plausible, None, rest),
            None => continue,
        };
        // Of two equal ones the first, unless a type follows: `ConnectionStringString`.
        let better = best.as_ref().is_none_or(|best| rank > best.rank || rank == best.rank && at == best.end);
        if better {
            best = Some(Found { rank, end: at + kind.len(), row: named(&name, Some(kind), required), tail });
        }
    }
    best.map(|found| (found.row, found.tail))
}

/// `DBInstanceNameStringtest`: a name, a type, a value. `QueryStrings are …` is none of that.
fn is_plausible(kind: &str, rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
    let value = kind.starts_with(|c: char| c.is_ascii_uppercase()) && !rest.starts_with(' ');
    starts_cell(rest) || value && (word != "s" || is_value(rest))
}

/// `List` and `Map` end many names: they are types behind a name that the response has, or where what they
/// hold follows.
fn holds(kind: &str, name: &str, rest: &str, context: &Context<'_>) -> bool {
    kind::has_items(kind) && (context.sample.has(name) || rest.starts_with(['{', '[']))
}

/// Whether what follows a type can be the next cell and not the rest of a word or sentence.
pub(super) fn starts_cell(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, ' ' | '.' | ',' | '，' | '。' | '、'))
}

/// The length of a type: in `Array of RoleNo` it ends before the answer, in `Array of DatabaseDetails about …`
/// where a name that the response has ends, or one that the list's own name is made of.
fn len_of(kind: &str, name: &str, context: &Context<'_>, answers: bool) -> usize {
    let Some((list, entry)) = kind.split_once(" of ") else { return kind.len() };
    let word =
        |len: usize| entry.get(..len).is_some_and(|entry| !entry.ends_with(|c: char| c.is_ascii_uppercase()));
    let answered =
        |len: &usize| word(*len) && entry.get(*len..).is_some_and(|rest| answer(rest, answers).is_some());
    let known = |len: &usize| {
        let entry = entry.get(..*len);
        entry.is_some_and(|entry| {
            let own = ["", "s", "es"].iter().any(|end| name.strip_suffix(end) == Some(entry));
            own || context.sample.has(entry) || context.style.is_kind(entry)
        })
    };
    let before_answer = (1..entry.len()).find(answered).filter(|_| context.has_required());
    // Chinese is no part of a type.
    let latin = entry.find(|c: char| !c.is_ascii()).filter(|len| *len > 0);
    let len = before_answer.or_else(|| (1..=entry.len()).rev().find(known)).or(latin);
    len.map_or(kind.len(), |len| list.len() + " of ".len() + len)
}

/// Yes or no at the start of glued cells, and what follows. `NoNormal` is two cells and `Normal` one, but
/// `Nonormal` is two if the table has `answers`.
pub(super) fn answer(text: &str, answers: bool) -> Option<(bool, &str)> {
    const WORDS: [&str; 10] = ["Yes", "No", "是", "否", "Required", "Optional", "YES", "NO", "yes", "no"];
    WORDS.iter().find_map(|word| {
        let tail = text.strip_prefix(' ').unwrap_or(text).strip_prefix(word)?;
        // Written in another way, it must be a word of its own: `NORMAL` and `none` are values.
        if word.len() < 4 && matches!(*word, "YES" | "NO" | "yes" | "no") {
            return (!tail.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ')))
                .then(|| required(word).map(|required| (required, tail)))?;
        }
        let whole = answers || !word.is_ascii() || !tail.starts_with(|c: char| c.is_ascii_lowercase());
        (whole || is_value(tail)).then(|| required(word).map(|required| (required, tail)))?
    })
}

/// A value such as `cn-hangzhou` that is glued to the word before it.
fn is_value(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    first.contains(['-', '_', '.']) || first.chars().any(|c| c.is_ascii_digit())
}
