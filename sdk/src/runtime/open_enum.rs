//! Open enums: an unknown value is kept and sent back unchanged.
//!
//! An enum lists its values once; everything else calls functions that are written once over that list. Equality, order
//! and hash use the wire value: an unknown value stays equal to the variant that a later version adds for it.

mod int;
mod text;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer};

use super::value::{View, Wire};

/// A text for which an enum of this version has no variant. Only the enum's `From<&str>` makes one, so a later version
/// can add a variant for the text without breaking programs that compare or send it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownText(String);

impl UnknownText {
    /// The text as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An integer for which an enum of this version has no variant. Only the enum's `From<i64>` makes one, so a later
/// version can add a variant for the integer without breaking programs that compare or send it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInt(i64);

impl UnknownInt {
    /// The integer as it is on the wire.
    pub fn value(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// For the macros: the empty text, which has no variant.
#[doc(hidden)]
pub const EMPTY: UnknownText = UnknownText(String::new());

/// For the macros: a text without a variant.
#[doc(hidden)]
pub fn unknown_text(text: &str) -> UnknownText {
    UnknownText(text.to_owned())
}

/// For the macros: an integer without a variant.
#[doc(hidden)]
pub const fn unknown_int(value: i64) -> UnknownInt {
    UnknownInt(value)
}

/// Where `text` is in `values`.
#[doc(hidden)]
pub fn text_position(values: &[&str], text: &str) -> Option<usize> {
    values.iter().position(|value| *value == text)
}

/// Where `number` is in `values`.
#[doc(hidden)]
pub const fn int_position(values: &[i64], number: i64) -> Option<usize> {
    let mut index = 0;
    while index < values.len() {
        if values[index] == number {
            return Some(index);
        }
        index += 1;
    }
    None
}

/// The `Deserialize` of an enum of texts.
#[doc(hidden)]
pub fn deserialize_text<'de, E: From<String>, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    String::deserialize(deserializer).map(E::from)
}

/// The `Deserialize` of an enum of integers.
#[doc(hidden)]
pub fn deserialize_int<'de, E: From<i64>, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    i64::deserialize(deserializer).map(E::from)
}

/// The view of a value of an integer enum.
#[doc(hidden)]
pub fn view(name: Option<&'static str>, value: i64) -> View<'static> {
    name.map_or(View::Int(value), |name| View::Named(value, name))
}

/// Writes a value of an integer enum for people.
#[doc(hidden)]
pub fn fmt_named(name: Option<&str>, value: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match name {
        Some(name) => f.pad(&format!("{name} ({value})")),
        None => fmt::Display::fmt(&value, f),
    }
}

impl<'w> Wire<'w> {
    /// The value as text.
    pub fn to_text(self) -> Cow<'w, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Int(value) => value.to_string().into(),
        }
    }

    /// The value as an integer, if it is one.
    pub fn to_int(self) -> Option<i64> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            Self::Int(value) => Some(value),
        }
    }
}
