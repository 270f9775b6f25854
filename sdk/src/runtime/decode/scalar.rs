//! Reads scalars into slots: how each kind reads a boolean, a number or a text.

use super::number::{self, NotInteger};
use super::pass::{Fault, unexpected};
use super::value::ValueSeed;
use crate::runtime::datetime::{DateTime, DateTimeFormat};

use crate::runtime::secret::MASK;
use crate::runtime::table::Kind;
use crate::runtime::value::{Slot, Wire};

fn format(kind: &Kind) -> DateTimeFormat {
    match kind {
        Kind::DateTime(format) => *format,
        _ => DateTimeFormat::UnixSeconds,
    }
}

impl ValueSeed<'_> {
    pub(super) fn set_bool(self, value: bool) -> Result<(), Fault> {
        let (text, is_text) = (if value { "true" } else { "false" }, matches!(self.kind, Kind::TextEnum(_)));
        match self.slot {
            Slot::Bool(slot) => *slot = value,
            Slot::Float(slot) => *slot = u8::from(value).into(),
            Slot::Text(_) | Slot::DateTime(_) => return self.set_text(text),
            Slot::Enum(_) if is_text => return self.set_text(text),
            Slot::Int32(_) | Slot::Int64(_) | Slot::UInt64(_) | Slot::Enum(_) => {
                return self.set_integer(value.into());
            }
            _ => return Err(unexpected(self.kind, "a boolean")),
        }
        Ok(())
    }

    /// Sets a signed or unsigned 64-bit integer.
    pub(super) fn set_integer(self, value: i128) -> Result<(), Fault> {
        let out_of_range = unexpected(self.kind, "out of range");
        let signed = i64::try_from(value).map_err(|_| out_of_range);
        match self.slot {
            Slot::Bool(slot) if value == 0 || value == 1 => *slot = value == 1,
            Slot::Int32(slot) => {
                *slot = i32::try_from(value).map_err(|_| out_of_range)?;
            }
            Slot::Int64(slot) => *slot = signed?,
            Slot::UInt64(slot) => *slot = u64::try_from(value).map_err(|_| out_of_range)?,
            #[expect(clippy::cast_precision_loss, reason = "what a JSON number means as a float")]
            Slot::Float(slot) => *slot = value as f64,
            Slot::Text(slot) => *slot = value.to_string(),
            Slot::Enum(slot) => {
                slot.set(Wire::Int(signed?));
            }
            Slot::DateTime(slot) => {
                *slot = match format(self.kind) {
                    // A number in place of a text is kept as text: it fails only when it is used as a time.
                    format @ DateTimeFormat::Pattern { .. } => {
                        DateTime::from_wire(&value.to_string(), format)
                    }
                    format => DateTime::from_wire_number(signed?, format),
                };
            }
            _ => return Err(unexpected(self.kind, "a number")),
        }
        Ok(())
    }

    /// Sets a number by its digits, which a text keeps.
    pub(super) fn set_digits(self, digits: &str) -> Result<(), Fault> {
        match (&self.slot, self.kind) {
            (Slot::Text(_), _) | (Slot::Enum(_), Kind::TextEnum(_)) => self.set_text(digits),
            (Slot::DateTime(_), _) => match number::integer(digits) {
                Ok(value) if !matches!(format(self.kind), DateTimeFormat::Pattern { .. }) => {
                    self.set_integer(value)
                }
                _ => self.set_text(digits),
            },
            (
                Slot::Bool(_)
                | Slot::Int32(_)
                | Slot::Int64(_)
                | Slot::UInt64(_)
                | Slot::Float(_)
                | Slot::Enum(_),
                _,
            ) => self.set_number(digits),
            _ => Err(unexpected(self.kind, "a number")),
        }
    }

    pub(super) fn set_text(self, text: &str) -> Result<(), Fault> {
        match self.slot {
            Slot::Text(_) if self.pass.refuses_masks && matches!(self.kind, Kind::Secret) && text == MASK => {
                return Err(Fault::Masked);
            }
            Slot::Text(slot) => {
                slot.clear();
                slot.push_str(text);
            }
            Slot::DateTime(slot) => *slot = DateTime::from_wire(text, format(self.kind)),
            Slot::Enum(slot) if matches!(self.kind, Kind::TextEnum(_)) => {
                slot.set(Wire::Text(text));
            }
            Slot::Bool(slot) => match text.trim() {
                "1" => *slot = true,
                "0" => *slot = false,
                word if word.eq_ignore_ascii_case("true") => *slot = true,
                word if word.eq_ignore_ascii_case("false") => *slot = false,
                _ => return Err(unexpected(self.kind, "text")),
            },
            Slot::Float(_) | Slot::Int32(_) | Slot::Int64(_) | Slot::UInt64(_) | Slot::Enum(_) => {
                return self.set_number(text);
            }
            _ => return Err(unexpected(self.kind, "text")),
        }
        Ok(())
    }

    /// Sets the number in `text`.
    fn set_number(self, text: &str) -> Result<(), Fault> {
        if let Slot::Float(slot) = self.slot {
            let value = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
            *slot = value.ok_or(unexpected(self.kind, "text"))?;
            return Ok(());
        }
        match number::integer(text) {
            Ok(value) => self.set_integer(value),
            Err(NotInteger::Text) => Err(unexpected(self.kind, "text")),
            Err(NotInteger::Fraction) => Err(unexpected(self.kind, "a fraction")),
            Err(NotInteger::OutOfRange) => Err(unexpected(self.kind, "out of range")),
        }
    }
}
