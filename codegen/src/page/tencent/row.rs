//! The grammar of a row whose cells stand on one line, with blanks between them:
//! `InstanceId Yes String The instance.`
//!
//! The lines of a description look like rows now and then, so each row needs evidence that it is one: a
//! "yes" or "no" before a type, or a type after a name that can be believed.

use super::code::{first_word, humps, is_identifier, is_mid_sentence};
use super::kind;
use super::names::Names;
use super::prose;
use crate::page::words;

/// The cells of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cells<'a> {
    /// As printed: `Status.N`.
    pub(super) name: &'a str,
    pub(super) required: Option<bool>,
    pub(super) kind: Option<&'a str>,
    pub(super) about: &'a str,
    /// How sure it is that this is a row, with these cells.
    pub(super) sure: Sure,
}

/// How sure it is that a line is a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sure {
    /// All cells are there.
    Whole,
    /// The cells are there, required and type in the other order than the head says.
    Swapped,
    /// The cell of the "required" column is lost.
    NoRequired,
    /// What stands in the type's place is not a type.
    NoKind,
    /// Nothing is left but the name and the description.
    NameOnly,
}

/// A row of the table of parameters.
pub(super) fn request<'a>(line: &'a str, kind_first: bool, names: &Names) -> Option<Cells<'a>> {
    let (name, rest) = name(line)?;
    let rest = behind_blank(rest);
    let cells = |required, kind, about, sure| Cells { name, required, kind, about, sure };
    if let Some((required, after)) = yes_or_no(rest) {
        let sure = if kind_first { Sure::Swapped } else { Sure::Whole };
        // In small letters the word may also be one of a sentence.
        let is_cell = |about: &str| !is_mid_sentence(rest) || !is_mid_sentence(about);
        let found = kind::leading(after).or_else(|| kind::other_case(after));
        let found = found.or_else(|| kind::structure(after).filter(|found| !is_subject(name, *found, names)));
        if let Some((kind, about)) = found.filter(|(_, about)| is_cell(about)) {
            return Some(cells(Some(required), Some(kind), about, sure));
        }
        let (word, about) = first_word(after);
        if is_cell(about) && (is_named_after(base(name), word, about, names) || kind::is_date(word, about)) {
            return Some(cells(Some(required), Some(word), about, sure));
        }
        let is_list = kind::begins_array(after);
        let begins = !is_mid_sentence(after) || kind::begins(after) || is_list;
        let can_be = stands_out(name, names) || (!after.is_empty() && is_capitalised(name));
        return (can_be && begins && (is_cell(after) || is_list))
            .then(|| cells(Some(required), None, after, Sure::NoKind));
    }
    let (kind, after) =
        kind::leading(rest).or_else(|| other_case(name, rest)).or_else(|| typed(name, rest, names))?;
    if let Some((required, about)) = yes_or_no(after).filter(|(_, about)| !is_mid_sentence(about)) {
        let sure = if kind_first { Sure::Whole } else { Sure::Swapped };
        return Some(cells(Some(required), Some(kind), about, sure));
    }
    is_believable(name, kind, after, names).then(|| cells(None, Some(kind), after, Sure::NoRequired))
}

/// A row of the table of response fields.
pub(super) fn response<'a>(line: &'a str, names: &Names) -> Option<Cells<'a>> {
    let (name, rest) = name(line)?;
    let (kind, about) =
        kind::leading(rest).or_else(|| other_case(name, rest)).or_else(|| typed(name, rest, names))?;
    let cells = Cells { name, required: None, kind: Some(kind), about, sure: Sure::Whole };
    is_believable(name, kind, about, names).then_some(cells)
}

/// What follows a cell that says nothing: `Limit - Integer`.
fn behind_blank(text: &str) -> &str {
    match first_word(text) {
        ("-" | "--" | "—" | "/" | "N/A", rest) => rest,
        _ => text,
    }
}

/// Whether a name is spelled as fields are, or an example uses it: `Status.N`, `InstanceId`.
pub(super) fn stands_out(name: &str, names: &Names) -> bool {
    names.has(base(name)) || humps(base(name)) > 1 || name.contains('.')
}

/// Whether a word can be the name of a field as far as its spelling tells: `Limit`.
pub(super) fn is_capitalised(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.len() > 1 && !prose::is_opening(base(name))
}

/// A type in other letters than the vendor's, behind a name.
fn other_case<'a>(name: &str, rest: &'a str) -> Option<(&'a str, &'a str)> {
    kind::other_case(rest).filter(|_| is_capitalised(name))
}

/// Whether what looks like a structure's name is another field, with which the description begins.
fn is_subject(name: &str, (kind, about): (&str, &str), names: &Names) -> bool {
    kind != base(name)
        && is_mid_sentence(about)
        && (prose::is_continuation(about) || names.has(kind) || is_field(kind))
}

/// Whether a name ends as fields' names do and structures' do not.
fn is_field(name: &str) -> bool {
    ["Id", "Ids", "Name", "Time"].iter().any(|end| name.ends_with(end))
}

/// A structure's name as a type, where nothing but the name stands before it: any two capitalised words
/// could be that. Examples that use the name bear it out, and so does a type named after it; else both
/// words must look their part.
fn typed<'a>(name: &str, rest: &'a str, names: &Names) -> Option<(&'a str, &'a str)> {
    let base = base(name);
    let (word, after) = first_word(rest);
    if is_named_after(base, word, after, names) && !prose::is_stop_word(base) {
        return Some((word, after));
    }
    if kind::is_date(word, after) && (names.has(base) || humps(base) > 1) && !prose::is_stop_word(base) {
        return Some((word, after));
    }
    let (kind, about) = kind::structure(rest)?;
    let is_field = names.has(kind) || is_field(kind);
    if (is_field && kind != base) || is_mid_sentence(about) {
        return None;
    }
    let (next, _) = first_word(about);
    let looks_it = !prose::is_stop_word(base)
        && !["API", "APIs", "ID", "IDs", "Or", "And"].contains(&next)
        && (humps(base) > 1 || !(prose::is_operation(kind) || next.is_empty()));
    (names.has(base) || kind.contains(base) || looks_it).then_some((kind, about))
}

/// Whether a type of a single word is that of a field: it is the field's name, or its last word, or an
/// example shows an object there. Else `InstanceId Yes Instance to stop` has lost its type.
fn is_named_after(name: &str, word: &str, about: &str, names: &Names) -> bool {
    is_identifier(word)
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && words::yes_or_no(word).is_none()
        && (names.is_object(name) || (name.ends_with(word) && !is_mid_sentence(about)))
}

/// Whether a name followed by a type is a row, and not a sentence: `The String …`, `JSON String of …`.
fn is_believable(name: &str, kind: &str, about: &str, names: &Names) -> bool {
    if names.has(base(name)) || name.contains('.') {
        return true;
    }
    let is_strong = humps(name) > 1 || kind.starts_with("Array of ");
    let goes_on = if is_strong { prose::is_predicate(about) } else { prose::is_continuation(about) };
    !prose::is_article(name) && !goes_on
}

/// The name at the beginning of a line: letters, digits, and the dots of `Filters.N.Name`.
pub(super) fn name(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = first_word(line);
    is_reference(word).then_some((word, rest))
}

/// Whether a word can be a field's name as it is printed.
pub(super) fn is_reference(word: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    word.len() < 100
        && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.split('.').all(plain)
        && words::yes_or_no(word).is_none()
}

/// The name on the wire: `Status.N` is `Status`. The page means a number by `N`, whose place on the wire
/// is the list itself.
pub(super) fn base(name: &str) -> &str {
    name.strip_suffix(".N").or_else(|| name.strip_suffix(".n")).unwrap_or(name)
}

/// A cell "yes" or "no" at the beginning of a text.
pub(super) fn yes_or_no(text: &str) -> Option<(bool, &str)> {
    let (word, rest) = first_word(text);
    const OTHERS: &[&str] = &["true", "false", "required", "optional"];
    // In prose these are frequent, and no page has them in small letters in that column.
    if OTHERS.contains(&word) {
        return None;
    }
    words::yes_or_no(word).map(|required| (required, rest))
}

#[cfg(test)]
mod tests {
    use super::{Cells, Names, Sure, request, response};

    fn known(names: &[&str]) -> Names {
        let mut all = Names::default();
        names.iter().for_each(|name| all.add(name, *name == "Window"));
        all
    }

    fn of<'a>(line: &'a str, names: &[&str]) -> Option<Cells<'a>> {
        request(line, false, &known(names))
    }

    #[test]
    fn a_row_of_parameters_keeps_its_cells_apart() {
        let row = |name, required, kind, about, sure| Some(Cells { name, required, kind, about, sure });
        let whole = |name, required, kind, about| row(name, Some(required), Some(kind), about, Sure::Whole);
        assert_eq!(
            of("Status.N No Array of Integer States.", &[]),
            whole("Status.N", false, "Array of Integer", "States.")
        );
        assert_eq!(
            of("Filter 否 AuditLogFilter 条件。", &[]),
            whole("Filter", false, "AuditLogFilter", "条件。")
        );
        assert_eq!(of("Force はい Boolean", &[]), whole("Force", true, "Boolean", ""));
        assert_eq!(
            of("Password String Yes The password.", &[]),
            row("Password", Some(true), Some("String"), "The password.", Sure::Swapped)
        );
        assert_eq!(
            of("Remark String No more than ten letters.", &["Remark"]),
            row("Remark", None, Some("String"), "No more than ten letters.", Sure::NoRequired)
        );
        assert_eq!(
            of("InstanceId Yes Instance to stop.", &[]),
            row("InstanceId", Some(true), None, "Instance to stop.", Sure::NoKind)
        );
        assert_eq!(
            of("Limit No Number of tapes.", &[]),
            row("Limit", Some(false), None, "Number of tapes.", Sure::NoKind)
        );
        assert_eq!(
            of("Limit Integer How many tapes.", &[]),
            row("Limit", None, Some("Integer"), "How many tapes.", Sure::NoRequired)
        );
        for blank in ["-", "—", "/", "N/A"] {
            assert_eq!(
                of(&format!("Limit {blank} Integer How many tapes."), &[]),
                row("Limit", None, Some("Integer"), "How many tapes.", Sure::NoRequired)
            );
        }
        assert_eq!(of("Fast - the tape runs twice.", &[]), None);
        assert_eq!(
            of("Memory Yes Memory of the reel.", &[]),
            row("Memory", Some(true), None, "Memory of the reel.", Sure::NoKind)
        );
        assert_eq!(of("Reel no string The reel.", &[]), whole("Reel", false, "string", "The reel."));
        assert_eq!(of("Reel NO INTEGER 卷轴。", &[]), whole("Reel", false, "INTEGER", "卷轴。"));
    }

    #[test]
    fn a_date_is_a_type_and_a_word() {
        let kind = |line| of(line, &[]).and_then(|row| row.kind.map(str::to_owned));
        assert_eq!(kind("Since Yes Date First day.").as_deref(), Some("Date"));
        assert_eq!(kind("Since Yes Date of the tape.").as_deref(), None);
        let kind = |line| response(line, &known(&[])).and_then(|row| row.kind.map(str::to_owned));
        assert_eq!(kind("EndTime Date Last day.").as_deref(), Some("Date"));
        assert_eq!(kind("Start Date The first day."), None);
    }

    #[test]
    fn sentences_are_no_rows() {
        for line in [
            "Note: String",
            "Select No to leave it.",
            "The String type is not",
            "only from there",
            "1. String",
            "0: wait",
        ] {
            assert_eq!(of(line, &[]), None, "{line}");
        }
    }

    #[test]
    fn the_name_of_a_structure_needs_to_be_borne_out() {
        let kind = |line, names: &[&str]| {
            let names = known(names);
            response(line, &names).and_then(|row| row.kind.map(str::to_owned))
        };
        assert_eq!(kind("Price DBInstancePrice The price.", &[]).as_deref(), Some("DBInstancePrice"));
        assert_eq!(kind("SlowLog LogToCLSConfig The log.", &[]).as_deref(), Some("LogToCLSConfig"));
        assert_eq!(kind("Window InstanceInfo The hours.", &["Window"]).as_deref(), Some("InstanceInfo"));
        assert_eq!(kind("Window Hours The hours.", &["Window"]).as_deref(), Some("Hours"));
        assert_eq!(kind("Window Hours The hours.", &[]), None);
        assert_eq!(kind("Usage Usage The use.", &[]).as_deref(), Some("Usage"));
        assert_eq!(kind("VpcId SubnetId Both or none.", &["SubnetId"]), None);
        assert_eq!(kind("Call DescribeInstances API for it.", &[]), None);
        assert_eq!(kind("InstanceSet TencentDB Instances.", &[]), None);
    }
}
