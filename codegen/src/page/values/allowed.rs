//! Which values a field can have.

use super::cut::{self, Part, Statement};
use super::entry::{self, Entry, Mark};
use super::lead::{self, Lead};
use super::literal::{self, Kind, Word};
use super::phrases;
use super::range;

/// The values that the statements list, in the page's order.
pub(super) fn read(statements: &[Statement], kind: Kind) -> Vec<Entry> {
    if kind == Kind::Bool {
        return Vec::new();
    }
    let entries = entry_lines(statements, kind);
    let mut found = Found::default();
    let mut announced = Announced::default();
    let mut at = 0;
    while let Some(statement) = statements.get(at) {
        let run = entries.get(at..).map_or(0, |rest| rest.iter().take_while(|entry| **entry).count());
        if statement.part == Part::Constraints || statement.part == Part::Default {
            at += 1;
            continue;
        }
        if run > 0 {
            let lines: Vec<&str> =
                statements.iter().skip(at).take(run).map(|statement| statement.text.as_str()).collect();
            announced.by_part |= statement.part == Part::Range;
            if !found.take_list(list(&lines, announced, kind)) {
                found.take(statements_of(&lines, kind));
            }
            at += run;
            continue;
        }
        announced = line(statement, kind, &mut found);
        at += 1;
    }
    found.values()
}

/// Values, by how sure it is that they are a list of what is allowed.
#[derive(Default)]
struct Found {
    /// All that is announced as values; several lists are for several cases.
    sure: Vec<Entry>,
    /// The first list that nothing announces, or a single value.
    likely: Vec<Entry>,
    /// The likely ones are such lists, not a single value.
    lists: bool,
}

impl Found {
    fn take(&mut self, values: Option<(Vec<Entry>, bool)>) -> bool {
        match values {
            Some((values, true)) => self.sure.extend(values),
            Some((values, false)) if self.likely.is_empty() => self.likely = values,
            Some(_) => {}
            None => return false,
        }
        true
    }

    /// A list with one entry a line, which another such list may continue.
    fn take_list(&mut self, values: Option<(Vec<Entry>, bool)>) -> bool {
        match values {
            Some((values, false)) if self.lists => self.likely.extend(values),
            other => {
                self.lists |= self.likely.is_empty() && matches!(other, Some((_, false)));
                return self.take(other);
            }
        }
        true
    }

    fn values(self) -> Vec<Entry> {
        if self.sure.is_empty() { self.likely } else { self.sure }
    }
}

/// What the line before a list says about it.
#[derive(Clone, Copy, Default)]
struct Announced {
    /// They are values.
    values: bool,
    /// They are something else: formats, examples.
    other: bool,
    /// The part of the description holds nothing but values.
    by_part: bool,
    /// They stand on its own line.
    read: bool,
}

/// Which statements are entries of a list: those with a bullet, and lines that are written like entries and
/// stand together.
fn entry_lines(statements: &[Statement], kind: Kind) -> Vec<bool> {
    let written: Vec<bool> = statements
        .iter()
        .map(|statement| {
            match entry::read(&statement.text, kind) {
                Some((_, Mark::Colon | Mark::Dash | Mark::Means)) => lead::leads(&statement.text).is_empty(),
                // `2. Done`, between `1: Running` and `3: Failed`
                Some((entry, Mark::Stop)) => kind.is_number() && !entry.note.is_empty(),
                _ => false,
            }
        })
        .collect();
    let same = |one: usize, other: usize| {
        written.get(one) == Some(&true)
            && written.get(other) == Some(&true)
            && statements.get(one).map(|statement| statement.part)
                == statements.get(other).map(|statement| statement.part)
    };
    statements
        .iter()
        .enumerate()
        .map(|(at, statement)| statement.entry || same(at, at + 1) || at > 0 && same(at - 1, at))
        .collect()
}

/// Reads a line that is no entry, and says what it announces for the lines that follow.
fn line(statement: &Statement, kind: Kind, found: &mut Found) -> Announced {
    let text = statement.text.as_str();
    let by_part = statement.part == Part::Range;
    let other = ends_with_other(text);
    let mut announced = Announced { values: lead::is_bare(text), other, by_part, read: false };
    for lead in lead::leads(text) {
        if lead.rest.is_empty() {
            announced.values = true;
        } else if let Some((values, sure)) = inline(lead, kind) {
            found.take(Some((values, sure)));
            announced.read = true;
            if sure {
                return announced;
            }
        }
    }
    let whole = Lead { of_range: true, colon: true, rest: text };
    if by_part && found.take(inline(whole, kind)) || announced.values || announced.read {
        return announced;
    }
    if !found.take(coded(text, kind, false)) {
        found.take(only(text, kind).or_else(|| labelled(text, kind)));
    }
    announced
}

/// Whether a line announces something that is no value: `in one of the following formats:`.
fn ends_with_other(text: &str) -> bool {
    let last = text.rsplit(['.', '。']).next().unwrap_or_default().to_ascii_lowercase();
    last.ends_with([':', '：'])
        && [
            "format",
            "example",
            "field",
            "rule",
            "contain",
            "meet",
            "requirement",
            "示例",
            "例如",
            "格式",
            "规则",
            "要求",
            "字段",
        ]
        .iter()
        .any(|word| last.contains(word))
        && !last.contains("value")
        && !last.contains("取值")
}

/// The values of a list with one entry a line.
fn list(lines: &[&str], announced: Announced, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let announces = announced.values || announced.by_part;
    if announced.other {
        return None;
    }
    let mut entries = Vec::new();
    let mut remarks = 0_usize;
    let (mut weak, mut strong) = (false, false);
    for line in lines {
        match entry::read(line, kind) {
            Some((entry, _)) if is_rule(&entry.note) => return None,
            Some((entry, mark)) => {
                weak |= matches!(mark, Mark::Comma | Mark::Stop) && !entry.note.is_empty();
                strong |= mark == Mark::Colon;
                entries.push(entry);
            }
            None if is_remark(line, entries.len() > 1) => remarks += 1,
            None => return None,
        }
    }
    if weak && !announces && !(strong && kind.is_number()) {
        return None;
    }
    if entries.is_empty() {
        return if announces { by_case(lines, kind).map(|entries| (entries, true)) } else { None };
    }
    let enough =
        if announces { remarks == 0 || entries.len() > 1 } else { remarks == 0 && entries.len() > 1 };
    enough.then_some((entries, announces))
}

/// The values of a list whose entries are statements: one of them may announce the values.
fn statements_of(lines: &[&str], kind: Kind) -> Option<(Vec<Entry>, bool)> {
    lines
        .iter()
        .filter(|line| !cut::is_conditional(line))
        .filter(|line| !line.split([':', '：']).next().unwrap_or_default().contains([',', '，', '.', '。']))
        .flat_map(|line| lead::leads(line))
        .filter(|lead| lead.colon)
        .find_map(|lead| inline(lead, kind))
}

/// Whether the meaning of an entry is itself about values: then the entry is a case, not a value.
fn is_rule(note: &str) -> bool {
    let note = note.to_ascii_lowercase();
    ["the value ", "the number of", "取值为"].iter().any(|start| note.starts_with(start))
        || ["value range", "value ranges", "valid values", "取值范围"]
            .iter()
            .any(|words| note.contains(words))
}

/// Whether an entry is a sentence about the values beside it. After some values, any sentence is.
fn is_remark(line: &str, after_values: bool) -> bool {
    let lower = line.to_ascii_lowercase();
    let starts = |words: &[&str]| words.iter().any(|start| lower.starts_with(start));
    let sentence = line.split(' ').count() > 5
        && line.ends_with('.')
        && !line.split(' ').take(6).any(|word| word.ends_with([':', '：']));
    starts(phrases::CONDITIONS)
        || starts(&["this parameter", "the ", "only ", "by default", "不传", "不填", "默认"])
        || after_values && sentence
}

/// The values of all cases: `For a cluster, the value can be a or b.`
fn by_case(lines: &[&str], kind: Kind) -> Option<Vec<Entry>> {
    let mut all = Vec::new();
    for line in lines {
        let lower = line.to_ascii_lowercase();
        let cases = [
            "the value can be ",
            "the value is ",
            "the value must be ",
            "valid values are ",
            "取值分别为",
            "取值为",
            "取值是",
        ];
        let (at, phrase) = cases.iter().find_map(|phrase| Some((lower.find(phrase)?, phrase)))?;
        let items = items(&line[at + phrase.len()..], kind)?;
        all.extend(items.into_iter().map(|(entry, _)| entry));
    }
    (all.len() > 1).then_some(all)
}

/// The values that follow an announcement on its own line.
fn inline(lead: Lead<'_>, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    if range::interval(lead.rest).is_some() {
        return None;
    }
    let rest = lead.rest.trim_start_matches(|c: char| c == ' ' || c == '：' || c == ':');
    let bracketed =
        rest.strip_prefix(['[', '【', '{']).and_then(|inside| inside.split([']', '】', '}']).next());
    if let Some(values) = bracketed.and_then(|inside| items(inside, kind)) {
        return Some((entries(values), true));
    }
    if lead.colon
        && let Some(values) = joined(rest, kind).or_else(|| coded(rest, kind, true).map(|(values, _)| values))
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
        && let Some((values, _)) = coded(rest, kind, true)
    {
        return Some((values, true));
    }
    if let Some(values) = values {
        if values.len() > 1 {
            // `The value can be modified or deleted.`
            let verbs = values.iter().all(|(entry, code)| !code && entry.value.ends_with("ed"));
            return (lead.colon || !verbs).then(|| (entries(values), true));
        }
        let (value, code) = values.first()?;
        if !lead.colon && ["表示", "代表", "indicat", "which "].iter().any(|word| sentence.contains(word))
        {
            return None;
        }
        let shout = value.value.chars().all(|c| c.is_ascii_uppercase());
        let sure = match (lead.colon, lead.of_range) {
            (true, false) => true,
            (true, true) => *code && !shout && !kind.is_number(),
            (false, _) => *code && !kind.is_number(),
        };
        return sure.then(|| (entries(values), false));
    }
    if lead.colon { bare(rest, kind).map(|values| (values, true)) } else { None }
}

fn entries(items: Vec<(Entry, bool)>) -> Vec<Entry> {
    items.into_iter().map(|(entry, _)| entry).collect()
}

/// A list whose entries became one line: `Success: it worked. Failed: it did not.` Every word with a colon
/// begins an entry, until one is a label: `Note:`.
fn joined(text: &str, kind: Kind) -> Option<Vec<Entry>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut end = text.len();
    for (at, colon) in text.match_indices([':', '：']) {
        let before = &text[..at];
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '“' | '”')));
        let start = start.map_or(0, |start| start + before[start..].chars().next().map_or(1, char::len_utf8));
        let word = before[start..].trim_matches(['"', '“', '”']);
        let after = &text[at + colon.len()..];
        if word.is_empty()
            || colon == ":" && !after.starts_with(' ') && !after.is_empty() && !kind.is_number()
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
    (values.len() > 1 && !values.iter().any(|entry| is_rule(&entry.note))).then_some(values)
}

/// Values and meanings in running text: `0: off; 1: on`. Texts are values only after a strong stop, because
/// prose has words with colons too, and all of them or none are.
fn coded(text: &str, kind: Kind, announced: bool) -> Option<(Vec<Entry>, bool)> {
    let mut values: Vec<Entry> = Vec::new();
    for strong in cut::split(text).into_iter().flat_map(|sentence| sentence.split([';', '；'])) {
        for (n, weak) in pieces(strong).into_iter().enumerate() {
            let read = entry::read(weak, kind).or_else(|| {
                // `Billing method: 0: postpaid`
                let (_, rest) = weak.split_once([':', '：']).filter(|_| values.is_empty())?;
                entry::read(rest, kind)
            });
            let stopped = announced || kind.is_number() || n == 0 || values.is_empty();
            // A Latin word with a mark and Chinese behind it is hardly prose.
            // `DESC - descending order, ASC - ascending order`
            let dashed = matches!(&read, Some((_, Mark::Dash))) && (n == 0 || !values.is_empty());
            let stopped = stopped
                || dashed
                || read.as_ref().is_some_and(|(entry, _)| entry.note.starts_with(|c: char| !c.is_ascii()));
            match read {
                Some((entry, mark)) if stopped && begins(&entry, mark, kind, announced) => values.push(entry),
                None if n == 0 && !values.is_empty() && !kind.is_number() && has_colon(weak) => return None,
                _ => {}
            }
        }
    }
    (values.len() > 1 && !values.iter().any(|entry| is_rule(&entry.note))).then_some((values, announced))
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
    match mark {
        Mark::Colon => !entry.note.is_empty(),
        Mark::Dash => {
            let prose =
                plain.text.len() > 24 || phrases::LABELS.contains(&plain.text.to_ascii_lowercase().as_str());
            !entry.note.is_empty() && !prose
        }
        Mark::Means => kind.is_number() || plain.is_code() || announced,
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

/// The words of an enumeration: `30, 50, and 100`. Nothing when it holds anything else than values.
fn items(text: &str, kind: Kind) -> Option<Vec<(Entry, bool)>> {
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
            let prose = !word.quoted && word.text.chars().all(|c| c.is_ascii_lowercase());
            if !kind.fits(word.text)
                || prose && phrases::LABELS.contains(&word.text)
                || literal::is_nothing(word.text)
            {
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

fn without_conjunction(text: &str) -> &str {
    let text = text.trim_start();
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
        "または",
        "또는 ",
        "및 ",
        "와 ",
        "과 ",
    ];
    if conjunctions.iter().any(|word| rest.starts_with(word)) {
        return Some(Some(rest.trim_start_matches(['、', '|', '/', ' '])));
    }
    if let Some(next) = rest.strip_prefix([',', '，', ';', '；']) {
        let next = next.trim_start();
        let lower = next.to_ascii_lowercase();
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
        "which",
        "indicat",
    ];
    nouns.iter().any(|noun| rest.starts_with(noun)).then_some(None)
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
fn only(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    if kind.is_number() {
        return None;
    }
    for sentence in cut::split(text) {
        let lower = sentence.to_ascii_lowercase();
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

/// `Engine information: Redis-2.8, Redis-4.0`: a few words, a colon, and nothing but values.
fn labelled(text: &str, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let sentence = cut::split(text).first().copied()?;
    let (head, rest) = sentence.split_once(": ").or_else(|| sentence.split_once('：'))?;
    let lower = head.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| literal::find(&lower, word, 0).is_some());
    if head.split(' ').count() > 4 || has(phrases::NOT_VALUES) || has(phrases::LABELS) || kind.is_number() {
        return None;
    }
    let values = items(rest, kind)?;
    let plainly = values.iter().any(|(entry, code)| *code || entry.value.contains('-'));
    (values.len() > 1 && plainly).then(|| (entries(values), false))
}
