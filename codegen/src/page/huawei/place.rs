//! Where a parameter travels.

use super::cells;
use super::rows::Row;
use super::sections::Part;
use super::tables::Listing;
use super::uri::Uri;
use crate::page::facts::Location;

/// Where the parameter of an outermost table travels. The address is the surest witness, then the caption;
/// the column "IN" is wrong on some pages, and the section is the last to be asked.
pub(super) fn of(row: &Row, listing: &Listing, uri: &Uri) -> Location {
    let caption = listing.caption.as_ref().and_then(|caption| caption.location());
    // A body can have an `instance_id` as the path has.
    let apart =
        matches!(caption, Some(Location::Body | Location::Header)) || row.location == Some(Location::Body);
    let in_body = apart || listing.part == Part::Request && caption.is_none() && row.location.is_none();
    if !in_body {
        if uri.has_in_path(&row.name) {
            return Location::Path;
        }
        if uri.has_in_query(&row.name) {
            return Location::Query;
        }
    }
    if let Some(location) = caption {
        return location;
    }
    // What is not in the path's format cannot travel there.
    let told = row.location.filter(|location| *location != Location::Path || uri.path.is_none());
    if let Some(location) = told {
        return location;
    }
    if is_header(&row.name) {
        return Location::Header;
    }
    let has_body = uri.method.as_ref().is_none_or(|method| !matches!(method.value.as_str(), "GET" | "HEAD"));
    if row.location.is_none() && listing.part == Part::Request && has_body {
        return Location::Body;
    }
    if listing.part == Part::Request && uri.has_in_path(&row.name) { Location::Path } else { Location::Query }
}

/// Names that only headers have: `X-Auth-Token`, `Content-Type`.
fn is_header(name: &str) -> bool {
    let lower = name.to_lowercase();
    cells::name(name).is_some()
        && (lower.starts_with("x-")
            || ["content-type", "authorization", "host", "accept"].contains(&lower.as_str()))
}
