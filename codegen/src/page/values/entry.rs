//! One value and what the page says about it: `0: disabled (default)`, `取值为“Auto”，表示…`.

use super::literal::{self, Kind, Word};
use super::phrases;

/// A value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The value.
    pub value: String,
    /// What it means.
    pub note: String,
    /// It is marked as the default.
    pub default: bool,
}

/// What stands between a value and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A colon or an equals sign.
    Colon,
    /// A dash.
    Dash,
    /// A verb.
    Means,
    /// A comma.
    Comma,
    /// A stop.
    Stop,
    /// Nothing: the value is all there is.
    End,
}

/// The entry that `text` begins with, and how it is written.
pub(super) fn read(text: &str, kind: Kind) -> Option<(Entry, Mark)> {
    let text = without_start(text.trim());
    // `1. Monday: on Mondays`
    if !kind.is_number()
        && let Some((number, rest)) = text.split_once(". ")
        && number.len() < 3
        && number.chars().all(|c| c.is_ascii_digit())
    {
        return read(rest, kind).filter(|(_, mark)| *mark == Mark::Colon);
    }
    if let Some(note) = text.strip_prefix("-:").or_else(|| text.strip_prefix("-："))
        && kind == Kind::Text
    {
        return Some((Entry::new("-", note.trim(), false), Mark::Colon));
    }
    let (word, rest) = value(text, kind)?;
    let mut rest = rest.trim_start();
    let mut default = false;
    while let Some((remark, after)) = brackets(rest) {
        default |= is_default(remark);
        rest = after.trim_start();
    }
    // `0 or null`
    rest = ["or null", "or unspecified", "or empty"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let (mark, note) = mark(rest, text.len() - rest.len() > word.text.len() || !rest.is_ascii())?;
    default |= mark != Mark::Means && says_default(note);
    Some((Entry::new(word.text, note, default), mark))
}

impl Entry {
    /// Whether the word is a label of prose as well: `Note`, `type`.
    pub(super) fn is_label(&self) -> bool {
        phrases::LABELS.contains(&self.value.to_ascii_lowercase().as_str())
    }

    /// A value with its meaning.
    pub(super) fn new(value: &str, note: &str, default: bool) -> Self {
        Self { value: value.to_owned(), note: note.trim().to_owned(), default }
    }
}

/// The value that `text` begins with. A number ends where its digits end: `0-off`.
pub(super) fn value(text: &str, kind: Kind) -> Option<(Word<'_>, &str)> {
    let (word, rest) = literal::word(text)?;
    if kind == Kind::Integer && !kind.fits(word.text) && !word.quoted {
        let (_, rest) = literal::number(text)?;
        let word = text.strip_suffix(rest)?.trim();
        // `0-168` is an interval, `00:00` a time.
        let mark = rest.strip_prefix(['-', '=', ':', '/']);
        let fits =
            kind.fits(word) && mark.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit()));
        return fits.then_some((Word { text: word, quoted: false }, rest));
    }
    kind.fits(word.text).then_some((word, rest))
}

/// The text without `The value`, `取值为` and the like.
fn without_start(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let start = phrases::ENTRY_STARTS
        .iter()
        .filter(|start| lower.starts_with(*start))
        .max_by_key(|start| start.len());
    start.map_or(text, |start| text[start.len()..].trim_start())
}

/// The text inside the brackets that `text` begins with, and what follows them.
pub(super) fn brackets(text: &str) -> Option<(&str, &str)> {
    let close = match text.chars().next()? {
        '(' => ')',
        '（' => '）',
        _ => return None,
    };
    let inside = &text[text.chars().next()?.len_utf8()..];
    let end = inside.find([close, ')', '）'])?;
    let after = inside[end..].chars().next()?.len_utf8();
    Some((inside[..end].trim(), &inside[end + after..]))
}

/// Which mark `rest` begins with, and what follows it. `apart` says that a blank stands before it.
fn mark(rest: &str, apart: bool) -> Option<(Mark, &str)> {
    let Some(first) = rest.chars().next() else { return Some((Mark::End, "")) };
    let after = &rest[first.len_utf8()..];
    match first {
        ':' | '：' | '=' => Some((Mark::Colon, after)),
        '-' | '–' | '—' => Some((Mark::Dash, after.trim_start_matches(['-', '—']))),
        '，' => match phrases::MEANS.iter().find_map(|verb| after.strip_prefix(verb)) {
            Some(meaning) => Some((Mark::Means, meaning)),
            None => Some((Mark::Comma, after)),
        },
        ',' if [" which", " indicat", " mean", " that is", " i.e."]
            .iter()
            .any(|word| after.starts_with(word)) =>
        {
            Some((Mark::Comma, after))
        }
        '.' | '。' | ';' | '；' => Some((Mark::Stop, after)),
        _ if apart => {
            let verb = phrases::MEANS.iter().find(|verb| rest.starts_with(*verb))?;
            Some((Mark::Means, &rest[verb.len()..]))
        }
        _ => None,
    }
}

/// Whether a remark says nothing but that this is the default.
pub(super) fn is_default(remark: &str) -> bool {
    let remark = remark.trim().trim_end_matches(['.', '。']).to_ascii_lowercase();
    phrases::IS_DEFAULT.contains(&remark.as_str())
}

/// Whether one of a meaning's remarks says that this is the default.
fn says_default(note: &str) -> bool {
    let mut rest = note;
    while let Some(at) = rest.find(['(', '（']) {
        let Some((remark, after)) = brackets(&rest[at..]) else { break };
        if is_default(remark) || remark.split([',', '，', ';', '；']).any(is_default) {
            return true;
        }
        rest = after;
    }
    // `By default, …` begins a sentence about something else.
    note.split(['.', '。', ',', '，', ';', '；'])
        .any(|part| is_default(part) && !part.trim().eq_ignore_ascii_case("by default"))
}

/// Whether the meaning of an entry is itself about values: then the entry is a case, not a value.
pub(super) fn is_rule(entry: &Entry) -> bool {
    let note = entry.note.to_ascii_lowercase();
    ["the value ", "the number of", "取值为"].iter().any(|start| note.starts_with(start))
        || ["value range", "value ranges", "valid values", "取值范围"]
            .iter()
            .any(|words| note.contains(words))
}

/// `Tag.1.Key`: the first of the fields that the page calls `Tag.N.Key`. Where nothing announces values, a
/// list of them is an example.
pub(super) fn names_a_field(entry: &Entry) -> bool {
    let capital =
        |part: Option<&str>| part.is_some_and(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    let mut parts = entry.value.split('.');
    capital(parts.next())
        && parts.next().is_some_and(|part| part.chars().all(|c| c.is_ascii_digit()))
        && capital(parts.next())
}
