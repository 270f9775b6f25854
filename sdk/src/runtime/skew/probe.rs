//! Whether the local clock is known to be right, and who finds out.
//!
//! A burst of calls with a wrong clock would be a burst of wrong signatures, for which one vendor locks the key. So
//! until an answer has confirmed the clock, or has taught its offset, calls go out one after the other. The turn is no
//! lock: a call that does not come to an end, or that nobody polls, loses it soon.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Notify;

/// How long a call may take to confirm the clock before the next one goes out as well.
const TURN: Duration = Duration::from_millis(500);

/// How many calls go out one after the other. If all of them hang, it is not the clock that is wrong.
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
    /// The call whose answer is waited for, and since when.
    turn: Option<(u64, tokio::time::Instant)>,
    /// How many calls have lost their turn since the clock was known to be right.
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
                Look::Wait(until) => drop(tokio::time::timeout_at(until, changed).await),
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
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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

impl Drop for ProbeTurn<'_> {
    fn drop(&mut self) {
        let mut state = self.probe.state();
        if state.turn.is_some_and(|(id, _)| id == self.id) {
            state.turn = None;
            drop(state);
            self.probe.changed.notify_waiters();
        }
    }
}
