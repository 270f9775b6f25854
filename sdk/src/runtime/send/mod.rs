//! One call, in order: credentials, clock, rate limit, sign, send, read, and possibly retry.
//!
//! Validation and encoding come before, in [`client`](super::client). Nothing here is generic: it is compiled once,
//! whatever the number of operations.

mod attempt;
mod attempts;
mod read;

pub(crate) use attempt::is_connections;

use self::attempts::attempts;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use tokio::time::Instant;
use tracing::{Instrument, Span, field};

use super::clock::Clock;
use super::config::Limits;
use super::credentials::CachedCredentials;
use super::endpoint::Endpoint;
use super::error::{Error, ErrorKind, Result};
use super::mask::Mask;
use super::operation::{OperationInfo, ServiceInfo};
use super::protocol::{Encoded, Protocol};
use super::record::Record;
use super::response::RawResponse;
use super::retry::{RetryBudget, RetryConfig};
use super::skew::Skew;
use super::state::CallState;
use super::transport::Transport;

/// The shared parts of a client's calls.
pub(crate) struct Sender {
    pub(crate) service: &'static ServiceInfo,
    pub(crate) protocol: Arc<dyn Protocol>,
    /// Or why there is none.
    pub(crate) endpoint: Result<Endpoint, String>,
    pub(crate) credentials: CachedCredentials,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: Limits,
    pub(crate) region: Option<String>,
    pub(crate) state: Arc<CallState>,
    pub(crate) budget: Arc<RetryBudget>,
    pub(crate) skew: Arc<Skew>,
}

/// A call that can be started.
pub(crate) struct Prepared {
    pub(crate) sender: Arc<Sender>,
    /// The operation's name; `operation` has none for a call without a spec.
    pub(crate) name: String,
    pub(crate) operation: &'static OperationInfo,
    /// Makes the response that the body is read into.
    pub(crate) new_response: fn() -> Box<dyn Record>,
    /// The encoded request, or its error.
    pub(crate) encoded: Result<Encoded>,
    /// The secrets that no error may show.
    pub(crate) secrets: Mask,
    /// Whether it is idempotent.
    pub(crate) is_safe: bool,
    /// Headers of this call alone.
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryConfig,
}

impl Prepared {
    pub(crate) fn add_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.append(name, value);
    }
}

/// The result of a successful call: the response, and the raw response.
pub(crate) struct Completed {
    pub(crate) response: Box<dyn Record>,
    pub(crate) raw: RawResponse,
}

/// The progress of a call, for the error when its time limit is reached.
#[derive(Default)]
struct Progress {
    attempts: u32,
    /// Why the latest attempt failed.
    latest: Option<String>,
}

/// Makes a call, within its time limit and its tracing span.
pub(crate) async fn send(call: Prepared) -> Result<Completed> {
    let started = Instant::now();
    let service = call.sender.service;
    let (vendor, name, limit) = (service.provider.name, call.name.clone(), call.timeout);
    let endpoint = call.sender.endpoint.as_ref().ok();
    let host = endpoint.map(Endpoint::authority).unwrap_or_default();
    let span = tracing::info_span!(
        "call",
        "otel.name" = %format_args!("{}.{}", service.name, name),
        "otel.kind" = "client",
        "rpc.system.name" = vendor,
        "rpc.service" = service.name,
        "rpc.method" = %name,
        "server.address" = endpoint.map(Endpoint::host),
        "server.port" = endpoint.map(Endpoint::port),
        "http.response.status_code" = field::Empty,
        "http.request.resend_count" = field::Empty,
        "clouddb.request_id" = field::Empty,
        "error.type" = field::Empty,
    );
    let mut progress = Progress::default();
    let made = tokio::time::timeout(limit, attempts(call, started, &mut progress));
    let made = made.instrument(span.clone()).await;
    let result = made.unwrap_or_else(|_| Err(out_of_time(limit, &progress))).map_err(|error| {
        error
            .with_call(vendor, service.name, &name)
            .with_host(&host)
            .with_attempts(progress.attempts, started.elapsed())
    });
    span.in_scope(|| record_outcome(&span, &result, progress.attempts));
    result
}

fn out_of_time(limit: Duration, progress: &Progress) -> Error {
    let latest = progress.latest.as_ref().map(|latest| format!("; the latest: {latest}"));
    let message = format!("the call took longer than its limit of {limit:?}{}", latest.unwrap_or_default());
    Error::new(ErrorKind::Timeout, message)
}

/// Records the outcome on the span; a failure is an event as well.
fn record_outcome(span: &Span, result: &Result<Completed>, attempts: u32) {
    let (status, request_id) = match result {
        Ok(completed) => (Some(completed.raw.status()), completed.raw.request_id()),
        Err(error) => (error.http_status(), error.request_id()),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Some(id) = request_id {
        span.record("clouddb.request_id", id);
    }
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    if let Err(error) = result {
        span.record("error.type", error_type(error));
        tracing::warn!(%error, "the call failed");
    }
}

/// The service's code, or else where the call failed.
fn error_type(error: &Error) -> String {
    error.code_str().map_or_else(|| format!("{:?}", error.kind()), str::to_owned)
}
