//! From a vector's input to the request that our client sends.

use bytes::Bytes;
use clouddb::__private::{Endpoints, ProviderInfo, ServiceClient, ServiceInfo, Vendor};
use clouddb::ConfigBuilder;
use clouddb::{Credentials, UntypedRequest};
use http::Request;
use serde_json::Value as Json;

use super::{Sent, compare};
use crate::support::{Canned, Stopped, empty_environment};

/// Headers that name the program, or that the HTTP library adds.
const OF_THE_PROGRAM: [&str; 4] =
    ["user-agent", "x-tc-requestclient", "x-acs-credentials-provider", "authorization"];

/// Sends `request` with the settings of a vector, and returns what would have gone out.
pub fn built<V: Vendor>(
    vector: &Json,
    (provider, service): (&str, &str),
    config: ConfigBuilder<V>,
    endpoint: Option<String>,
    request: &UntypedRequest,
) -> Request<Bytes> {
    let input = &vector["input"];
    let (id, secret) = super::key(vector);
    let mut credentials = Credentials::new(id, secret);
    if let Some(token) = input["credentials"]["security_token"].as_str() {
        credentials = credentials.with_token(token);
    }
    let nonce = input["nonce"].as_str().unwrap_or_default().replace('-', "");
    let transport = Canned::new(200, "{}");
    let mut config =
        config.environment(empty_environment()).credentials(credentials).transport(transport.clone()).clock(
            Stopped {
                seconds: input["time"].as_u64().unwrap(),
                nonce: u128::from_str_radix(&nonce, 16).unwrap_or_default(),
            },
        );
    if let Some(region) = input["region"].as_str().filter(|region| !region.is_empty()) {
        config = config.region(region);
    }
    if let Some(endpoint) = endpoint {
        config = config.endpoint(endpoint);
    }
    let version = input["version"].as_str().unwrap_or_default();
    let client = ServiceClient::<V>::new(&config.build().unwrap(), described(provider, service, version));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    // The canned answer is none that Tencent would give; only the request matters.
    let made = runtime.block_on(async { client.untyped(request).await });
    assert!(!transport.is_unused(), "{}: nothing was sent: {made:?}", vector["name"]);
    transport.last()
}

/// A service of the vector's version, with the hosts of the generated one.
fn described(provider: &str, name: &str, version: &str) -> &'static ServiceInfo {
    let mut all = clouddb::__private::SERVICES.iter().map(|(service, _)| *service);
    let known = all.find(|service| service.provider.name == provider && service.name == name);
    let endpoints = match known.map(|service| &service.endpoints) {
        Some(known) => Endpoints {
            host: known.host,
            sites: known.sites,
            networks: known.networks,
            regions: known.regions,
        },
        None => Endpoints { host: "unknown.invalid", sites: &[], networks: &[], regions: &[] },
    };
    Box::leak(Box::new(ServiceInfo {
        provider: &ProviderInfo { name: "vector", title: "", rules: &[] },
        name: String::leak(name.to_owned()),
        title: "",
        version: String::leak(version.to_owned()),
        endpoints,
        errors: &[],
    }))
}

/// The vector's host, if its input names one.
pub fn named_endpoint(vector: &Json) -> Option<String> {
    let input = &vector["input"];
    let host = input["host"].as_str()?;
    Some(format!("{}://{host}", input["scheme"].as_str().unwrap_or("https")))
}

/// Adds the vector's own headers.
pub fn with_headers(vector: &Json, mut request: UntypedRequest) -> UntypedRequest {
    if let Some(headers) = vector["input"]["headers"].as_object() {
        for (name, value) in headers {
            request = request.header(name, value.as_str().unwrap());
        }
    }
    request
}

/// Whether our request says what the vendor's does.
pub fn compare_request(ours: &Request<Bytes>, theirs: &Sent, faults: &mut Vec<String>) {
    compare("method", ours.method().as_str(), theirs.method.as_str(), faults);
    compare("URL", &ours.uri().to_string(), &theirs.uri.to_string(), faults);
    match (serde_json::from_slice::<Json>(ours.body()), serde_json::from_slice::<Json>(&theirs.body)) {
        (Ok(ours), Ok(theirs)) => {
            if ours != theirs {
                faults.push(format!("body\n     ours: {ours}\n   theirs: {theirs}"));
            }
        }
        _ => compare(
            "body",
            &String::from_utf8_lossy(ours.body()),
            &String::from_utf8_lossy(&theirs.body),
            faults,
        ),
    }
    for (name, value) in &theirs.headers {
        if OF_THE_PROGRAM.contains(&name.as_str()) {
            continue;
        }
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).trim().to_owned();
        let found = ours.headers().get(name).map(text).unwrap_or_else(|| "(absent)".to_owned());
        compare(&format!("header {name}"), &found, &text(value), faults);
    }
    if !ours.headers().contains_key("authorization") {
        faults.push("the request is not signed".to_owned());
    }
}
