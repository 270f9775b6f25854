//! Lowers fields: names, types, places and rules.

use super::names;
use super::scope::{Owner, Scope};
use super::values::{self, ValueChecker, ValueError};
use super::{checks, datetime};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::model::{DateTimeFormat, Deprecation, Field, Place, Replacement, Shape};
use crate::spec::{self, Deprecated, TypeKind};

/// The kind of struct that contains a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StructKind {
    Request,
    Response,
    Type,
}

/// The context of the fields of one struct.
#[derive(Clone, Copy)]
pub(super) struct FieldContext<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) owner: Owner,
    pub(super) parent: StructKind,
    /// The default datetime format.
    pub(super) format: Option<&'s DateTimeFormat>,
}

/// A lowered field, with the facts that later checks need.
#[derive(Clone, Debug)]
pub(super) struct Lowered {
    pub(super) field: Field,
    /// Whether its type could be resolved; if not, further checks are skipped.
    pub(super) known: bool,
    /// Location of its name.
    pub(super) span: Span,
    /// Location of `nullable: true`, if present.
    pub(super) nullable: Option<Span>,
    /// The value of `in`, if present.
    pub(super) place: Option<Spanned<String>>,
}

/// Lowers the fields of one struct.
pub(super) fn lower(
    fields: &[spec::Field],
    context: FieldContext<'_, '_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Lowered> {
    let mut out: Vec<Lowered> = Vec::new();
    for field in fields {
        let lowered = lower_field(field, fields, context, diagnostics);
        let ident = &lowered.field.ident;
        if let Some(other) = out.iter().find(|other| other.field.ident == *ident && !ident.is_empty()) {
            diagnostics.push(name_collision(&lowered, other));
        }
        out.push(lowered);
    }
    out
}

/// The diagnostic for two fields with the same Rust name.
pub(super) fn name_collision(field: &Lowered, other: &Lowered) -> Diagnostic {
    let (one, two, ident) = (&other.field.wire, &field.field.wire, &field.field.ident);
    let message = format!("the fields `{one}` and `{two}` are both `{ident}` in Rust");
    Diagnostic::new(Code::NameCollision, field.span, message).secondary(other.span, "the other is here")
}

fn lower_field(
    field: &spec::Field,
    siblings: &[spec::Field],
    context: FieldContext<'_, '_>,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let ident = rust_ident(&field.name, context.parent == StructKind::Request, diagnostics);
    let format = datetime_format(field, context, diagnostics);
    let (shape, json) = resolve_type(field, context, format.as_ref(), diagnostics);
    check_meaningless_keys(field, context.parent, shape.as_ref(), diagnostics);
    let required = field.required.as_ref().is_some_and(|required| required.value);
    let nullable = field.nullable.as_ref().filter(|nullable| nullable.value).map(|nullable| nullable.span);
    let mut default = None;
    let mut rules = Vec::new();
    if let Some(shape) = &shape {
        rules = checks::lower(field, shape, diagnostics);
        let checker = ValueChecker { scope: context.scope, owner: context.owner };
        default = lower_default(field, shape, &rules, &checker, diagnostics);
        check_example(field, shape, &rules, &checker, diagnostics);
    }
    check_exclusions(field, siblings, required, diagnostics);
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
        example: field.example.as_ref().map(values::to_text),
        deprecated: field
            .deprecated
            .as_ref()
            .map(|deprecated| lower_deprecation(deprecated, field, siblings, context.parent, diagnostics)),
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

fn rust_ident(name: &Spanned<String>, has_setter: bool, diagnostics: &mut Diagnostics) -> String {
    names::field(&name.value, has_setter).unwrap_or_else(|| {
        let message = format!("the field `{}` has no Rust name", name.value);
        let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
        diagnostics.push(diagnostic.help("a field name contains ASCII letters and digits"));
        String::new()
    })
}

fn datetime_format(
    field: &spec::Field,
    context: FieldContext<'_, '_>,
    diagnostics: &mut Diagnostics,
) -> Option<DateTimeFormat> {
    if field.format.is_none() && field.zone.is_none() {
        return context.format.cloned();
    }
    datetime::lower_format(field.format.as_ref(), field.zone.as_ref(), context.format, diagnostics)
}

fn resolve_type(
    field: &spec::Field,
    context: FieldContext<'_, '_>,
    format: Option<&DateTimeFormat>,
    diagnostics: &mut Diagnostics,
) -> (Option<Shape>, bool) {
    let Some(expr) = &field.ty else {
        return (None, false);
    };
    let mut resolve = |expr| context.scope.resolve(expr, context.owner, format, diagnostics);
    match &expr.kind {
        TypeKind::Json(inner) => (resolve(inner), true),
        _ => (resolve(expr), false),
    }
}

/// Reports keys that have no meaning for the kind or the type of a field.
fn check_meaningless_keys(
    field: &spec::Field,
    parent: StructKind,
    shape: Option<&Shape>,
    diagnostics: &mut Diagnostics,
) {
    let mut report = |code: Code, span: Option<Span>, message: &str| {
        if let Some(span) = span {
            diagnostics.push(Diagnostic::new(code, span, message));
        }
    };
    let place = field.place.as_ref().map(|place| place.span);
    match parent {
        StructKind::Request => {}
        StructKind::Response => {
            report(Code::MeaninglessKey, place, "`in` is for request fields; this is a response field");
            let default = field.default.as_ref().map(|default| default.span);
            report(
                Code::MeaninglessKey,
                default,
                "`default` is for request fields; this is a response field",
            );
            let excluded = field.not_with.first().map(|other| other.span);
            report(
                Code::MeaninglessKey,
                excluded,
                "`not_with` is for request fields; this is a response field",
            );
        }
        StructKind::Type => report(
            Code::MeaninglessKey,
            place,
            "`in` is for the fields of a request; this is a field of a type",
        ),
    }
    let Some(shape) = shape else { return };
    if *shape == Shape::Any {
        let nullable = field.nullable.as_ref().map(|nullable| nullable.span);
        report(Code::MeaninglessKey, nullable, "`any` includes null");
    }
    if !matches!(shape, Shape::List(_)) {
        let wrapped = field.wrapped.as_ref().map(|wrapped| wrapped.span);
        report(
            Code::WrappedNonList,
            wrapped,
            &format!("only lists can be wrapped; this is {}", values::describe_shape(shape)),
        );
    }
    if !has_datetime(shape) {
        let (format, zone) = (field.format.as_ref(), field.zone.as_ref());
        report(
            Code::RuleOnType,
            format.map(|format| format.span),
            &format!("only datetimes have a format; this is {}", values::describe_shape(shape)),
        );
        report(
            Code::RuleOnType,
            zone.map(|zone| zone.span),
            &format!("only datetimes have a zone; this is {}", values::describe_shape(shape)),
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

fn lower_default(
    field: &spec::Field,
    shape: &Shape,
    rules: &[crate::model::Check],
    checker: &ValueChecker<'_, '_>,
    diagnostics: &mut Diagnostics,
) -> Option<crate::model::WireValue> {
    let node = field.default.as_ref()?;
    match checker.check_default(node, shape) {
        Ok(value) => match values::broken_rule(&value, rules) {
            Some(broken) => {
                let diagnostic =
                    Diagnostic::new(Code::DefaultValue, node.span, format!("the default {broken}"));
                diagnostics.push(with_rule_labels(diagnostic, field));
                None
            }
            None => Some(value),
        },
        Err(ValueError::Type(message)) => {
            let diagnostic = Diagnostic::new(
                Code::DefaultType,
                node.span,
                format!("the default has the wrong type: {message}"),
            );
            diagnostics.push(suggest_quotes(diagnostic, shape, node));
            None
        }
        Err(ValueError::Rule(message)) => {
            diagnostics.push(Diagnostic::new(
                Code::DefaultValue,
                node.span,
                format!("the default {message}"),
            ));
            None
        }
    }
}

fn check_example(
    field: &spec::Field,
    shape: &Shape,
    rules: &[crate::model::Check],
    checker: &ValueChecker<'_, '_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(node) = &field.example else { return };
    let problem = match checker.check_value(node, shape) {
        Ok(()) => {
            let broken =
                checker.check_scalar(node, shape).ok().and_then(|value| values::broken_rule(&value, rules));
            if let Some(broken) = broken {
                let diagnostic =
                    Diagnostic::new(Code::BadExample, node.span, format!("the example {broken}"));
                diagnostics.push(with_rule_labels(diagnostic, field));
            }
            return;
        }
        Err(ValueError::Type(message)) => format!("has the wrong type: {message}"),
        Err(ValueError::Rule(message)) => message,
    };
    let diagnostic = Diagnostic::new(Code::BadExample, node.span, format!("the example {problem}"));
    diagnostics.push(suggest_quotes(diagnostic, shape, node));
}

/// Adds the locations of a field's rules.
fn with_rule_labels(diagnostic: Diagnostic, field: &spec::Field) -> Diagnostic {
    let range = field.range.as_ref().map(|range| range.span);
    let length = field.length.as_ref().map(|length| length.span);
    let bounds = range.into_iter().chain(length);
    let choices = field.one_of.as_ref().map(|choices| choices.span);
    bounds.chain(choices).fold(diagnostic, |diagnostic, span| diagnostic.secondary(span, "the rule"))
}

fn suggest_quotes(diagnostic: Diagnostic, shape: &Shape, node: &crate::spec::yaml::Node) -> Diagnostic {
    let wants_text = matches!(shape, Shape::Text | Shape::Secret | Shape::TextEnum(_));
    match node.scalar() {
        Some(spec::yaml::Scalar::Text(_)) | None => diagnostic,
        Some(_) if wants_text => {
            diagnostic.help(format!("put it in quotes to make it text: \"{}\"", values::to_text(node)))
        }
        Some(_) => diagnostic,
    }
}

/// Checks `not_with`: the fields exist and are optional.
fn check_exclusions(
    field: &spec::Field,
    siblings: &[spec::Field],
    required: bool,
    diagnostics: &mut Diagnostics,
) {
    for other in &field.not_with {
        let found = siblings.iter().find(|sibling| sibling.name.value == other.value);
        let contradiction = |message: String| Diagnostic::new(Code::Contradiction, other.span, message);
        match found {
            None => diagnostics
                .push(unknown_field(other, siblings.iter().map(|sibling| sibling.name.value.as_str()))),
            Some(_) if other.value == field.name.value => {
                diagnostics.push(contradiction(format!("`{}` excludes itself", other.value)));
            }
            Some(_) if required => {
                let message =
                    format!("`{}` is required, so `{}` can never be set", field.name.value, other.value);
                diagnostics.push(contradiction(message));
            }
            Some(sibling) if sibling.required.as_ref().is_some_and(|required| required.value) => {
                let message =
                    format!("`{}` is required, so `{}` can never be set", other.value, field.name.value);
                diagnostics.push(contradiction(message).secondary(sibling.name.span, "required"));
            }
            Some(_) => {}
        }
    }
}

/// The diagnostic for a field that does not exist.
pub(super) fn unknown_field<'n>(
    name: &Spanned<String>,
    there: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let message = format!("there is no field `{}`", name.value);
    Diagnostic::new(Code::UnknownField, name.span, message).did_you_mean_or_list(&name.value, there)
}

fn lower_deprecation(
    deprecated: &Deprecated,
    field: &spec::Field,
    siblings: &[spec::Field],
    parent: StructKind,
    diagnostics: &mut Diagnostics,
) -> Deprecation {
    let others: Vec<String> = siblings.iter().map(|sibling| sibling.name.value.clone()).collect();
    let replacement = |name: &str| {
        let found = siblings.iter().find(|sibling| sibling.name.value == name)?;
        names::field(&found.name.value, parent == StructKind::Request)
    };
    ReplacementNames {
        own_name: &field.name.value,
        others: &others,
        is_complete: true,
        noun: "field",
        code: Code::UnknownField,
    }
    .lower(deprecated, replacement, diagnostics)
}

/// The names that a deprecation can refer to.
pub(super) struct ReplacementNames<'n> {
    /// The name of the deprecated item.
    pub(super) own_name: &'n str,
    /// The existing names.
    pub(super) others: &'n [String],
    /// Whether these are all names. Files that cannot be read may declare more.
    pub(super) is_complete: bool,
    /// The noun for these names.
    pub(super) noun: &'n str,
    /// The code for an unknown name.
    pub(super) code: Code,
}

impl ReplacementNames<'_> {
    /// Lowers a deprecation; `rust_name` returns the Rust name of an item.
    pub(super) fn lower(
        &self,
        deprecated: &Deprecated,
        rust_name: impl Fn(&str) -> Option<String>,
        diagnostics: &mut Diagnostics,
    ) -> Deprecation {
        let replacement = deprecated.replacement.as_ref().and_then(|named| {
            if named.value == self.own_name {
                let message = format!("`{}` cannot replace itself", named.value);
                diagnostics.push(Diagnostic::new(Code::UnknownReplacement, named.span, message));
                return None;
            }
            let replacement = rust_name(&named.value);
            if replacement.is_none() && self.is_complete {
                let message = format!("there is no {} `{}`", self.noun, named.value);
                let diagnostic = Diagnostic::new(self.code, named.span, message);
                diagnostics.push(
                    diagnostic.did_you_mean_or_list(&named.value, self.others.iter().map(String::as_str)),
                );
            }
            replacement.map(Replacement::Here)
        });
        Deprecation { replacement, doc: deprecated.doc.clone() }
    }
}
