//! What callers see of a field, as text: a comparison of two models goes by the same words as the output.

use super::{facts, shape};
use crate::model::{Field, Shape, Struct};

/// The type of a struct's field: `Option<DateTime>`.
pub(crate) fn field_type(field: &Field) -> String {
    plain(&shape::field_type(field).to_string())
}

/// The type of a value: `DateTime`.
pub(crate) fn value_type(of: &Shape) -> String {
    plain(&shape::rust_type(of).to_string())
}

/// Whether the field's type is an `Option`, unless it is required.
pub(crate) fn may_be_option(field: &Field) -> bool {
    shape::optional(&Field { required: false, ..field.clone() })
}

/// The documentation of `field`, which belongs to `of`.
pub(crate) fn documentation(field: &Field, of: &Struct) -> String {
    format!("{}\n{}", field.doc, facts::of_field(field, of))
}

/// As one writes it, without the blanks between tokens.
fn plain(tokens: &str) -> String {
    tokens.replace(' ', "").replace(',', ", ").replace("crate::runtime::serde_json::", "serde_json::")
}
