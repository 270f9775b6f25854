//! The rows of a list, across its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::call::Call;
use super::super::error::Result;
use super::{Pages, Paginated};

/// The rows of all pages of a list. A service's client makes it with `items`.
///
/// It reads [`Pages`], with the same rules: it is a [`Stream`], nothing is sent before it is polled, a page is
/// requested when the rows of the one before are used up, and dropping the future of `next` loses nothing.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::tencent::mongodb::Client) -> Result<(), clouddb::Error> {
/// use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
///
/// let mut tasks = client.items(DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001"));
/// while let Some(task) = tasks.try_next().await? {
///     println!("{:?}: {:?}", task.backup_name, task.status);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "rows are not asked for until they are polled"]
pub struct Items<O: Paginated> {
    pages: Pages<O>,
    rows: std::vec::IntoIter<O::Item>,
    /// Number of rows of the page.
    size: usize,
}

impl<O: Paginated> Items<O> {
    pub(super) fn new(pages: Pages<O>) -> Self {
        Self { pages, rows: Vec::new().into_iter(), size: 0 }
    }

    /// Ends after the rows of `count` pages; see [`Pages::max_pages`].
    pub fn max_pages(mut self, count: u64) -> Self {
        self.pages = self.pages.max_pages(count);
        self
    }

    /// Applies `change` to each call, to set its options; see [`Pages::each_call`].
    pub fn each_call(
        mut self,
        change: impl Fn(Call<O::Response>) -> Call<O::Response> + Send + Sync + 'static,
    ) -> Self {
        self.pages = self.pages.each_call(change);
        self
    }

    /// The request that continues after the rows that were returned. If the list is paged by rows, it starts with the
    /// next row, else with the page of the next row, so that some rows are repeated. `None` when all rows were
    /// returned.
    pub fn resume_request(&self) -> Option<O> {
        if self.rows.len() == 0 {
            return self.pages.resume_request();
        }
        self.pages.reader.resume_request_within(self.size - self.rows.len())
    }

    /// The next row; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<O::Item>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The next row; `None` at the end. As [`next`](Self::next), but for use with `?`.
    ///
    /// # Errors
    ///
    /// As [`Pages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<O::Item>> {
        self.next().await.transpose()
    }

    /// The remaining rows.
    ///
    /// # Errors
    ///
    /// As [`Pages::try_next`]; the rows before the error are lost.
    pub async fn try_collect(mut self) -> Result<Vec<O::Item>> {
        let mut rows = Vec::new();
        while let Some(row) = self.try_next().await? {
            rows.push(row);
        }
        Ok(rows)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Item>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            let mut page = match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => page,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            self.rows = std::mem::take(O::items(&mut page)).into_iter();
            self.size = self.rows.len();
        }
    }
}

impl<O: Paginated> Stream for Items<O> {
    type Item = Result<O::Item>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rows.len(), None)
    }
}

impl<O: Paginated> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("rows", &self.rows.len()).finish()
    }
}
