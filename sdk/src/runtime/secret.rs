//! Text that is never shown.

use std::fmt;

use zeroize::Zeroize;

/// A key, a token, a password or a download link.
///
/// `Debug` shows that it is there and nothing else, there is no `Display`, and the text is wiped from
/// memory when the value is dropped. [`expose`](Self::expose) is the one way to read it.
///
/// ```
/// use clouddb::Secret;
///
/// let link = Secret::from("https://bucket.example/backup?sign=fake");
/// assert_eq!(format!("{link:?}"), "Secret(***)");
/// assert!(link.expose().starts_with("https://"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// The text itself. Whoever holds it can use it: do not log it.
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
        f.write_str(if self.0.is_empty() { "Secret()" } else { "Secret(***)" })
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
