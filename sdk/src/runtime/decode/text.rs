//! Makes text for a JSON parser of the bytes of a body.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::runtime::error::{Error, ErrorKind, Result};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The replacement of half a surrogate pair, as long as the escape that it replaces.
const REPLACEMENT: &str = "\\ufffd";

/// The text of a body, without a byte order mark. Bytes that are not UTF-8 are an error: replacing them would change
/// the data.
pub(super) fn from_body(body: &[u8]) -> Result<&str> {
    let text = std::str::from_utf8(body).map_err(|e| {
        Error::new(ErrorKind::Decode, format!("the body is not UTF-8 from byte {} on", e.valid_up_to()))
    })?;
    Ok(without_mark(text))
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// Whether the text is blank.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// The text of JSON with the replacement character for each half of a surrogate pair (`\ud83d`), which a string cannot
/// hold.
pub(super) fn repaired(text: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| rest.iter().position(|b| *b == b'\\')) {
        let escape = at + found;
        at = match (escaped_unit(text, escape), escaped_unit(text, escape + REPLACEMENT.len())) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => escape + 2 * REPLACEMENT.len(),
            (Some(0xd800..=0xdfff), _) => {
                repaired.push_str(text.get(copied..escape).unwrap_or_default());
                repaired.push_str(REPLACEMENT);
                copied = escape + REPLACEMENT.len();
                copied
            }
            // The escaped character may be a backslash itself.
            _ => escape + 2,
        };
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(repaired)
}

/// The UTF-16 unit that an escape (`\u0041`) at byte `at` stands for.
fn escaped_unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + REPLACEMENT.len())?.strip_prefix("\\u")?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    are_digits.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

/// The JSON object at the start of an error's body, read as leniently as possible: none of it becomes data, and its
/// code matters more than an exact message.
pub(crate) fn lenient_object(body: &[u8]) -> Option<serde_json::Map<String, Json>> {
    let readings: [fn(&[u8]) -> String; 2] =
        [|body| String::from_utf8_lossy(body).into_owned(), without_double_bytes];
    readings.into_iter().find_map(|read| {
        // Some messages contain unescaped control characters, and some bodies end in NULs.
        let text = read(body).replace(|c: char| c.is_ascii_control(), " ");
        let text = repaired(without_mark(&text));
        // Text after the object is ignored.
        match Json::deserialize(&mut serde_json::Deserializer::from_str(&text)) {
            Ok(Json::Object(members)) => Some(members),
            _ => None,
        }
    })
}

/// Text in GBK with the replacement character for each of its characters of two bytes. The second byte may be a
/// backslash, which would escape the next character.
fn without_double_bytes(body: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = body.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte.is_ascii() {
            text.push(char::from(byte));
        } else {
            text.push(char::REPLACEMENT_CHARACTER);
            rest.next_if(|second| matches!(second, 0x40..=0x7e | 0x80..=0xfe));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_surrogate_pairs_are_replaced() {
        for (text, expected) in [
            (r#""plain""#, r#""plain""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""a\uDE00b""#, r#""a\ufffdb""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ud83dA""#, r#""\ufffdA""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
            (r#""\ud8é""#, r#""\ud8é""#),
            (r#""\é\ud83d"#, r#""\é\ufffd"#),
            ("\\", "\\"),
        ] {
            assert_eq!(repaired(text), expected);
        }
    }

    #[test]
    fn errors_are_read_in_any_encoding() {
        for body in [
            &b"{\"Code\":\"A\",\"Message\":\"\xc7\xeb\"}"[..],
            // The second byte of this character is a backslash.
            b"{\"Code\":\"A\",\"Message\":\"\xd5\x5c\"}",
            b"{\"Code\":\"A\",\"Message\":\"caf\xe9\"}",
            b"\xef\xbb\xbf{\"Code\":\"A\",\"Message\":\"\"}",
            b"{\"Code\":\"A\",\"Message\":\"a\nb\"}\0\0",
            b"{\"Code\":\"A\",\"Message\":\"\\ud83d\"} trailing",
        ] {
            let object = lenient_object(body).unwrap();
            assert_eq!(object["Code"], "A", "{}", String::from_utf8_lossy(body));
            assert!(object["Message"].is_string());
        }
        for body in [&b""[..], b"<html>", b"[{\"Code\":\"A\"}]", b"\"A\"", b"{\"Code\":\"A\""] {
            assert!(lenient_object(body).is_none());
        }
    }
}
