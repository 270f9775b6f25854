//! Any JSON value into a slot, leniently.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::RecordSeed;
use crate::runtime::datetime::{DateTime, DateTimeFormat};
use crate::runtime::record::{List, Slot};
use crate::runtime::table::Kind;

/// Beyond 2^53 a float no longer says which integer it is.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads any value into a slot.
pub(super) struct ValueSeed<'a> {
    pub(super) kind: &'static Kind,
    pub(super) slot: Slot<'a>,
}

impl ValueSeed<'_> {
    /// Makes the value absent: what null means everywhere.
    pub(super) fn clear(self) {
        match self.slot {
            Slot::Optional(optional) => optional.clear(),
            Slot::List(list) => list.clear(),
            Slot::Map(map) => map.clear(),
            _ => {}
        }
    }

    /// The slot inside an optional one.
    fn filled(self) -> Self {
        match self.slot {
            Slot::Optional(optional) => Self { kind: self.kind, slot: optional.fill() },
            _ => self,
        }
    }

    fn format(&self) -> DateTimeFormat {
        match self.kind {
            Kind::DateTime(format) => *format,
            _ => DateTimeFormat::UnixSeconds,
        }
    }

    /// Whether an empty string stands for a value that is not there.
    fn is_empty_text(&self, text: &str) -> bool {
        let textual = matches!(
            self.kind,
            Kind::Text | Kind::Secret | Kind::TextEnum(_) | Kind::DateTime(_) | Kind::Any
        );
        !textual && text.is_empty()
    }

    fn set_integer<E: Error>(self, value: i64) -> Result<(), E> {
        match self.slot {
            Slot::Bool(slot) if value == 0 || value == 1 => *slot = value == 1,
            Slot::Int32(slot) => {
                *slot = i32::try_from(value).map_err(|_| E::custom("the integer has more than 32 bits"))?;
            }
            Slot::Int64(slot) => *slot = value,
            #[expect(clippy::cast_precision_loss, reason = "what a JSON number means as a float")]
            Slot::Float(slot) => *slot = value as f64,
            Slot::Text(slot) => *slot = value.to_string(),
            Slot::Enum(slot) => slot.set_int(value),
            Slot::DateTime(_) => return self.set_time(value),
            Slot::Ignored => {}
            slot => return Err(refuse(&slot, "an integer")),
        }
        Ok(())
    }

    fn set_time<E: Error>(self, value: i64) -> Result<(), E> {
        let format = self.format();
        if let Slot::DateTime(slot) = self.slot {
            *slot = match format {
                // A number where text belongs is kept as text: it fails when it is asked for as a time.
                DateTimeFormat::Pattern { .. } => DateTime::from_wire(&value.to_string(), format),
                _ => DateTime::from_wire_number(value, format),
            };
        }
        Ok(())
    }

    fn set_text<E: Error>(self, text: &str) -> Result<(), E> {
        let trimmed = text.trim();
        let format = self.format();
        match self.slot {
            Slot::Text(slot) => {
                slot.clear();
                slot.push_str(text);
            }
            Slot::DateTime(slot) => *slot = DateTime::from_wire(text, format),
            Slot::Enum(slot) => {
                if !slot.set_text(text) {
                    return Err(E::custom("expected an integer, found text"));
                }
            }
            Slot::Bool(slot) => match trimmed {
                "true" | "True" | "TRUE" | "1" => *slot = true,
                "false" | "False" | "FALSE" | "0" => *slot = false,
                _ => return Err(E::custom("expected a boolean, found text")),
            },
            Slot::Float(slot) => {
                let value = trimmed.parse::<f64>().ok().filter(|value| value.is_finite());
                *slot = value.ok_or_else(|| E::custom("expected a number, found text"))?;
            }
            Slot::Int32(_) | Slot::Int64(_) => {
                let value = trimmed.parse().map_err(|_| E::custom("expected an integer, found text"))?;
                return self.set_integer(value);
            }
            Slot::Ignored => {}
            slot => return Err(refuse(&slot, "text")),
        }
        Ok(())
    }

    fn set_json(self, value: Json) {
        match (self.slot, value) {
            (Slot::Optional(optional), Json::Null) => optional.clear(),
            (Slot::Optional(optional), value) => {
                if let Slot::Json(slot) = optional.fill() {
                    *slot = value;
                }
            }
            (Slot::Json(slot), value) => *slot = value,
            _ => {}
        }
    }
}

/// The message names what was found but never the value: it may be a secret.
fn refuse<E: Error>(slot: &Slot<'_>, found: &str) -> E {
    let expected = match slot {
        Slot::Ignored | Slot::Json(_) | Slot::Optional(_) => "a value",
        Slot::Bool(_) => "a boolean",
        Slot::Int32(_) | Slot::Int64(_) => "an integer",
        Slot::Float(_) => "a number",
        Slot::Text(_) => "text",
        Slot::DateTime(_) => "a time as text",
        Slot::Enum(_) => "a value of an enum",
        Slot::Record(_) | Slot::Map(_) => "an object",
        Slot::List(_) => "a list",
    };
    E::custom(format_args!("expected {expected}, found {found}"))
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if matches!(self.kind, Kind::Any) {
            self.set_json(serde::Deserialize::deserialize(deserializer)?);
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.clear();
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let this = self.filled();
        let format = this.format();
        match this.slot {
            Slot::Bool(slot) => *slot = value,
            Slot::DateTime(slot) => *slot = DateTime::from_wire(&value.to_string(), format),
            Slot::Int32(slot) => *slot = value.into(),
            Slot::Int64(slot) => *slot = value.into(),
            Slot::Float(slot) => *slot = u8::from(value).into(),
            Slot::Text(slot) => *slot = value.to_string(),
            Slot::Enum(slot) => {
                if !slot.set_text(if value { "true" } else { "false" }) {
                    slot.set_int(value.into());
                }
            }
            Slot::Ignored => {}
            slot => return Err(refuse(&slot, "a boolean")),
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.filled().set_integer(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        if let Ok(value) = i64::try_from(value) {
            return self.visit_i64(value);
        }
        match self.filled().slot {
            Slot::Text(slot) => *slot = value.to_string(),
            #[expect(clippy::cast_precision_loss, reason = "what a JSON number means as a float")]
            Slot::Float(slot) => *slot = value as f64,
            Slot::Enum(slot) => {
                if !slot.set_text(&value.to_string()) {
                    return Err(E::custom("the integer has more than 63 bits"));
                }
            }
            Slot::Ignored => {}
            _ => return Err(E::custom("the integer has more than 63 bits")),
        }
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let this = self.filled();
        let format = this.format();
        match this.slot {
            Slot::Float(slot) => *slot = value,
            Slot::Text(slot) => *slot = value.to_string(),
            Slot::DateTime(slot) if value.fract() != 0.0 => {
                *slot = DateTime::from_wire(&value.to_string(), format);
            }
            Slot::Ignored => {}
            #[expect(clippy::cast_possible_truncation, reason = "a whole number in range")]
            _ if value.fract() == 0.0 && value.abs() <= EXACT => return this.set_integer(value as i64),
            slot => return Err(refuse(&slot, "a fraction")),
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.is_empty_text(text) {
            self.clear();
            return Ok(());
        }
        self.filled().set_text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { kind, slot } = self.filled();
        match slot {
            Slot::List(list) => {
                let kind = match kind {
                    Kind::List(kind) => kind,
                    _ => kind,
                };
                list.clear();
                loop {
                    let index = list.len();
                    let item = seq.next_element_seed(ItemSeed { kind, list: &mut *list });
                    if item.map_err(|e| A::Error::custom(format_args!("[{index}] {e}")))?.is_none() {
                        return Ok(());
                    }
                }
            }
            Slot::Ignored => {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(())
            }
            slot => Err(refuse(&slot, "a list")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { kind, slot } = self.filled();
        match slot {
            Slot::Record(record) => RecordSeed::new(record).visit_map(map),
            Slot::Map(values) => {
                let kind = match kind {
                    Kind::Map(kind) => kind,
                    _ => kind,
                };
                values.clear();
                while let Some(name) = map.next_key::<String>()? {
                    map.next_value_seed(ValueSeed { kind, slot: values.insert(name) })?;
                }
                Ok(())
            }
            Slot::Ignored => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(())
            }
            slot => Err(refuse(&slot, "an object")),
        }
    }
}

/// Reads one entry of a list. The entry is made only when there is one.
struct ItemSeed<'a> {
    kind: &'static Kind,
    list: &'a mut dyn List,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        ValueSeed { kind: self.kind, slot: self.list.push() }.deserialize(deserializer)
    }
}
