//! Whether a call is repeated, and when.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use super::error::{Error, ErrorClass, ErrorKind};

/// How often a call is repeated and how long it waits in between.
///
/// Repeated are calls that failed in passing (no connection, a broken one, an attempt's timeout, HTTP 502, 503 and
/// 504, codes whose class is `Unavailable` or `Internal`), but only where that is safe: operations that change
/// nothing, and those with an idempotency token, which stays the same for all attempts of a call. Throttled calls
/// are repeated always, since the service did nothing. Before each repetition the call waits for a random time up
/// to a bound that doubles, or for as long as the vendor asks, if that is within [`longest_delay`](Self::longest_delay).
///
/// All calls of a client share a budget: each repetition takes from it, each success gives back, and when it is
/// empty nothing is repeated, so that an outage is not multiplied.
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
pub struct RetryConfig {
    /// How often a request is sent at most, the first time included.
    pub attempts: u32,
    /// The bound of the first wait; it doubles with each attempt.
    pub first_delay: Duration,
    /// No wait is longer than this, whatever the vendor asks.
    pub longest_delay: Duration,
}

impl Default for RetryConfig {
    /// Three attempts, waits from 200 milliseconds to 20 seconds.
    fn default() -> Self {
        Self { attempts: 3, first_delay: Duration::from_millis(200), longest_delay: Duration::from_secs(20) }
    }
}

impl RetryConfig {
    /// One attempt and no more, not even to correct the clock.
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

    /// How long to wait before attempt `attempt + 1`: a random part (`chance`, 0 to 1) of the bound, and no less
    /// than the vendor asks.
    pub(crate) fn delay(&self, attempt: u32, chance: f64, asked: Option<Duration>) -> Duration {
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        let bound = self.first_delay.saturating_mul(doubled).min(self.longest_delay);
        let part = bound.as_secs_f64() * chance.clamp(0.0, 1.0);
        let part = Duration::try_from_secs_f64(part).unwrap_or(bound);
        part.max(asked.unwrap_or_default().min(self.longest_delay))
    }
}

/// Why a failed attempt may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The service refused to do anything: safe for every operation.
    Throttled,
    /// It may have been done although the answer was lost: safe where doing it twice is.
    Transient,
}

/// Why `error` may be repeated, if it may.
pub(crate) fn reason(error: &Error) -> Option<Reason> {
    if error.is_throttled() {
        return Some(Reason::Throttled);
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

/// How long the answer asks to wait: `Retry-After` in seconds or as a date. Asking for nothing, or for a date that has
/// passed, is not asking.
pub(crate) fn asked_delay(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let delay = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => super::skew::http_date(text)?.duration_since(now).ok()?,
    };
    (!delay.is_zero()).then_some(delay)
}

/// What is left for repetitions, shared by all calls of a client.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    const FULL: u32 = 500;
    const PRICE: u32 = 5;
    const REFUND: u32 = 1;

    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Pays for one repetition; `false` when there is not enough left.
    pub(crate) fn take(&self) -> bool {
        let pay = |left: u32| left.checked_sub(Self::PRICE);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// Gives back for a success: the price if the call had been repeated, else a little.
    pub(crate) fn refund(&self, attempts: u32) {
        let amount = if attempts > 1 { Self::PRICE } else { Self::REFUND };
        let add = |left: u32| Some(left.saturating_add(amount).min(Self::FULL));
        // The closure always has an answer, so the update cannot fail.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_are_jittered() {
        let config = RetryConfig::default();
        let seconds = |attempt, chance, asked| config.delay(attempt, chance, asked).as_secs_f64();
        assert_eq!(seconds(1, 1.0, None), 0.2);
        assert_eq!(seconds(3, 1.0, None), 0.8);
        assert_eq!(seconds(3, 0.5, None), 0.4);
        assert_eq!(seconds(3, 0.0, None), 0.0);
        assert_eq!(seconds(40, 1.0, None), 20.0);
        assert_eq!(seconds(1, 1.0, Some(Duration::from_secs(3))), 3.0);
        assert_eq!(seconds(1, 1.0, Some(Duration::from_secs(300))), 20.0);
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
        let budget = RetryBudget::new();
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
        (0..5).for_each(|_| budget.refund(1));
        assert!(budget.take() && !budget.take());
        budget.refund(2);
        assert!(budget.take() && !budget.take());
    }
}
