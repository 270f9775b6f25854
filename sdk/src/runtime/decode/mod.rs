//! From JSON into records, through the table.
//!
//! One visitor serves every struct. It reads what vendors send rather than what their pages say: numbers
//! and booleans as text and the reverse, `1` and `0` for booleans, null for anything, and it reads over
//! members that the table does not know. Its messages name the place but never repeat a value.

mod value;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use self::value::ValueSeed;
use super::error::{Error, ErrorKind, Result};
use super::record::{Record, Slot};
use super::table::Field;

/// Reads a body into `record`: the whole of it, or its member `root`.
///
/// Under a root an `Error` can stand in the data's place. It is found in the same pass and returned as JSON:
/// looking for it first would read every body twice.
#[doc(hidden)]
pub fn read(body: &[u8], root: Option<&'static str>, record: &mut dyn Record) -> Result<Option<Json>> {
    // UTF-8 is checked once here; `from_slice` would check every string again.
    let text = std::str::from_utf8(body).map_err(|e| {
        Error::new(ErrorKind::Decode, format!("the body is not UTF-8 from byte {} on", e.valid_up_to()))
    })?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut failure = None;
    let read = match root {
        None => RecordSeed::new(record).deserialize(&mut deserializer),
        Some(root) => RootSeed { root, record, failure: &mut failure }.deserialize(&mut deserializer),
    };
    read.and_then(|()| deserializer.end()).map_err(error)?;
    Ok(failure)
}

/// What serde_json has to say, as our error.
pub(crate) fn error(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Decode, format!("the body does not fit: {error}"))
}

/// Reads an object into `record`; for the `Deserialize` of records.
#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>>(
    record: &mut dyn Record,
    deserializer: D,
) -> Result<(), D::Error> {
    RecordSeed::new(record).deserialize(deserializer)
}

/// Refuses what is no object, and does not repeat it: it may be a secret.
macro_rules! refuse_scalars {
    () => {
        fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Err(E::custom("expected an object, found a boolean"))
        }
        fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Self::Value, E> {
            Err(E::custom("expected an object, found an integer"))
        }
        fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Self::Value, E> {
            Err(E::custom("expected an object, found an integer"))
        }
        fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Self::Value, E> {
            Err(E::custom("expected an object, found a number"))
        }
    };
    (text) => {
        refuse_scalars!();
        fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Self::Value, E> {
            Err(E::custom("expected an object, found text"))
        }
    };
}

/// Reads one member of an object as the record, and over all others.
struct RootSeed<'a> {
    root: &'static str,
    record: &'a mut dyn Record,
    failure: &'a mut Option<Json>,
}

impl<'de> DeserializeSeed<'de> for RootSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RootSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the member `{}`", self.root)
    }

    refuse_scalars!(text);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(is_root) = map.next_key_seed(NameIs(self.root))? {
            if is_root {
                map.next_value_seed(RecordSeed {
                    record: &mut *self.record,
                    failure: Some(&mut *self.failure),
                })?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found { Ok(()) } else { Err(A::Error::custom(format_args!("there is no member `{}`", self.root))) }
    }
}

struct NameIs(&'static str);

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

/// Reads an object into a record.
struct RecordSeed<'a> {
    record: &'a mut dyn Record,
    /// Where an `Error` among the members goes, if one is looked for.
    failure: Option<&'a mut Option<Json>>,
}

impl<'a> RecordSeed<'a> {
    fn new(record: &'a mut dyn Record) -> Self {
        Self { record, failure: None }
    }
}

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    refuse_scalars!(text);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { record, mut failure } = self;
        let fields = record.table().fields;
        // Members mostly come in the table's order, so the next one is tried first.
        let mut next = 0;
        while let Some(member) = map.next_key_seed(MemberName { fields, next })? {
            match (member, &mut failure) {
                (Member::Field(index, field), _) => {
                    next = index + 1;
                    map.next_value_seed(FieldSeed { field, slot: record.slot(index) })
                        .map_err(|e| A::Error::custom(format_args!("{}: {e}", field.name)))?;
                }
                (Member::Error, Some(failure)) => **failure = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// What a member's name stands for.
enum Member {
    Field(usize, &'static Field),
    Error,
    Unknown,
}

struct MemberName {
    fields: &'static [Field],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for MemberName {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for MemberName {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Member, E> {
        if let Some(field) = self.fields.get(self.next).filter(|field| field.name == name) {
            return Ok(Member::Field(self.next, field));
        }
        let found = self.fields.iter().enumerate().find(|(_, field)| field.name == name);
        Ok(match found {
            Some((index, field)) => Member::Field(index, field),
            None if name == "Error" => Member::Error,
            None => Member::Unknown,
        })
    }
}

/// Reads a field's value out of whatever it is wrapped in.
struct FieldSeed<'a> {
    field: &'static Field,
    slot: Slot<'a>,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = ValueSeed { kind: &self.field.kind, slot: self.slot };
        match self.field {
            Field { json: true, .. } => deserializer.deserialize_any(JsonText(value)),
            Field { wrapped: Some(name), .. } => deserializer.deserialize_any(Wrapped { name, value }),
            _ => value.deserialize(deserializer),
        }
    }
}

/// Reads JSON inside a string; JSON without the string is taken as well.
struct JsonText<'a>(ValueSeed<'a>);

impl<'de> Visitor<'de> for JsonText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON inside a string")
    }

    refuse_scalars!();

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        if text.is_empty() {
            self.0.clear();
            return Ok(());
        }
        let mut inner = serde_json::Deserializer::from_str(text);
        self.0.deserialize(&mut inner).and_then(|()| inner.end()).map_err(E::custom)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.0.visit_seq(seq)
    }
}

/// Reads a list inside an object of one member; a list without the object is taken as well.
struct Wrapped<'a> {
    name: &'static str,
    value: ValueSeed<'a>,
}

impl<'de> Visitor<'de> for Wrapped<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the member `{}`", self.name)
    }

    refuse_scalars!();

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut value = Some(self.value);
        while let Some(is_name) = map.next_key_seed(NameIs(self.name))? {
            match value.take_if(|_| is_name) {
                Some(value) => map.next_value_seed(value)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.value.visit_seq(seq)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.value.clear();
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.value.visit_str(text)
    }
}
