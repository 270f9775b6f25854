//! What follows from which type holds which: who builds a struct, where recursion needs a box, what nobody uses.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::names;
use super::operation::type_name;
use super::scope::{Owner, Scope};
use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::model::{NamedType, Operation, Service, Shape, Struct, StructRole};

/// Settles roles, boxes and shared types of a service, and tells what is unused or endless.
pub(super) fn settle(service: &mut Service, scope: &Scope<'_>, complete: bool, faults: &mut Faults) {
    let graph = Graph::of(service);
    let requests = service.operations.iter().map(|operation| &operation.request);
    let built = graph.reached(requests);
    let responses = service.operations.iter().map(|operation| &operation.response);
    let received = graph.reached(responses);
    // What could not be read, or named a type that is not there, may well have meant what seems unused.
    if complete {
        unused(service, scope, &built, &received, faults);
    }
    let endless = graph.cycles(|field| field.required);
    for name in &endless {
        if let Some(declared) = scope_any(scope, service, name) {
            let message = format!("every `{name}` would have to contain another `{name}`");
            let fault = Diagnostic::new(Code::EndlessStruct, declared, message);
            faults.push(fault.help("one of the fields that lead back has to be optional, or a list"));
        }
    }
    let recursive = graph.cyclic_edges();
    for operation in &mut service.operations {
        operation.shared = shared(operation, &service.types);
    }
    let own = service.operations.iter_mut().flat_map(|operation| operation.types.iter_mut());
    for of in service.types.iter_mut().chain(own) {
        if let NamedType::Struct(of) = of {
            if built.contains(of.name.as_str()) {
                make_input(of);
            }
            let owner = of.name.clone();
            for field in of.fields.iter_mut().filter(|field| !field.required) {
                if let Shape::Struct { name, .. } = &field.shape {
                    field.boxed = recursive.contains(&(owner.clone(), name.clone()));
                }
            }
        }
    }
}

/// Callers build it, so its fields need names that setters can have.
fn make_input(of: &mut Struct) {
    of.role = StructRole::Input;
    let renamed: HashMap<String, String> = of
        .fields
        .iter()
        .filter_map(|field| Some((field.ident.clone(), names::field(&field.wire, true)?)))
        .collect();
    for field in &mut of.fields {
        let replacement = field.deprecated.as_mut().and_then(|deprecated| deprecated.replacement.as_mut());
        for ident in [Some(&mut field.ident), replacement].into_iter().flatten() {
            if let Some(new) = renamed.get(ident) {
                ident.clone_from(new);
            }
        }
    }
}

fn scope_any(scope: &Scope<'_>, service: &Service, name: &str) -> Option<crate::diagnostics::Span> {
    let owners = std::iter::once(Owner::Service).chain((0..service.operations.len()).map(Owner::Operation));
    owners.filter_map(|owner| scope.get(name, owner)).map(|declared| declared.def.name.span).next()
}

fn unused(
    service: &Service,
    scope: &Scope<'_>,
    built: &HashSet<String>,
    received: &HashSet<String>,
    faults: &mut Faults,
) {
    for declared in scope.all() {
        let name = declared.def.name.value.as_str();
        if built.contains(name) || received.contains(name) {
            continue;
        }
        let message = format!("nothing uses the type `{name}`");
        let fault = Diagnostic::new(Code::UnusedType, declared.def.name.span, message);
        let among = match declared.owner {
            Owner::Service => format!("no operation of `{}` leads to it; leave it out", service.name),
            Owner::Operation(_) => "neither request nor response lead to it; leave it out".to_owned(),
        };
        faults.push(fault.help(among));
    }
}

/// The service's types that an operation's own structs name.
fn shared(operation: &Operation, types: &[NamedType]) -> Vec<String> {
    let own = operation.types.iter().filter_map(|of| match of {
        NamedType::Struct(of) => Some(of),
        NamedType::Enum(_) => None,
    });
    let mut named = BTreeSet::new();
    for of in own.chain([&operation.request, &operation.response]) {
        for field in &of.fields {
            named.extend(named_by(&field.shape));
        }
    }
    types.iter().map(type_name).filter(|name| named.contains(name)).map(str::to_owned).collect()
}

/// The type that a shape names, however deep.
fn named_by(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => named_by(inner),
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => Some(name),
        _ => None,
    }
}

/// The structs of a service by name.
struct Graph<'m> {
    structs: HashMap<&'m str, &'m Struct>,
}

impl<'m> Graph<'m> {
    fn of(service: &'m Service) -> Self {
        let own = service.operations.iter().flat_map(|operation| &operation.types);
        let structs = service.types.iter().chain(own).filter_map(|of| match of {
            NamedType::Struct(of) => Some((of.name.as_str(), of)),
            NamedType::Enum(_) => None,
        });
        Self { structs: structs.collect() }
    }

    /// All types that some structs lead to.
    fn reached(&self, from: impl Iterator<Item = &'m Struct>) -> HashSet<String> {
        let mut reached = HashSet::new();
        let mut ahead: Vec<&Struct> = from.collect();
        while let Some(of) = ahead.pop() {
            for name in of.fields.iter().filter_map(|field| named_by(&field.shape)) {
                if reached.insert(name.to_owned()) {
                    ahead.extend(self.structs.get(name));
                }
            }
        }
        reached
    }

    /// The structs that a struct holds in itself: not in lists or maps, which are pointers already.
    fn held(&self, name: &str, by: impl Fn(&crate::model::Field) -> bool) -> Vec<&'m str> {
        let fields = self.structs.get(name).map(|of| of.fields.as_slice()).unwrap_or_default();
        let direct = fields.iter().filter(|field| by(field)).filter_map(|field| match &field.shape {
            Shape::Struct { name, .. } => Some(name.as_str()),
            _ => None,
        });
        direct.collect()
    }

    fn leads(&self, from: &str, to: &str, by: impl Fn(&crate::model::Field) -> bool) -> bool {
        let mut seen = HashSet::new();
        let mut ahead = self.held(from, &by);
        while let Some(name) = ahead.pop() {
            if name == to {
                return true;
            }
            if seen.insert(name) {
                ahead.extend(self.held(name, &by));
            }
        }
        false
    }

    /// The structs that lead back to themselves through such fields, sorted.
    fn cycles(&self, by: impl Fn(&crate::model::Field) -> bool) -> Vec<String> {
        let mut names: Vec<String> = self
            .structs
            .keys()
            .filter(|name| self.leads(name, name, &by))
            .map(|name| (*name).to_owned())
            .collect();
        names.sort();
        names
    }

    /// Pairs of struct and held struct that lie on a cycle.
    fn cyclic_edges(&self) -> HashSet<(String, String)> {
        let mut edges = HashSet::new();
        for from in self.cycles(|_| true) {
            for to in self.held(&from, |_| true) {
                if to == from || self.leads(to, &from, |_| true) {
                    edges.insert((from.clone(), to.to_owned()));
                }
            }
        }
        edges
    }
}
