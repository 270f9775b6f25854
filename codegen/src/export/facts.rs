//! What is declared about calling an operation, in the words of the specs.

use serde_json::Value;

use super::Entries;
use crate::model::{
    Code, CodeEnum, Deprecation, ErrorCode, Operation, PageStyle, Pagination, Replacement, Service, Site,
    Waiter,
};

pub(super) fn sites(of: &[Site]) -> impl Iterator<Item = &'static str> + '_ {
    of.iter().map(|site| site.word())
}

pub(super) fn deprecation(of: &Deprecation) -> Value {
    Entries::default()
        .maybe("use", of.replacement.as_ref().map(Replacement::name))
        .maybe("doc", of.doc.as_deref())
        .into()
}

pub(super) fn pagination(of: &Pagination) -> Value {
    let (style, keys) = match &of.style {
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
    // The key of the page's size is called after the style, as in the specs.
    let size = if style == "offset" { "limit" } else { "size" };
    entries
        .put("style", style)
        .maybe(size, of.size.as_deref())
        .maybe("total", of.total.as_deref())
        .put("items", of.items.as_str())
        .into()
}

pub(super) fn waiter(of: &Waiter) -> Value {
    Entries::default()
        .maybe("each", of.each.as_deref())
        .put("field", of.field.as_str())
        .put("done", of.done.clone())
        .put("failed", of.failed.clone())
        .into()
}

/// The codes that an operation can fail with, those of its service if it lists none; and whether they are its own.
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

pub(super) fn code(of: &ErrorCode) -> Entries {
    Entries::default()
        .put("code", of.code.as_str())
        .maybe("http", of.http)
        .put("class", of.class.word())
        .put("doc", of.doc.as_str())
}
