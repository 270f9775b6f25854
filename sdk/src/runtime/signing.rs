//! Functions that the three signatures share.

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256_hex(data: &[u8]) -> String {
    hex(&Sha256::digest(data))
}

/// HMAC-SHA256.
pub fn hmac_sha256(key: &[u8], data: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(data).finalize().into_bytes().into()
}

/// Whether `signature`, in hexadecimal digits, is the HMAC-SHA256 of `data`. The comparison takes constant time.
#[cfg(feature = "mock")]
pub fn verify_hmac_sha256(key: &[u8], data: &[u8], signature: &str) -> bool {
    let pairs = signature.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes.is_some_and(|bytes| keyed(key).chain_update(data).verify_slice(&bytes).is_ok())
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // HMAC accepts keys of every length; the error is for other algorithms.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The value of header `name` as it is signed: its UTF-8 text without spaces at the ends, several values joined by
/// commas; empty if it is absent.
pub fn header_value(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter();
    let values: Vec<String> =
        values.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).collect();
    values.join(",")
}

/// `name:value` lines for `names`, each ended by a line feed. `host` is a parameter of its own, because HTTP libraries
/// take it from the URL.
pub fn canonical_headers(headers: &HeaderMap, host: &str, names: &[&str]) -> String {
    let line = |name: &&str| match *name {
        "host" => format!("host:{host}\n"),
        name => format!("{name}:{}\n", header_value(headers, name)),
    };
    names.iter().map(line).collect()
}
