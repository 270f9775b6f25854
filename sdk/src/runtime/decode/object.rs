//! Reads objects into records, through the table, and the envelope of the outermost one.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::field::{FieldSeed, NameIs};
use super::pass::{Fault, Pass, Segment, expected};
use super::value::{JsonSeed, reset, reset_slot};
use crate::runtime::envelope::{Envelope, text};
use crate::runtime::record::Record;
use crate::runtime::table::{Field, Kind};

/// What a body contains besides its data.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// A member was found that reports failure or success: the protocol must check the body.
    pub(crate) may_be_failure: bool,
    /// The vendor's id of the call, where the record has no field for it.
    pub(crate) request_id: Option<String>,
}

/// Reads the outermost object of a body: the record, or the object that holds it as member `root`.
pub(super) struct BodySeed<'a> {
    pub(super) root: Option<&'static str>,
    pub(super) record: &'a mut dyn Record,
    pub(super) envelope: Option<&'static Envelope>,
    pub(super) notes: &'a mut Notes,
    pub(super) pass: &'a Pass,
}

impl BodySeed<'_> {
    fn refuse<T, E: serde::de::Error>(&self, found: &'static str) -> Result<T, E> {
        Err(self.pass.fail(Fault::Unexpected { found, expected: "an object" }))
    }
}

impl<'de> DeserializeSeed<'de> for BodySeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for BodySeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.refuse("null")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.refuse("a boolean")
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.refuse("text")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.refuse("a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { root, record, envelope, notes, pass } = self;
        let Some(root) = root else {
            let envelope = envelope.map(|envelope| (envelope, notes));
            return Members::read(record, map, pass, envelope)?.check(pass);
        };
        let mut is_found = false;
        while let Some(is_root) = map.next_key_seed(NameIs(root))? {
            if !is_root {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            if is_found {
                reset(record);
            }
            is_found = true;
            let inner = BodySeed { root: None, record: &mut *record, envelope, notes: &mut *notes, pass };
            pass.at(|| Segment::Member(root.to_owned()), map.next_value_seed(inner))?;
        }
        if is_found {
            return Ok(());
        }
        let missing = Err(pass.fail(Fault::Missing { expected: "an object" }));
        pass.at(|| Segment::Member(root.to_owned()), missing)
    }
}

/// The members of an object that were read into a record.
pub(super) struct Members {
    fields: &'static [Field],
    present: Indices,
    /// Number of members, known or not.
    count: usize,
}

impl Members {
    /// Members that were not read into a record.
    pub(super) fn other(count: usize) -> Self {
        Self { fields: &[], present: Indices::default(), count }
    }

    /// Reads all members into `record`. Of several members with one name, the last counts.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        record: &mut dyn Record,
        mut map: A,
        pass: &Pass,
        mut envelope: Option<(&'static Envelope, &mut Notes)>,
    ) -> Result<Self, A::Error> {
        let fields = record.table().fields;
        let mut members = Self { fields, present: Indices::default(), count: 0 };
        let is_signal = Cell::new(false);
        // Members are usually in the table's order, so the next field is tried first.
        let mut next = 0;
        let names = envelope.as_ref().map(|(envelope, _)| (*envelope, &is_signal));
        while let Some(member) = map.next_key_seed(MemberName { fields, next, envelope: names })? {
            members.count += 1;
            match (member, &mut envelope) {
                (Member::Field(index, field), _) => {
                    next = index + 1;
                    if members.present.contains(index) {
                        reset_slot(record.slot(index));
                    }
                    let value = FieldSeed { field, slot: record.slot(index), pass };
                    let is_present =
                        pass.at(|| Segment::Member(field.name.to_owned()), map.next_value_seed(value))?;
                    members.present.set(index, is_present);
                }
                (Member::RequestId, Some((_, notes))) => {
                    let value: Json = map.next_value_seed(JsonSeed)?;
                    notes.request_id = text(&value).or_else(|| notes.request_id.take());
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let Some((_, notes)) = envelope {
            notes.may_be_failure |= is_signal.get();
        }
        Ok(members)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Refuses an object that lacks a required member.
    pub(super) fn check<E: serde::de::Error>(&self, pass: &Pass) -> Result<(), E> {
        let is_missing =
            |(index, field): &(usize, &Field)| is_needed(field) && !self.present.contains(*index);
        match self.fields.iter().enumerate().find(is_missing) {
            None => Ok(()),
            Some((_, field)) => {
                let missing = Err(pass.fail(Fault::Missing { expected: expected(&field.kind) }));
                pass.at(|| Segment::Member(field.name.to_owned()), missing)
            }
        }
    }
}

/// Whether an object without this member is an error. An absent list or map is empty.
pub(super) fn is_needed(field: &Field) -> bool {
    field.required && !matches!(field.kind, Kind::List(_) | Kind::Map(_))
}

/// A set of small numbers.
#[derive(Default)]
struct Indices {
    first: u64,
    others: Vec<u64>,
}

impl Indices {
    fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.others.get(word - 1).copied().unwrap_or_default(),
        };
        word & (1 << (index % 64)) != 0
    }

    fn set(&mut self, index: usize, is_member: bool) {
        let word = match index / 64 {
            0 => &mut self.first,
            word => {
                self.others.resize(self.others.len().max(word), 0);
                match self.others.get_mut(word - 1) {
                    Some(word) => word,
                    None => return,
                }
            }
        };
        let bit = 1 << (index % 64);
        *word = if is_member { *word | bit } else { *word & !bit };
    }
}

/// The meaning of a member's name.
enum Member {
    Field(usize, &'static Field),
    RequestId,
    Unknown,
}

struct MemberName<'a> {
    fields: &'static [Field],
    next: usize,
    /// On the envelope's level: its names, and whether one of them may report a failure.
    envelope: Option<(&'static Envelope, &'a Cell<bool>)>,
}

impl<'de> DeserializeSeed<'de> for MemberName<'_> {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for MemberName<'_> {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Member, E> {
        if let Some((envelope, is_signal)) = self.envelope
            && envelope.is_signal(name)
        {
            is_signal.set(true);
        }
        if let Some(field) = self.fields.get(self.next).filter(|field| field.name == name) {
            return Ok(Member::Field(self.next, field));
        }
        let found = self.fields.iter().enumerate().find(|(_, field)| field.name == name);
        Ok(match (found, self.envelope) {
            (Some((index, field)), _) => Member::Field(index, field),
            (None, Some((envelope, _))) if envelope.request_ids.contains(&name) => Member::RequestId,
            (None, _) => Member::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_kept_beyond_a_word() {
        let mut indices = Indices::default();
        for index in [0, 63, 64, 200] {
            indices.set(index, true);
        }
        indices.set(63, false);
        let members: Vec<usize> = (0..300).filter(|index| indices.contains(*index)).collect();
        assert_eq!(members, [0, 64, 200]);
    }
}
