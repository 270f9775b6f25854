//! What announces values: `Valid values:`, `取值范围：`, `The value can be`.

use super::cut;
use super::literal;
use super::phrases;

/// An announcement of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead<'a> {
    /// Values or an interval.
    pub of_range: bool,
    /// It ends with a colon: whatever follows is a value.
    pub colon: bool,
    /// It tells the caller what to send.
    pub ordered: bool,
    /// What follows, to the end of the line.
    pub rest: &'a str,
}

/// Lines with more are no descriptions.
const MOST: usize = 16;

/// All announcements in a line, in order.
pub(super) fn leads(text: &str) -> Vec<Lead<'_>> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(usize, Lead<'_>)> = Vec::new();
    for (at, colon) in text.match_indices([':', '：']) {
        let rest = &text[at + colon.len()..];
        if let Some(of_range) = announces(&lower[..at], rest) {
            found.push((at, Lead { of_range, colon: true, ordered: false, rest: rest.trim() }));
        }
    }
    for phrase in phrases::VALUE_PHRASES {
        let mut from = 0;
        while let Some(at) = literal::find(&lower, phrase, from) {
            from = at + phrase.len();
            let sentence = last_clause(&lower[..at], false);
            let whole = lower[at - sentence.len()..].trim_start();
            let other = phrases::NOT_THE_VALUE.iter().any(|word| sentence.trim_end().ends_with(word));
            // `Valid values include`: the longer phrase reads it.
            let verb = ["include", "are", "is", "of", "for", "depend", "vary"];
            let verb = phrase.ends_with("values")
                && verb.iter().any(|verb| lower[from..].trim_start().starts_with(verb));
            if !other && !verb && !under_condition(whole, sentence) {
                let rest = text[from..].trim_start_matches([':', '：', ' ']);
                let of_range = ["range", "范围", "範囲"].iter().any(|word| phrase.contains(word));
                found.push((at, Lead { of_range, colon: false, ordered: phrase.starts_with("set "), rest }));
            }
        }
    }
    found.sort_by_key(|(at, lead)| (*at, lead.rest.len()));
    found.into_iter().map(|(_, lead)| lead).take(MOST).collect()
}

/// Whether the whole line is an announcement that lost its colon: `Valid values`.
pub(super) fn is_bare(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    ["valid values", "valid value", "values", "options", "取值", "取值范围", "枚举值", "可选值"]
        .contains(&text.as_str())
}

/// Whether the text before a colon announces values (`false`) or an interval (`true`).
fn announces(before: &str, after: &str) -> Option<bool> {
    let within =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    if within || after.starts_with("//") {
        return None;
    }
    // The words for "instance" and "current" hold those for "example" and "when".
    let head = last_clause(before, true).trim().replace("实例", "").replace("当前", "");
    let head = head.as_str();
    let has = |words: &[&str]| words.iter().any(|word| literal::find(head, word, 0).is_some());
    if head.is_empty() || has(phrases::NOT_VALUES) || cut::is_conditional(head) {
        return None;
    }
    // `Valid values of N: 1 to 20`: how many there can be.
    if head.ends_with(" of n") || head.starts_with("n的") || head.split(' ').count() > 16 {
        return None;
    }
    if has(phrases::RANGE_NOUNS) {
        return Some(true);
    }
    let following = phrases::FOLLOWING.iter().any(|end| head.ends_with(end)) || names_kinds(head);
    (following || has(phrases::VALUE_NOUNS) || head.ends_with('值')).then_some(false)
}

/// Whether the text announces kinds of something, by name: `The house has the following types of shelves:`
pub(super) fn names_kinds(text: &str) -> bool {
    ["the following types of", "the following kinds of", "以下几种", "以下类型", "以下几类"]
        .iter()
        .any(|words| text.contains(words))
}

/// The text after the last stop; for what stands before a colon, also after the last Chinese comma.
fn last_clause(text: &str, commas: bool) -> &str {
    let text = literal::tail(text);
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let stops = match c {
            '。' | '；' | ';' | '！' | '？' | '\n' => true,
            '，' | '：' => commas,
            '.' | ':' | '!' | '?' => {
                next.is_none_or(|next| next == ' ') || !commas && c == ':' && next == Some(' ')
            }
            _ => false,
        };
        if stops {
            from = at + c.len_utf8();
        }
    }
    &text[from..]
}

/// Whether a condition comes before the announcement in its sentence.
fn under_condition(sentence: &str, before: &str) -> bool {
    cut::is_conditional(sentence)
        || [" if ", " when ", " unless ", " where ", "当", "如果", "若"].iter().any(|word| {
            before.match_indices(word).any(|(at, word)| !before[at + word.len()..].starts_with('前'))
        })
}
