//! Records: structs that are read and written through a table.
//!
//! A generated struct implements [`Record`], three small functions: its [`Table`], and field *i* to
//! look at ([`View`]) or to fill ([`Slot`]). Decoding, encoding, validation, `Debug` and the mock
//! cloud's checks are written once over `&dyn Record` and compiled once, however many structs there are.

use std::any::Any;
use std::collections::BTreeMap;

use super::datetime::{DateTime, DateTimeFormat};
use super::secret::Secret;

/// A struct whose fields are described by a table.
pub trait Record: Any + Send + Sync {
    /// What the fields are called and what they hold.
    fn table(&self) -> &'static Table;

    /// Field `index` of the table, to look at; [`View::Absent`] past the end.
    fn get(&self, index: usize) -> View<'_>;

    /// Field `index` of the table, to fill; [`Slot::Ignored`] past the end.
    fn slot(&mut self, index: usize) -> Slot<'_>;
}

/// The fields of a [`Record`], in their order.
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
    /// What it holds.
    pub kind: Kind,
    /// In a request: it must be set. In a response: it is always there.
    pub required: bool,
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
            kind,
            required: false,
            place: Place::Body,
            json: false,
            wrapped: None,
            checks: &[],
            not_with: &[],
        }
    }

    /// The field must be set, or is always there.
    pub const fn required(mut self) -> Self {
        self.required = true;
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

/// What a value must satisfy before it is sent.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// An integer, or each of a list, between these, both included.
    Range(i64, i64),
    /// Characters of a string, entries of a list or a map, between these, both included.
    Length(u64, u64),
    /// A string, or each of a list, that is one of these.
    OneOfText(&'static [&'static str]),
    /// An integer, or each of a list, that is one of these.
    OneOfInt(&'static [i64]),
}

/// A value to look at.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Nothing: it is not sent.
    Absent,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Float(f64),
    /// Text.
    Text(&'a str),
    /// Text that is never shown.
    Secret(&'a str),
    /// A point in time; the field's [`Kind`] says how it is written.
    DateTime(&'a DateTime),
    /// Any JSON.
    Json(&'a serde_json::Value),
    /// An object.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn List),
    /// An object with keys that are data.
    Map(&'a dyn Map),
}

/// A value to fill.
pub enum Slot<'a> {
    /// Nowhere: the value is read over.
    Ignored,
    /// A boolean.
    Bool(&'a mut bool),
    /// An integer of 32 bits.
    Int32(&'a mut i32),
    /// An integer of 64 bits.
    Int64(&'a mut i64),
    /// A number.
    Float(&'a mut f64),
    /// Text.
    Text(&'a mut String),
    /// A point in time; the field's [`Kind`] says how it is written.
    DateTime(&'a mut DateTime),
    /// Any JSON.
    Json(&'a mut serde_json::Value),
    /// An enum.
    Enum(&'a mut dyn OpenEnum),
    /// An object.
    Record(&'a mut dyn Record),
    /// A list.
    List(&'a mut dyn List),
    /// An object with keys that are data.
    Map(&'a mut dyn Map),
    /// A value that may be absent.
    Optional(&'a mut dyn Optional),
}

/// A type that a field of a record can have.
pub trait Value: Send + Sync + 'static {
    /// What a field holds before anything is read into it.
    fn empty() -> Self
    where
        Self: Sized;

    /// The value, to look at.
    fn view(&self) -> View<'_>;

    /// The value, to fill.
    fn slot(&mut self) -> Slot<'_>;
}

/// An enum that keeps values it does not know.
pub trait OpenEnum: Send + Sync {
    /// Takes text; `false` when the enum holds integers and this is none.
    fn set_text(&mut self, text: &str) -> bool;

    /// Takes an integer.
    fn set_int(&mut self, value: i64);
}

/// A list of values.
pub trait List: Send + Sync {
    /// Number of entries.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Entry `index`; [`View::Absent`] past the end.
    fn get(&self, index: usize) -> View<'_>;

    /// Drops all entries.
    fn clear(&mut self);

    /// Adds an empty entry.
    fn push(&mut self) -> Slot<'_>;
}

/// Values by name.
pub trait Map: Send + Sync {
    /// Number of entries.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows each entry to `see`, in the order of the names.
    fn each<'a>(&'a self, see: &mut dyn FnMut(&'a str, View<'a>));

    /// Drops all entries.
    fn clear(&mut self);

    /// Adds an empty entry.
    fn insert(&mut self, name: String) -> Slot<'_>;
}

/// A value that may be absent.
pub trait Optional: Send + Sync {
    /// Makes it present, empty if it was absent.
    fn fill(&mut self) -> Slot<'_>;

    /// Makes it absent.
    fn clear(&mut self);
}

macro_rules! scalar {
    ($type:ty, $slot:ident, |$value:ident| $view:expr) => {
        impl Value for $type {
            fn empty() -> Self {
                <$type>::default()
            }
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
    };
}

scalar!(bool, Bool, |value| View::Bool(*value));
scalar!(i32, Int32, |value| View::Int(i64::from(*value)));
scalar!(i64, Int64, |value| View::Int(*value));
scalar!(f64, Float, |value| View::Float(*value));
scalar!(String, Text, |value| View::Text(value));
scalar!(DateTime, DateTime, |value| View::DateTime(value));
scalar!(serde_json::Value, Json, |value| View::Json(value));

impl Value for Secret {
    fn empty() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Secret(self.expose())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self.text_mut())
    }
}

impl<V: Value> Value for Option<V> {
    fn empty() -> Self {
        None
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, V::view)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }
}

impl<V: Value> Optional for Option<V> {
    fn fill(&mut self) -> Slot<'_> {
        self.get_or_insert_with(V::empty).slot()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<V: Value> Value for Box<V> {
    fn empty() -> Self {
        Box::new(V::empty())
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }
}

impl<V: Value> Value for Vec<V> {
    fn empty() -> Self {
        Vec::new()
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<V: Value> List for Vec<V> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> View<'_> {
        <[V]>::get(self, index).map_or(View::Absent, V::view)
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn push(&mut self) -> Slot<'_> {
        Vec::push(self, V::empty());
        self.last_mut().map_or(Slot::Ignored, V::slot)
    }
}

impl<V: Value> Value for BTreeMap<String, V> {
    fn empty() -> Self {
        BTreeMap::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}

impl<V: Value> Map for BTreeMap<String, V> {
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }

    fn each<'a>(&'a self, see: &mut dyn FnMut(&'a str, View<'a>)) {
        for (name, value) in self {
            see(name, value.view());
        }
    }

    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn insert(&mut self, name: String) -> Slot<'_> {
        let value = self.entry(name).or_insert_with(V::empty);
        *value = V::empty();
        value.slot()
    }
}

/// Implements what every record has beside its table: [`Value`], a redacting `Debug`, and serde's
/// `Serialize` and `Deserialize`.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident) => {
        impl $crate::runtime::Value for $name {
            fn empty() -> Self {
                Self::default()
            }
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Record(self)
            }
            fn slot(&mut self) -> $crate::runtime::Slot<'_> {
                $crate::runtime::Slot::Record(self)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug::record(self, f)
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::encode::serialize(self, serializer)
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut record = Self::default();
                $crate::runtime::decode::deserialize(&mut record, deserializer)?;
                Ok(record)
            }
        }
    };
}
