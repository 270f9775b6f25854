//! Reads a response into a caller's type.
//!
//! serde_json's messages repeat the value, which may be a link or a password. Here a message has the path, what was
//! expected and the kind of value that was found.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value as Json;

use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::response::RawResponse;

impl RawResponse {
    /// Reads the body, without the vendor's envelope, into a type of your own: any that implements serde's `Deserialize`.
    ///
    #[cfg_attr(feature = "full", doc = "```no_run")]
    #[cfg_attr(not(feature = "full"), doc = "```ignore")]
    /// # async fn example(client: clouddb::huawei::dds::Client) -> Result<(), clouddb::Error> {
    /// use std::collections::BTreeMap;
    /// use clouddb::{Method, UntypedRequest};
    ///
    /// let request = UntypedRequest::rest(Method::Get, "/v3/{project_id}/quotas", "ShowQuotas").read_only();
    /// let quotas: BTreeMap<String, BTreeMap<String, u64>> = client.untyped(&request).await?.deserialize()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the body is not JSON or does not fit the type. The message has the path to the place
    /// (`Backups.Backup[3].BackupSize`), and never the value.
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T> {
        from_json(&self.json()?).map_err(|error| error.with_response(self))
    }
}

/// Reads JSON into any type.
pub(crate) fn from_json<T: DeserializeOwned>(json: &Json) -> Result<T> {
    T::deserialize(Node { value: json, path: &Path::Root }).map_err(|misfit| {
        let place = misfit.place.filter(|place| !place.is_empty());
        let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
        Error::new(ErrorKind::Decode, format!("the body does not fit: {place}{}", misfit.message))
    })
}

/// The place of a value.
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Entry(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(name),
            Self::Member(outer, name) => write!(f, "{outer}.{name}"),
            Self::Entry(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}

/// Why a value does not fit, without the value.
#[derive(Debug)]
struct Misfit {
    message: String,
    place: Option<String>,
}

impl Misfit {
    fn new(message: String) -> Self {
        Self { message, place: None }
    }

    /// Adds the path; the innermost one counts.
    fn at(mut self, path: &Path<'_>) -> Self {
        self.place.get_or_insert_with(|| path.to_string());
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    /// The message of the type is dropped: it usually quotes the value.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("the type refuses the value".to_owned())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found {}", kind(&found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found another value, {}", kind(&found)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found {length} entries"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("expected one of {}, found another text", expected.join(", ")))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::new(format!("the type has no member `{field}`"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the member `{field}` is missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("the member `{field}` stands there twice"))
    }
}

fn kind(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) => "text",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "a list",
        Unexpected::Map => "an object",
        _ => "something else",
    }
}

/// A value and its path.
#[derive(Clone, Copy)]
struct Node<'a> {
    value: &'a Json,
    path: &'a Path<'a>,
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let read = match self.value {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (_, _, Some(value)) => visitor.visit_f64(value),
                _ => visitor.visit_str(&number.to_string()),
            },
            Json::String(text) => visitor.visit_str(text),
            Json::Array(values) => {
                visitor.visit_seq(Entries { values: values.iter().enumerate(), path: self.path })
            }
            Json::Object(members) => {
                visitor.visit_map(Members { members: members.iter(), value: None, path: self.path })
            }
        };
        read.map_err(|misfit| misfit.at(self.path))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
        .map_err(|misfit| misfit.at(self.path))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self).map_err(|misfit| misfit.at(self.path))
    }

    /// A variant is its name, or an object of one member with its content.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let variant = match self.value {
            Json::String(name) => Some(Variant { name, content: None }),
            Json::Object(members) if members.len() == 1 => {
                let member = members.iter().next();
                member.map(|(name, value)| Variant { name, content: Some(Node { value, ..self }) })
            }
            _ => None,
        };
        match variant {
            Some(variant) => visitor.visit_enum(variant),
            None => self.deserialize_any(visitor),
        }
        .map_err(|misfit| misfit.at(self.path))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Entries<'a, I> {
    values: I,
    path: &'a Path<'a>,
}

impl<'de, 'a, I: ExactSizeIterator<Item = (usize, &'a Json)>> SeqAccess<'de> for Entries<'a, I> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some((index, value)) = self.values.next() else {
            return Ok(None);
        };
        seed.deserialize(Node { value, path: &Path::Entry(self.path, index) }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

struct Members<'a, I> {
    members: I,
    value: Option<(&'a str, &'a Json)>,
    path: &'a Path<'a>,
}

impl<'de, 'a, I: Iterator<Item = (&'a String, &'a Json)>> MapAccess<'de> for Members<'a, I> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some((name, value));
        let name: StrDeserializer<'_, Misfit> = name.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let (name, value) = self.value.take().ok_or_else(|| Misfit::custom(""))?;
        seed.deserialize(Node { value, path: &Path::Member(self.path, name) })
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Option<Node<'a>>,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Misfit;
    type Variant = Content<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content<'a>), Misfit> {
        let name: StrDeserializer<'_, Misfit> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Content(self.content)))
    }
}

/// The content of a variant.
struct Content<'a>(Option<Node<'a>>);

impl Content<'_> {
    fn node(&self) -> Result<Node<'_>, Misfit> {
        self.0.ok_or_else(|| Misfit::new("the variant has no content".to_owned()))
    }
}

impl<'de> VariantAccess<'de> for Content<'_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.0 {
            None => Ok(()),
            Some(content) => serde::Deserialize::deserialize(content),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self.node()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.node()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.node()?.deserialize_any(visitor)
    }
}
