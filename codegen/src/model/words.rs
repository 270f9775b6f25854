//! The words by which specs call what the model has enums for, each in one place.

use super::{Access, DateTimeFormat, ErrorClass, HttpMethod, Place, Site};

/// Gives an enum the words for its variants.
macro_rules! words {
    ($($of:ident { $($variant:ident = $word:literal,)* })*) => {$(
        impl $of {
            /// The word in specs.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// What a word in specs says.
            pub(crate) fn of_word(word: &str) -> Option<Self> {
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
    /// The word in specs; none for a pattern, which is written itself.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Self::Pattern { .. } => None,
            Self::UnixSeconds => Some("unix"),
            Self::UnixMillis => Some("unix_ms"),
            Self::UnixSecondsText => Some("unix_text"),
            Self::UnixMillisText => Some("unix_ms_text"),
        }
    }

    /// What a word in specs says.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let formats = [Self::UnixSeconds, Self::UnixMillis, Self::UnixSecondsText, Self::UnixMillisText];
        formats.into_iter().find(|format| format.word() == Some(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Access, ErrorClass, HttpMethod, Place, Site};
    use crate::spec::grammar::{self, Form, Object};

    /// A word that the grammar admits and the model does not know would silently be passed over.
    #[test]
    fn every_word_of_the_grammar_is_known() {
        let known = |object: &Object, key: &str, know: &dyn Fn(&str) -> bool| {
            let key = object.keys.iter().find(|candidate| candidate.name == key).unwrap();
            let words: &[&str] = match &key.form {
                Form::Choice(words) | Form::List(Form::Choice(words)) => words,
                _ => panic!("{} is no choice", key.name),
            };
            for word in words {
                assert!(know(word), "{word}");
            }
        };
        known(&grammar::OPERATION, "access", &|word| Access::of_word(word).is_some());
        known(&grammar::OPERATION, "sites", &|word| Site::of_word(word).is_some());
        known(&grammar::OPERATION, "method", &|word| HttpMethod::of_word(word).is_some());
        known(&grammar::FIELD, "in", &|word| Place::of_word(word).is_some());
        known(&grammar::ERROR_CODE, "class", &|word| ErrorClass::of_word(word).is_some());
        for key in grammar::SITE_HOSTS.keys {
            assert!(Site::of_word(key.name).is_some());
        }
    }
}
