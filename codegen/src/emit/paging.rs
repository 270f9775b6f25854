//! What the spec says of an operation's pages and of what is waited for: `impl Paginated`, `impl Waitable`.

use super::chain::Call;
use super::info::texts;
use super::layout::{name, text_literal};
use super::shape::{self, plain_type};
use super::structs::allow_deprecated;
use crate::model::{Field, Operation, PageStyle, Pagination, Shape, Waiter};

/// `impl Paginated`, for an operation that hands out its list in pages.
pub(super) fn paginated(operation: &Operation) -> Option<String> {
    let declared = operation.pagination.as_ref()?;
    let (rows, row) = list(operation, &declared.items)?;
    let (ident, allow) = (name(&rows.ident), allow(rows));
    Some(format!(
        "\
impl Paginated for {} {{
    type Item = {};

    {}

{allow}    fn items(response: &mut Self::Response) -> &mut Vec<Self::Item> {{
        &mut response.{ident}
    }}
}}",
        operation.request.name,
        plain_type(&shape::rust_type(row)),
        pagination(declared),
    ))
}

/// `impl Waitable`, for an operation that says how something comes along.
pub(super) fn waitable(operation: &Operation) -> Option<String> {
    let declared = operation.waiter.as_ref()?;
    let mut allow_list = String::new();
    let (entry, entries, extend) = match &declared.each {
        None => (operation.response.name.clone(), "std::slice::from_ref(response)".to_owned(), String::new()),
        Some(each) => {
            let (list, entry) = list(operation, each)?;
            let ident = name(&list.ident);
            allow_list = allow(list);
            let pages = operation.pagination.as_ref().is_some_and(|pagination| &pagination.items == each);
            (
                plain_type(&shape::rust_type(entry)),
                format!("&response.{ident}"),
                if pages { extend(list) } else { String::new() },
            )
        }
    };
    Some(format!(
        "\
impl Waitable for {} {{
    type Entry = {entry};

    {}

{allow_list}    fn entries(response: &Self::Response) -> &[Self::Entry] {{
        {entries}
    }}
{extend}}}",
        operation.request.name,
        waiter(declared),
    ))
}

/// What puts a further page's entries to those of the first.
fn extend(list: &Field) -> String {
    let (ident, allow) = (name(&list.ident), allow(list));
    format!(
        "
{allow}    fn extend(response: &mut Self::Response, page: Self::Response) {{
        response.{ident}.extend(page.{ident});
    }}
"
    )
}

/// The list of the response with this wire name, and what its entries are.
fn list<'o>(operation: &'o Operation, wire: &str) -> Option<(&'o Field, &'o Shape)> {
    let field = operation.response.fields.iter().find(|field| field.wire == wire)?;
    match &field.shape {
        Shape::List(entry) => Some((field, entry)),
        _ => None,
    }
}

/// The file's own use of a deprecated field is no reason to warn.
fn allow(field: &Field) -> String {
    allow_deprecated(field).map(|_| "    #[allow(deprecated)]\n".to_owned()).unwrap_or_default()
}

fn pagination(declared: &Pagination) -> String {
    let style = match &declared.style {
        PageStyle::RowOffset { offset } => format!("RowOffset {{ offset: {} }}", text_literal(offset)),
        PageStyle::PageOffset { offset } => format!("PageOffset {{ offset: {} }}", text_literal(offset)),
        PageStyle::PageNumber { page } => format!("PageNumber {{ page: {} }}", text_literal(page)),
        PageStyle::Token { token, next } => {
            format!("Token {{ token: {}, next: {} }}", text_literal(token), text_literal(next))
        }
    };
    format!(
        "\
const PAGINATION: Pagination = Pagination {{
        style: PageStyle::{style},
        size: {},
        total: {},
        items: {},
    }};",
        option(declared.size.as_deref()),
        option(declared.total.as_deref()),
        text_literal(&declared.items),
    )
}

fn waiter(declared: &Waiter) -> String {
    let done = Call::new("done: &[", texts(&declared.done), "]").folded(8);
    let failed = Call::new("failed: &[", texts(&declared.failed), "]").folded(8);
    format!(
        "\
const WAITER: Waiter = Waiter {{
        each: {},
        field: {},
        {done},
        {failed},
    }};",
        option(declared.each.as_deref()),
        text_literal(&declared.field),
    )
}

fn option(text: Option<&str>) -> String {
    text.map_or_else(|| "None".to_owned(), |text| format!("Some({})", text_literal(text)))
}
