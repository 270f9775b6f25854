//! Values: the content of a field, independent of its type.
//!
//! Decoding, encoding, validation, `Clone`, `PartialEq` and `Debug` work on [`View`]s and [`Slot`]s and are compiled
//! once. The part of each type is small: `value/types.rs` has it for scalars, options, lists and maps.

mod types;

use super::datetime::DateTime;
use super::record::Record;
use super::table::Kind;

/// A value that a field holds.
pub trait Value: Send + Sync {
    /// A view of the value.
    fn view(&self) -> View<'_>;

    /// A slot to fill the value.
    fn slot(&mut self) -> Slot<'_>;
}

/// A type that a field can have, or an entry of a list or map.
pub trait ValueType: Value + Sized + 'static {
    /// Its kind on the wire.
    const KIND: Kind;

    /// Whether the type itself can be absent, as an `Option`.
    const IS_OPTION: bool = false;

    /// Whether null is one of its values, as of a [`Nullable`](super::Nullable).
    const IS_NULLABLE: bool = false;

    /// An empty value.
    const EMPTY: Self;
}

/// A view of a value.
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
    /// No place: the value is skipped.
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
    /// A point in time; the field's [`Kind`] says how it is written.
    DateTime(&'a mut DateTime),
    /// Any JSON.
    Json(&'a mut serde_json::Value),
    /// An enum.
    Enum(&'a mut (dyn OpenEnum + 'static)),
    /// An object.
    Record(&'a mut (dyn Record + 'static)),
    /// A list.
    List(&'a mut (dyn List + 'static)),
    /// An object with keys that are data.
    Map(&'a mut (dyn Map + 'static)),
    /// A value that may be absent.
    Optional(&'a mut (dyn Optional + 'static)),
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

/// An enum's value on the wire.
#[derive(Clone, Copy)]
pub enum Wire<'a> {
    /// Text.
    Text(&'a str),
    /// An integer.
    Int(i64),
}

/// An enum that keeps unknown values.
pub trait OpenEnum: Send + Sync {
    /// Sets the enum from a wire value; `false` when the enum holds integers and the value is text.
    fn set(&mut self, wire: Wire<'_>) -> bool;
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

    /// Calls `fill` with an empty entry, and adds the entry if `fill` returns true.
    fn push_with(&mut self, fill: &mut dyn FnMut(Slot<'_>) -> bool);
}

/// Values by name.
pub trait Map: Send + Sync {
    /// Number of entries.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `see` with each entry, in the order of the names.
    fn each<'a>(&'a self, see: &mut dyn FnMut(&'a str, View<'a>));

    /// Drops all entries.
    fn clear(&mut self);

    /// Calls `fill` with an empty entry, and keeps it under `name` if `fill` returns true. Otherwise there is no entry
    /// of that name afterwards.
    fn insert_with(&mut self, name: String, fill: &mut dyn FnMut(Slot<'_>) -> bool);
}

/// A value that may be absent or null.
pub trait Optional: Send + Sync {
    /// Makes it present, empty if it was absent. The slot can be that of a nullable value.
    fn present(&mut self) -> Slot<'_>;

    /// Makes it absent, or null where that is not possible.
    fn clear(&mut self);

    /// Whether null is one of its values.
    fn is_nullable(&self) -> bool;
}

impl dyn Optional {
    /// Makes it present and not null.
    pub fn fill(&mut self) -> Slot<'_> {
        match self.present() {
            Slot::Optional(inner) => inner.fill(),
            slot => slot,
        }
    }

    /// Makes it null if null is one of its values, else absent. Returns whether it is null.
    pub fn set_null(&mut self) -> bool {
        if self.is_nullable()
            && let Slot::Optional(inner) = self.present()
            && inner.is_nullable()
        {
            inner.clear();
        } else {
            self.clear();
        }
        self.is_nullable()
    }
}
