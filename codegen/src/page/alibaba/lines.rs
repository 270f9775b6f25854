//! Rows whose cells stand on lines of their own, as pages have since 2023. Empty cells leave no trace, so a
//! row has five lines or three, and its length does not tell where the next one starts. What tells is a name
//! followed by a type, in requests with yes or no behind it; a type alone only where the entries of a list
//! or the root of the response can have a row.

use crate::page::document::Line;
use crate::page::facts::Doubt;
use crate::page::words::Column;

use super::kind::Style;
use super::lost::Witness;
use super::row::{Name, Row, is_place, required, starts_capital};
use super::rows::{Context, Draft, Rows};
use super::sections::Part;
use super::text::{is_label, is_prose};

/// Reads the lines under the head.
pub(super) fn read(lines: &[&Line], context: &Context<'_>) -> Rows {
    let mut found = Rows::default();
    let mut draft: Option<Draft<'_>> = None;
    let witness = Witness::new(context, typed_names(lines, context));
    // The row whose text this is has no name, and none of its entries has one.
    let mut nameless = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let ahead = lines.get(at..).unwrap_or_default();
        match start(ahead, draft.as_ref(), context, &witness) {
            Some(Start::Row(row, len)) if nameless && row.is_item() => at += len,
            Some(Start::Row(row, len)) => {
                nameless = false;
                found.rows.extend(draft.take().map(|draft| draft.finish(context)));
                draft = Some(Draft { row, tail: None, rest: Vec::new() });
                at += len;
            }
            Some(Start::Nameless(len)) => {
                found.rows.extend(draft.take().map(|draft| draft.finish(context)));
                let text = "a row without a name: the line with it is lost".to_owned();
                found.doubts.push(Doubt { line: line.text.line, text });
                nameless = true;
                at += len;
            }
            None => {
                // Text before the first row belongs to none, and so does that of a row without a name.
                if let Some(draft) = &mut draft {
                    draft.rest.push(line);
                }
                at += 1;
            }
        }
    }
    found.rows.extend(draft.take().map(|draft| draft.finish(context)));
    for row in &found.rows {
        if let (Some(name), None) = (&row.name, &row.kind) {
            let text = format!("the line with the type of {name} is lost");
            found.doubts.push(Doubt { line: row.line, text });
        }
    }
    found
}

enum Start {
    /// A row, and how many lines its name, type and yes or no take.
    Row(Row, usize),
    /// Type and yes or no of a row that has lost its name.
    Nameless(usize),
}

/// The row that starts on the first of these lines.
fn start(
    ahead: &[&Line],
    draft: Option<&Draft<'_>>,
    context: &Context<'_>,
    witness: &Witness<'_>,
) -> Option<Start> {
    let before = draft.map(|draft| &draft.row);
    let cell = |at: usize| ahead.get(at).filter(|line| !line.bullet).map(|line| line.text.text.as_str());
    let kind = |at: usize| cell(at).filter(|text| context.style.is_kind(text));
    let yes_or_no = |at: usize| cell(at).filter(|_| context.has_required()).and_then(required);
    let line = ahead.first()?.text.line;

    if let Some(kind) = kind(0) {
        let required = yes_or_no(1);
        if context.may_be_item(before, kind) {
            let row = Row { line, kind: Some(kind.to_owned()), required, ..Row::default() };
            return Some(Start::Row(row, 1 + usize::from(required.is_some())));
        }
        // Without yes or no it is one where the description follows; else it is the example `string`.
        let told = match draft.map(|draft| draft.rest.as_slice()) {
            // Behind the root's row the first field is to come.
            Some([]) => draft.is_some_and(|draft| draft.row.is_item()) && cell(1).is_some_and(is_prose),
            Some([.., description, last]) => cell(1).is_some_and(is_prose) || shows(description, last),
            _ => cell(1).is_some_and(is_prose),
        };
        return match required {
            Some(_) => Some(Start::Nameless(2)),
            None => told.then_some(Start::Nameless(1)),
        };
    }
    // A type in another way than the page's.
    let odd = |at: usize| cell(at).filter(|text| Style::is_any(text));
    if odd(0).is_some_and(|word| !context.sample.has(word)) && yes_or_no(1).is_some() {
        return Some(Start::Nameless(2));
    }

    let name = Name::of(cell(0)?)?;
    if !context.sample.has(name.text) && is_value(name.text, draft, witness.capital, context) {
        return None;
    }
    // Pages of 2024 mark deprecated fields with a word of its own behind the name.
    let marked = cell(1).is_some_and(|text| text.eq_ignore_ascii_case("deprecated"));
    let place = |at: usize| usize::from(context.head.has(Column::Location) && cell(at).is_some_and(is_place));
    let next = 1 + usize::from(marked);
    let next = next + place(next);
    let mut row = Row {
        line,
        depth: name.depth,
        name: Some(name.text.to_owned()),
        deprecated: name.deprecated || marked,
        ..Row::default()
    };
    if let Some(kind) = kind(next) {
        // The entries of a list seldom have the type of the list; then it is rather a row of that type.
        let own = before.and_then(|before| before.kind.as_deref()) != Some(kind);
        // `dds-bp1a`, `string`: the example of a list, and then the row of its entries.
        if let Some(list) = before.and_then(|before| before.name.as_deref())
            && context.may_be_item(before, kind)
            && (context.sample.shows(list, name.text)
                || own && !context.sample.has(name.text) && !is_row(name.text, draft, witness))
        {
            return None;
        }
        row.kind = Some(kind.to_owned());
        let next = next + 1 + place(next + 1);
        row.required = yes_or_no(next);
        let len = next + usize::from(row.required.is_some());
        return Some(Start::Row(row, len));
    }
    row.bare = true;
    if let Some(kind) = odd(next) {
        let end = next + 1 + place(next + 1);
        row.required = yes_or_no(end);
        if row.required.is_some() || witness.knows(name.text) {
            row.kind = Some(kind.to_owned());
            let len = end + usize::from(row.required.is_some());
            return Some(Start::Row(row, len));
        }
        return None;
    }
    row.required = yes_or_no(next);
    if row.required.is_some() {
        return Some(Start::Row(row, next + 1));
    }
    is_bare(&name, cell(next), draft, context, witness).then_some(Start::Row(row, next))
}

/// Whether a name alone, before `next`, starts a row that has lost its type, and yes or no.
fn is_bare(
    name: &Name<'_>,
    next: Option<&str>,
    draft: Option<&Draft<'_>>,
    context: &Context<'_>,
    witness: &Witness<'_>,
) -> bool {
    let rest = draft.map(|draft| draft.rest.as_slice());
    // The example stands right behind the type, or behind the list of values.
    let old = context.head.in_order(Column::Example, Column::Description);
    let awaited = match rest.and_then(<[_]>::last) {
        Some(last) => last.text.text.ends_with([':', '：']),
        None => old && draft.is_some(),
    };
    let of_before = |draft: &Draft<'_>| {
        draft.row.name.as_deref().is_some_and(|before| context.sample.shows(before, name.text))
    };
    if awaited || draft.is_some_and(of_before) {
        return false;
    }
    if name.depth > 0 || witness.shown(name.text) {
        return true;
    }
    let told = rest.is_none_or(|rest| !rest.is_empty());
    told && witness.spelled(name.text) && next.is_some_and(|next| is_told(next) && !is_label(next))
}

/// Whether a line is a sentence, be it as short as "The ID.".
fn is_told(text: &str) -> bool {
    text.ends_with(['.', '。', ':', '：']) && (text.contains(' ') || !text.is_ascii())
}

/// Whether a name behind a list, before what could be the type of its entries, is a row's: the list has its
/// example, or the name is spelled as names are.
fn is_row(name: &str, draft: Option<&Draft<'_>>, witness: &Witness<'_>) -> bool {
    let shown = |draft: &Draft<'_>| match draft.rest.as_slice() {
        [.., description, last] => shows(description, last),
        _ => false,
    };
    draft.is_some_and(shown)
        || witness.capital && starts_capital(name) && name.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

/// Whether the last line of a row is its example: one word behind the description.
fn shows(description: &Line, last: &Line) -> bool {
    let text = last.text.text.as_str();
    let told = description.bullet || is_told(&description.text.text);
    told && !description.text.text.ends_with([':', '：'])
        && !last.bullet
        && !text.contains(' ')
        && !is_prose(text)
}

/// The names that stand before a type of the page's way.
fn typed_names<'a>(lines: &[&'a Line], context: &Context<'_>) -> Vec<&'a str> {
    let text = |at: usize| lines.get(at).map(|line| line.text.text.as_str());
    let typed = |at: &usize| text(at + 1).is_some_and(|kind| context.style.is_kind(kind));
    let names = (0..lines.len()).filter(typed).filter_map(text);
    names.filter_map(Name::of).map(|name| name.text).collect()
}

/// Whether a word before a type is the example of the row before, and the row's own name is lost: no name
/// of this table looks like it, or the row before explains it as one of its values.
fn is_value(word: &str, draft: Option<&Draft<'_>>, capital: bool, context: &Context<'_>) -> bool {
    // Some responses have a few `priceUnit` among their names, parameters do not.
    let inner = context.part == Part::Response
        && word.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && !word.contains('-');
    let explains = |line: &&Line| {
        let end = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.');
        let text = line.text.text.as_str();
        let listed = line.bullet && text.split(end).next() == Some(word);
        listed || text.contains(&format!(" to {word}.")) || text.contains(&format!("取值：{word}"))
    };
    // Behind a list of values, or a sentence, its example is still to come.
    let awaited = |line: &&Line| line.bullet || is_prose(&line.text.text);
    let fits = |draft: &Draft<'_>| {
        let name = draft.row.name.as_deref().unwrap_or_default();
        let shows = |text: &str| context.sample.shows(name, text);
        let shown = shows(word) && !draft.rest.iter().any(|line| shows(&line.text.text));
        shown || draft.rest.last().is_some_and(awaited) && draft.rest.iter().any(explains)
    };
    draft.is_some_and(fits) || capital && !starts_capital(word) && !inner
}
