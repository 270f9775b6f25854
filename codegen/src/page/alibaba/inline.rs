//! Rows whose short cells stand on one line: `DBInstanceId String Yes dds-bp1a`, or with nothing between
//! them, `DBInstanceIdStringYesdds-bp1a`. The description follows on lines of its own.

use crate::page::document::Line;
use crate::page::words::Column;

use super::kind::{self, Style};
use super::row::{Name, Row, is_name, required};
use super::rows::{Context, Draft, Rows};
use super::text::is_sentence;

/// Reads the lines under the head.
pub(super) fn read(lines: &[&Line], context: &Context<'_>, glued: bool) -> Rows {
    let mut found = Rows::default();
    let mut draft: Option<Draft<'_>> = None;
    for line in lines {
        let before = draft.as_ref().map(|draft| &draft.row);
        let next = if line.bullet { None } else { start(line, before, context, glued) };
        match (next, &mut draft) {
            (Some((row, tail)), _) => {
                found.rows.extend(draft.take().map(|draft| draft.finish(context)));
                draft = Some(Draft { row, tail: Some(tail), rest: Vec::new() });
            }
            (None, Some(draft)) => draft.rest.push(line),
            (None, None) => {}
        }
    }
    found.rows.extend(draft.take().map(|draft| draft.finish(context)));
    found
}

/// The row that starts on a line, and what stands behind its name, type and yes or no.
fn start(line: &Line, before: Option<&Row>, context: &Context<'_>, glued: bool) -> Option<(Row, String)> {
    let text = line.text.text.as_str();
    let typed = if glued { glued_row(text, context) } else { spaced_row(text, context) };
    let typed =
        typed.or_else(|| item(text, before, context, glued)).or_else(|| untyped(text, before, context));
    let (mut row, tail) = typed?;
    row.line = line.text.line;
    Some((row, tail.trim().to_owned()))
}

fn named(name: &Name<'_>, kind: Option<&str>, required: Option<bool>) -> Row {
    Row {
        name: Some(name.text.to_owned()),
        depth: name.depth,
        deprecated: name.deprecated,
        kind: kind.map(str::to_owned),
        required,
        ..Row::default()
    }
}

/// `Name Type Yes example`
fn spaced_row<'a>(text: &'a str, context: &Context<'_>) -> Option<(Row, &'a str)> {
    let (first, rest) = split_name(text);
    let name = Name::of(first)?;
    let rest = rest.trim_start();
    let (kind, rest) = context.style.leading(rest)?;
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let rest = rest.trim_start();
    if context.has_required() {
        let (word, tail) = rest.split_once(' ').unwrap_or((rest, ""));
        if let Some(required) = required(word) {
            return Some((named(&name, Some(kind), Some(required)), tail));
        }
    }
    // Without yes or no it could be a sentence: "Each String value that …".
    let sentence = is_sentence(rest);
    let plain = !sentence || is_field(name.text) && !rest.starts_with(|c: char| c.is_lowercase());
    (plain || context.sample.has(name.text)).then(|| (named(&name, Some(kind), None), rest))
}

/// The first word of a line, with the `└` before it even if a blank stands between.
fn split_name(text: &str) -> (&str, &str) {
    let bare = text.trim_start_matches(['└', '├', '─', '│', ' ']);
    let len = bare.find(' ').unwrap_or(bare.len());
    text.split_at_checked(text.len() - bare.len() + len).unwrap_or((text, ""))
}

/// A word with a capital inside, as names have and the first word of a sentence has not.
fn is_field(name: &str) -> bool {
    name.chars().skip(1).any(|c| c.is_ascii_uppercase() || c == '_')
}

/// `NameTypeYesexample`: the type that is followed by yes or no, else one whose name the response has, else
/// one after which a new cell starts.
fn glued_row<'a>(text: &'a str, context: &Context<'_>) -> Option<(Row, &'a str)> {
    let mut best: Option<(u8, Row, &str)> = None;
    for at in context.style.places(text) {
        let Some((first, rest)) = text.split_at_checked(at) else { continue };
        let (Some(name), Some((kind, _))) = (Name::of(first), context.style.leading(rest)) else { continue };
        let Some((kind, rest)) = rest.split_at_checked(len_of(kind, context)) else { continue };
        let yes_or_no = if context.has_required() { leading_required(rest) } else { None };
        let (rank, required, tail) = match yes_or_no {
            Some((required, tail)) => (3, Some(required), tail),
            None if context.sample.has(name.text) => (2, None, rest),
            None if kind::is_common(kind) && starts_cell(rest) => (1, None, rest),
            None => continue,
        };
        // Of two equal ones the later: `ConnectionStringString` is a name that ends like a type.
        if best.as_ref().is_none_or(|(best, ..)| rank >= *best) {
            best = Some((rank, named(&name, Some(kind), required), tail));
        }
    }
    best.map(|(_, row, tail)| (row, tail))
}

/// Whether what follows a type can be the next cell and not the rest of a word or sentence.
fn starts_cell(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_lowercase() || c == ' ')
}

/// The length of a type in glued cells: in `Array of DatabaseDetails about …` it ends where a name that the
/// response has ends.
fn len_of(kind: &str, context: &Context<'_>) -> usize {
    let Some((list, entry)) = kind.split_once(" of ") else { return kind.len() };
    let known = |entry: &str| context.sample.has(entry) || context.style.is_kind(entry);
    let len = (1..=entry.len()).rev().find(|len| entry.get(..*len).is_some_and(known));
    len.map_or(kind.len(), |len| list.len() + " of ".len() + len)
}

/// Yes or no at the start of glued cells.
fn leading_required(text: &str) -> Option<(bool, &str)> {
    ["Yes", "No", "是", "否", "Required", "Optional"].iter().find_map(|word| {
        let tail = text.strip_prefix(word)?;
        // `NoNormal` is two cells, `Normal` one.
        let whole = !word.is_ascii() || !tail.starts_with(|c: char| c.is_ascii_lowercase());
        (whole || is_value(tail)).then(|| required(word).map(|required| (required, tail)))?
    })
}

/// A value such as `cn-hangzhou` that is glued to the word before it.
fn is_value(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    first.contains(['-', '_', '.']) || first.chars().any(|c| c.is_ascii_digit())
}

/// A type without a name: the root of a response, the entries of a list.
fn item<'a>(
    text: &'a str,
    before: Option<&Row>,
    context: &Context<'_>,
    glued: bool,
) -> Option<(Row, &'a str)> {
    let (kind, rest) = context.style.leading(text)?;
    if !context.may_be_item(before, kind) {
        return None;
    }
    let row = |required| Row { kind: Some(kind.to_owned()), required, ..Row::default() };
    if glued {
        if let Some((required, tail)) = leading_required(rest).filter(|_| context.has_required()) {
            return Some((row(Some(required)), tail));
        }
        return starts_cell(rest).then(|| (row(None), rest));
    }
    let word = rest.split(' ').find(|word| !word.is_empty());
    match word.filter(|_| context.has_required()).map(required) {
        Some(Some(required)) => Some((row(Some(required)), "")),
        _ => rest.is_empty().then(|| (row(None), "")),
    }
}

/// A name without a type: the entries of the list before (`Database` under `Databases Array of Database`),
/// or a field that holds others.
fn untyped<'a>(text: &'a str, before: Option<&Row>, context: &Context<'_>) -> Option<(Row, &'a str)> {
    // Pages give every field a type since they write types in small letters.
    if context.style == Style::Lower {
        return None;
    }
    let (first, rest) = split_name(text);
    let name = Name::of(first)?;
    let rest = rest.trim();
    let row = || named(&name, None, None);
    if !rest.is_empty() {
        // With an example, which is then an object or a list.
        let shown = context.head.has(Column::Example) && rest.starts_with(['{', '[']);
        return (shown && context.sample.holds(name.text)).then(|| (row(), rest));
    }
    if !is_name(name.text) {
        return None;
    }
    let entry = before.and_then(|before| before.kind.as_deref()).filter(|of| kind::is_list(of));
    let of_list = entry.is_some_and(|of| of.ends_with(&format!(" of {}", name.text)));
    (of_list || name.depth > 0 || context.sample.holds(name.text)).then(|| (row(), ""))
}
