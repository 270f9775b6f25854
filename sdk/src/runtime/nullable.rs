//! Values that a request can set to null.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use super::table::Kind;
use super::value::{Optional, Slot, Value, ValueType, View};

/// A value, or an explicit null, in a request.
///
/// An absent field keeps its value at the service; null clears it. So an optional field that can be null is an
/// `Option<Nullable<T>>`, and a required one is a `Nullable<T>`. Setters accept the bare value as well.
///
/// ```
/// use clouddb::Nullable;
///
/// let kept: Option<Nullable<i64>> = None;
/// let emptied: Option<Nullable<i64>> = Some(Nullable::Null);
/// let set: Option<Nullable<i64>> = Some(5.into());
/// assert_eq!(set.and_then(Nullable::into_option), Some(5));
/// # assert_eq!((kept, emptied.and_then(Nullable::into_option)), (None, None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// Null.
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if it is not null.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, if it is not null.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_option().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<V: ValueType> Value for Nullable<V> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Json(&Json::Null),
            Self::Value(value) => value.view(),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }
}

impl<V: ValueType> ValueType for Nullable<V> {
    const KIND: Kind = V::KIND;
    const IS_NULLABLE: bool = true;
    const EMPTY: Self = Self::Null;
}

impl<V: ValueType> Optional for Nullable<V> {
    fn present(&mut self) -> Slot<'_> {
        if let Self::Null = self {
            *self = Self::Value(V::EMPTY);
        }
        match self {
            Self::Value(value) => value.slot(),
            Self::Null => Slot::Ignored,
        }
    }

    fn clear(&mut self) {
        *self = Self::Null;
    }

    fn is_nullable(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::{Boxed, Record};

    crate::record! {
        /// A record that contains itself.
        pub(crate) struct Node {
            /// The next one.
            0: pub next: Nullable<Boxed<Node>> = "Next",
            /// Another one.
            1: pub other: Option<Nullable<Boxed<Node>>> = "Other",
        }
    }

    #[test]
    fn null_is_set_around_a_box_and_not_in_it() {
        let mut node = Node { next: Nullable::Value(Node::default().into()), other: None };
        for index in [0, 1] {
            let record: &mut dyn Record = &mut node;
            match record.slot(index) {
                Slot::Optional(slot) => assert!(slot.set_null()),
                _ => panic!("field {index} is not optional"),
            }
        }
        assert_eq!(node.next, Nullable::Null);
        assert_eq!(node.other, Some(Nullable::Null));
        assert_eq!(node.clone(), node);
    }
}
