//! Names in documentation. Specs use the names on the wire, in code spans; callers see the Rust name of a field, and a
//! link to the client's method of an operation.

use super::layout::plain;
use crate::model::{Model, NamedType, Service, Struct};

/// The path of the client from the modules of a service.
const CLIENT: &str = "super::Client::";

/// The model with Rust names in its documentation.
pub(super) fn resolve(model: &Model) -> Model {
    let mut resolved = model.clone();
    for service in resolved.providers.iter_mut().flat_map(|provider| &mut provider.services) {
        let names = operation_names(service);
        service.types.iter_mut().for_each(|named| resolve_type(named, &names));
        for operation in &mut service.operations {
            let fields = field_names(&operation.request);
            operation.doc = replace(&operation.doc, &[&fields, &names]);
            resolve_fields(&mut operation.request, &names);
            resolve_fields(&mut operation.response, &names);
            operation.types.iter_mut().for_each(|named| resolve_type(named, &names));
        }
    }
    resolved
}

/// Documentation of an item in the root of a service, where the client is at hand.
pub(super) fn at_root(doc: &str) -> String {
    doc.replace(&format!("({CLIENT}"), "(Client::")
}

/// Names on the wire with what replaces them.
type Names = Vec<(String, String)>;

fn operation_names(service: &Service) -> Names {
    let link = |method: &str| format!("[`{method}`]({CLIENT}{method})");
    let operations = service.operations.iter();
    operations.map(|operation| (operation.name.clone(), link(plain(&operation.method)))).collect()
}

fn field_names(record: &Struct) -> Names {
    let fields = record.fields.iter();
    fields.map(|field| (field.wire.clone(), format!("`{}`", plain(&field.ident)))).collect()
}

fn resolve_type(named: &mut NamedType, operations: &Names) {
    match named {
        NamedType::Struct(record) => {
            record.doc = replace(&record.doc, &[&field_names(record), operations]);
            resolve_fields(record, operations);
        }
        NamedType::Enum(enumeration) => {
            enumeration.doc = replace(&enumeration.doc, &[operations]);
            for value in &mut enumeration.values {
                value.doc = replace(&value.doc, &[operations]);
            }
        }
    }
}

fn resolve_fields(record: &mut Struct, operations: &Names) {
    let fields = field_names(record);
    for field in &mut record.fields {
        field.doc = replace(&field.doc, &[&fields, operations]);
    }
}

/// Replaces the code spans that are one of the names; the first list that has it decides.
fn replace(doc: &str, names: &[&Names]) -> String {
    if doc.contains("```") {
        return doc.to_owned();
    }
    let mut parts = doc.split('`');
    let mut out = parts.next().unwrap_or_default().to_owned();
    // Code and text alternate; a backtick without a partner stays.
    while let Some(code) = parts.next() {
        let Some(text) = parts.next() else {
            out.push('`');
            out.push_str(code);
            break;
        };
        let found = names.iter().flat_map(|names| names.iter()).find(|(name, _)| name == code);
        match found {
            Some((_, replacement)) => out.push_str(replacement),
            None => out.extend(["`", code, "`"]),
        }
        out.push_str(text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{at_root, replace};

    #[test]
    fn names_in_code_are_replaced() {
        let link = "[`list_things`](super::Client::list_things)".to_owned();
        let names = vec![("ListThings".to_owned(), link), ("Limit".to_owned(), "`limit`".to_owned())];
        let resolved = replace("As `ListThings` lists it, up to `Limit`; `Other` stays.", &[&names]);
        assert_eq!(
            resolved,
            "As [`list_things`](super::Client::list_things) lists it, up to `limit`; `Other` stays."
        );
        assert_eq!(
            at_root(&resolved),
            "As [`list_things`](Client::list_things) lists it, up to `limit`; `Other` stays."
        );
        assert_eq!(replace("Limit alone, and `Limit", &[&names]), "Limit alone, and `Limit");
        assert_eq!(replace("", &[&names]), "");
    }
}
