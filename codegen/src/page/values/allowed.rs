//! Which values a field can have.

use super::cut::{self, Part, Statement};
use super::entry::{self, Entry, Mark};
use super::inline::{aside, coded, inline, is_case, labelled, only};
use super::items::items;
use super::lead::{self, Lead};
use super::literal::Kind;
use super::phrases;

/// The values that the statements list, in the page's order.
pub(super) fn read(statements: &[Statement], kind: Kind) -> Vec<Entry> {
    let entries = entry_lines(statements, kind);
    let cases = statements.iter().filter(|statement| is_case(&statement.text)).count();
    let mut found = Found { by_case: cases > 1, ..Found::default() };
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
        // A remark between an announcement and its list changes nothing.
        if !is_notice(statement.text.trim_end_matches([':', '：'])) {
            announced = line(statement, kind, &mut found);
        }
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
    /// Several lines have a label and a list of their own.
    by_case: bool,
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
                Some((entry, Mark::Colon | Mark::Dash | Mark::Means)) => {
                    !entry.is_label() && lead::leads(&statement.text).is_empty()
                }
                // `2. Done`, between `1: Running` and `3: Failed`
                Some((entry, Mark::Stop)) => kind.is_number() && !entry.note.is_empty(),
                // `1 (running)`
                Some((_, Mark::End)) => kind.is_number() && statement.text.ends_with([')', '）']),
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
        .map(|(at, statement)| {
            let after = at.checked_sub(1).and_then(|before| statements.get(before));
            let alone = after.is_some_and(|before| before.part == statement.part && announces(&before.text));
            statement.entry
                || same(at, at + 1)
                || at > 0 && same(at - 1, at)
                || alone && written.get(at) == Some(&true)
        })
        .collect()
}

/// Whether a line announces values that follow on lines of their own.
pub(super) fn announces(text: &str) -> bool {
    lead::leads(text).iter().any(|lead| lead.colon && lead.rest.is_empty())
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
    let whole = Lead { of_range: true, colon: true, ordered: false, rest: text };
    if by_part && found.take(inline(whole, kind)) || announced.values || announced.read {
        return announced;
    }
    if !found.take(coded(text, kind, false).or_else(|| aside(text, kind))) {
        let by_label = || if found.by_case { None } else { labelled(text, kind) };
        let values = only(text, kind).or_else(by_label);
        found.take(values);
    }
    announced
}

/// Whether a line announces something that is no value: `in one of the following formats:`.
fn ends_with_other(text: &str) -> bool {
    let last = text.rsplit(['.', '。']).next().unwrap_or_default().to_ascii_lowercase();
    let examples = ["example", "示例", "例如"].iter().any(|word| last.contains(word));
    last.ends_with([':', '：'])
        && (examples
            || ["format", "field", "rule", "contain", "meet", "requirement", "格式", "规则", "要求", "字段"]
                .iter()
                .any(|word| last.contains(word))
                && !last.contains("value")
                && !last.contains("取值")
                && !lead::names_kinds(&last))
}

/// The values of a list with one entry a line.
fn list(lines: &[&str], announced: Announced, kind: Kind) -> Option<(Vec<Entry>, bool)> {
    let announces = announced.values || announced.by_part;
    if announced.other {
        return None;
    }
    // `取值` announces values by itself; an English case may be about anything.
    if lines.iter().all(|line| line.contains("取值"))
        && let Some(entries) = by_case(lines, kind)
    {
        return Some((entries, true));
    }
    let mut entries = Vec::new();
    let mut remarks = 0_usize;
    let (mut weak, mut strong) = (false, false);
    for line in lines {
        match entry::read(line, kind) {
            Some((entry, Mark::Colon)) if entry.is_label() && is_notice(&entry.value) => remarks += 1,
            Some((entry, _)) if entry::is_rule(&entry) || !announces && entry::names_a_field(&entry) => {
                return None;
            }
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
        // `name: a part of it. Valid values: …`
        .filter(
            |line| !matches!(entry::read(line, Kind::Text), Some((entry, Mark::Colon)) if !entry.is_label()),
        )
        .flat_map(|line| lead::leads(line).into_iter().map(move |lead| (line, lead)))
        .filter(|(line, lead)| {
            let before = &line[..line.len().saturating_sub(lead.rest.len())];
            let whole = before.trim_end().eq_ignore_ascii_case("the value can be");
            (lead.colon || lead.of_range || whole) && !before.contains([',', '，'])
        })
        .find_map(|(_, lead)| inline(lead, kind))
}

/// Whether a word begins a remark on a list.
fn is_notice(word: &str) -> bool {
    ["note", "notes", "notice", "important", "caution", "example", "examples", "说明"]
        .contains(&word.to_ascii_lowercase().as_str())
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
            "取值固定为",
            "取值为",
            "取值是",
        ];
        let (at, phrase) = cases.iter().find_map(|phrase| Some((lower.find(phrase)?, phrase)))?;
        let items = items(&line[at + phrase.len()..], kind)?;
        all.extend(items.into_iter().map(|(entry, _)| entry));
    }
    (all.len() > 1).then_some(all)
}
