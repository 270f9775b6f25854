//! The attempts of a call: what happens before each, and whether another one follows.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request};
use tokio::time::Instant;

use super::attempt::{Attempt, assemble};
use super::{Completed, Prepared, Progress, Sender};
use crate::runtime::clock::chance;
use crate::runtime::credentials::Credentials;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::limit::LaneKey;
use crate::runtime::operation::OperationInfo;
use crate::runtime::protocol::{Caller, Encoded};
use crate::runtime::retry::{self, Reason, Withdrawal};

/// Makes attempts until one succeeds or fails for good.
pub(super) async fn attempts(call: Prepared, started: Instant, progress: &mut Progress) -> Result<Completed> {
    let Prepared {
        sender, operation, new_response, encoded, secrets, is_safe, headers, timeout, retry, ..
    } = call;
    let encoded = encoded?;
    let time_left = || timeout.saturating_sub(started.elapsed());
    let mut credentials = sender.credentials.get_within(time_left()).await?;
    let mut request = build_request(&sender, &encoded, &headers, &credentials).await?;
    // Each is tried once: if it does not help, it was not the cause.
    let (mut has_corrected_clock, mut has_replaced_key) = (false, false);
    // Spent when the retry is sent, so that a call that is dropped before returns it.
    let (mut price, mut has_paid) = (None, false);
    loop {
        let attempt = Attempt {
            sender: &sender,
            operation,
            new_response,
            credentials: &credentials,
            secrets: &secrets,
        };
        let result = attempt_in_turn(&attempt, &request, price.take(), progress).await;
        let Failed { mut error, has_learned_clock } = match result {
            Ok(completed) => {
                sender.budget.refund(has_paid);
                return Ok(completed);
            }
            Err(failed) => failed,
        };
        progress.latest = Some(error.message().to_owned());
        let asked = asked_delay(&sender, &error);
        if let Some(asked) = asked {
            error = error.with_retry_after(asked);
        }
        let is_last = progress.attempts >= retry.attempts;
        if error.is_authentication() {
            // The service did nothing. Whether or not this call is retried, the next one has to ask for a key.
            if is_last || has_replaced_key {
                sender.credentials.forget(&credentials);
                return Err(error);
            }
            let Some(next) = sender.credentials.replace(&credentials, time_left()).await else {
                return Err(error);
            };
            tracing::info!(attempt = progress.attempts, "retrying with another key");
            credentials = next;
            request = build_request(&sender, &encoded, &headers, &credentials).await?;
            has_replaced_key = true;
            continue;
        }
        if is_last {
            return Err(error);
        }
        // The service did nothing, and will act with the right time: the retry has no cost and no delay.
        if has_learned_clock && !has_corrected_clock {
            tracing::info!(attempt = progress.attempts, "retrying with the service's time");
            has_corrected_clock = true;
            continue;
        }
        let may_retry = match retry::reason(&error) {
            Some(Reason::Throttled) => {
                sender.state.limiter().slow_down(lane_key(operation), operation.rate);
                true
            }
            Some(Reason::Unsent) => true,
            Some(Reason::Transient) => is_safe,
            None => false,
        };
        let delay = retry.delay(progress.attempts, chance(&*sender.clock), asked);
        // Sleeping past the end of the call would replace the service's error by a timeout.
        let Some(delay) = delay.filter(|delay| may_retry && *delay < time_left()) else {
            return Err(error);
        };
        price = sender.budget.withdraw();
        if price.is_none() {
            return Err(error);
        }
        has_paid = true;
        tracing::info!(
            attempt = progress.attempts,
            delay_ms = delay.as_millis(),
            "error.type" = super::error_type(&error),
            "retrying"
        );
        tokio::time::sleep(delay).await;
        let next = sender.credentials.get_within(time_left()).await?;
        if !next.is_same_key(&credentials) {
            request = build_request(&sender, &encoded, &headers, &next).await?;
        }
        credentials = next;
    }
}

/// An attempt that failed.
struct Failed {
    error: Error,
    /// The service reported a wrong clock, and the right time.
    has_learned_clock: bool,
}

/// Waits for the clock and the rate limit, makes an attempt, for which a retry pays its cost, and updates the clock's
/// state from the outcome.
async fn attempt_in_turn(
    attempt: &Attempt<'_>,
    request: &Request<Bytes>,
    price: Option<Withdrawal<'_>>,
    progress: &mut Progress,
) -> Result<Completed, Failed> {
    let Attempt { sender, operation, .. } = *attempt;
    let latest = progress.latest.take();
    let waiting = |what: &str| match &latest {
        Some(latest) => Some(format!("waiting for {what}, after {latest}")),
        None => Some(format!("waiting for {what}")),
    };
    progress.latest = waiting("another call to confirm the clock");
    // The turn ends with this function.
    let _turn = sender.skew.probe(|| sender.clock.now()).await;
    if let Some(rate) = sender.state.limiter().per_second(operation.rate) {
        progress.latest = waiting(&format!("the limit of {rate} calls a second"));
        let waited = sender.state.limiter().acquire(lane_key(operation), operation.rate).await;
        if !waited.is_zero() {
            tracing::debug!(wait_ms = waited.as_millis(), "waited for the rate limit");
        }
    }
    progress.latest = latest;

    if let Some(price) = price {
        price.spend();
    }
    let skew = sender.skew.seconds();
    let result = attempt.make(request.clone(), skew, &mut progress.attempts).await;
    let local = sender.clock.now();
    match result {
        Ok(completed) => {
            sender.skew.confirm(local);
            Ok(completed)
        }
        Err(error) => {
            let headers = error.response().map(|response| response.headers());
            let mut has_learned_clock = false;
            match headers {
                Some(headers) if error.is_clock_skew() => {
                    has_learned_clock = sender.skew.learn(headers, local, skew);
                }
                Some(headers) if error.kind() == ErrorKind::Api || sender.skew.agrees(headers, local) => {
                    sender.skew.confirm(local);
                }
                _ => {}
            }
            Err(Failed { error, has_learned_clock })
        }
    }
}

/// The request for a key, without what changes with each attempt.
async fn build_request(
    sender: &Sender,
    encoded: &Encoded,
    headers: &HeaderMap,
    credentials: &Credentials,
) -> Result<Request<Bytes>> {
    let mut encoded = encoded.clone();
    let caller = Caller { credentials, context: sender.credentials.context() };
    sender.protocol.prepare(&mut encoded, &caller).await?;
    assemble(sender, encoded, headers)
}

fn lane_key(operation: &'static OperationInfo) -> LaneKey {
    (operation.service.name, operation.name)
}

/// The delay that the service asks for, in the vendor's own header or in `Retry-After`.
fn asked_delay(sender: &Sender, error: &Error) -> Option<Duration> {
    let headers = error.response()?.headers();
    let own = sender.protocol.retry_after(headers);
    own.or_else(|| retry::asked_delay(headers, sender.skew.correct(sender.clock.now())))
}
