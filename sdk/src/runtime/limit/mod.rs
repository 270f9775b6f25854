//! Rate limits, kept by the client.

mod lane;

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use self::lane::{Lane, SlotId, Turn};
use crate::runtime::lock::lock;

/// The limits on calls per second of each operation.
///
/// The vendors' pages give limits (`20/s`), and the services refuse calls beyond them. The clients of a configuration
/// keep the limits together, per service and operation, in the order of the calls; the delay counts against the call's
/// time limit. A call that is not polled delays no other, and a call that is dropped while it waits releases its turn.
/// If the vendor still refuses a call, the rate of the operation is halved for 10 seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "settings have no effect until they are passed to a configuration"]
pub struct RateLimits {
    factor: Option<f64>,
}

impl RateLimits {
    /// The limits of the vendors' pages.
    pub const fn documented() -> Self {
        Self { factor: Some(1.0) }
    }

    /// A fraction of the documented limits, if several programs share an account, or a multiple, if the vendor granted
    /// more. At least one call per second; a factor that is not a positive number counts as 1.
    pub fn scaled(factor: f64) -> Self {
        Self { factor: Some(if factor.is_finite() && factor > 0.0 { factor } else { 1.0 }) }
    }

    /// No limits.
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

/// How long an operation is slowed down after the vendor refused a call of it.
const SLOW_TIME: Duration = Duration::from_secs(10);

/// The key of a limit: a service and one of its operations.
pub(crate) type LaneKey = (&'static str, &'static str);

/// Delays calls until the limits of their operations allow them. All clients of a configuration share it.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    limits: RateLimits,
    lanes: Mutex<HashMap<LaneKey, Arc<SharedLane>>>,
}

/// The calls of one operation. The lock is never held across an `await`.
#[derive(Debug, Default)]
struct SharedLane {
    lane: Mutex<Lane>,
    /// Wakes waiting calls when a slot was released.
    moved_up: Notify,
}

impl SharedLane {
    fn lock(&self) -> MutexGuard<'_, Lane> {
        lock(&self.lane)
    }
}

/// A slot that is released if its call is dropped before it is sent.
struct Reservation<'a> {
    lane: &'a SharedLane,
    id: SlotId,
    normal: usize,
}

impl<'a> Reservation<'a> {
    fn new(lane: &'a SharedLane, normal: usize) -> Self {
        let id = lane.lock().reserve(normal, Instant::now());
        Self { lane, id, normal }
    }

    fn claim(&self) -> Turn {
        self.lane.lock().claim(self.id, self.normal, Instant::now())
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        if self.lane.lock().release(self.id, self.normal, Instant::now()) {
            self.lane.moved_up.notify_waiters();
        }
    }
}

impl Limiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self { limits, lanes: Mutex::default() }
    }

    /// The limit for an operation with this documented limit.
    pub(crate) fn per_second(&self, documented: Option<u32>) -> Option<usize> {
        self.limits.per_second(documented)
    }

    /// Waits until a call may be sent, and counts it. Returns how long that took.
    pub(crate) async fn acquire(&self, key: LaneKey, documented: Option<u32>) -> Duration {
        let Some(normal) = self.limits.per_second(documented) else {
            return Duration::ZERO;
        };
        let came = Instant::now();
        let lane = self.lane(key);
        let reservation = Reservation::new(&lane, normal);
        loop {
            let mut moved_up = pin!(lane.moved_up.notified());
            // From here on no wake-up is missed, even one between the check and the wait.
            moved_up.as_mut().enable();
            match reservation.claim() {
                Turn::Go => return came.elapsed(),
                // Either way, the slot is checked again.
                Turn::At(at) => drop(tokio::time::timeout_at(at, moved_up).await),
            }
        }
    }

    /// Halves the rate of an operation for a while, because the vendor has refused a call of it.
    pub(crate) fn slow_down(&self, key: LaneKey, documented: Option<u32>) {
        if let Some(normal) = self.limits.per_second(documented) {
            let now = Instant::now();
            self.lane(key).lock().slow_down(now + SLOW_TIME, normal, now);
        }
    }

    fn lane(&self, key: LaneKey) -> Arc<SharedLane> {
        let mut lanes = lock(&self.lanes);
        lanes.entry(key).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::task::{Context, Poll, Waker};

    use super::lane::WINDOW;
    use super::*;

    const OP: LaneKey = ("svc", "Op");

    /// When each of so many calls that come at once goes out.
    async fn moments(limiter: &Limiter, calls: usize) -> Vec<Duration> {
        let started = Instant::now();
        let mut moments = Vec::new();
        for _ in 0..calls {
            limiter.acquire(OP, Some(5)).await;
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
        slowed.slow_down(OP, Some(5));
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
            crowd.spawn(async move { limiter.acquire(OP, Some(5)).await });
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        crowd.shutdown().await;
        let waited = limiter.acquire(OP, Some(5)).await;
        assert!(waited <= WINDOW, "{waited:?}");
        assert_eq!(
            limiter.acquire(("svc", "Other"), Some(5)).await,
            Duration::ZERO,
            "operations do not share a lane"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_nobody_polls_blocks_no_other() {
        let limiter = Limiter::new(RateLimits::documented());
        // The limit is used up, so that the parked call has to wait.
        moments(&limiter, 5).await;
        let mut parked = Box::pin(limiter.acquire(OP, Some(5)));
        let poll = parked.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(poll.is_pending());
        let waited = limiter.acquire(OP, Some(5)).await;
        assert!(waited <= WINDOW, "{waited:?}");
        let more = moments(&limiter, 20).await;
        assert!(more[19] <= Duration::from_secs(5), "{more:?}");
        parked.await;
    }

    #[tokio::test(start_paused = true)]
    async fn calls_that_are_polled_late_keep_the_limit() {
        let limiter = Limiter::new(RateLimits::documented());
        let mut context = Context::from_waker(Waker::noop());
        let mut parked: Vec<_> = (0..20).map(|_| Box::pin(limiter.acquire(OP, Some(5)))).collect();
        let mut gone = parked.iter_mut().map(|call| call.as_mut().poll(&mut context)).filter(Poll::is_ready);
        let first = gone.by_ref().count();
        assert!(first < 5, "{first} at once");
        tokio::time::sleep(Duration::from_secs(60)).await;
        // Their slots are long past. All are looked at again at once, and still they do not go out together.
        let started = Instant::now();
        let mut moments = Vec::new();
        for call in parked.into_iter().skip(first) {
            call.await;
            moments.push(started.elapsed());
        }
        for window in moments.windows(6) {
            assert!(window[5] - window[0] >= Duration::from_secs(1), "six within a second: {moments:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_slot_that_is_given_back_brings_the_calls_behind_it_forward() {
        let limiter = Arc::new(Limiter::new(RateLimits::documented()));
        let mut ahead = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let limiter = limiter.clone();
            ahead.spawn(async move { limiter.acquire(OP, Some(5)).await });
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        let last = tokio::spawn({
            let limiter = limiter.clone();
            async move { limiter.acquire(OP, Some(5)).await }
        });
        tokio::time::sleep(Duration::from_millis(10)).await;
        ahead.shutdown().await;
        let waited = last.await.unwrap();
        assert!(waited <= WINDOW, "{waited:?}");
    }
}
