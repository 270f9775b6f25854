//! ACS3-HMAC-SHA256.
//!
//! Source: <https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature>. The secret
//! is the signing key; it depends on neither date nor service.

use std::fmt;

use http::{HeaderMap, Method};

use crate::runtime::percent;
use crate::runtime::signing::{canonical_headers, hex, hmac_sha256, sha256_hex};

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
    /// SHA-256 of the body in hexadecimal digits, as in `x-acs-content-sha256`.
    pub payload_hash: &'a str,
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
        format!(
            "{}\n{}\n{}\n{}\n{}\n{}",
            self.method,
            self.path,
            canonical_query(self.query),
            canonical_headers(self.headers, self.host, self.signed_headers),
            self.signed_headers.join(";"),
            self.payload_hash,
        )
    }
}

/// The query sorted by name, spaces as `%20` although the URL may carry them as `+`.
fn canonical_query(query: &str) -> String {
    let mut pairs = percent::split(query);
    pairs.sort();
    percent::join(&pairs, percent::encode)
}

/// The headers that must be signed: `host`, `content-type` if there is one, and all of the vendor's own. Others are
/// left out, because a proxy may change them.
pub fn signed_headers(headers: &HeaderMap) -> Vec<&str> {
    let own = headers.keys().map(http::HeaderName::as_str);
    let mut names: Vec<&str> =
        own.filter(|name| name.starts_with("x-acs-") || *name == "content-type").collect();
    names.push("host");
    names.sort_unstable();
    names
}

/// The string to sign.
pub fn string_to_sign(canonical_request: &str) -> String {
    format!("ACS3-HMAC-SHA256\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The value of `Authorization`.
pub fn authorization(access_key_id: &str, secret: &str, signed_headers: &[&str], to_sign: &str) -> String {
    let signature = hex(&hmac_sha256(secret.as_bytes(), to_sign.as_bytes()));
    let names = signed_headers.join(";");
    format!("ACS3-HMAC-SHA256 Credential={access_key_id},SignedHeaders={names},Signature={signature}")
}
