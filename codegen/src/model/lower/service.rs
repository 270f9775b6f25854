//! One service.

use std::cell::Cell;

use super::operation::Context;
use super::scope::{Owner, Scope};
use super::{datetime, errors, examples, facts, graph, hosts, names};
use crate::diagnostics::{Code, Diagnostic, Faults, Spanned};
use crate::model::{DateTimeFormat, Endpoints, ErrorRule, Protocol, Service};
use crate::spec;

/// What a provider holds for all its services.
pub(super) struct Provided<'p> {
    pub(super) tree: &'p spec::Tree,
    pub(super) provider: &'p spec::Provider,
    pub(super) protocol: Option<Protocol>,
    pub(super) format: Option<DateTimeFormat>,
    pub(super) rules: Vec<ErrorRule>,
}

/// Lowers a service and its operations.
pub(super) fn lower(of: &spec::Service, provided: &Provided<'_>, faults: &mut Faults) -> Service {
    let provider = provided.provider;
    let name = named_as_folder(of.name.as_ref(), &of.folder, "service", faults);
    if let Some(version) = &of.version {
        facts::version(version, faults);
    }
    if let Some(rate) = &of.rate {
        facts::rate(rate, faults);
    }
    if let Some(endpoints) = &of.endpoints {
        hosts::check(endpoints, faults);
    }
    let own_format = of.datetime.as_ref().map(|format| datetime::declared(format, faults));
    let format = own_format.unwrap_or_else(|| provided.format.clone());
    twice(of, faults);
    let scope = Scope::of(of, faults);
    // Rules that could not be read may well say what a code means.
    let rules = provider.readable.then_some(provided.rules.as_slice());
    let codes_name = names::camel(&name).map(|camel| format!("{camel}Code")).unwrap_or_default();
    let codes = errors::codes(codes_name, &of.errors, errors::Declared::NONE, rules, faults);
    let context = Context {
        scope: &scope,
        tree: provided.tree,
        provider,
        service: of,
        protocol: provided.protocol,
        format: format.as_ref(),
        rules,
        codes: codes.as_ref(),
        all_known: Cell::new(true),
    };
    let types = context.types(&of.types, Owner::Service, faults);
    let operations = of.operations.iter().enumerate();
    let operations: Vec<_> =
        operations.map(|(index, operation)| context.operation(index, operation, faults)).collect();
    let complete = of.complete && context.all_known.get();
    if of.complete {
        errors::unused(of, faults);
    }
    let endpoints = of.endpoints.as_ref().or(provider.endpoints.as_ref());
    let mut service = Service {
        module: names::module(&name),
        feature: format!("{}-{name}", provider.folder),
        title: of.title.clone(),
        doc: of.doc.clone(),
        version: of.version.as_ref().map(|version| version.value.clone()).unwrap_or_default(),
        endpoints: endpoints.map_or_else(no_endpoints, |endpoints| hosts::lower(endpoints, &name)),
        types,
        codes,
        operations,
        source: of.source.clone(),
        name,
    };
    graph::settle(&mut service, &scope, complete, faults);
    service.operations.sort_by(|one, other| one.name.cmp(&other.name));
    examples::fill(&mut service);
    service
}

fn no_endpoints() -> Endpoints {
    Endpoints { host: String::new(), sites: Vec::new(), networks: Vec::new(), regions: Vec::new() }
}

/// The name of a provider or a service, which is that of its folder.
pub(super) fn named_as_folder(
    name: Option<&Spanned<String>>,
    folder: &str,
    what: &str,
    faults: &mut Faults,
) -> String {
    let Some(name) = name else {
        return folder.to_owned();
    };
    let text = name.value.as_str();
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts = text.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || !text.chars().all(good) || text.ends_with('-') {
        let message = format!("`{text}` is not written as the names of a {what} are");
        let fault = Diagnostic::new(Code::BadName, name.span, message);
        faults.push(fault.help("it has small letters, digits and `-`, and starts with a letter"));
    } else if text != folder {
        let message = format!("the {what} `{text}` stands in a folder `{folder}`");
        let fault = Diagnostic::new(Code::WrongPath, name.span, message);
        faults.push(fault.help("folder and name are the same"));
    }
    text.to_owned()
}

/// Operations of one name, or whose names are the same in Rust.
fn twice(of: &spec::Service, faults: &mut Faults) {
    let named: Vec<&Spanned<String>> =
        of.operations.iter().filter_map(|operation| operation.name.as_ref()).collect();
    for (index, name) in named.iter().enumerate() {
        let before = &named[..index];
        if let Some(first) = before.iter().find(|first| first.value == name.value) {
            let message = format!("the service has two operations `{}`", name.value);
            faults.push(
                Diagnostic::new(Code::DuplicateOperation, name.span, message)
                    .beside(first.span, "first here"),
            );
        } else if let Some(first) = before.iter().find(|first| meet(&first.value, &name.value)) {
            let message =
                format!("the operations `{}` and `{}` have the same names in Rust", first.value, name.value);
            faults.push(
                Diagnostic::new(Code::NamesMeet, name.span, message).beside(first.span, "the other is here"),
            );
        }
    }
}

fn meet(one: &str, other: &str) -> bool {
    names::module(one) == names::module(other) || names::stem(one) == names::stem(other)
}
