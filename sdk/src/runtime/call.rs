//! A call under way: a small future around one that is compiled once.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};

use super::error::{Error, ErrorKind, Result};
use super::record::Record;
use super::response::RawResponse;
use super::retry::RetryConfig;
use super::send::{Completed, Prepared, send};
use super::transport::BoxFuture;

/// A call of an operation. It does nothing until it is awaited, and dropping it cancels it.
///
/// What holds for this one call hangs on it:
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::tencent::redis::Client) -> Result<(), clouddb::Error> {
/// use std::time::Duration;
/// use clouddb::tencent::redis::DescribeBackupUrlRequest;
///
/// let request = DescribeBackupUrlRequest::new("crs-4y9t0001", "641186639-8362913-1516672770");
/// let response = client.describe_backup_url(&request).timeout(Duration::from_secs(5)).await?;
/// println!("{} files", response.backup_infos.len());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    inner: Inner,
    response: PhantomData<fn() -> T>,
}

/// A call for the raw response: of an operation without a spec, or by [`Call::raw`].
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    inner: Inner,
}

/// The part that is the same for all response types.
enum Inner {
    Prepared(Box<Prepared>),
    Sending(BoxFuture<'static, Result<Completed>>),
    Done,
}

impl Inner {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Completed>> {
        loop {
            match std::mem::replace(self, Self::Done) {
                Self::Prepared(prepared) => *self = Self::Sending(Box::pin(send(*prepared))),
                Self::Sending(mut sending) => {
                    let poll = sending.as_mut().poll(context);
                    if poll.is_pending() {
                        *self = Self::Sending(sending);
                    }
                    return poll;
                }
                Self::Done => {
                    let message = "the call has already returned its response";
                    return Poll::Ready(Err(Error::new(ErrorKind::InvalidRequest, message)));
                }
            }
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Prepared)) {
        if let Self::Prepared(prepared) = self {
            change(prepared);
        }
    }
}

impl<T: Record + Default> Call<T> {
    pub(crate) fn new(prepared: Prepared) -> Self {
        Self { inner: Inner::Prepared(Box::new(prepared)), response: PhantomData }
    }

    /// Ends the call after `limit`, whatever the configuration says. An attempt still ends at its own limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.inner.change(|prepared| prepared.timeout = limit);
        self
    }

    /// Retries this call as `retry` says, whatever the configuration says.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.inner.change(|prepared| prepared.retry = retry);
        self
    }

    /// Sends one more header. Headers that the signature is about cannot be replaced.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.change(|prepared| prepared.add_header(name, value));
        self
    }

    /// Returns the raw response, headers included, instead of the response type.
    pub fn raw(self) -> RawCall {
        RawCall { inner: self.inner }
    }

    /// The response, and the same as it came: what a paginator compares.
    pub(crate) fn poll_with_raw(&mut self, context: &mut Context<'_>) -> Poll<Result<(T, RawResponse)>> {
        self.inner.poll(context).map(|completed| {
            let Completed { response, raw } = completed?;
            let response: Box<dyn Any> = response;
            // The operation's table makes the response, so it is always of its type.
            let response = response.downcast::<T>();
            response
                .map(|response| (*response, raw))
                .map_err(|_| Error::new(ErrorKind::Decode, "the response has another type"))
        })
    }
}

impl<T: Record + Default> Future for Call<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        self.poll_with_raw(context).map_ok(|(response, _)| response)
    }
}

impl RawCall {
    pub(crate) fn new(prepared: Prepared) -> Self {
        Self { inner: Inner::Prepared(Box::new(prepared)) }
    }

    /// Ends the call after `limit`, whatever the configuration says. An attempt still ends at its own limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.inner.change(|prepared| prepared.timeout = limit);
        self
    }

    /// Retries this call as `retry` says, whatever the configuration says.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.inner.change(|prepared| prepared.retry = retry);
        self
    }

    /// Sends one more header. Headers that the signature is about cannot be replaced.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.change(|prepared| prepared.add_header(name, value));
        self
    }
}

impl Future for RawCall {
    type Output = Result<RawResponse>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<RawResponse>> {
        self.inner.poll(context).map(|completed| completed.map(|completed| completed.raw))
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prepared(_) => "not started",
            Self::Sending(_) => "under way",
            Self::Done => "done",
        })
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({:?})", self.inner)
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawCall({:?})", self.inner)
    }
}
