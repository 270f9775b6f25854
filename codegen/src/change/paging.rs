//! Pages and waiting: what `Client::pages`, `items` and `wait` take and hand out.

use super::log::Log;
use super::{Aspect, Change, Kind};
use crate::emit::signature;
use crate::model::{Operation, PageStyle, Pagination, Shape, Waiter};

/// Compares how an operation hands out its list.
pub(super) fn pages(old: &Operation, new: &Operation, log: &mut Log) {
    let request = &new.request.name;
    let (before, after) = match (&old.pagination, &new.pagination) {
        (None, None) => return,
        (None, Some(_)) => {
            return log.add(
                Change::minor(Kind::Added, Aspect::Paging, request, "can be read in pages")
                    .because("`Client::pages` and `Client::items` take it."),
            );
        }
        (Some(_), None) => {
            return log.add(
                Change::major(Kind::Removed, Aspect::Paging, request, "can no longer be read in pages")
                    .because(
                        "`Client::pages` and `Client::items` do not take it: `Paginated` is not implemented.",
                    ),
            );
        }
        (Some(before), Some(after)) => (before, after),
    };
    let (row, new_row) = (entry(old, &before.items), entry(new, &after.items));
    if row != new_row {
        log.add(
            Change::major(Kind::Changed, Aspect::Paging, request, "hands out other rows")
                .values(row.as_deref(), new_row.as_deref())
                .because(format!("`Client::items` yields `{}` now.", new_row.as_deref().unwrap_or("?"))),
        );
    } else if before.items != after.items {
        log.add(
            Change::minor(Kind::Changed, Aspect::Paging, request, "hands out the rows of another list")
                .values(before.items.as_str(), after.items.as_str())
                .because("`Client::items` yields rows of the same type from another field."),
        );
    }
    let mechanics = |of: &Pagination| {
        let size = of.size.as_ref().map(|size| format!(", size `{size}`")).unwrap_or_default();
        let total = of.total.as_ref().map(|total| format!(", total `{total}`")).unwrap_or_default();
        format!("{}{size}{total}", style(&of.style))
    };
    let (was, is) = (mechanics(before), mechanics(after));
    if was != is {
        log.add(
            Change::patch(Kind::Fixed, Aspect::Paging, request, "asks for its pages otherwise")
                .values(was, is)
                .because("`Client::pages` and `Client::items` stay as they are and read the list as the service has it."),
        );
    }
}

fn style(of: &PageStyle) -> String {
    match of {
        PageStyle::RowOffset { offset } => format!("rows to skip in `{offset}`"),
        PageStyle::PageOffset { offset } => format!("pages to skip in `{offset}`"),
        PageStyle::PageNumber { page } => format!("page number in `{page}`"),
        PageStyle::Token { token, next } => format!("token in `{token}` from `{next}`"),
    }
}

/// The type of the entries of a list of the response.
fn entry(operation: &Operation, wire: &str) -> Option<String> {
    let field = operation.response.fields.iter().find(|field| field.wire == wire)?;
    match &field.shape {
        Shape::List(entry) => Some(signature::value_type(entry)),
        _ => None,
    }
}

/// Compares what a waiter waits for.
pub(super) fn waiter(old: &Operation, new: &Operation, log: &mut Log) {
    let request = &new.request.name;
    let (before, after) = match (&old.waiter, &new.waiter) {
        (None, None) => return,
        (None, Some(_)) => {
            return log.add(
                Change::minor(Kind::Added, Aspect::Waiter, request, "can be waited for")
                    .because("`Client::wait` takes it."),
            );
        }
        (Some(_), None) => {
            return log.add(
                Change::major(Kind::Removed, Aspect::Waiter, request, "can no longer be waited for")
                    .because("`Client::wait` does not take it: `Waitable` is not implemented."),
            );
        }
        (Some(before), Some(after)) => (before, after),
    };
    let watched = |operation: &Operation, waiter: &Waiter| match &waiter.each {
        Some(list) => entry(operation, list),
        None => Some(operation.response.name.clone()),
    };
    let (was, is) = (watched(old, before), watched(new, after));
    if was != is {
        log.add(
            Change::major(Kind::Changed, Aspect::Waiter, request, "watches other entries")
                .values(was.as_deref(), is.as_deref())
                .because(format!(
                    "`WaitError` holds entries of the type `{}` now.",
                    is.as_deref().unwrap_or("?")
                )),
        );
    }
    if before != after {
        log.add(
            Change::minor(Kind::Changed, Aspect::Waiter, request, "is waited for otherwise")
                .values(condition(before), condition(after))
                .because("Waits end sooner, later or with a failure; no signature changes."),
        );
    }
}

fn condition(of: &Waiter) -> String {
    let each = of.each.as_ref().map(|each| format!("each of `{each}`: ")).unwrap_or_default();
    let failed = match of.failed.as_slice() {
        [] => String::new(),
        failed => format!(", failed when {}", failed.join(", ")),
    };
    format!("{each}`{}` done when {}{failed}", of.field, of.done.join(", "))
}
