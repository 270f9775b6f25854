//! Values that stand in running text, whatever marks keep them apart.

use super::cut;
use super::entry::{self, Entry, Mark};
use super::items::items;
use super::lead::Lead;
use super::literal::{self, Kind, Word};
use super::phrases;
use super::range;

/// The values that follow an announcement on its own line.
pub(super) fn inline(lead: Lead<'_>, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    if range::interval(lead.rest).is_some() {
        return None;
    }
    let rest = lead.rest.trim_start_matches([' ', '：', ':']);
    let bracketed =
        rest.strip_prefix(['[', '【', '{']).and_then(|inside| inside.split([']', '】', '}']).next());
    if let Some(values) = bracketed.and_then(|inside| items(inside, kind)) {
        return Some((entries(values), true));
    }
    if lead.colon
        && let Some(values) = joined(rest, kind, COLONS)
            .or_else(|| coded(rest, kind, true).map(|(values, _)| values))
            .or_else(|| joined(rest, kind, DASHES).filter(|_| kind.is_number()))
    {
        return Some((values, true));
    }
    let sentence = cut::split(rest).first().copied().unwrap_or_default();
    let values = items(sentence, kind).or_else(|| {
        // What follows a semicolon may be another matter, but not another value.
        let (first, other) = sentence.split_once([';', '；'])?;
        let values = items(first, kind)?;
        (values.len() > 1 || entry::read(other, kind).is_none()).then_some(values)
    });
    if values.is_none()
        && !lead.colon
        && let Some(values) =
            joined(rest, kind, COLONS).or_else(|| coded(rest, kind, true).map(|(values, _)| values))
    {
        return Some((values, true));
    }
    if let Some(values) = values {
        if values.len() > 1 {
            // `The value can be modified or deleted.`
            let verbs = values.iter().all(|(entry, code)| !code && entry.value.ends_with("ed"));
            return (lead.colon || !verbs).then(|| (entries(values), true));
        }
        if lead.colon
            && let Some(values) = sentences(rest, kind)
        {
            return Some((values, true));
        }
        let (value, code) = values.first()?;
        if !lead.colon && ["表示", "代表", "indicat", "which "].iter().any(|word| sentence.contains(word))
        {
            return None;
        }
        let shout = value.value.chars().all(|c| c.is_ascii_uppercase());
        let sure = match (lead.colon, lead.of_range) {
            (true, false) => !phrases::LABELS.contains(&value.value.to_ascii_lowercase().as_str()),
            // `Set the value to root.`
            (false, _) if lead.ordered => !kind.is_number(),
            (true, true) => *code && !shout && !kind.is_number(),
            (false, _) => *code && !kind.is_number(),
        };
        return sure.then(|| (entries(values), false));
    }
    if lead.colon { bare(rest, kind).map(|values| (values, true)) } else { None }
}

/// Values that each have a sentence: `on, indicating that it is open. off, indicating that it is shut.`
fn sentences(text: &str, kind: Kind) -> Option<Vec<Entry>> {
    let read = cut::split(text).into_iter().map_while(|sentence| entry::read(sentence, kind));
    let values: Vec<Entry> = read
        .take_while(|(entry, mark)| matches!(mark, Mark::Comma | Mark::Means) && !entry.is_label())
        .map(|(entry, _)| entry)
        .collect();
    (values.len() > 1 && !values.iter().any(entry::is_rule)).then_some(values)
}

/// What stands between a value and its meaning in such a list. Only numbers have dashes there.
const COLONS: &[char] = &[':', '：'];
const DASHES: &[char] = &['-', '–', '—'];

/// A list whose entries became one line: `Success: it worked. Failed: it did not.` Every word with a mark
/// begins an entry, until one is a label: `Note:`.
fn joined(text: &str, kind: Kind, marks: &[char]) -> Option<Vec<Entry>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut end = text.len();
    for (at, colon) in text.match_indices(marks) {
        let before = if colon == ":" || colon == "：" { &text[..at] } else { text[..at].trim_end() };
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '“' | '”')));
        let start = start.map_or(0, |start| start + before[start..].chars().next().map_or(1, char::len_utf8));
        let word = before[start..].trim_matches(['"', '“', '”']);
        let after = &text[at + colon.len()..];
        if word.is_empty()
            || colon == ":" && !after.starts_with(' ') && !after.is_empty() && !kind.is_number()
            // `1-5` is an interval.
            || marks == DASHES && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        if phrases::LABELS.contains(&word.to_ascii_lowercase().as_str()) {
            end = start;
            break;
        }
        if kind.fits(word) {
            starts.push((start, at + colon.len()));
        }
    }
    if starts.len() < 2 || starts.first().is_some_and(|(start, _)| *start > 0) {
        return None;
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([end]).collect::<Vec<_>>();
    let values =
        starts.iter().zip(ends).filter_map(|((start, _), end)| entry::read(text.get(*start..end)?, kind));
    let values: Vec<Entry> = values.map(|(entry, _)| entry).collect();
    (values.len() > 1 && !values.iter().any(entry::is_rule)).then_some(values)
}

/// Values and meanings in running text: `0: off; 1: on`. Texts are values only after a strong stop, because
/// prose has words with colons too, and all of them or none are.
pub(super) fn coded(text: &str, kind: Kind, announced: bool) -> Option<(Vec<Entry>, bool)> {
    let mut values: Vec<Entry> = Vec::new();
    for strong in cut::split(text).into_iter().flat_map(|sentence| sentence.split([';', '；'])) {
        let pieces = pieces(strong);
        for (n, weak) in pieces.iter().copied().enumerate() {
            let next = pieces.get(n + 1).copied();
            if announced
                && n == 0
                && let Some(entry) = next.and_then(|next| apart(weak, next, kind))
            {
                values.push(entry);
                break;
            }
            let read = entry::read(weak, kind).or_else(|| {
                // `Billing method: 0: postpaid`
                let (_, rest) = weak.split_once([':', '：']).filter(|_| values.is_empty())?;
                entry::read(rest, kind).or_else(|| {
                    // `State of the task (1: waiting`
                    let (_, rest) = weak.split_once(['(', '（']).filter(|_| kind.is_number())?;
                    entry::read(rest, kind)
                })
            });
            let stopped = announced || kind.is_number() || n == 0 || values.is_empty();
            // A Latin word with a mark and Chinese behind it is hardly prose.
            // `DESC - descending order, ASC - ascending order`
            let dashed = matches!(&read, Some((_, Mark::Dash))) && (n == 0 || !values.is_empty());
            let stopped = stopped
                || dashed
                || read.as_ref().is_some_and(|(entry, _)| {
                    entry.note.split(' ').next().is_some_and(|word| !word.is_ascii())
                });
            match read {
                Some((entry, mark)) if stopped && begins(&entry, mark, kind, announced) => values.push(entry),
                None if n == 0 && !values.is_empty() && !kind.is_number() && has_colon(weak) => return None,
                _ => {}
            }
        }
    }
    let other = |entry: &Entry| entry::is_rule(entry) || !announced && entry::names_a_field(entry);
    (values.len() > 1 && !values.iter().any(other)).then_some((values, announced))
}

/// Values and meanings in brackets, `(0: off; 1: on)`, or with blanks between them, `0: off 1: on`.
pub(super) fn aside(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let bracketed = text.match_indices(['(', '（']).take(4).find_map(|(at, _)| {
        let (inside, _) = entry::brackets(&text[at..])?;
        coded(inside, kind, false)
    });
    bracketed.or_else(|| touching(text, kind)).or_else(|| sorted(text, kind)).or_else(|| {
        let is_start = |at: usize| {
            let (before, rest) = (&text[..at], &text[at..]);
            let mark = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            before.ends_with([' ', '(', '（']) && mark.len() < rest.len() && mark.starts_with([':', '：'])
        };
        let start =
            text.char_indices().map(|(at, _)| at).find(|at| is_start(*at)).filter(|_| kind.is_number())?;
        joined(&text[start..], kind, COLONS).map(|values| (values, false))
    })
}

/// Numbers that touch their meanings: `1倒序，0顺序`. Units touch numbers as well, but they come again.
fn touching(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    const UNITS: &[char] = &['个', '月', '年', '天', '小', '分', '秒', '核', '台', '条', '次', '位', '点'];
    let mut values: Vec<Entry> = Vec::new();
    for piece in cut::split(text).first()?.split(['，', '；']).map(str::trim) {
        let Some((number, note)) = literal::number(piece) else { break };
        let meaning = !note.is_empty()
            && note.chars().count() < 8
            && note.chars().all(literal::is_ideograph)
            && !note.starts_with(UNITS);
        if !meaning || values.iter().any(|entry| entry.note == note) {
            return None;
        }
        values.push(Entry::new(&number.to_string(), note, false));
    }
    (kind == Kind::Integer && values.len() > 1).then_some((values, false))
}

/// What to sort by, in brackets: `Sorting field (name or createTime)`. Other brackets hold remarks.
fn sorted(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let sentence = cut::split(text).first().copied()?;
    let (head, _) = sentence.split_once(['(', '（'])?;
    let (inside, _) = entry::brackets(sentence.get(head.len()..)?)?;
    let head = head.to_ascii_lowercase();
    let sorts = ["sort", "order", "排序"].iter().any(|word| head.contains(word));
    let values = items(inside, kind).filter(|values| values.len() > 1 && sorts && kind == Kind::Text)?;
    Some((entries(values), false))
}

/// A value and its meaning with a comma between them: `asc，升序`.
fn apart(value: &str, note: &str, kind: Kind) -> Option<Entry> {
    let (mut entry, mark) = entry::read(value, kind)?;
    if mark != Mark::End || note.is_ascii() || entry::read(note, kind).is_some() {
        return None;
    }
    entry.note = note.to_owned();
    Some(entry)
}

/// Whether a piece begins like an entry whose value is more than a word.
fn has_colon(piece: &str) -> bool {
    let head = piece.split([':', '：']).next().unwrap_or_default();
    let label = head.split(' ').any(|word| phrases::LABELS.contains(&word.to_ascii_lowercase().as_str()));
    head.len() < piece.len() && head.split(' ').count() < 4 && !label
}

/// Whether an entry in running text is one, and not only a word with a colon.
fn begins(entry: &Entry, mark: Mark, kind: Kind, announced: bool) -> bool {
    let plain = Word { text: &entry.value, quoted: false };
    let prose = !plain.is_code() && plain.text.len() > 24;
    if entry.note.is_empty() || entry.is_label() || prose {
        return false;
    }
    match mark {
        Mark::Colon | Mark::Dash => true,
        Mark::Means => {
            let name = plain.text.len() > 2 && plain.text.starts_with(|c: char| c.is_ascii_uppercase());
            kind.is_number() || plain.is_code() || announced || name
        }
        Mark::Comma => announced && !entry.note.is_ascii(),
        Mark::Stop | Mark::End => false,
    }
}

/// A clause, cut where another value could begin.
fn pieces(clause: &str) -> Vec<&str> {
    clause
        .split([',', '，', '、'])
        .map(|piece| {
            let piece = piece.trim();
            ["and ", "or ", "和", "或"].iter().find_map(|word| piece.strip_prefix(word)).unwrap_or(piece)
        })
        .collect()
}

fn entries(items: Vec<(Entry, bool)>) -> Vec<Entry> {
    items.into_iter().map(|(entry, _)| entry).collect()
}

/// Values with nothing but blanks between them, as a list becomes when its bullets are lost.
fn bare(text: &str, kind: Kind) -> Option<Vec<Entry>> {
    let mut values = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (word, after) = literal::word(rest)?;
        if values.len() > 1 && is_label(rest) {
            break;
        }
        if !kind.fits(word.text) || phrases::LABELS.contains(&word.text.to_ascii_lowercase().as_str()) {
            return None;
        }
        let mut entry = Entry::new(word.text, "", false);
        let mut after = after;
        while let Some((remark, behind)) = entry::brackets(after.trim_start()) {
            entry.default |= entry::is_default(remark);
            after = behind;
        }
        if !(after.is_empty() || after.starts_with(' ')) {
            return None;
        }
        values.push(entry);
        rest = after.trim_start();
    }
    // A few words of prose look the same: `Valid values see below`.
    let prose = values.iter().filter(|entry| entry.value.chars().all(|c| c.is_ascii_lowercase())).count();
    (values.len() > 1 && (prose == 0 || prose == values.len() && values.len() <= 4)).then_some(values)
}

fn is_label(text: &str) -> bool {
    ["Note", "Important", "Caution", "Default", "Warning", "Notice"]
        .iter()
        .any(|label| text.starts_with(label))
}

/// `Only X is supported`, where X is plainly a value: what a field may hold is often said like that too
/// (`Only IPv4 is supported`).
pub(super) fn only(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    if kind.is_number() {
        return None;
    }
    for sentence in cut::split(text) {
        let lower = sentence.to_ascii_lowercase();
        // `"name" and "time" are supported`
        if sentence.starts_with(['"', '“'])
            && let Some(items) = lower.find(" are supported").and_then(|end| items(&sentence[..end], kind))
            && items.len() > 1
        {
            return Some((entries(items), false));
        }
        for (start, ends) in phrases::ONLY {
            let Some(at) = literal::find(&lower, start, 0) else { continue };
            let from = at + start.len();
            if let Some((entry, Mark::Colon)) = entry::read(&sentence[from..], kind) {
                return Some((vec![entry], false));
            }
            let end = ends.iter().find_map(|end| lower[from..].find(end)).map_or(from, |end| from + end);
            let passed = lower[end..].starts_with(" can be passed in");
            let Some(items) = items(&sentence[from..end], kind) else { continue };
            let plainly = |value: &str| {
                passed
                    || value.contains(['_', '.'])
                    || value.contains(|c: char| c.is_ascii_digit()) && value.len() > 5
            };
            if items.iter().all(|(entry, _)| plainly(&entry.value)) {
                return Some((entries(items), false));
            }
        }
    }
    None
}

/// Whether a line is a label with a list behind it. Where several are, each lists what holds in its case:
/// `Rights on a table: SELECT, CREATE VIEW`, `Rights on a column: SELECT, UPDATE`.
pub(super) fn is_case(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(head, rest)| {
        head.split(' ').count() <= 4 && rest.contains([',', '，', '、']) && !head.is_empty()
    })
}

/// `Engine information: Redis-2.8, Redis-4.0`: a few words, a colon, and nothing but values.
pub(super) fn labelled(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let sentence = cut::split(text).first().copied()?;
    let Some((head, rest)) = sentence.split_once(": ").or_else(|| sentence.split_once('：')) else {
        return unlabelled(sentence, kind);
    };
    let lower = head.to_ascii_lowercase().replace("实例", "").replace("当前", "");
    let has = |words: &[&str]| words.iter().any(|word| literal::find(&lower, word, 0).is_some());
    if head.split(' ').count() > 4 || has(phrases::NOT_VALUES) || has(phrases::LABELS) || kind.is_number() {
        return None;
    }
    let values = items(rest, kind)?;
    let plainly = !head.is_ascii() || values.iter().any(|(entry, code)| *code || entry.value.contains('-'));
    (values.len() > 1 && plainly).then(|| (entries(values), false))
}

/// Nothing but names: `Monday, Tuesday, Friday`, in other languages after a word that says what they are.
fn unlabelled(sentence: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let head = sentence
        .split_once(' ')
        .filter(|(head, _)| !head.is_empty() && !head.contains(|c: char| c.is_ascii()));
    let values = items(head.map_or(sentence, |(_, rest)| rest), kind)?;
    let named =
        |(entry, code): &(Entry, bool)| *code || entry.value.starts_with(|c: char| c.is_ascii_uppercase());
    // `Policy, ACCEPT or DROP`: the first word says what they are.
    let shouts =
        values.iter().filter(|(entry, _)| entry.value.chars().all(|c| !c.is_ascii_lowercase())).count();
    let alike = shouts == 0 || shouts == values.len();
    let is_list = kind == Kind::Text && values.len() > 2 && alike && values.iter().all(named);
    is_list.then(|| (entries(values), false))
}
