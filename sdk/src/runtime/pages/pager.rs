//! Where a listing stands: which page comes next, and whether there is one.
//!
//! Nothing here is generated, and fields go by their wire names: it is compiled once, not once an operation.

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

/// A wire name: of a spec, or one that the caller gave.
pub(crate) type Name = Cow<'static, str>;

/// So many pages without a row may follow each other.
const MAX_EMPTY_PAGES: u32 = 100;

/// The part of a request that a pager reads and writes.
pub(crate) trait Position {
    /// The parameter called `name`, if it holds an integer.
    fn int(&self, name: &str) -> Option<i64>;

    /// The parameter called `name` as text, if it holds a scalar.
    fn text(&self, name: &str) -> Option<String>;

    /// Sets the parameter called `name` to a text or an integer; `false` when it has no room for it.
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

/// Moves a request from page to page, and tells the end from a service that goes round in circles.
pub(crate) struct Pager {
    service: &'static ServiceInfo,
    operation: Name,
    pagination: Pagination<Name>,
    state: State,
    /// Rows of the whole list up to the end of the page before; none before the first page.
    read: Option<Count>,
    /// What the service said of the number of rows on all pages: last, and at most.
    total: Option<i64>,
    most_total: i64,
    /// Rows of the largest page.
    largest: i64,
    /// Pages without a row, since the last one that had some.
    empty: u32,
    /// Where the pages so far said that they were.
    places: HashSet<i64>,
    repeats: Repeats,
    /// Digests of the tokens so far.
    tokens: HashSet<u64>,
}

enum State {
    /// There is, or may be, another page.
    Open,
    /// There may be one, but it cannot be asked for; or what came cannot be the whole list.
    Stuck(String),
    /// The list was read to its end.
    Ended,
    /// An error ended it.
    Failed,
}

/// Rows of the whole list. A listing that starts at a later page does not know how many rows the pages before it have:
/// the service may keep to a smaller page size than was asked for.
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

    /// For an operation with a spec, starting at the page that `request` asks for. A page size that the caller left
    /// open is chosen.
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

    /// What the operation's pages are like.
    pub(crate) fn pagination(&self) -> &Pagination<Name> {
        &self.pagination
    }

    /// The operation's name.
    pub(crate) fn operation(&self) -> &str {
        &self.operation
    }

    /// Whether another page is to be asked for; an error when there should be one and it cannot be had.
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

    /// A call failed: nothing more is asked for.
    pub(crate) fn stop(&mut self) {
        self.state = State::Failed;
    }

    /// Takes in the page that `request` asked for and turns `request` into that for the next page. `false` when what came
    /// is no further page but the end of the list.
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

    /// Points `request`, which asked for a page, at a row within that page, where the list is paged by rows.
    pub(crate) fn skip<P: Position + ?Sized>(&self, request: &mut P, rows: usize) {
        if let PageStyle::RowOffset { offset } = &self.pagination.style
            && let Some(row) = request.int(offset).unwrap_or(0).checked_add(count(rows))
        {
            request.set(offset, &row.into());
        }
    }

    /// Only the service knows where a token leads: pages go on, empty ones too, for as long as it gives new ones.
    fn by_token<P: Position + ?Sized>(&mut self, request: &mut P, page: &Page, token: &str) -> Result<bool> {
        if let Some(asked) = request.text(token) {
            self.tokens.insert(digest(&asked));
        }
        let Some(next) = &page.next else {
            self.state = State::Ended;
            return Ok(true);
        };
        if !page.rows.is_empty() && self.repeats.came_before(&page.rows) && self.repeats.is_circle() {
            return Err(self.fail("the service gave pages again that came before, so they go in a circle"));
        }
        let text = next.as_str().map_or_else(|| next.to_string(), str::to_owned);
        self.state = if !self.tokens.insert(digest(&text)) {
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

        // A total of nothing beside rows says nothing.
        let total = self.total.filter(|total| *total > 0);
        let is_earlier = page.place.is_some_and(|place| !self.places.insert(place) && place != asked);
        let came_before = self.repeats.came_before(&page.rows);
        if is_earlier || came_before {
            // Asked for a page past the end, some services give the last one again.
            let read = if is_earlier { before.most } else { before.least };
            if total.is_some_and(|total| total <= read) {
                return self.end(before).map(|()| false);
            }
        }
        if is_earlier || self.repeats.is_circle() {
            return Err(self.fail("the service gave pages again that came before, so they do not advance"));
        }

        let read = before.plus(rows);
        self.read = Some(read);
        let is_last = match total {
            Some(total) => read.least >= total,
            // A service that keeps to smaller pages than it was asked for may say so.
            None => size.is_some_and(|size| rows < page.size.map_or(size, |own| own.min(size))),
        };
        if is_last {
            // The rows of this page are good, whatever is wrong with the list.
            self.state = self.shrunk(read).map_or(State::Ended, State::Stuck);
            return Ok(true);
        }
        let step = if self.counts_rows() { rows } else { 1 };
        self.ask_at(request, field, asked.checked_add(step));
        Ok(true)
    }

    /// Rows before the first page that was asked for.
    fn start(&self, asked: i64, base: i64, size: Option<i64>, page: &Page) -> Count {
        if self.counts_rows() {
            return Count::exactly(asked.max(0));
        }
        let pages = asked.saturating_sub(base).max(0);
        // At least as large as the page that came, unless that is the short one at the end.
        let rows = Some(count(page.rows.len())).filter(|rows| *rows > 0);
        let sizes = [size, page.size.filter(|size| *size > 0), rows];
        let sizes = sizes.iter().flatten();
        let (least, most) = (sizes.clone().min().unwrap_or(&1), sizes.max().unwrap_or(&1));
        Count { least: pages.saturating_mul(*least), most: pages.saturating_mul(*most) }
    }

    /// Takes in a page without rows: the end, or a hole in the middle of the list, which is passed over.
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
            return self.end(before).map(|()| is_first);
        };
        // A hole is at most as wide as a page. Of two widths the smaller one skips no row.
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

    /// What is wrong with a list that has lost more rows than were left to read: rows of later pages have moved to where
    /// was read already.
    fn shrunk(&self, read: Count) -> Option<String> {
        let (most, read) = (self.most_total, read.least);
        let total = self.total.filter(|total| *total > 0 && *total < read && *total < most)?;
        Some(format!(
            "the list shrank from {most} rows to {total} while it was read, after {read}: some rows may be missing"
        ))
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

    /// Notes on an error which call it belongs to.
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
