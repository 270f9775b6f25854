//! From records to JSON, through the table.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::datetime::WireTime;
use super::parameter::{Parameter, parameters};
use super::record::{Record, View};
use super::table::Kind;

/// Writes `record` as one object of all its fields; for the `Serialize` of records.
#[doc(hidden)]
pub fn serialize<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    object(parameters(record), serializer)
}

/// Parameters as one JSON object, without those that are absent.
pub struct Object<'a>(pub &'a [Parameter<'a>]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self.0.iter().copied(), serializer)
    }
}

fn object<'a, S: Serializer>(
    parameters: impl Iterator<Item = Parameter<'a>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for parameter in parameters {
        map.serialize_entry(parameter.name, &Member(parameter))?;
    }
    map.end()
}

/// A field's value in whatever it is wrapped in.
struct Member<'a>(Parameter<'a>);

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = Written { view: self.0.view, kind: self.0.kind };
        if self.0.json {
            return serializer.serialize_str(&serde_json::to_string(&value).map_err(S::Error::custom)?);
        }
        match self.0.wrapped {
            Some(name) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, &value)?;
                map.end()
            }
            None => value.serialize(serializer),
        }
    }
}

/// One value of a kind.
pub struct Written<'a> {
    pub view: View<'a>,
    pub kind: &'static Kind,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Absent => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int(value) | View::Named(value, _) => serializer.serialize_i64(value),
            View::Float(value) => serializer.serialize_f64(value),
            View::Text(value) | View::Secret(value) => serializer.serialize_str(value),
            View::Json(value) => value.serialize(serializer),
            View::Record(record) => self::serialize(record, serializer),
            View::DateTime(value) => match self.kind {
                Kind::DateTime(format) => match value.to_wire(*format) {
                    WireTime::Text(text) => serializer.serialize_str(&text),
                    WireTime::Number(number) => serializer.serialize_i64(number),
                },
                _ => serializer.collect_str(value),
            },
            View::List(list) => {
                let kind = match self.kind {
                    Kind::List(kind) => kind,
                    _ => self.kind,
                };
                serializer.collect_seq((0..list.len()).map(|index| Written { view: list.get(index), kind }))
            }
            View::Map(values) => {
                let kind = match self.kind {
                    Kind::Map(kind) => kind,
                    _ => self.kind,
                };
                let mut map = serializer.serialize_map(Some(values.len()))?;
                let mut written = Ok(());
                values.each(&mut |name, view| {
                    if written.is_ok() {
                        written = map.serialize_entry(name, &Written { view, kind });
                    }
                });
                written?;
                map.end()
            }
        }
    }
}
