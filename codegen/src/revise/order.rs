//! The keys of the specs in the order in which a person writes them.

/// Of an operation.
pub(super) const OPERATION: &[&str] = &[
    "operation",
    "group",
    "doc",
    "page",
    "source",
    "access",
    "rate",
    "sites",
    "hidden",
    "permission",
    "method",
    "path",
    "idempotency",
    "paginate",
    "wait",
    "any_of",
    "deprecated",
    "request",
    "response",
    "types",
    "errors",
    "accept",
];

/// Of a field.
pub(super) const FIELD: &[&str] = &[
    "type",
    "required",
    "nullable",
    "range",
    "length",
    "one_of",
    "default",
    "not_with",
    "in",
    "format",
    "zone",
    "wrapped",
    "hidden",
    "example",
    "deprecated",
    "doc",
];

/// Of an error code.
pub(super) const ERROR_CODE: &[&str] = &["http", "class", "doc"];

/// Of a page.
pub(super) const PAGE: &[&str] = &["url", "updated", "note"];

/// Of API data.
pub(super) const SOURCE: &[&str] = &["name", "version", "url", "updated", "note"];

#[cfg(test)]
mod tests {
    use crate::spec::grammar;

    #[test]
    fn all_keys_have_their_place() {
        for (order, object) in [
            (super::OPERATION, &grammar::OPERATION),
            (super::FIELD, &grammar::FIELD),
            (super::ERROR_CODE, &grammar::ERROR_CODE),
            (super::PAGE, &grammar::PAGE),
            (super::SOURCE, &grammar::SOURCE),
        ] {
            let mut ordered = order.to_vec();
            let mut keys: Vec<&str> = object.keys.iter().map(|key| key.name).collect();
            ordered.sort_unstable();
            keys.sort_unstable();
            assert_eq!(ordered, keys);
        }
    }
}
