//! Where a listing stands: which page comes next, and whether there is one.
//!
//! Nothing here is generic and nothing is generated: fields go by their wire names, through the records' tables.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;

use super::super::encode::Written;
use super::super::error::{Error, ErrorKind, Result};
use super::super::named;
use super::super::operation::{OperationInfo, PageStyle, Pagination};
use super::super::record::{Record, View};
use super::super::table::{Check, Kind};

/// Moves a request from page to page, and tells the end from a service that goes round in circles.
pub(crate) struct Pager {
    operation: &'static OperationInfo,
    pagination: Pagination,
    state: State,
    /// Rows of the whole list up to the end of the page before; none before the first page.
    rows: Option<i64>,
    /// What the service said last of the number of rows on all pages.
    total: Option<i64>,
    /// The page before: where the answer says that it is, and a digest of its rows.
    before: Option<(Option<i64>, u64)>,
    /// Digests of the tokens so far.
    tokens: HashSet<u64>,
}

enum State {
    /// There is, or may be, another page.
    Open,
    /// There may be one, but it cannot be asked for.
    Stuck(&'static str),
    /// The list was read to its end.
    Ended,
    /// An error ended it.
    Failed,
}

impl Pager {
    /// Starts at the page that `request` asks for. A page size that the caller left open becomes the largest one
    /// that the spec allows.
    pub(crate) fn new(
        operation: &'static OperationInfo,
        pagination: Pagination,
        request: &mut dyn Record,
    ) -> Self {
        if let Some(size) = pagination.size {
            choose_size(request, size);
        }
        Self {
            operation,
            pagination,
            state: State::Open,
            rows: None,
            total: None,
            before: None,
            tokens: HashSet::new(),
        }
    }

    /// Whether another page is to be asked for; an error when there should be one and it cannot be had.
    pub(crate) fn go_on(&mut self) -> Result<bool> {
        match self.state {
            State::Open => Ok(true),
            State::Stuck(why) => Err(self.fail(why)),
            State::Ended | State::Failed => Ok(false),
        }
    }

    /// Whether the list was read to its end.
    pub(crate) fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// A call failed: nothing more is asked for.
    pub(crate) fn stop(&mut self) {
        self.state = State::Failed;
    }

    /// Takes in the answer to `request` and turns `request` into that for the next page. `false` when the answer
    /// is no further page but the end of the list.
    pub(crate) fn received(&mut self, request: &mut dyn Record, response: &dyn Record) -> Result<bool> {
        if let Some(total) = self.pagination.total.and_then(|total| named::int(response, total)) {
            self.total = Some(total);
        }
        match self.pagination.style {
            PageStyle::RowOffset { offset } => self.by_count(request, response, offset, 0),
            PageStyle::PageOffset { offset } => self.by_count(request, response, offset, 0),
            PageStyle::PageNumber { page } => self.by_count(request, response, page, 1),
            PageStyle::Token { token, next } => {
                self.by_token(request, response, token, next);
                Ok(true)
            }
        }
    }

    /// Points `request`, which asked for a page, at a row within that page, where the list is paged by rows.
    pub(crate) fn skip(&self, request: &mut dyn Record, rows: usize) {
        if let PageStyle::RowOffset { offset } = self.pagination.style {
            let row = named::int(request, offset).unwrap_or(0).saturating_add(count(rows));
            named::set(request, offset, &row.to_string());
        }
    }

    /// Only the service knows where a token leads: pages go on, empty ones too, for as long as it gives new ones.
    fn by_token(&mut self, request: &mut dyn Record, response: &dyn Record, token: &str, next: &str) {
        if let Some(asked) = named::text(request, token) {
            self.tokens.insert(digest(&asked));
        }
        let is_zero = matches!(named::view(response, next), View::Int(0) | View::UInt(0));
        let Some(next) = named::text(response, next).filter(|next| !next.is_empty() && !is_zero) else {
            self.state = State::Ended;
            return;
        };
        if !self.tokens.insert(digest(&next)) {
            self.state = State::Stuck(
                "the service gave a token for the second time, so its pages would go in a circle",
            );
        } else if !named::set(request, token, &next) {
            self.state = State::Stuck("the service gave a token that the request has no room for");
        }
    }

    /// Pages by a number in `field`, whose first value is `base`.
    fn by_count(
        &mut self,
        request: &mut dyn Record,
        response: &dyn Record,
        field: &str,
        base: i64,
    ) -> Result<bool> {
        let items = self.pagination.items;
        let rows = match named::view(response, items) {
            View::List(list) => list.len(),
            _ => 0,
        };
        if rows == 0 {
            self.state = State::Ended;
            return Ok(self.rows.is_none());
        }
        let asked = named::int(request, field).unwrap_or(base);
        let size = self.pagination.size.and_then(|size| named::int(request, size)).filter(|size| *size > 0);
        // A total of nothing beside rows says nothing.
        let total = self.total.filter(|total| *total > 0);

        let page = (named::int(response, field), rows_digest(response, items));
        if let Some(before) = self.before.replace(page) {
            let is_place_of_before = page.0.is_some() && page.0 == before.0 && page.0 != Some(asked);
            if is_place_of_before || page.1 == before.1 {
                // Asked for a page past the end, some services give the last one again.
                if total.is_some_and(|total| self.rows.unwrap_or(0) >= total) {
                    self.state = State::Ended;
                    return Ok(false);
                }
                return Err(
                    self.fail("the service answered with the page before, so its pages do not advance")
                );
            }
        }

        let rows = count(rows);
        let counts_rows = matches!(self.pagination.style, PageStyle::RowOffset { .. });
        // Rows are counted as they come, not as they were asked for: a page may be shorter than its size.
        let before = match self.rows {
            _ if counts_rows => asked,
            Some(before) => before,
            None => asked.saturating_sub(base).saturating_mul(size.map_or(rows, |size| size.min(rows))),
        };
        let read = before.saturating_add(rows);
        self.rows = Some(read);
        let next = if counts_rows { read } else { asked.saturating_add(1) };
        let is_last = match total {
            Some(total) => read >= total,
            None => size.is_some_and(|size| rows < size),
        };
        let is_set = named::set(request, field, &next.to_string());
        self.state = match (is_last, is_set) {
            (true, _) => State::Ended,
            (false, true) => State::Open,
            (false, false) => State::Stuck("the request has no room for the number of the next page"),
        };
        Ok(true)
    }

    fn fail(&mut self, why: &str) -> Error {
        self.state = State::Failed;
        let service = self.operation.service;
        Error::new(ErrorKind::Pagination, why).with_call(
            service.provider.name,
            service.name,
            self.operation.name,
        )
    }
}

/// Sets the page size, if it is not set, to the largest that the spec allows.
fn choose_size(request: &mut dyn Record, size: &str) {
    let Some((_, field)) = named::find(request, size) else {
        return;
    };
    let largest = field.checks.iter().find_map(|check| match check {
        Check::Range(_, most) => Some(*most).filter(|most| *most < i64::MAX),
        Check::OneOfInt(sizes) => sizes.iter().max().copied(),
        _ => None,
    });
    if let (View::Absent, Some(largest)) = (named::view(request, size), largest) {
        named::set(request, size, &largest.to_string());
    }
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A digest of the rows of a page, to tell whether the page before came again.
fn rows_digest(response: &dyn Record, items: &str) -> u64 {
    struct Digest(DefaultHasher);

    impl io::Write for Digest {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut digest = Digest(DefaultHasher::new());
    let kind = named::find(response, items).map_or(&Kind::Any, |(_, field)| &field.kind);
    let rows = Written { view: named::view(response, items), kind };
    // A digest takes all bytes, and what was read as JSON can be written as such.
    let _ = serde_json::to_writer(&mut digest, &rows);
    digest.0.finish()
}
