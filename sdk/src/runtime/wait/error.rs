//! Why a wait failed.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::super::error::{Error, ErrorKind};
use super::super::named;
use super::Waitable;
use super::progress::{Progress, Shown, Standing, standing};

/// Why a wait for operation `O` failed.
///
/// It converts to an [`Error`], so `?` works: of kind [`Failed`](ErrorKind::Failed), of kind
/// [`Timeout`](ErrorKind::Timeout), or the call's own; its source is the `WaitError`.
#[non_exhaustive]
pub enum WaitError<O: Waitable> {
    /// Nothing is in progress any more, and not everything is done.
    Failed {
        /// What failed: the entries of the list, or the response if that itself is waited for.
        entries: Vec<O::Entry>,
        /// The final state, with the last response.
        progress: Box<Progress<O::Response>>,
    },
    /// Something was still in progress at the deadline.
    Deadline {
        /// Duration of the wait.
        elapsed: Duration,
        /// The state at the last poll; `None` if not even the first had a response.
        last: Option<Box<Progress<O::Response>>>,
    },
    /// A call failed.
    Call(Error),
}

impl<O: Waitable> WaitError<O> {
    pub(super) fn failed(progress: Progress<O::Response>) -> Self {
        let entries = O::entries(&progress.response).iter();
        let failed = entries.filter(|entry| standing(&O::WAITER, *entry) == Standing::Failed).cloned();
        Self::Failed { entries: failed.collect(), progress: Box::new(progress) }
    }

    /// The state at the last poll that had a response, if any.
    pub fn progress(&self) -> Option<&Progress<O::Response>> {
        match self {
            Self::Failed { progress, .. } => Some(progress),
            Self::Deadline { last, .. } => last.as_deref(),
            Self::Call(_) => None,
        }
    }

    /// A short message, for the [`Error`] whose source is the `WaitError`.
    fn summary(&self) -> String {
        match self {
            Self::Failed { progress, .. } => format!("what was waited for failed: {}", progress.counts()),
            Self::Deadline { last: None, .. } => "no poll was answered by the deadline".to_owned(),
            Self::Deadline { last: Some(last), .. } => {
                format!("still under way at the deadline: {}", last.counts())
            }
            Self::Call(error) => error.message().to_owned(),
        }
    }

    /// The message, without the name of the operation.
    fn message(&self) -> String {
        match self {
            Self::Failed { entries, progress } => {
                let mut values: Vec<String> = entries.iter().filter_map(value::<O>).collect();
                values.sort();
                values.dedup();
                let values = values.join(", ");
                format!("what was waited for failed, {} being {values}: {progress}", O::WAITER.field)
            }
            Self::Deadline { elapsed, last: None } => {
                format!("the first poll was not answered by the deadline, {:.1} s", elapsed.as_secs_f64())
            }
            Self::Deadline { elapsed, last: Some(last) } => {
                format!("still under way at the deadline, after {:.1} s: {last}", elapsed.as_secs_f64())
            }
            Self::Call(error) => error.message().to_owned(),
        }
    }
}

/// The state of an entry, as the service sent it.
fn value<O: Waitable>(entry: &O::Entry) -> Option<String> {
    named::text(entry, O::WAITER.field)
}

impl<O: Waitable> fmt::Display for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            _ => {
                let service = O::INFO.service;
                let (vendor, operation) = (service.provider.name, O::INFO.name);
                write!(f, "{vendor} {} {operation}: {}", service.name, self.message())
            }
        }
    }
}

impl<O: Waitable> fmt::Debug for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { entries, progress } => {
                let entries: Vec<_> = entries.iter().map(|entry| Shown(entry)).collect();
                f.debug_struct("Failed").field("entries", &entries).field("progress", progress).finish()
            }
            Self::Deadline { elapsed, last } => {
                f.debug_struct("Deadline").field("elapsed", elapsed).field("last", last).finish()
            }
            Self::Call(error) => f.debug_tuple("Call").field(error).finish(),
        }
    }
}

impl<O: Waitable> StdError for WaitError<O> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // `Display` shows the whole message of the call's error, so its source is next.
            Self::Call(error) => error.source(),
            _ => None,
        }
    }
}

impl<O: Waitable> From<WaitError<O>> for Error {
    fn from(error: WaitError<O>) -> Self {
        let kind = match error {
            WaitError::Call(error) => return error,
            WaitError::Failed { .. } => ErrorKind::Failed,
            WaitError::Deadline { .. } => ErrorKind::Timeout,
        };
        let service = O::INFO.service;
        Self::new(kind, error.summary())
            .with_call(service.provider.name, service.name, O::INFO.name)
            .with_source(error)
    }
}
