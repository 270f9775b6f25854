//! Alibaba's pages.

use super::Unreadable;
use super::document::Document;
use super::facts::{Facts, Vendor};

/// Reads a page.
pub(super) fn read(document: &Document) -> Result<Facts, Unreadable> {
    Err(Unreadable::cut(Vendor::Alibaba, document.lines, &["nothing yet"]))
}
