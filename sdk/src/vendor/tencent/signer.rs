//! TC3-HMAC-SHA256.
//!
//! Source: <https://www.tencentcloud.com/document/product/213/33224>. The key is derived in three steps
//! from the date and the service; only the headers named in the signature are covered.

use std::fmt::{self, Write};

use http::{HeaderMap, Method};

use crate::runtime::signing::{canonical_headers, header_value, hex, hmac_sha256, sha256_hex};

/// The two headers that must be signed, in the order in which they are.
pub const SIGNED_HEADERS: [&str; 2] = ["content-type", "host"];

/// The text in place of the body's hash if the body is not signed.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

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
        let payload = match header_value(self.headers, "x-tc-content-sha256").as_str() {
            UNSIGNED_PAYLOAD => sha256_hex(UNSIGNED_PAYLOAD.as_bytes()),
            _ => sha256_hex(self.body),
        };
        format!(
            "{}\n{}\n{}\n{}\n{}\n{payload}",
            self.method,
            self.path,
            self.query,
            canonical_headers(self.headers, self.host, self.signed_headers),
            self.signed_headers.join(";"),
        )
    }
}

/// Day and service that a key is derived for: `2019-02-25/cvm/tc3_request`.
pub fn scope(date: &str, service: &str) -> String {
    format!("{date}/{service}/tc3_request")
}

/// The string to sign.
pub fn string_to_sign(timestamp: i64, scope: &str, canonical_request: &str) -> String {
    format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The key of one day and service.
pub fn derived_key(secret: &str, date: &str, service: &str) -> [u8; 32] {
    let day = hmac_sha256(format!("TC3{secret}").as_bytes(), date.as_bytes());
    let service = hmac_sha256(&day, service.as_bytes());
    hmac_sha256(&service, b"tc3_request")
}

/// The value of `Authorization`.
pub fn authorization(
    access_key_id: &str,
    scope: &str,
    signed_headers: &[&str],
    key: &[u8],
    to_sign: &str,
) -> String {
    let mut text = format!("TC3-HMAC-SHA256 Credential={access_key_id}/{scope}, ");
    let signature = hex(&hmac_sha256(key, to_sign.as_bytes()));
    // Writing into a string does not fail.
    let _ = write!(text, "SignedHeaders={}, Signature={signature}", signed_headers.join(";"));
    text
}
