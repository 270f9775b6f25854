//! The position in a list: which page is next, and whether there is one.
//!
//! Fields are accessed by wire name, so this is compiled once and not for each operation.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use serde_json::Value as Json;

use super::super::error::{Error, ErrorKind, Result};
use super::super::named;
use super::super::operation::{OperationInfo, PageStyle, Pagination, ServiceInfo};
use super::super::record::Record;
use super::page::Page;
use super::repeats::Repeats;
use super::size;

/// A wire name, from a spec or from the caller.
pub(crate) type Name = Cow<'static, str>;

/// The maximum number of consecutive pages without a row.
const MAX_EMPTY_PAGES: u32 = 100;

/// The part of a request that a pager reads and writes.
pub(crate) trait Position {
    /// The parameter called `name`, if it holds an integer.
    fn int(&self, name: &str) -> Option<i64>;

    /// The parameter called `name` as text, if it holds a scalar.
    fn text(&self, name: &str) -> Option<String>;

    /// Sets the parameter called `name` to a text or an integer; `false` if it cannot hold it.
    fn set(&mut self, name: &str, value: &Json) -> bool;
}

impl From<Pagination> for Pagination<Name> {
    fn from(known: Pagination) -> Self {
        let style = match known.style {
            PageStyle::RowOffset { offset } => PageStyle::RowOffset { offset: offset.into() },
            PageStyle::PageOffset { offset } => PageStyle::PageOffset { offset: offset.into() },
            PageStyle::PageNumber { page } => PageStyle::PageNumber { page: page.into() },
            PageStyle::Token { token, next } => PageStyle::Token { token: token.into(), next: next.into() },
        };
        Self {
            style,
            size: known.size.map(Name::from),
            total: known.total.map(Name::from),
            items: known.items.into(),
        }
    }
}

impl Position for dyn Record {
    fn int(&self, name: &str) -> Option<i64> {
        named::int(self, name)
    }

    fn text(&self, name: &str) -> Option<String> {
        named::text(self, name)
    }

    fn set(&mut self, name: &str, value: &Json) -> bool {
        match value {
            Json::String(text) => named::set(self, name, text),
            value => named::set(self, name, &value.to_string()),
        }
    }
}

/// Moves a request from page to page, and distinguishes the end of a list from repeated pages.
pub(crate) struct Pager {
    service: &'static ServiceInfo,
    operation: Name,
    pagination: Pagination<Name>,
    state: State,
    /// Rows of the whole list up to the end of the previous page; `None` before the first page.
    read: Option<Count>,
    /// The number of rows on all pages that the service reported: the latest, and the largest.
    total: Option<i64>,
    most_total: i64,
    /// Rows of the largest page.
    largest: i64,
    /// Pages without a row, since the last one that had some.
    empty: u32,
    /// The positions that the pages so far reported.
    places: HashSet<i64>,
    repeats: Repeats,
    /// Digests of the tokens so far.
    tokens: HashSet<u64>,
}

enum State {
    /// There is, or may be, another page.
    Open,
    /// There may be one, but it cannot be requested; or the list is incomplete.
    Stuck(String),
    /// The list was read to its end.
    Ended,
    /// An error ended it.
    Failed,
}

/// Rows of the whole list. If a list is read from a later page on, the number of rows before it is uncertain: the
/// service may use a smaller page size than requested.
#[derive(Clone, Copy)]
struct Count {
    least: i64,
    most: i64,
}

impl Count {
    fn exactly(rows: i64) -> Self {
        Self { least: rows, most: rows }
    }

    fn plus(self, rows: i64) -> Self {
        Self { least: self.least.saturating_add(rows), most: self.most.saturating_add(rows) }
    }
}

impl Pager {
    pub(crate) fn new(
        service: &'static ServiceInfo,
        operation: impl Into<Name>,
        pagination: Pagination<Name>,
    ) -> Self {
        Self {
            service,
            operation: operation.into(),
            pagination,
            state: State::Open,
            read: None,
            total: None,
            most_total: 0,
            largest: 0,
            empty: 0,
            places: HashSet::new(),
            repeats: Repeats::default(),
            tokens: HashSet::new(),
        }
    }

    /// For an operation with a spec, starting at the page of `request`. Chooses the page size if the caller set none.
    pub(crate) fn from_operation(
        operation: &'static OperationInfo,
        pagination: Pagination,
        request: &mut dyn Record,
    ) -> Self {
        if let Some(size) = pagination.size {
            size::choose(request, size);
        }
        Self::new(operation.service, operation.name, pagination.into())
    }

    /// How the operation pages.
    pub(crate) fn pagination(&self) -> &Pagination<Name> {
        &self.pagination
    }

    /// The operation's name.
    pub(crate) fn operation(&self) -> &str {
        &self.operation
    }

    /// Whether to request another page; an error when there should be one and it cannot be requested.
    pub(crate) fn go_on(&mut self) -> Result<bool> {
        match std::mem::replace(&mut self.state, State::Failed) {
            State::Open => {
                self.state = State::Open;
                Ok(true)
            }
            State::Stuck(why) => Err(self.fail(why)),
            state => {
                self.state = state;
                Ok(false)
            }
        }
    }

    /// Whether the list was read to its end.
    pub(crate) fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Ends the list after a failed call.
    pub(crate) fn stop(&mut self) {
        self.state = State::Failed;
    }

    /// Processes the page of `request` and turns `request` into that of the next page. `false` when the response is not
    /// a further page but the end of the list.
    pub(crate) fn received<P: Position + ?Sized>(&mut self, request: &mut P, page: &Page) -> Result<bool> {
        if let Some(total) = page.total {
            self.total = Some(total);
            self.most_total = self.most_total.max(total);
        }
        self.empty = if page.rows.is_empty() { self.empty.saturating_add(1) } else { 0 };
        self.largest = self.largest.max(count(page.rows.len()));
        match self.pagination.style.clone() {
            PageStyle::RowOffset { offset } | PageStyle::PageOffset { offset } => {
                self.by_count(request, page, &offset, 0)
            }
            PageStyle::PageNumber { page: number } => self.by_count(request, page, &number, 1),
            PageStyle::Token { token, .. } => self.by_token(request, page, &token),
        }
    }

    /// Moves `request` to a row within its page, if the list is paged by rows.
    pub(crate) fn skip<P: Position + ?Sized>(&self, request: &mut P, rows: usize) {
        if let PageStyle::RowOffset { offset } = &self.pagination.style
            && let Some(row) = request.int(offset).unwrap_or(0).checked_add(count(rows))
        {
            request.set(offset, &row.into());
        }
    }

    /// Only the service knows the position of a token: pages continue, even empty ones, while it sends new tokens.
    fn by_token<P: Position + ?Sized>(&mut self, request: &mut P, page: &Page, token: &str) -> Result<bool> {
        if let Some(asked) = request.text(token) {
            self.tokens.insert(digest(&asked));
        }
        let Some(next) = &page.next else {
            self.state = State::Ended;
            return Ok(true);
        };
        if !page.rows.is_empty() && self.repeats.came_before(&page.rows) && self.repeats.is_circle(false) {
            return Err(self.fail("the service gave pages again that came before, so they go in a circle"));
        }
        let text = next.as_str().map_or_else(|| next.to_string(), str::to_owned);
        self.state = if !next.is_string() && !next.is_number() {
            stuck("the service gave a token that is neither text nor a number")
        } else if !self.tokens.insert(digest(&text)) {
            stuck("the service gave a token for the second time, so its pages would go in a circle")
        } else if self.empty >= MAX_EMPTY_PAGES {
            stuck(format!("the service gave {} pages without a row, one after the other", self.empty))
        } else if !request.set(token, next) {
            stuck("the service gave a token that the request has no room for")
        } else {
            State::Open
        };
        Ok(true)
    }

    /// Pages by a number in `field`, whose first value is `base`.
    fn by_count<P: Position + ?Sized>(
        &mut self,
        request: &mut P,
        page: &Page,
        field: &str,
        base: i64,
    ) -> Result<bool> {
        let asked = request.int(field).unwrap_or(base);
        let size = self.pagination.size.as_ref().and_then(|size| request.int(size)).filter(|size| *size > 0);
        let rows = count(page.rows.len());
        let before = self.read.unwrap_or_else(|| self.start(asked, base, size, page));
        if rows == 0 {
            return self.without_rows(request, field, asked, base, size, before);
        }

        // A total of 0 together with rows is ignored.
        let total = self.total.filter(|total| *total > 0);
        let is_earlier = page.place.is_some_and(|place| !self.places.insert(place) && place != asked);
        let came_before = self.repeats.came_before(&page.rows);
        if is_earlier || came_before {
            // Some services repeat the last page past the end.
            let read = if is_earlier { before.most } else { before.least };
            if total.is_some_and(|total| total <= read) {
                return self.end(before).map(|()| false);
            }
        }
        if is_earlier || self.repeats.is_circle(total.is_some()) {
            return Err(self.fail("the service gave pages again that came before, so they do not advance"));
        }

        let read = before.plus(rows);
        self.read = Some(read);
        let is_last = match total {
            Some(total) => read.least >= total,
            // A service that uses smaller pages than requested may report their size.
            None => size.is_some_and(|size| rows < page.size.map_or(size, |own| own.min(size))),
        };
        if is_last {
            // The rows of this page are valid, even if the list is incomplete.
            self.state = self.shrunk(read).map_or(State::Ended, State::Stuck);
            return Ok(true);
        }
        let step = if self.counts_rows() { rows } else { 1 };
        self.ask_at(request, field, asked.checked_add(step));
        Ok(true)
    }

    /// Rows before the first requested page.
    fn start(&self, asked: i64, base: i64, size: Option<i64>, page: &Page) -> Count {
        if self.counts_rows() {
            return Count::exactly(asked.max(0));
        }
        let pages = asked.saturating_sub(base).max(0);
        // At least the size of this page, unless it is the short one at the end.
        let rows = Some(count(page.rows.len())).filter(|rows| *rows > 0);
        let sizes = [size, page.size.filter(|size| *size > 0), rows];
        let sizes = sizes.iter().flatten();
        let (least, most) = (sizes.clone().min().unwrap_or(&1), sizes.max().unwrap_or(&1));
        Count { least: pages.saturating_mul(*least), most: pages.saturating_mul(*most) }
    }

    /// Processes a page without rows: the end, or a gap in the list, which is skipped.
    fn without_rows<P: Position + ?Sized>(
        &mut self,
        request: &mut P,
        field: &str,
        asked: i64,
        base: i64,
        size: Option<i64>,
        before: Count,
    ) -> Result<bool> {
        let is_first = self.read.is_none();
        self.read = Some(before);
        let Some(total) = self.total.filter(|total| *total > before.most) else {
            // Without rows, a total of 0 says that the list is empty now.
            return match self.total {
                Some(0) if before.least > 0 && self.most_total > before.least => {
                    Err(self.fail(self.shrank(before.least, 0)))
                }
                _ => self.end(before).map(|()| is_first),
            };
        };
        // A gap is at most one page. The smaller of two sizes skips no row.
        let seen = Some(self.largest).filter(|rows| *rows > 0);
        let width = [size, seen].iter().flatten().min().copied().unwrap_or(1);
        let (row, step) = match self.counts_rows() {
            true => (asked, width),
            false => (asked.saturating_sub(base).saturating_mul(width), 1),
        };
        if row >= total || self.empty >= MAX_EMPTY_PAGES {
            let read = before.most;
            let why = format!("the service counts {total} rows, and its pages had {read} when they ended");
            return Err(self.fail(why));
        }
        self.ask_at(request, field, asked.checked_add(step));
        Ok(true)
    }

    /// Ends a list of which `read` rows were read.
    fn end(&mut self, read: Count) -> Result<()> {
        match self.shrunk(read) {
            Some(why) => Err(self.fail(why)),
            None => {
                self.state = State::Ended;
                Ok(())
            }
        }
    }

    /// The fault of a list that lost more rows than were left to read: rows of later pages have moved to pages that
    /// were already read.
    fn shrunk(&self, read: Count) -> Option<String> {
        let (most, read) = (self.most_total, read.least);
        let total = self.total.filter(|total| *total > 0 && *total < read && *total < most)?;
        Some(self.shrank(read, total))
    }

    fn shrank(&self, read: i64, total: i64) -> String {
        let most = self.most_total;
        format!(
            "the list shrank from {most} rows to {total} while it was read, after {read}: some rows may be missing"
        )
    }

    /// Turns `request` into that for the page at `place`.
    fn ask_at<P: Position + ?Sized>(&mut self, request: &mut P, field: &str, place: Option<i64>) {
        let is_set = place.is_some_and(|place| request.set(field, &place.into()));
        self.state = match is_set {
            true => State::Open,
            false => stuck("the request has no room for the number of the next page"),
        };
    }

    fn counts_rows(&self) -> bool {
        matches!(self.pagination.style, PageStyle::RowOffset { .. })
    }

    /// Adds the call to an error.
    pub(crate) fn named(&self, error: Error) -> Error {
        error.with_call(self.service.provider.name, self.service.name, &self.operation)
    }

    fn fail(&mut self, why: impl Into<String>) -> Error {
        self.state = State::Failed;
        self.named(Error::new(ErrorKind::Pagination, why))
    }
}

fn stuck(why: impl Into<String>) -> State {
    State::Stuck(why.into())
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn digest(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}
