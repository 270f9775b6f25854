//! SDK-HMAC-SHA256.
//!
//! Source: <https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html>. The secret is the signing
//! key; the date is part of the signed text.

use std::fmt;

use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;

use crate::runtime::percent;
use crate::runtime::signing::{canonical_headers, header_value, hex, hmac_sha256, sha256_hex};

/// The signed parts of a request.
pub struct ToSign<'a> {
    /// HTTP method.
    pub method: &'a Method,
    /// As in the URL.
    pub path: &'a str,
    /// As in the URL, without `?`.
    pub query: &'a str,
    /// The headers, without `host`.
    pub headers: &'a HeaderMap,
    /// Host, with its port if it is not the default one.
    pub host: &'a str,
    /// Names of the headers to cover, in lower case, in their order.
    pub signed_headers: &'a [&'a str],
    /// The body as it is sent.
    pub body: &'a [u8],
}

/// Without the query, the headers and the body, which can hold secrets.
impl fmt::Debug for ToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, host, path, .. } = self;
        f.debug_struct("ToSign")
            .field("method", method)
            .field("host", host)
            .field("path", path)
            .finish_non_exhaustive()
    }
}

impl ToSign<'_> {
    /// The canonical request, which both sides hash.
    pub fn canonical_request(&self) -> String {
        let stated = header_value(self.headers, "x-sdk-content-sha256");
        let payload = match (self.body.is_empty(), stated.is_empty()) {
            (false, false) => stated,
            _ => sha256_hex(self.body),
        };
        format!(
            "{}\n{}\n{}\n{}\n{}\n{payload}",
            self.method,
            canonical_path(self.path),
            canonical_query(self.query),
            canonical_headers(self.headers, self.host, self.signed_headers),
            self.signed_headers.join(";"),
        )
    }
}

/// The path decoded once and encoded segment by segment, so that an escaped slash becomes a plain one. It always ends
/// in a slash, which is not in the URL.
fn canonical_path(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let pieces: Vec<String> = decoded.split('/').map(percent::encode).collect();
    let mut canonical = pieces.join("/");
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// The query sorted by decoded name and value.
pub fn canonical_query(query: &str) -> String {
    let mut pairs = percent::split(query);
    pairs.sort();
    percent::join(&pairs, percent::encode)
}

/// The headers that are signed: all except names with an underscore, which gateways drop, and the header of the
/// signature itself.
pub fn signed_headers(headers: &HeaderMap) -> Vec<&str> {
    let signed = |name: &&str| !name.contains('_') && *name != "authorization";
    let mut names: Vec<&str> = headers.keys().map(http::HeaderName::as_str).filter(signed).collect();
    names.push("host");
    names.sort_unstable();
    names
}

/// The string to sign.
pub fn string_to_sign(date: &str, canonical_request: &str) -> String {
    format!("SDK-HMAC-SHA256\n{date}\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The value of `Authorization`.
pub fn authorization(access_key_id: &str, secret: &str, signed_headers: &[&str], to_sign: &str) -> String {
    let signature = hex(&hmac_sha256(secret.as_bytes(), to_sign.as_bytes()));
    let names = signed_headers.join(";");
    format!("SDK-HMAC-SHA256 Access={access_key_id}, SignedHeaders={names}, Signature={signature}")
}
