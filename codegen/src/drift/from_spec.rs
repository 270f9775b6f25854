//! A spec's side of a comparison.

use serde_json::Value;

use super::contract::{Code, Contract, Item, Origin, Place, Role, Said, Sections};
use super::find::Owner;
use super::kind::Kind;
use super::lines::Lines;
use crate::model::{
    Check, Code as Codes, Endpoints, Enum, Field, NamedType, Place as Travels, Shape, Struct, Types,
    WireValue,
};
use crate::page::Vendor;
use crate::page::facts::Location;

impl Contract {
    /// What the spec of an operation promises.
    pub fn from_spec(owner: &Owner<'_>, vendor: Vendor, lines: &Lines) -> Self {
        let Owner { provider, service, operation } = *owner;
        let spec = Spec { owner: *owner, lines, is_rest: provider.protocol.rules().has_paths };
        let source = operation.source.as_str();
        let here = |keys: &[&str]| lines.at(source, keys);
        let text = |text: &str, keys: &[&str]| Said { value: text.to_owned(), at: here(keys) };
        let mut params = spec.implicit();
        let types = Types::from_operation(operation, service);
        spec.struct_of(&operation.request, types, &[], &mut Vec::new(), &mut params);
        let mut response = Vec::new();
        spec.struct_of(&operation.response, types, &[], &mut Vec::new(), &mut response);
        let (errors, errors_are_the_services) = spec.errors();
        Self {
            origin: Origin::Spec,
            file: here(&[]).file,
            vendor,
            method: spec.is_rest.then(|| text(operation.http_method.word(), &["method"])),
            path: spec.is_rest.then(|| text(&operation.path, &["path"])),
            hosts: spec.hosts(&service.endpoints),
            version: Some(Said {
                value: service.version.clone(),
                at: lines.at(&service.source, &["version"]),
            }),
            rate: operation.rate.map(|value| {
                let own = lines.has(source, &["rate"]);
                let file = if own { source } else { service.source.as_str() };
                Said { value, at: lines.at(file, &["rate"]) }
            }),
            permission: operation.permission.as_deref().map(|name| text(name, &["permission"])),
            updated: operation.updated().map(|date| {
                text(date, &[if operation.page.is_some() { "page" } else { "source" }, "updated"])
            }),
            params,
            response,
            errors: Some(errors),
            errors_are_the_services,
            sections: Some(Sections {
                operation: here(&[if operation.page.is_some() { "page" } else { "source" }]),
                params: here(&["request"]),
                response: here(&["response"]),
                errors: here(&["errors"]),
            }),
        }
    }
}

struct Spec<'a> {
    owner: Owner<'a>,
    lines: &'a Lines,
    is_rest: bool,
}

impl<'a> Spec<'a> {
    /// The parts of the path that no field of the request fills.
    fn implicit(&self) -> Vec<Item> {
        let operation = self.owner.operation;
        if !self.is_rest {
            return Vec::new();
        }
        let at = self.lines.at(&operation.source, &["path"]);
        let is_field = |name: &str| operation.request.fields.iter().any(|field| field.wire == name);
        let names = super::find::placeholders(&operation.path);
        let item = |name: &str| Item {
            path: vec![name.to_owned()],
            unplaced: false,
            printed: name.to_owned(),
            at: at.clone(),
            kind: None,
            required: None,
            location: Some(Said { value: Location::Path, at: at.clone() }),
            default: None,
            range: None,
            values: None,
            retired_values: Vec::new(),
            deprecated: false,
            hidden: false,
            role: Role::Envelope,
        };
        names.iter().flatten().filter(|name| !is_field(name)).map(|name| item(name)).collect()
    }

    fn hosts(&self, endpoints: &Endpoints) -> Vec<Said<String>> {
        let own = self.lines.has(&self.owner.service.source, &["endpoints"]);
        let file = if own { &self.owner.service.source } else { &self.owner.provider.source };
        let at = self.lines.at(file, &["endpoints", "host"]);
        let sites = endpoints.sites.iter().map(|(_, host)| host);
        let named = endpoints.networks.iter().chain(&endpoints.regions).map(|(_, host)| host);
        let all = std::iter::once(&endpoints.host).chain(sites).chain(named);
        all.map(|host| Said { value: host.clone(), at: at.clone() }).collect()
    }

    fn errors(&self) -> (Vec<Code>, bool) {
        let Owner { service, operation, .. } = self.owner;
        let (codes, source, are_the_services) = match &operation.codes {
            Codes::Own(own) => (Some(own), &operation.source, false),
            Codes::Service(_) => (service.codes.as_ref(), &service.source, true),
            Codes::Text => (None, &operation.source, false),
        };
        let code = |code: &crate::model::ErrorCode| Code {
            code: code.code.clone(),
            http: code.http,
            at: self.lines.at(if code.is_shared { &service.source } else { source }, &["errors", &code.code]),
        };
        (codes.into_iter().flat_map(|codes| &codes.codes).map(code).collect(), are_the_services)
    }

    /// Appends the fields of a struct and of those that they hold. `within` are the structs around it:
    /// a recursive type is followed once.
    fn struct_of(
        &self,
        of: &'a Struct,
        types: Types<'a>,
        path: &[String],
        within: &mut Vec<*const Struct>,
        out: &mut Vec<Item>,
    ) {
        within.push(of);
        let (source, keys) = self.home(of, types);
        for field in &of.fields {
            let mut keys = keys.clone();
            keys.push(&field.wire);
            let mut source = source;
            let mut role = Role::Own;
            // What the provider adds to every response stands in its own file.
            if of.name == self.owner.operation.response.name && !self.lines.has(source, &keys) {
                source = &self.owner.provider.source;
                role = Role::Common;
            }
            let place = |aspect: &str| {
                let mut keys = keys.clone();
                keys.push(aspect);
                self.lines.at(source, &keys)
            };
            let mut path = path.to_vec();
            path.push(field.wire.clone());
            let is_request = of.name == self.owner.operation.request.name;
            let mut item = self.item(field, types, path.clone(), place, is_request);
            item.role = role;
            let list = field.wrapped.as_ref().map(|wrapper| {
                path.push(wrapper.clone());
                Item {
                    path: path.clone(),
                    unplaced: false,
                    printed: wrapper.clone(),
                    kind: Some(Said { value: Kind::inside(&field.shape), at: item.at.clone() }),
                    role: Role::Wrapper,
                    // That is said of the field itself.
                    deprecated: false,
                    hidden: false,
                    values: item.values.take(),
                    retired_values: std::mem::take(&mut item.retired_values),
                    ..item.clone()
                }
            });
            out.push(item);
            out.extend(list);
            let inner = inner(&field.shape, types);
            if let Some((inner, types)) =
                inner.filter(|(inner, _)| !within.contains(&std::ptr::from_ref(*inner)))
            {
                self.struct_of(inner, types, &path, within, out);
            }
        }
        within.pop();
    }

    /// The file and the keys above the fields of a struct.
    fn home(&self, of: &'a Struct, types: Types<'a>) -> (&'a str, Vec<&'a str>) {
        let Owner { service, operation, .. } = self.owner;
        if of.name == operation.request.name {
            return (&operation.source, vec!["request"]);
        }
        if of.name == operation.response.name {
            return (&operation.source, vec!["response"]);
        }
        let source = if types.are_shared() { &service.source } else { &operation.source };
        (source, vec!["types", &of.name, "fields"])
    }

    fn item(
        &self,
        field: &Field,
        types: Types<'a>,
        path: Vec<String>,
        place: impl Fn(&str) -> Place,
        is_request: bool,
    ) -> Item {
        let values = self.values(field, types, &place);
        let range = field.checks.iter().find_map(|check| match check {
            Check::Range(low, high) => {
                Some(((*low > i64::MIN).then_some(*low), (*high < i64::MAX).then_some(*high)))
            }
            _ => None,
        });
        Item {
            path,
            unplaced: false,
            printed: field.wire.clone(),
            at: place(""),
            kind: Some(Said { value: Kind::of_field(field), at: place("type") }),
            required: Some(Said { value: field.required, at: place("required") }),
            location: (self.is_rest && is_request)
                .then(|| Said { value: location(field.place), at: place("in") }),
            default: field.default.as_ref().map(|value| Said { value: json(value), at: place("default") }),
            range: range.map(|value| Said { value, at: place("range") }),
            retired_values: enum_of(&field.shape, types)
                .into_iter()
                .flat_map(|(of, _)| retired(of))
                .collect(),
            values,
            deprecated: field.deprecated.is_some(),
            hidden: field.hidden,
            role: Role::Own,
        }
    }

    fn values(
        &self,
        field: &Field,
        types: Types<'a>,
        place: &impl Fn(&str) -> Place,
    ) -> Option<Said<Vec<Value>>> {
        let listed = field.checks.iter().find_map(|check| match check {
            Check::OneOfText(all) => Some(all.iter().map(|value| value.as_str().into()).collect()),
            Check::OneOfInt(all) => Some(all.iter().map(|value| (*value).into()).collect()),
            _ => None,
        });
        if let Some(value) = listed {
            return Some(Said { value, at: place("one_of") });
        }
        let (of, types) = enum_of(&field.shape, types)?;
        let Owner { service, operation, .. } = self.owner;
        let source = if types.are_shared() { &service.source } else { &operation.source };
        Some(Said {
            value: of.values.iter().map(|value| json(&value.wire)).collect(),
            at: self.lines.at(source, &["types", &of.name, "values"]),
        })
    }
}

/// The enum that a value holds, by itself or in a list or map; and what its file's types can name.
fn enum_of<'a>(shape: &Shape, types: Types<'a>) -> Option<(&'a Enum, Types<'a>)> {
    match shape {
        Shape::List(of) | Shape::Map(of) => enum_of(of, types),
        Shape::TextEnum(name) | Shape::IntEnum(name) => match types.find(name)? {
            (NamedType::Enum(of), types) => Some((of, types)),
            (NamedType::Struct(_), _) => None,
        },
        _ => None,
    }
}

/// The struct that a value holds, by itself or in a list; and what its fields can name.
fn inner<'a>(shape: &Shape, types: Types<'a>) -> Option<(&'a Struct, Types<'a>)> {
    match shape {
        Shape::List(of) => inner(of, types),
        Shape::Struct(name) => match types.find(name)? {
            (NamedType::Struct(of), types) => Some((of, types)),
            (NamedType::Enum(_), _) => None,
        },
        _ => None,
    }
}

fn retired(of: &Enum) -> impl Iterator<Item = Value> {
    of.values.iter().filter(|value| value.deprecated.is_some()).map(|value| json(&value.wire))
}

fn json(value: &WireValue) -> Value {
    match value {
        WireValue::Text(text) => text.as_str().into(),
        WireValue::Int(int) => (*int).into(),
        WireValue::Float(float) => (*float).into(),
        WireValue::Bool(flag) => (*flag).into(),
        // Pages write the only entry of a list without the list.
        WireValue::List(values) => match values.as_slice() {
            [only] => json(only),
            all => all.iter().map(json).collect(),
        },
    }
}

fn location(place: Travels) -> Location {
    match place {
        Travels::Path => Location::Path,
        Travels::Query => Location::Query,
        Travels::Header => Location::Header,
        Travels::Body => Location::Body,
    }
}
