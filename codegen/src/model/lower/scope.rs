//! The scope of type names in a service.

use std::collections::{BTreeMap, HashMap};

use super::names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::model::{DateTimeFormat, Shape};
use crate::spec::{self, SIMPLE_TYPES, TypeDef, TypeExpr, TypeKind};

/// Which operations can use a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Owner {
    /// Every operation of the service.
    Service,
    /// One operation, by its index in the service.
    Operation(usize),
}

/// The kind of a declared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeclaredKind {
    Struct,
    TextEnum,
    IntEnum,
    /// The declaration is invalid, which is reported elsewhere.
    Broken,
}

/// A declared type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declared<'a> {
    pub(super) owner: Owner,
    pub(super) kind: DeclaredKind,
    pub(super) def: &'a TypeDef,
}

/// The types of one service.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// By name: the type of the service and those of its operations.
    types: BTreeMap<&'a str, Vec<Declared<'a>>>,
    service: &'a spec::Service,
}

/// Type names by what must not be the same in two of them.
type CaseKeys = HashMap<String, Spanned<String>>;

impl<'a> Scope<'a> {
    /// Declares the types of a service and reports invalid names and collisions.
    pub(super) fn new(service: &'a spec::Service, diagnostics: &mut Diagnostics) -> Self {
        let mut scope = Self { types: BTreeMap::new(), service };
        let mut shared = CaseKeys::new();
        for name in generated_types(service, diagnostics) {
            shared.insert(names::case_key(&name.value), name);
        }
        scope.declare(Owner::Service, &service.types, None, &mut shared, diagnostics);
        for (index, operation) in service.operations.iter().enumerate() {
            // Each operation has its own Rust module.
            let mut own = CaseKeys::new();
            scope.declare(Owner::Operation(index), &operation.types, Some(&shared), &mut own, diagnostics);
        }
        scope
    }

    /// Declares types of `owner`; `visible` are the names of the enclosing module.
    fn declare(
        &mut self,
        owner: Owner,
        types: &'a [TypeDef],
        visible: Option<&CaseKeys>,
        own: &mut CaseKeys,
        diagnostics: &mut Diagnostics,
    ) {
        for def in types {
            let (name, key) = (def.name.value.as_str(), names::case_key(&def.name.value));
            let other = visible.and_then(|visible| visible.get(&key)).or_else(|| own.get(&key)).cloned();
            // An operation's type shadows a type of the service with the same name.
            let hides = owner != Owner::Service && self.get(name, Owner::Service).is_some();
            if !check_type_name(&def.name, diagnostics) {
                // Declared anyway, so that its uses are not reported as well.
            } else if let Some(other) = other.filter(|_| !hides) {
                diagnostics.push(name_collision(&def.name, &other));
            } else {
                own.insert(key, def.name.clone());
            }
            self.types.entry(name).or_default().push(Declared { owner, kind: declared_kind(def), def });
        }
    }

    /// Finds a type by name: an own type of `owner`, or else the service's.
    pub(super) fn get(&self, name: &str, owner: Owner) -> Option<Declared<'a>> {
        let declared = self.types.get(name)?;
        let owned_by = |owner: Owner| declared.iter().find(|declared| declared.owner == owner).copied();
        owned_by(owner).or_else(|| owned_by(Owner::Service))
    }

    /// All types.
    pub(super) fn all(&self) -> impl Iterator<Item = &Declared<'a>> {
        self.types.values().flatten()
    }

    /// Resolves a type expression; reports unknown and invalid types and returns `None`.
    pub(super) fn resolve(
        &self,
        expr: &TypeExpr,
        owner: Owner,
        format: Option<&DateTimeFormat>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Shape> {
        let inner = |expr: &TypeExpr, diagnostics: &mut Diagnostics| {
            self.resolve(expr, owner, format, diagnostics).map(Box::new)
        };
        Some(match &expr.kind {
            TypeKind::Text => Shape::Text,
            TypeKind::Bool => Shape::Bool,
            TypeKind::Int32 => Shape::Int32,
            TypeKind::Int64 => Shape::Int64,
            TypeKind::UInt64 => Shape::UInt64,
            TypeKind::Float => Shape::Float,
            TypeKind::DateTime => Shape::DateTime(format?.clone()),
            TypeKind::Any => Shape::Any,
            TypeKind::List(entry) => Shape::List(inner(entry, diagnostics)?),
            TypeKind::Map(value) => Shape::Map(inner(value, diagnostics)?),
            TypeKind::Secret(secret) => return resolve_secret(secret, diagnostics),
            TypeKind::Json(_) => {
                let message = "`json<…>` must be the outermost type";
                let diagnostic = Diagnostic::new(Code::BadWrapper, expr.span, message);
                diagnostics
                    .push(diagnostic.help("move it to the outside, or declare a type for the inner object"));
                return None;
            }
            TypeKind::Named(name) => return self.resolve_named(name, expr.span, owner, diagnostics),
        })
    }

    fn resolve_named(
        &self,
        name: &str,
        span: Span,
        owner: Owner,
        diagnostics: &mut Diagnostics,
    ) -> Option<Shape> {
        let Some(declared) = self.get(name, owner) else {
            // A `service.yaml` that could not be read may declare it.
            if self.service.readable {
                diagnostics.push(self.unknown_type(name, span, owner));
            }
            return None;
        };
        match declared.kind {
            DeclaredKind::Struct => Some(Shape::Struct(name.to_owned())),
            DeclaredKind::TextEnum => Some(Shape::TextEnum(name.to_owned())),
            DeclaredKind::IntEnum => Some(Shape::IntEnum(name.to_owned())),
            DeclaredKind::Broken => None,
        }
    }

    fn unknown_type(&self, name: &str, span: Span, owner: Owner) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::UnknownType, span, format!("there is no type `{name}`"));
        if let Some(elsewhere) = self.types.get(name).and_then(|declared| declared.first())
            && let Owner::Operation(index) = elsewhere.owner
        {
            let file = self
                .service
                .operations
                .get(index)
                .map_or("another operation", |operation| operation.source.as_str());
            return diagnostic
                .secondary(elsewhere.def.name.span, "declared here, for one operation only")
                .help(format!(
                    "to share it, move it from `{file}` to the `types` of `{}`",
                    self.service.source
                ));
        }
        if let Some(known) = name_in_other_languages(name) {
            return diagnostic.help(format!("did you mean `{known}`?"));
        }
        let visible = self.types.keys().copied().filter(|name| self.get(name, owner).is_some());
        diagnostic.did_you_mean(name, visible.chain(SIMPLE_TYPES.iter().copied()))
    }
}

/// The built-in type for a name from another language.
fn name_in_other_languages(name: &str) -> Option<&'static str> {
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

fn resolve_secret(expr: &TypeExpr, diagnostics: &mut Diagnostics) -> Option<Shape> {
    match &expr.kind {
        TypeKind::Text => Some(Shape::Secret),
        TypeKind::List(entry) => Some(Shape::List(Box::new(resolve_secret(entry, diagnostics)?))),
        TypeKind::Map(value) => Some(Shape::Map(Box::new(resolve_secret(value, diagnostics)?))),
        _ => {
            let diagnostic = Diagnostic::new(Code::BadWrapper, expr.span, "only strings can be secret");
            let diagnostic = match expr.kind {
                TypeKind::Named(_) => diagnostic.help("mark the secret fields of that type instead"),
                TypeKind::Secret(_) => diagnostic.help("remove the inner `secret`"),
                _ => diagnostic.help("`secret<…>` wraps `string`, or lists and maps of it"),
            };
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn declared_kind(def: &TypeDef) -> DeclaredKind {
    match (&def.fields_key, def.base.as_ref().map(|base| base.value.as_str())) {
        (Some(_), None) => DeclaredKind::Struct,
        (None, Some("string")) => DeclaredKind::TextEnum,
        (None, Some("int")) => DeclaredKind::IntEnum,
        _ => DeclaredKind::Broken,
    }
}

/// The types that the generator creates for a service, each with the name that it is derived from.
fn generated_types(service: &spec::Service, diagnostics: &mut Diagnostics) -> Vec<Spanned<String>> {
    let mut out = Vec::new();
    for operation in &service.operations {
        let Some(name) = &operation.name else { continue };
        for suffix in ["Request", "Response", "Code"] {
            out.push(Spanned::new(format!("{}{suffix}", name.value), name.span));
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
            let diagnostic =
                Diagnostic::new(Code::NameCollision, own.span, message).secondary(codes.span, "the service");
            diagnostics.push(diagnostic.help("declare the codes in the operations instead of the service"));
        }
        out.push(codes);
    }
    out
}

fn check_type_name(name: &Spanned<String>, diagnostics: &mut Diagnostics) -> bool {
    let text = name.value.as_str();
    if !names::is_camel(text) {
        let message = format!("`{text}` is not a valid type name");
        let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
        diagnostics.push(match names::camel(text) {
            Some(camel) if names::is_camel(&camel) => diagnostic.help(format!("write `{camel}`")),
            _ => diagnostic
                .help("a type name starts with a capital letter and contains only ASCII letters and digits"),
        });
        return false;
    }
    if names::RESERVED_TYPES.contains(&text) {
        let message = format!("the name `{text}` is reserved for generated code");
        let diagnostic = Diagnostic::new(Code::ReservedName, name.span, message);
        diagnostics.push(diagnostic.help(format!(
            "use a more specific name, such as `Backup{text}`; type names are not on the wire"
        )));
        return false;
    }
    true
}

fn name_collision(name: &Spanned<String>, other: &Spanned<String>) -> Diagnostic {
    if name.value == other.value {
        let message = format!("the name `{}` is the name of a generated type", name.value);
        return Diagnostic::new(Code::ReservedName, name.span, message)
            .secondary(other.span, "generated for this")
            .help("use another name; type names are not on the wire");
    }
    let message = format!("the types `{}` and `{}` differ only in case", name.value, other.value);
    Diagnostic::new(Code::NameCollision, name.span, message).secondary(other.span, "the other is here")
}
