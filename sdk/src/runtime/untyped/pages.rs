//! Lists in pages of operations without a spec. The caller declares how they page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde_json::Value as Json;

use super::UntypedRequest;
use crate::runtime::call::RawCall;
use crate::runtime::caller::Caller;
use crate::runtime::client::ServiceClient;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::operation::ServiceMarker;
use crate::runtime::operation::{PageStyle, Pagination};
use crate::runtime::pages::{Listing, Name, Page, Pager, Position, Reader, find, integer, rows};
use crate::runtime::response::RawResponse;
use crate::runtime::table::Place;

/// How an operation without a spec splits its list into pages.
///
/// Request members are given by name, response members by path: `Backups.Backup` is the member `Backup` of `Backups`.
///
/// ```
/// use clouddb::UntypedPagination;
///
/// // Tencent: `Offset` counts rows, `Limit` is the page size.
/// let by_rows = UntypedPagination::row_offset("Offset", "InstanceDetails").size("Limit").total("TotalCount");
/// // Alibaba: pages are numbered, and the list is wrapped.
/// let by_number = UntypedPagination::page_number("PageNumber", "Items.SlowLogs").size("PageSize").total("TotalCount");
/// // A token of the response leads to the next page.
/// let by_token = UntypedPagination::token("NextToken", "NextToken", "Clusters");
/// # let _ = (by_rows, by_number, by_token);
/// ```
#[derive(Clone, Debug)]
#[must_use = "it has no effect until it is passed to `untyped_pages`"]
pub struct UntypedPagination(Pagination<Name>);

impl UntypedPagination {
    fn new(style: PageStyle<Name>, items: impl Into<Name>) -> Self {
        Self(Pagination { style, size: None, total: None, items: items.into() })
    }

    /// The request's `offset` is a number of rows to skip; the rows are the response's list `items`.
    pub fn row_offset(offset: impl Into<Name>, items: impl Into<Name>) -> Self {
        Self::new(PageStyle::RowOffset { offset: offset.into() }, items)
    }

    /// The request's `offset` is a number of pages to skip, from 0; the rows are the response's list `items`.
    pub fn page_offset(offset: impl Into<Name>, items: impl Into<Name>) -> Self {
        Self::new(PageStyle::PageOffset { offset: offset.into() }, items)
    }

    /// The request's `page` is the number of a page, from 1; the rows are the response's list `items`.
    pub fn page_number(page: impl Into<Name>, items: impl Into<Name>) -> Self {
        Self::new(PageStyle::PageNumber { page: page.into() }, items)
    }

    /// The request's `token` is `next` of the previous response; the rows are the response's list `items`.
    pub fn token(token: impl Into<Name>, next: impl Into<Name>, items: impl Into<Name>) -> Self {
        Self::new(PageStyle::Token { token: token.into(), next: next.into() }, items)
    }

    /// The request's `size` is the number of rows per page. Set it in the request, because the allowed sizes are
    /// unknown without a spec.
    pub fn size(mut self, size: impl Into<Name>) -> Self {
        self.0.size = Some(size.into());
        self
    }

    /// The response's `total` is the number of rows on all pages.
    pub fn total(mut self, total: impl Into<Name>) -> Self {
        self.0.total = Some(total.into());
        self
    }
}

impl<S: ServiceMarker> ServiceClient<S> {
    /// The pages of a list of an operation without a spec.
    pub fn untyped_pages(&self, request: UntypedRequest, pagination: UntypedPagination) -> UntypedPages {
        let pager = Pager::new(self.service(), request.operation().to_owned(), pagination.0);
        let place = self.usual_place(request.http_method());
        let client = self.clone();
        let caller = Caller::new(move |list: &UntypedList| client.untyped(&list.request));
        UntypedPages { reader: Reader::new(caller, UntypedList { request, place }, pager) }
    }
}

/// The pages of a list of an operation without a spec, as raw responses. A service's client makes it with
/// `untyped_pages`.
///
/// The rules of [`Pages`](crate::runtime::Pages) apply, with two differences. The page size is that of the request. A
/// response without the list ends with an error of kind [`Decode`](ErrorKind::Decode), because a misspelt path would
/// look like an empty list.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::alibaba::dds::Client) -> Result<(), clouddb::Error> {
/// use clouddb::{UntypedPagination, UntypedRequest};
///
/// let request = UntypedRequest::action("DescribeSlowLogRecords").query("DBInstanceId", "dds-bp1a7009eb240001").read_only();
/// let by = UntypedPagination::page_number("PageNumber", "Items.LogRecords").size("PageSize").total("TotalRecordCount");
/// let mut rows = client.untyped_pages(request.query("PageSize", 100), by).items();
/// while let Some(row) = rows.try_next().await? {
///     println!("{}", row["SQLText"]);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "pages are not asked for until they are polled"]
pub struct UntypedPages {
    reader: Reader<UntypedList>,
}

impl UntypedPages {
    /// Ends after `count` pages, even if there are more; then [`resume_request`](Self::resume_request) is `Some`.
    pub fn max_pages(mut self, count: u64) -> Self {
        self.reader = self.reader.max_pages(count);
        self
    }

    /// Applies `change` to each call, to set its options.
    pub fn each_call(mut self, change: impl Fn(RawCall) -> RawCall + Send + Sync + 'static) -> Self {
        self.reader = self.reader.each_call(change);
        self
    }

    /// The rows of the pages that are left.
    pub fn items(self) -> UntypedItems {
        UntypedItems { pages: self, rows: Vec::new().into_iter(), size: 0 }
    }

    /// The request that continues after the pages that were returned; after an error, with the page that failed. `None`
    /// when the list was read to its end.
    pub fn resume_request(&self) -> Option<UntypedRequest> {
        self.reader.resume_request().map(|list| list.request)
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<RawResponse>> {
        poll_fn(|context| self.reader.poll(context)).await
    }

    /// The next page; `None` at the end. As [`next`](Self::next), but for use with `?`.
    ///
    /// # Errors
    ///
    /// The errors of a call, [`ErrorKind::Pagination`] when the service's pages repeat or do not hold the whole list,
    /// and [`ErrorKind::Decode`] when a response has no list where it was declared.
    pub async fn try_next(&mut self) -> Result<Option<RawResponse>> {
        self.next().await.transpose()
    }

    /// The remaining pages.
    ///
    /// # Errors
    ///
    /// As [`try_next`](Self::try_next); the pages before the error are lost.
    pub async fn try_collect(mut self) -> Result<Vec<RawResponse>> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }
}

/// The rows of a list of an operation without a spec. Made by [`UntypedPages::items`].
#[must_use = "rows are not asked for until they are polled"]
pub struct UntypedItems {
    pages: UntypedPages,
    rows: std::vec::IntoIter<Json>,
    /// Number of rows of the page.
    size: usize,
}

impl UntypedItems {
    /// The request that continues after the rows that were returned; see
    /// [`Items`](crate::runtime::Items::resume_request).
    pub fn resume_request(&self) -> Option<UntypedRequest> {
        if self.rows.len() == 0 {
            return self.pages.resume_request();
        }
        let read = self.size - self.rows.len();
        self.pages.reader.resume_request_within(read).map(|list| list.request)
    }

    /// The next row; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Json>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The next row; `None` at the end. As [`next`](Self::next), but for use with `?`.
    ///
    /// # Errors
    ///
    /// As [`UntypedPages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<Json>> {
        self.next().await.transpose()
    }

    /// The remaining rows.
    ///
    /// # Errors
    ///
    /// As [`UntypedPages::try_next`]; the rows before the error are lost.
    pub async fn try_collect(mut self) -> Result<Vec<Json>> {
        let mut rows = Vec::new();
        while let Some(row) = self.try_next().await? {
            rows.push(row);
        }
        Ok(rows)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Json>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            let page = match ready!(self.pages.reader.poll(context)) {
                Some(page) => page.and_then(|page| page.json()),
                None => return Poll::Ready(None),
            };
            let body = match page {
                Ok(body) => body,
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
            let list = find(&body, &self.pages.reader.pager().pagination().items).unwrap_or(&Json::Null);
            self.rows = rows(list).into_iter().cloned().collect::<Vec<_>>().into_iter();
            self.size = self.rows.len();
        }
    }
}

impl Stream for UntypedPages {
    type Item = Result<RawResponse>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().reader.poll(context)
    }
}

impl Stream for UntypedItems {
    type Item = Result<Json>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl fmt::Debug for UntypedPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedPages")
            .field("operation", &self.reader.pager().operation())
            .field("is_calling", &self.reader.is_calling())
            .field("has_ended", &self.reader.pager().has_ended())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UntypedItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedItems").field("pages", &self.pages).field("rows", &self.rows.len()).finish()
    }
}

/// A request for a list, and where its protocol sends parameters that are added to it.
#[derive(Clone)]
struct UntypedList {
    request: UntypedRequest,
    place: Place,
}

impl Listing for UntypedList {
    type Call = RawCall;
    type Response = RawResponse;
    type Position = Self;

    fn poll(call: &mut RawCall, context: &mut Context<'_>) -> Poll<Result<(RawResponse, RawResponse)>> {
        Pin::new(call).poll(context).map_ok(|raw| (raw.clone(), raw))
    }

    fn position(&mut self) -> &mut Self {
        self
    }

    fn page(pager: &Pager, _: &RawResponse, raw: &RawResponse) -> Result<Page> {
        let pagination = pager.pagination();
        Page::from_json(pagination, &raw.json()?).ok_or_else(|| {
            let message = format!("the response has no list `{}`", pagination.items);
            pager.named(Error::new(ErrorKind::Decode, message)).with_response(raw)
        })
    }
}

impl Position for UntypedList {
    fn int(&self, name: &str) -> Option<i64> {
        self.request.parameter(name).and_then(integer)
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.request.parameter(name)? {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn set(&mut self, name: &str, value: &Json) -> bool {
        self.request.set_parameter(self.place, name, value.clone());
        true
    }
}
