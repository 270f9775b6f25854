//! What the service assumes when a field is absent.

use super::cut::{self, Part, Statement};
use super::entry::Entry;
use super::literal::{self, Kind};

/// The default that the statements give, as it is printed. `listed` are the values that the page lists: one
/// of them may be marked. Two different defaults are none: each holds in its own case.
pub(super) fn read(statements: &[Statement], listed: &[Entry], kind: Kind) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    // A value may itself be called "default".
    let called = listed.iter().find(|entry| entry.value.eq_ignore_ascii_case("default"));
    let is_value = |statement: &Statement| {
        statement.entry && called.is_some_and(|entry| statement.text.starts_with(&entry.value))
    };
    let stating = statements.iter().filter(|it| it.part != Part::Constraints && !is_value(it));
    for statement in stating {
        for (n, sentence) in cut::split(&statement.text).into_iter().enumerate() {
            let whole = statement.part == Part::Default && n == 0;
            if let Some(value) = stated(sentence, kind)
                .or_else(|| by_meaning(sentence, listed))
                .or_else(|| if whole { literal(sentence, kind, true) } else { None })
                .or_else(|| behind(sentence, listed, kind))
            {
                found.push(value);
            }
        }
    }
    let mut marked = listed.iter().filter(|entry| entry.default).map(|entry| entry.value.clone());
    let only = marked.next().filter(|first| marked.all(|other| other == *first));
    let first = found.first().cloned();
    match first {
        Some(first) if found.iter().all(|other| *other == first) => Some(first),
        Some(_) => None,
        None => only,
    }
}

/// `Default value: 20`, `the default is asc`, `默认为20`
fn stated(sentence: &str, kind: Kind) -> Option<String> {
    let lower = sentence.to_ascii_lowercase();
    if cut::is_conditional(&lower) && !lower.starts_with("for example") {
        return None;
    }
    for word in ["default", "默认", "缺省", "デフォルト", "既定値", "初期値", "기본값", "기본 값"]
    {
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|rest| rest.find(word)).map(|at| from + at) {
            from = at + word.len();
            let rest = sentence.get(from..)?;
            let value = if word == "default" { english(rest, kind) } else { other(rest, kind) };
            if value.is_some() {
                return value;
            }
        }
    }
    by_default_is(sentence, &lower, kind).or_else(|| left_blank(sentence, &lower, kind))
}

/// `The default is descending order.`, where a listed value means just that.
fn by_meaning(sentence: &str, listed: &[Entry]) -> Option<String> {
    let lower = sentence.to_ascii_lowercase();
    let starts = [
        "default is ",
        "default value is ",
        "default: ",
        "default value: ",
        "默认为",
        "默认值为",
        "默认：",
        "默认",
    ];
    let meant = starts.iter().find_map(|start| Some(&lower[lower.find(start)? + start.len()..]))?.trim();
    let same = |entry: &&Entry| {
        let note = entry.note.trim_end_matches(['.', '。', ';', '；']).to_ascii_lowercase();
        note == meant && !note.is_empty()
    };
    listed.iter().find(same).map(|entry| entry.value.clone())
}

/// What may stand between "default" and its verb.
const BETWEEN: &[&str] = &[
    "value",
    "values",
    "size",
    "number",
    "port",
    "setting",
    "limit",
    "option",
    "quantity",
    "page",
    "of",
    "this",
    "parameter",
    "the",
    "time",
    "order",
    "type",
    "mode",
    "method",
    "version",
    "period",
    "field",
];

/// The literal after `default` in English.
fn english(rest: &str, kind: Kind) -> Option<String> {
    let mut rest = rest.strip_prefix('s').unwrap_or(rest);
    let mut after_of = false;
    for _ in 0..7 {
        let trimmed = rest.trim_start();
        for verb in [":", "：", "is set to ", "is ", "= ", "=", "to "] {
            if let Some(after) = trimmed.strip_prefix(verb) {
                return literal(after, kind, false);
            }
        }
        let end = trimmed.find([' ', ':', '：']).unwrap_or(trimmed.len());
        let word = &trimmed[..end];
        // `It can keep the default value text/plain.`
        if word.contains('/') {
            return literal(trimmed, kind, false);
        }
        if !(after_of || BETWEEN.contains(&word.to_ascii_lowercase().as_str())) {
            return None;
        }
        after_of = word == "of";
        rest = &trimmed[end..];
    }
    None
}

/// The literal after the word for "default" in the other languages.
fn other(rest: &str, kind: Kind) -> Option<String> {
    let rest =
        ["取值", "值", "値"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start();
    let verbs = ["为：", "为:", "是：", "为", "是", "：", ":", "は", "で", "が", "은", "는", "等于", "="];
    match verbs.iter().find_map(|verb| rest.strip_prefix(verb)) {
        Some(after) => {
            // `默认为返回10条`
            let counted = ["返回", "查询", "显示"].iter().find_map(|verb| after.strip_prefix(verb));
            literal(counted.filter(|_| kind.is_number()).unwrap_or(after), kind, false)
        }
        None if kind == Kind::Text => {
            // `默认查询前100条`
            let counted =
                ["返回前", "查询前", "展示前", "取"].iter().find_map(|verb| rest.strip_prefix(verb));
            if let Some((number, _)) = counted.and_then(literal::number) {
                return Some(number.to_string());
            }
            let used = rest.strip_prefix("使用").and_then(literal::word);
            if let Some((word, _)) = used.filter(|(word, _)| word.text.contains('/')) {
                return Some(word.text.to_owned());
            }
            let (word, after) = literal::word(rest)?;
            let ends = after.is_empty() || after.starts_with([',', '，', ';', '；', '(', '（', ')', '）']);
            (ends && !literal::is_nothing(word.text)).then(|| word.text.to_owned())
        }
        None if kind.is_number() || kind == Kind::Unknown => {
            let verbs = ["返回前", "查询前", "返回", "查询", "显示", "展示前", "取"];
            let rest = verbs.iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest);
            literal::number(rest).map(|(number, _)| number.to_string())
        }
        None => None,
    }
}

/// `By default, the value is 20`
fn by_default_is(sentence: &str, lower: &str, kind: Kind) -> Option<String> {
    let at = lower.find("by default, ")?;
    let rest = sentence.get(at + "by default, ".len()..)?;
    let verb = [
        "the value is ",
        "it is ",
        "this parameter is set to ",
        "the parameter is set to ",
        "the value of this parameter is ",
    ];
    literal(verb.iter().find_map(|verb| rest.strip_prefix(verb))?, kind, false)
}

/// `If left blank, 6379`, `If this parameter is not specified, the first 10 shelves are returned.`
fn left_blank(sentence: &str, lower: &str, kind: Kind) -> Option<String> {
    if !(kind.is_number() || kind == Kind::Unknown) || !lower.starts_with("if ") {
        return None;
    }
    let (condition, _) = lower.split_once(", ")?;
    let blank = ["left blank", "left empty", "not specified", "is empty", "not passed", "not set"];
    if !blank.iter().any(|words| condition.ends_with(words)) {
        return None;
    }
    let rest = sentence.get(condition.len() + 2..)?;
    if let Some(counted) = rest.strip_prefix("the first ") {
        let (number, after) = literal::number(counted)?;
        return [" are returned", " are queried"]
            .iter()
            .any(|end| after.ends_with(end))
            .then(|| number.to_string());
    }
    let (number, after) = literal::number(rest)?;
    let after = after.trim();
    (after.is_empty()
        || after.starts_with("is used")
        || after.starts_with("will be used")
        || after.starts_with("by default"))
    .then(|| number.to_string())
}

/// `20 by default`, `offset is set to 0 by default`, `the first 100 records are queried by default`
fn behind(sentence: &str, listed: &[Entry], kind: Kind) -> Option<String> {
    let lower = sentence.to_ascii_lowercase();
    let at = literal::find(&lower, "by default", 0)?;
    if cut::is_conditional(&lower) {
        return None;
    }
    let before = sentence.get(..at)?.trim_end();
    let clause = before.rsplit([';', '；', ',', '，', '(', '（']).next()?.trim();
    if let Some(first) = clause.to_ascii_lowercase().find("the first ") {
        let (number, after) = literal::number(clause.get(first + "the first ".len()..)?)?;
        let counted =
            [" queried", " returned", " displayed", " listed"].iter().any(|verb| after.ends_with(verb));
        return counted.then(|| number.to_string());
    }
    let clause = [
        " will be used",
        " is selected",
        " will be selected",
        " is used",
        " are returned",
        " will be returned",
    ]
    .iter()
    .find_map(|verb| clause.strip_suffix(verb))
    .unwrap_or(clause);
    let last = clause.rsplit(' ').next()?;
    let verb = clause.strip_suffix(last)?.trim_end();
    let (word, "") = literal::word(last)? else { return None };
    let stated = verb.ends_with(" is")
        || verb.ends_with(" set to")
        || verb.ends_with("value:")
        || verb.ends_with("the value");
    let of_list = listed.iter().find(|entry| {
        entry.value == word.text
            || verb.is_empty() && entry.note.trim_end_matches(['.', '。']).eq_ignore_ascii_case(last)
    });
    if kind.is_number() && kind.fits(word.text) && (verb.is_empty() || stated) {
        return Some(word.text.to_owned());
    }
    if let Some(entry) = of_list.filter(|_| verb.is_empty() || stated) {
        return Some(entry.value.clone());
    }
    let number = Kind::Integer.fits(word.text);
    let code = number || kind == Kind::Bool && kind.fits(word.text) || kind == Kind::Text && word.is_code();
    (stated && code && kind.fits(word.text)).then(|| word.text.to_owned())
}

/// The literal that a clause begins with. For a text it must be all of the clause.
fn literal(text: &str, kind: Kind, alone: bool) -> Option<String> {
    let text = text.trim_start_matches([' ', ':', '：']);
    if kind.is_number() {
        let (word, rest) = super::entry::value(text, kind)?;
        let interval = super::range::interval(text).is_some();
        let glued = rest.starts_with(['%', '/']);
        return (!interval && !glued).then(|| word.text.to_owned());
    }
    let (word, rest) = literal::word(text)?;
    let rest = rest.trim_start();
    let ends = rest.is_empty()
        || rest.starts_with(['.', '。', ',', '，', '、', ';', '；', '(', '（', ')', '）'])
        || [
            "if ",
            "when ",
            "indicat",
            "which ",
            "for ",
            "and ",
            "で",
            "です",
            "だ",
            "입니다",
            "이며",
            "이고",
        ]
        .iter()
        .any(|word| rest.starts_with(word))
        || kind == Kind::Unknown && Kind::Integer.fits(word.text);
    // In a part of its own, the word may be the start of prose in lower case.
    let prose = alone && !word.quoted && rest.starts_with(',') && !word.is_code();
    let value =
        !literal::is_nothing(word.text) && kind.fits(word.text) && (word.quoted || !is_prose(word.text));
    (ends && !prose && value).then(|| word.text.to_owned())
}

/// Words that follow "the default value is" without being one.
fn is_prose(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    [
        "the",
        "a",
        "an",
        "used",
        "set",
        "as",
        "not",
        "this",
        "that",
        "same",
        "determined",
        "subject",
        "current",
        "specified",
    ]
    .contains(&word.as_str())
}
