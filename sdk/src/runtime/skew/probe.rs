//! Whether the local clock is known to be right, and who finds out.
//!
//! A burst of calls with a wrong clock would be a burst of wrong signatures, for which one vendor locks the key. So
//! until a response has confirmed the clock, or has shown its offset, calls go out one after the other. The turn is no
//! lock: a call that does not end, or that nobody polls, loses it soon. After a few turns that found nothing out, such as
//! in an outage, all calls go out.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Notify;

use crate::runtime::lock::lock;

/// How long a call may take to confirm the clock before the next one goes out as well.
const TURN: Duration = Duration::from_millis(500);

/// How many calls go out one after the other. If all of them hang or cannot connect, it is not the clock that is wrong.
const TURNS: u32 = 4;

/// When the two clocks of this machine have drifted apart by this much, the local time has been set anew.
const JUMP: Duration = Duration::from_secs(5);

/// The state of the local clock, shared by all calls of a configuration.
#[derive(Debug, Default)]
pub(super) struct Probe {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// When the clock was last known to be right: by itself, and by a clock that nobody sets.
    confirmed: Option<(SystemTime, Instant)>,
    /// The call whose response is waited for, and since when.
    turn: Option<(u64, tokio::time::Instant)>,
    /// How many calls wait for their turn.
    waiting: u32,
    /// How many turns found nothing out while other calls waited, since the clock was known to be right.
    lost: u32,
    next: u64,
}

/// A call's turn to find out. Dropping it passes the turn on.
#[derive(Debug)]
pub(crate) struct ProbeTurn<'a> {
    probe: &'a Probe,
    id: u64,
}

impl Probe {
    /// Waits until the clock is known to be right, or until it is this call's turn to find out. `now` is the local
    /// time.
    pub(super) async fn enter(&self, now: impl Fn() -> SystemTime) -> Option<ProbeTurn<'_>> {
        loop {
            let mut changed = pin!(self.changed.notified());
            // From here on no change is missed, also one between the look and the wait.
            changed.as_mut().enable();
            match self.look(now()) {
                Look::Confirmed => return None,
                Look::Turn(id) => return Some(ProbeTurn { probe: self, id }),
                // Whichever comes first, the state is looked at again.
                Look::Wait(until) => {
                    let _waiting = Waiting::new(self);
                    drop(tokio::time::timeout_at(until, changed).await);
                }
            }
        }
    }

    /// The clock, which shows `now`, is right, or its offset is known.
    pub(super) fn confirm(&self, now: SystemTime) {
        let mut state = self.state();
        state.confirmed = Some((now, Instant::now()));
        state.lost = 0;
        if state.turn.take().is_some() {
            drop(state);
            self.changed.notify_waiters();
        }
    }

    fn look(&self, now: SystemTime) -> Look {
        let mut state = self.state();
        if state.confirmed.is_some_and(|confirmed| !has_jumped(confirmed, now)) {
            return Look::Confirmed;
        }
        if let Some((_, since)) = state.turn {
            if since.elapsed() < TURN {
                return Look::Wait(since + TURN);
            }
            state.lost += 1;
        }
        if state.lost >= TURNS {
            state.confirmed = Some((now, Instant::now()));
            (state.turn, state.lost) = (None, 0);
            drop(state);
            self.changed.notify_waiters();
            return Look::Confirmed;
        }
        let id = state.next;
        state.next += 1;
        state.turn = Some((id, tokio::time::Instant::now()));
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
        if state.turn.is_some_and(|(id, _)| id == self.id) {
            state.turn = None;
            // Calls one after the other lose nothing, so they keep on finding out.
            if state.waiting > 0 {
                state.lost += 1;
            }
            drop(state);
            self.probe.changed.notify_waiters();
        }
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
        for _ in 0..TURNS * 2 {
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
        assert!(started.elapsed() <= TURN * (TURNS + 1), "{:?}", started.elapsed());
        assert_eq!(probe.state().waiting, 0);
    }
}
