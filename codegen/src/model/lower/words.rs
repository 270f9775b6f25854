//! The words of the specs as the model's enums.

use crate::model::{Access, ErrorClass, HttpMethod, Protocol, Site};

pub(super) fn protocol(word: &str) -> Option<Protocol> {
    Some(match word {
        "tc3-json" => Protocol::Tc3Json,
        "acs3-rpc" => Protocol::Acs3Rpc,
        "sdk-rest" => Protocol::SdkRest,
        _ => return None,
    })
}

pub(super) fn access(word: &str) -> Option<Access> {
    Some(match word {
        "read" => Access::Read,
        "write" => Access::Write,
        _ => return None,
    })
}

pub(super) fn site(word: &str) -> Option<Site> {
    Some(match word {
        "mainland" => Site::Mainland,
        "international" => Site::International,
        _ => return None,
    })
}

pub(super) fn http_method(word: &str) -> Option<HttpMethod> {
    Some(match word {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        "PATCH" => HttpMethod::Patch,
        _ => return None,
    })
}

pub(super) fn error_class(word: &str) -> Option<ErrorClass> {
    Some(match word {
        "throttling" => ErrorClass::Throttling,
        "clock_skew" => ErrorClass::ClockSkew,
        "replay" => ErrorClass::Replay,
        "authentication" => ErrorClass::Authentication,
        "permission" => ErrorClass::Permission,
        "not_found" => ErrorClass::NotFound,
        "invalid_request" => ErrorClass::InvalidRequest,
        "conflict" => ErrorClass::Conflict,
        "quota" => ErrorClass::Quota,
        "unsupported" => ErrorClass::Unsupported,
        "unavailable" => ErrorClass::Unavailable,
        "internal" => ErrorClass::Internal,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
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
        known(&grammar::PROVIDER, "protocol", &|word| super::protocol(word).is_some());
        known(&grammar::OPERATION, "access", &|word| super::access(word).is_some());
        known(&grammar::OPERATION, "sites", &|word| super::site(word).is_some());
        known(&grammar::OPERATION, "method", &|word| super::http_method(word).is_some());
        known(&grammar::ERROR_CODE, "class", &|word| super::error_class(word).is_some());
        for key in grammar::SITE_HOSTS.keys {
            assert!(super::site(key.name).is_some());
        }
    }
}
