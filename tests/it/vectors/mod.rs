//! Signatures made by the vendors' own SDKs, checked byte for byte.
//!
//! Each vector is used twice. Our signer, over the vector's own headers and body, must come to the same
//! canonical request, string to sign and signature; and our client, from the vector's input, must build the
//! same URL, the same body (as JSON) and the same headers, but for those that only name the program.
//!
//! `CLOUDDB_VECTORS=DIR` adds the `*.json` files of a folder.

mod alibaba;
mod build;
mod huawei;
mod tencent;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde_json::Value as Json;

use crate::support;

/// What a signer makes of a request.
struct Signed {
    canonical_request: String,
    string_to_sign: String,
    authorization: String,
}

/// A vector's request as the vendor's SDK sent it.
struct Sent {
    method: Method,
    uri: Uri,
    /// Without `host`.
    headers: HeaderMap,
    host: String,
    body: Bytes,
    signed_headers: Vec<String>,
}

impl Sent {
    fn of(vector: &Json) -> Self {
        let mut headers = HeaderMap::new();
        let mut host = String::new();
        for (name, value) in vector["headers"].as_object().unwrap() {
            let value = value.as_str().unwrap();
            match name.to_ascii_lowercase().as_str() {
                "host" => host = value.to_owned(),
                "authorization" => {}
                name => {
                    headers.append(
                        HeaderName::try_from(name).unwrap(),
                        HeaderValue::from_bytes(value.as_bytes()).unwrap(),
                    );
                }
            }
        }
        Self {
            method: vector["method"].as_str().unwrap().parse().unwrap(),
            uri: vector["url"].as_str().unwrap().parse().unwrap(),
            headers,
            host,
            body: body(vector),
            signed_headers: texts(&vector["signed_headers"]),
        }
    }

    fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    fn signed_headers(&self) -> Vec<&str> {
        self.signed_headers.iter().map(String::as_str).collect()
    }

    fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }
}

fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::Array(values) => values.iter().map(|value| value.as_str().unwrap().to_owned()).collect(),
        Json::String(text) => text.split(';').map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

pub fn body(vector: &Json) -> Bytes {
    match (&vector["body"], &vector["body_b64"]) {
        (Json::String(text), _) => text.clone().into(),
        (_, Json::String(coded)) => decoded(coded),
        (_, _) => Bytes::new(),
    }
}

fn decoded(coded: &str) -> Bytes {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(coded).unwrap().into()
}

fn key(vector: &Json) -> (&str, &str) {
    let credentials = &vector["input"]["credentials"];
    (credentials["access_key_id"].as_str().unwrap(), credentials["access_key_secret"].as_str().unwrap())
}

fn compare(what: &str, ours: &str, theirs: &str, faults: &mut Vec<String>) {
    if ours != theirs {
        faults.push(format!("{what}\n     ours: {ours:?}\n   theirs: {theirs:?}"));
    }
}

fn check(vendor: &str, sign: fn(&Json, &Sent) -> Signed, build: fn(&Json) -> http::Request<Bytes>) {
    let mut passed = 0;
    let mut failed = Vec::new();
    for folder in support::folders("vectors", "CLOUDDB_VECTORS") {
        for file in support::files(&folder, ".json") {
            let set: Json = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            if set["vendor"] != vendor {
                continue;
            }
            for vector in set["vectors"].as_array().unwrap() {
                let mut faults = Vec::new();
                let sent = Sent::of(vector);
                let signed = sign(vector, &sent);
                let theirs = |name: &str| vector[name].as_str().unwrap_or_default();
                compare(
                    "canonical request",
                    &signed.canonical_request,
                    theirs("canonical_request"),
                    &mut faults,
                );
                compare("string to sign", &signed.string_to_sign, theirs("string_to_sign"), &mut faults);
                compare("authorization", &signed.authorization, theirs("authorization"), &mut faults);
                build::compare_request(&build(vector), &sent, &mut faults);
                match faults.as_slice() {
                    [] => passed += 1,
                    faults => failed.push(format!(
                        "{}: {}\n   {}",
                        file.display(),
                        vector["name"],
                        faults.join("\n   ")
                    )),
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} vectors failed, {passed} passed\n{}", failed.len(), failed.join("\n"));
    assert!(passed >= 25, "only {passed} vectors of {vendor} were found");
    println!("{vendor} vectors: {passed} passed");
}

#[test]
fn tencent() {
    check("tencent", tencent::sign, tencent::build);
}

#[test]
fn alibaba() {
    check("alibaba", alibaba::sign, alibaba::build);
}

#[test]
fn huawei() {
    check("huawei", huawei::sign, huawei::build);
}
