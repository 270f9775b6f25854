//! An operation's module: request, how it is called, response, types, codes.

use std::collections::BTreeSet;

use quote::quote;

use super::layout::{Source, Visibility, name};
use super::service::named_type;
use super::{docs, enums, example, info, paging, structs};
use crate::model::{Code, NamedType, Operation, Provider, Service};

/// The file of one operation.
pub(super) fn module(provider: &Provider, service: &Service, operation: &Operation) -> String {
    let about = docs::wrap(&docs::code(&operation.name));
    let mut source = Source::new(&operation.source, &about);
    let tables = tables(operation).into_iter().map(name);
    let codes = names_codes(operation).then(|| quote!(errors::codes));
    let names: Vec<_> =
        codes.into_iter().chain([quote!(SERVICE)]).chain(tables.map(|table| quote!(types::#table))).collect();
    source.group([
        quote!(use super::{#(#names),*};),
        quote!(
            use crate::runtime::prelude::*;
        ),
    ]);
    let shared = operation.shared.iter().map(|of| name(of));
    if !operation.shared.is_empty() {
        source.item(quote!(pub use super::types::{#(#shared),*};));
    }

    let about = example::request_docs(provider, service, operation);
    structs::write(&mut source, &operation.request, "request", &about, Visibility::File);
    source.text(info::operation(operation));
    for text in [paging::paginated(operation), paging::waitable(operation)].into_iter().flatten() {
        source.text(text);
    }

    let about = docs::wrap(&format!("The answer to a [`{}`].", operation.request.name));
    structs::write(&mut source, &operation.response, "response", &about, Visibility::File);
    for named in &operation.types {
        named_type(&mut source, named, Visibility::File);
    }
    if let Code::Own(codes) = &operation.codes {
        source.text(enums::codes(codes, &docs::code(&operation.name)));
    }
    source.finish()
}

/// Whether it can fail with codes that the service declares.
fn names_codes(operation: &Operation) -> bool {
    match &operation.codes {
        Code::Own(codes) => codes.codes.iter().any(|code| code.is_shared),
        Code::Service(_) | Code::Text => false,
    }
}

/// The tables in `types.rs` that the operation's own tables refer to.
fn tables(operation: &Operation) -> BTreeSet<&str> {
    let own = operation.types.iter().filter_map(|named| match named {
        NamedType::Struct(of) => Some(of),
        NamedType::Enum(_) => None,
    });
    let mut tables = BTreeSet::new();
    for of in own.chain([&operation.request, &operation.response]) {
        tables.extend(structs::tables(of).filter(|(name, _)| operation.shared.iter().any(|of| of == name)));
    }
    tables.into_iter().map(|(_, table)| table).collect()
}
