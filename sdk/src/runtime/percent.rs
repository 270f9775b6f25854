//! Percent-encoding as the three signatures require it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but `A-Z a-z 0-9 - _ . ~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes the UTF-8 bytes of `text` except for unreserved characters, with upper-case hexadecimal digits.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Percent-encodes `text` with `+` for a space, as forms do.
pub fn encode_form(text: &str) -> String {
    encode(text).replace("%20", "+")
}

/// One byte, escaped.
pub(crate) fn encode_byte(byte: u8) -> &'static str {
    percent_encoding::percent_encode_byte(byte)
}

/// Pairs as `name=value&name=value` in their order; an empty value keeps its `=`.
pub fn join(pairs: &[(String, String)], encode: fn(&str) -> String) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

/// The pairs of a query as in a URL. Bytes that are not UTF-8 are replaced.
pub fn split(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}
