//! Types at the beginning of a text: `Integer`, `Array of BackupInfo`, `Timestamp ISO8601`.

use super::code::{first_word, humps, is_identifier, is_mid_sentence};
use super::prose;
use crate::page::words;

/// Splits off a type that names itself as one. Types begin with a capital letter; where prose could stand
/// instead (`Date`, `File`, `Any`, `Number of …`), a word alone does not name itself.
pub(super) fn leading(text: &str) -> Option<(&str, &str)> {
    let length = array(text).or_else(|| scalar(text))?;
    let (kind, rest) = text.split_at(length);
    let rest = rest.trim_start();
    (!is_noun(kind, rest)).then_some((kind, rest))
}

/// Splits off a type in other letters than the vendor's, `string` or `ARRAY OF STRING`, which are words of
/// prose too: so a description has to begin behind it.
pub(super) fn other_case(text: &str) -> Option<(&str, &str)> {
    let (kind, rest) = text.split_at(begin(text)?);
    let rest = rest.trim_start();
    (!is_mid_sentence(rest)).then_some((kind, rest))
}

/// Whether a text begins with a type in whatever letters.
pub(super) fn begins(text: &str) -> bool {
    leading(text).is_some() || begin(text).is_some()
}

/// Whether a text begins as lists do, in whatever letters.
pub(super) fn begins_array(text: &str) -> bool {
    text.get(..ARRAY.len()).is_some_and(|of| of.eq_ignore_ascii_case(ARRAY))
}

/// How long the type in whatever letters is that a text begins with.
fn begin(text: &str) -> Option<usize> {
    let of = if begins_array(text) { ARRAY.len() } else { 0 };
    let (word, about) = first_word(text.get(of..)?);
    let is_scalar = SCALARS.iter().any(|scalar| scalar.eq_ignore_ascii_case(word));
    (is_scalar || (of > 0 && is_element(word, about))).then_some(of + word.len())
}

const ARRAY: &str = "Array of ";

/// Whether a word is the structure that a list holds. `Array of VPC IDs` is prose.
fn is_element(word: &str, about: &str) -> bool {
    let is_acronym = word.len() < 5 && word.chars().all(|c| c.is_ascii_uppercase()) && !about.is_empty();
    is_identifier(word) && word.starts_with(|c: char| c.is_ascii_uppercase()) && !is_acronym
}

/// Whether a word that could be a type is a description's first: `Number of nodes`, `String that …`.
fn is_noun(kind: &str, rest: &str) -> bool {
    const NOUNS: &[&str] = &["Number", "Object", "Timestamp", "Long", "Double", "Binary", "Float"];
    NOUNS.contains(&kind) && is_mid_sentence(rest)
        || prose::is_predicate(rest) && !rest.starts_with('.')
        || ["of", "containing", "consisting"].contains(&first_word(rest).0)
}

/// Splits off the bare name of a structure, which any capitalised word could be: only names of several
/// words count, and none that are a product's.
pub(super) fn structure(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = first_word(text);
    let fits = is_identifier(word)
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && humps(word) > 1
        && !is_product(word);
    fits.then_some((word, rest))
}

/// Whether a word is the type `Date`, and not the beginning of a sentence: `Date of the backup`.
pub(super) fn is_date(word: &str, about: &str) -> bool {
    word == "Date" && !is_mid_sentence(about)
}

/// Whether all of a table's cell is a type. There a single word is enough.
pub(super) fn is_whole(cell: &str) -> bool {
    is_identifier(cell) && words::yes_or_no(cell).is_none()
        || leading(cell).is_some_and(|(_, rest)| rest.is_empty())
        || words::is_kind(cell)
}

/// Types of one word that sentences hardly begin with.
const SCALARS: &[&str] = &[
    "String",
    "Integer",
    "Float",
    "Double",
    "Boolean",
    "Bool",
    "Int",
    "Int32",
    "Int64",
    "Uint32",
    "Uint64",
    "Long",
    "Number",
    "Object",
    "Timestamp",
    "Timestamp_iso8601",
    "Datetime",
    "Datetime_iso",
    "DateTime",
    "Binary",
];

fn scalar(text: &str) -> Option<usize> {
    let (word, rest) = first_word(text);
    if word == "Timestamp" && first_word(rest).0 == "ISO8601" {
        return Some("Timestamp ISO8601".len());
    }
    SCALARS.contains(&word).then_some(word.len())
}

/// How long the type of one word is that a text without blanks begins with.
pub(super) fn glued_scalar(text: &str) -> Option<usize> {
    const LONG: &str = "Timestamp ISO8601";
    let scalars = SCALARS.iter().filter(|scalar| text.starts_with(**scalar)).map(|scalar| scalar.len());
    if text.starts_with(LONG) { Some(LONG.len()) } else { scalars.max() }
}

fn array(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(ARRAY)?;
    let element = array(rest).or_else(|| scalar(rest)).or_else(|| {
        let (word, about) = first_word(rest);
        is_element(word, about).then_some(word.len())
    })?;
    Some(ARRAY.len() + element)
}

/// Names in prose that look like those of structures.
pub(super) const PRODUCTS: &[&str] = &[
    "TencentDB",
    "MongoDB",
    "MySQL",
    "PostgreSQL",
    "MariaDB",
    "SQLServer",
    "DynamoDB",
    "OpenAPI",
    "GitHub",
    "IPv4",
    "IPv6",
    "JavaScript",
    "NodeJS",
    "MyBase",
    "ClickHouse",
];

pub(super) fn is_product(word: &str) -> bool {
    word.starts_with("Tencent") || PRODUCTS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{is_whole, leading, other_case, structure};

    #[test]
    fn a_type_is_split_from_its_description() {
        assert_eq!(leading("Array of BackupInfo The list."), Some(("Array of BackupInfo", "The list.")));
        assert_eq!(leading("Timestamp ISO8601 Start."), Some(("Timestamp ISO8601", "Start.")));
        assert_eq!(leading("Timestamp Start."), Some(("Timestamp", "Start.")));
        assert_eq!(leading("Array of Array of String x"), Some(("Array of Array of String", "x")));
        assert_eq!(leading("String"), Some(("String", "")));
        assert_eq!(leading("Strings are"), None);
        assert_eq!(leading("Number of nodes"), None);
        assert_eq!(leading("String of ten letters"), None);
        assert_eq!(leading("String name of it"), Some(("String", "name of it")));
        assert_eq!(leading("Array of VPC IDs"), None);
        assert_eq!(other_case("string The name."), Some(("string", "The name.")));
        assert_eq!(other_case("ARRAY OF INTEGER 状态"), Some(("ARRAY OF INTEGER", "状态")));
        assert_eq!(other_case("string that names it"), None);
        assert_eq!(other_case("array of tapes"), None);
        assert_eq!(leading("Array of the IDs"), None);
        assert_eq!(leading("DBInstancePrice The price."), None);
    }

    #[test]
    fn a_structure_has_several_words() {
        assert_eq!(structure("DBInstancePrice The price."), Some(("DBInstancePrice", "The price.")));
        assert_eq!(structure("Instance ID."), None);
        assert_eq!(structure("TencentDB for it."), None);
        assert!(is_whole("Price") && is_whole("Array of Tag") && !is_whole("The price.") && !is_whole("Yes"));
    }
}
