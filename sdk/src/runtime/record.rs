//! Records: structs that are read and written through a table.
//!
//! A generated struct implements [`Record`], three small functions: its [`Table`], and field *i* to
//! look at ([`View`]) or to fill ([`Slot`]). Decoding, encoding, validation, `Debug` and the mock
//! cloud's checks are written once over `&dyn Record` and compiled once, however many structs there are.

use std::any::Any;

use super::datetime::DateTime;
use super::table::Table;

/// A struct whose fields are described by a table.
pub trait Record: Any + Send + Sync {
    /// What the fields are called and what they hold.
    fn table(&self) -> &'static Table;

    /// Field `index` of the table, to look at; [`View::Absent`] past the end.
    fn get(&self, index: usize) -> View<'_>;

    /// Field `index` of the table, to fill; [`Slot::Ignored`] past the end.
    fn slot(&mut self, index: usize) -> Slot<'_>;
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
    /// An integer that an enum has a name for.
    Named(i64, &'static str),
    /// An integer that is never negative.
    UInt(u64),
    /// A number.
    Float(f64),
    /// Text.
    Text(&'a str),
    /// Text that is never shown.
    Secret(&'a str),
    /// A point in time; the field's [`Kind`](super::Kind) says how it is written.
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
    /// An integer of 64 bits that is never negative.
    UInt64(&'a mut u64),
    /// A number.
    Float(&'a mut f64),
    /// Text.
    Text(&'a mut String),
    /// A point in time; the field's [`Kind`](super::Kind) says how it is written.
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

impl Slot<'_> {
    /// The same slot, to fill more than once.
    pub fn reborrow(&mut self) -> Slot<'_> {
        match self {
            Self::Ignored => Slot::Ignored,
            Self::Bool(slot) => Slot::Bool(slot),
            Self::Int32(slot) => Slot::Int32(slot),
            Self::Int64(slot) => Slot::Int64(slot),
            Self::UInt64(slot) => Slot::UInt64(slot),
            Self::Float(slot) => Slot::Float(slot),
            Self::Text(slot) => Slot::Text(slot),
            Self::DateTime(slot) => Slot::DateTime(slot),
            Self::Json(slot) => Slot::Json(slot),
            Self::Enum(slot) => Slot::Enum(*slot),
            Self::Record(slot) => Slot::Record(*slot),
            Self::List(slot) => Slot::List(*slot),
            Self::Map(slot) => Slot::Map(*slot),
            Self::Optional(slot) => Slot::Optional(*slot),
        }
    }
}

/// A type that a field of a record can have.
pub trait Value: Send + Sync + 'static {
    /// What a field holds before anything is read into it.
    fn empty() -> Self
    where
        Self: Sized;

    /// The value that null is; none for most types, which know no null of their own.
    fn null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// The value, to look at.
    fn view(&self) -> View<'_>;

    /// The value, to look at, in a field whose empty list or map stands for an absent one.
    fn view_filled(&self) -> View<'_> {
        match self.view() {
            View::List(list) if list.is_empty() => View::Absent,
            View::Map(map) if map.is_empty() => View::Absent,
            view => view,
        }
    }

    /// The value, to fill.
    fn slot(&mut self) -> Slot<'_>;

    /// The value, to fill with something that is not null.
    fn fill(&mut self) -> Slot<'_> {
        self.slot()
    }
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

    /// Drops the last entry, if there is one.
    fn pop(&mut self);
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

    /// Drops the entry called `name`, if there is one.
    fn remove(&mut self, name: &str);
}

/// A value that may be absent.
pub trait Optional: Send + Sync {
    /// Makes it present, empty if it was absent.
    fn fill(&mut self) -> Slot<'_>;

    /// Makes it absent.
    fn clear(&mut self);

    /// Makes it null, and says whether that is a value; else it is absent.
    fn set_null(&mut self) -> bool;
}

/// Implements what every record has beside its table: [`Value`], a redacting `Debug`, and serde's
/// `Serialize`, which masks secrets, and `Deserialize`, which refuses masks.
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
                $crate::runtime::encode::serialize_masked(self, serializer)
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut record = Self::default();
                $crate::runtime::decode::deserialize_unmasked(&mut record, deserializer)?;
                Ok(record)
            }
        }
    };
}
