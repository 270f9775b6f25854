//! Types by meaning: the vendors print one type in many ways.

use crate::model::{DateTimeFormat, Field, Shape};
use crate::page::PrintedType;
use crate::page::facts::Field as Fact;

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
    /// The type of a page's field; `None` when the page does not say it.
    pub fn of_fact(fact: &Fact) -> Option<Self> {
        let meaning = Meaning::from(&PrintedType::of_field(fact)?);
        Some(Self { printed: fact.kind.clone()?, meaning })
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

impl From<&PrintedType> for Meaning {
    fn from(printed: &PrintedType) -> Self {
        match printed {
            PrintedType::Unknown => Any,
            PrintedType::Text => Text,
            PrintedType::Bool => Bool,
            PrintedType::Integer => Integer,
            PrintedType::Float => Float,
            PrintedType::Number => Number,
            PrintedType::Time(_) => Time,
            PrintedType::Object(_) | PrintedType::Map(_) => Object,
            PrintedType::List(of) => List(Box::new(of.as_ref().into())),
            PrintedType::RepeatList => List(Box::new(Any)),
        }
    }
}

fn meaning(shape: &Shape) -> Meaning {
    match shape {
        Shape::Text | Shape::Secret | Shape::TextEnum(_) => Text,
        Shape::Bool => Bool,
        Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::IntEnum(_) => Integer,
        Shape::Float => Float,
        Shape::DateTime(DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis) => Integer,
        Shape::DateTime(_) => Time,
        Shape::Any => Any,
        Shape::List(of) => List(Box::new(meaning(of))),
        Shape::Map(_) | Shape::Struct(_) => Object,
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
        Shape::UInt64 => "uint64".to_owned(),
        Shape::Float => "float64".to_owned(),
        Shape::DateTime(_) => "datetime".to_owned(),
        Shape::Any => "any".to_owned(),
        Shape::List(of) => format!("list<{}>", written(of)),
        Shape::Map(of) => format!("map<{}>", written(of)),
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::Meaning;
    use crate::page::PrintedType;

    fn of(printed: &str) -> Meaning {
        (&PrintedType::of(printed, None)).into()
    }

    #[test]
    fn one_type_in_many_words_fits_itself() {
        for group in [
            &["Integer", "Long", "number"][..],
            &["number", "Float"],
            &["Timestamp", "String"],
            &["Array of String", "string[]", "Array", "RepeatList"],
            &["Array of LinksItem objects", "array<object>", "Array"],
            &["Object", "BackupDatabase", "map<string, string>"],
        ] {
            let others = group.iter().skip(1).map(|other| (group[0], *other));
            for (one, other) in others {
                assert!(of(one).fits(&of(other)) && of(other).fits(&of(one)), "{one} and {other}");
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
            ("Array of String", "array<object>"),
            ("Object", "Array of objects"),
            ("Float", "Integer"),
        ] {
            assert!(!of(one).fits(&of(other)), "{one} and {other}");
        }
    }
}
