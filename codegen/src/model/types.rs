//! Structs, fields and enums.

use super::operation::Deprecation;

/// A type that a spec names.
#[derive(Clone, Debug, PartialEq)]
pub enum NamedType {
    /// An object.
    Struct(Struct),
    /// An open enum.
    Enum(Enum),
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

/// What a value must satisfy before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// An integer, or each of a list, between these, both included; `i64::MIN` and `i64::MAX` are open ends.
    Range(i64, i64),
    /// Characters of a string, entries of a list or a map, between these; `u64::MAX` is an open end.
    Length(u64, u64),
    /// A string, or each of a list, that is one of these.
    OneOfText(Vec<String>),
    /// An integer, or each of a list, that is one of these.
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
