//! Reads any JSON value into a slot, leniently.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::object::{Members, is_needed};
use super::pass::{Fault, Pass, Segment, expected, unexpected};
use crate::runtime::datetime::DateTime;
use crate::runtime::record::Record;
use crate::runtime::table::Kind;
use crate::runtime::value::{List, Slot, Wire};

/// Reads any value into a slot, and returns whether there is one.
///
/// Null is no value, and neither are the forms that some services send in its place: an empty list, an empty object or,
/// except for texts, an empty text.
pub(super) struct ValueSeed<'a> {
    pub(super) kind: &'static Kind,
    pub(super) slot: Slot<'a>,
    pub(super) pass: &'a Pass,
}

/// Resets every field of `record`.
pub(super) fn reset(record: &mut dyn Record) {
    for index in 0..record.table().fields.len() {
        reset_slot(record.slot(index));
    }
}

pub(super) fn reset_slot(slot: Slot<'_>) {
    match slot {
        Slot::Ignored => {}
        Slot::Bool(slot) => *slot = false,
        Slot::Int32(slot) => *slot = 0,
        Slot::Int64(slot) => *slot = 0,
        Slot::UInt64(slot) => *slot = 0,
        Slot::Float(slot) => *slot = 0.0,
        Slot::Text(slot) => slot.clear(),
        Slot::DateTime(slot) => *slot = DateTime::default(),
        Slot::Json(slot) => *slot = Json::Null,
        Slot::Enum(slot) => {
            if !slot.set(Wire::Text("")) {
                slot.set(Wire::Int(0));
            }
        }
        Slot::Record(record) => reset(record),
        Slot::List(list) => list.clear(),
        Slot::Map(map) => map.clear(),
        Slot::Optional(optional) => optional.clear(),
    }
}

impl<'a> ValueSeed<'a> {
    /// Makes the value null if null is one of its values, else absent; returns whether there is one.
    pub(super) fn absent(self) -> bool {
        match self.slot {
            Slot::Optional(optional) => return optional.set_null(),
            Slot::List(list) => list.clear(),
            Slot::Map(map) => map.clear(),
            _ => {}
        }
        false
    }

    /// Sets any JSON. Null is a value, unless the field may be absent.
    pub(super) fn set_json(self, value: Json) -> bool {
        match (self.slot, value) {
            (Slot::Optional(optional), Json::Null) => {
                optional.clear();
                false
            }
            (Slot::Optional(optional), value) => {
                Self { kind: self.kind, slot: optional.fill(), pass: self.pass }.set_json(value)
            }
            (Slot::Json(slot), value) => {
                *slot = value;
                true
            }
            _ => false,
        }
    }

    /// Calls `set` with the slot of a single value: the content of an optional one, or the only entry of a list.
    fn with_single(self, set: &mut dyn FnMut(ValueSeed<'_>)) {
        let Self { kind, slot, pass } = self;
        let slot = match slot {
            Slot::Optional(optional) => optional.fill(),
            slot => slot,
        };
        match (slot, kind) {
            (Slot::List(list), Kind::List(kind)) => {
                list.clear();
                list.push_with(&mut |slot| {
                    ValueSeed { kind, slot, pass }.with_single(set);
                    true
                });
            }
            (slot, _) => set(ValueSeed { kind, slot, pass }),
        }
    }

    /// Sets a scalar.
    fn scalar<E: Error>(self, set: impl Fn(ValueSeed<'_>) -> Result<(), Fault>) -> Result<bool, E> {
        let pass = self.pass;
        let mut result = Ok(());
        self.with_single(&mut |target| result = set(target));
        result.map(|()| true).map_err(|fault| pass.fail(fault))
    }

    /// Whether blank text means an absent value.
    fn is_absent_text(&self, text: &str) -> bool {
        let is_textual = matches!(
            self.kind,
            Kind::Text | Kind::Secret | Kind::TextEnum(_) | Kind::DateTime(_) | Kind::Any
        );
        !is_textual && text.trim().is_empty()
    }

    /// Reads an object in place of a list of one; returns whether it has members.
    fn read_entry<'de, A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        let pass = self.pass;
        let members = self.read_object(map)?;
        if members.is_empty() {
            return Ok(false);
        }
        members.check(pass).map(|()| true)
    }

    /// Reads an object into the slot.
    fn read_object<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let pass = self.pass;
        match (self.slot, self.kind) {
            (Slot::Record(record), _) => Members::read(record, map, pass, None),
            (Slot::Map(values), Kind::Map(kind)) => {
                values.clear();
                let mut count = 0;
                while let Some(name) = map.next_key::<String>()? {
                    count += 1;
                    let mut read = Ok(false);
                    values.insert_with(name.clone(), &mut |slot| {
                        read = map.next_value_seed(ValueSeed { kind, slot, pass });
                        matches!(read, Ok(true))
                    });
                    pass.at(|| Segment::Member(name), read)?;
                }
                Ok(Members::other(count))
            }
            (_, kind) => match map.next_key::<IgnoredAny>()? {
                None => Ok(Members::other(0)),
                Some(_) => Err(pass.fail(unexpected(kind, "an object"))),
            },
        }
    }
}

/// The list in a slot, made present.
fn as_list(slot: Slot<'_>) -> Option<&mut (dyn List + 'static)> {
    match slot {
        Slot::Optional(optional) => as_list(optional.fill()),
        Slot::List(list) => Some(list),
        _ => None,
    }
}

/// Whether an object without members is a value of this kind.
fn may_be_empty(kind: &Kind) -> bool {
    match kind {
        Kind::Record(table) => !table().fields.iter().any(is_needed),
        Kind::Map(_) => true,
        _ => false,
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        match self.kind {
            Kind::Any => Ok(self.set_json(JsonSeed.deserialize(deserializer)?)),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(self.kind))
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(self.absent())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.scalar(|target| target.set_bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.scalar(|target| target.set_integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.scalar(|target| target.set_digits(&value.to_string())),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        let is_fast = self.pass.is_fast;
        self.scalar(|target| match target.slot {
            Slot::Float(slot) => {
                *slot = value;
                Ok(())
            }
            // The digits are gone.
            _ if is_fast => Err(unexpected(target.kind, "a fraction")),
            _ => target.set_digits(&format!("{value:?}")),
        })
    }

    /// The digits of a number, from the exact pass.
    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<bool, E> {
        self.scalar(|target| match std::str::from_utf8(digits) {
            Ok(digits) => target.set_digits(digits),
            Err(_) => Err(unexpected(target.kind, "bytes")),
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        if self.is_absent_text(text) {
            return Ok(self.absent());
        }
        self.scalar(|target| target.set_text(text))
    }

    /// Entries that are absent are dropped: a list holds values.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let Self { kind, slot, pass } = self;
        let Kind::List(entry_kind) = kind else {
            return match seq.next_element::<IgnoredAny>()? {
                None => Ok(Self { kind, slot, pass }.absent()),
                Some(_) => Err(pass.fail(unexpected(kind, "a list"))),
            };
        };
        let list = as_list(slot).ok_or_else(|| pass.fail(unexpected(kind, "a list")))?;
        list.clear();
        let mut index = 0;
        loop {
            let entry = seq.next_element_seed(EntrySeed { kind: entry_kind, list: &mut *list, pass });
            if pass.at(|| Segment::Index(index), entry)?.is_none() {
                return Ok(true);
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        let Self { kind, slot, pass } = self;
        match (slot, kind) {
            (slot, Kind::List(entry_kind)) => {
                // A list of one, without the list.
                let list = as_list(slot).ok_or_else(|| pass.fail(unexpected(kind, "an object")))?;
                list.clear();
                let mut map = Some(map);
                let mut read = Ok(false);
                list.push_with(&mut |slot| {
                    if let Some(map) = map.take() {
                        read = ValueSeed { kind: entry_kind, slot, pass }.read_entry(map);
                    }
                    matches!(read, Ok(true))
                });
                read
            }
            (Slot::Optional(optional), kind) => {
                let members = ValueSeed { kind, slot: optional.fill(), pass }.read_object(map)?;
                if members.is_empty() && !may_be_empty(kind) {
                    optional.clear();
                    return Ok(false);
                }
                members.check(pass)?;
                Ok(true)
            }
            (slot, kind) => {
                let members = Self { kind, slot, pass }.read_object(map)?;
                members.check(pass)?;
                Ok(!members.is_empty() || matches!(kind, Kind::Record(_) | Kind::Map(_)))
            }
        }
    }
}

/// Reads one entry of a list; one that is absent is left out.
struct EntrySeed<'a> {
    kind: &'static Kind,
    list: &'a mut (dyn List + 'static),
    pass: &'a Pass,
}

impl<'de> DeserializeSeed<'de> for EntrySeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { kind, list, pass } = self;
        let mut deserializer = Some(deserializer);
        let mut read = Ok(false);
        list.push_with(&mut |slot| {
            if let Some(deserializer) = deserializer.take() {
                read = ValueSeed { kind, slot, pass }.deserialize(deserializer);
            }
            matches!(read, Ok(true))
        });
        read.map(drop)
    }
}

/// Reads any JSON, with numbers as in serde_json.
pub(super) struct JsonSeed;

impl<'de> DeserializeSeed<'de> for JsonSeed {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_newtype_struct("Json", self)
    }
}

impl<'de> Visitor<'de> for JsonSeed {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}
