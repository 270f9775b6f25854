//! Envelopes of responses: the members besides the data, and the form of errors. Each vendor has a table of them.

use serde_json::Value as Json;

use super::decode::lenient_object;
use super::protocol::Failure;
use super::response::RawResponse;
use super::table::Field;

type Members = serde_json::Map<String, Json>;

/// A vendor's envelope: the names of members that do not belong to an operation.
///
/// Each list is in order of preference.
#[derive(Debug)]
pub struct Envelope {
    /// The member of the body that holds the envelope's members and the data; `None` when it is the body itself.
    pub root: Option<&'static str>,
    /// Members that hold an error, or a list of errors; `None` when the code is in the envelope itself.
    pub errors: &'static [Option<&'static str>],
    /// Members of an error with its code.
    pub codes: &'static [&'static str],
    /// Members of an error with its message.
    pub messages: &'static [&'static str],
    /// Booleans that say whether the call succeeded, whatever the code is.
    pub flags: &'static [&'static str],
    /// Codes of successful calls, in any case. An empty code, or null, means success as well.
    pub good_codes: &'static [&'static str],
    /// Members with the vendor's id of the call.
    pub request_ids: &'static [&'static str],
}

impl Envelope {
    /// Whether the member of this name says that the call failed or succeeded.
    pub(crate) fn is_signal(&self, name: &str) -> bool {
        let is_error = |place: &Option<&str>| match place {
            Some(place) => *place == name,
            None => self.codes.contains(&name),
        };
        self.flags.contains(&name) || self.errors.iter().any(is_error)
    }

    /// The error that a response reports, if any. If the HTTP status is a success, members that are among `fields` are
    /// data, unless a flag says that the call failed.
    pub(crate) fn failure(&self, response: &RawResponse, fields: &[Field]) -> Option<Failure> {
        let body = lenient_object(response.body())?;
        let envelope = self.enveloped(&body);
        let is_success = (200..300).contains(&response.status());
        let failure = if is_success { self.contradiction(envelope, fields) } else { self.error(envelope) }?;
        let request_id = failure.request_id.or_else(|| self.id_in(envelope)).or_else(|| self.id_in(&body));
        Some(Failure {
            code: shortened(failure.code),
            message: shortened(failure.message),
            request_id: request_id.map(shortened),
        })
    }

    /// The vendor's request id, if the body has it.
    pub(crate) fn request_id(&self, response: &RawResponse) -> Option<String> {
        let body = lenient_object(response.body())?;
        self.id_in(self.enveloped(&body)).or_else(|| self.id_in(&body))
    }

    fn enveloped<'b>(&self, body: &'b Members) -> &'b Members {
        self.root.and_then(|root| body.get(root)?.as_object()).unwrap_or(body)
    }

    /// The error in a response whose HTTP status says success.
    fn contradiction(&self, envelope: &Members, fields: &[Field]) -> Option<Failure> {
        let is_data = |name: &str| fields.iter().any(|field| field.name == name);
        let is_good = |code: &str| self.good_codes.iter().any(|good| good.eq_ignore_ascii_case(code));
        match self.flags.iter().find_map(|name| Some((*name, truth(envelope.get(*name)?)?))) {
            Some((_, true)) => None,
            Some((flag, false)) => {
                let uncoded = || Failure {
                    message: first_text(envelope, self.messages).unwrap_or_default(),
                    ..Failure::default()
                };
                let coded = self.errors_in(envelope).next().map(|(_, failure)| failure);
                coded.or_else(|| (!is_data(flag)).then(uncoded))
            }
            None => {
                let mut errors = self.errors_in(envelope);
                errors
                    .find(|(name, failure)| !is_data(name) && !is_good(&failure.code))
                    .map(|(_, failure)| failure)
            }
        }
    }

    /// The error in a response whose HTTP status says failure. Gateways wrap it in members of their own.
    fn error(&self, envelope: &Members) -> Option<Failure> {
        let named = self.errors_in(envelope).map(|(_, failure)| failure);
        let anywhere = self.coded(envelope).map(|(_, failure)| failure).into_iter();
        let below = envelope.values().filter_map(|value| self.nested(value));
        named.chain(anywhere).chain(below).find(|failure| !failure.code.is_empty())
    }

    /// The errors in the vendor's own members, each with the name of its member.
    fn errors_in<'m>(&'m self, envelope: &'m Members) -> impl Iterator<Item = (&'static str, Failure)> {
        self.errors.iter().filter_map(|place| match place {
            Some(name) => Some((*name, self.nested(envelope.get(*name)?)?)),
            None => self.coded(envelope),
        })
    }

    /// An error in a member of its own: an object, the first of a list, or a message alone.
    fn nested(&self, value: &Json) -> Option<Failure> {
        match value {
            Json::Array(values) => values.iter().find_map(|value| self.nested(value)),
            Json::Object(members) => {
                let message = || first_text(members, self.messages);
                let uncoded = || Some(Failure { message: message()?, ..Failure::default() });
                let failure = self.coded(members).map(|(_, failure)| failure).or_else(uncoded)?;
                Some(Failure { request_id: self.id_in(members), ..failure })
            }
            Json::String(message) if !message.trim().is_empty() => {
                Some(Failure { message: message.clone(), ..Failure::default() })
            }
            _ => None,
        }
    }

    /// The error whose code is one of `members`, and the code's name.
    fn coded(&self, members: &Members) -> Option<(&'static str, Failure)> {
        let (name, code) = self.codes.iter().find_map(|name| Some((*name, text(members.get(*name)?)?)))?;
        let message = first_text(members, self.messages).unwrap_or_default();
        Some((name, Failure { code, message, request_id: None }))
    }

    fn id_in(&self, members: &Members) -> Option<String> {
        first_text(members, self.request_ids)
    }
}

/// Shortens a text for an error message. Messages are for people and are searched for secrets, so they stay short; the
/// response has the whole text.
fn shortened(mut text: String) -> String {
    const MAX_TEXT_BYTES: usize = 8 << 10;
    if text.len() > MAX_TEXT_BYTES {
        let end = (0..=MAX_TEXT_BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

fn first_text(members: &Members, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(members.get(*name)?))
}

/// A scalar as text; `None` when it is empty or no scalar.
pub(crate) fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn truth(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(value) => Some(*value),
        Json::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Json::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::HeaderMap;

    use super::*;
    use crate::runtime::table::Kind;

    static FLAT: Envelope = Envelope {
        root: None,
        errors: &[None, Some("problem")],
        codes: &["code"],
        messages: &["message"],
        flags: &["success"],
        good_codes: &["fine"],
        request_ids: &["id"],
    };

    fn code(status: u16, body: &'static str, fields: &[Field]) -> Option<String> {
        let response = RawResponse::new(status, HeaderMap::new(), Bytes::from_static(body.as_bytes()));
        FLAT.failure(&response, fields).map(|failure| failure.code)
    }

    #[test]
    fn a_field_of_the_operation_is_data() {
        let fields = [
            Field::with_kind("code", Kind::Text),
            Field::with_kind("problem", Kind::Any),
            Field::with_kind("success", Kind::Bool),
        ];
        for (body, without_fields) in [
            (r#"{"code":"mongo.large","message":"m"}"#, Some("mongo.large")),
            (r#"{"problem":{"code":"P1"}}"#, Some("P1")),
            (r#"{"success":false}"#, Some("")),
            (r#"{"code":"FINE"}"#, None),
            (r#"{"code":"E1","success":true}"#, None),
        ] {
            assert_eq!(code(200, body, &[]).as_deref(), without_fields, "{body}");
            assert_eq!(code(200, body, &fields), None, "{body}");
        }
        // The flag says that the call failed, whatever its other members mean.
        assert_eq!(code(200, r#"{"code":"E1","success":false}"#, &fields).as_deref(), Some("E1"));
        assert_eq!(code(400, r#"{"code":"E1"}"#, &fields).as_deref(), Some("E1"));
    }

    #[test]
    fn signals_are_the_names_of_the_envelope() {
        for (name, is_signal) in
            [("code", true), ("problem", true), ("success", true), ("message", false), ("id", false)]
        {
            assert_eq!(FLAT.is_signal(name), is_signal, "{name}");
        }
    }
}
