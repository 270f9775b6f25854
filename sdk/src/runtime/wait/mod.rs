//! Waits until work at a service has ended.

mod config;
mod error;
mod progress;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::time::{Instant, sleep, timeout};

use super::call::Call;
use super::caller::OperationCaller;
use super::client::ServiceClient;
use super::clock::{Clock, chance};
use super::error::{Error, ErrorKind, Result};
use super::operation::{Operation, ServiceMarker, Waiter};
use super::pages::{Page, Pager};
use super::record::Record;
use super::transport::BoxFuture;

pub use config::WaitConfig;
pub use error::WaitError;
pub use progress::Progress;

/// An operation that reports the state of some work.
///
/// The trait is sealed: only generated requests implement it, as with [`Operation`].
pub trait Waitable: Operation + Clone {
    /// The item that is waited for: an entry of a list, or the response itself.
    type Entry: Record + Clone;

    /// The field with the state, and its values that mean done and failed.
    #[doc(hidden)]
    const WAITER: Waiter;

    /// All entries of a response that are waited for.
    #[doc(hidden)]
    fn entries(response: &Self::Response) -> &[Self::Entry];

    /// Adds the entries of a further page to those of `response`.
    #[doc(hidden)]
    fn extend(_response: &mut Self::Response, _page: Self::Response) {}
}

impl<S: ServiceMarker> ServiceClient<S> {
    /// Polls an operation until nothing is in progress.
    pub fn wait<'a, O: Waitable<Service = S>>(&self, request: O, config: WaitConfig) -> Wait<'a, O> {
        let clock = self.clock().clone();
        let waiting =
            Waiting { caller: OperationCaller::from_client(self), request, config, clock, on_progress: None };
        Wait { inner: Inner::Ready(Box::new(waiting)) }
    }
}

/// Waits until work has ended. A service's client makes it with `wait`.
///
/// It is a future that calls the operation at once, and then after growing delays ([`WaitConfig`]), until a field of
/// the response says that everything is done or failed; the operation's spec names the field. If a list is waited for,
/// all pages of it are read each time, by the rules of [`Pages`](super::Pages): an incomplete list, or one that repeats
/// its pages, is an error. Dropping the future ends the wait; the work at the service continues.
///
/// - An unknown value, and a missing one, counts as in progress.
/// - An empty list has nothing in progress, so the wait ends. If the list can lag behind the call that started the
///   work, set [`WaitConfig::at_least`] to the number of entries that it must have.
/// - All entries are waited for, even if one has failed. The [`Output`](Future::Output) is the last response, with the
///   entries of all pages, or a [`WaitError`].
/// - A call that fails ends the wait. The call itself retries transient failures, by the client's configuration; the
///   waiter does not.
///
/// It uses tokio's clock, which a test can pause.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::tencent::mongodb::Client) -> Result<(), clouddb::Error> {
/// use std::time::Duration;
/// use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
/// use clouddb::{WaitConfig, WaitError};
///
/// let request = DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001").backup_name("cmgo-fdzf0001_2025-09-23 22:03");
/// let config = WaitConfig::default().deadline(Duration::from_secs(600)).at_least(1);
///
/// let waited = client.wait(request, config).on_progress(|progress| println!("{progress}")).await;
/// match waited {
///     Ok(response) => println!("{} files can be downloaded", response.tasks.len()),
///     Err(WaitError::Failed { entries, .. }) => println!("these failed: {entries:#?}"),
///     Err(error) => return Err(error.into()), // the deadline passed, or a call failed
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is called until it is awaited"]
pub struct Wait<'a, O: Waitable> {
    inner: Inner<'a, O>,
}

enum Inner<'a, O: Waitable> {
    Ready(Box<Waiting<'a, O>>),
    Polling(BoxFuture<'a, Result<O::Response, WaitError<O>>>),
    Done,
}

type OnProgress<'a, R> = Box<dyn FnMut(&Progress<R>) + Send + 'a>;

struct Waiting<'a, O: Waitable> {
    caller: OperationCaller<O>,
    request: O,
    config: WaitConfig,
    clock: Arc<dyn Clock>,
    on_progress: Option<OnProgress<'a, O::Response>>,
}

impl<'a, O: Waitable> Wait<'a, O> {
    /// Calls `tell` after each poll, including the last.
    pub fn on_progress(self, tell: impl FnMut(&Progress<O::Response>) + Send + 'a) -> Self {
        self.changed(|waiting| waiting.on_progress = Some(Box::new(tell)))
    }

    /// Applies `change` to each call, to set its options:
    /// `wait.each_call(|call| call.timeout(Duration::from_secs(5)))`.
    pub fn each_call(
        self,
        change: impl Fn(Call<O::Response>) -> Call<O::Response> + Send + Sync + 'static,
    ) -> Self {
        match self.inner {
            Inner::Ready(waiting) => {
                let Waiting { caller, request, config, clock, on_progress } = *waiting;
                let caller = caller.changed(change);
                let waiting = Waiting { caller, request, config, clock, on_progress };
                Self { inner: Inner::Ready(Box::new(waiting)) }
            }
            inner => Self { inner },
        }
    }

    fn changed(mut self, change: impl FnOnce(&mut Waiting<'a, O>)) -> Self {
        if let Inner::Ready(waiting) = &mut self.inner {
            change(waiting);
        }
        self
    }
}

impl<O: Waitable> Unpin for Wait<'_, O> {}

impl<O: Waitable> Future for Wait<'_, O> {
    type Output = Result<O::Response, WaitError<O>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match std::mem::replace(&mut self.inner, Inner::Done) {
                Inner::Ready(waiting) => self.inner = Inner::Polling(Box::pin(until_deadline(waiting))),
                Inner::Polling(mut polling) => {
                    let poll = polling.as_mut().poll(context);
                    if poll.is_pending() {
                        self.inner = Inner::Polling(polling);
                    }
                    return poll;
                }
                Inner::Done => {
                    let message = "the waiting has already ended";
                    let error = Error::new(ErrorKind::InvalidRequest, message);
                    return Poll::Ready(Err(WaitError::Call(error)));
                }
            }
        }
    }
}

async fn until_deadline<O: Waitable>(mut waiting: Box<Waiting<'_, O>>) -> Result<O::Response, WaitError<O>> {
    let started = Instant::now();
    let mut last = None;
    match timeout(waiting.config.deadline, waiting.until_settled(started, &mut last)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(WaitError::Deadline { elapsed: started.elapsed(), last: last.map(Box::new) }),
    }
}

impl<O: Waitable> Waiting<'_, O> {
    /// Polls until nothing is in progress; `last` is the latest state in which something was.
    async fn until_settled(
        &mut self,
        started: Instant,
        last: &mut Option<Progress<O::Response>>,
    ) -> Result<O::Response, WaitError<O>> {
        // A response that is itself waited for is always present.
        let at_least = O::WAITER.each.map_or(0, |_| self.config.at_least);
        for poll in 1.. {
            let response = read(&self.caller, &self.request).await.map_err(WaitError::Call)?;
            let entries = O::entries(&response).iter().map(|entry| entry as &dyn Record);
            let count = progress::count(&O::WAITER, entries);
            let settled = count.pending == 0 && count.done + count.failed >= at_least;
            let progress = Progress::new(response, poll, started.elapsed(), count);
            if let Some(tell) = &mut self.on_progress {
                tell(&progress);
            }
            if settled && count.failed == 0 {
                return Ok(progress.response);
            }
            if settled {
                return Err(WaitError::failed(progress));
            }
            *last = Some(progress);
            sleep(self.config.delay(poll, chance(&*self.clock))).await;
        }
        // The counter has overflowed, which no wait reaches.
        Err(WaitError::Deadline { elapsed: started.elapsed(), last: last.take().map(Box::new) })
    }
}

/// The response to `request`, with all pages of the list.
async fn read<O: Waitable>(caller: &OperationCaller<O>, request: &O) -> Result<O::Response> {
    let pagination = O::INFO.pagination.filter(|pagination| Some(pagination.items) == O::WAITER.each);
    let Some(pagination) = pagination else {
        return caller.call(request).await;
    };
    let mut request = request.clone();
    let mut pager = Pager::from_operation(O::INFO, pagination, &mut request);
    let mut whole: Option<O::Response> = None;
    while pager.go_on()? {
        let mut call = caller.call(&request);
        let (response, raw) = poll_fn(|context| call.poll_with_raw(context)).await?;
        let page = Page::from_record(pager.pagination(), &response, &raw);
        let is_page = pager.received(&mut request as &mut dyn Record, &page)?;
        match &mut whole {
            None => whole = Some(response),
            Some(whole) if is_page => O::extend(whole, response),
            Some(_) => {}
        }
    }
    Ok(whole.unwrap_or_default())
}

impl<O: Waitable> fmt::Debug for Wait<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.inner {
            Inner::Ready(_) => "not started",
            Inner::Polling(_) => "under way",
            Inner::Done => "done",
        };
        write!(f, "Wait({}, {state})", O::INFO.name)
    }
}
