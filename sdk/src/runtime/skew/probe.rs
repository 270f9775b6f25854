//! Whether the local clock is confirmed, and which call checks it.
//!
//! A burst of calls with a wrong clock is a burst of wrong signatures, for which one vendor locks the key. So until a
//! response has confirmed the clock or shown its offset, calls are sent one after the other. The turn is not a lock: a
//! call that does not end, or is not polled, soon loses it. After a few inconclusive turns, such as in an outage, all
//! calls are sent.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Notify;

use crate::runtime::lock::lock;

/// How long a call may take to confirm the clock before the next one is sent as well.
const TURN: Duration = Duration::from_millis(150);

/// The maximum number of calls in progress before the clock is confirmed, below the number of wrong signatures for
/// which a vendor locks a key; and the number of inconclusive calls that end the search.
const MAX_TURNS: usize = 4;

/// How long calls wait for the calls in progress. A slower service cannot confirm the clock.
const MAX_SEARCH: Duration = Duration::from_secs(8);

/// If the machine's two clocks differ by this much, the local time was set.
const JUMP: Duration = Duration::from_secs(5);

/// The state of the local clock, shared by all calls of a configuration.
#[derive(Debug, Default)]
pub(super) struct Probe {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// When the clock was last confirmed: by the clock itself, and by a monotonic one.
    confirmed: Option<(SystemTime, Instant)>,
    /// The calls in progress, by number and with the time when they were sent.
    out: Vec<(u64, tokio::time::Instant)>,
    /// When the first of them was sent.
    since: Option<tokio::time::Instant>,
    /// How many calls wait for their turn.
    waiting: u32,
    /// Inconclusive turns while other calls waited, since the clock was last confirmed.
    lost: usize,
    next: u64,
}

impl State {
    /// Ends the search: the clock is right, or cannot be confirmed.
    fn confirm(&mut self, now: SystemTime) {
        self.confirmed = Some((now, Instant::now()));
        self.out.clear();
        (self.since, self.lost) = (None, 0);
    }
}

/// A call's turn to check the clock. Dropping it passes the turn on.
#[derive(Debug)]
pub(crate) struct ProbeTurn<'a> {
    probe: &'a Probe,
    id: u64,
}

impl Probe {
    /// Waits until the clock is confirmed, or until it is this call's turn to check it. `now` is the local time.
    pub(super) async fn enter(&self, now: impl Fn() -> SystemTime) -> Option<ProbeTurn<'_>> {
        loop {
            let mut changed = pin!(self.changed.notified());
            // From here on no change is missed, even one between the check and the wait.
            changed.as_mut().enable();
            match self.look(now()) {
                Look::Confirmed => return None,
                Look::Turn(id) => return Some(ProbeTurn { probe: self, id }),
                // Either way, the state is checked again.
                Look::Wait(until) => {
                    let _waiting = Waiting::new(self);
                    drop(tokio::time::timeout_at(until, changed).await);
                }
            }
        }
    }

    /// Marks the clock as right at `now`, or its offset as known.
    pub(super) fn confirm(&self, now: SystemTime) {
        let mut state = self.state();
        // Without a search there is no call to wake.
        let is_search = state.since.is_some();
        state.confirm(now);
        drop(state);
        if is_search {
            self.changed.notify_waiters();
        }
    }

    fn look(&self, now: SystemTime) -> Look {
        let mut state = self.state();
        if state.confirmed.is_some_and(|confirmed| !has_jumped(confirmed, now)) {
            return Look::Confirmed;
        }
        let end = state.since.map(|since| since + MAX_SEARCH);
        let is_over = end.is_some_and(|end| end <= tokio::time::Instant::now());
        if state.lost >= MAX_TURNS || is_over {
            state.confirm(now);
            drop(state);
            self.changed.notify_waiters();
            return Look::Confirmed;
        }
        if let (Some((_, latest)), Some(end)) = (state.out.last(), end) {
            if state.out.len() >= MAX_TURNS {
                return Look::Wait(end);
            }
            if latest.elapsed() < TURN {
                return Look::Wait(*latest + TURN);
            }
        }
        let (id, now) = (state.next, tokio::time::Instant::now());
        state.next += 1;
        state.since.get_or_insert(now);
        state.out.push((id, now));
        Look::Turn(id)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

enum Look {
    Confirmed,
    Turn(u64),
    Wait(tokio::time::Instant),
}

/// Whether the local time was set since it was confirmed.
fn has_jumped(confirmed: (SystemTime, Instant), now: SystemTime) -> bool {
    let passed = confirmed.1.elapsed();
    let expected = confirmed.0.checked_add(passed).unwrap_or(now);
    let apart = now.duration_since(expected).unwrap_or_else(|earlier| earlier.duration());
    apart > JUMP
}

/// Counts a call among those that wait, until it is dropped.
struct Waiting<'a>(&'a Probe);

impl<'a> Waiting<'a> {
    fn new(probe: &'a Probe) -> Self {
        probe.state().waiting += 1;
        Self(probe)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.state().waiting -= 1;
    }
}

impl Drop for ProbeTurn<'_> {
    fn drop(&mut self) {
        let mut state = self.probe.state();
        let Some(index) = state.out.iter().position(|(id, _)| *id == self.id) else {
            return;
        };
        state.out.remove(index);
        // Sequential calls lose no time, so they continue to check.
        if state.waiting > 0 {
            state.lost += 1;
        } else if state.out.is_empty() {
            state.since = None;
        }
        drop(state);
        self.probe.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn calls_that_find_nothing_out_do_not_wait_for_each_other_without_end() {
        let probe = Probe::default();
        let call = async || {
            let _turn = probe.enter(|| SystemTime::UNIX_EPOCH).await;
            // No connection: the clock is as unknown as before.
            tokio::time::sleep(TURN * 9 / 10).await;
        };
        // Nobody waits for these, so they decide nothing.
        for _ in 0..MAX_TURNS * 2 {
            call().await;
        }
        assert!(probe.state().confirmed.is_none());

        let started = tokio::time::Instant::now();
        let mut calls: Vec<_> = (0..100).map(|_| Box::pin(call())).collect();
        poll_fn(|context| {
            calls.retain_mut(|call| call.as_mut().poll(context).is_pending());
            if calls.is_empty() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        assert!(started.elapsed() <= TURN * 5, "{:?}", started.elapsed());
        assert_eq!(probe.state().waiting, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn few_calls_are_out_before_a_slow_service_has_answered() {
        let probe = Probe::default();
        let out = std::sync::atomic::AtomicUsize::new(0);
        let call = async || {
            let turn = probe.enter(|| SystemTime::UNIX_EPOCH).await;
            if turn.is_some() {
                out.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(2_500)).await;
                probe.confirm(SystemTime::UNIX_EPOCH);
            }
        };
        let started = tokio::time::Instant::now();
        let mut calls: Vec<_> = (0..50).map(|_| Box::pin(call())).collect();
        poll_fn(|context| {
            calls.retain_mut(|call| call.as_mut().poll(context).is_pending());
            if calls.is_empty() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        assert_eq!(out.load(std::sync::atomic::Ordering::Relaxed), MAX_TURNS);
        assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn calls_that_nobody_polls_do_not_hold_up_the_others_for_long() {
        let probe = Probe::default();
        let mut parked = Vec::new();
        for _ in 0..MAX_TURNS {
            parked.push(probe.enter(|| SystemTime::UNIX_EPOCH).await);
        }
        let started = tokio::time::Instant::now();
        assert!(probe.enter(|| SystemTime::UNIX_EPOCH).await.is_none());
        assert!(started.elapsed() <= MAX_SEARCH, "{:?}", started.elapsed());
    }
}
