//! What stands around a new operation: its vendor, its service, and their rules.

use super::place::Route;
use crate::diagnostics::Spanned;
use crate::drift;
use crate::model::{HttpMethod, Protocol, names};
use crate::page::Facts;
use crate::path::Template;
use crate::spec::{Group, Operation, Provider, Service, Tree, TypeDef};

/// The surroundings of one operation.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The vendor.
    pub(super) provider: &'a Provider,
    /// The service, if it has a folder already.
    pub(super) service: Option<&'a Service>,
    /// The service's folder.
    pub(super) folder: &'a str,
}

impl<'a> Around<'a> {
    /// The surroundings of the operation that a page describes; `None` when the specs lack its vendor.
    pub(super) fn of(facts: &Facts, tree: &'a Tree, folder: &'a str) -> Option<Self> {
        let provider = tree.providers.iter().find(|provider| provider.folder == facts.vendor.name())?;
        let service = provider.services.iter().find(|service| service.folder == folder);
        Some(Self { provider, service, folder })
    }

    /// Whether method and path tell the operations apart.
    pub(super) fn is_rest(&self) -> bool {
        self.protocol().is_some_and(|protocol| protocol.rules().has_paths)
    }

    /// The protocol; none when the provider's file names none that there is.
    pub(super) fn protocol(&self) -> Option<Protocol> {
        Protocol::from_word(&self.provider.protocol.as_ref()?.value)
    }

    /// The types that all operations of the service may name.
    pub(super) fn shared(&self) -> &'a [TypeDef] {
        self.service.map_or(&[], |service| service.types.as_slice())
    }

    /// The groups of the service's operations.
    pub(super) fn groups(&self) -> &'a [Group] {
        self.service.map_or(&[], |service| service.groups.as_slice())
    }

    /// The operations that there are.
    pub(super) fn operations(&self) -> &'a [Operation] {
        self.service.map_or(&[], |service| service.operations.as_slice())
    }

    /// The operation of this name.
    pub(super) fn operation(&self, name: &str) -> Option<&'a Operation> {
        self.operations().iter().find(|spec| spec.name.as_ref().is_some_and(|own| own.value == name))
    }

    /// The operations beside the one of this name.
    pub(super) fn others(&self, name: &str) -> impl Iterator<Item = &'a Operation> {
        let file = names::spec_file_stem(name);
        self.operations().iter().filter(move |other| {
            other.name.as_ref().is_none_or(|other| names::spec_file_stem(&other.value) != file)
        })
    }

    /// The operation of the page that has a spec already: its name and the spec. Method and path decide before
    /// the name, as they do in [`drift::find`].
    pub(super) fn described(&self, facts: &Facts, route: Option<&Route>) -> Option<(&'a str, &'a Operation)> {
        // A route that stands in for the page's own is that of no operation.
        let said = facts.method.as_ref().and(facts.path.as_ref()).and(route);
        let by_route = said.and_then(|route| self.at(route.method, &route.path));
        let by_name = || {
            let action = facts.action.as_ref()?;
            let is_it = |name: &Spanned<String>| drift::is_named(&name.value, &action.value);
            self.operations().iter().find(|operation| operation.name.as_ref().is_some_and(is_it))
        };
        let found = by_route.or_else(by_name)?;
        Some((&found.name.as_ref()?.value, found))
    }

    /// The operation of this method and path, whatever its parameters are called.
    fn at(&self, method: HttpMethod, path: &str) -> Option<&'a Operation> {
        let wanted = Template::parse(path).shape();
        let text = |word: &'a Option<Spanned<String>>| word.as_ref().map_or("", |word| word.value.as_str());
        self.operations().iter().find(|operation| {
            text(&operation.method) == method.word()
                && Template::parse(text(&operation.path)).shape() == wanted
        })
    }

    /// Whether the client's configuration fills this parameter of a path.
    pub(super) fn fills(&self, name: &str) -> bool {
        self.provider.implicit.iter().any(|implicit| implicit.value == name)
    }
}
