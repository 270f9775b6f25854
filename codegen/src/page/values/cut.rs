//! A description to statements: its parts, its list entries, its sentences.

use super::super::document::Line;
use super::{literal, phrases};

/// One line or list entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// The part of the description that it belongs to.
    pub part: Part,
    /// The text, without marks of emphasis.
    pub text: String,
    /// It is an entry of a list.
    pub entry: bool,
    /// It is an entry of a list inside an entry.
    pub nested: bool,
}

/// Parts that some templates divide a description into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// No such part: running text.
    Prose,
    /// What else must hold. It is about other fields.
    Constraints,
    /// The values.
    Range,
    /// The default.
    Default,
}

/// The statements of a description.
pub(super) fn statements(description: &[Line]) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let mut part = Part::Prose;
    let mut templated = false;
    // The columns of the list's own entries: what stands deeper explains one of them.
    let mut indent = None;
    for line in description {
        let text = plain(&line.text.text);
        templated |= label(&text, phrases::DEFINITION).is_some();
        let pieces = if templated { parts(&text, part) } else { vec![(part, text.as_str())] };
        for (of, text) in pieces {
            part = of;
            let mut entry = line.bullet;
            for (n, piece) in entries(text).into_iter().enumerate() {
                let (text, dashed) = match dashed(piece) {
                    Some(rest) => (rest.trim(), true),
                    None => (piece.trim(), false),
                };
                entry |= dashed;
                let text = without_examples(text);
                if text.is_empty() {
                    continue;
                }
                // The first entry may stand behind what announces it; it has no column of its own.
                let inner = n > 0 && !line.bullet;
                let nested = entry && !inner && *indent.get_or_insert(line.indent) < line.indent;
                if !entry {
                    indent = None;
                }
                match statements.last_mut() {
                    Some(last) if !entry && last.part == part && goes_on(&last.text, &text) => {
                        last.text.push(' ');
                        last.text.push_str(&text);
                    }
                    _ => statements.push(Statement { part, text, entry, nested }),
                }
                entry = false;
            }
        }
    }
    statements
}

/// The text behind the dash or bullet that it begins with. The dash of a number is its sign.
fn dashed(text: &str) -> Option<&str> {
    let marked = ["- ", "* ", "• "].iter().find_map(|dash| text.strip_prefix(dash));
    marked
        .or_else(|| text.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())))
}

/// Whether `next` is the rest of a sentence that a line's end cut.
fn goes_on(last: &str, next: &str) -> bool {
    next.starts_with(|c: char| c.is_ascii_lowercase())
        && next.contains(' ')
        && !next.split(' ').next().is_some_and(|word| word.ends_with([':', '：']))
        && last.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ',')
}

/// The text without emphasis and without blanks before stops, which marks of emphasis leave behind. After
/// Chinese and Japanese letters, stops are wide: saved copies have narrow ones now and then.
fn plain(text: &str) -> String {
    let text = text.replace("**", " ").replace('`', "");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' {
            let next = chars.peek().copied();
            let stops = matches!(next, Some(' ' | ':' | '：' | '，' | '。' | '；' | '、' | ';' | '）' | ')'));
            let comma = matches!(next, Some(',' | '.')) && {
                let mut ahead = chars.clone();
                ahead.next();
                ahead.next().is_none_or(|after| after == ' ')
            };
            if stops || comma {
                continue;
            }
        }
        let wide = match c {
            ',' => '，',
            ':' => '：',
            ';' => '；',
            _ => c,
        };
        out.push(if out.ends_with(literal::is_ideograph) { wide } else { c });
    }
    out
}

/// What follows a label at the start of `text`. English ones may lack their colon.
fn label<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| {
        let rest = text.strip_prefix(label)?;
        match rest.chars().next() {
            None => Some(rest),
            Some(colon @ (':' | '：')) => Some(&rest[colon.len_utf8()..]),
            Some(' ') if label.is_ascii() && rest.trim_start().starts_with(|c: char| !c.is_lowercase()) => {
                Some(rest)
            }
            Some(_) => None,
        }
    })
}

/// Cuts a line of a templated description at its labels, wherever they stand: a cell that became one line
/// has all of them.
fn parts(text: &str, mut part: Part) -> Vec<(Part, &str)> {
    let table = [
        (Part::Prose, phrases::DEFINITION),
        (Part::Constraints, phrases::CONSTRAINTS),
        (Part::Range, phrases::RANGE),
        (Part::Default, phrases::DEFAULT),
    ];
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let mut blank = true;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        // A part's own text may use the word: only later parts end it.
        let found = table.iter().filter(|_| blank || !c.is_ascii()).find_map(|(of, labels)| {
            let later = *of as u8 > part as u8 || from == 0 && at == 0;
            if later { Some((*of, label(rest, labels)?)) } else { None }
        });
        if let Some((of, after)) = found {
            pieces.push((part, text[from..at].trim()));
            part = of;
            from = text.len() - after.len();
            at = from;
            blank = true;
            continue;
        }
        blank = c == ' ';
        at += c.len_utf8();
    }
    pieces.push((part, text[from..].trim()));
    pieces
}

/// Cuts a line at the dashes and bullets of a list that became one line: `… . - 0: off. - 1: on.`
fn entries(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut in_list = false;
    for (at, _) in text.char_indices().filter(|(_, c)| matches!(c, '-' | '•')) {
        if !text[at..].starts_with("- ") && !text[at..].starts_with("• ") {
            continue;
        }
        let before = text[..at].trim_end();
        in_list |= before.is_empty()
            || before.ends_with(['.', '。', ';', '；', ':', '：'])
            || text[at..].starts_with('•');
        if in_list
            && (before.len() < at
                || before.ends_with(|c: char| !c.is_ascii() || matches!(c, '.' | ';' | ':')))
        {
            pieces.push(&text[from..at]);
            from = at;
        }
    }
    pieces.push(&text[from..]);
    pieces
}

/// The sentences of a text, without their stops.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut from = 0;
    let mut sentences = Vec::new();
    for (end, next) in stops(text) {
        sentences.push(text[from..end].trim());
        from = next;
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Where each sentence ends, without and with its stop.
fn stops(text: &str) -> Vec<(usize, usize)> {
    let mut stops = Vec::new();
    for (at, c) in text.char_indices() {
        let (before, rest) = (&text[..at], &text[at + c.len_utf8()..]);
        let ends = match c {
            '。' | '！' | '？' => true,
            ' ' => phrases::NOTES.iter().any(|note| rest.starts_with(note)),
            '.' | '!' | '?' => {
                // A sentence may follow without a blank where marks of emphasis stood.
                let glued = ["Default", "Valid value", "The "].iter().any(|start| rest.starts_with(start));
                let apart = rest
                    .chars()
                    .next()
                    .is_none_or(|next| next == ' ' || !next.is_ascii() && !next.is_alphanumeric());
                (apart || glued) && !is_short(before)
            }
            _ => false,
        };
        if ends {
            stops.push((at, at + c.len_utf8()));
        }
    }
    stops.push((text.len(), text.len()));
    stops
}

/// Whether the text ends with a word that a full stop shortens.
fn is_short(before: &str) -> bool {
    let word = before.rsplit([' ', '(', ',']).next().unwrap_or_default();
    ["e.g", "i.e", "vs", "No", "E.g", "I.e"].contains(&word)
}

/// The text without its examples, each of which ends with its sentence. A line that announces examples stays.
fn without_examples(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (end, next) in stops(text) {
        let sentence = &text[from..end];
        let example = phrases::EXAMPLES.iter().filter_map(|example| lower[from..end].find(example)).min();
        let kept = example.filter(|_| !sentence.trim_end().ends_with([':', '：'])).unwrap_or(sentence.len());
        out.push_str(&sentence[..kept]);
        out.push_str(&text[end..next]);
        from = next;
    }
    // What follows on other lines goes on with the example.
    if out.chars().all(|c| !c.is_alphanumeric()) && !text.is_empty() {
        "Example:".to_owned()
    } else {
        out.trim().to_owned()
    }
}

/// Whether a sentence or entry begins with a condition, other than that the field is absent.
pub(super) fn is_conditional(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(start) = phrases::CONDITIONS.iter().find(|start| lower.starts_with(*start)) else {
        return false;
    };
    let condition = lower.split([',', '，', ':', '：']).next().unwrap_or_default();
    let about = condition.strip_prefix(start).unwrap_or(condition);
    !phrases::ABSENT.iter().any(|absent| about.contains(absent))
}
