//! A deserializer that passes on the digits of numbers.
//!
//! serde_json makes a float of every number that is not an integer, which loses `4.20` and long numbers. This one is
//! for the exact pass: it reads each value as raw JSON first, which is slower.

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error;
use serde_json::value::RawValue;

/// The limit of serde_json itself.
const MAX_DEPTH: u8 = 128;

/// Reads one JSON value; a number reaches the visitor as bytes, its digits.
pub(super) struct Exact<'de> {
    text: &'de str,
    depth_left: u8,
}

impl<'de> Exact<'de> {
    /// Checks that `text` is one JSON value.
    pub(super) fn new(text: &'de str) -> Result<Self, Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Ok(Self { text: raw.get(), depth_left: MAX_DEPTH })
    }

    fn opened<V>(&self, visitor: V) -> Result<Opened<V>, Error> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Opened { inner: visitor, depth_left }),
            None => Err(Error::custom(format_args!("more than {MAX_DEPTH} levels"))),
        }
    }
}

fn plain(text: &str) -> serde_json::Deserializer<serde_json::de::StrRead<'_>> {
    serde_json::Deserializer::from_str(text)
}

impl<'de> Deserializer<'de> for Exact<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text.as_bytes().first() {
            Some(b'{') => plain(self.text).deserialize_map(self.opened(visitor)?),
            Some(b'[') => plain(self.text).deserialize_seq(self.opened(visitor)?),
            Some(b'-' | b'0'..=b'9') => visitor.visit_borrowed_bytes(self.text.as_bytes()),
            _ => plain(self.text).deserialize_any(visitor),
        }
    }

    /// A newtype means any JSON, with numbers as in serde_json.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        plain(self.text).deserialize_newtype_struct(name, visitor)
    }

    /// The value has been checked.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// The content of a list or an object: its visitor, or its access.
struct Opened<T> {
    inner: T,
    depth_left: u8,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Opened<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Opened { inner: map, depth_left: self.depth_left })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        self.inner.visit_seq(Opened { inner: seq, depth_left: self.depth_left })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Opened<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.inner.next_key_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let raw: &RawValue = self.inner.next_value()?;
        let value = Exact { text: raw.get(), depth_left: self.depth_left };
        seed.deserialize(value).map_err(A::Error::custom)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Opened<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        let Some(raw) = self.inner.next_element::<&RawValue>()? else {
            return Ok(None);
        };
        let value = Exact { text: raw.get(), depth_left: self.depth_left };
        seed.deserialize(value).map(Some).map_err(A::Error::custom)
    }
}
