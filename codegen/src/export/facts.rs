//! Facts that both exports contain, in the terms of the specs.

use serde_json::Value;

use super::Entries;
use crate::model::{
    Code, CodeEnum, Deprecation, ErrorCode, Operation, PageStyle, Pagination, Replacement, Service, Site,
    Waiter,
};

pub(super) fn sites(sites: &[Site]) -> impl Iterator<Item = &'static str> + '_ {
    sites.iter().map(|site| site.word())
}

pub(super) fn deprecation(deprecation: &Deprecation) -> Value {
    Entries::default()
        .maybe("use", deprecation.replacement.as_ref().map(Replacement::name))
        .maybe("doc", deprecation.doc.as_deref())
        .into()
}

pub(super) fn pagination(pagination: &Pagination) -> Value {
    let (style, keys) = match &pagination.style {
        PageStyle::RowOffset { offset } => ("offset", vec![("offset", offset.as_str()), ("counts", "rows")]),
        PageStyle::PageOffset { offset } => {
            ("offset", vec![("offset", offset.as_str()), ("counts", "pages")])
        }
        PageStyle::PageNumber { page } => ("page", vec![("page", page.as_str())]),
        PageStyle::Token { token, next } => {
            ("token", vec![("token", token.as_str()), ("next", next.as_str())])
        }
    };
    let entries = keys.into_iter().fold(Entries::default(), |entries, (key, name)| entries.put(key, name));
    // As in the specs, the key of the page size depends on the style.
    let size = if style == "offset" { "limit" } else { "size" };
    entries
        .put("style", style)
        .maybe(size, pagination.size.as_deref())
        .maybe("total", pagination.total.as_deref())
        .put("items", pagination.items.as_str())
        .into()
}

pub(super) fn waiter(waiter: &Waiter) -> Value {
    Entries::default()
        .maybe("each", waiter.each.as_deref())
        .put("field", waiter.field.as_str())
        .put("done", waiter.done.clone())
        .put("failed", waiter.failed.clone())
        .into()
}

/// The error codes of an operation, or else those of its service, and whether they are the operation's own.
pub(super) fn codes<'a>(operation: &'a Operation, service: &'a Service) -> (&'a [ErrorCode], bool) {
    match &operation.codes {
        Code::Own(codes) => (&codes.codes, true),
        Code::Service(_) => (service_codes(service.codes.as_ref()), false),
        Code::Text => (&[], false),
    }
}

pub(super) fn service_codes(codes: Option<&CodeEnum>) -> &[ErrorCode] {
    codes.map(|codes| codes.codes.as_slice()).unwrap_or_default()
}

pub(super) fn code(error_code: &ErrorCode) -> Entries {
    Entries::default()
        .put("code", error_code.code.as_str())
        .maybe("http", error_code.http)
        .put("class", error_code.class.word())
        .put("doc", error_code.doc.as_str())
}
