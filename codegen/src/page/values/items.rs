//! Values with commas and conjunctions between them.

use super::entry::{self, Entry};
use super::literal::{self, Kind, Word};
use super::range;

/// The words of an enumeration: `30, 50, and 100`. Nothing when it holds anything else than values.
pub(super) fn items(text: &str, kind: Kind) -> Option<Vec<(Entry, bool)>> {
    let mut items = Vec::new();
    let mut rest = text.trim();
    loop {
        rest = without_conjunction(rest);
        if kind.is_number()
            && let Some((from, to, after)) = range::span(rest)
        {
            // `1 to 9, 12, 24`
            if from > to || to - from > 64 {
                return None;
            }
            items.extend((from..=to).map(|number| (Entry::new(&number.to_string(), "", false), true)));
            rest = after.trim_start();
        } else {
            let (word, after) = literal::word(rest)?;
            // `The value can be empty, A, or B.`
            if word.text == "empty" && items.is_empty() && after.starts_with(", ") {
                rest = &after[2..];
                continue;
            }
            let (word, after) = unglued(word, after, rest);
            if !kind.fits(word.text) || literal::is_nothing(word.text) || is_comparative(word.text) {
                return None;
            }
            let mut entry = Entry::new(word.text, "", false);
            rest = after.trim_start();
            while let Some((remark, after)) = entry::brackets(rest) {
                entry.default |= entry::is_default(remark);
                rest = after.trim_start();
            }
            items.push((entry, word.is_code()));
        }
        match ending(rest)? {
            None => return Some(items),
            Some(next) => rest = next,
        }
    }
}

/// `0 or more` is a bound, not two values.
fn is_comparative(word: &str) -> bool {
    ["more", "less", "fewer", "greater", "larger", "higher", "smaller", "lower", "above", "below", "later"]
        .contains(&word.to_ascii_lowercase().as_str())
}

/// The first of two numbers with a conjunction between them, `3.4or4.0`: blanks get lost where the values
/// were marked.
fn unglued<'a>(word: Word<'a>, after: &'a str, text: &'a str) -> (Word<'a>, &'a str) {
    let is_digit = |c: char| c.is_ascii_digit();
    let cut = ["or", "and"].iter().find_map(|conjunction| {
        let (first, second) = word.text.split_once(conjunction)?;
        let numbers = first.ends_with(is_digit) && second.starts_with(is_digit);
        (numbers && !word.quoted).then(|| text.trim_start().split_at_checked(first.len()))?
    });
    cut.map_or((word, after), |(first, after)| (Word { text: first, quoted: false }, after))
}

/// What follows a conjunction that has lost the blank behind it: `andB`, `or4.0`.
fn behind_glued(text: &str) -> Option<&str> {
    let after = ["and", "or"].iter().find_map(|word| text.strip_prefix(word))?;
    after.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()).then_some(after)
}

fn without_conjunction(text: &str) -> &str {
    let text = text.trim_start();
    if let Some(rest) = behind_glued(text) {
        return rest;
    }
    [
        "and ",
        "or ",
        "either ",
        "both ",
        "或者",
        "以及",
        "和",
        "或",
        "与",
        "及",
        "と",
        "および",
        "または",
        "또는 ",
        "및 ",
    ]
    .iter()
    .find_map(|word| text.strip_prefix(word))
    .unwrap_or(text)
    .trim_start()
}

/// What follows an item: nothing more, the next item, or something that makes it no list.
fn ending(rest: &str) -> Option<Option<&str>> {
    if rest.is_empty() || rest == "." || rest == "。" {
        return Some(None);
    }
    let conjunctions = [
        "and ",
        "or ",
        "和",
        "或",
        "与",
        "及",
        "以及",
        "、",
        "|",
        "/",
        "と",
        "および",
        "または",
        "또는 ",
        "및 ",
        "와 ",
        "과 ",
    ];
    if conjunctions.iter().any(|word| rest.starts_with(word)) || behind_glued(rest).is_some() {
        return Some(Some(rest.trim_start_matches(['、', '|', '/', ' '])));
    }
    if let Some(next) = rest.strip_prefix([',', '，', ';', '；']) {
        let next = next.trim_start();
        let lower = next.to_ascii_lowercase();
        let lower = lower.strip_prefix("and the default").map_or(lower.as_str(), |_| "default");
        let remark = [
            "which",
            "where",
            "indicating",
            "that ",
            "with ",
            "default",
            "the default",
            "表示",
            "其中",
            "分别",
            "代表",
            "不区分",
            "区分",
            "默认",
            "缺省",
        ];
        let remark = remark.iter().any(|word| lower.starts_with(word));
        return if next.is_empty() || remark { Some(None) } else { Some(Some(next)) };
    }
    let nouns = [
        "版本",
        "两种",
        "三种",
        "四种",
        "之一",
        "中的",
        "三个",
        "两个",
        "です",
        "입니다",
        "のいずれか",
        "が含まれ",
        "which",
        "indicat",
    ];
    nouns.iter().any(|noun| rest.starts_with(noun)).then_some(None)
}
