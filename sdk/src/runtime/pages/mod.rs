//! Lists that come in pages.

mod items;
mod pager;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::Call;
use super::caller::Caller;
use super::client::ServiceClient;
use super::error::Result;
use super::operation::{Operation, Pagination, ServiceMarker};
use super::record::Value;

pub use items::Items;
pub(crate) use pager::Pager;

/// An operation that hands out its list in pages.
pub trait Paginated: Operation + Clone + Unpin {
    /// A row of the list.
    type Item: Value + Unpin;

    /// How it pages.
    const PAGINATION: Pagination;

    /// The rows of a page.
    fn items(response: &mut Self::Response) -> &mut Vec<Self::Item>;
}

impl<S: ServiceMarker> ServiceClient<S> {
    /// The pages of an operation's list, one after the other.
    pub fn pages<O: Paginated<Service = S>>(&self, request: O) -> Pages<O> {
        Pages::new(Caller::new(self), request)
    }

    /// The rows of an operation's list, of all its pages.
    pub fn items<O: Paginated<Service = S>>(&self, request: O) -> Items<O> {
        Items::new(self.pages(request))
    }
}

/// The pages of a list, as whole responses. Made by the `pages` of a service's client.
///
/// It is a [`Stream`], and [`next`](Self::next), [`try_next`](Self::try_next) and [`try_collect`](Self::try_collect)
/// are there without any trait in scope. Nothing is sent before it is polled, and each page is asked for when it is
/// wanted, not before. Dropping the future of `next` loses nothing: the page under way is still there for the next one.
///
/// - It starts where the request says, and keeps the request's page size. A size that the request leaves open is the
///   largest that the operation's page allows.
/// - It ends when as many rows were read as the newest answer says that there are; without such a number with a page
///   that is shorter than was asked for; with an empty page; or when no further token comes. Rows that come and go
///   while the pages are read change the number and so the end; as with any list that is read in parts, they can move
///   others to a page that was read already.
/// - A service that gives the page before again, or a token for the second time, ends it with an error of kind
///   [`Pagination`](super::ErrorKind::Pagination).
/// - After an error it ends. [`resume_request`](Self::resume_request) continues from there.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::alibaba::dds::Client) -> Result<(), clouddb::Error> {
/// use clouddb::alibaba::dds::DescribeBackupsRequest;
///
/// let mut pages = client.pages(DescribeBackupsRequest::new("dds-bp1a7009eb240001").page_size(50));
/// while let Some(page) = pages.try_next().await? {
///     println!("{} of {:?} backups", page.backups.len(), page.total_count);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "pages are not asked for until they are polled"]
pub struct Pages<O: Paginated> {
    caller: Caller<O>,
    call: Option<Call<O::Response>>,
    /// Asks for the next page.
    request: O,
    /// Asked for the page that came last.
    asked: Option<O>,
    pager: Pager,
    /// How many more pages may be asked for.
    left: Option<u64>,
}

impl<O: Paginated> Pages<O> {
    fn new(caller: Caller<O>, mut request: O) -> Self {
        let pager = Pager::new(O::INFO, O::PAGINATION, &mut request);
        Self { caller, call: None, request, asked: None, pager, left: None }
    }

    /// Ends after `count` pages, whether or not there are more; [`resume_request`](Self::resume_request) tells.
    pub fn max_pages(mut self, count: u64) -> Self {
        self.left = Some(count);
        self
    }

    /// Does `change` to each call, to set its options:
    /// `pages.each_call(|call| call.timeout(Duration::from_secs(5)))`.
    pub fn each_call(
        mut self,
        change: impl Fn(Call<O::Response>) -> Call<O::Response> + Send + Sync + 'static,
    ) -> Self {
        self.caller = self.caller.changed(change);
        self
    }

    /// The request that continues after the pages that were handed out; after an error, with the page that failed.
    /// `None` when the list was read to its end.
    pub fn resume_request(&self) -> Option<O> {
        (!self.pager.has_ended()).then(|| self.request.clone())
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<O::Response>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The next page; `None` at the end. As [`next`](Self::next), but made for `?`.
    ///
    /// # Errors
    ///
    /// What a call of the operation can fail with, and [`ErrorKind::Pagination`](super::ErrorKind::Pagination) when the
    /// service's pages do not lead on.
    pub async fn try_next(&mut self) -> Result<Option<O::Response>> {
        self.next().await.transpose()
    }

    /// All pages that are left.
    ///
    /// # Errors
    ///
    /// As [`try_next`](Self::try_next); the pages that came before the error are lost with it.
    pub async fn try_collect(mut self) -> Result<Vec<O::Response>> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Response>>> {
        let call = match &mut self.call {
            Some(call) => call,
            None => {
                if self.left == Some(0) {
                    return Poll::Ready(None);
                }
                match self.pager.go_on() {
                    Ok(true) => self.call.insert(self.caller.call(&self.request)),
                    Ok(false) => return Poll::Ready(None),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
            }
        };
        let answer = ready!(Pin::new(call).poll(context));
        self.call = None;
        self.left = self.left.map(|left| left.saturating_sub(1));
        let response = match answer {
            Ok(response) => response,
            Err(error) => {
                self.pager.stop();
                return Poll::Ready(Some(Err(error)));
            }
        };
        self.asked = Some(self.request.clone());
        Poll::Ready(match self.pager.received(&mut self.request, &response) {
            Ok(true) => Some(Ok(response)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        })
    }
}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<O::Response>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::INFO.name)
            .field("call", &self.call)
            .field("has_ended", &self.pager.has_ended())
            .finish_non_exhaustive()
    }
}
