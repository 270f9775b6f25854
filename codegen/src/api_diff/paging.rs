//! Compares pagination and waiters: what `Client::pages`, `items` and `wait` accept and return.

use super::builder::DiffBuilder;
use super::{Aspect, Change, ChangeKind};
use crate::emit::signature;
use crate::model::{Operation, PageStyle, Pagination, Shape, Waiter};

/// Compares the pagination of an operation.
pub(super) fn compare_pagination(old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    let request = &new.request.name;
    let (before, after) = match (&old.pagination, &new.pagination) {
        (None, None) => return,
        (None, Some(_)) => {
            return diff.add(
                Change::minor(ChangeKind::Added, Aspect::Paging, request, "is now paginated")
                    .reason("`Client::pages` and `Client::items` accept it."),
            );
        }
        (Some(_), None) => {
            return diff.add(
                Change::major(ChangeKind::Removed, Aspect::Paging, request, "is no longer paginated")
                    .reason(
                        "`Client::pages` and `Client::items` no longer accept it: `Paginated` is not implemented.",
                    ),
            );
        }
        (Some(before), Some(after)) => (before, after),
    };
    let (row, new_row) = (list_entry(old, &before.items), list_entry(new, &after.items));
    if row != new_row {
        diff.add(
            Change::major(ChangeKind::Changed, Aspect::Paging, request, "has rows of another type")
                .values(row.as_deref(), new_row.as_deref())
                .reason(format!("`Client::items` now yields `{}`.", new_row.as_deref().unwrap_or("?"))),
        );
    } else if before.items != after.items {
        diff.add(
            Change::minor(ChangeKind::Changed, Aspect::Paging, request, "has its rows in another field")
                .values(before.items.as_str(), after.items.as_str())
                .reason("`Client::items` yields rows of the same type from another field."),
        );
    }
    let parameters = |pagination: &Pagination| {
        let size = pagination.size.as_ref().map(|size| format!(", size `{size}`")).unwrap_or_default();
        let total = pagination.total.as_ref().map(|total| format!(", total `{total}`")).unwrap_or_default();
        format!("{}{size}{total}", style_text(&pagination.style))
    };
    let (was, is) = (parameters(before), parameters(after));
    if was != is {
        diff.add(
            Change::patch(ChangeKind::Fixed, Aspect::Paging, request, "has other pagination parameters")
                .values(was, is)
                .reason(
                    "`Client::pages` and `Client::items` are the same; the parameters now match the service.",
                ),
        );
    }
}

fn style_text(style: &PageStyle) -> String {
    match style {
        PageStyle::RowOffset { offset } => format!("rows to skip in `{offset}`"),
        PageStyle::PageOffset { offset } => format!("pages to skip in `{offset}`"),
        PageStyle::PageNumber { page } => format!("page number in `{page}`"),
        PageStyle::Token { token, next } => format!("token in `{token}` from `{next}`"),
    }
}

/// The Rust type of the entries of a list in the response.
fn list_entry(operation: &Operation, wire: &str) -> Option<String> {
    let field = operation.response.fields.iter().find(|field| field.wire == wire)?;
    match &field.shape {
        Shape::List(entry) => Some(signature::value_type(entry)),
        _ => None,
    }
}

/// Compares the condition that a waiter polls for.
pub(super) fn compare_waiter(old: &Operation, new: &Operation, diff: &mut DiffBuilder) {
    let request = &new.request.name;
    let (before, after) = match (&old.waiter, &new.waiter) {
        (None, None) => return,
        (None, Some(_)) => {
            return diff.add(
                Change::minor(ChangeKind::Added, Aspect::Waiter, request, "can be waited for")
                    .reason("`Client::wait` accepts it."),
            );
        }
        (Some(_), None) => {
            return diff.add(
                Change::major(ChangeKind::Removed, Aspect::Waiter, request, "can no longer be waited for")
                    .reason("`Client::wait` no longer accepts it: `Waitable` is not implemented."),
            );
        }
        (Some(before), Some(after)) => (before, after),
    };
    let entry_type = |operation: &Operation, waiter: &Waiter| match &waiter.each {
        Some(list) => list_entry(operation, list),
        None => Some(operation.response.name.clone()),
    };
    let (was, is) = (entry_type(old, before), entry_type(new, after));
    if was != is {
        diff.add(
            Change::major(ChangeKind::Changed, Aspect::Waiter, request, "waits for entries of another type")
                .values(was.as_deref(), is.as_deref())
                .reason(format!(
                    "`WaitError` now contains entries of the type `{}`.",
                    is.as_deref().unwrap_or("?")
                )),
        );
    }
    if before != after {
        diff.add(
            Change::minor(ChangeKind::Changed, Aspect::Waiter, request, "has another wait condition")
                .values(condition(before), condition(after))
                .reason("Waits may end earlier, later or with a failure; no signature changes."),
        );
    }
}

fn condition(waiter: &Waiter) -> String {
    let each = waiter.each.as_ref().map(|each| format!("each of `{each}`: ")).unwrap_or_default();
    let failed = match waiter.failed.as_slice() {
        [] => String::new(),
        failed => format!(", failed when {}", failed.join(", ")),
    };
    format!("{each}`{}` done when {}{failed}", waiter.field, waiter.done.join(", "))
}
