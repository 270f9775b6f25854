//! ACS3-HMAC-SHA256.

use bytes::Bytes;
use clouddb::Method;
use clouddb::UntypedRequest;
use clouddb::alibaba::{Config, signer};
use http::Request;
use serde_json::Value as Json;

use super::build::{built, named_endpoint, with_headers};
use super::{Sent, Signed, key};

pub fn sign(vector: &Json, sent: &Sent) -> Signed {
    let (id, secret) = key(vector);
    let names = sent.signed_headers();
    let canonical_request = signer::ToSign {
        method: &sent.method,
        path: sent.uri.path(),
        query: sent.query(),
        headers: &sent.headers,
        host: &sent.host,
        signed_headers: &names,
        payload_hash: &sent.header("x-acs-content-sha256"),
    }
    .canonical_request();
    let string_to_sign = signer::string_to_sign(&canonical_request);
    let authorization = signer::authorization(id, secret, &names, &string_to_sign);
    Signed { canonical_request, string_to_sign, authorization }
}

pub fn build(vector: &Json) -> Request<Bytes> {
    let input = &vector["input"];
    let mut request = UntypedRequest::action(input["action"].as_str().unwrap());
    if input["method"] == "GET" {
        request = request.method(Method::Get);
    }
    for (name, value) in input["query"].as_object().into_iter().flatten() {
        request = request.query(name, value.clone());
    }
    request = match (&input["body"], input["options"]["req_body_type"].as_str()) {
        (Json::Null, _) => request,
        (body, Some("json")) => request
            .raw_body(serde_json::to_vec(body).unwrap())
            .header("content-type", "application/json; charset=utf-8"),
        (Json::String(text), _) => request.raw_body(text.clone()),
        (body, _) => {
            let members = body.as_object().into_iter().flatten();
            members.fold(request, |request, (name, value)| request.body(name, value.clone()))
        }
    };
    if let Some(coded) = input["body_b64"].as_str() {
        request = request.raw_body(super::decoded(coded));
    }
    built(vector, ("alibaba", "dds"), Config::builder(), endpoint(vector), &with_headers(vector, request))
}

/// The vector's host; that of a region which the vendor's SDK does not list is `dds.` there and, as the
/// vendor's documentation has it, `mongodb.` here.
fn endpoint(vector: &Json) -> Option<String> {
    let fallback = || vector["url"].as_str()?.strip_prefix("https://dds.")?.split('/').next();
    named_endpoint(vector).or_else(|| fallback().map(|rest| format!("dds.{rest}")))
}
