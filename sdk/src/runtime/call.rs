//! A call: a small future around one that is compiled once.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};

use super::error::{Error, ErrorKind, Result};
use super::record::RecordType;
use super::response::RawResponse;
use super::retry::RetryConfig;
use super::send::{Completed, Prepared, send};
use super::transport::BoxFuture;

/// A call of an operation: a future that does nothing until it is awaited. Dropping it cancels the call.
///
/// Options of a single call are methods:
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

/// A call that returns the raw response: of an operation without a spec, or made by [`Call::raw`].
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    inner: Inner,
}

/// The part that is the same for all response types.
enum Inner {
    Prepared(Box<Prepared>),
    Sending(BoxFuture<'static, Result<Completed>>),
    Completed(Box<Completed>),
    Done,
}

impl Inner {
    fn new(prepared: Prepared) -> Self {
        Self::Prepared(Box::new(prepared))
    }

    /// Polls the call. Once it is ready without an error, the response can be taken.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Error>> {
        loop {
            match std::mem::replace(self, Self::Done) {
                Self::Prepared(prepared) => *self = Self::Sending(Box::pin(send(*prepared))),
                Self::Sending(mut sending) => match sending.as_mut().poll(context) {
                    Poll::Pending => {
                        *self = Self::Sending(sending);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(completed)) => *self = Self::Completed(Box::new(completed)),
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(error)),
                },
                Self::Completed(completed) => {
                    *self = Self::Completed(completed);
                    return Poll::Ready(None);
                }
                Self::Done => return Poll::Ready(Some(done())),
            }
        }
    }

    /// The response of a call that is ready.
    fn response(&mut self) -> Option<&mut dyn Any> {
        match self {
            Self::Completed(completed) => Some(&mut *completed.response),
            _ => None,
        }
    }

    /// Takes the raw response of a call that is ready.
    fn finish(&mut self) -> Option<RawResponse> {
        match std::mem::replace(self, Self::Done) {
            Self::Completed(completed) => Some(completed.raw),
            _ => None,
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Prepared)) {
        if let Self::Prepared(prepared) = self {
            change(prepared);
        }
    }
}

fn done() -> Error {
    Error::new(ErrorKind::InvalidRequest, "the call has already returned its response")
}

impl<T: RecordType> Call<T> {
    pub(crate) fn new(prepared: Prepared) -> Self {
        Self { inner: Inner::new(prepared), response: PhantomData }
    }

    /// Limits the time of this call, in place of the configuration's limit. The limit of an attempt stays.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.inner.change(|prepared| prepared.timeout = limit);
        self
    }

    /// Sets the retries of this call, in place of the configuration's.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.inner.change(|prepared| prepared.retry = retry);
        self
    }

    /// Sends one more header. Headers that the client sets or signs cannot be replaced.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.change(|prepared| prepared.add_header(name, value));
        self
    }

    /// Returns the raw response, headers included, instead of the response type.
    pub fn raw(self) -> RawCall {
        RawCall { inner: self.inner }
    }

    /// The response, once the call is ready.
    fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Result<T>> {
        match self.inner.poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(error)) => Poll::Ready(Err(error)),
            Poll::Ready(None) => Poll::Ready(match self.inner.response() {
                Some(response) => take(response),
                None => Err(done()),
            }),
        }
    }

    /// The response and the raw response, which a paginator compares.
    pub(crate) fn poll_with_raw(&mut self, context: &mut Context<'_>) -> Poll<Result<(T, RawResponse)>> {
        self.poll_response(context).map(|response| Ok((response?, self.inner.finish().ok_or_else(done)?)))
    }
}

/// Takes the response. It has the type that the call created.
fn take<T: RecordType>(response: &mut dyn Any) -> Result<T> {
    match response.downcast_mut::<T>() {
        Some(response) => Ok(std::mem::replace(response, T::EMPTY)),
        None => Err(done()),
    }
}

impl<T: RecordType> Future for Call<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let call = self.get_mut();
        let response = call.poll_response(context);
        if response.is_ready() {
            call.inner.finish();
        }
        response
    }
}

impl RawCall {
    pub(crate) fn new(prepared: Prepared) -> Self {
        Self { inner: Inner::new(prepared) }
    }

    /// Limits the time of this call, in place of the configuration's limit. The limit of an attempt stays.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.inner.change(|prepared| prepared.timeout = limit);
        self
    }

    /// Sets the retries of this call, in place of the configuration's.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.inner.change(|prepared| prepared.retry = retry);
        self
    }

    /// Sends one more header. Headers that the client sets or signs cannot be replaced.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.change(|prepared| prepared.add_header(name, value));
        self
    }
}

impl Future for RawCall {
    type Output = Result<RawResponse>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<RawResponse>> {
        match self.inner.poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(error)) => Poll::Ready(Err(error)),
            Poll::Ready(None) => Poll::Ready(self.inner.finish().ok_or_else(done)),
        }
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prepared(_) => "not started",
            Self::Sending(_) | Self::Completed(_) => "under way",
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
