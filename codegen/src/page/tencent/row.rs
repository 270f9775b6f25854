//! The grammar of a row whose cells stand on one line, with blanks between them:
//! `InstanceId Yes String The instance.`
//!
//! The lines of a description look like rows now and then, so each row needs evidence that it is one: a
//! "yes" or "no" before a type, or a type after a name that can be believed.

use std::collections::BTreeMap;

use super::code::{first_word, humps, is_identifier, is_mid_sentence};
use super::kind;
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
}

/// The names that the page's examples use: whatever is among them is a field.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The names, and whether an example shows an object there.
    found: BTreeMap<String, bool>,
}

impl Names {
    /// Notes that an example uses a name.
    pub(super) fn add(&mut self, name: &str, is_object: bool) {
        *self.found.entry(name.to_owned()).or_default() |= is_object;
    }

    /// Whether an example uses it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.found.contains_key(name)
    }

    /// Whether an example shows an object there.
    pub(super) fn is_object(&self, name: &str) -> bool {
        self.found.get(name).is_some_and(|is_object| *is_object)
    }
}

/// A row of the table of parameters.
pub(super) fn request<'a>(line: &'a str, kind_first: bool, names: &Names) -> Option<Cells<'a>> {
    let (name, rest) = name(line)?;
    let cells = |required, kind, about, sure| Cells { name, required, kind, about, sure };
    if let Some((required, after)) = yes_or_no(rest) {
        let sure = if kind_first { Sure::Swapped } else { Sure::Whole };
        if let Some((kind, about)) = kind::leading(after).or_else(|| kind::structure(after)) {
            return Some(cells(Some(required), Some(kind), about, sure));
        }
        let (word, about) = first_word(after);
        if is_named_after(base(name), word, about, names) || kind::is_date(word, about) {
            return Some(cells(Some(required), Some(word), about, sure));
        }
        let stands_out = names.has(base(name)) || humps(base(name)) > 1 || name.contains('.');
        return (stands_out && !is_mid_sentence(after))
            .then(|| cells(Some(required), None, after, Sure::NoKind));
    }
    let (kind, after) = kind::leading(rest).or_else(|| typed(name, rest, names))?;
    if let Some((required, about)) = yes_or_no(after).filter(|(_, about)| !is_mid_sentence(about)) {
        let sure = if kind_first { Sure::Whole } else { Sure::Swapped };
        return Some(cells(Some(required), Some(kind), about, sure));
    }
    is_believable(name, kind, after, names).then(|| cells(None, Some(kind), after, Sure::NoRequired))
}

/// A row of the table of response fields.
pub(super) fn response<'a>(line: &'a str, names: &Names) -> Option<Cells<'a>> {
    let (name, rest) = name(line)?;
    let (kind, about) = kind::leading(rest).or_else(|| typed(name, rest, names))?;
    let cells = Cells { name, required: None, kind: Some(kind), about, sure: Sure::Whole };
    is_believable(name, kind, about, names).then_some(cells)
}

/// A structure's name as a type, where nothing but the name stands before it: any two capitalised words
/// could be that. Examples that use the name bear it out, and so does a type named after it; else both
/// words must look their part.
fn typed<'a>(name: &str, rest: &'a str, names: &Names) -> Option<(&'a str, &'a str)> {
    let base = base(name);
    let (word, after) = first_word(rest);
    if is_named_after(base, word, after, names) && !is_stop_word(base) {
        return Some((word, after));
    }
    if kind::is_date(word, after) && (names.has(base) || humps(base) > 1) && !is_stop_word(base) {
        return Some((word, after));
    }
    let (kind, about) = kind::structure(rest)?;
    let is_field = names.has(kind) || ["Id", "Ids", "Name", "Time"].iter().any(|end| kind.ends_with(end));
    if (is_field && kind != base) || is_mid_sentence(about) {
        return None;
    }
    let (next, _) = first_word(about);
    let looks_it = !is_stop_word(base)
        && !["API", "APIs", "ID", "IDs", "Or", "And"].contains(&next)
        && (humps(base) > 1 || !(is_operation(kind) || next.is_empty()));
    (names.has(base) || kind.contains(base) || looks_it).then_some((kind, about))
}

/// Whether a type of a single word is that of a field: it is the field's name, or its last word, or an
/// example shows an object there. Else `InstanceId Yes Instance to stop` has lost its type.
fn is_named_after(name: &str, word: &str, about: &str, names: &Names) -> bool {
    is_identifier(word)
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && words::yes_or_no(word).is_none()
        && (names.is_object(name) || name == word || (name.ends_with(word) && !is_mid_sentence(about)))
}

/// `DescribeInstances` is an operation, not a type; `DescribeInstancesInfo` may be one.
fn is_operation(kind: &str) -> bool {
    const VERBS: &[&str] = &["Describe", "Create", "Modify", "Delete", "Get", "List", "Inquire", "Inquiry"];
    VERBS.iter().any(|verb| kind.starts_with(verb))
        && !["Info", "Rsp", "Resp", "Response", "Result", "Item"].iter().any(|end| kind.ends_with(end))
}

/// Whether a name followed by a type is a row, and not a sentence: `The String …`, `JSON String of …`.
fn is_believable(name: &str, kind: &str, about: &str, names: &Names) -> bool {
    const VERBS: &[&str] =
        &["is", "are", "was", "were", "has", "have", "can", "must", "will", "should", "that", "which"];
    const OTHERS: &[&str] = &[
        "of",
        "type",
        "types",
        "value",
        "values",
        "format",
        "with",
        "in",
        "and",
        "or",
        "to",
        "containing",
        "for",
        "as",
        "from",
        "list",
        "array",
        "data",
        "field",
        "fields",
        "parameter",
        "parameters",
        "only",
        "objects",
    ];
    if names.has(base(name)) || name.contains('.') {
        return true;
    }
    let (next, _) = first_word(about);
    let goes_on = VERBS.contains(&next) || about.starts_with([',', ';', ':', ')', '=', '.']);
    let is_strong = humps(name) > 1 || kind.starts_with("Array of ");
    !is_article(name) && !goes_on && (is_strong || !OTHERS.contains(&next))
}

/// The name at the beginning of a line: letters, digits, and the dots of `Filters.N.Name`.
fn name(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = first_word(line);
    is_name(word).then_some((word, rest))
}

/// Whether a word can be a field's name as it is printed.
pub(super) fn is_name(word: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    word.len() < 100
        && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.split('.').all(plain)
        && !matches!(word, "Yes" | "No")
}

/// The name on the wire: `Status.N` is `Status`. The page means a number by `N`, whose place on the wire
/// is the list itself.
pub(super) fn base(name: &str) -> &str {
    name.strip_suffix(".N").or_else(|| name.strip_suffix(".n")).unwrap_or(name)
}

/// A cell "yes" or "no" at the beginning of a text. Cells are capitalised; "no" in prose is not.
fn yes_or_no(text: &str) -> Option<(bool, &str)> {
    let (word, rest) = first_word(text);
    if word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    words::yes_or_no(word).map(|required| (required, rest))
}

/// Words that a sentence about types begins with: `The String …`, `JSON String`.
fn is_article(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "A",
        "An",
        "Any",
        "Array",
        "Boolean",
        "Each",
        "Float",
        "Integer",
        "JSON",
        "Json",
        "Note",
        "String",
        "Supports",
        "The",
        "This",
        "Timestamp",
        "Valid",
        "Value",
        "Values",
    ];
    WORDS.contains(&word)
}

/// Words that a sentence with a name in it begins with: `Call DescribeInstances …`.
fn is_stop_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "After",
        "All",
        "And",
        "Before",
        "Both",
        "By",
        "Call",
        "Currently",
        "Default",
        "Enter",
        "For",
        "From",
        "Get",
        "If",
        "In",
        "Indicates",
        "MongoDB",
        "MySQL",
        "New",
        "Not",
        "Obtain",
        "Only",
        "Or",
        "Other",
        "Please",
        "Query",
        "Refer",
        "Returns",
        "See",
        "Select",
        "Set",
        "Specify",
        "Support",
        "TencentCloud",
        "TencentDB",
        "Through",
        "To",
        "Use",
        "When",
        "With",
        "Your",
    ];
    is_article(word) || WORDS.contains(&word)
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
