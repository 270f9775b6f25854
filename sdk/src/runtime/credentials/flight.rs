//! One piece of work for all who wait for it.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex as Lock, MutexGuard as Held, PoisonError};

use tokio::sync::{Mutex, MutexGuard};

use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::transport::BoxFuture;

/// Work that is done once, however many callers want its result at the same time.
///
/// Nothing is spawned: one of the waiting callers drives the work. When that caller goes away, the work stays where
/// it is and the next one in line drives it on, so a cancelled call neither stops nor restarts it. When the last one
/// goes away, so does the work: it would grow stale, and belongs to a runtime that may end.
pub(crate) struct SingleFlight<T> {
    waiters: AtomicUsize,
    work: Mutex<Option<BoxFuture<'static, Result<T>>>>,
    landed: Lock<Landed<T>>,
}

/// How often work was finished, and how the last one ended.
struct Landed<T> {
    count: u64,
    outcome: Option<Result<T, Failure>>,
}

/// As much of an error as several callers can be given.
#[derive(Clone)]
struct Failure {
    kind: ErrorKind,
    message: String,
    is_absence: bool,
}

/// When a caller came: it is content with whatever was finished later.
#[derive(Clone, Copy)]
pub(crate) struct Ticket(u64);

type Start<'a, T> = &'a (dyn Fn() -> BoxFuture<'static, Result<T>> + Send + Sync);

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self {
            waiters: AtomicUsize::new(0),
            work: Mutex::default(),
            landed: Lock::new(Landed { count: 0, outcome: None }),
        }
    }
}

impl<T: Clone> SingleFlight<T> {
    /// To be drawn before it is looked whether there is anything to do.
    pub(crate) fn ticket(&self) -> Ticket {
        Ticket(self.landed().count)
    }

    /// Waits for the work under way, or does it.
    pub(crate) async fn join(&self, ticket: Ticket, start: Start<'_, T>) -> Result<T> {
        let _waiter = Waiter::of(self);
        let work = self.work.lock().await;
        self.drive(work, ticket, start).await
    }

    /// Does the work unless somebody is at it: then `None`, at once.
    pub(crate) async fn join_if_idle(&self, ticket: Ticket, start: Start<'_, T>) -> Option<Result<T>> {
        let _waiter = Waiter::of(self);
        let work = self.work.try_lock().ok()?;
        Some(self.drive(work, ticket, start).await)
    }

    async fn drive(
        &self,
        work: MutexGuard<'_, Option<BoxFuture<'static, Result<T>>>>,
        ticket: Ticket,
        start: Start<'_, T>,
    ) -> Result<T> {
        if let Some(outcome) = self.landed_since(ticket) {
            return outcome;
        }
        let mut seat = Seat { work, is_over: false };
        let is_inherited = seat.work.is_some();
        let mut outcome = seat.work.get_or_insert_with(start).await;
        if is_inherited && outcome.is_err() {
            // Nobody drove it for a while, so its limits on time may have passed in vain.
            outcome = seat.work.insert(start()).await;
        }
        seat.is_over = true;
        let mut landed = self.landed();
        landed.count += 1;
        landed.outcome = Some(match &outcome {
            Ok(value) => Ok(value.clone()),
            Err(error) => Err(Failure {
                kind: error.kind(),
                message: error.message().to_owned(),
                is_absence: error.is_absence(),
            }),
        });
        outcome
    }

    fn landed_since(&self, ticket: Ticket) -> Option<Result<T>> {
        let landed = self.landed();
        let outcome = landed.outcome.as_ref().filter(|_| landed.count != ticket.0)?;
        Some(match outcome {
            Ok(value) => Ok(value.clone()),
            Err(failure) if failure.is_absence => Err(Error::no_credentials(&failure.message)),
            Err(failure) => Err(Error::new(failure.kind, &failure.message)),
        })
    }

    fn landed(&self) -> Held<'_, Landed<T>> {
        self.landed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> fmt::Debug for SingleFlight<T> {
    /// Whether somebody is at it. What came of it is nobody's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.work.try_lock().is_ok() { "SingleFlight(idle)" } else { "SingleFlight(busy)" })
    }
}

/// One who wants the result.
struct Waiter<'a, T>(&'a SingleFlight<T>);

impl<'a, T> Waiter<'a, T> {
    fn of(flight: &'a SingleFlight<T>) -> Self {
        flight.waiters.fetch_add(1, Ordering::SeqCst);
        Self(flight)
    }
}

impl<T> Drop for Waiter<'_, T> {
    fn drop(&mut self) {
        if self.0.waiters.fetch_sub(1, Ordering::SeqCst) == 1
            && let Ok(mut work) = self.0.work.try_lock()
        {
            *work = None;
        }
    }
}

/// The place of the one who drives. Leaving it keeps unfinished work, but not work that panicked: it cannot go on.
struct Seat<'a, T> {
    work: MutexGuard<'a, Option<BoxFuture<'static, Result<T>>>>,
    is_over: bool,
}

impl<T> Drop for Seat<'_, T> {
    fn drop(&mut self) {
        if self.is_over || std::thread::panicking() {
            *self.work = None;
        }
    }
}
