//! One call, in order: credentials, sign, send, read the envelope, classify, read the body.
//!
//! Validation and encoding come before, in [`client`](super::client). Nothing here is generic: it is
//! compiled once, whatever the number of operations.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Request};
use tracing::{Instrument, Span, field};

use super::clock::Clock;
use super::config::Timeouts;
use super::credentials::CredentialsProvider;
use super::decode;
use super::endpoint::Endpoint;
use super::error::{Error, ErrorKind, Result};
use super::operation::{OperationInfo, ServiceInfo};
use super::protocol::{Encoded, Failure, Protocol, Signing};
use super::record::{Record, View};
use super::response::RawResponse;
use super::transport::Transport;

/// What the calls of one client share.
pub(crate) struct Sender {
    pub(crate) service: &'static ServiceInfo,
    pub(crate) protocol: Arc<dyn Protocol>,
    /// Or why there is none.
    pub(crate) endpoint: Result<Endpoint, String>,
    pub(crate) credentials: Arc<dyn CredentialsProvider>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeouts: Timeouts,
}

/// A call that can be started.
pub(crate) struct Prepared {
    pub(crate) sender: Arc<Sender>,
    /// The operation's name; `operation` has none for a call without a spec.
    pub(crate) name: String,
    pub(crate) operation: &'static OperationInfo,
    /// The request, or what is wrong with it.
    pub(crate) encoded: Result<Encoded>,
    /// Headers of this call alone.
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
}

impl Prepared {
    pub(crate) fn add_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.append(name, value);
    }
}

/// What a call comes to.
pub(crate) struct Answer {
    pub(crate) response: Box<dyn Record>,
    pub(crate) raw: RawResponse,
}

/// Makes a call, within its time and in its span.
pub(crate) async fn send(call: Prepared) -> Result<Answer> {
    let started = Instant::now();
    let service = call.sender.service;
    let (vendor, name, limit) = (service.provider.name, call.name.clone(), call.timeout);
    let host = call.sender.endpoint.as_ref().map(Endpoint::authority).unwrap_or_default();
    let span = tracing::info_span!(
        "call",
        "otel.name" = %format_args!("{}.{}", service.name, name),
        "otel.kind" = "client",
        "rpc.system" = vendor,
        "rpc.service" = service.name,
        "rpc.method" = %name,
        "server.address" = %host,
        "http.response.status_code" = field::Empty,
        "clouddb.request_id" = field::Empty,
        "error.type" = field::Empty,
    );
    let made = tokio::time::timeout(limit, attempt(call)).instrument(span.clone()).await;
    let result = made.unwrap_or_else(|_| {
        let message = format!("the call took longer than its limit of {limit:?}");
        Err(Error::new(ErrorKind::Timeout, message).with_attempts(1, limit))
    });
    let result = result.map_err(|error| {
        let attempts = error.attempts();
        error
            .with_call(vendor, service.name, &name)
            .with_host(&host)
            .with_attempts(attempts, started.elapsed())
    });
    record_outcome(&span, &result);
    result
}

/// Notes on the span how the call ended.
fn record_outcome(span: &Span, result: &Result<Answer>) {
    let (status, request_id) = match result {
        Ok(answer) => (Some(answer.raw.status()), answer.raw.request_id()),
        Err(error) => (error.http_status(), error.request_id()),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Some(id) = request_id {
        span.record("clouddb.request_id", id);
    }
    if let Err(error) = result {
        span.record(
            "error.type",
            error.code_str().map_or_else(|| format!("{:?}", error.kind()), str::to_owned),
        );
    }
}

/// Signs, sends and reads once.
async fn attempt(call: Prepared) -> Result<Answer> {
    let Prepared { sender, operation, encoded, headers, .. } = call;
    let endpoint = sender.endpoint.as_ref().map_err(Error::config)?;
    let request = assemble(endpoint, encoded?, headers)?;
    let request = sign(&sender, request).await?;

    let started = Instant::now();
    let limit = sender.timeouts.attempt;
    let sent = tokio::time::timeout(limit, sender.transport.send(request)).await;
    let received = match sent {
        Ok(received) => received.map_err(Error::from),
        Err(_) => Err(Error::new(
            ErrorKind::Timeout,
            format!("the attempt took longer than its limit of {limit:?}"),
        )),
    };
    let result = received.and_then(|response| {
        let (parts, body) = response.into_parts();
        let request_id = sender.protocol.request_id(&parts.headers);
        let raw = RawResponse::new(parts.status.as_u16(), parts.headers, body)
            .with_root(sender.protocol.root())
            .with_request_id(request_id);
        read(&sender, operation, raw)
    });
    tracing::debug!(
        attempt = 1,
        elapsed_ms = started.elapsed().as_millis(),
        outcome = match &result {
            Ok(_) => "ok",
            Err(error) => error.code_str().unwrap_or("failed"),
        },
        "attempt"
    );
    result.map_err(|error| error.with_attempts(1, started.elapsed()))
}

/// Puts an encoded request and an endpoint together.
fn assemble(endpoint: &Endpoint, encoded: Encoded, extra: HeaderMap) -> Result<Request<Bytes>> {
    let Encoded { method, path, query, headers, body } = encoded;
    let question = if query.is_empty() { "" } else { "?" };
    let mut request = Request::builder()
        .method(http::Method::from(method))
        .uri(format!("{endpoint}{path}{question}{query}"))
        .body(body)
        .map_err(|e| Error::new(ErrorKind::InvalidRequest, format!("the request has no valid URL: {e}")))?;
    // What the protocol set stays: an extra header must not change what is signed.
    let all = request.headers_mut();
    *all = headers;
    for (name, value) in &extra {
        if !all.contains_key(name) {
            all.append(name, value.clone());
        }
    }
    Ok(request)
}

async fn sign(sender: &Sender, mut request: Request<Bytes>) -> Result<Request<Bytes>> {
    let credentials = sender.credentials.credentials().await?;
    credentials.check()?;
    let signing = Signing {
        service: sender.service,
        credentials: &credentials,
        time: sender.clock.now(),
        nonce: sender.clock.nonce(),
    };
    sender.protocol.sign(&mut request, &signing)?;
    Ok(request)
}

/// Reads an answer: an error of the API, an answer that is none of the API's, or the response.
fn read(sender: &Sender, operation: &OperationInfo, raw: RawResponse) -> Result<Answer> {
    if !(200..300).contains(&raw.status()) {
        let error = match sender.protocol.failure(&raw) {
            Some(failure) => refusal(sender, operation, failure),
            None => Error::new(ErrorKind::Http, "the answer is no answer of the API"),
        };
        return Err(error.with_response(&raw));
    }
    let mut response = (operation.new_response)();
    if raw.body().is_empty() && sender.protocol.may_be_empty() {
        return Ok(Answer { response, raw });
    }
    let failure =
        decode::read(raw.body(), raw.root(), &mut *response).map_err(|error| error.with_response(&raw))?;
    if failure.is_some() {
        let failure = sender.protocol.failure(&raw).unwrap_or_default();
        return Err(refusal(sender, operation, failure).with_response(&raw));
    }
    let request_id = request_id_of(&*response);
    Ok(Answer { response, raw: raw.with_request_id(request_id) })
}

fn refusal(sender: &Sender, operation: &OperationInfo, failure: Failure) -> Error {
    let class = sender.service.classify(operation, &failure.code, &failure.message);
    Error::api(failure.code, &failure.message, class).with_request_id(failure.request_id)
}

/// The vendor's id of the call where the response itself holds it.
fn request_id_of(response: &dyn Record) -> Option<String> {
    let index = response.table().fields.iter().position(|field| field.name == "RequestId")?;
    match response.get(index) {
        View::Text(id) if !id.is_empty() => Some(id.to_owned()),
        _ => None,
    }
}
