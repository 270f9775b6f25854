//! The progress of a wait.

use std::fmt;
use std::time::Duration;

use super::super::debug;
use super::super::named;
use super::super::operation::Waiter;
use super::super::record::Record;

/// The state at a poll. `Display` is one line: `2 of 3 done, 1 under way (poll 4, after 12.5 s)`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Progress<R> {
    /// The response, with the entries of all pages.
    pub response: R,
    /// The number of the poll, from 1.
    pub poll: u32,
    /// The time since the wait began.
    pub elapsed: Duration,
    /// Number of entries that are done.
    pub done: usize,
    /// Number of entries that have failed.
    pub failed: usize,
    /// Number of entries that are in progress, or whose state is unknown.
    pub pending: usize,
}

/// The number of entries in each state.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) done: usize,
    pub(super) failed: usize,
    pub(super) pending: usize,
}

/// The state of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Done,
    Failed,
    Pending,
}

/// The state of `entry`. Only the values that the spec names are final.
pub(super) fn standing(waiter: &Waiter, entry: &dyn Record) -> Standing {
    match named::text(entry, waiter.field) {
        Some(value) if waiter.done.contains(&value.as_str()) => Standing::Done,
        Some(value) if waiter.failed.contains(&value.as_str()) => Standing::Failed,
        _ => Standing::Pending,
    }
}

/// Counts `entries`.
pub(super) fn count<'e>(waiter: &Waiter, entries: impl Iterator<Item = &'e dyn Record>) -> Count {
    let mut count = Count::default();
    for entry in entries {
        match standing(waiter, entry) {
            Standing::Done => count.done += 1,
            Standing::Failed => count.failed += 1,
            Standing::Pending => count.pending += 1,
        }
    }
    count
}

impl<R> Progress<R> {
    pub(super) fn new(response: R, poll: u32, elapsed: Duration, count: Count) -> Self {
        let Count { done, failed, pending } = count;
        Self { response, poll, elapsed, done, failed, pending }
    }

    /// `2 of 3 done, 1 under way`
    pub(super) fn counts(&self) -> String {
        let mut counts = format!("{} of {} done", self.done, self.done + self.failed + self.pending);
        if self.failed > 0 {
            counts.push_str(&format!(", {} failed", self.failed));
        }
        if self.pending > 0 {
            counts.push_str(&format!(", {} under way", self.pending));
        }
        counts
    }
}

impl<R> fmt::Display for Progress<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (poll {}, after {:.1} s)", self.counts(), self.poll, self.elapsed.as_secs_f64())
    }
}

/// `Debug` of a record of any type, with masked secrets.
pub(super) struct Shown<'r>(pub(super) &'r dyn Record);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::record(self.0, f)
    }
}

impl<R: Record> fmt::Debug for Progress<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("response", &Shown(&self.response))
            .field("poll", &self.poll)
            .field("elapsed", &self.elapsed)
            .field("done", &self.done)
            .field("failed", &self.failed)
            .field("pending", &self.pending)
            .finish()
    }
}
