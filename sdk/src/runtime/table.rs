//! What is known of a record's fields: the tables that generated modules consist of.

use super::datetime::DateTimeFormat;

/// The fields of a [`Record`](super::Record), in their order.
#[derive(Debug)]
pub struct Table {
    /// Rust name of the struct.
    pub name: &'static str,
    /// The fields.
    pub fields: &'static [Field],
}

/// One field of a [`Table`].
#[derive(Debug)]
pub struct Field {
    /// Name on the wire; matched exactly, case included.
    pub name: &'static str,
    /// Rust name of the struct's field, where it is not the wire name in snake case.
    pub ident: Option<&'static str>,
    /// What it holds.
    pub kind: Kind,
    /// In a request: it must be set. In a response: it is always there.
    pub required: bool,
    /// A request may set it to null.
    pub nullable: bool,
    /// Where it travels in a request.
    pub place: Place,
    /// It travels as JSON inside a string.
    pub json: bool,
    /// The list travels inside an object under this name.
    pub wrapped: Option<&'static str>,
    /// What a value must satisfy before it is sent.
    pub checks: &'static [Check],
    /// Wire names of the fields that may not be set beside it.
    pub not_with: &'static [&'static str],
}

impl Field {
    /// An optional field of the body.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            ident: None,
            kind,
            required: false,
            nullable: false,
            place: Place::Body,
            json: false,
            wrapped: None,
            checks: &[],
            not_with: &[],
        }
    }

    /// The struct's field is called `ident`, not as the wire name in snake case.
    pub const fn ident(mut self, ident: &'static str) -> Self {
        self.ident = Some(ident);
        self
    }

    /// The field must be set, or is always there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The field may be set to null.
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// The field travels in `place`.
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The field travels as JSON inside a string.
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The list travels inside an object, under `name`.
    pub const fn wrapped(mut self, name: &'static str) -> Self {
        self.wrapped = Some(name);
        self
    }

    /// A value must satisfy `checks`.
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    /// None of the fields `names` may be set beside this one.
    pub const fn not_with(mut self, names: &'static [&'static str]) -> Self {
        self.not_with = names;
        self
    }
}

/// What a field holds on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// Text that is never shown.
    Secret,
    /// `true` or `false`.
    Bool,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits.
    Int64,
    /// An integer of 64 bits that is never negative.
    UInt64,
    /// A number.
    Float,
    /// A point in time.
    DateTime(DateTimeFormat),
    /// Any JSON.
    Any,
    /// Text that is mostly one of these.
    TextEnum(&'static [&'static str]),
    /// An integer that is mostly one of these.
    IntEnum(&'static [i64]),
    /// An object.
    Record(&'static Table),
    /// A list.
    List(&'static Kind),
    /// An object with keys that are data.
    Map(&'static Kind),
}

impl Kind {
    /// The kind of a list's entries or of a map's values; any other kind itself.
    pub fn entry(&'static self) -> &'static Self {
        match self {
            Self::List(kind) | Self::Map(kind) => kind,
            kind => kind,
        }
    }
}

/// Where a field of a request travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the URL's path.
    Path,
    /// In the URL's query.
    Query,
    /// In a header.
    Header,
    /// In the body.
    Body,
}

/// What a value must satisfy before it is sent. All but a length is asked of each entry of a list and of each value of
/// a map.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// An integer between these, both included.
    Range(i64, i64),
    /// A number between these, both included.
    FloatRange(f64, f64),
    /// Characters of a string, entries of a list or a map, between these, both included.
    Length(u64, u64),
    /// A string that is one of these.
    OneOfText(&'static [&'static str]),
    /// An integer that is one of these.
    OneOfInt(&'static [i64]),
}
