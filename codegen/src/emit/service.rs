//! A service's module: what it is called, where it is, its client; and the types that operations share.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::layout::{Source, name, slice};
use super::structs::{self, Purpose, deprecated};
use super::{enums, groups, info, layout, references};
use crate::model::{Code, NamedType, Operation, Provider, Service};

/// A service's `mod.rs`.
pub(super) fn module(provider: &Provider, service: &Service) -> String {
    let about = format!("{}, API version {}.", service.title, service.version);
    let mut about = docs::paragraphs([about.as_str(), service.doc.as_str()]);
    about.push(String::new());
    about.extend(groups::front_page(service));
    let mut source = Source::new(&service.source, &about);

    let operations = service.operations.iter().map(|operation| (operation.module.as_str(), true));
    let mut modules: Vec<_> = operations.chain(parts(service).map(|part| (part, false))).collect();
    modules.sort_by_key(|(module, _)| layout::file_stem(module));
    source.group(modules.iter().map(|(module, is_operation)| {
        let module = name(module);
        if *is_operation { quote!(pub mod #module;) } else { quote!(mod #module;) }
    }));
    source.group(parts(service).map(name).map(|part| quote!(pub use #part::*;)));
    source.group(service.operations.iter().map(exported));

    let (vendor, marker) = (name(&provider.name), name(&provider.marker));
    source.group([
        quote!(
            use super::PROVIDER;
        ),
        // Not by their names: types of the service can have the same.
        quote!(
            use crate::__private as private;
        ),
        quote!(use crate::vendor::#vendor::#marker;),
    ]);

    source.text(info::service(service));
    let operations = slice(service.operations.iter().map(|operation| {
        let request = name(&operation.request.name);
        quote!(<#request as private::Operation>::INFO)
    }));
    source.item(quote! {
        /// All operations of the service, by name.
        #[doc(hidden)]
        pub static OPERATIONS: &[&private::OperationInfo] = #operations;
    });
    client(&mut source, service, &marker);
    source.finish()
}

fn client(source: &mut Source, service: &Service, marker: &TokenStream) {
    let about = docs::attributes(&docs::wrap(&format!("Calls {}.", service.title)));
    source.item(quote! {
        #about
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: private::ServiceClient<Self>,
        }
    });
    source.item(quote! {
        impl private::ServiceMarker for Client {
            type Vendor = #marker;
        }
    });
    let methods = vec![
        quote! {
            /// A client with the settings of `config`. Cloning it is cheap and shares its connections.
            pub fn new(config: &private::Config<#marker>) -> Self {
                Self {
                    inner: private::ServiceClient::new(config, &SERVICE),
                }
            }
        },
        quote! {
            /// Calls an operation of the service that has no spec yet, or with parameters that its
            /// spec does not know.
            pub fn untyped(&self, request: &private::UntypedRequest) -> private::RawCall {
                self.inner.untyped(request)
            }
        },
        quote! {
            /// The pages of the list of such an operation, which `pagination` describes. See
            /// [`UntypedPages`](private::UntypedPages).
            pub fn untyped_pages(
                &self,
                request: private::UntypedRequest,
                pagination: private::UntypedPagination,
            ) -> private::UntypedPages {
                self.inner.untyped_pages(request, pagination)
            }
        },
        quote! {
            /// The pages of an operation's list, one after the other. See [`Pages`](private::Pages).
            pub fn pages<O: private::Paginated<Service = Self>>(&self, request: O) -> private::Pages<O> {
                self.inner.pages(request)
            }
        },
        quote! {
            /// The rows of an operation's list, of all its pages. See [`Items`](private::Items).
            pub fn items<O: private::Paginated<Service = Self>>(&self, request: O) -> private::Items<O> {
                self.inner.items(request)
            }
        },
        quote! {
            /// Calls an operation again and again until nothing is in progress. See
            /// [`Wait`](private::Wait).
            pub fn wait<'a, O: private::Waitable<Service = Self>>(
                &self,
                request: O,
                config: private::WaitConfig,
            ) -> private::Wait<'a, O> {
                self.inner.wait(request, config)
            }
        },
    ];
    source.block(quote!(impl Client), methods);
    for section in groups::sections(service) {
        let title = section.title.map(|title| format!("# {title}"));
        let about = docs::paragraphs(title.as_deref().into_iter().chain([section.doc]));
        let about = docs::attributes(&about);
        source.block(quote!(#about impl Client), section.operations.into_iter().map(method));
    }
}

fn method(operation: &Operation) -> TokenStream {
    let request = &operation.request.name;
    let see = format!("See [`{request}`] for an example.");
    let about =
        docs::attributes(&docs::paragraphs([references::at_root(&operation.doc).as_str(), see.as_str()]));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let method = name(&operation.method);
    let (request, response) = (name(request), name(&operation.response.name));
    quote! {
        #about
        #deprecated
        #[inline]
        pub fn #method(&self, request: &#request) -> private::Call<#response> {
            self.inner.call(request)
        }
    }
}

/// The modules of what a service's operations share.
fn parts(service: &Service) -> impl Iterator<Item = &'static str> {
    let errors = service.codes.is_some().then_some("errors");
    errors.into_iter().chain((!service.types.is_empty()).then_some("types"))
}

/// What the service's root shows of an operation's module: all but the types whose names are not its alone.
fn exported(operation: &Operation) -> TokenStream {
    let module = name(&operation.module);
    if operation.local.is_empty() {
        return quote!(#[doc(inline)] pub use #module::*;);
    }
    let codes = match &operation.codes {
        Code::Own(codes) => Some(codes.name.as_str()),
        Code::Service(_) | Code::Text => None,
    };
    let types = operation.types.iter().map(NamedType::name);
    let types = types.filter(|of| operation.local.iter().all(|local| local != of));
    let structs = [&operation.request, &operation.response].map(|of| of.name.as_str());
    let mut names: Vec<&str> = types.chain(structs).chain(codes).collect();
    names.sort_unstable();
    let names = names.into_iter().map(name);
    quote!(#[doc(inline)] pub use #module::{#(#names),*};)
}

/// A service's `errors.rs`, when it declares error codes.
pub(super) fn errors(service: &Service) -> Option<String> {
    let codes = service.codes.as_ref()?;
    let mut source = Source::new(&service.source, &docs::wrap("The error codes of the operations."));
    source.item(quote!(
        use crate::__private::*;
    ));
    source.text(enums::service_codes(codes, &service.title));
    Some(source.finish())
}

/// A service's `types.rs`, when its operations share any.
pub(super) fn types(service: &Service) -> Option<String> {
    if service.types.is_empty() {
        return None;
    }
    let mut source = Source::new(&service.source, &docs::wrap("Types that several operations share."));
    source.item(quote!(
        use crate::__private::*;
    ));
    for named in &service.types {
        named_type(&mut source, named);
    }
    Some(source.finish())
}

/// A type that a spec names.
pub(super) fn named_type(source: &mut Source, named: &NamedType) {
    match named {
        NamedType::Struct(of) => structs::write(source, of, Purpose::Data, &docs::wrap(&of.doc)),
        NamedType::Enum(of) => source.text(enums::open(of)),
    }
}
