//! What callers see of a field, as text: a comparison of two models goes by the same words as the output.

use super::{facts, shape};
use crate::model::{Field, Shape, Struct};

/// The type of `field`, which belongs to `of`: `Option<DateTime>`.
pub(crate) fn field_type(field: &Field, of: &Struct) -> String {
    plain(&shape::field_type(field, of.role).to_string())
}

/// The type of a value: `DateTime`.
pub(crate) fn value_type(of: &Shape) -> String {
    plain(&shape::rust_type(of).to_string())
}

/// Whether the type of `field`, which belongs to `of`, is an `Option`, unless it is required.
pub(crate) fn may_be_option(field: &Field, of: &Struct) -> bool {
    shape::is_option(&Field { required: false, ..field.clone() }, of.role)
}

/// The documentation of `field`, which belongs to `of`.
pub(crate) fn documentation(field: &Field, of: &Struct) -> String {
    format!("{}\n{}", field.doc, facts::of_field(field, of))
}

/// As one writes it, without the blanks between tokens.
fn plain(tokens: &str) -> String {
    tokens.replace(' ', "").replace(',', ", ").replace("crate::runtime::serde_json::", "serde_json::")
}
