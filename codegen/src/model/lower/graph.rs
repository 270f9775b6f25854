//! Analyses the references between types: roles of structs, boxes for recursion, unused types.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::names;
use super::scope::{Owner, Scope};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, NamedType, Operation, Replacement, Service, Shape, Struct, StructRole};

/// A type by owner and name, which together are unique in a service.
type Id = (Owner, String);

/// Decides roles, boxes and exports of the types of a service, and reports unused and infinite types.
pub(super) fn resolve_types(
    service: &mut Service,
    scope: &Scope<'_>,
    complete: bool,
    diagnostics: &mut Diagnostics,
) {
    let graph = Graph::new(service);
    let in_requests = graph.reached(service, |operation| &operation.request);
    let in_responses = graph.reached(service, |operation| &operation.response);
    // Parts that could not be read may use a type that seems to be unused.
    if complete {
        check_unused(service, scope, &in_requests, &in_responses, diagnostics);
    }
    for (owner, name) in graph.cycles(|field| field.required) {
        if let Some(declared) = scope.get(&name, owner) {
            let message = format!("every `{name}` must contain another `{name}`");
            let diagnostic = Diagnostic::new(Code::EndlessStruct, declared.def.name.span, message);
            diagnostics.push(diagnostic.help("make one of the fields in the cycle optional, or a list"));
        }
    }
    let recursive = graph.cyclic_edges();
    let local = duplicate_names(service);
    let shared: Vec<Vec<String>> =
        service.operations.iter().map(|operation| shared_types(operation, &service.types)).collect();
    for ((operation, local), shared) in service.operations.iter_mut().zip(local).zip(shared) {
        (operation.local, operation.shared) = (local, shared);
    }
    for (owner, named) in declared_mut(service) {
        let NamedType::Struct(record) = named else { continue };
        let id = (owner, record.name.clone());
        if in_requests.contains(&id) {
            make_input(record);
        }
        for field in record.fields.iter_mut().filter(|field| !field.required) {
            if let Shape::Struct(name) = &field.shape {
                field.boxed = recursive.contains(&(id.clone(), name.clone()));
            }
        }
    }
}

/// All types of a service with their owners.
fn declared(service: &Service) -> impl Iterator<Item = (Owner, &NamedType)> {
    let own = service.operations.iter().enumerate();
    let own = own.flat_map(|(index, operation)| {
        operation.types.iter().map(move |named| (Owner::Operation(index), named))
    });
    service.types.iter().map(|named| (Owner::Service, named)).chain(own)
}

fn declared_mut(service: &mut Service) -> impl Iterator<Item = (Owner, &mut NamedType)> {
    let own = service.operations.iter_mut().enumerate();
    let own = own.flat_map(|(index, operation)| {
        operation.types.iter_mut().map(move |named| (Owner::Operation(index), named))
    });
    service.types.iter_mut().map(|named| (Owner::Service, named)).chain(own)
}

/// For each operation, the names of its types that are also declared elsewhere. The service's root exports one type per
/// name: the service's own, or none.
fn duplicate_names(service: &Service) -> Vec<Vec<String>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, named) in declared(service) {
        *counts.entry(named.name()).or_default() += 1;
    }
    let is_local = |named: &&NamedType| counts.get(named.name()).is_some_and(|count| *count > 1);
    let names = |operation: &Operation| {
        operation.types.iter().filter(is_local).map(|named| named.name().to_owned()).collect()
    };
    service.operations.iter().map(names).collect()
}

/// Makes a struct an input, whose field names must be valid names of setters.
fn make_input(record: &mut Struct) {
    record.role = StructRole::Input;
    let renamed: HashMap<String, String> = record
        .fields
        .iter()
        .filter_map(|field| Some((field.ident.clone(), names::field(&field.wire, true)?)))
        .collect();
    for field in &mut record.fields {
        let replacement = match &mut field.deprecated {
            Some(deprecated) => deprecated.replacement.as_mut(),
            None => None,
        };
        let replacement = match replacement {
            Some(Replacement::Here(ident)) => Some(ident),
            _ => None,
        };
        for ident in [Some(&mut field.ident), replacement].into_iter().flatten() {
            if let Some(new) = renamed.get(ident) {
                ident.clone_from(new);
            }
        }
    }
}

fn check_unused(
    service: &Service,
    scope: &Scope<'_>,
    in_requests: &HashSet<Id>,
    in_responses: &HashSet<Id>,
    diagnostics: &mut Diagnostics,
) {
    for declared in scope.all() {
        let name = declared.def.name.value.as_str();
        let id = (declared.owner, name.to_owned());
        if in_requests.contains(&id) || in_responses.contains(&id) {
            continue;
        }
        let message = format!("nothing uses the type `{name}`");
        let diagnostic = Diagnostic::new(Code::UnusedType, declared.def.name.span, message);
        let among = match declared.owner {
            Owner::Service => format!("no operation of `{}` uses it; remove it", service.name),
            Owner::Operation(_) => "neither the request nor the response uses it; remove it".to_owned(),
        };
        diagnostics.push(diagnostic.help(among));
    }
}

/// The service's types that an operation's own structs use.
fn shared_types(operation: &Operation, types: &[NamedType]) -> Vec<String> {
    let own = operation.types.iter().filter_map(|named| match named {
        NamedType::Struct(record) => Some(record),
        NamedType::Enum(_) => None,
    });
    let mut used = BTreeSet::new();
    for record in own.chain([&operation.request, &operation.response]) {
        for field in &record.fields {
            used.extend(named_type(&field.shape));
        }
    }
    let is_own = |name: &str| operation.types.iter().any(|named| named.name() == name);
    let names = types.iter().map(NamedType::name);
    names.filter(|name| used.contains(name) && !is_own(name)).map(str::to_owned).collect()
}

/// The named type inside a shape.
fn named_type(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => named_type(inner),
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => Some(name),
        _ => None,
    }
}

/// The types of a service.
struct Graph<'m> {
    types: HashMap<(Owner, &'m str), &'m NamedType>,
}

impl<'m> Graph<'m> {
    fn new(service: &'m Service) -> Self {
        Self { types: declared(service).map(|(owner, named)| ((owner, named.name()), named)).collect() }
    }

    /// Finds a type by name: an own type of `owner`, or else the service's.
    fn find(&self, name: &str, owner: Owner) -> Option<(Owner, &'m NamedType)> {
        let mut owners = [owner, Owner::Service].into_iter();
        owners.find_map(|owner| Some((owner, *self.types.get(&(owner, name))?)))
    }

    fn fields(&self, owner: Owner, name: &str) -> &'m [Field] {
        match self.types.get(&(owner, name)) {
            Some(NamedType::Struct(record)) => &record.fields,
            _ => &[],
        }
    }

    /// All types that are reachable from one struct of each operation.
    fn reached(&self, service: &'m Service, from: impl Fn(&'m Operation) -> &'m Struct) -> HashSet<Id> {
        let mut reached = HashSet::new();
        let start = service.operations.iter().enumerate();
        let mut pending: Vec<(Owner, &[Field])> = start
            .map(|(index, operation)| (Owner::Operation(index), from(operation).fields.as_slice()))
            .collect();
        while let Some((owner, fields)) = pending.pop() {
            for name in fields.iter().filter_map(|field| named_type(&field.shape)) {
                let Some((owner, named)) = self.find(name, owner) else { continue };
                if reached.insert((owner, named.name().to_owned())) {
                    pending.push((owner, self.fields(owner, named.name())));
                }
            }
        }
        reached
    }

    /// The structs that a struct contains directly, not in lists or maps, which are allocated anyway.
    fn contained(&self, (owner, name): &Id, by: impl Fn(&Field) -> bool) -> Vec<Id> {
        let fields = self.fields(*owner, name).iter().filter(|field| by(field));
        let direct = fields.filter_map(|field| match &field.shape {
            Shape::Struct(name) => Some((self.find(name, *owner)?.0, name.clone())),
            _ => None,
        });
        direct.collect()
    }

    fn reaches(&self, from: &Id, to: &Id, by: impl Fn(&Field) -> bool) -> bool {
        let mut seen = HashSet::new();
        let mut pending = self.contained(from, &by);
        while let Some(id) = pending.pop() {
            if id == *to {
                return true;
            }
            if seen.insert(id.clone()) {
                pending.extend(self.contained(&id, &by));
            }
        }
        false
    }

    /// The structs that contain themselves through fields that `by` accepts, sorted.
    fn cycles(&self, by: impl Fn(&Field) -> bool) -> Vec<Id> {
        let all = self.types.keys().map(|(owner, name)| (*owner, (*name).to_owned()));
        let mut ids: Vec<Id> = all.filter(|id| self.reaches(id, id, &by)).collect();
        ids.sort();
        ids
    }

    /// The edges of all cycles: a struct and the name of a struct that it contains.
    fn cyclic_edges(&self) -> HashSet<(Id, String)> {
        let mut edges = HashSet::new();
        for from in self.cycles(|_| true) {
            for to in self.contained(&from, |_| true) {
                if to == from || self.reaches(&to, &from, |_| true) {
                    edges.insert((from.clone(), to.1));
                }
            }
        }
        edges
    }
}
