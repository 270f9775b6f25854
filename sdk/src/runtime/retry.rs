//! Whether a call is retried, and when.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use super::error::{Error, ErrorClass, ErrorKind};
use super::transport::TransportErrorKind;

/// The number of attempts of a call, and the delays between them.
///
/// Transient failures (a broken connection, an attempt's timeout, HTTP 502, 503 and 504, codes whose class is
/// `Unavailable` or `Internal`) are retried if the operation is idempotent: it changes nothing, or it has an
/// idempotency token, which is the same for all attempts of a call. Throttled calls, and calls whose connection was
/// never made, are always retried, because the service did nothing. Delays grow exponentially with full jitter, or
/// follow the service's request. If the service asks for more than [`longest_delay`](Self::longest_delay), the call
/// ends with the service's error, and [`Error::retry_after`](super::Error::retry_after) returns the delay.
///
/// If the service refuses a key, the provider is asked for another one, and the call is retried once with it.
///
/// All calls that a configuration makes of a service share a budget: each retry takes from it, each success returns a
/// part, and an empty budget stops retries, so that retries do not make an outage worse.
///
/// ```
/// use std::time::Duration;
/// use clouddb::RetryConfig;
///
/// let patient = RetryConfig::default().attempts(6).longest_delay(Duration::from_secs(60));
/// let never = RetryConfig::off();
/// assert_eq!(never.attempts, 1);
/// # let _ = patient;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "settings have no effect until they are passed to a configuration or a call"]
pub struct RetryConfig {
    /// Maximum number of attempts, including the first.
    pub attempts: u32,
    /// Upper bound of the first delay. It doubles with each attempt.
    pub first_delay: Duration,
    /// Upper bound of all delays. If the service asks for more, the call is not retried.
    pub longest_delay: Duration,
}

impl Default for RetryConfig {
    /// Three attempts, with delays of up to 200 milliseconds at first and 20 seconds at most.
    fn default() -> Self {
        Self { attempts: 3, first_delay: Duration::from_millis(200), longest_delay: Duration::from_secs(20) }
    }
}

impl RetryConfig {
    /// A single attempt, without even a retry to correct the clock.
    pub const fn off() -> Self {
        Self { attempts: 1, first_delay: Duration::ZERO, longest_delay: Duration::ZERO }
    }

    /// Sets [`attempts`](field@Self::attempts); 0 counts as 1.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets [`first_delay`](field@Self::first_delay).
    pub const fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// Sets [`longest_delay`](field@Self::longest_delay).
    pub const fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// The delay before attempt `attempt + 1`: a random part (`chance`, 0 to 1) of the bound, and no less than the
    /// service asks for. `None` when it asks for more than the longest delay.
    pub(crate) fn delay(&self, attempt: u32, chance: f64, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        if asked > self.longest_delay {
            return None;
        }
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        let bound = self.first_delay.saturating_mul(doubled).min(self.longest_delay);
        let part = bound.as_secs_f64() * chance.clamp(0.0, 1.0);
        let part = Duration::try_from_secs_f64(part).unwrap_or(bound);
        Some(part.max(asked))
    }
}

/// Why a failed attempt may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The service refused to do anything: safe for every operation.
    Throttled,
    /// Nothing was sent: safe for every operation.
    Unsent,
    /// The service may have acted although the response was lost: safe for idempotent operations.
    Transient,
}

/// Why a call that failed with `error` may be retried, if it may.
pub(crate) fn reason(error: &Error) -> Option<Reason> {
    if error.is_throttled() {
        return Some(Reason::Throttled);
    }
    if is_unsent(error) {
        return Some(Reason::Unsent);
    }
    let transient = match error.kind() {
        ErrorKind::Connect | ErrorKind::Timeout => true,
        ErrorKind::Http => matches!(error.http_status(), Some(502..=504)),
        ErrorKind::Api => {
            matches!(error.class(), Some(ErrorClass::Unavailable | ErrorClass::Internal | ErrorClass::Replay))
                || (error.class().is_none() && matches!(error.http_status(), Some(502..=504)))
        }
        _ => false,
    };
    transient.then_some(Reason::Transient)
}

/// Whether no connection was made, so that nothing was sent.
fn is_unsent(error: &Error) -> bool {
    matches!(error.transport_kind(), Some(TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout))
}

/// The delay that a response asks for: `Retry-After` in seconds or as a date. Zero, or a date in the past, counts as
/// none.
pub(crate) fn asked_delay(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let delay = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => super::skew::http_date(text)?.duration_since(now).ok()?,
    };
    (!delay.is_zero()).then_some(delay)
}

/// The retry budget of a service, shared by all calls of a configuration.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

/// The cost of one retry. If it is dropped before it is spent, it returns to the budget.
#[derive(Debug)]
#[must_use]
pub(crate) struct Withdrawal<'a>(Option<&'a RetryBudget>);

impl Withdrawal<'_> {
    /// Spends it: the retry is made.
    pub(crate) fn spend(mut self) {
        self.0 = None;
    }
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.0 {
            budget.deposit(RetryBudget::PRICE);
        }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}

impl RetryBudget {
    const FULL: u32 = 500;
    const PRICE: u32 = 5;
    const REFUND: u32 = 1;

    /// Takes the cost of one retry; `None` when the budget is too low.
    pub(crate) fn withdraw(&self) -> Option<Withdrawal<'_>> {
        let pay = |left: u32| left.checked_sub(Self::PRICE);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).ok()?;
        Some(Withdrawal(Some(self)))
    }

    /// Returns the cost of a retry after a success if the call has paid it, else a smaller amount.
    pub(crate) fn refund(&self, has_paid: bool) {
        self.deposit(if has_paid { Self::PRICE } else { Self::REFUND });
    }

    fn deposit(&self, amount: u32) {
        let add = |left: u32| Some(left.saturating_add(amount).min(Self::FULL));
        // The closure always returns a value, so the update cannot fail.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_are_jittered() {
        let config = RetryConfig::default();
        let delay = |attempt, chance, asked| config.delay(attempt, chance, asked);
        let seconds = |attempt, chance, asked| delay(attempt, chance, asked).unwrap().as_secs_f64();
        assert_eq!(seconds(1, 1.0, None), 0.2);
        assert_eq!(seconds(3, 1.0, None), 0.8);
        assert_eq!(seconds(3, 0.5, None), 0.4);
        assert_eq!(seconds(3, 0.0, None), 0.0);
        assert_eq!(seconds(40, 1.0, None), 20.0);
        assert_eq!(seconds(1, 1.0, Some(Duration::from_secs(3))), 3.0);
        assert_eq!(delay(1, 1.0, Some(Duration::from_secs(300))), None, "not shortened");
    }

    #[test]
    fn the_vendor_asks_in_seconds_or_by_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let asked = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            asked_delay(&headers, now)
        };
        assert_eq!(asked("retry-after", "7"), Some(Duration::from_secs(7)));
        assert_eq!(asked("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"), Some(Duration::from_secs(60)));
        for nothing in ["0", "-1", "", "soon", "Sun, 06 Nov 1994 08:48:37 GMT"] {
            assert_eq!(asked("retry-after", nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_budget_runs_out_and_comes_back() {
        let budget = RetryBudget::default();
        let spend = || budget.withdraw().map(Withdrawal::spend).is_some();
        assert_eq!((0..1000).filter(|_| spend()).count(), 100);
        (0..5).for_each(|_| budget.refund(false));
        assert!(spend() && !spend());
        budget.refund(true);
        assert!(spend() && !spend());
    }

    #[test]
    fn a_call_that_is_dropped_before_its_retry_costs_nothing() {
        let budget = RetryBudget::default();
        assert!((0..1000).all(|_| budget.withdraw().is_some()));
    }
}
