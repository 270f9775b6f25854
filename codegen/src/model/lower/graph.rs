//! What follows from which type holds which: who builds a struct, where recursion needs a box, what nobody uses.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::names;
use super::scope::{Owner, Scope};
use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::model::{Field, NamedType, Operation, Replacement, Service, Shape, Struct, StructRole};

/// A type by who may name it and its name, which only together are unique in a service.
type Id = (Owner, String);

/// Settles roles, boxes and names of types of a service, and reports types that are unused or contain themselves.
pub(super) fn settle(service: &mut Service, scope: &Scope<'_>, complete: bool, faults: &mut Faults) {
    let graph = Graph::of(service);
    let built = graph.reached(service, |operation| &operation.request);
    let received = graph.reached(service, |operation| &operation.response);
    // What could not be read, or named a type that is not there, may well have meant what seems unused.
    if complete {
        unused(service, scope, &built, &received, faults);
    }
    for (owner, name) in graph.cycles(|field| field.required) {
        if let Some(declared) = scope.get(&name, owner) {
            let message = format!("every `{name}` would have to contain another `{name}`");
            let fault = Diagnostic::new(Code::EndlessStruct, declared.def.name.span, message);
            faults.push(fault.help("one of the fields that lead back has to be optional, or a list"));
        }
    }
    let recursive = graph.cyclic_edges();
    let local = local(service);
    let shared: Vec<Vec<String>> =
        service.operations.iter().map(|operation| self::shared(operation, &service.types)).collect();
    for ((operation, local), shared) in service.operations.iter_mut().zip(local).zip(shared) {
        (operation.local, operation.shared) = (local, shared);
    }
    for (owner, of) in declared_mut(service) {
        let NamedType::Struct(of) = of else { continue };
        let id = (owner, of.name.clone());
        if built.contains(&id) {
            make_input(of);
        }
        for field in of.fields.iter_mut().filter(|field| !field.required) {
            if let Shape::Struct { name, .. } = &field.shape {
                field.boxed = recursive.contains(&(id.clone(), name.clone()));
            }
        }
    }
}

/// All types of a service, each with who may name it.
fn declared(service: &Service) -> impl Iterator<Item = (Owner, &NamedType)> {
    let own = service.operations.iter().enumerate();
    let own = own
        .flat_map(|(index, operation)| operation.types.iter().map(move |of| (Owner::Operation(index), of)));
    service.types.iter().map(|of| (Owner::Service, of)).chain(own)
}

fn declared_mut(service: &mut Service) -> impl Iterator<Item = (Owner, &mut NamedType)> {
    let own = service.operations.iter_mut().enumerate();
    let own = own.flat_map(|(index, operation)| {
        operation.types.iter_mut().map(move |of| (Owner::Operation(index), of))
    });
    service.types.iter_mut().map(|of| (Owner::Service, of)).chain(own)
}

/// Of each operation, the names of its types that are not its alone. The root of the service has room for one type of
/// a name, so it shows the service's own, or none.
fn local(service: &Service) -> Vec<Vec<String>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, of) in declared(service) {
        *counts.entry(of.name()).or_default() += 1;
    }
    let is_local = |of: &&NamedType| counts.get(of.name()).is_some_and(|count| *count > 1);
    let names = |operation: &Operation| {
        operation.types.iter().filter(is_local).map(|of| of.name().to_owned()).collect()
    };
    service.operations.iter().map(names).collect()
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

fn unused(
    service: &Service,
    scope: &Scope<'_>,
    built: &HashSet<Id>,
    received: &HashSet<Id>,
    faults: &mut Faults,
) {
    for declared in scope.all() {
        let name = declared.def.name.value.as_str();
        let id = (declared.owner, name.to_owned());
        if built.contains(&id) || received.contains(&id) {
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
    let is_own = |name: &str| operation.types.iter().any(|of| of.name() == name);
    let names = types.iter().map(NamedType::name);
    names.filter(|name| named.contains(name) && !is_own(name)).map(str::to_owned).collect()
}

/// The type that a shape names, however deep.
fn named_by(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => named_by(inner),
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => Some(name),
        _ => None,
    }
}

/// The types of a service.
struct Graph<'m> {
    types: HashMap<(Owner, &'m str), &'m NamedType>,
}

impl<'m> Graph<'m> {
    fn of(service: &'m Service) -> Self {
        Self { types: declared(service).map(|(owner, of)| ((owner, of.name()), of)).collect() }
    }

    /// The type that the fields of `owner` mean by `name`: its own before the service's.
    fn find(&self, name: &str, owner: Owner) -> Option<(Owner, &'m NamedType)> {
        let mut owners = [owner, Owner::Service].into_iter();
        owners.find_map(|owner| Some((owner, *self.types.get(&(owner, name))?)))
    }

    fn fields(&self, owner: Owner, name: &str) -> &'m [Field] {
        match self.types.get(&(owner, name)) {
            Some(NamedType::Struct(of)) => &of.fields,
            _ => &[],
        }
    }

    /// All types that one struct of each operation leads to.
    fn reached(&self, service: &'m Service, from: impl Fn(&'m Operation) -> &'m Struct) -> HashSet<Id> {
        let mut reached = HashSet::new();
        let start = service.operations.iter().enumerate();
        let mut ahead: Vec<(Owner, &[Field])> =
            start.map(|(index, of)| (Owner::Operation(index), from(of).fields.as_slice())).collect();
        while let Some((owner, fields)) = ahead.pop() {
            for name in fields.iter().filter_map(|field| named_by(&field.shape)) {
                let Some((owner, of)) = self.find(name, owner) else { continue };
                if reached.insert((owner, of.name().to_owned())) {
                    ahead.push((owner, self.fields(owner, of.name())));
                }
            }
        }
        reached
    }

    /// The structs that a struct holds in itself: not in lists or maps, which are pointers already.
    fn held(&self, (owner, name): &Id, by: impl Fn(&Field) -> bool) -> Vec<Id> {
        let fields = self.fields(*owner, name).iter().filter(|field| by(field));
        let direct = fields.filter_map(|field| match &field.shape {
            Shape::Struct { name, .. } => Some((self.find(name, *owner)?.0, name.clone())),
            _ => None,
        });
        direct.collect()
    }

    fn leads(&self, from: &Id, to: &Id, by: impl Fn(&Field) -> bool) -> bool {
        let mut seen = HashSet::new();
        let mut ahead = self.held(from, &by);
        while let Some(id) = ahead.pop() {
            if id == *to {
                return true;
            }
            if seen.insert(id.clone()) {
                ahead.extend(self.held(&id, &by));
            }
        }
        false
    }

    /// The structs that lead back to themselves through such fields, sorted.
    fn cycles(&self, by: impl Fn(&Field) -> bool) -> Vec<Id> {
        let all = self.types.keys().map(|(owner, name)| (*owner, (*name).to_owned()));
        let mut ids: Vec<Id> = all.filter(|id| self.leads(id, id, &by)).collect();
        ids.sort();
        ids
    }

    /// Structs, each with the name of a struct that it holds, that lie on a cycle.
    fn cyclic_edges(&self) -> HashSet<(Id, String)> {
        let mut edges = HashSet::new();
        for from in self.cycles(|_| true) {
            for to in self.held(&from, |_| true) {
                if to == from || self.leads(&to, &from, |_| true) {
                    edges.insert((from.clone(), to.1));
                }
            }
        }
        edges
    }
}
