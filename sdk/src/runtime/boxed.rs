//! Optional values on the heap, for records that contain themselves.

use std::fmt;

use super::record::RecordType;
use super::table::Kind;
use super::value::{Optional, Slot, Value, ValueType, View};

/// An optional value on the heap: the field of a type that contains itself, such as a filter of filters. Use it like an
/// `Option`.
///
/// ```
/// use clouddb::Boxed;
///
/// let limit = Boxed::from(5);
/// assert_eq!(limit.as_ref(), Some(&5));
/// assert_eq!(limit.into_option(), Some(5));
/// assert!(Boxed::<i64>::default().is_none());
/// ```
// A separate type, because traits cannot be implemented both for all records and for boxes of them: rustc cannot
// exclude that `Box<R>` is a record as well.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Boxed<T>(Option<Box<T>>);

impl<T> Boxed<T> {
    /// The value, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        self.0.as_deref()
    }

    /// The value, if there is one.
    pub fn as_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        self.0.map(|value| *value)
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Default for Boxed<T> {
    /// No value.
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<T> for Boxed<T> {
    fn from(value: T) -> Self {
        Self(Some(Box::new(value)))
    }
}

impl<T> From<Option<T>> for Boxed<T> {
    fn from(value: Option<T>) -> Self {
        Self(value.map(Box::new))
    }
}

impl<T: fmt::Debug> fmt::Debug for Boxed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: RecordType> Value for Boxed<T> {
    fn view(&self) -> View<'_> {
        match &self.0 {
            Some(value) => value.as_ref().view(),
            None => View::Absent,
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }
}

impl<T: RecordType> ValueType for Boxed<T> {
    const KIND: Kind = T::KIND;
    const IS_OPTION: bool = true;
    const EMPTY: Self = Self(None);
}

impl<T: RecordType> Optional for Boxed<T> {
    fn present(&mut self) -> Slot<'_> {
        self.0.get_or_insert_with(|| Box::new(T::EMPTY)).as_mut().slot()
    }

    fn clear(&mut self) {
        self.0 = None;
    }

    fn is_nullable(&self) -> bool {
        false
    }
}
