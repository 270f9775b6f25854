//! The documentation of a request: what the operation does, what is declared about it, and a call.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::layout::{name, plain, statements};
use super::{docs, facts};
use crate::model::{Access, ApiData, Code, NamedType, Operation, Page, Provider, Replacement, Service};

/// The lines above the request struct.
pub(super) fn request_docs(provider: &Provider, service: &Service, operation: &Operation) -> Vec<String> {
    let mut lines = docs::paragraphs([operation.doc.as_str(), response(operation).as_str()]);
    lines.push(String::new());
    for fact in declared(operation) {
        lines.extend(docs::wrap(&format!("- {fact}")));
    }
    lines.push(String::new());
    lines.push("# Example".to_owned());
    lines.push(String::new());
    lines.push("```no_run".to_owned());
    lines.extend(example(provider, service, operation));
    lines.push("```".to_owned());
    lines
}

fn response(operation: &Operation) -> String {
    let response = &operation.response.name;
    match &operation.codes {
        Code::Own(codes) => {
            format!("The response is a [`{response}`]; error codes are read into [`{}`].", codes.name)
        }
        Code::Service(codes) => {
            format!(
                "The response is a [`{response}`]; error codes are read into [`{codes}`](super::{codes})."
            )
        }
        Code::Text => {
            format!("The response is a [`{response}`]; its page lists no error codes, so they stay text.")
        }
    }
}

fn declared(operation: &Operation) -> Vec<String> {
    let request = &operation.request;
    let mut facts = vec![format!("Called by [`Client::{0}`](super::Client::{0}).", plain(&operation.method))];
    if operation.path != "/" {
        facts.push(format!(
            "{}.",
            docs::code(&format!("{} {}", operation.http_method.word(), operation.path))
        ));
    }
    facts.push(match (operation.access, &operation.idempotency_token) {
        (Access::Read, _) => "Read: it changes nothing, and is retried after a transient failure.".to_owned(),
        (Access::Write, None) => {
            "Write: it is retried only when the service cannot have received it.".to_owned()
        }
        (Access::Write, Some(field)) => {
            let token = facts::link(field, request);
            format!("Write: it is retried with the same {token}, so that the service does it once.")
        }
    });
    if let Some(deprecation) = &operation.deprecated {
        facts.push(match &deprecation.replacement {
            Some(Replacement::Here(method)) => {
                format!("Deprecated: use [`{0}`](super::Client::{0}).", plain(method))
            }
            Some(Replacement::Elsewhere(name)) => format!("Deprecated: use `{name}`."),
            None => "Deprecated.".to_owned(),
        });
    }
    for group in &operation.any_of {
        let fields = group.iter().map(|field| facts::link(field, request));
        facts.push(format!("Set at least one of {}.", facts::enumerate(fields, "and")));
    }
    match operation.rate {
        Some(1) => facts.push("At most 1 call a second.".to_owned()),
        Some(rate) => facts.push(format!("At most {rate} calls a second.")),
        None => {}
    }
    if operation.pagination.is_some() {
        facts.push(
            "In pages: [`Client::items`](super::Client::items) reads the list to its end, and \
             [`Client::pages`](super::Client::pages) page by page."
                .to_owned(),
        );
    }
    if operation.waiter.is_some() {
        facts.push("[`Client::wait`](super::Client::wait) calls it until nothing is under way.".to_owned());
    }
    if let Some(permission) = &operation.permission {
        facts.push(format!("Permission: {}.", docs::code(permission)));
    }
    if !operation.sites.is_empty() {
        let sites: Vec<&str> = operation.sites.iter().map(|site| site.word()).collect();
        facts.push(format!("Sites: {}.", sites.join(", ")));
    }
    if operation.hidden {
        facts.push("Known to the vendor's own SDKs, and documented on no site.".to_owned());
    }
    facts.extend(operation.page.as_ref().map(page));
    facts.extend(operation.api_data.as_ref().map(api_data));
    facts
}

fn api_data(data: &ApiData) -> String {
    let title = match &data.url {
        Some(url) => format!("[{}]({url})", docs::code(&data.title())),
        None => docs::code(&data.title()),
    };
    match &data.updated {
        Some(date) => format!("Source: {title}, as of {date}."),
        None => format!("Source: {title}."),
    }
}

fn page(page: &Page) -> String {
    match &page.updated {
        Some(date) => format!("Source: <{}>, as of {date}.", page.url),
        None => format!("Source: <{}>.", page.url),
    }
}

/// The example: hidden lines around what a caller types.
fn example(provider: &Provider, service: &Service, operation: &Operation) -> Vec<String> {
    let (vendor, module) = (name(&provider.name), name(&service.module));
    let (request, method) = (name(&operation.request.name), name(&operation.method));
    let arguments: Vec<TokenStream> =
        operation.example_arguments.iter().map(|text| text.parse().unwrap_or_default()).collect();
    let (local, imports) = imports(operation, service, &arguments);
    let braced = |names: Vec<TokenStream>| match names.as_slice() {
        [only] => quote!(#only),
        more => quote!({#(#more),*}),
    };
    let own = (!local.is_empty()).then(|| {
        let (names, operation) = (braced(local), name(&operation.module));
        quote!(use clouddb::#vendor::#module::#operation::#names;)
    });
    let imports = braced(imports);
    let imports = quote!(#own use clouddb::#vendor::#module::#imports;);

    let path = format!("clouddb::{}::{}::Client", provider.name, service.module);
    let mut lines = Vec::new();
    if operation.deprecated.is_some() {
        lines.push("# #![allow(deprecated)]".to_owned());
    }
    lines.push(format!("# async fn example(client: {path}) -> Result<(), clouddb::Error> {{"));
    lines.extend(statements(&imports));
    lines.push(String::new());
    lines.extend(statements(&quote! {
        let request = #request::new(#(#arguments),*);
        let response = client.#method(&request).await?;
        println!("{response:#?}");
    }));
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines
}

/// The types that the arguments name: those of the operation's module alone, and with the request those of the root.
fn imports(
    operation: &Operation,
    service: &Service,
    arguments: &[TokenStream],
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut named = BTreeSet::new();
    for argument in arguments {
        identifiers(argument.clone(), &mut named);
    }
    let types = operation.types.iter().chain(&service.types).map(NamedType::name);
    let mut types: BTreeSet<_> = types.filter(|ident| named.contains(*ident)).collect();
    types.insert(&operation.request.name);
    let is_local = |of: &&str| operation.local.iter().any(|local| local == of);
    let (local, root): (Vec<&str>, Vec<&str>) = types.into_iter().partition(|of| is_local(of));
    (local.into_iter().map(name).collect(), root.into_iter().map(name).collect())
}

fn identifiers(tokens: TokenStream, into: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                into.insert(ident.to_string());
            }
            TokenTree::Group(group) => identifiers(group.stream(), into),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
