//! Reads a list page by page: one call after the other, each when its page is needed.

use std::task::{Context, Poll, ready};

use super::super::caller::Caller;
use super::super::error::Result;
use super::super::response::RawResponse;
use super::page::Page;
use super::pager::{Pager, Position};

/// A request for a list in pages.
pub(crate) trait Listing: Clone + Unpin + 'static {
    /// A call of it.
    type Call: Unpin + 'static;

    /// What the call returns.
    type Response;

    /// Polls a call.
    fn poll(call: &mut Self::Call, context: &mut Context<'_>) -> Poll<Result<(Self::Response, RawResponse)>>;

    /// What the pager reads and writes.
    fn position(&mut self) -> &mut Self::Position;

    /// Its type.
    type Position: Position + ?Sized;

    /// The part of a response that the pager uses.
    ///
    /// # Errors
    ///
    /// When the response holds no list.
    fn page(pager: &Pager, response: &Self::Response, raw: &RawResponse) -> Result<Page>;
}

/// Reads a list page by page.
pub(crate) struct Reader<L: Listing> {
    caller: Caller<L, L::Call>,
    call: Option<L::Call>,
    /// Asks for the next page.
    request: L,
    /// Asked for the page that came last.
    asked: Option<L>,
    pager: Pager,
    /// How many more pages may be asked for.
    left: Option<u64>,
}

impl<L: Listing> Reader<L> {
    pub(crate) fn new(caller: Caller<L, L::Call>, request: L, pager: Pager) -> Self {
        Self { caller, call: None, request, asked: None, pager, left: None }
    }

    pub(crate) fn max_pages(mut self, count: u64) -> Self {
        self.left = Some(count);
        self
    }

    pub(crate) fn each_call(mut self, change: impl Fn(L::Call) -> L::Call + Send + Sync + 'static) -> Self {
        self.caller = self.caller.changed(change);
        self
    }

    pub(crate) fn pager(&self) -> &Pager {
        &self.pager
    }

    /// Whether a call is in progress.
    pub(crate) fn is_calling(&self) -> bool {
        self.call.is_some()
    }

    /// The request that continues after the pages that were returned.
    pub(crate) fn resume_request(&self) -> Option<L> {
        (!self.pager.has_ended()).then(|| self.request.clone())
    }

    /// The request that continues within the page that came last, after `rows` of its rows.
    pub(crate) fn resume_request_within(&self, rows: usize) -> Option<L> {
        let mut request = self.asked.clone()?;
        self.pager.skip(request.position(), rows);
        Some(request)
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<L::Response>>> {
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
        let received = ready!(L::poll(call, context));
        self.call = None;
        self.left = self.left.map(|left| left.saturating_sub(1));
        let pager = &self.pager;
        let received = received.and_then(|(response, raw)| {
            let page = L::page(pager, &response, &raw)?;
            Ok((response, page))
        });
        let (response, page) = match received {
            Ok(received) => received,
            Err(error) => {
                self.pager.stop();
                return Poll::Ready(Some(Err(error)));
            }
        };
        self.asked = Some(self.request.clone());
        Poll::Ready(match self.pager.received(self.request.position(), &page) {
            Ok(true) => Some(Ok(response)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        })
    }
}
