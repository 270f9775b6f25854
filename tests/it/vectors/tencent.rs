//! TC3-HMAC-SHA256.

use bytes::Bytes;
use clouddb::Method;
use clouddb::UntypedRequest;
use clouddb::tencent::{Config, Language, signer};
use http::Request;
use serde_json::Value as Json;

use super::build::{built, named_endpoint, with_headers};
use super::{Sent, Signed, key};

pub fn sign(vector: &Json, sent: &Sent) -> Signed {
    let (id, secret) = key(vector);
    let service = vector["input"]["service"].as_str().unwrap();
    let timestamp: i64 = sent.header("x-tc-timestamp").parse().unwrap();
    let scope = vector["credential_scope"].as_str().unwrap();
    let date = scope.split('/').next().unwrap();
    let names = sent.signed_headers();
    let canonical_request = signer::ToSign {
        method: &sent.method,
        path: sent.uri.path(),
        query: sent.query(),
        headers: &sent.headers,
        host: &sent.host,
        signed_headers: &names,
        body: &sent.body,
    }
    .canonical_request();
    let string_to_sign = signer::string_to_sign(timestamp, &signer::scope(date, service), &canonical_request);
    let authorization = signer::authorization(
        id,
        scope,
        &names,
        &signer::derived_key(secret, date, service),
        &string_to_sign,
    );
    Signed { canonical_request, string_to_sign, authorization }
}

pub fn build(vector: &Json) -> Request<Bytes> {
    let input = &vector["input"];
    let mut request = UntypedRequest::action(input["action"].as_str().unwrap());
    if input["method"] == "GET" {
        request = request.method(Method::Get);
        let given = input["query"].as_object().into_iter().flatten();
        // The vendor's client drops an empty list, which a query cannot express; ours refuses it.
        for (name, value) in given.filter(|(_, value)| value.as_array().is_none_or(|list| !list.is_empty())) {
            request = request.query(name, value.clone());
        }
    }
    for (name, value) in input["body"].as_object().into_iter().flatten() {
        request = request.body(name, value.clone());
    }
    let language = match input["options"]["language"].as_str() {
        Some("en-US") => Language::English,
        _ => Language::Chinese,
    };
    let unsigned = input["options"]["unsigned_payload"] == true;
    let config = Config::builder().language(language).unsigned_payload(unsigned);
    let service = input["service"].as_str().unwrap();
    built(vector, ("tencent", service), config, named_endpoint(vector), &with_headers(vector, request))
}
