//! What a description says about a field's values: which are allowed, the default, the range.

use super::document::Line;
use super::facts::Values;

/// Reads a description. `kind` is the type as the page prints it: it decides between numbers and strings.
pub(super) fn read(description: &[Line], kind: Option<&str>) -> Values {
    let _ = (description, kind);
    Values::default()
}
