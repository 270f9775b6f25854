//! Which type names there are in a service, and what they stand for.

use std::collections::{BTreeMap, HashMap};

use super::names;
use crate::diagnostics::{Code, Diagnostic, Faults, Span, Spanned};
use crate::model::{DateTimeFormat, Shape};
use crate::spec::{self, SIMPLE_TYPES, TypeDef, TypeExpr, TypeKind};

/// Who may name a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Owner {
    /// Every operation of the service.
    Service,
    /// One operation, by its place in the service.
    Operation(usize),
}

/// What a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Struct,
    TextEnum,
    IntEnum,
    /// Its declaration says nothing that makes sense, which is told elsewhere.
    Broken,
}

/// A declared type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declared<'a> {
    pub(super) owner: Owner,
    pub(super) sort: Sort,
    pub(super) def: &'a TypeDef,
}

/// The types of one service.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// By name: that of the service, and those of its operations.
    types: BTreeMap<&'a str, Vec<Declared<'a>>>,
    service: &'a spec::Service,
}

/// Rust names of statics, each with what it is made of.
type Statics = HashMap<String, Spanned<String>>;

impl<'a> Scope<'a> {
    /// Takes in the types of a service, and tells of names that cannot be.
    pub(super) fn of(service: &'a spec::Service, faults: &mut Faults) -> Self {
        let mut scope = Self { types: BTreeMap::new(), service };
        let mut shared = Statics::new();
        for name in generated(service, faults) {
            shared.insert(names::table(&name.value), name);
        }
        scope.take(Owner::Service, &service.types, None, &mut shared, faults);
        for (index, operation) in service.operations.iter().enumerate() {
            // Each has a Rust module of its own.
            let mut own = Statics::new();
            scope.take(Owner::Operation(index), &operation.types, Some(&shared), &mut own, faults);
        }
        scope
    }

    /// Takes in types that `owner` may name, whose module has `around` in sight.
    fn take(
        &mut self,
        owner: Owner,
        types: &'a [TypeDef],
        around: Option<&Statics>,
        own: &mut Statics,
        faults: &mut Faults,
    ) {
        for def in types {
            let (name, table) = (def.name.value.as_str(), names::table(&def.name.value));
            let other = around.and_then(|around| around.get(&table)).or_else(|| own.get(&table)).cloned();
            // An operation's type hides the service's of the same name.
            let hides = owner != Owner::Service && self.get(name, Owner::Service).is_some();
            if !fits(&def.name, faults) {
                // Still taken in, so that its uses are not told as well.
            } else if let Some(other) = other.filter(|_| !hides) {
                faults.push(met(&def.name, &other));
            } else {
                own.insert(table, def.name.clone());
            }
            self.types.entry(name).or_default().push(Declared { owner, sort: sort(def), def });
        }
    }

    /// The type that `owner` means by `name`: its own before the service's.
    pub(super) fn get(&self, name: &str, owner: Owner) -> Option<Declared<'a>> {
        let declared = self.types.get(name)?;
        let of = |owner: Owner| declared.iter().find(|declared| declared.owner == owner).copied();
        of(owner).or_else(|| of(Owner::Service))
    }

    /// All types.
    pub(super) fn all(&self) -> impl Iterator<Item = &Declared<'a>> {
        self.types.values().flatten()
    }

    /// What a type expression stands for; `None` when it stands for nothing, and why is among the faults.
    pub(super) fn resolve(
        &self,
        of: &TypeExpr,
        owner: Owner,
        format: Option<&DateTimeFormat>,
        faults: &mut Faults,
    ) -> Option<Shape> {
        let inner =
            |of: &TypeExpr, faults: &mut Faults| self.resolve(of, owner, format, faults).map(Box::new);
        Some(match &of.kind {
            TypeKind::Text => Shape::Text,
            TypeKind::Bool => Shape::Bool,
            TypeKind::Int32 => Shape::Int32,
            TypeKind::Int64 => Shape::Int64,
            TypeKind::UInt64 => Shape::UInt64,
            TypeKind::Float => Shape::Float,
            TypeKind::DateTime => Shape::DateTime(format?.clone()),
            TypeKind::Any => Shape::Any,
            TypeKind::List(entry) => Shape::List(inner(entry, faults)?),
            TypeKind::Map(value) => Shape::Map(inner(value, faults)?),
            TypeKind::Secret(secret) => return secret_shape(secret, faults),
            TypeKind::Json(_) => {
                let message = "`json<…>` stands around a whole type, not inside one";
                let fault = Diagnostic::new(Code::BadWrapper, of.span, message);
                faults.push(
                    fault.help("write it outermost, or give the object that is meant a type of its own"),
                );
                return None;
            }
            TypeKind::Named(name) => return self.named(name, of.span, owner, faults),
        })
    }

    fn named(&self, name: &str, span: Span, owner: Owner, faults: &mut Faults) -> Option<Shape> {
        let Some(declared) = self.get(name, owner) else {
            // A `service.yaml` that could not be read may well declare it.
            if self.service.readable {
                faults.push(self.unknown(name, span, owner));
            }
            return None;
        };
        match declared.sort {
            Sort::Struct => Some(Shape::Struct { name: name.to_owned(), table: names::table(name) }),
            Sort::TextEnum => Some(Shape::TextEnum(name.to_owned())),
            Sort::IntEnum => Some(Shape::IntEnum(name.to_owned())),
            Sort::Broken => None,
        }
    }

    fn unknown(&self, name: &str, span: Span, owner: Owner) -> Diagnostic {
        let fault = Diagnostic::new(Code::UnknownType, span, format!("there is no type `{name}`"));
        if let Some(elsewhere) = self.types.get(name).and_then(|declared| declared.first())
            && let Owner::Operation(index) = elsewhere.owner
        {
            let file = self
                .service
                .operations
                .get(index)
                .map_or("another operation", |operation| operation.source.as_str());
            return fault.beside(elsewhere.def.name.span, "declared here, for one operation alone").help(
                format!("to share it, move it from `{file}` to the `types` of `{}`", self.service.source),
            );
        }
        if let Some(known) = known_elsewhere(name) {
            return fault.help(format!("did you mean `{known}`?"));
        }
        let visible = self.types.keys().copied().filter(|name| self.get(name, owner).is_some());
        fault.did_you_mean(name, visible.chain(SIMPLE_TYPES.iter().copied()))
    }
}

/// What other languages call our simple types.
fn known_elsewhere(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "str" | "text" | "string" => "string",
        "boolean" | "bool" => "bool",
        "int" | "integer" | "long" | "uint64" | "i64" | "u64" | "uint" | "number" => "int64",
        "i32" | "u32" | "uint32" => "int32",
        "float" | "double" | "f64" | "decimal" => "float64",
        "date" | "time" | "timestamp" => "datetime",
        "object" | "json" => "any",
        "array" => "list<…>",
        _ => return None,
    })
}

fn secret_shape(of: &TypeExpr, faults: &mut Faults) -> Option<Shape> {
    match &of.kind {
        TypeKind::Text => Some(Shape::Secret),
        TypeKind::List(entry) => Some(Shape::List(Box::new(secret_shape(entry, faults)?))),
        TypeKind::Map(value) => Some(Shape::Map(Box::new(secret_shape(value, faults)?))),
        _ => {
            let fault = Diagnostic::new(Code::BadWrapper, of.span, "only strings can be secret");
            let fault = match of.kind {
                TypeKind::Named(_) => fault.help("mark the secret fields of that type instead"),
                TypeKind::Secret(_) => fault.help("once is enough"),
                _ => fault.help("`secret<…>` stands around `string`, or lists and maps of it"),
            };
            faults.push(fault);
            None
        }
    }
}

fn sort(def: &TypeDef) -> Sort {
    match (&def.fields_key, def.base.as_ref().map(|base| base.value.as_str())) {
        (Some(_), None) => Sort::Struct,
        (None, Some("string")) => Sort::TextEnum,
        (None, Some("int")) => Sort::IntEnum,
        _ => Sort::Broken,
    }
}

/// The types that the generator itself makes for a service, each with what it is made for.
fn generated(service: &spec::Service, faults: &mut Faults) -> Vec<Spanned<String>> {
    let mut out = Vec::new();
    for operation in &service.operations {
        let Some(name) = &operation.name else { continue };
        for suffix in ["Request", "Response", "Code"] {
            out.push(Spanned::new(format!("{}{suffix}", names::stem(&name.value)), name.span));
        }
    }
    if let Some(name) = service.name.as_ref().filter(|_| !service.errors.is_empty())
        && let Some(camel) = names::camel(&name.value)
    {
        let codes = Spanned::new(format!("{camel}Code"), name.span);
        if let Some(own) = out.iter().find(|own| own.value == codes.value) {
            let message = format!(
                "the codes of this operation and those of the service are both `{}` in Rust",
                codes.value
            );
            let fault = Diagnostic::new(Code::NamesMeet, own.span, message).beside(codes.span, "the service");
            faults.push(fault.help("let the operations list their codes, and the service none"));
        }
        out.push(codes);
    }
    out
}

fn fits(name: &Spanned<String>, faults: &mut Faults) -> bool {
    let text = name.value.as_str();
    if !names::is_camel(text) {
        let message = format!("`{text}` is not written as types are");
        let fault = Diagnostic::new(Code::BadName, name.span, message);
        faults.push(match names::camel(text) {
            Some(camel) if names::is_camel(&camel) => fault.help(format!("write `{camel}`")),
            _ => fault
                .help("a type's name starts with a capital letter, and has only letters and digits of ASCII"),
        });
        return false;
    }
    if names::TAKEN_TYPES.contains(&text) {
        let message = format!("generated code needs the name `{text}` for something else");
        let fault = Diagnostic::new(Code::ReservedName, name.span, message);
        faults.push(
            fault.help(format!("say of what it is, such as `Backup{text}`; the name is not on the wire")),
        );
        return false;
    }
    true
}

fn met(name: &Spanned<String>, other: &Spanned<String>) -> Diagnostic {
    if name.value == other.value {
        let message = format!("the name `{}` is that of a type made for this operation", name.value);
        return Diagnostic::new(Code::ReservedName, name.span, message)
            .beside(other.span, "made for this")
            .help("give the type another name; the name is not on the wire");
    }
    let message = format!("the types `{}` and `{}` differ in nothing but case", name.value, other.value);
    Diagnostic::new(Code::NamesMeet, name.span, message).beside(other.span, "the other is here")
}
