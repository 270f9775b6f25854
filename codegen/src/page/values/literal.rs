//! The words that can be values: `30`, `createTime`, `“Auto”`, `00:00-01:00`.

use serde_json::Value;

use super::phrases;

/// What a field's type says about its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers, or a list of them.
    Integer,
    /// Numbers.
    Float,
    /// True or false: it has a default, but no list of values.
    Bool,
    /// Text.
    Text,
    /// An object, a map, a list of objects: it has no values.
    Structure,
    /// The page prints no type.
    Unknown,
}

impl Kind {
    /// The kind of values of a type as pages print it.
    pub(super) fn of(kind: Option<&str>) -> Self {
        let Some(kind) = kind else { return Self::Unknown };
        let lower = kind.trim().to_lowercase();
        let element = ["array of ", "list of ", "array<", "list<", "array["]
            .iter()
            .find_map(|start| lower.strip_prefix(start))
            .unwrap_or(&lower)
            .trim_end_matches(['>', ']', '[']);
        match element.strip_suffix('s').unwrap_or(element) {
            "integer" | "int" | "int32" | "int64" | "uint32" | "uint64" | "uint" | "long" | "short"
            | "int8" | "int16" => Self::Integer,
            "float" | "double" | "number" | "decimal" | "float64" => Self::Float,
            "boolean" | "bool" => Self::Bool,
            "string" | "array" | "list" | "repeatlist" | "enum" | "timestamp" | "datetime" | "date"
            | "time" | "timestamp_iso8601" | "datetime_iso" | "text" | "char" | "str" => Self::Text,
            "" => Self::Unknown,
            _ => Self::Structure,
        }
    }

    /// The value that `word` stands for, if it fits.
    pub(super) fn value(self, word: &str) -> Option<Value> {
        match self {
            Self::Integer => word.parse::<i64>().ok().map(Value::from),
            Self::Float => match word.parse::<i64>() {
                Ok(whole) => Some(whole.into()),
                Err(_) if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                    word.parse::<f64>().ok().map(Value::from)
                }
                Err(_) => None,
            },
            Self::Bool => match word.to_ascii_lowercase().as_str() {
                "true" => Some(true.into()),
                "false" => Some(false.into()),
                _ => None,
            },
            Self::Text | Self::Unknown => Some(word.into()),
            Self::Structure => None,
        }
    }

    /// Whether `word` fits.
    pub(super) fn fits(self, word: &str) -> bool {
        self.value(word).is_some()
    }

    /// Whether its values are numbers.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Float)
    }
}

/// A word that may be a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word, without quotes.
    pub text: &'a str,
    /// It stands in quotes: plainly a value.
    pub quoted: bool,
}

impl Word<'_> {
    /// Whether it looks like code rather than prose: quoted, or with digits, capitals inside or signs.
    pub(super) fn is_code(&self) -> bool {
        let inner = self.text.get(1..).unwrap_or_default();
        self.quoted
            || self.text.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '.'))
            || inner.contains(|c: char| c.is_ascii_uppercase())
    }
}

const LONGEST: usize = 80;

/// The word that `text` begins with, and what follows it.
pub(super) fn word(text: &str) -> Option<(Word<'_>, &str)> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    if let Some(close) = closing(first) {
        let inside = &text[first.len_utf8()..];
        let end = inside.find(close)?;
        let (inner, rest) = (inside.get(..end)?.trim(), inside.get(end + close.len_utf8()..)?);
        return (!inner.is_empty() && inner.len() <= LONGEST && !inner.contains(['，', '。', ',', '：']))
            .then_some((Word { text: inner, quoted: true }, rest));
    }
    let end = bare_end(text);
    let (word, rest) = (text.get(..end)?, text.get(end..)?);
    (!word.is_empty() && word.len() <= LONGEST).then_some((Word { text: word, quoted: false }, rest))
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '\'' => '\'',
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

/// Where the word without quotes ends: signs belong to it only between its letters and digits.
fn bare_end(text: &str) -> usize {
    let mut previous = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let within = next.is_some_and(|next| next.is_ascii_alphanumeric());
        let belongs = match c {
            _ if c.is_ascii_alphanumeric() || c == '_' => true,
            '-' | '+' => within || next.is_some_and(|next| matches!(next, '_' | '-')),
            '.' | '/' | '@' => within && previous.is_some(),
            // Times of day: `00:00-01:00`. `0:disabled` is a value and what it means.
            ':' => {
                previous.is_some_and(|previous: char| previous.is_ascii_digit())
                    && next.is_some_and(|next| next.is_ascii_digit())
            }
            _ => false,
        };
        if !belongs {
            return at;
        }
        previous = Some(c);
    }
    text.len()
}

/// The whole number that `text` begins with, and what follows it: `-1`, `100`, `1,000`.
pub(super) fn number(text: &str) -> Option<(i64, &str)> {
    let text = text.trim_start();
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let sign = usize::from(text.starts_with('-'));
    let first = digits(text.get(sign..)?);
    if first == 0 {
        return None;
    }
    let mut end = sign + first;
    let mut plain = text.get(..end)?.to_owned();
    if first <= 3 {
        while let Some(group) = text.get(end..).and_then(|rest| rest.strip_prefix(',')) {
            if digits(group) != 3 {
                break;
            }
            plain.push_str(group.get(..3)?);
            end += 4;
        }
    }
    let rest = text.get(end..)?;
    let mut after = rest.chars();
    // `1.5` and `4_x` are no whole numbers.
    match (after.next(), after.next()) {
        (Some('_'), _) => return None,
        (Some('.'), Some(next)) if next.is_ascii_digit() => return None,
        _ => {}
    }
    Some((plain.parse().ok()?, rest))
}

/// Whether a letter is Chinese or Japanese.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Whether the word stands for the absence of a value.
pub(super) fn is_nothing(word: &str) -> bool {
    phrases::NOTHING.contains(&word.to_ascii_lowercase().as_str())
}

/// Where `phrase` stands in `text` (in lower case) as whole words, from `from` on.
pub(super) fn find(text: &str, phrase: &str, from: usize) -> Option<usize> {
    let mut start = from;
    loop {
        let at = start + text.get(start..)?.find(phrase)?;
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let before = text.get(..at)?.chars().next_back();
        let after = text.get(at + phrase.len()..)?.chars().next();
        let begins = phrase.chars().next();
        let ends = phrase.chars().next_back();
        if !(inside(before) && inside(begins) || inside(after) && inside(ends)) {
            return Some(at);
        }
        start = at + phrase.chars().next().map_or(1, char::len_utf8);
    }
}

/// The end of `text`: enough for a clause, so that long texts are not read again and again.
pub(super) fn tail(text: &str) -> &str {
    const CLAUSE: usize = 240;
    let from = text.len().saturating_sub(CLAUSE);
    let from = (from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    &text[from..]
}
