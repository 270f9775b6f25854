//! Structs, fields and enums.

use std::fmt;

use super::operation::{Deprecation, Operation};
use super::provider::Service;

/// A type that a spec names.
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
            Self::Struct(of) => &of.name,
            Self::Enum(of) => &of.name,
        }
    }
}

/// The types that fields can name: an operation's own, which hide those of its service.
#[derive(Clone, Copy, Debug)]
pub struct Types<'m> {
    own: &'m [NamedType],
    shared: &'m [NamedType],
}

impl<'m> Types<'m> {
    /// What the fields of an operation can name.
    pub fn of_operation(operation: &'m Operation, service: &'m Service) -> Self {
        Self { own: &operation.types, shared: &service.types }
    }

    /// What the fields of a service's types can name.
    pub fn of_service(service: &'m Service) -> Self {
        Self { own: &[], shared: &service.types }
    }

    /// Whether only types of the service can be named.
    pub fn are_shared(self) -> bool {
        self.own.is_empty()
    }

    /// The type called `name`, and what its own fields can name.
    pub fn find(self, name: &str) -> Option<(&'m NamedType, Self)> {
        let among = |types: &'m [NamedType]| types.iter().find(|of| of.name() == name);
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
    /// Rust name of its static table: `BACKUP`.
    pub table: String,
    /// What it is, in our words; for requests and responses the operation's.
    pub doc: String,
    /// Who builds it.
    pub role: StructRole,
    /// The fields, in the spec's order.
    pub fields: Vec<Field>,
}

/// Who builds a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructRole {
    /// Callers: it gets `new` and setters. Requests and all that requests hold.
    Input,
    /// The service.
    Output,
}

/// One field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Rust field and setter; `r#type` when it is a keyword.
    pub ident: String,
    /// What it is, in our words.
    pub doc: String,
    /// Its type.
    pub shape: Shape,
    /// Requests: it must be set. Responses: it is always there.
    pub required: bool,
    /// Requests: it can be set to null. Responses: it can be null.
    pub nullable: bool,
    /// Recursion makes a `Box` necessary.
    pub boxed: bool,
    /// Where it travels; `Body` in responses.
    pub place: Place,
    /// It travels as JSON inside a string.
    pub json: bool,
    /// The list travels inside an object under this name.
    pub wrapped: Option<String>,
    /// What a value must satisfy.
    pub checks: Vec<Check>,
    /// Wire names of the fields that may not be set beside it.
    pub not_with: Vec<String>,
    /// What the service assumes when it is absent.
    pub default: Option<WireValue>,
    /// A value to show, as text.
    pub example: Option<String>,
    /// Set when the vendor tells callers to leave it.
    pub deprecated: Option<Deprecation>,
    /// Known to the vendor's own SDKs but not to the page.
    pub hidden: bool,
}

impl Field {
    /// Whether every value of a struct with this role holds a value of the field. What may come as null is read as if
    /// it were absent.
    pub fn is_always_set(&self, role: StructRole) -> bool {
        self.required && !(self.nullable && role == StructRole::Output)
    }

    /// Whether callers can set the field to null, in a struct with this role.
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
    /// A struct, by its Rust name and the name of its table.
    Struct {
        /// Rust name.
        name: String,
        /// Name of the static table.
        table: String,
    },
    /// An enum of strings, by its Rust name.
    TextEnum(String),
    /// An enum of integers, by its Rust name.
    IntEnum(String),
}

/// How a point in time is written on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum DateTimeFormat {
    /// Text after a strftime pattern, in a zone that is this many minutes east of UTC.
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

/// Where a request field travels.
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

/// What a value must satisfy before it is sent. All but a length is asked of each entry of a list and of each value of
/// a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// An integer between these, both included; `i64::MIN` and `i64::MAX` are open ends.
    Range(i64, i64),
    /// A number between these, both included; `f64::MIN` and `f64::MAX` are open ends.
    FloatRange(f64, f64),
    /// Characters of a string, entries of a list or a map, between these; `u64::MAX` is an open end.
    Length(u64, u64),
    /// A string that is one of these.
    OneOfText(Vec<String>),
    /// An integer that is one of these.
    OneOfInt(Vec<i64>),
}

/// A scalar as the wire has it.
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

/// An enum that keeps values it does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Rust name.
    pub name: String,
    /// What it is, in our words.
    pub doc: String,
    /// The known values, in the spec's order. All `WireValue::Text`, or all `WireValue::Int`.
    pub values: Vec<EnumValue>,
}

impl Enum {
    /// Whether its values are integers on the wire.
    pub fn is_of_ints(&self) -> bool {
        self.values.iter().any(|value| matches!(value.wire, WireValue::Int(_)))
    }
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// Rust variant.
    pub variant: String,
    /// On the wire.
    pub wire: WireValue,
    /// What it means, in our words.
    pub doc: String,
    /// Set when the vendor tells callers to leave it.
    pub deprecated: Option<Deprecation>,
}
