//! The types that fields have: scalars, options, lists and maps of them.

use std::collections::BTreeMap;

use super::{List, Map, Optional, Slot, Value, ValueType, View};
use crate::runtime::datetime::{DateTime, DateTimeFormat};
use crate::runtime::secret::Secret;
use crate::runtime::table::Kind;

macro_rules! scalar {
    ($type:ty, $kind:expr, $empty:expr, $slot:ident, |$value:ident| $view:expr) => {
        impl Value for $type {
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
        constant!($type, $kind, $empty);
    };
}

macro_rules! constant {
    ($type:ty, $kind:expr, $empty:expr) => {
        impl ValueType for $type {
            const KIND: Kind = $kind;
            const EMPTY: Self = $empty;
        }
    };
}

scalar!(bool, Kind::Bool, false, Bool, |value| View::Bool(*value));
scalar!(i32, Kind::Int32, 0, Int32, |value| View::Int(i64::from(*value)));
scalar!(i64, Kind::Int64, 0, Int64, |value| View::Int(*value));
scalar!(u64, Kind::UInt64, 0, UInt64, |value| View::UInt(*value));
scalar!(f64, Kind::Float, 0.0, Float, |value| View::Float(*value));
scalar!(String, Kind::Text, String::new(), Text, |value| View::Text(value));
scalar!(
    DateTime,
    // The field sets the format.
    Kind::DateTime(DateTimeFormat::UTC_SECONDS),
    DateTime::EMPTY,
    DateTime,
    |value| View::DateTime(value)
);
scalar!(serde_json::Value, Kind::Any, serde_json::Value::Null, Json, |value| View::Json(value));

impl Value for Secret {
    fn view(&self) -> View<'_> {
        View::Secret(self.expose())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self.text_mut())
    }
}
constant!(Secret, Kind::Secret, Secret::EMPTY);

impl<V: ValueType> Value for Option<V> {
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }
}

impl<V: ValueType> ValueType for Option<V> {
    const KIND: Kind = V::KIND;
    const IS_OPTION: bool = true;
    const IS_NULLABLE: bool = V::IS_NULLABLE;
    const EMPTY: Self = None;
}

impl<V: ValueType> Optional for Option<V> {
    fn present(&mut self) -> Slot<'_> {
        if self.is_none() {
            *self = Some(V::EMPTY);
        }
        match self {
            Some(value) => value.slot(),
            None => Slot::Ignored,
        }
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn is_nullable(&self) -> bool {
        V::IS_NULLABLE
    }
}

impl<V: ValueType> Value for Vec<V> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<V: ValueType> ValueType for Vec<V> {
    const KIND: Kind = Kind::List(&V::KIND);
    const EMPTY: Self = Vec::new();
}

impl<V: ValueType> List for Vec<V> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> View<'_> {
        match <[V]>::get(self, index) {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    fn clear(&mut self) {
        *self = Vec::new();
    }

    fn push_with(&mut self, fill: &mut dyn FnMut(Slot<'_>) -> bool) {
        let mut value = V::EMPTY;
        if fill(value.slot()) {
            self.push(value);
        }
    }
}

impl<V: ValueType> Value for BTreeMap<String, V> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}

impl<V: ValueType> ValueType for BTreeMap<String, V> {
    const KIND: Kind = Kind::Map(&V::KIND);
    const EMPTY: Self = BTreeMap::new();
}

impl<V: ValueType> Map for BTreeMap<String, V> {
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }

    fn each<'a>(&'a self, see: &mut dyn FnMut(&'a str, View<'a>)) {
        for (name, value) in self {
            see(name, value.view());
        }
    }

    fn clear(&mut self) {
        *self = BTreeMap::new();
    }

    fn insert_with(&mut self, name: String, fill: &mut dyn FnMut(Slot<'_>) -> bool) {
        let mut value = V::EMPTY;
        if fill(value.slot()) {
            self.insert(name, value);
        } else {
            self.remove(&name);
        }
    }
}
