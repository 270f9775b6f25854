//! What is signed is what is sent, and nothing that is shown holds a secret, whatever comes back.

mod addresses;
mod causes;
mod masks;
mod proxies;
mod redirects;
mod shown;

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use clouddb::{BoxFuture, TransportErrorKind};
use clouddb::{Credentials, RetryConfig, Transport, TransportError, alibaba, huawei, tencent};
use http::{Request, Response};
use serde_json::json;

use crate::support::empty_environment;

const KEY: &str = "fake/Secret+key=0001";
const TOKEN: &str = "fake/Token+of\"the=key%0001";

/// An access key whose parts look different in each encoding.
fn key() -> Credentials {
    Credentials::new("AKIDfake0001", KEY).with_token(TOKEN)
}

/// Repeats each request in its response, as services do whose signatures do not match.
#[derive(Clone, Debug)]
struct Echo {
    /// Whether it fails with the request in its own error instead.
    is_broken: bool,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Echo {
    fn new() -> Self {
        Self { is_broken: false, requests: Arc::default() }
    }

    fn broken() -> Self {
        Self { is_broken: true, ..Self::new() }
    }

    fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }

    fn tencent(&self) -> tencent::Config {
        let config = tencent::Config::builder().region("ap-guangzhou").environment(empty_environment());
        config.credentials(key()).retry(RetryConfig::off()).transport(self.clone()).build().unwrap()
    }

    fn alibaba(&self) -> alibaba::Config {
        let config = alibaba::Config::builder().region("cn-hangzhou").environment(empty_environment());
        config.credentials(key()).retry(RetryConfig::off()).transport(self.clone()).build().unwrap()
    }

    fn huawei(&self) -> huawei::Config {
        let config = huawei::Config::builder().region("cn-north-4").environment(empty_environment());
        let config = config.credentials(key()).retry(RetryConfig::off()).project_id("fake0001");
        config.transport(self.clone()).build().unwrap()
    }
}

impl Transport for Echo {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.requests.lock().unwrap().push(request.clone());
        let text = canonical(&request);
        if self.is_broken {
            let error = std::io::Error::other(text);
            return Box::pin(std::future::ready(Err(TransportError::new(TransportErrorKind::Broken, error))));
        }
        let host = request.uri().host().unwrap();
        let body = if host.contains("tencent") {
            json!({"Response": {"Error": {"Code": format!("AuthFailure.{text}"), "Message": text}, "RequestId": text}})
        } else if host.contains("aliyun") || host.contains("mongodb") {
            json!({"Code": format!("SignatureDoesNotMatch.{text}"), "Message": text, "RequestId": text})
        } else {
            json!({"error_code": "APIGW.0301", "error_msg": text, "request_id": text})
        };
        let status = if host.contains("tencent") { 200 } else { 400 };
        let response = Response::builder().status(status).body(body.to_string().into()).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// All of a request, some of it in several encodings.
fn canonical(request: &Request<Bytes>) -> String {
    let mut text = format!("{}\n{}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        writeln!(text, "{name}:{value} {}", serde_json::to_string(&value).unwrap()).unwrap();
    }
    let body = String::from_utf8_lossy(request.body());
    write!(text, "{body}\n{}", serde_json::to_string(&body).unwrap()).unwrap();
    text
}
