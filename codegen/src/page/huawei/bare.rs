//! A name that stands alone where its row lost the cells that would show that a row begins. The address,
//! the examples, its spelling and its place can vouch for it; without them it is no row, but it may be one,
//! and then what follows must not be taken for the description of the row before.

use super::cells;
use super::rows::{Known, Row};
use crate::page::document::Line;

/// What a line is that holds a name and has no cells behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// The name of a row.
    Row,
    /// Perhaps the name of a row.
    Doubtful,
    /// A part of the description.
    Text,
}

/// Judges the name on the line `at`, behind the rows `rows` of its table; `titled` says whether names of the
/// table are written as words at the beginning of a sentence are.
pub(super) fn judge(
    name: &str,
    lines: &[&Line],
    at: usize,
    rows: &[Row],
    titled: bool,
    known: &Known<'_>,
) -> Bare {
    let before = at.checked_sub(1).and_then(|before| lines.get(before)).copied();
    let next = lines.get(at + 1).copied();
    let labelled = next.is_some_and(|next| !next.bullet && cells::is_first_label(&next.text.text));
    let introduced = before.is_some_and(|before| introduces(&before.text.text));
    let title = is_title(name) && !titled;
    if ["or", "and"].contains(&name) || introduced && !labelled || rows.iter().any(|row| row.name == name) {
        return Bare::Text;
    }
    let in_address = known.uri.names(name);
    let lists = rows.last().is_some_and(|row| lists_values(&row.description));
    if lists && !in_address && !labelled {
        return Bare::Text;
    }
    let described = labelled || next.is_some_and(begins_text);
    let vouched = in_address || known.shown.contains(name);
    // No description can be before the first row.
    let first = at == 0 && described;
    if first || vouched && described && (!title || labelled) {
        return Bare::Row;
    }
    if title {
        return Bare::Text;
    }
    let due = rows.last().is_some_and(|row| row.description.is_empty());
    if vouched && !described {
        // The description was lost with the cells, or the row never had one.
        let ends = next.is_none_or(|next| next.bullet || cells::name(&next.text.text).is_some());
        return if in_address && ends && !due { Bare::Row } else { Bare::Doubtful };
    }
    if !described || due && !name.contains(['_', '-']) {
        return Bare::Text;
    }
    if before.is_some_and(|before| before.bullet || ends(&before.text.text, rows)) && !due {
        Bare::Row
    } else {
        Bare::Doubtful
    }
}

/// Whether a line can be the last of the last row's description: it ends as a sentence does, or no description
/// of the table does, and there are some.
fn ends(line: &str, rows: &[Row]) -> bool {
    let stops = |row: &Row| row.description.last().is_some_and(|line| cells::ends_sentence(&line.text.text));
    let single = rows.last().is_some_and(|row| row.description.len() == 1);
    cells::ends_sentence(line) || single && rows.len() > 1 && !rows.iter().any(stops)
}

/// Whether a name is written as any word at the beginning of a sentence is.
pub(super) fn is_title(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.contains(['_', '-'])
}

/// Whether a line has more than one word.
pub(super) fn is_sentence(line: &str) -> bool {
    line.contains(' ') || !line.is_ascii()
}

/// Whether a value follows a line: `Default value:`, `The value can be:`
fn introduces(line: &str) -> bool {
    cells::is_label(line) || line.ends_with([':', '：'])
}

/// Whether a description has begun a list of values without bullets: such words stand alone too. A default is
/// one value.
fn lists_values(description: &[Line]) -> bool {
    let is_default = |line: &str| line.to_lowercase().starts_with("default") || line.starts_with("默认");
    description.windows(2).any(|pair| match pair {
        [intro, value] => {
            introduces(&intro.text.text)
                && !is_default(&intro.text.text)
                && !value.bullet
                && cells::name(&value.text.text).is_some()
        }
        _ => false,
    })
}

/// Whether a line is the first of a description.
fn begins_text(line: &Line) -> bool {
    let text = line.text.text.as_str();
    let starts = text.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii());
    let says = is_sentence(text) || text.ends_with('.');
    !line.bullet && starts && says && !cells::is_short_cell(text)
}
