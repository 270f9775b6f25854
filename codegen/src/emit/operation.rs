//! An operation's module: request, how it is called, response, types, codes.

use quote::quote;

use super::layout::{Source, name};
use super::service::named_type;
use super::structs::Purpose;
use super::{docs, enums, example, info, paging, structs};
use crate::model::{Code, Operation, Provider, Service};

/// The file of one operation.
pub(super) fn module(provider: &Provider, service: &Service, operation: &Operation) -> String {
    let about = docs::wrap(&docs::code(&operation.name));
    let mut source = Source::new(&operation.source, &about);
    let codes = names_codes(operation).then(|| {
        quote!(
            use super::errors::codes;
        )
    });
    source.group(codes.into_iter().chain([quote!(
        use crate::__private::*;
    )]));
    let shared = operation.shared.iter().map(|of| name(of));
    if !operation.shared.is_empty() {
        source.item(quote!(pub use super::types::{#(#shared),*};));
    }

    let about = example::request_docs(provider, service, operation);
    structs::write(&mut source, &operation.request, Purpose::Request, &about);
    source.text(info::operation(operation));
    for text in [paging::paginated(operation), paging::waitable(operation)].into_iter().flatten() {
        source.text(text);
    }

    let about = docs::wrap(&format!("The response to a [`{}`].", operation.request.name));
    structs::write(&mut source, &operation.response, Purpose::Data, &about);
    for named in &operation.types {
        named_type(&mut source, named);
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
