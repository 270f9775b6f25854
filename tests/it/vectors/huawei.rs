//! SDK-HMAC-SHA256.

use bytes::Bytes;
use clouddb::Method;
use clouddb::UntypedRequest;
use clouddb::huawei::{Config, signer};
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
        body: &sent.body,
    }
    .canonical_request();
    let string_to_sign = signer::string_to_sign(&sent.header("x-sdk-date"), &canonical_request);
    let authorization = signer::authorization(id, secret, &names, &string_to_sign);
    Signed { canonical_request, string_to_sign, authorization }
}

pub fn build(vector: &Json) -> Request<Bytes> {
    let input = &vector["input"];
    let method = match input["method"].as_str().unwrap() {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        "PATCH" => Method::Patch,
        other => panic!("an unknown method: {other}"),
    };
    let mut request = UntypedRequest::rest(method, input["path"].as_str().unwrap(), "Vector");
    for (name, value) in input["path_params"].as_object().into_iter().flatten() {
        request = request.path(name, value.clone());
    }
    for pair in input["query"].as_array().into_iter().flatten() {
        request = request.query(pair[0].as_str().unwrap(), pair[1].clone());
    }
    request = match &input["body"] {
        Json::Null => request,
        Json::String(text) => request.raw_body(text.clone()),
        Json::Object(members) if !members.is_empty() => {
            members.iter().fold(request, |request, (name, value)| request.body(name, value.clone()))
        }
        other => request.raw_body(other.to_string()),
    };
    let mut config = Config::builder();
    if let Some(id) = input["project_id"].as_str() {
        config = config.project_id(id);
    }
    // A host of the usual form must be what the region resolves to.
    let usual = format!("https://dds.{}.myhuaweicloud.com", input["region"].as_str().unwrap_or_default());
    let endpoint = named_endpoint(vector).filter(|endpoint| *endpoint != usual);
    built(vector, ("huawei", "dds"), config, endpoint, &with_headers(vector, request))
}
