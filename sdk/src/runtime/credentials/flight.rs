//! Work that several callers share.

use std::collections::HashMap;
use std::fmt;
use std::future::poll_fn;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use tokio::runtime::{Handle, Id as RuntimeId};
use tokio::time::Instant;

use crate::runtime::error::{Error, Result};
use crate::runtime::lock::lock;
use crate::runtime::transport::BoxFuture;

/// Work that was ready for this long without being polled may have missed its own time limits.
const NEGLECT: Duration = Duration::from_secs(1);

/// Work that is done once, however many callers wait for its result.
///
/// Nothing is spawned, and the work belongs to no single caller: each waiting caller drives it when it is polled. So a
/// caller that is cancelled or not polled delays no other.
///
/// - Work belongs to the tokio runtime that it was started in, whose timers and sockets it uses. A caller in another
///   runtime starts its own.
/// - Work that is older than a caller's time limit may never end: that caller starts new work.
/// - When the last waiting caller is dropped, so is the work.
pub(crate) struct SingleFlight<T> {
    state: Mutex<State<T>>,
    waiting: Arc<Waiting>,
}

struct State<T> {
    /// The work that new callers join.
    current: Weak<Flight<T>>,
    /// How often work has succeeded, and with what the last time.
    successes: u64,
    value: Option<T>,
}

/// Work in progress, held by the callers that wait for it.
struct Flight<T> {
    runtime: Option<RuntimeId>,
    /// Callers whose time limit is shorter than its age do not join it.
    started: Instant,
    /// The lock is held while the work is polled, and never while a caller waits.
    work: Mutex<Work<T>>,
    signal: Arc<Signal>,
}

enum Work<T> {
    Running(BoxFuture<'static, Result<T>>),
    Failed(Error),
    /// It succeeded, or it panicked while it was polled.
    Over,
}

/// The waiting callers, to wake when the work can continue or has ended.
#[derive(Default)]
struct Waiting {
    wakers: Mutex<HashMap<u64, Waker>>,
    next: AtomicU64,
}

/// The waker of the work: it wakes all waiting callers.
struct Signal {
    waiting: Arc<Waiting>,
    woken: Mutex<Option<Instant>>,
}

/// The time at which a caller arrived. It can use the result of any work that has succeeded since.
#[derive(Clone, Copy)]
pub(crate) struct Ticket(u64);

type Start<'a, T> = &'a (dyn Fn() -> BoxFuture<'static, Result<T>> + Send + Sync);

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        let state = State { current: Weak::new(), successes: 0, value: None };
        Self { state: Mutex::new(state), waiting: Arc::default() }
    }
}

impl<T: Clone> SingleFlight<T> {
    /// Take it before you check whether there is work to do.
    pub(crate) fn ticket(&self) -> Ticket {
        Ticket(self.state().successes)
    }

    /// Waits for the work in progress, or starts it. `limit` is the caller's time limit.
    pub(crate) async fn join(&self, ticket: Ticket, limit: Duration, start: Start<'_, T>) -> Result<T> {
        let (flight, _) = self.join_or_start(limit, start);
        self.wait_for(&flight, ticket, start).await
    }

    /// Does the work; `None` at once if it is already in progress.
    pub(crate) async fn join_if_idle(
        &self,
        ticket: Ticket,
        limit: Duration,
        start: Start<'_, T>,
    ) -> Option<Result<T>> {
        let (flight, is_new) = self.join_or_start(limit, start);
        if !is_new {
            return None;
        }
        Some(self.wait_for(&flight, ticket, start).await)
    }

    /// The work that a caller of this runtime joins, and whether it starts with this caller.
    fn join_or_start(&self, limit: Duration, start: Start<'_, T>) -> (Arc<Flight<T>>, bool) {
        let runtime = Handle::try_current().ok().map(|runtime| runtime.id());
        let now = Instant::now();
        let mut state = self.state();
        if let Some(flight) = state.current.upgrade()
            && flight.runtime == runtime
            && now.duration_since(flight.started) < limit
        {
            return (flight, false);
        }
        let flight = Arc::new(Flight {
            runtime,
            started: now,
            work: Mutex::new(Work::Running(start())),
            signal: Arc::new(Signal { waiting: self.waiting.clone(), woken: Mutex::default() }),
        });
        state.current = Arc::downgrade(&flight);
        (flight, true)
    }

    async fn wait_for(&self, flight: &Flight<T>, ticket: Ticket, start: Start<'_, T>) -> Result<T> {
        let waiter = Waiter::new(&self.waiting);
        poll_fn(|context| {
            // Before the check, so that no change after it is missed.
            waiter.wake_here(context.waker());
            match self.succeeded_since(ticket) {
                Some(value) => Poll::Ready(Ok(value)),
                None => self.drive(flight, start),
            }
        })
        .await
    }

    /// Polls the work, unless another caller is polling it, which then wakes this one.
    fn drive(&self, flight: &Flight<T>, start: Start<'_, T>) -> Poll<Result<T>> {
        let mut work = match flight.work.try_lock() {
            Ok(work) => work,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        loop {
            // Taken out while it is polled: work that panics cannot go on.
            let mut running = match std::mem::replace(&mut *work, Work::Over) {
                Work::Running(running) => running,
                Work::Failed(error) => {
                    let shared = error.share();
                    *work = Work::Failed(error);
                    return Poll::Ready(Err(shared));
                }
                // It panicked in another caller.
                Work::Over => start(),
            };
            let was_neglected = flight.signal.was_neglected();
            let waker = Waker::from(flight.signal.clone());
            match running.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Pending => {
                    *work = Work::Running(running);
                    drop(work);
                    // Callers that were woken meanwhile found the work locked.
                    if lock(&flight.signal.woken).is_some() {
                        self.waiting.wake_all();
                    }
                    return Poll::Pending;
                }
                Poll::Ready(Ok(value)) => {
                    self.finish(flight, Some(&value));
                    return Poll::Ready(Ok(value));
                }
                // Its time limits may have passed without a poll.
                Poll::Ready(Err(_)) if was_neglected => *work = Work::Running(start()),
                Poll::Ready(Err(error)) => {
                    *work = Work::Failed(error.share());
                    drop(work);
                    self.finish(flight, None);
                    return Poll::Ready(Err(error));
                }
            }
        }
    }

    /// Marks the work as ended: a new caller starts new work.
    fn finish(&self, flight: &Flight<T>, value: Option<&T>) {
        let mut state = self.state();
        if std::ptr::eq(state.current.as_ptr(), flight) {
            state.current = Weak::new();
        }
        if let Some(value) = value {
            state.successes += 1;
            state.value = Some(value.clone());
        }
        drop(state);
        self.waiting.wake_all();
    }

    fn succeeded_since(&self, ticket: Ticket) -> Option<T> {
        let state = self.state();
        state.value.clone().filter(|_| state.successes != ticket.0)
    }
}

impl<T> SingleFlight<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        lock(&self.state)
    }
}

impl<T> fmt::Debug for SingleFlight<T> {
    /// Whether work is in progress, without its results.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_idle = self.state().current.strong_count() == 0;
        f.write_str(if is_idle { "SingleFlight(idle)" } else { "SingleFlight(busy)" })
    }
}

impl Waiting {
    fn wake_all(&self) {
        let wakers: Vec<Waker> = lock(&self.wakers).values().cloned().collect();
        // Not under the lock: a waker may run anything.
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Signal {
    /// Whether the work was ready long ago and no caller polled it.
    fn was_neglected(&self) -> bool {
        lock(&self.woken).take().is_some_and(|woken| woken.elapsed() > NEGLECT)
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        lock(&self.woken).get_or_insert_with(Instant::now);
        self.waiting.wake_all();
    }
}

/// One of the callers that wait, for as long as it does.
struct Waiter<'a> {
    waiting: &'a Waiting,
    id: u64,
}

impl<'a> Waiter<'a> {
    fn new(waiting: &'a Waiting) -> Self {
        Self { waiting, id: waiting.next.fetch_add(1, Ordering::Relaxed) }
    }

    fn wake_here(&self, waker: &Waker) {
        lock(&self.waiting.wakers).insert(self.id, waker.clone());
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        lock(&self.waiting.wakers).remove(&self.id);
        // Work that panics wakes no caller, and callers that found it locked meanwhile would wait forever.
        if std::thread::panicking() {
            self.waiting.wake_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc;

    use super::*;

    /// A waker that notes that it was woken.
    #[derive(Default)]
    struct Noted(AtomicBool);

    impl Wake for Noted {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    #[test]
    fn work_that_panics_in_one_caller_is_started_anew_by_another() {
        let flight = Arc::new(SingleFlight::<u32>::default());
        let (polled, is_polled) = mpsc::channel();
        let (go, gone) = mpsc::channel::<()>();
        let driver = std::thread::spawn({
            let flight = flight.clone();
            let gone = Mutex::new(Some((polled, gone)));
            move || {
                let start = || -> BoxFuture<'static, Result<u32>> {
                    let (polled, gone) = gone.lock().unwrap().take().unwrap();
                    Box::pin(async move {
                        polled.send(()).unwrap();
                        gone.recv().unwrap();
                        panic!("as a provider may");
                    })
                };
                let mut call = pin!(flight.join(flight.ticket(), Duration::MAX, &start));
                let _ = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            }
        });
        is_polled.recv().unwrap();
        // The other caller is polled just then, and waits to be woken.
        let noted = Arc::new(Noted::default());
        let waker = Waker::from(noted.clone());
        let start = || -> BoxFuture<'static, Result<u32>> { Box::pin(std::future::ready(Ok(7))) };
        let mut waiting = pin!(flight.join(flight.ticket(), Duration::MAX, &start));
        assert!(waiting.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        go.send(()).unwrap();
        assert!(driver.join().is_err());
        assert!(noted.0.load(Ordering::SeqCst), "the other caller was left asleep");
        assert!(matches!(waiting.poll(&mut Context::from_waker(&waker)), Poll::Ready(Ok(7))));
    }
}
