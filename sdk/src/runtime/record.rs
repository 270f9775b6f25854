//! Records: structs that are read and written through a table.
//!
//! The macro [`record!`](crate::record) makes a struct, its [`Table`] and access by number from one list of fields, so
//! they cannot disagree. Decoding, encoding, validation, `Clone`, `PartialEq`, `Debug` and the mock cloud's checks are
//! written once over `&dyn Record` and compiled once, however many structs there are.
//!
//! The generated functions are `#[inline]`, but not for speed: rustc compiles an `#[inline]` function in the crate that
//! uses it, and not at all if no crate does. An operation that a program does not call costs no machine code.

use std::any::Any;

use super::table::{Kind, Table};
use super::value::{Slot, Value, ValueType, View};

/// A struct whose fields are described by a table.
pub trait Record: Any + Send + Sync {
    /// The names and kinds of the fields.
    fn table(&self) -> &'static Table;

    /// Field `index` of the table; `None` past the end.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// Field `index` of the table; `None` past the end.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value>;
}

impl<'r> dyn Record + 'r {
    /// A view of field `index`. An empty list or map is absent, unless the field is required or an `Option`.
    pub fn view(&self, index: usize) -> View<'_> {
        let view = self.get(index).map_or(View::Absent, |value| value.view());
        let is_empty = match view {
            View::List(list) => list.is_empty(),
            View::Map(map) => map.is_empty(),
            _ => return view,
        };
        let field = self.table().fields.get(index);
        let may_be_absent = field.is_some_and(|field| !field.required && !field.optional);
        if is_empty && may_be_absent { View::Absent } else { view }
    }

    /// A slot to fill field `index`.
    pub fn slot(&mut self, index: usize) -> Slot<'_> {
        self.get_mut(index).map_or(Slot::Ignored, |value| value.slot())
    }
}

/// The part of a record that the macro generates. The rest is written once for all records.
pub trait RecordType: Default + Send + Sync + 'static {
    /// The names and kinds of the fields.
    const TABLE: &'static Table;

    /// An empty record. As a constant it makes `Default` one copy of bytes, without code for each field.
    const EMPTY: Self;

    /// Field `index` of the table; `None` past the end.
    fn field(&self, index: usize) -> Option<&dyn Value>;

    /// Field `index` of the table; `None` past the end.
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value>;
}

impl<R: RecordType> Record for R {
    fn table(&self) -> &'static Table {
        R::TABLE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.field(index)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        self.field_mut(index)
    }
}

impl<R: RecordType> Value for R {
    fn view(&self) -> View<'_> {
        View::Record(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Record(self)
    }
}

impl<R: RecordType> ValueType for R {
    // By a function, since a record can hold itself.
    const KIND: Kind = Kind::Record(|| R::TABLE);
    const EMPTY: Self = R::EMPTY;
}

/// An empty record of the type `R`, for code that works on records of any type.
pub(crate) fn new_record<R: RecordType>() -> Box<dyn Record> {
    Box::new(R::EMPTY)
}

/// Declares a record: a struct, its table, access by number, and the traits of all records: [`Value`], `Default`,
/// `Clone`, `PartialEq`, a redacting `Debug`, and serde's `Serialize`, which masks secrets, and `Deserialize`, which
/// refuses masks.
///
/// ```text
/// record! {
///     /// A node.
///     pub struct Node {
///         /// Its name.
///         0: pub name: String = "NodeName" [required],
///         /// When it was made.
///         1: pub created: Option<DateTime> = "CreateTime" [time(DateTimeFormat::UnixSeconds)],
///     }
/// }
/// ```
///
/// A field's number is its place in the table, from 0. Its wire name follows, and in brackets further properties:
/// methods of [`Field`](crate::__private::Field).
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident {
        $($(#[$field_meta:meta])* $index:literal: pub $field:ident: $type:ty = $wire:literal
            $([$($rule:ident $(($($argument:tt)*))?),*])?,)*
    }) => {
        $(#[$meta])*
        #[non_exhaustive]
        $visibility struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        #[allow(deprecated)]
        const _: () = {
            use $crate::__private as private;

            impl private::RecordType for $name {
                const TABLE: &'static private::Table = &private::Table::new(
                    ::core::stringify!($name),
                    &[$(
                        private::Field::new::<$type>($index, ::core::stringify!($field), $wire)
                            $($(.$rule($($($argument)*)?))*)?,
                    )*],
                );
                const EMPTY: Self = Self { $($field: <$type as private::ValueType>::EMPTY,)* };

                #[inline]
                fn field(&self, index: usize) -> ::core::option::Option<&dyn private::Value> {
                    match index {
                        $($index => ::core::option::Option::Some(&self.$field),)*
                        _ => ::core::option::Option::None,
                    }
                }

                #[inline]
                fn field_mut(&mut self, index: usize) -> ::core::option::Option<&mut dyn private::Value> {
                    match index {
                        $($index => ::core::option::Option::Some(&mut self.$field),)*
                        _ => ::core::option::Option::None,
                    }
                }
            }

            impl ::core::default::Default for $name {
                #[inline]
                fn default() -> Self {
                    <Self as private::RecordType>::EMPTY
                }
            }

            impl ::core::clone::Clone for $name {
                #[inline]
                fn clone(&self) -> Self {
                    let mut copy = <Self as private::RecordType>::EMPTY;
                    private::copy(self, &mut copy);
                    copy
                }
            }

            impl ::core::cmp::PartialEq for $name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    private::is_equal(self, other)
                }
            }

            impl ::core::fmt::Debug for $name {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    private::fmt(self, f)
                }
            }

            impl private::serde::Serialize for $name {
                fn serialize<S: private::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    private::serialize_masked(self, serializer)
                }
            }

            impl<'de> private::serde::Deserialize<'de> for $name {
                fn deserialize<D: private::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    let mut record = <Self as private::RecordType>::EMPTY;
                    private::deserialize_unmasked(&mut record, deserializer)?;
                    ::core::result::Result::Ok(record)
                }
            }
        };
    };
}
