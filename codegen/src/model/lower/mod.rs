//! From syntax trees to the model: names are settled, references resolved, and whatever does not fit is told.
//!
//! Lowering never stops at a fault. What cannot be known is left out or stood in for, quietly, so that one
//! mistake is told once; the model that comes out then is thrown away by [`crate::load`].
//!
//! ```text
//! service      scope ─▶ types, operations ─▶ graph ─▶ examples
//! operation    fields ─▶ paths, paging, errors
//! fields       types, checks, values, datetime
//! ```

mod checks;
mod datetime;
mod enums;
mod errors;
mod examples;
pub(crate) mod facts;
mod fields;
mod graph;
mod hosts;
pub(crate) mod names;
mod operation;
mod paging;
mod paths;
mod scope;
mod service;
mod values;

pub(crate) use enums::is_made_up;
pub use names::TAKEN_TYPES;

use self::fields::{Around, Home};
use self::scope::{Owner, Scope};
use self::service::Provided;
use super::{Model, Protocol, Provider, VENDORS, Vendor};
use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::spec::{self, Tree};

/// Lowers all specs. The model is good only when no fault was found.
pub fn lower(tree: &Tree, faults: &mut Faults) -> Model {
    let mut providers: Vec<Provider> =
        tree.providers.iter().map(|provider| self::provider(provider, tree, faults)).collect();
    providers.sort_by(|one, other| one.name.cmp(&other.name));
    Model { providers }
}

fn provider(of: &spec::Provider, tree: &Tree, faults: &mut Faults) -> Provider {
    let name = service::named_as_folder(of.name.as_ref(), &of.folder, "provider", faults);
    let said = of.protocol.as_ref().and_then(|word| Protocol::of_word(&word.value));
    let vendor = vendor(of, said, faults);
    // What is wrong with the word is told once; its operations are read as the module speaks.
    let protocol = vendor.map(|vendor| vendor.protocol).or(said);
    if let Some(endpoints) = &of.endpoints {
        hosts::check(endpoints, faults);
    }
    let format = of.datetime.as_ref().and_then(|format| datetime::declared(format, faults));
    common_fields(of, format.as_ref(), faults);
    let provided = Provided { tree, provider: of, protocol, format, rules: errors::rules(&of.rules, faults) };
    let mut services: Vec<_> =
        of.services.iter().map(|service| service::lower(service, &provided, faults)).collect();
    services.sort_by(|one, other| one.name.cmp(&other.name));
    Provider {
        marker: vendor.map(|vendor| vendor.marker.to_owned()).unwrap_or_default(),
        title: of.title.clone(),
        doc: of.doc.clone(),
        protocol: protocol.unwrap_or(Protocol::Tc3Json),
        rules: provided.rules,
        services,
        source: of.source.clone(),
        name,
    }
}

/// The SDK's module for a provider, which has to speak its protocol.
fn vendor(of: &spec::Provider, protocol: Option<Protocol>, faults: &mut Faults) -> Option<&'static Vendor> {
    let name = of.name.as_ref()?;
    let Some(vendor) = Vendor::of(&name.value) else {
        let message = format!("the SDK has no module for the provider `{}`", name.value);
        let fault = Diagnostic::new(Code::UnknownVendor, name.span, message);
        let known = VENDORS.iter().map(|vendor| vendor.name);
        faults.push(fault.did_you_mean_or_list(&name.value, known).help(HOW_TO_ADD));
        return None;
    };
    if let (Some(said), Some(protocol)) = (&of.protocol, protocol)
        && protocol != vendor.protocol
    {
        let message = format!("the SDK speaks `{}` to {}", vendor.protocol.word(), of.title);
        faults.push(Diagnostic::new(Code::UnknownVendor, said.span, message).help(HOW_TO_ADD));
    }
    Some(vendor)
}

const HOW_TO_ADD: &str = "`docs/new-provider.md` says how to add a provider or a protocol";

/// The fields of every response, held against no types but the simple ones.
fn common_fields(of: &spec::Provider, format: Option<&super::DateTimeFormat>, faults: &mut Faults) {
    let nothing = spec::Service::empty(of.file);
    let scope = Scope::of(&nothing, faults);
    let around = Around { scope: &scope, owner: Owner::Service, home: Home::Response, format };
    fields::lower(&of.response, around, faults);
}
