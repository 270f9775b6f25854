//! An operation's module: request, how it is called, response, types, codes.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::layout::{Source, Visibility, name};
use super::service::named_type;
use super::{docs, enums, example, info, paging, structs};
use crate::model::{Code, NamedType, Operation, Provider, Service};

/// The file of one operation.
pub(super) fn module(provider: &Provider, service: &Service, operation: &Operation) -> String {
    let about = docs::wrap(&docs::code(&operation.name));
    let mut source = Source::new(&operation.source, &about);
    let shared = shared(operation);
    source.group([
        quote!(use super::{SERVICE #(, #shared)*};),
        quote!(
            use crate::runtime::prelude::*;
        ),
    ]);

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

/// What the file takes from `types.rs`: types that its fields name and that it does not declare
/// itself, and the tables that its own tables refer to.
fn shared(operation: &Operation) -> Vec<TokenStream> {
    let (mut types, mut tables) = (BTreeSet::new(), BTreeSet::new());
    structs::named(&operation.request, &mut types, &mut tables);
    structs::named(&operation.response, &mut types, &mut tables);
    for named in &operation.types {
        if let NamedType::Struct(of) = named {
            structs::named(of, &mut types, &mut tables);
        }
    }
    for named in &operation.types {
        match named {
            NamedType::Struct(of) => {
                types.remove(of.name.as_str());
                tables.remove(of.table.as_str());
            }
            NamedType::Enum(of) => {
                types.remove(of.name.as_str());
            }
        }
    }
    tables.into_iter().chain(types).map(name).collect()
}
