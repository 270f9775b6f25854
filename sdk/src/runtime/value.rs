//! The types that fields of records have: scalars, options, lists and maps of them.

use std::collections::BTreeMap;

use super::datetime::DateTime;
use super::record::{List, Map, Optional, Slot, Value, View};
use super::secret::Secret;

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
scalar!(u64, UInt64, |value| View::UInt(*value));
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
        self.get_or_insert_with(V::empty).fill()
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn set_null(&mut self) -> bool {
        *self = V::null();
        self.is_some()
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

    fn pop(&mut self) {
        Vec::pop(self);
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

    fn remove(&mut self, name: &str) {
        BTreeMap::remove(self, name);
    }
}
