//! Structs, fields and enums.

use std::fmt;

use super::operation::{Deprecation, Operation};
use super::provider::Service;

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub enum NamedType {
    /// An object.
    Struct(Struct),
    /// An open enum.
    Enum(Enum),
}

impl NamedType {
    /// Its Rust name.
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(record) => &record.name,
            Self::Enum(enumeration) => &enumeration.name,
        }
    }
}

/// The types that fields can refer to: an operation's own, which shadow those of its service.
#[derive(Clone, Copy, Debug)]
pub struct Types<'m> {
    own: &'m [NamedType],
    shared: &'m [NamedType],
}

impl<'m> Types<'m> {
    /// The types in the scope of an operation.
    pub fn from_operation(operation: &'m Operation, service: &'m Service) -> Self {
        Self { own: &operation.types, shared: &service.types }
    }

    /// The types in the scope of a service's types.
    pub fn from_service(service: &'m Service) -> Self {
        Self { own: &[], shared: &service.types }
    }

    /// Whether the scope contains only types of the service.
    pub fn are_shared(self) -> bool {
        self.own.is_empty()
    }

    /// Finds a type by name, with the scope of its own fields.
    pub fn find(self, name: &str) -> Option<(&'m NamedType, Self)> {
        let among = |types: &'m [NamedType]| types.iter().find(|named| named.name() == name);
        match among(self.own) {
            Some(own) => Some((own, self)),
            None => Some((among(self.shared)?, Self { own: &[], ..self })),
        }
    }
}

/// An object on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Rust name.
    pub name: String,
    /// The documentation; for requests and responses that of the operation.
    pub doc: String,
    /// Whether callers build it.
    pub role: StructRole,
    /// The fields, in the spec's order.
    pub fields: Vec<Field>,
}

/// Whether callers build a struct or only receive it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructRole {
    /// Callers build it, with `new` and setters: requests and the types that they contain.
    Input,
    /// Callers only receive it.
    Output,
}

/// One field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Name of the Rust field and its setter; `r#type` for a keyword.
    pub ident: String,
    /// The documentation.
    pub doc: String,
    /// Its type.
    pub shape: Shape,
    /// In requests: must be set. In responses: always present.
    pub required: bool,
    /// In requests: can be set to null. In responses: can be null.
    pub nullable: bool,
    /// Whether it is boxed, because the struct contains itself.
    pub boxed: bool,
    /// Where it is sent; `Body` in responses.
    pub place: Place,
    /// Whether it is sent as JSON in a string.
    pub json: bool,
    /// Name of the member that contains the list in a wrapper object.
    pub wrapped: Option<String>,
    /// Validation rules for values.
    pub checks: Vec<Check>,
    /// Wire names of fields that must not be set together with it.
    pub not_with: Vec<String>,
    /// The documented default.
    pub default: Option<WireValue>,
    /// An example value as text.
    pub example: Option<String>,
    /// The deprecation, if the vendor has deprecated it.
    pub deprecated: Option<Deprecation>,
    /// Whether it is known to the vendor's SDKs only.
    pub hidden: bool,
}

impl Field {
    /// Whether the field has a value in every struct with this role. A null in a response is read as absent.
    pub fn is_always_set(&self, role: StructRole) -> bool {
        self.required && !(self.nullable && role == StructRole::Output)
    }

    /// Whether callers can set the field to null in a struct with this role.
    pub fn takes_null(&self, role: StructRole) -> bool {
        self.nullable && role == StructRole::Input
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// `String`
    Text,
    /// `Secret`, redacted text
    Secret,
    /// `bool`
    Bool,
    /// `i32`
    Int32,
    /// `i64`
    Int64,
    /// `u64`
    UInt64,
    /// `f64`
    Float,
    /// `DateTime`
    DateTime(DateTimeFormat),
    /// Any JSON: `serde_json::Value`
    Any,
    /// `Vec<…>`
    List(Box<Shape>),
    /// `BTreeMap<String, …>`
    Map(Box<Shape>),
    /// A struct, by its Rust name.
    Struct(String),
    /// An enum of strings, by its Rust name.
    TextEnum(String),
    /// An enum of integers, by its Rust name.
    IntEnum(String),
}

/// The format of a time on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum DateTimeFormat {
    /// Text with a strftime pattern and a fixed time zone.
    Pattern {
        /// `%Y %m %d %H %M %S %f %z %:z %%` and literal text.
        pattern: String,
        /// Minutes east of UTC.
        offset_minutes: i16,
    },
    /// Whole seconds since 1970, a number.
    UnixSeconds,
    /// Milliseconds since 1970, a number.
    UnixMillis,
    /// Whole seconds since 1970, as text.
    UnixSecondsText,
    /// Milliseconds since 1970, as text.
    UnixMillisText,
}

/// Where a request field is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The URL's path.
    Path,
    /// The URL's query.
    Query,
    /// A header.
    Header,
    /// The body.
    Body,
}

/// A rule that a value must satisfy before it is sent. Except for the length, rules apply to each entry of a list and
/// each value of a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// An inclusive range of integers; `i64::MIN` and `i64::MAX` are open bounds.
    Range(i64, i64),
    /// An inclusive range of floats; `f64::MIN` and `f64::MAX` are open bounds.
    FloatRange(f64, f64),
    /// The inclusive length of a string in characters, or of a list or map in entries; `u64::MAX` is an open bound.
    Length(u64, u64),
    /// A string that is one of these.
    OneOfText(Vec<String>),
    /// An integer that is one of these.
    OneOfInt(Vec<i64>),
}

/// A scalar or a list on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum WireValue {
    /// A string.
    Text(String),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// A list.
    List(Vec<WireValue>),
}

impl fmt::Display for WireValue {
    /// The value as text, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Int(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Bool(value) => value.fmt(f),
            Self::List(values) => {
                let texts: Vec<String> = values.iter().map(Self::to_string).collect();
                f.write_str(&texts.join(", "))
            }
        }
    }
}

/// An open enum, which keeps unknown values.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Rust name.
    pub name: String,
    /// The documentation.
    pub doc: String,
    /// The known values, in the spec's order. All `WireValue::Text`, or all `WireValue::Int`.
    pub values: Vec<EnumValue>,
}

impl Enum {
    /// Whether its values are integers on the wire.
    pub fn has_int_values(&self) -> bool {
        self.values.iter().any(|value| matches!(value.wire, WireValue::Int(_)))
    }
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// Rust variant.
    pub variant: String,
    /// The wire value.
    pub wire: WireValue,
    /// The documentation.
    pub doc: String,
    /// The deprecation, if the vendor has deprecated it.
    pub deprecated: Option<Deprecation>,
}
