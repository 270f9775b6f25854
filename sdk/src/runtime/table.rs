//! Tables of fields: the description of a record.

use super::datetime::DateTimeFormat;
use super::value::ValueType;

/// The fields of a [`Record`](super::Record), in their order.
#[derive(Debug)]
pub struct Table {
    /// Rust name of the struct.
    pub name: &'static str,
    /// The fields.
    pub fields: &'static [Field],
}

impl Table {
    /// The table of the struct `name`. It does not compile unless the fields are numbered from 0 in order.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        let mut index = 0;
        while index < fields.len() {
            assert!(
                fields[index].number == index,
                "the fields of a record are numbered from 0, without gaps"
            );
            index += 1;
        }
        Self { name, fields }
    }
}

/// One field of a [`Table`].
#[derive(Debug)]
pub struct Field {
    /// Its index in the table.
    pub number: usize,
    /// Name on the wire; matched exactly, case included.
    pub name: &'static str,
    /// Rust name of the struct's field, with `r#` where it needs it.
    pub ident: &'static str,
    /// Kind of its value.
    pub kind: Kind,
    /// Its type is an `Option`, so an empty list differs from an absent one.
    pub optional: bool,
    /// In a request: it must be set. In a response: it is always there.
    pub required: bool,
    /// A request may set it to null.
    pub nullable: bool,
    /// Where it is sent in a request.
    pub place: Place,
    /// It is sent as JSON inside a string.
    pub json: bool,
    /// The list is sent inside an object under this name.
    pub wrapped: Option<&'static str>,
    /// What a value must satisfy before it is sent.
    pub checks: &'static [Check],
    /// Wire names of the fields that must not be set together with it.
    pub not_with: &'static [&'static str],
}

impl Field {
    /// A field of the type `T`, in the body and not required.
    pub const fn new<T: ValueType>(number: usize, ident: &'static str, name: &'static str) -> Self {
        Self {
            number,
            name,
            ident,
            kind: T::KIND,
            optional: T::IS_OPTION,
            required: false,
            nullable: false,
            place: Place::Body,
            json: false,
            wrapped: None,
            checks: &[],
            not_with: &[],
        }
    }

    /// A field of a table without a struct, for tests.
    #[cfg(test)]
    pub(crate) const fn with_kind(name: &'static str, kind: Kind) -> Self {
        Self { kind, ..Self::new::<String>(0, "field", name) }
    }

    /// The field has `kind`: the kind of its type, with a format of times.
    pub const fn kind(mut self, kind: Kind) -> Self {
        assert!(self.kind.has_shape_of(&kind), "the kind is not that of the field's type");
        self.kind = kind;
        self
    }

    /// The field holds a time in `format`.
    pub const fn time(self, format: DateTimeFormat) -> Self {
        self.kind(Kind::DateTime(format))
    }

    /// The field holds a time that is written after a strftime pattern, in a zone `offset_minutes` east of UTC.
    pub const fn pattern(self, pattern: &'static str, offset_minutes: i16) -> Self {
        self.time(DateTimeFormat::pattern(pattern, offset_minutes))
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

    /// The field is sent in the URL's path.
    pub const fn path(mut self) -> Self {
        self.place = Place::Path;
        self
    }

    /// The field is sent in the URL's query.
    pub const fn query(mut self) -> Self {
        self.place = Place::Query;
        self
    }

    /// The field is sent in a header.
    pub const fn header(mut self) -> Self {
        self.place = Place::Header;
        self
    }

    /// The field is sent as JSON inside a string.
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The list is sent inside an object, under `name`.
    pub const fn wrapped(mut self, name: &'static str) -> Self {
        self.wrapped = Some(name);
        self
    }

    /// A value must satisfy `checks`.
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    /// None of the fields `names` may be set together with this one.
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
    /// Text; usually one of these.
    TextEnum(&'static [&'static str]),
    /// An integer; usually one of these.
    IntEnum(&'static [i64]),
    /// An object.
    Record(fn() -> &'static Table),
    /// A list.
    List(&'static Kind),
    /// An object with keys that are data.
    Map(&'static Kind),
}

impl Kind {
    /// Whether both are the same kind, apart from the format of times.
    const fn has_shape_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(own), Self::List(other)) | (Self::Map(own), Self::Map(other)) => {
                own.has_shape_of(other)
            }
            (Self::DateTime(_), Self::DateTime(_)) => true,
            _ => false,
        }
    }

    /// The kind of a list's entries or of a map's values; any other kind itself.
    pub fn entry(&'static self) -> &'static Self {
        match self {
            Self::List(kind) | Self::Map(kind) => kind,
            kind => kind,
        }
    }
}

/// Where a field of a request is sent.
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

/// What a value must satisfy before it is sent. Except for a length, it applies to each entry of a list and each value
/// of a map.
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
