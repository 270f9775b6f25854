//! Lists in pages.

mod items;
mod page;
mod pager;
mod reader;
mod repeats;
mod size;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::call::Call;
use super::caller::OperationCaller;
use super::client::ServiceClient;
use super::error::Result;
use super::operation::{Operation, Pagination, ServiceMarker};
use super::record::Record;
use super::response::RawResponse;
use super::value::ValueType;

pub use items::Items;
pub(crate) use page::{Page, find, integer, rows};
pub(crate) use pager::{Name, Pager, Position};
pub(crate) use reader::{Listing, Reader};

/// An operation whose list is split into pages.
///
/// The trait is sealed: only generated requests implement it, as with [`Operation`].
pub trait Paginated: Operation + Clone + Unpin {
    /// A row of the list.
    type Item: ValueType + Unpin;

    /// How it pages.
    #[doc(hidden)]
    const PAGINATION: Pagination;

    /// The rows of a page.
    #[doc(hidden)]
    fn items(response: &mut Self::Response) -> &mut Vec<Self::Item>;
}

impl<O: Paginated> Listing for O {
    type Call = Call<O::Response>;
    type Response = O::Response;
    type Position = dyn Record;

    fn poll(call: &mut Self::Call, context: &mut Context<'_>) -> Poll<Result<(O::Response, RawResponse)>> {
        call.poll_with_raw(context)
    }

    fn position(&mut self) -> &mut dyn Record {
        self
    }

    fn page(pager: &Pager, response: &O::Response, raw: &RawResponse) -> Result<Page> {
        Ok(Page::from_record(pager.pagination(), response, raw))
    }
}

impl<S: ServiceMarker> ServiceClient<S> {
    /// The pages of an operation's list.
    pub fn pages<O: Paginated<Service = S>>(&self, request: O) -> Pages<O> {
        Pages::new(OperationCaller::from_client(self), request)
    }

    /// The rows of all pages of an operation's list.
    pub fn items<O: Paginated<Service = S>>(&self, request: O) -> Items<O> {
        Items::new(self.pages(request))
    }
}

/// The pages of a list, as whole responses. A service's client makes it with `pages`.
///
/// It is a [`Stream`], and [`next`](Self::next), [`try_next`](Self::try_next) and [`try_collect`](Self::try_collect)
/// need no trait in scope. Nothing is sent before it is polled, and each page is requested when it is needed. Dropping
/// the future of `next` loses nothing: the next call of `next` continues with the same page.
///
/// # Where it starts and ends
///
/// - It starts at the position in the request, with the request's page size. If the request sets no size, the size is
///   the largest documented one, up to 1,000 rows. If the documented maximum is larger, such as the largest integer, it
///   is 100. If none is documented, the service decides.
/// - If responses have the number of rows on all pages, the list ends when as many rows were read as the latest
///   response says. Otherwise it ends with a page that is shorter than requested, or empty. A list by token ends when a
///   response has no token.
/// - An empty page before that number is reached is a gap: it is returned, and the next page is requested. If no rows
///   follow, the list ends with an error of kind [`Pagination`](super::ErrorKind::Pagination) with the number of rows
///   read and expected. So does a list whose number of rows drops below the number read: rows have moved to pages that
///   were already read. Any other change of the number moves the end.
///
/// # Services that repeat pages
///
/// Equal pages are not an error by themselves: a log may repeat its lines, and `limit(1)` over equal rows gives equal
/// pages. Pages are compared as the service sent them, with unknown members. These end the list with an error of kind
/// [`Pagination`](super::ErrorKind::Pagination), whatever the length of the cycle:
///
/// - a repeated token;
/// - a page whose number or offset is lower than requested;
/// - consecutive repeated pages with four changes from one row to a different one: two different rows per page are
///   accepted twice. If the service counts its rows and more follow, any single page may be repeated. Equal rows may be
///   repeated for a hundred pages;
/// - a hundred consecutive pages without a row.
///
/// If a service repeats its last page past the end, and the number of rows says that all were read, the list ends
/// without an error.
///
/// After an error the stream ends. [`resume_request`](Self::resume_request) returns the request to continue with.
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
    reader: Reader<O>,
}

impl<O: Paginated> Pages<O> {
    fn new(caller: OperationCaller<O>, mut request: O) -> Self {
        let pager = Pager::from_operation(O::INFO, O::PAGINATION, &mut request);
        Self { reader: Reader::new(caller, request, pager) }
    }

    /// Ends after `count` pages, even if there are more; then [`resume_request`](Self::resume_request) is `Some`.
    pub fn max_pages(mut self, count: u64) -> Self {
        self.reader = self.reader.max_pages(count);
        self
    }

    /// Applies `change` to each call, to set its options:
    /// `pages.each_call(|call| call.timeout(Duration::from_secs(5)))`.
    pub fn each_call(
        mut self,
        change: impl Fn(Call<O::Response>) -> Call<O::Response> + Send + Sync + 'static,
    ) -> Self {
        self.reader = self.reader.each_call(change);
        self
    }

    /// The request that continues after the pages that were returned; after an error, with the page that failed. `None`
    /// when the list was read to its end.
    pub fn resume_request(&self) -> Option<O> {
        self.reader.resume_request()
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<O::Response>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The next page; `None` at the end. As [`next`](Self::next), but for use with `?`.
    ///
    /// # Errors
    ///
    /// The errors of a call, and [`ErrorKind::Pagination`](super::ErrorKind::Pagination) when the service's pages
    /// repeat or do not hold the whole list.
    pub async fn try_next(&mut self) -> Result<Option<O::Response>> {
        self.next().await.transpose()
    }

    /// The remaining pages.
    ///
    /// # Errors
    ///
    /// As [`try_next`](Self::try_next); the pages before the error are lost.
    pub async fn try_collect(mut self) -> Result<Vec<O::Response>> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Response>>> {
        self.reader.poll(context)
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
            .field("is_calling", &self.reader.is_calling())
            .field("has_ended", &self.reader.pager().has_ended())
            .finish_non_exhaustive()
    }
}
