//! Lowers syntax trees to the model: decides names, resolves references and reports inconsistencies.
//!
//! Lowering does not stop at an error. Unknown parts are omitted or replaced without another diagnostic, so that one
//! mistake is reported once. [`load()`](crate::load()) discards the model of specs with errors.
//!
//! ```text
//! service      scope ─▶ types, operations ─▶ graph ─▶ examples
//! operation    fields ─▶ paths, paging, errors, consistency
//! fields       types, checks, values, datetime
//! ```

mod checks;
mod consistency;
mod datetime;
mod enums;
mod errors;
mod examples;
pub(crate) mod facts;
mod fields;
mod graph;
mod groups;
mod hosts;
pub(crate) mod names;
mod operation;
mod paging;
mod paths;
mod scope;
mod service;
mod values;

pub(crate) use enums::has_made_up_name;
pub use names::RESERVED_TYPES;

use self::fields::{FieldContext, StructKind};
use self::scope::{Owner, Scope};
use self::service::ProviderContext;
use super::{Model, Protocol, Provider, VENDORS, Vendor};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{self, Tree};

/// Lowers all specs. The model is valid only if no error was reported.
pub fn lower(tree: &Tree, diagnostics: &mut Diagnostics) -> Model {
    let mut providers: Vec<Provider> =
        tree.providers.iter().map(|provider| lower_provider(provider, tree, diagnostics)).collect();
    providers.sort_by(|one, other| one.name.cmp(&other.name));
    Model { providers }
}

fn lower_provider(provider: &spec::Provider, tree: &Tree, diagnostics: &mut Diagnostics) -> Provider {
    let name = service::check_folder_name(provider.name.as_ref(), &provider.folder, "provider", diagnostics);
    let declared = provider.protocol.as_ref().and_then(|word| Protocol::from_word(&word.value));
    let vendor = find_vendor(provider, declared, diagnostics);
    // A wrong protocol is reported once; operations are checked against the protocol of the SDK's module.
    let protocol = vendor.map(|vendor| vendor.protocol).or(declared);
    if let Some(endpoints) = &provider.endpoints {
        hosts::check(endpoints, diagnostics);
    }
    let format = provider.datetime.as_ref().and_then(|format| datetime::lower_declared(format, diagnostics));
    check_common_fields(provider, format.as_ref(), diagnostics);
    let context = ProviderContext {
        tree,
        provider,
        protocol,
        format,
        rules: errors::lower_rules(&provider.rules, diagnostics),
    };
    let mut services: Vec<_> =
        provider.services.iter().map(|service| service::lower(service, &context, diagnostics)).collect();
    services.sort_by(|one, other| one.name.cmp(&other.name));
    Provider {
        marker: vendor.map(|vendor| vendor.marker.to_owned()).unwrap_or_default(),
        title: provider.title.clone(),
        doc: provider.doc.clone(),
        protocol: protocol.unwrap_or(Protocol::Tc3Json),
        rules: context.rules,
        services,
        source: provider.source.clone(),
        name,
    }
}

/// Finds the SDK's module for a provider and checks its protocol.
fn find_vendor(
    provider: &spec::Provider,
    protocol: Option<Protocol>,
    diagnostics: &mut Diagnostics,
) -> Option<&'static Vendor> {
    let name = provider.name.as_ref()?;
    let Some(vendor) = Vendor::from_name(&name.value) else {
        let message = format!("the SDK has no module for the provider `{}`", name.value);
        let diagnostic = Diagnostic::new(Code::UnknownVendor, name.span, message);
        let known = VENDORS.iter().map(|vendor| vendor.name);
        diagnostics.push(diagnostic.did_you_mean_or_list(&name.value, known).help(HOW_TO_ADD));
        return None;
    };
    if let (Some(declared), Some(protocol)) = (&provider.protocol, protocol)
        && protocol != vendor.protocol
    {
        let message = format!(
            "the SDK's module for {} implements the protocol `{}`",
            provider.title,
            vendor.protocol.word()
        );
        diagnostics.push(Diagnostic::new(Code::UnknownVendor, declared.span, message).help(HOW_TO_ADD));
    }
    Some(vendor)
}

const HOW_TO_ADD: &str = "`docs/new-provider.md` describes how to add a provider or a protocol";

/// Checks the provider's response fields, whose types can only be built-in ones.
fn check_common_fields(
    provider: &spec::Provider,
    format: Option<&super::DateTimeFormat>,
    diagnostics: &mut Diagnostics,
) {
    let no_service = spec::Service::empty(provider.file);
    let scope = Scope::new(&no_service, diagnostics);
    let context = FieldContext { scope: &scope, owner: Owner::Service, parent: StructKind::Response, format };
    fields::lower(&provider.response, context, diagnostics);
}
