//! Reads a field's value with its wrapping.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::exact::Exact;
use super::pass::{Fault, Pass, Segment, expected, unexpected};
use super::text;
use super::value::{JsonSeed, ValueSeed};

use crate::runtime::table::{Field, Kind};
use crate::runtime::value::Slot;

/// Reads a field's value, and returns whether there is one.
pub(super) struct FieldSeed<'a> {
    pub(super) field: &'static Field,
    pub(super) slot: Slot<'a>,
    pub(super) pass: &'a Pass,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let value = ValueSeed { kind: &self.field.kind, slot: self.slot, pass: self.pass };
        match self.field {
            Field { json: true, kind: Kind::Any, .. } => {
                Ok(value.set_json(match JsonSeed.deserialize(deserializer)? {
                    Json::String(text) => serde_json::from_str(&text).unwrap_or(Json::String(text)),
                    json => json,
                }))
            }
            Field { json: true, .. } => deserializer.deserialize_any(Unwrapped::Text(value)),
            Field { wrapped: Some(name), .. } => deserializer.deserialize_any(Unwrapped::Member(name, value)),
            _ => value.deserialize(deserializer),
        }
    }
}

/// Reads a value that is sent as JSON inside a string, or as the only member of an object. The bare value is accepted
/// as well.
enum Unwrapped<'a> {
    Text(ValueSeed<'a>),
    Member(&'static str, ValueSeed<'a>),
}

impl<'a> Unwrapped<'a> {
    fn bare(self) -> ValueSeed<'a> {
        match self {
            Self::Text(value) | Self::Member(_, value) => value,
        }
    }
}

impl<'de> Visitor<'de> for Unwrapped<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a wrapped value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        match self {
            Self::Text(value) if !text::is_blank(text) => json_text(value, text),
            other => other.bare().visit_str(text),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        match self {
            Self::Text(value) => value.visit_map(map),
            Self::Member(name, value) => member(name, value, map),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<bool, A::Error> {
        self.bare().visit_seq(seq)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.bare().visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.bare().visit_bool(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.bare().visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.bare().visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.bare().visit_f64(value)
    }

    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<bool, E> {
        self.bare().visit_bytes(digits)
    }
}

/// Reads the JSON that `text` is, in the same kind of pass.
fn json_text<E: Error>(value: ValueSeed<'_>, text: &str) -> Result<bool, E> {
    let (pass, kind) = (value.pass, value.kind);
    if pass.is_fast {
        let mut inner = serde_json::Deserializer::from_str(text);
        let read = value.deserialize(&mut inner);
        return read.and_then(|is_present| inner.end().map(|()| is_present)).map_err(E::custom);
    }
    let text = text::repaired(text);
    match Exact::new(&text) {
        Ok(inner) => value.deserialize(inner).map_err(E::custom),
        Err(_) => Err(pass.fail(unexpected(kind, "text that is no JSON"))),
    }
}

/// Reads the member `name` of an object and skips all others. An object that has members but not this one is an error:
/// an empty list would hide its content.
fn member<'de, A: MapAccess<'de>>(
    name: &'static str,
    value: ValueSeed<'_>,
    mut map: A,
) -> Result<bool, A::Error> {
    let ValueSeed { kind, mut slot, pass } = value;
    let mut is_empty = true;
    let mut is_present = None;
    while let Some(is_name) = map.next_key_seed(NameIs(name))? {
        is_empty = false;
        if is_name {
            let value = ValueSeed { kind, slot: slot.reborrow(), pass };
            is_present = Some(pass.at(|| Segment::Member(name.to_owned()), map.next_value_seed(value))?);
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    match is_present {
        Some(is_present) => Ok(is_present),
        None if is_empty => Ok(ValueSeed { kind, slot, pass }.absent()),
        None => {
            let missing = Err(pass.fail(Fault::Missing { expected: expected(kind) }));
            pass.at(|| Segment::Member(name.to_owned()), missing)
        }
    }
}

/// Reads a member's name and compares it.
pub(super) struct NameIs(pub(super) &'static str);

impl<'de> DeserializeSeed<'de> for NameIs {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameIs {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}
