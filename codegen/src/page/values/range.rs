//! Between which bounds a number lies.

use super::bounds::{self, Bound};
use super::cut::{self, Part, Statement};
use super::entry;
use super::lead;
use super::literal::{self, Kind};

/// The bounds, as far as the page says them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    /// The smallest value.
    pub min: Option<i64>,
    /// The greatest value.
    pub max: Option<i64>,
}

/// The bounds that the statements give. Those that hold only under a condition are none, and so are those
/// that the page gives twice and differently.
pub(super) fn read(statements: &[Statement], kind: Kind) -> Bounds {
    if kind == Kind::Bool {
        return Bounds::default();
    }
    let (mut intervals, mut comparisons, mut soft) = (Vec::new(), Vec::new(), None);
    for statement in statements.iter().filter(|it| !matches!(it.part, Part::Constraints | Part::Default)) {
        if statement.entry && !is_about_the_value(&statement.text, kind) {
            continue;
        }
        for sentence in cut::split(&statement.text) {
            let lower = sentence.to_ascii_lowercase();
            if bounds::LENGTHS.iter().any(|word| lower.contains(word)) || cut::is_conditional(&lower) {
                continue;
            }
            match announced(sentence, statement.part).or_else(|| phrased(sentence, &lower, kind)) {
                Some(interval) => intervals.push(interval),
                None => comparisons.push(compared(&lower, kind, statement.part)),
            }
            if kind == Kind::Integer && soft.is_none() {
                soft = bounds::NUMBERS.iter().find(|(words, _)| lower.contains(words)).map(|(_, min)| *min);
            }
        }
    }
    // An interval says all there is; what is compared beside it is often another number.
    let found = if intervals.is_empty() { comparisons } else { intervals };
    let (mins, maxs) = (agreed(found.iter().map(|it| it.min)), agreed(found.iter().map(|it| it.max)));
    let (min, max) = (mins.unwrap_or(soft), maxs.unwrap_or(None));
    if min.zip(max).is_some_and(|(min, max)| min > max) { Bounds::default() } else { Bounds { min, max } }
}

/// Entries of a list are cases or values; only a sentence about the value itself counts.
fn is_about_the_value(text: &str, kind: Kind) -> bool {
    let lower = text.to_ascii_lowercase();
    let starts = ["the value", "value range", "valid value", "range:", "取值范围", "取值"];
    let holds = ["the value range", "value ranges", "取值范围"];
    starts.iter().any(|start| lower.starts_with(start))
        || holds.iter().any(|words| lower.find(words).is_some_and(|at| !lower[..at].contains([':', '：'])))
            && entry::read(text, kind).is_none()
}

/// The bound that all agree on: nothing when there is none, no bound when they differ.
fn agreed(bounds: impl Iterator<Item = Option<i64>>) -> Option<Option<i64>> {
    let mut bounds = bounds.flatten();
    let first = bounds.next()?;
    Some(bounds.all(|bound| bound == first).then_some(first))
}

/// `Value range: 1–100`, and the part of a template that holds nothing else.
fn announced(sentence: &str, part: Part) -> Option<Bounds> {
    let rests = lead::leads(sentence).into_iter().filter(|lead| lead.colon).map(|lead| lead.rest);
    rests.chain((part == Part::Range).then_some(sentence)).find_map(interval)
}

/// `The value ranges from 1 to 100`
fn phrased(sentence: &str, lower: &str, kind: Kind) -> Option<Bounds> {
    bounds::INTERVAL_PHRASES.iter().find_map(|phrase| {
        // A text may hold a number that is not all of its value.
        let says_value = ["value", "range is", "ranges from", "范围为", "范围是", "取值", "値", "값"]
            .iter()
            .any(|word| phrase.contains(word));
        if !kind.is_number() && !says_value {
            return None;
        }
        let at = literal::find(lower, phrase, 0)?;
        // `N的取值范围：1~20`: how many there can be.
        let before = lower.get(..at)?.strip_suffix("n的");
        if before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric())) {
            return None;
        }
        let rest = sentence.get(at + phrase.len()..)?.trim_start_matches([':', '：', ' ', '是', '为', '在']);
        let rest = ["from ", "an integer ", "a number "]
            .iter()
            .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        let mut bounds = bounded(rest, phrase.ends_with("between"))?;
        // `The value can be 0 or ranges from 7 to 90`
        let other = lower[..at].trim_end().strip_suffix(" or").and_then(|before| before.rsplit(' ').next());
        if let Some((number, "")) = other.and_then(literal::number) {
            bounds.min = bounds.min.map(|min| min.min(number));
        }
        Some(bounds)
    })
}

/// `greater than or equal to 0`, `maximum value: 100`, `20 by default, up to 100`
fn compared(lower: &str, kind: Kind, part: Part) -> Bounds {
    let mut bounds = Bounds::default();
    let about = ["the value", "value ", "取值", "最大值", "最小值", "maximum value", "minimum value"];
    if !(kind.is_number()
        || kind == Kind::Unknown
        || part == Part::Range
        || about.iter().any(|start| lower.starts_with(start)))
    {
        return bounds;
    }
    let mut text = lower.to_owned();
    for (phrase, bound) in bounds::COMPARISONS {
        let mut from = 0;
        while let Some(at) = literal::find(&text, phrase, from) {
            from = at + phrase.len();
            let rest = text.get(from..).unwrap_or_default().trim_start_matches([':', '：', ' ', '为', '是']);
            let number = literal::number(rest).filter(|(_, after)| is_all(phrase, after) && !is_case(after));
            if let Some((number, _)) = number
                && !in_condition(&text[..at])
            {
                bounds.set(*bound, number, kind);
            }
            // `not greater than` is read; its `greater than` must not be read again.
            let blank = " ".repeat(phrase.len());
            text.replace_range(at..from, &blank);
        }
    }
    for (phrase, bound) in bounds::COMPARED {
        for (at, _) in lower.match_indices(phrase) {
            let before = lower[..at].trim_end();
            let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            if let Some((number, "")) = literal::number(&before[before.len() - digits..])
                && !is_case(&lower[at + phrase.len()..])
            {
                bounds.set(*bound, number, kind);
            }
        }
    }
    bounds
}

/// Whether the number after a comparison bounds the value and counts nothing else: `up to 10 task IDs` does.
fn is_all(phrase: &str, after: &str) -> bool {
    let counts = matches!(phrase, "up to" | "最大支持" | "最大" | "最小" | "최대" | "maximum value of");
    let after = after.trim_start();
    let ends = after.is_empty() || after.starts_with([',', '.', ';', ')', '，', '。', '；', '）']);
    if counts { ends } else { !after.starts_with('%') }
}

/// Whether the words after a comparison make it a case, which the number bounds: `大于1时为集群`.
fn is_case(after: &str) -> bool {
    let after = after.trim_start();
    let ends = ["时", "的情况", "为", "場合", "の場合", "인 경우", "일 때", "이면", "일 경우", ":", "："];
    ends.iter().any(|end| after.starts_with(end)) && !after.starts_with("时间")
}

/// Whether the words before a comparison make it one of something else.
fn in_condition(before: &str) -> bool {
    let clause = literal::tail(before).rsplit([',', '，', ';', '；']).next().unwrap_or_default();
    [
        " if ", "if ", "when ", "whose ", "如果", "如", "若", "当", "span", "sum of", "跨度", "间隔", "的和",
        "之和",
    ]
    .iter()
    .any(|word| clause.trim_start().starts_with(word) || word.len() > 3 && clause.contains(word))
}

impl Bounds {
    /// Adds a bound; the first one of each side stays. Only whole numbers have a neighbour.
    fn set(&mut self, bound: Bound, number: i64, kind: Kind) {
        let (side, number) = match bound {
            Bound::Min => (&mut self.min, Some(number)),
            Bound::Max => (&mut self.max, Some(number)),
            Bound::Above => (&mut self.min, number.checked_add(1).filter(|_| kind != Kind::Float)),
            Bound::Below => (&mut self.max, number.checked_sub(1).filter(|_| kind != Kind::Float)),
        };
        if side.is_none() {
            *side = number;
        }
    }
}

/// The interval that `text` is: `[1,100]`, `1–100`, `7 to 730`, `0≤x≤100`. Nothing when more numbers follow.
pub(super) fn interval(text: &str) -> Option<Bounds> {
    bounded(text, false)
}

/// The same; after `between`, an "and" stands between the numbers.
fn bounded(text: &str, between: bool) -> Option<Bounds> {
    let text = text.trim_start();
    let (open, text) = bracket(text, &['[', '(', '（', '【']);
    let (from, rest) = literal_number(text, open.is_some())?;
    let rest = without_unit(rest);
    let comma = rest.trim_start().strip_prefix([',', '，']).filter(|_| open.is_some());
    let (to, rest) = match comma.and_then(|rest| literal_number(rest, true)) {
        Some(found) => found,
        None => {
            let and = rest.trim_start().strip_prefix("and ").filter(|_| between);
            literal_number(and.or_else(|| separator(rest))?, false)?
        }
    };
    let rest = without_unit(rest);
    let (close, rest) = bracket(rest.trim_start(), &[']', ')', '）', '】']);
    let rest = rest.trim_start();
    // A date, a version, a time of day, a list of more values.
    let more = rest.strip_prefix([',', '，', '、']).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("and ") || rest.starts_with("or ")
    });
    // `and must be …` says more about the same value.
    let or = ["or ", "and "].iter().any(|word| rest.starts_with(word)) && !rest.starts_with("and must ");
    if more || or || rest.starts_with(['-', ':', '/', '：', '~']) {
        return None;
    }
    let above = i64::from(matches!(open, Some('(' | '（')) && close.is_some());
    let below = i64::from(matches!(close, Some(')' | '）')) && open.is_some());
    let bounds = Bounds { min: from.checked_add(above), max: to.checked_sub(below) };
    (from < to).then_some(bounds)
}

/// Two numbers with a separator between them, and what follows: an item of a list of numbers.
pub(super) fn span(text: &str) -> Option<(i64, i64, &str)> {
    let (from, rest) = literal::number(text)?;
    let (to, rest) = literal::number(separator(rest)?)?;
    (from < to).then_some((from, to, rest))
}

fn bracket<'a>(text: &'a str, all: &[char]) -> (Option<char>, &'a str) {
    match text.chars().next().filter(|first| all.contains(first)) {
        Some(first) => (Some(first), text[first.len_utf8()..].trim_start()),
        None => (None, text),
    }
}

/// A number; between brackets a comma ends it, because there it stands between the two.
fn literal_number(text: &str, bracketed: bool) -> Option<(i64, &str)> {
    let text = text.trim_start();
    if bracketed && let Some(at) = text.find(',') {
        let (number, rest) = literal::number(&text[..at])?;
        return Some((number, &text[at - rest.len()..]));
    }
    literal::number(text)
}

/// What follows the sign or word between the two numbers of an interval.
fn separator(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let signs = [
        "to ", "through ", "--", "-", "–", "—", "~", "～", "至", "到", "から", "부터", "≤x≤", "≤", "<=x<=",
        "&lt;", "∼", "〜",
    ];
    let rest = signs.iter().find_map(|sign| text.strip_prefix(sign))?;
    Some(rest.trim_start())
}

/// The text after a unit. It may touch its number: `10GB`.
fn without_unit(text: &str) -> &str {
    let trimmed = text.trim_start();
    let units = [
        "GB", "MB", "KB", "TB", "GiB", "days", "day", "hours", "minutes", "seconds", "months", "ms", "%",
        "天", "个月", "小时", "分钟", "秒", "条", "个",
    ];
    let unit = units.iter().find_map(|unit| trimmed.strip_prefix(unit));
    unit.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric())).unwrap_or(text)
}
