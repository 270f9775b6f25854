//! Html to a [`Document`].

use super::document::Document;

/// Reads it.
pub(super) fn read(source: &str) -> Document {
    super::text::read(source)
}
