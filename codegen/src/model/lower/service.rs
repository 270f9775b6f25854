//! Lowers services.

use std::cell::Cell;

use super::operation::ServiceContext;
use super::scope::{Owner, Scope};
use super::{datetime, errors, examples, facts, graph, groups, hosts, names};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::model::{DateTimeFormat, Endpoints, ErrorRule, Protocol, Service};
use crate::spec;

/// The context that a provider gives its services.
pub(super) struct ProviderContext<'p> {
    pub(super) tree: &'p spec::Tree,
    pub(super) provider: &'p spec::Provider,
    pub(super) protocol: Option<Protocol>,
    pub(super) format: Option<DateTimeFormat>,
    pub(super) rules: Vec<ErrorRule>,
}

/// Lowers a service and its operations.
pub(super) fn lower(
    service: &spec::Service,
    context: &ProviderContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Service {
    let provider = context.provider;
    let name = check_folder_name(service.name.as_ref(), &service.folder, "service", diagnostics);
    if let Some(version) = &service.version {
        facts::check_version(version, diagnostics);
    }
    if let Some(rate) = &service.rate {
        facts::parse_rate(rate, diagnostics);
    }
    if let Some(endpoints) = &service.endpoints {
        hosts::check(endpoints, diagnostics);
    }
    let own_format = service.datetime.as_ref().map(|format| datetime::lower_declared(format, diagnostics));
    let format = own_format.unwrap_or_else(|| context.format.clone());
    check_duplicate_operations(service, diagnostics);
    groups::check(service, diagnostics);
    let scope = Scope::new(service, diagnostics);
    // Rules that could not be read may classify a code.
    let rules = provider.readable.then_some(context.rules.as_slice());
    let codes_name = names::camel(&name).map(|camel| format!("{camel}Code")).unwrap_or_default();
    let codes = errors::lower_codes(codes_name, &service.errors, errors::Declared::NONE, rules, diagnostics);
    let context = ServiceContext {
        scope: &scope,
        tree: context.tree,
        provider,
        service,
        protocol: context.protocol,
        format: format.as_ref(),
        rules,
        codes: codes.as_ref(),
        all_known: Cell::new(true),
    };
    let types = context.lower_types(&service.types, Owner::Service, diagnostics);
    let operations = service.operations.iter().enumerate();
    let operations: Vec<_> =
        operations.map(|(index, operation)| context.lower_operation(index, operation, diagnostics)).collect();
    let complete = service.complete && context.all_known.get();
    if service.complete {
        errors::check_unused(service, diagnostics);
    }
    let endpoints = service.endpoints.as_ref().or(provider.endpoints.as_ref());
    let mut lowered = Service {
        module: names::module(&name),
        feature: format!("{}-{name}", provider.folder),
        title: service.title.clone(),
        doc: service.doc.clone(),
        version: service.version.as_ref().map(|version| version.value.clone()).unwrap_or_default(),
        endpoints: endpoints.map_or_else(no_endpoints, |endpoints| hosts::lower(endpoints, &name)),
        groups: groups::lower(service),
        types,
        codes,
        operations,
        source: service.source.clone(),
        name,
    };
    graph::resolve_types(&mut lowered, &scope, complete, diagnostics);
    lowered.operations.sort_by(|one, other| one.name.cmp(&other.name));
    examples::fill_arguments(&mut lowered);
    lowered
}

fn no_endpoints() -> Endpoints {
    Endpoints { host: String::new(), sites: Vec::new(), networks: Vec::new(), regions: Vec::new() }
}

/// Checks the name of a provider or a service, which must be the name of its folder.
pub(super) fn check_folder_name(
    name: Option<&Spanned<String>>,
    folder: &str,
    noun: &str,
    diagnostics: &mut Diagnostics,
) -> String {
    let Some(name) = name else {
        return folder.to_owned();
    };
    let text = name.value.as_str();
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts = text.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || !text.chars().all(good) || text.ends_with('-') {
        let message = format!("`{text}` is not a valid name of a {noun}");
        let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
        diagnostics.push(diagnostic.help("use lower-case letters, digits and `-`, starting with a letter"));
    } else if text != folder {
        let message = format!("the {noun} `{text}` is in the folder `{folder}`");
        let diagnostic = Diagnostic::new(Code::WrongPath, name.span, message);
        diagnostics.push(diagnostic.help("the folder must have the same name"));
    }
    text.to_owned()
}

/// Reports operations with the same name in the specs or in Rust.
fn check_duplicate_operations(service: &spec::Service, diagnostics: &mut Diagnostics) {
    let named: Vec<&Spanned<String>> =
        service.operations.iter().filter_map(|operation| operation.name.as_ref()).collect();
    for (index, name) in named.iter().enumerate() {
        let before = &named[..index];
        if let Some(first) = before.iter().find(|first| first.value == name.value) {
            let message = format!("the service has two operations `{}`", name.value);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateOperation, name.span, message)
                    .secondary(first.span, "first here"),
            );
        } else if let Some(first) = before.iter().find(|first| have_same_rust_name(&first.value, &name.value))
        {
            let message =
                format!("the operations `{}` and `{}` have the same name in Rust", first.value, name.value);
            diagnostics.push(
                Diagnostic::new(Code::NameCollision, name.span, message)
                    .secondary(first.span, "the other is here"),
            );
        }
    }
}

fn have_same_rust_name(one: &str, other: &str) -> bool {
    names::module(one) == names::module(other)
}
