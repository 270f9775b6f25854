//! Encodes records as JSON, through the table.
//!
//! Requests contain secrets in clear text. What programs serialize is masked, unless they use `WithSecrets`.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::datetime::WireTime;
use super::parameter::{Parameter, is_null, parameters};
use super::record::Record;
use super::secret::shown;
use super::table::Kind;
use super::value::View;

/// How secrets are written.
#[derive(Clone, Copy)]
enum Secrets {
    Clear,
    Masked,
}

/// Serializes `record` as one object of all its fields, with secrets in clear text.
#[doc(hidden)]
pub fn serialize<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    object(parameters(record), Secrets::Clear, serializer)
}

/// Serializes `record` with masked secrets; the `Serialize` of records.
#[doc(hidden)]
pub fn serialize_masked<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    object(parameters(record), Secrets::Masked, serializer)
}

/// Parameters as one JSON object, without those that are absent.
pub struct Object<'a>(pub &'a [Parameter<'a>]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self.0.iter().copied(), Secrets::Clear, serializer)
    }
}

fn object<'a, S: Serializer>(
    parameters: impl Iterator<Item = Parameter<'a>>,
    secrets: Secrets,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for parameter in parameters {
        map.serialize_entry(parameter.name, &Member { parameter: &parameter, secrets })?;
    }
    map.end()
}

/// A field's value with its wrapping: JSON in a string, or an object of one member.
struct Member<'a> {
    parameter: &'a Parameter<'a>,
    secrets: Secrets,
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parameter = self.parameter;
        let value = Shown { view: parameter.view, kind: parameter.kind, secrets: self.secrets };
        if is_null(parameter.view) {
            return serializer.serialize_unit();
        }
        if parameter.json {
            return serializer.serialize_str(&serde_json::to_string(&value).map_err(S::Error::custom)?);
        }
        match parameter.wrapped {
            Some(name) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, &value)?;
                map.end()
            }
            None => value.serialize(serializer),
        }
    }
}

/// One value of a kind, with secrets in clear text.
pub struct Written<'a> {
    pub view: View<'a>,
    pub kind: &'static Kind,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shown { view: self.view, kind: self.kind, secrets: Secrets::Clear }.serialize(serializer)
    }
}

/// One value of a kind.
struct Shown<'a> {
    view: View<'a>,
    kind: &'static Kind,
    secrets: Secrets,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let secrets = self.secrets;
        match self.view {
            View::Absent => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int(value) | View::Named(value, _) => serializer.serialize_i64(value),
            View::UInt(value) => serializer.serialize_u64(value),
            View::Float(value) => serializer.serialize_f64(value),
            View::Text(value) => serializer.serialize_str(value),
            View::Secret(value) => serializer.serialize_str(match secrets {
                Secrets::Clear => value,
                Secrets::Masked => shown(value),
            }),
            View::Json(value) => value.serialize(serializer),
            View::Record(record) => object(parameters(record), secrets, serializer),
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
                serializer.collect_seq((0..list.len()).map(|index| Shown {
                    view: list.get(index),
                    kind,
                    secrets,
                }))
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
                        written = map.serialize_entry(name, &Shown { view, kind, secrets });
                    }
                });
                written?;
                map.end()
            }
        }
    }
}
