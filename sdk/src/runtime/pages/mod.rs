//! Lists that come in pages.

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

/// An operation that hands out its list in pages.
///
/// The trait is sealed: generated requests alone implement it, as with [`Operation`].
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
    /// The pages of an operation's list, one after the other.
    pub fn pages<O: Paginated<Service = S>>(&self, request: O) -> Pages<O> {
        Pages::new(OperationCaller::from_client(self), request)
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
/// # Where it starts and ends
///
/// - It starts where the request says, and keeps the request's page size. A size that the request leaves open is the
///   largest that the operation's page documents, up to 1,000 rows; where that is more, such as the largest integer, it is
///   100. Where none is documented the service decides.
/// - With a number of rows on all pages it ends when as many were read as the newest response says. Without one it ends
///   with a page that is shorter than was asked for, and with an empty page. Lists by token end when no token comes.
/// - An empty page before that number is reached is a hole: it is handed out, and the next page is asked for. Where no rows
///   follow, the list ends with an error of kind [`Pagination`](super::ErrorKind::Pagination) that says how many of how
///   many rows came. So does a list whose number of rows shrinks below what was read: rows have moved to pages that were
///   read already. A number that changes otherwise moves the end.
///
/// # Services that go round in circles
///
/// Equal pages are no error: a log may repeat its lines, and `limit(1)` over equal rows gives equal pages. Pages are compared
/// as the service sent them, with members that the spec does not know. These end the list with an error of kind
/// [`Pagination`](super::ErrorKind::Pagination), whatever the length of the circle:
///
/// - a token for the second time;
/// - a page that says that it is an earlier one than was asked for;
/// - pages that came before, one after the other, with four changes from a row to a different one: two different rows
///   a page are tolerated twice. Where the service counts its rows and more follow, one page may come again whatever
///   its rows are. Equal rows can come again for a hundred pages;
/// - a hundred pages without a row, one after the other.
///
/// A service that is asked past the end and gives its last page again ends the list quietly where the number of rows
/// says that all were read.
///
/// After an error it ends. [`resume_request`](Self::resume_request) continues from there.
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

    /// Ends after `count` pages, whether or not there are more; [`resume_request`](Self::resume_request) tells.
    pub fn max_pages(mut self, count: u64) -> Self {
        self.reader = self.reader.max_pages(count);
        self
    }

    /// Does `change` to each call, to set its options:
    /// `pages.each_call(|call| call.timeout(Duration::from_secs(5)))`.
    pub fn each_call(
        mut self,
        change: impl Fn(Call<O::Response>) -> Call<O::Response> + Send + Sync + 'static,
    ) -> Self {
        self.reader = self.reader.each_call(change);
        self
    }

    /// The request that continues after the pages that were handed out; after an error, with the page that failed.
    /// `None` when the list was read to its end.
    pub fn resume_request(&self) -> Option<O> {
        self.reader.resume_request()
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
    /// service's pages do not lead on, or do not hold the whole list.
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
