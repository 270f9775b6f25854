//! Lowers paginators and waiters: their fields and values.

use super::enums::spec_name;
use super::fields::{Lowered, unknown_field};
use super::scope::{Declared, DeclaredKind, Owner, Scope};
use super::values::{describe_shape, wire_value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, Spanned, join_list};
use crate::model::{DateTimeFormat, PageStyle, Pagination, Shape, Waiter, WireValue};
use crate::spec::yaml::{Node, Scalar};
use crate::spec::{Paginate, Wait};

/// The two structs of an operation.
pub(super) struct Fields<'l> {
    pub(super) request: &'l [Lowered],
    pub(super) response: &'l [Lowered],
}

/// Finds a field by its wire name, or reports that there is none.
fn find<'l>(
    named: &Spanned<String>,
    fields: &'l [Lowered],
    diagnostics: &mut Diagnostics,
) -> Option<&'l Lowered> {
    let found = fields.iter().find(|lowered| lowered.field.wire == named.value);
    if found.is_none() {
        diagnostics.push(unknown_field(named, fields.iter().map(|lowered| lowered.field.wire.as_str())));
    }
    found
}

/// Lowers a paginator.
pub(super) fn lower_pagination(
    paginate: &Paginate,
    fields: &Fields<'_>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Pagination> {
    let style = paginate.style.as_ref()?;
    let (required, allowed): (&[&str], &[&str]) = match style.value.as_str() {
        "offset" => (&["offset"], &["offset", "counts", "limit", "total", "items"]),
        "page" => (&["page"], &["page", "size", "total", "items"]),
        "token" => (&["token", "next"], &["token", "next", "size", "total", "items"]),
        _ => return None,
    };
    for (key, _) in paginate.keys.iter().filter(|(key, _)| !allowed.contains(&key.value.as_str())) {
        let grammar = &crate::spec::grammar::PAGINATE;
        if grammar.keys.iter().any(|known| known.name == key.value) {
            let message =
                format!("`{}` is not a key of a paginator with the style `{}`", key.value, style.value);
            let diagnostic = Diagnostic::new(Code::MeaninglessKey, key.span, message);
            diagnostics
                .push(diagnostic.help(format!("expected {}", join_list(allowed.iter().copied(), "or"))));
        }
    }
    for key in required.iter().filter(|key| paginate.get(key).is_none()) {
        let message = format!("the key `{key}` is missing from a paginator with the style `{}`", style.value);
        diagnostics.push(Diagnostic::new(Code::MissingKey, style_span(style, span), message));
    }

    let is_int = |shape: &Shape| matches!(shape, Shape::Int32 | Shape::Int64 | Shape::UInt64);
    let is_token = |shape: &Shape| is_int(shape) || matches!(shape, Shape::Text | Shape::Secret);
    let is_list = |shape: &Shape| matches!(shape, Shape::List(_));
    let mut typed = |key: &str, among: &[Lowered], expected: &str, fits: &dyn Fn(&Shape) -> bool| {
        let named = paginate.get(key)?;
        let found = find(named, among, diagnostics)?;
        if found.known && !fits(&found.field.shape) {
            let message = format!(
                "`{key}` must name {expected}; `{}` is {}",
                named.value,
                describe_shape(&found.field.shape)
            );
            diagnostics.push(
                Diagnostic::new(Code::PaginatorType, named.span, message)
                    .secondary(found.span, "declared here"),
            );
        }
        Some(named.value.clone())
    };
    let total = typed("total", fields.response, "an integer", &is_int);
    let items = typed("items", fields.response, "a list", &is_list);
    let size_key = if style.value == "offset" { "limit" } else { "size" };
    let size = typed(size_key, fields.request, "an integer", &is_int);
    let style = match style.value.as_str() {
        "offset" => {
            let offset = typed("offset", fields.request, "an integer", &is_int)?;
            match paginate.get("counts").map(|counts| counts.value.as_str()) {
                Some("pages") => PageStyle::PageOffset { offset },
                _ => PageStyle::RowOffset { offset },
            }
        }
        "page" => PageStyle::PageNumber { page: typed("page", fields.request, "an integer", &is_int)? },
        _ => {
            let token = typed("token", fields.request, "a string or an integer", &is_token);
            let next = typed("next", fields.response, "a string or an integer", &is_token);
            PageStyle::Token { token: token?, next: next? }
        }
    };
    Some(Pagination { style, size, total, items: items? })
}

fn style_span(style: &Spanned<String>, operation: Span) -> Span {
    if style.span.file == operation.file { style.span } else { operation }
}

/// Lowers a waiter.
pub(super) fn lower_waiter(
    wait: &Wait,
    fields: &Fields<'_>,
    scope: &Scope<'_>,
    owner: Owner,
    diagnostics: &mut Diagnostics,
) -> Option<Waiter> {
    let field = wait.field.as_ref()?;
    let mut path = field.value.split('.').map(|name| Spanned { value: name.to_owned(), span: field.span });
    let first = path.next()?;
    let outermost = match &wait.each {
        None => {
            let found = find(&first, fields.response, diagnostics)?;
            (found.known.then(|| found.field.shape.clone())?, owner)
        }
        Some(each) => entry_field(each, &first, fields, scope, owner, diagnostics)?,
    };
    let (shape, _) = path
        .try_fold(outermost, |(shape, owner), name| inner_field(&shape, &name, scope, owner, diagnostics))?;
    let mut seen: Vec<(String, Span)> = Vec::new();
    let mut lower = |nodes: &[Node], diagnostics: &mut Diagnostics| {
        let values = nodes
            .iter()
            .filter_map(|node| Some((lower_wait_value(node, &shape, scope, owner, diagnostics)?, node.span)));
        let values: Vec<(String, Span)> = values.collect();
        for (value, span) in &values {
            if let Some((_, first)) = seen.iter().find(|(before, _)| before == value) {
                let message = format!("`{value}` means both done and failed");
                diagnostics
                    .push(Diagnostic::new(Code::WaiterValue, *span, message).secondary(*first, "done here"));
            }
        }
        seen.extend(values.iter().cloned());
        values.into_iter().map(|(value, _)| value).collect::<Vec<_>>()
    };
    let done = lower(&wait.done, diagnostics);
    let failed = lower(&wait.failed, diagnostics);
    Some(Waiter {
        each: wait.each.as_ref().map(|each| each.value.clone()),
        field: field.value.clone(),
        done,
        failed,
    })
}

/// The type of the field `name` in an object of the type `shape`, and the owner of that type.
fn inner_field(
    shape: &Shape,
    name: &Spanned<String>,
    scope: &Scope<'_>,
    owner: Owner,
    diagnostics: &mut Diagnostics,
) -> Option<(Shape, Owner)> {
    let Shape::Struct(of) = shape else {
        let message =
            format!("`{}` is to be a field of an object, not of {}", name.value, describe_shape(shape));
        diagnostics.push(Diagnostic::new(Code::WaiterType, name.span, message));
        return None;
    };
    declared_field(&scope.get(of, owner)?, name, scope, diagnostics)
}

/// The type of the field `name` of a declared type, and the owner of that type.
fn declared_field(
    of: &Declared<'_>,
    name: &Spanned<String>,
    scope: &Scope<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Shape, Owner)> {
    let Some(found) = of.def.fields.iter().find(|field| field.name.value == name.value) else {
        diagnostics.push(unknown_field(name, of.def.fields.iter().map(|field| field.name.value.as_str())));
        return None;
    };
    // Errors of the type are reported at its declaration, and the format of a time does not matter here.
    let format = DateTimeFormat::UnixSeconds;
    let shape = scope.resolve(found.ty.as_ref()?, of.owner, Some(&format), &mut Diagnostics::default())?;
    Some((shape, of.owner))
}

/// The type of `field` in the entries of the list `each`, and the owner of the entries' type.
fn entry_field(
    each: &Spanned<String>,
    field: &Spanned<String>,
    fields: &Fields<'_>,
    scope: &Scope<'_>,
    owner: Owner,
    diagnostics: &mut Diagnostics,
) -> Option<(Shape, Owner)> {
    let list = find(each, fields.response, diagnostics)?;
    let entry = match &list.field.shape {
        _ if !list.known => return None,
        Shape::List(entry) => match entry.as_ref() {
            Shape::Struct(name) => scope.get(name, owner)?,
            _ => return not_a_list_of_objects(each, list, diagnostics),
        },
        _ => return not_a_list_of_objects(each, list, diagnostics),
    };
    declared_field(&entry, field, scope, diagnostics)
}

fn not_a_list_of_objects(
    each: &Spanned<String>,
    list: &Lowered,
    diagnostics: &mut Diagnostics,
) -> Option<(Shape, Owner)> {
    let message = format!(
        "`each` must name a list of objects; `{}` is {}",
        each.value,
        describe_shape(&list.field.shape)
    );
    diagnostics
        .push(Diagnostic::new(Code::WaiterType, each.span, message).secondary(list.span, "declared here"));
    None
}

/// Lowers a value of a waiter to its wire value as text.
fn lower_wait_value(
    node: &Node,
    shape: &Shape,
    scope: &Scope<'_>,
    owner: Owner,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let scalar = node.scalar()?;
    let mut report =
        |code: Code, message: String| diagnostics.push(Diagnostic::new(code, node.span, message));
    match (shape, scalar) {
        (Shape::TextEnum(enum_name) | Shape::IntEnum(enum_name), scalar) => {
            let declared =
                scope.get(enum_name, owner).filter(|declared| declared.kind != DeclaredKind::Broken)?;
            let text = match scalar {
                Scalar::Text(text) => text,
                Scalar::Int(value) => value.to_string(),
                _ => String::new(),
            };
            let values = &declared.def.values;
            if let Some(found) =
                values.iter().find(|value| spec_name(value).as_deref() == Some(text.as_str()))
            {
                return wire_value(found).map(|value| value.to_string());
            }
            let message = format!("`{enum_name}` has no value `{text}`");
            let diagnostic = Diagnostic::new(Code::WaiterValue, node.span, message);
            let by_wire = values
                .iter()
                .find(|value| wire_value(value).is_some_and(|wire| wire.to_string() == text))
                .and_then(spec_name);
            let names: Vec<String> = values.iter().filter_map(spec_name).collect();
            diagnostics.push(match by_wire {
                Some(name) => diagnostic.help(format!("write the name of the value: `{name}`")),
                None => diagnostic.did_you_mean_or_list(&text, names.iter().map(String::as_str)),
            });
            None
        }
        (Shape::Text, Scalar::Text(text)) => Some(text),
        (Shape::Int32 | Shape::Int64 | Shape::UInt64, Scalar::Int(value)) => {
            Some(WireValue::Int(value).to_string())
        }
        (Shape::Bool, Scalar::Bool(flag)) => Some(WireValue::Bool(flag).to_string()),
        (Shape::Text | Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::Bool, _) => {
            report(
                Code::WaiterValue,
                format!("the field is {}, which cannot have this value", describe_shape(shape)),
            );
            None
        }
        (other, _) => {
            report(
                Code::WaiterType,
                format!(
                    "a waiter needs an enum, a string, an integer or a boolean; the field is {}",
                    describe_shape(other)
                ),
            );
            None
        }
    }
}
