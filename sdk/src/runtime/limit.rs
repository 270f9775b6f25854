//! The vendor's limits on calls, kept on this side.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How many calls a second a client makes of one operation.
///
/// The vendors' pages give limits (`20/s`), and what goes beyond is refused. A client keeps them itself, per
/// operation, in the order in which calls come; the wait counts against the call's time. After a refusal all the
/// same, the operation is slowed down for a while.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimits {
    factor: Option<f64>,
}

impl RateLimits {
    /// The limits of the vendors' pages.
    pub const fn documented() -> Self {
        Self { factor: Some(1.0) }
    }

    /// A part of the documented limits, where several programs share an account, or a multiple where the vendor
    /// granted more. Never less than one call a second; a factor that is no positive number counts as 1.
    pub fn scaled(factor: f64) -> Self {
        Self { factor: Some(if factor.is_finite() && factor > 0.0 { factor } else { 1.0 }) }
    }

    /// No limits on this side.
    pub const fn off() -> Self {
        Self { factor: None }
    }

    fn per_second(self, documented: Option<u32>) -> Option<usize> {
        let calls = f64::from(documented?) * self.factor?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive, and cut off on purpose"
        )]
        Some((calls as usize).clamp(1, 1_000_000))
    }
}

impl Default for RateLimits {
    fn default() -> Self {
        Self::documented()
    }
}

/// A second and a little: calls do not all take the same time to the vendor, who counts them on arrival.
const WINDOW: Duration = Duration::from_millis(1_050);

/// How long an operation is slowed down after the vendor refused a call of it.
const SLOW_TIME: Duration = Duration::from_secs(10);

/// A limit of `allowed` calls a window holds for a quarter of both as well: a second's worth sent at once would
/// arrive spread out, and together with the next second's.
const QUARTERS: u32 = 4;

/// Lets calls go out when the limits of their operations allow it.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    limits: RateLimits,
    lanes: Mutex<HashMap<&'static str, Arc<Lane>>>,
}

/// The calls of one operation. Whoever holds `sent` is the next to go; the lock is fair, so calls go in the order in
/// which they came, and one that is cancelled while it waits leaves no trace.
#[derive(Debug, Default)]
struct Lane {
    /// When the calls of the last window went out, oldest first.
    sent: tokio::sync::Mutex<VecDeque<Instant>>,
    slow_until: Mutex<Option<Instant>>,
}

impl Lane {
    /// How many calls a window may have now.
    fn allowed(&self, normal: usize, now: Instant) -> usize {
        let slow_until = *self.slow_until.lock().unwrap_or_else(PoisonError::into_inner);
        if slow_until.is_some_and(|until| now < until) { (normal / 2).max(1) } else { normal }
    }
}

/// The first moment from `now` on at which one more call breaks no limit.
fn next(sent: &VecDeque<Instant>, allowed: usize, now: Instant) -> Instant {
    let after = |calls: usize, window: Duration| {
        let first = sent.len().checked_sub(calls).and_then(|first| sent.get(first));
        first.map(|first| *first + window)
    };
    let whole = after(allowed, WINDOW);
    let quarter = after(allowed.div_ceil(QUARTERS as usize), WINDOW / QUARTERS);
    [whole, quarter].into_iter().flatten().fold(now, Instant::max)
}

impl Limiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self { limits, lanes: Mutex::default() }
    }

    /// The limit that is kept for an operation with this documented one.
    pub(crate) fn per_second(&self, documented: Option<u32>) -> Option<usize> {
        self.limits.per_second(documented)
    }

    /// Waits until `operation` may be called, which is from then on noted as done. Returns how long that took.
    pub(crate) async fn acquire(&self, operation: &'static str, documented: Option<u32>) -> Duration {
        let Some(normal) = self.limits.per_second(documented) else {
            return Duration::ZERO;
        };
        let came = Instant::now();
        let lane = self.lane(operation);
        let mut sent = lane.sent.lock().await;
        loop {
            let now = Instant::now();
            while sent.front().is_some_and(|first| *first + WINDOW <= now) {
                sent.pop_front();
            }
            let moment = next(&sent, lane.allowed(normal, now), now);
            if moment <= now {
                sent.push_back(now);
                return now - came;
            }
            tokio::time::sleep_until(moment).await;
        }
    }

    /// Slows `operation` down for a while, waiting calls included: the vendor has refused a call of it.
    pub(crate) fn slow_down(&self, operation: &'static str) {
        let lane = self.lane(operation);
        *lane.slow_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + SLOW_TIME);
    }

    fn lane(&self, operation: &'static str) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.entry(operation).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When each of so many calls that come at once goes out.
    async fn moments(limiter: &Limiter, calls: usize) -> Vec<Duration> {
        let started = Instant::now();
        let mut moments = Vec::new();
        for _ in 0..calls {
            limiter.acquire("Op", Some(5)).await;
            moments.push(started.elapsed());
        }
        moments
    }

    #[tokio::test(start_paused = true)]
    async fn no_window_holds_more_than_the_limit() {
        let moments = moments(&Limiter::new(RateLimits::documented()), 23).await;
        assert_eq!(moments[1], Duration::ZERO, "the first go at once");
        for window in moments.windows(6) {
            assert!(window[5] - window[0] >= Duration::from_secs(1), "six within a second: {moments:?}");
        }
        assert!(moments[22] <= Duration::from_secs(5), "{moments:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn limits_can_be_scaled_slowed_and_off() {
        let late = async |limiter: Limiter| moments(&limiter, 11).await[10];
        assert_eq!(late(Limiter::new(RateLimits::off())).await, Duration::ZERO);
        assert_eq!(late(Limiter::new(RateLimits::scaled(f64::MAX))).await, Duration::ZERO);
        assert!(late(Limiter::new(RateLimits::scaled(3.0))).await < Duration::from_secs(1));
        let normal = late(Limiter::new(RateLimits::documented())).await;
        let slowed = Limiter::new(RateLimits::documented());
        slowed.slow_down("Op");
        assert!(late(slowed).await > normal * 2);
        for odd in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let odd = late(Limiter::new(RateLimits::scaled(odd))).await;
            assert!(odd.abs_diff(normal) < Duration::from_millis(10), "{odd:?} {normal:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_dropped_while_it_waits_leaves_no_trace() {
        let limiter = Limiter::new(RateLimits::documented());
        let limiter = Arc::new(limiter);
        let mut crowd = tokio::task::JoinSet::new();
        for _ in 0..2_000 {
            let limiter = limiter.clone();
            crowd.spawn(async move { limiter.acquire("Op", Some(5)).await });
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        crowd.shutdown().await;
        let waited = limiter.acquire("Op", Some(5)).await;
        assert!(waited <= WINDOW, "{waited:?}");
        assert_eq!(limiter.acquire("Other", Some(5)).await, Duration::ZERO, "operations do not share a lane");
    }
}
