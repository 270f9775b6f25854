//! Text that is never shown.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroize;

use super::encode::Written;
use super::table::Kind;
use super::value::Value;

/// The text that is serialized in place of a secret.
pub(crate) const MASK: &str = "***";

/// A key, a token, a password or a download link.
///
/// `Debug` and `Serialize` show only that it is present, there is no `Display`, and the text is wiped from memory when
/// the value is dropped. [`expose`](Self::expose) returns the text, and [`WithSecrets`] serializes values with their
/// secrets.
///
/// `Deserialize` refuses the mask that `Serialize` writes.
///
/// ```
/// use clouddb::Secret;
///
/// let link = Secret::from("https://bucket.example/backup?sign=fake");
/// assert_eq!(format!("{link:?}"), "Secret(***)");
/// assert_eq!(serde_json::to_string(&link)?, r#""***""#);
/// assert!(link.expose().starts_with("https://"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// No text.
    pub(crate) const EMPTY: Self = Self(String::new());

    /// The text itself. Do not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn text_mut(&mut self) -> &mut String {
        &mut self.0
    }
}

/// The text that is shown in place of a secret.
pub(crate) fn shown(secret: &str) -> &'static str {
    if secret.is_empty() { "" } else { MASK }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", shown(&self.0))
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(shown(&self.0))
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let secret = String::deserialize(deserializer).map(Self)?;
        if secret.0 == MASK { Err(D::Error::custom(format_args!("the value {Masked}"))) } else { Ok(secret) }
    }
}

/// The error that a secret is the mask.
#[derive(Clone, Copy)]
pub(crate) struct Masked;

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "is `{MASK}`, the mask of a secret; serialize with `clouddb::WithSecrets` to keep secrets")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Serializes a value with its secrets in clear text.
///
/// Without it, a request, a response or a [`Secret`] is serialized with `***` in place of each key, password and link,
/// and that text cannot be deserialized. This wrapper is for programs that store or forward the secrets: treat its
/// output as a secret.
///
#[cfg_attr(feature = "full", doc = "```")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// use clouddb::WithSecrets;
/// use clouddb::tencent::redis::DescribeBackupUrlResponse;
///
/// let text = r#"{"BackupInfos":[{"FileName":"1.rdb","DownloadUrl":"https://bucket.example/1.rdb?sign=fake"}]}"#;
/// let response: DescribeBackupUrlResponse = serde_json::from_str(text)?;
/// assert!(!serde_json::to_string(&response)?.contains("sign=fake"));
/// assert_eq!(serde_json::to_string(&WithSecrets(&response))?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct WithSecrets<'a, T: ?Sized>(pub &'a T);

impl<T: Value + ?Sized> Serialize for WithSecrets<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A record has the kinds of its fields; any other value needs no kind.
        Written { view: self.0.view(), kind: &Kind::Any }.serialize(serializer)
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for WithSecrets<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithSecrets").field(&self.0).finish()
    }
}
