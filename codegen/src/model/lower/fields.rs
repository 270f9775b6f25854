//! Fields: names, types, places and rules.

use super::names;
use super::scope::{Owner, Scope};
use super::values::{self, Judge, Wrong};
use super::{checks, datetime};
use crate::diagnostics::{Code, Diagnostic, Faults, Span, Spanned};
use crate::model::{DateTimeFormat, Deprecation, Field, Place, Replacement, Shape};
use crate::spec::{self, Deprecated, TypeKind};

/// Whose fields they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    Request,
    Response,
    Type,
}

/// What holds around a set of fields.
#[derive(Clone, Copy)]
pub(super) struct Around<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) owner: Owner,
    pub(super) home: Home,
    /// How datetimes are written, unless a field says otherwise.
    pub(super) format: Option<&'s DateTimeFormat>,
}

/// A field and what later checks need to know of it.
#[derive(Clone, Debug)]
pub(super) struct Lowered {
    pub(super) field: Field,
    /// Its type made sense; if not, nothing more is to be said of it.
    pub(super) known: bool,
    /// Where its name stands.
    pub(super) span: Span,
    /// Where its `nullable` stands, if that says yes.
    pub(super) nullable: Option<Span>,
    /// Where its `in` stands.
    pub(super) place: Option<Spanned<String>>,
}

/// Lowers the fields of one struct.
pub(super) fn lower(fields: &[spec::Field], around: Around<'_, '_>, faults: &mut Faults) -> Vec<Lowered> {
    let mut out: Vec<Lowered> = Vec::new();
    for field in fields {
        let lowered = one(field, fields, around, faults);
        let ident = &lowered.field.ident;
        if let Some(other) = out.iter().find(|other| other.field.ident == *ident && !ident.is_empty()) {
            faults.push(met(&lowered, other));
        }
        out.push(lowered);
    }
    out
}

/// The fault of a field whose Rust name is that of another.
pub(super) fn met(field: &Lowered, other: &Lowered) -> Diagnostic {
    let (one, two, ident) = (&other.field.wire, &field.field.wire, &field.field.ident);
    let message = format!("the fields `{one}` and `{two}` are both `{ident}` in Rust");
    Diagnostic::new(Code::NamesMeet, field.span, message).beside(other.span, "the other is here")
}

fn one(
    field: &spec::Field,
    siblings: &[spec::Field],
    around: Around<'_, '_>,
    faults: &mut Faults,
) -> Lowered {
    let ident = ident(&field.name, around.home == Home::Request, faults);
    let format = own_format(field, around, faults);
    let (shape, json) = shape(field, around, format.as_ref(), faults);
    meaningless(field, around.home, shape.as_ref(), faults);
    let required = field.required.as_ref().is_some_and(|required| required.value);
    let nullable = field.nullable.as_ref().filter(|nullable| nullable.value).map(|nullable| nullable.span);
    let mut default = None;
    let mut rules = Vec::new();
    if let Some(shape) = &shape {
        rules = checks::lower(field, shape, faults);
        let judge = Judge { scope: around.scope, owner: around.owner };
        default = self::default(field, shape, &rules, &judge, faults);
        example(field, shape, &rules, &judge, faults);
    }
    exclusions(field, siblings, required, faults);
    let lowered = Field {
        wire: field.name.value.clone(),
        ident,
        doc: field.doc.clone(),
        required,
        nullable: nullable.is_some(),
        boxed: false,
        place: Place::Body,
        json,
        wrapped: field.wrapped.as_ref().map(|wrapped| wrapped.value.clone()),
        checks: rules,
        not_with: field.not_with.iter().map(|other| other.value.clone()).collect(),
        default,
        example: field.example.as_ref().map(values::text),
        deprecated: field
            .deprecated
            .as_ref()
            .map(|deprecated| deprecation(deprecated, field, siblings, around.home, faults)),
        hidden: field.hidden,
        shape: shape.clone().unwrap_or(Shape::Any),
    };
    Lowered {
        field: lowered,
        known: shape.is_some(),
        span: field.name.span,
        nullable,
        place: field.place.clone(),
    }
}

fn ident(name: &Spanned<String>, has_setter: bool, faults: &mut Faults) -> String {
    names::field(&name.value, has_setter).unwrap_or_else(|| {
        let message = format!("no Rust name can be made of the field `{}`", name.value);
        let fault = Diagnostic::new(Code::BadName, name.span, message);
        faults.push(fault.help("a field's name has letters and digits of ASCII"));
        String::new()
    })
}

fn own_format(field: &spec::Field, around: Around<'_, '_>, faults: &mut Faults) -> Option<DateTimeFormat> {
    if field.format.is_none() && field.zone.is_none() {
        return around.format.cloned();
    }
    datetime::format(field.format.as_ref(), field.zone.as_ref(), around.format, faults)
}

fn shape(
    field: &spec::Field,
    around: Around<'_, '_>,
    format: Option<&DateTimeFormat>,
    faults: &mut Faults,
) -> (Option<Shape>, bool) {
    let Some(of) = &field.of else {
        return (None, false);
    };
    let mut resolve = |of| around.scope.resolve(of, around.owner, format, faults);
    match &of.kind {
        TypeKind::Json(inner) => (resolve(inner), true),
        _ => (resolve(of), false),
    }
}

/// Keys that say nothing where they stand.
fn meaningless(field: &spec::Field, home: Home, shape: Option<&Shape>, faults: &mut Faults) {
    let mut tell = |code: Code, span: Option<Span>, message: &str| {
        if let Some(span) = span {
            faults.push(Diagnostic::new(code, span, message));
        }
    };
    let place = field.place.as_ref().map(|place| place.span);
    match home {
        Home::Request => {}
        Home::Response => {
            tell(
                Code::MeaninglessKey,
                place,
                "`in` says where a field of a request travels; this is a response",
            );
            let default = field.default.as_ref().map(|default| default.span);
            tell(
                Code::MeaninglessKey,
                default,
                "a response has no defaults: the field is there or it is not",
            );
            let excluded = field.not_with.first().map(|other| other.span);
            tell(Code::MeaninglessKey, excluded, "`not_with` is a rule for callers; this is a response");
        }
        Home::Type => {
            tell(Code::MeaninglessKey, place, "only a request's own fields have a place to travel in")
        }
    }
    let Some(shape) = shape else { return };
    if *shape == Shape::Any {
        let nullable = field.nullable.as_ref().map(|nullable| nullable.span);
        tell(Code::MeaninglessKey, nullable, "`any` holds null anyway");
    }
    if !matches!(shape, Shape::List(_)) {
        let wrapped = field.wrapped.as_ref().map(|wrapped| wrapped.span);
        tell(
            Code::WrappedNonList,
            wrapped,
            &format!("only lists are wrapped, and this is {}", values::name(shape)),
        );
    }
    if !has_datetime(shape) {
        let (format, zone) = (field.format.as_ref(), field.zone.as_ref());
        tell(
            Code::RuleOnType,
            format.map(|format| format.span),
            &format!("only datetimes have a format; this is {}", values::name(shape)),
        );
        tell(
            Code::RuleOnType,
            zone.map(|zone| zone.span),
            &format!("only datetimes have a zone; this is {}", values::name(shape)),
        );
    }
}

fn has_datetime(shape: &Shape) -> bool {
    match shape {
        Shape::DateTime(_) => true,
        Shape::List(inner) | Shape::Map(inner) => has_datetime(inner),
        _ => false,
    }
}

fn default(
    field: &spec::Field,
    shape: &Shape,
    rules: &[crate::model::Check],
    judge: &Judge<'_, '_>,
    faults: &mut Faults,
) -> Option<crate::model::WireValue> {
    let node = field.default.as_ref()?;
    match judge.default(node, shape) {
        Ok(value) => match values::against(&value, rules) {
            Some(broken) => {
                let fault = Diagnostic::new(Code::DefaultValue, node.span, format!("the default {broken}"));
                faults.push(beside_rules(fault, field));
                None
            }
            None => Some(value),
        },
        Err(Wrong::Type(message)) => {
            let fault = Diagnostic::new(
                Code::DefaultType,
                node.span,
                format!("the default is of the wrong type: {message}"),
            );
            faults.push(quotes(fault, shape, node));
            None
        }
        Err(Wrong::Rule(message)) => {
            faults.push(Diagnostic::new(Code::DefaultValue, node.span, format!("the default {message}")));
            None
        }
    }
}

fn example(
    field: &spec::Field,
    shape: &Shape,
    rules: &[crate::model::Check],
    judge: &Judge<'_, '_>,
    faults: &mut Faults,
) {
    let Some(node) = &field.example else { return };
    let wrong = match judge.value(node, shape) {
        Ok(()) => {
            let broken = judge.scalar(node, shape).ok().and_then(|value| values::against(&value, rules));
            if let Some(broken) = broken {
                let fault = Diagnostic::new(Code::BadExample, node.span, format!("the example {broken}"));
                faults.push(beside_rules(fault, field));
            }
            return;
        }
        Err(Wrong::Type(message)) => format!("is of the wrong type: {message}"),
        Err(Wrong::Rule(message)) => message,
    };
    let fault = Diagnostic::new(Code::BadExample, node.span, format!("the example {wrong}"));
    faults.push(quotes(fault, shape, node));
}

/// Shows the rules that a value breaks one of.
fn beside_rules(fault: Diagnostic, field: &spec::Field) -> Diagnostic {
    let range = field.range.as_ref().map(|range| range.span);
    let length = field.length.as_ref().map(|length| length.span);
    let bounds = range.into_iter().chain(length);
    let choices = field.one_of.as_ref().map(|choices| choices.span);
    bounds.chain(choices).fold(fault, |fault, span| fault.beside(span, "the rule"))
}

fn quotes(fault: Diagnostic, shape: &Shape, node: &crate::spec::yaml::Node) -> Diagnostic {
    let wants_text = matches!(shape, Shape::Text | Shape::Secret | Shape::TextEnum(_));
    match node.scalar() {
        Some(spec::yaml::Scalar::Text(_)) | None => fault,
        Some(_) if wants_text => {
            fault.help(format!("put it in quotes to make it text: \"{}\"", values::text(node)))
        }
        Some(_) => fault,
    }
}

/// `not_with`: the fields are there, and can be left out.
fn exclusions(field: &spec::Field, siblings: &[spec::Field], required: bool, faults: &mut Faults) {
    for other in &field.not_with {
        let found = siblings.iter().find(|sibling| sibling.name.value == other.value);
        let contradiction = |message: String| Diagnostic::new(Code::Contradiction, other.span, message);
        match found {
            None => {
                faults.push(unknown_field(other, siblings.iter().map(|sibling| sibling.name.value.as_str())))
            }
            Some(_) if other.value == field.name.value => {
                faults.push(contradiction(format!("`{}` excludes itself", other.value)));
            }
            Some(_) if required => {
                let message =
                    format!("`{}` is required, so `{}` could never be set", field.name.value, other.value);
                faults.push(contradiction(message));
            }
            Some(sibling) if sibling.required.as_ref().is_some_and(|required| required.value) => {
                let message =
                    format!("`{}` is required, so `{}` could never be set", other.value, field.name.value);
                faults.push(contradiction(message).beside(sibling.name.span, "required"));
            }
            Some(_) => {}
        }
    }
}

/// The fault of naming a field that is not there.
pub(super) fn unknown_field<'n>(
    name: &Spanned<String>,
    there: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let message = format!("there is no field `{}` here", name.value);
    Diagnostic::new(Code::UnknownField, name.span, message).did_you_mean_or_list(&name.value, there)
}

fn deprecation(
    deprecated: &Deprecated,
    field: &spec::Field,
    siblings: &[spec::Field],
    home: Home,
    faults: &mut Faults,
) -> Deprecation {
    let others: Vec<String> = siblings.iter().map(|sibling| sibling.name.value.clone()).collect();
    let replacement = |name: &str| {
        let found = siblings.iter().find(|sibling| sibling.name.value == name)?;
        names::field(&found.name.value, home == Home::Request)
    };
    Deprecations { itself: &field.name.value, others: &others, what: "field", code: Code::UnknownField }
        .lower(deprecated, replacement, faults)
}

/// What a deprecation may point to.
pub(super) struct Deprecations<'n> {
    /// The name of what is deprecated.
    pub(super) itself: &'n str,
    /// The names that there are.
    pub(super) others: &'n [String],
    /// What they name.
    pub(super) what: &'n str,
    /// The fault of a name that is not there.
    pub(super) code: Code,
}

impl Deprecations<'_> {
    /// Lowers a deprecation; `rust_name` gives the Rust name of what is named.
    pub(super) fn lower(
        &self,
        deprecated: &Deprecated,
        rust_name: impl Fn(&str) -> Option<String>,
        faults: &mut Faults,
    ) -> Deprecation {
        let replacement = deprecated.replacement.as_ref().and_then(|named| {
            if named.value == self.itself {
                let message = format!("`{}` cannot replace itself", named.value);
                faults.push(Diagnostic::new(Code::UnknownReplacement, named.span, message));
                return None;
            }
            let replacement = rust_name(&named.value);
            if replacement.is_none() {
                let message = format!("there is no {} `{}` here", self.what, named.value);
                let fault = Diagnostic::new(self.code, named.span, message);
                faults.push(fault.did_you_mean_or_list(&named.value, self.others.iter().map(String::as_str)));
            }
            replacement.map(Replacement::Here)
        });
        Deprecation { replacement, doc: deprecated.doc.clone() }
    }
}
