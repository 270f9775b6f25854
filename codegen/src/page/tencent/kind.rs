//! Types at the beginning of a text: `Integer`, `Array of BackupInfo`, `Timestamp ISO8601`.

use super::code::{first_word, humps, is_identifier, is_mid_sentence};
use crate::page::words;

/// Splits off a type that names itself as one. Types begin with a capital letter; where prose could stand
/// instead (`Date`, `File`, `Any`), a word alone does not name itself.
pub(super) fn leading(text: &str) -> Option<(&str, &str)> {
    let length = array(text).or_else(|| scalar(text))?;
    let (kind, rest) = text.split_at(length);
    Some((kind, rest.trim_start()))
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
    let rest = text.strip_prefix("Array of ")?;
    let element = array(rest).or_else(|| scalar(rest)).or_else(|| {
        let (word, _) = first_word(rest);
        let named = is_identifier(word) && word.starts_with(|c: char| c.is_ascii_uppercase());
        named.then_some(word.len())
    })?;
    Some("Array of ".len() + element)
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

fn is_product(word: &str) -> bool {
    word.starts_with("Tencent") || PRODUCTS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{is_whole, leading, structure};

    #[test]
    fn a_type_is_split_from_its_description() {
        assert_eq!(leading("Array of BackupInfo The list."), Some(("Array of BackupInfo", "The list.")));
        assert_eq!(leading("Timestamp ISO8601 Start."), Some(("Timestamp ISO8601", "Start.")));
        assert_eq!(leading("Timestamp Start."), Some(("Timestamp", "Start.")));
        assert_eq!(leading("Array of Array of String x"), Some(("Array of Array of String", "x")));
        assert_eq!(leading("String"), Some(("String", "")));
        assert_eq!(leading("Strings are"), None);
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
