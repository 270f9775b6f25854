//! Types by meaning: the vendors print one type in many ways.

use crate::model::{DateTimeFormat, Field, Shape};

/// A type as one side writes it, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// As it is written: `Array of Integer`, `list<int64>`.
    pub printed: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a type means on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// A number of either sort.
    Number,
    /// True or false.
    Bool,
    /// A point in time, written as text.
    Time,
    /// An object.
    Object,
    /// A list.
    List(Box<Meaning>),
    /// Text that holds this as JSON. Pages call it either.
    Json(Box<Meaning>),
    /// An object around a list, or the list itself: pages call it either.
    Wrapped,
    /// Anything, or a word that says nothing.
    Any,
}

use Meaning::{Any, Bool, Float, Integer, Json, List, Number, Object, Text, Time, Wrapped};

impl Kind {
    /// The type that a page prints; `item` is that of a list's entries where it has a row of its own.
    pub fn printed(printed: &str, item: Option<&str>) -> Self {
        let meaning = match (read(printed), item) {
            (List(of), Some(item)) if *of == Any => List(Box::new(read(item))),
            (meaning, _) => meaning,
        };
        Self { printed: printed.to_owned(), meaning }
    }

    /// The type of a spec's field.
    pub fn of_field(field: &Field) -> Self {
        let meaning = meaning(&field.shape);
        let (printed, meaning) = match (field.json, &field.wrapped) {
            (true, _) => (format!("json<{}>", written(&field.shape)), Json(Box::new(meaning))),
            (false, Some(_)) => (written(&field.shape), Wrapped),
            (false, None) => (written(&field.shape), meaning),
        };
        Self { printed, meaning }
    }

    /// The list in a wrapped field.
    pub(super) fn inside(shape: &Shape) -> Self {
        Self { printed: written(shape), meaning: meaning(shape) }
    }

    /// One more level of list: the page prints the type of one entry of `Name.N`.
    pub(super) fn numbered(self) -> Self {
        match self.meaning {
            List(_) | Any => self,
            of => Self { meaning: List(Box::new(of)), ..self },
        }
    }
}

impl Meaning {
    /// Whether it is one value, neither a list nor an object.
    pub(super) fn is_single(&self) -> bool {
        match self {
            Json(of) => of.is_single(),
            Object | List(_) | Wrapped => false,
            _ => true,
        }
    }

    /// Whether both can be the same on the wire.
    pub fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Any, _) | (_, Any) => true,
            (List(one), List(other)) => one.fits(other),
            (Json(of), other) | (other, Json(of)) => *other == Text || of.fits(other),
            (Wrapped, other) | (other, Wrapped) => matches!(other, Wrapped | Object | List(_)),
            (Number, Integer | Float) | (Integer | Float, Number) => true,
            (Time, Text) | (Text, Time) => true,
            (one, other) => one == other,
        }
    }
}

/// What a printed type means.
fn read(printed: &str) -> Meaning {
    let text = printed.trim().trim_matches(['`', '*']).trim();
    let lower = text.to_lowercase();
    for start in ["array of ", "list of "] {
        if lower.starts_with(start) {
            return List(Box::new(read(tail(text, start.len()))));
        }
    }
    for (open, close) in [("array<", '>'), ("list<", '>'), ("array[", ']'), ("list[", ']'), ("set<", '>')] {
        if lower.starts_with(open) && lower.ends_with(close) {
            let inner = tail(text, open.len());
            return List(Box::new(read(inner.trim_end_matches(close))));
        }
    }
    if let Some(of) = text.strip_suffix("[]") {
        return List(Box::new(read(of)));
    }
    if lower.starts_with("map<") || lower.ends_with(" object") || lower.ends_with(" objects") {
        return Object;
    }
    match lower.as_str() {
        "string" | "strings" | "str" | "text" | "char" | "varchar" | "binary" | "file" => Text,
        "integer" | "integers" | "int" | "int32" | "int64" | "uint32" | "uint64" | "long" | "longs"
        | "short" | "bigint" => Integer,
        "float" | "double" | "decimal" | "float64" | "float32" => Float,
        "number" | "numbers" => Number,
        "boolean" | "booleans" | "bool" => Bool,
        "timestamp" | "timestamp_iso8601" | "datetime" | "datetime_iso" | "date" | "time" => Time,
        "object" | "objects" | "struct" | "map" | "dict" => Object,
        "array" | "list" | "repeatlist" | "set" => List(Box::new(Any)),
        // A structure's own name: `BackupInfo`.
        _ if text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') =>
        {
            Object
        }
        _ => Any,
    }
}

/// The rest of `text` after its first bytes; lower case may have changed their number.
fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

fn meaning(shape: &Shape) -> Meaning {
    match shape {
        Shape::Text | Shape::Secret | Shape::TextEnum(_) => Text,
        Shape::Bool => Bool,
        Shape::Int32 | Shape::Int64 | Shape::IntEnum(_) => Integer,
        Shape::Float => Float,
        Shape::DateTime(DateTimeFormat::Pattern { .. }) => Time,
        Shape::DateTime(DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis) => Integer,
        Shape::Any => Any,
        Shape::List(of) => List(Box::new(meaning(of))),
        Shape::Map(_) | Shape::Struct { .. } => Object,
    }
}

/// The type as a spec writes it.
fn written(shape: &Shape) -> String {
    match shape {
        Shape::Text => "string".to_owned(),
        Shape::Secret => "secret<string>".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Int32 => "int32".to_owned(),
        Shape::Int64 => "int64".to_owned(),
        Shape::Float => "float64".to_owned(),
        Shape::DateTime(_) => "datetime".to_owned(),
        Shape::Any => "any".to_owned(),
        Shape::List(of) => format!("list<{}>", written(of)),
        Shape::Map(of) => format!("map<{}>", written(of)),
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Meaning};

    fn of(printed: &str) -> Meaning {
        Kind::printed(printed, None).meaning
    }

    #[test]
    fn one_type_has_many_names() {
        for group in [
            &["String", "string", "str"][..],
            &["Integer", "Long", "int64", "integer", "Int"],
            &["Boolean", "bool"],
            &["Array of String", "array<string>", "List<String>", "Array of strings", "string[]"],
            &["Array of LinksItem objects", "Array of objects", "array<object>", "Array of LinksItem"],
            &["Object", "BackupDatabase object", "object", "BackupDatabase"],
        ] {
            for (one, other) in group.iter().flat_map(|one| group.iter().map(move |other| (one, other))) {
                assert!(of(one).fits(&of(other)), "{one} and {other}");
            }
        }
    }

    #[test]
    fn other_types_do_not_fit() {
        for (one, other) in [
            ("Integer", "String"),
            ("Boolean", "Integer"),
            ("Array of String", "String"),
            ("Array of String", "Array of Integer"),
            ("Object", "Array of objects"),
            ("Float", "Integer"),
        ] {
            assert!(!of(one).fits(&of(other)), "{one} and {other}");
        }
        assert!(of("Timestamp").fits(&of("String")));
        assert!(of("Array").fits(&of("array<string>")));
        assert!(!Kind::printed("array", Some("object")).meaning.fits(&of("Array of String")));
        assert!(of("number").fits(&of("Float")) && of("number").fits(&of("Integer")));
    }

    #[test]
    fn a_numbered_name_is_a_list_of_what_is_printed() {
        let kind = Kind::printed("String", None).numbered();
        assert_eq!(kind.meaning, of("Array of String"));
        assert_eq!(Kind::printed("RepeatList", None).numbered().meaning, of("Array"));
    }
}
