//! The vendor's limits on calls, kept on this side.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
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
        Some((calls as usize).max(1))
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

/// Hands out the moments at which calls may go out, per operation.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    limits: RateLimits,
    lanes: Mutex<HashMap<&'static str, Lane>>,
}

/// The calls of one operation.
#[derive(Debug, Default)]
struct Lane {
    /// When the latest calls went out or will, oldest first: as many as the limit allows in one window.
    moments: VecDeque<Instant>,
    slow_until: Option<Instant>,
}

impl Lane {
    /// The first moment from `now` on at which one more call breaks no limit.
    fn next(&self, allowed: usize, now: Instant) -> Instant {
        let after = |calls: usize, window: Duration| {
            let first = self.moments.len().checked_sub(calls).and_then(|first| self.moments.get(first));
            first.map(|first| *first + window)
        };
        let latest = self.moments.back().copied();
        let whole = after(allowed, WINDOW);
        let quarter = after(allowed.div_ceil(QUARTERS as usize), WINDOW / QUARTERS);
        [latest, whole, quarter].into_iter().flatten().fold(now, Instant::max)
    }
}

impl Limiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self { limits, lanes: Mutex::default() }
    }

    /// Reserves the next moment at which `operation` may be called; `None` when that is after `deadline`, and
    /// nothing is reserved. A moment that is reserved and not used is lost: that keeps the order without a queue.
    pub(crate) fn reserve(
        &self,
        operation: &'static str,
        documented: Option<u32>,
        now: Instant,
        deadline: Instant,
    ) -> Option<Instant> {
        let Some(allowed) = self.limits.per_second(documented) else {
            return Some(now);
        };
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = lanes.entry(operation).or_default();
        let slow = lane.slow_until.is_some_and(|until| now < until);
        let allowed = if slow { (allowed / 2).max(1) } else { allowed };
        while lane.moments.len() > allowed {
            lane.moments.pop_front();
        }
        let moment = lane.next(allowed, now);
        if moment > deadline {
            return None;
        }
        lane.moments.push_back(moment);
        Some(moment)
    }

    /// Slows `operation` down for a while: the vendor has refused a call of it.
    pub(crate) fn slow_down(&self, operation: &'static str, now: Instant) {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.entry(operation).or_default().slow_until = Some(now + SLOW_TIME);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reserved(limiter: &Limiter, calls: usize, now: Instant) -> Vec<Duration> {
        let deadline = now + Duration::from_secs(3600);
        let moments = (0..calls).map(|_| limiter.reserve("Op", Some(5), now, deadline).unwrap());
        moments.map(|moment| moment - now).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn no_window_holds_more_than_the_limit() {
        let now = Instant::now();
        let moments = reserved(&Limiter::new(RateLimits::documented()), 23, now);
        assert_eq!(moments[1], Duration::ZERO, "the first go at once");
        for pair in moments.windows(6) {
            assert!(pair[5] - pair[0] >= Duration::from_secs(1), "six calls within a second: {moments:?}");
        }
        assert!(moments.is_sorted(), "calls go out in the order in which they came");
        assert!(moments[22] <= Duration::from_secs(5), "{moments:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn limits_can_be_scaled_slowed_and_off() {
        let now = Instant::now();
        let late = |limiter: &Limiter| reserved(limiter, 11, now)[10];
        assert_eq!(late(&Limiter::new(RateLimits::off())), Duration::ZERO);
        assert!(late(&Limiter::new(RateLimits::scaled(3.0))) < Duration::from_secs(1));
        let normal = late(&Limiter::new(RateLimits::documented()));
        let slowed = Limiter::new(RateLimits::documented());
        slowed.slow_down("Op", now);
        assert!(late(&slowed) > normal * 2);
        for odd in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(late(&Limiter::new(RateLimits::scaled(odd))), normal);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_past_the_deadline_reserves_nothing() {
        let now = Instant::now();
        let limiter = Limiter::new(RateLimits::documented());
        reserved(&limiter, 5, now);
        let soon = now + Duration::from_millis(500);
        assert_eq!(limiter.reserve("Op", Some(5), now, soon), None);
        let next = limiter.reserve("Op", Some(5), now, now + Duration::from_secs(9)).unwrap();
        assert_eq!(next, now + WINDOW);
        assert_eq!(limiter.reserve("Other", Some(5), now, soon), Some(now), "operations do not share a lane");
    }
}
