//! An operation as a draft says it: what a page says, put together.

use super::address;
use super::around::Around;
use super::build::Builder;
use super::errors::{self, ErrorCode};
use super::field_type::FieldType;
use super::fields::Field;
use super::name::{self, Name};
use super::notes::Notes;
use super::paging;
use super::place::{self, Route};
use super::rows::{self, Row};
use super::types::{Type, Types};
use super::yaml::Flow;
use crate::model::{Access, facts::is_date};
use crate::page::{self, Facts};
use crate::spec::{self, Accept};

/// All that the spec of an operation is written from.
pub(super) struct Operation {
    pub(super) name: Name,
    /// The groups of the service, one of which it belongs to.
    pub(super) groups: Vec<String>,
    /// The line of the page's heading.
    pub(super) line: u32,
    pub(super) url: String,
    pub(super) updated: Option<String>,
    pub(super) note: Option<String>,
    pub(super) access: Access,
    /// Calls a second.
    pub(super) rate: Option<u32>,
    pub(super) permission: Option<String>,
    /// Method and path, where these tell the operations apart.
    pub(super) route: Option<Route>,
    pub(super) paginate: Option<Flow>,
    pub(super) request: Vec<Field>,
    pub(super) response: Vec<Field>,
    pub(super) types: Vec<Type>,
    pub(super) errors: Vec<ErrorCode>,
    pub(super) accept: Vec<Accept>,
}

/// What no page says of itself: told by whoever asks, or by the spec that is replaced.
pub(super) struct Kept {
    url: Option<String>,
    note: Option<String>,
    accept: Vec<Accept>,
}

impl Kept {
    /// What is told, what `old` has, and the address that the copy of the page has, in this order.
    pub(super) fn of(url: Option<&str>, old: Option<&spec::Operation>, facts: &Facts) -> Self {
        let page = old.and_then(|old| old.page.as_ref());
        let old_url = page.and_then(|page| page.url.as_ref()).map(|url| url.value.as_str());
        // The address that stands in for one would hide that there is none.
        let old_url = old_url.filter(|url| !address::stands_in(url));
        let own = facts.url.as_ref().map(|found| found.value.as_str());
        let told = [url, old_url, own].into_iter().flatten().find(|url| address::is_address(url));
        Self {
            url: told.map(str::to_owned),
            note: page.and_then(|page| page.note.clone()).filter(|note| !note.trim().is_empty()),
            accept: old.map(|old| old.accept.clone()).unwrap_or_default(),
        }
    }
}

impl Operation {
    /// The operation of a page.
    pub(super) fn of(
        facts: &Facts,
        around: Around<'_>,
        name: Name,
        route: Option<Route>,
        kept: Kept,
        notes: &mut Notes,
    ) -> Self {
        let request_rows = own_parameters(facts, &around, route.as_ref(), notes);
        let response_rows = rows::response(facts, notes);
        let types = Types::new(&around, &name.text);
        let mut builder = Builder { around, types, notes, subject: name::subject(&name.text) };
        let mut request = builder.request(&request_rows);
        let response = builder.response(&response_rows, rows::example(facts).as_ref());
        let types = builder.types.finish();
        if let Some(route) = &route {
            place::settle(&mut request, &facts.params, route, &around, notes);
        }
        let groups = around.groups().iter().map(|group| group.name.value.clone()).collect();
        let access = name::access(&name.text, route.as_ref().map(|route| route.method));
        let paginate = match access {
            Access::Read => paging::find(&request, &response, notes),
            Access::Write => {
                may_be_idempotent(&request, notes);
                None
            }
        };
        may_be_times(&request, &response, notes);
        let rate = facts.rate_limit.as_ref().map(|rate| rate.value);
        let permission = facts.permission.as_ref().map(|permission| permission.value.clone());
        let updated = facts.updated.as_ref().map(|date| date.value.clone());
        Self {
            name,
            groups,
            line: facts.title.as_ref().or(facts.action.as_ref()).map_or(1, |found| found.line),
            url: kept.url.unwrap_or_else(|| address::stand_in(facts.vendor, notes)),
            updated: updated.filter(|date| is_date(date)),
            note: kept.note,
            access,
            rate: rate.filter(|rate| *rate > 0),
            permission: permission.filter(|text| !text.trim().is_empty()),
            route,
            paginate,
            request,
            response,
            types,
            errors: errors::codes(facts.errors.as_deref().unwrap_or_default(), &around, notes),
            accept: kept.accept,
        }
    }
}

/// The page's parameters without those that the client itself sends.
fn own_parameters<'f>(
    facts: &'f Facts,
    around: &Around<'_>,
    route: Option<&Route>,
    notes: &mut Notes,
) -> Vec<Row<'f>> {
    let mut rows = rows::request(facts, notes);
    rows.retain(|row| {
        let is_common = row.fact.is_some_and(|field| page::is_common(facts.vendor, field));
        !is_common && !around.fills(&row.name)
    });
    if let Some(route) = route {
        place::prepare(&mut rows, route, notes);
    }
    rows
}

/// A token may well make a call that writes safe to repeat.
fn may_be_idempotent(request: &[Field], notes: &mut Notes) {
    if let Some(token) = request.iter().find(|field| field.name.eq_ignore_ascii_case("ClientToken")) {
        let text = format!("`{}` may make the call safe to repeat: `idempotency: {0}` says so", token.name);
        notes.add(token.line, text);
    }
}

/// Text that is named like a point in time may well be one.
fn may_be_times(request: &[Field], response: &[Field], notes: &mut Notes) {
    let is_named_so = |field: &&Field| {
        let name = field.name.to_ascii_lowercase();
        field.of == FieldType::Text && ["time", "date"].iter().any(|end| name.ends_with(end))
    };
    let found: Vec<&Field> = request.iter().chain(response).filter(is_named_so).collect();
    if let Some(first) = found.first() {
        let names: Vec<String> = found.iter().map(|field| format!("`{}`", field.name)).collect();
        let text = format!("named like points in time, so perhaps `datetime`: {}", names.join(", "));
        notes.add(first.line, text);
    }
}
