//! Rows whose short cells stand on one line: `DBInstanceId String Yes dds-bp1a`, or with nothing between
//! them (see [`glued`]). The description follows on lines of its own.

use crate::page::document::Line;
use crate::page::facts::Doubt;
use crate::page::words::Column;

use super::glued::{self, starts_cell};
use super::kind::{self, Style};
use super::lost::Witness;
use super::row::{Name, Row, is_place, is_reference, required, starts_capital};
use super::rows::{Context, Draft, Rows};
use super::text::{is_prose, is_sentence};

/// How the cells on a line are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// By blanks.
    Blanks,
    /// Not at all; `answers`: rows of this table are known to say yes or no.
    Nothing { answers: bool },
}

/// What is known when a line is looked at.
#[derive(Clone, Copy)]
struct Around<'a> {
    /// The lines behind it.
    ahead: &'a [&'a Line],
    /// The row that it may belong to.
    before: Option<&'a Row>,
    /// Which names are known.
    witness: &'a Witness<'a>,
    context: &'a Context<'a>,
}

/// Reads rows whose cells stand on one line with blanks between them.
pub(super) fn read(lines: &[&Line], context: &Context<'_>) -> Rows {
    rows(lines, context, Cut::Blanks)
}

/// Reads rows whose cells stand on one line with nothing between them.
pub(super) fn read_glued(lines: &[&Line], context: &Context<'_>) -> Rows {
    // `Nodefault` is "no" and a value only in a table that says yes or no.
    let answered = |found: &Rows| found.rows.iter().filter(|row| row.required.is_some()).count();
    let strict = rows(lines, context, Cut::Nothing { answers: false });
    let loose = rows(lines, context, Cut::Nothing { answers: true });
    let most = answered(&strict) * 2 > strict.rows.len();
    let all = loose.rows.len() >= strict.rows.len() && answered(&loose) == loose.rows.len();
    if context.has_required() && (most || all) { loose } else { strict }
}

fn rows(lines: &[&Line], context: &Context<'_>, cut: Cut) -> Rows {
    let mut found = Rows::default();
    let mut draft: Option<Draft<'_>> = None;
    let whole = |line: &&Line| typed(&line.text.text, context, cut).and_then(|(row, _)| row.name);
    let told: Vec<String> = lines.iter().filter(|line| !line.bullet).filter_map(whole).collect();
    let witness = Witness::new(context, told.iter().map(String::as_str));
    let mut nameless = false;
    for (at, line) in lines.iter().enumerate() {
        let before = draft.as_ref().map(|draft| &draft.row);
        let ahead = lines.get(at + 1..).unwrap_or_default();
        let around = Around { ahead, before, witness: &witness, context };
        let next = if line.bullet { None } else { start(line, around, cut) };
        match (next, &mut draft) {
            (Some((row, _)), _) if nameless && row.is_item() => {}
            (Some((row, tail)), _) => {
                nameless = false;
                found.rows.extend(draft.take().map(|draft| draft.finish(context)));
                draft = Some(Draft { row, tail: Some(tail), rest: Vec::new() });
            }
            (None, Some(_)) if !line.bullet && is_nameless(&line.text.text, ahead, context, cut) => {
                found.rows.extend(draft.take().map(|draft| draft.finish(context)));
                let text = "a row without a name: its cell is lost".to_owned();
                found.doubts.push(Doubt { line: line.text.line, text });
                nameless = true;
            }
            (None, Some(draft)) => draft.rest.push(line),
            (None, None) => {}
        }
    }
    found.rows.extend(draft.take().map(|draft| draft.finish(context)));
    for row in found.rows.iter().filter(|row| row.bare && row.kind.is_none()) {
        let text = format!("the type of {} is lost", row.name.as_deref().unwrap_or_default());
        found.doubts.push(Doubt { line: row.line, text });
    }
    found
}

/// The row that starts on a line, and what stands behind its name, type and yes or no.
fn start(line: &Line, around: Around<'_>, cut: Cut) -> Option<(Row, String)> {
    let text = line.text.text.as_str();
    let typed = typed(text, around.context, cut)
        .or_else(|| item(text, around.before, around.context, cut))
        .or_else(|| untyped(text, around, cut))
        .or_else(|| match cut {
            Cut::Blanks => spaced_bare(text, around),
            Cut::Nothing { answers } => glued_bare(text, around, answers),
        });
    let (mut row, tail) = typed?;
    row.line = line.text.line;
    Some((row, tail.trim().to_owned()))
}

pub(super) fn named(name: &Name<'_>, kind: Option<&str>, required: Option<bool>) -> Row {
    Row {
        name: Some(name.text.to_owned()),
        depth: name.depth,
        deprecated: name.deprecated,
        kind: kind.map(str::to_owned),
        required,
        ..Row::default()
    }
}

/// A row with name and type.
fn typed<'a>(text: &'a str, context: &Context<'_>, cut: Cut) -> Option<(Row, &'a str)> {
    match cut {
        Cut::Blanks => spaced_row(text, context),
        Cut::Nothing { answers } => glued::row(text, context, answers),
    }
}

/// `Name Type Yes example`
fn spaced_row<'a>(text: &'a str, context: &Context<'_>) -> Option<(Row, &'a str)> {
    let (first, rest) = split_name(text);
    let name = Name::of(first)?;
    let rest = skip_place(rest.trim_start(), context);
    let (kind, rest) = context.style.leading(rest).filter(|(kind, _)| !ends_sentence(kind))?;
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let rest = skip_place(rest.trim_start(), context);
    if context.has_required() {
        let (word, tail) = rest.split_once(' ').unwrap_or((rest, ""));
        if let Some(required) = required(word) {
            return Some((named(&name, Some(kind), Some(required)), tail));
        }
    }
    // Without yes or no it could be a sentence: "Each String value that …".
    let small = rest.starts_with(|c: char| c.is_lowercase());
    let sentence = is_sentence(rest) || small && rest.ends_with('.');
    let plain = !sentence || is_field(name.text) && !small;
    (plain || context.sample.has(name.text)).then(|| (named(&name, Some(kind), None), rest))
}

/// Whether the description of a row that starts before these lines follows.
fn is_described(ahead: &[&Line]) -> bool {
    ahead.first().is_some_and(|line| line.apart && !line.bullet && is_prose(&line.text.text))
}

/// Whether the row before shows this word, or the row before is a list of it.
fn is_shown_before(before: Option<&Row>, word: &str, context: &Context<'_>) -> bool {
    before.and_then(|row| row.name.as_deref()).is_some_and(|name| context.sample.shows(name, word))
}

/// A row whose type is in another way than the page's, or that has lost it: `PageNumber integer No 1`,
/// `PageNumber No 1`, `PageNumber 1`.
fn spaced_bare<'a>(text: &'a str, around: Around<'_>) -> Option<(Row, &'a str)> {
    let Around { ahead, before, witness, context } = around;
    let (first, rest) = split_name(text);
    // A type is rather the next cell of a row that has lost its name.
    let name = Name::of(first).filter(|name| !Style::is_any(name.text) || witness.shown(name.text))?;
    let rest = skip_place(rest.trim_start(), context);
    let bare = |kind, required, tail| {
        let row = Row { bare: true, ..named(&name, kind, required) };
        Some((row, tail))
    };
    let answer = |text: &'a str| {
        let (word, tail) = text.split_once(' ').unwrap_or((text, ""));
        required(word).filter(|_| context.has_required()).map(|required| (required, tail))
    };
    let known = name.depth > 0 || witness.knows(name.text);
    let starts = (known || starts_capital(name.text)) && !is_shown_before(before, name.text, context);
    if let Some((kind, rest)) = leading_any(rest) {
        let rest = skip_place(rest.trim_start(), context);
        if let Some((required, tail)) = answer(rest).filter(|(_, tail)| !is_prose(tail)) {
            return bare(Some(kind), Some(required), tail);
        }
        let small = rest.starts_with(|c: char| c.is_lowercase() && c.is_ascii());
        let plain = !is_prose(rest) && (!small || is_described(ahead));
        let spelled = witness.capital
            && starts_capital(name.text)
            && (!small || !rest.contains(' '))
            && is_described(ahead);
        return if plain && (known || spelled) { bare(Some(kind), None, rest) } else { None };
    }
    if let Some((required, tail)) = answer(rest) {
        // `RegionId Yes if the copy is elsewhere.` is a line of a description.
        let plain = !is_prose(tail) && (witness.shown(name.text) || is_described(ahead));
        return if starts && plain { bare(None, Some(required), tail) } else { None };
    }
    let sure = name.depth > 0 || witness.shown(name.text) || name.text.contains(".N");
    let value = !is_prose(rest) && (sure || !rest.contains(' '));
    let shown = context.sample.shows(name.text, rest);
    (known && starts && value && (is_described(ahead) || shown)).then(|| bare(None, None, rest))?
}

/// A type in any way at the start of a text with blanks between its cells.
fn leading_any(text: &str) -> Option<(&str, &str)> {
    let word = text.split(' ').next().unwrap_or_default();
    let whole = || text.split_at_checked(word.len()).filter(|_| Style::is_any(word));
    let ends = |(_, rest): &(&str, &str)| rest.is_empty() || rest.starts_with(' ');
    Style::ALL
        .into_iter()
        .chain([Style::Any])
        .find_map(|style| style.leading(text).filter(ends))
        .or_else(whole)
        .filter(|(kind, rest)| !ends_sentence(kind) && !rest.starts_with(" of "))
}

/// Whether a "type" is the end of a description: `The list of tapes.`
fn ends_sentence(kind: &str) -> bool {
    kind.ends_with(['.', ',', ';', ':'])
}

/// The same with nothing between its cells: `PageNumberNo1`, `PageNumber1`.
fn glued_bare<'a>(text: &'a str, around: Around<'_>, answers: bool) -> Option<(Row, &'a str)> {
    let Around { ahead, before, witness, context } = around;
    let any = Context { style: Style::Any, ..*context };
    if let Some((row, tail)) = glued::row(text, &any, true).filter(|_| context.has_required()) {
        return Some((Row { bare: true, ..row }, tail));
    }
    let known = |row: &Row| {
        let name = row.name.as_deref().unwrap_or_default();
        witness.shown(name) || witness.spelled(name) && is_described(ahead)
    };
    let typed = [context.style, Style::Any].into_iter().find_map(|style| {
        glued::row(text, &Context { style, ..*context }, false).filter(|(row, _)| known(row))
    });
    if let Some((row, tail)) = typed {
        return Some((Row { bare: true, ..row }, tail));
    }
    let cut = |name: &'a str, required, tail: &'a str| {
        let name = Name::of(name).filter(|name| !is_shown_before(before, name.text, context))?;
        Some((Row { bare: true, ..named(&name, None, required) }, tail))
    };
    if !is_described(ahead) {
        return None;
    }
    // Of `OrderNoNo` the last answer counts.
    if context.has_required() {
        let found = text.char_indices().skip(1).filter_map(|(at, _)| {
            let (name, rest) = text.split_at_checked(at)?;
            let (required, tail) = glued::answer(rest, answers)?;
            let fits = !rest.starts_with(' ') && witness.knows(name) && !is_prose(tail);
            fits.then_some((name, required, tail))
        });
        if let Some((name, required, tail)) = found.last() {
            return cut(name, Some(required), tail);
        }
    }
    if let Some(name) = witness.leading(text) {
        let tail = text.get(name.len()..).unwrap_or_default();
        return (tail.is_empty() || starts_cell(tail) && !is_prose(tail)).then(|| cut(name, None, tail))?;
    }
    // A name that ends as a type does is two cells, or may be.
    let whole = Style::Any.places(text).all(|at| text.get(at..).is_none_or(|end| !Style::is_any(end)));
    (whole && witness.spelled(text)).then(|| cut(text, None, ""))?
}

/// Whether a line is a row that has lost its name: a type with yes or no, or with a value that a
/// description follows.
fn is_nameless(text: &str, ahead: &[&Line], context: &Context<'_>, cut: Cut) -> bool {
    let Some((kind, rest)) = context.style.leading(text) else { return false };
    if let Cut::Nothing { answers } = cut {
        let answered = context.has_required() && glued::answer(rest, answers).is_some();
        return answered || rest.is_empty() && is_described(ahead) && kind::is_common(kind);
    }
    if !rest.is_empty() && !rest.starts_with(' ') {
        return false;
    }
    let word = rest.split(' ').find(|word| !word.is_empty());
    let answered = context.has_required() && word.is_some_and(|word| required(word).is_some());
    let small = rest.trim_start().starts_with(|c: char| c.is_lowercase() && c.is_ascii());
    answered || is_described(ahead) && !is_prose(rest) && (!small || rest.split(' ').count() < 3)
}

/// What follows the cell that says where a parameter travels, in tables that have it.
fn skip_place<'a>(text: &'a str, context: &Context<'_>) -> &'a str {
    match text.split_once(' ') {
        Some((word, rest)) if context.head.has(Column::Location) && is_place(word) => rest.trim_start(),
        _ => text,
    }
}

/// The first word of a line, with the `└` before it even if a blank stands between.
fn split_name(text: &str) -> (&str, &str) {
    let bare = text.trim_start_matches(['└', '├', '─', '│', ' ']);
    let len = bare.find(' ').unwrap_or(bare.len());
    text.split_at_checked(text.len() - bare.len() + len).unwrap_or((text, ""))
}

/// The name at the start of a line that has nothing between its cells: up to what no name has, such as the
/// example of a list or the description in Chinese.
fn split_glued(text: &str) -> (&str, &str) {
    let (_, bare) = text
        .split_at_checked(text.len() - text.trim_start_matches(['└', '├', '─', '│', ' ']).len())
        .unwrap_or(("", text));
    let other = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let len = bare.find(other).unwrap_or(bare.len());
    text.split_at_checked(text.len() - bare.len() + len).unwrap_or((text, ""))
}

/// A word with a capital inside, as names have and the first word of a sentence has not.
fn is_field(name: &str) -> bool {
    name.chars().skip(1).any(|c| c.is_ascii_uppercase() || c == '_')
}

/// A type without a name: the root of a response, the entries of a list.
fn item<'a>(text: &'a str, before: Option<&Row>, context: &Context<'_>, cut: Cut) -> Option<(Row, &'a str)> {
    let (kind, rest) = context.style.leading(text)?;
    if !context.may_be_item(before, kind) {
        return None;
    }
    let row = |required| Row { kind: Some(kind.to_owned()), required, ..Row::default() };
    if let Cut::Nothing { answers } = cut {
        let answer = glued::answer(rest, answers).filter(|_| context.has_required());
        if let Some((required, tail)) = answer {
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
fn untyped<'a>(text: &'a str, around: Around<'_>, cut: Cut) -> Option<(Row, &'a str)> {
    let Around { ahead, before, context, .. } = around;
    // Pages give every field a type since they write types in small letters.
    if context.style == Style::Lower {
        return None;
    }
    // Cells that have nothing to say are empty, or say just that.
    let text = text.trim_end_matches([' ', '-']);
    let filled = std::iter::successors(Some(text), |text| text.strip_suffix("N/A").map(str::trim_end)).last();
    let text = filled.unwrap_or(text);
    let (first, rest) = match cut {
        Cut::Blanks => split_name(text),
        Cut::Nothing { .. } => split_glued(text),
    };
    let name = Name::of(first)?;
    let rest = rest.trim();
    let row = || named(&name, None, None);
    if !rest.is_empty() {
        // With an example, which is then an object or a list.
        let shown = context.head.has(Column::Example) && rest.starts_with(['{', '[']);
        let told = cut != Cut::Blanks && rest.starts_with(|c: char| !c.is_ascii());
        return ((shown || told) && context.sample.holds(name.text)).then(|| (row(), rest));
    }
    if !is_reference(name.text) {
        return None;
    }
    let entry = before.and_then(|before| before.kind.as_deref()).filter(|of| kind::is_list(of));
    let of_list = entry.is_some_and(|of| of.ends_with(&format!(" of {}", name.text)));
    // `Backups`, a description, and then `└BackupId String`. A word of a description has none itself.
    let described = ahead.first().is_some_and(|line| line.apart && is_prose(&line.text.text));
    let branches = || {
        let branch = |line: &&&Line| !line.bullet && line.text.text.starts_with('└');
        let next = ahead.iter().find(|line| branch(line) || typed(&line.text.text, context, cut).is_some());
        next.is_some_and(|line| branch(&line))
    };
    let known = of_list || name.depth > 0 || context.sample.holds(name.text);
    (known || described && starts_capital(name.text) && branches()).then(|| (row(), ""))
}
