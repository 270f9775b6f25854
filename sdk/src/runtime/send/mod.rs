//! One call, in order: credentials, rate limit, sign, send, read, and perhaps correct the clock or repeat.
//!
//! Validation and encoding come before, in [`client`](super::client). Nothing here is generic: it is compiled once,
//! whatever the number of operations.

mod attempt;
mod read;

pub(crate) use attempt::is_connections;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use tokio::time::Instant;
use tracing::{Instrument, Span, field};

use super::clock::{Clock, chance};
use super::config::Limits;
use super::credentials::CachedCredentials;
use super::endpoint::Endpoint;
use super::error::{Error, ErrorKind, Result};
use super::limit::Limiter;
use super::mask::Mask;
use super::operation::{OperationInfo, ServiceInfo};
use super::protocol::{Caller, Encoded, Protocol};
use super::record::Record;
use super::response::RawResponse;
use super::retry::{self, Reason, RetryBudget, RetryConfig};
use super::skew::Skew;
use super::transport::Transport;

/// What the calls of one client share.
pub(crate) struct Sender {
    pub(crate) service: &'static ServiceInfo,
    pub(crate) protocol: Arc<dyn Protocol>,
    /// Or why there is none.
    pub(crate) endpoint: Result<Endpoint, String>,
    pub(crate) credentials: CachedCredentials,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: Limits,
    pub(crate) limiter: Limiter,
    pub(crate) budget: RetryBudget,
    pub(crate) skew: Arc<Skew>,
}

/// A call that can be started.
pub(crate) struct Prepared {
    pub(crate) sender: Arc<Sender>,
    /// The operation's name; `operation` has none for a call without a spec.
    pub(crate) name: String,
    pub(crate) operation: &'static OperationInfo,
    /// The request, or what is wrong with it.
    pub(crate) encoded: Result<Encoded>,
    /// What no error may show of it.
    pub(crate) secrets: Mask,
    /// Whether doing it twice does no harm.
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

/// What a call comes to.
pub(crate) struct Answer {
    pub(crate) response: Box<dyn Record>,
    pub(crate) raw: RawResponse,
}

/// How far a call has come: what is known of it when its time is over.
#[derive(Default)]
struct Progress {
    attempts: u32,
    /// Why the latest attempt failed.
    latest: Option<String>,
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
        "rpc.system.name" = vendor,
        "rpc.service" = service.name,
        "rpc.method" = %name,
        "server.address" = %host,
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
    record_outcome(&span, &result, progress.attempts);
    result
}

fn out_of_time(limit: Duration, progress: &Progress) -> Error {
    let latest = progress.latest.as_ref().map(|latest| format!("; the latest: {latest}"));
    let message = format!("the call took longer than its limit of {limit:?}{}", latest.unwrap_or_default());
    Error::new(ErrorKind::Timeout, message)
}

/// Notes on the span how the call ended.
fn record_outcome(span: &Span, result: &Result<Answer>, attempts: u32) {
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
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    if let Err(error) = result {
        span.record(
            "error.type",
            error.code_str().map_or_else(|| format!("{:?}", error.kind()), str::to_owned),
        );
    }
}

/// Repeats the attempt for as long as that is right.
async fn attempts(call: Prepared, started: Instant, progress: &mut Progress) -> Result<Answer> {
    let Prepared { sender, operation, encoded, secrets, is_safe, headers, timeout, retry, .. } = call;
    let mut encoded = encoded?;
    let mut credentials = sender.credentials.get().await?;
    let caller = Caller { credentials: &credentials, context: sender.credentials.context() };
    sender.protocol.prepare(&mut encoded, &caller).await?;
    let request = attempt::assemble(&sender, encoded, headers)?;
    let mut clock_corrected = false;
    loop {
        wait_for_rate(&sender, operation, progress).await;
        let attempt =
            attempt::Attempt { sender: &sender, operation, credentials: &credentials, secrets: &secrets };
        let skew = sender.skew.seconds();
        let error = match attempt.make(request.clone(), skew, &mut progress.attempts).await {
            Ok(answer) => {
                sender.budget.refund(progress.attempts);
                return Ok(answer);
            }
            Err(error) => error,
        };
        progress.latest = Some(error.message().to_owned());
        if progress.attempts >= retry.attempts {
            return Err(error);
        }
        // The service did nothing, and with the right time it will: that costs no budget and no wait.
        if error.is_clock_skew() && !clock_corrected && correct_clock(&sender, &error, skew) {
            clock_corrected = true;
            continue;
        }
        let may_repeat = match retry::reason(&error) {
            Some(Reason::Throttled) => {
                sender.limiter.slow_down(operation.name);
                true
            }
            Some(Reason::Transient) => is_safe,
            None => false,
        };
        if !may_repeat {
            return Err(error);
        }
        let delay = retry.delay(progress.attempts, chance(&*sender.clock), asked_delay(&sender, &error));
        // Sleeping into the end of the call would trade the vendor's own error for a timeout.
        let is_too_late = started.elapsed().checked_add(delay).is_none_or(|end| end >= timeout);
        if is_too_late || !sender.budget.take() {
            return Err(error);
        }
        tracing::debug!(delay_ms = delay.as_millis(), "waiting before the next attempt");
        tokio::time::sleep(delay).await;
        credentials = sender.credentials.get().await?;
    }
}

/// Waits until the operation may be called again. Should the call's time end meanwhile, its error says so.
async fn wait_for_rate(sender: &Sender, operation: &'static OperationInfo, progress: &mut Progress) {
    if let Some(rate) = sender.limiter.per_second(operation.rate) {
        let latest = progress.latest.take();
        let before = latest.as_ref().map(|latest| format!(", after {latest}")).unwrap_or_default();
        progress.latest = Some(format!("waiting for the limit of {rate} calls a second{before}"));
        let waited = sender.limiter.acquire(operation.name, operation.rate).await;
        progress.latest = latest;
        if !waited.is_zero() {
            tracing::debug!(wait_ms = waited.as_millis(), "waited for the rate limit");
        }
    }
}

fn correct_clock(sender: &Sender, error: &Error, with: i64) -> bool {
    error.response().is_some_and(|response| sender.skew.learn(response.headers(), sender.clock.now(), with))
}

fn asked_delay(sender: &Sender, error: &Error) -> Option<Duration> {
    let headers = error.response()?.headers();
    let own = sender.protocol.retry_after(headers);
    own.or_else(|| retry::asked_delay(headers, sender.skew.correct(sender.clock.now())))
}
