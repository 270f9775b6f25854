//! The keywords of specs for the enums of the model.

use super::{Access, DateTimeFormat, ErrorClass, HttpMethod, Place, Site};

/// Implements the conversion between variants and keywords.
macro_rules! words {
    ($($name:ident { $($variant:ident = $word:literal,)* })*) => {$(
        impl $name {
            /// The keyword in specs.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Parses a keyword of specs.
            pub(crate) fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

words! {
    Access {
        Read = "read",
        Write = "write",
    }
    Site {
        Mainland = "mainland",
        International = "international",
    }
    HttpMethod {
        Get = "GET",
        Post = "POST",
        Put = "PUT",
        Delete = "DELETE",
        Patch = "PATCH",
    }
    Place {
        Path = "path",
        Query = "query",
        Header = "header",
        Body = "body",
    }
    ErrorClass {
        Throttling = "throttling",
        ClockSkew = "clock_skew",
        Replay = "replay",
        Authentication = "authentication",
        Permission = "permission",
        NotFound = "not_found",
        InvalidRequest = "invalid_request",
        Conflict = "conflict",
        Quota = "quota",
        Unsupported = "unsupported",
        Unavailable = "unavailable",
        Internal = "internal",
    }
}

impl DateTimeFormat {
    /// The keyword in specs; none for a pattern.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Self::Pattern { .. } => None,
            Self::UnixSeconds => Some("unix"),
            Self::UnixMillis => Some("unix_ms"),
            Self::UnixSecondsText => Some("unix_text"),
            Self::UnixMillisText => Some("unix_ms_text"),
        }
    }

    /// Parses a keyword of specs.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        let formats = [Self::UnixSeconds, Self::UnixMillis, Self::UnixSecondsText, Self::UnixMillisText];
        formats.into_iter().find(|format| format.word() == Some(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Access, ErrorClass, HttpMethod, Place, Site};
    use crate::spec::grammar::{self, Form, Object};

    /// A keyword that the grammar accepts and the model does not know would silently be ignored.
    #[test]
    fn every_keyword_of_the_grammar_is_known() {
        let known = |object: &Object, key: &str, know: &dyn Fn(&str) -> bool| {
            let key = object.keys.iter().find(|candidate| candidate.name == key).unwrap();
            let words: &[&str] = match &key.form {
                Form::Choice(words) | Form::List(Form::Choice(words)) => words,
                _ => panic!("{} is not a choice", key.name),
            };
            for word in words {
                assert!(know(word), "{word}");
            }
        };
        known(&grammar::OPERATION, "access", &|word| Access::from_word(word).is_some());
        known(&grammar::OPERATION, "sites", &|word| Site::from_word(word).is_some());
        known(&grammar::OPERATION, "method", &|word| HttpMethod::from_word(word).is_some());
        known(&grammar::FIELD, "in", &|word| Place::from_word(word).is_some());
        known(&grammar::ERROR_CODE, "class", &|word| ErrorClass::from_word(word).is_some());
        for key in grammar::SITE_HOSTS.keys {
            assert!(Site::from_word(key.name).is_some());
        }
    }
}
