//! Paginators and waiters: the fields that they name, and the values that they wait for.

use super::enums::called;
use super::fields::{Lowered, unknown_field};
use super::scope::{Owner, Scope, Sort};
use super::values::{name, wire};
use crate::diagnostics::{Code, Diagnostic, Faults, Span, Spanned, listed};
use crate::model::{DateTimeFormat, PageStyle, Pagination, Shape, Waiter, WireValue};
use crate::spec::yaml::{Node, Scalar};
use crate::spec::{Paginate, Wait};

/// The two structs of an operation.
pub(super) struct Fields<'l> {
    pub(super) request: &'l [Lowered],
    pub(super) response: &'l [Lowered],
}

/// A field of `fields` by its wire name; `None` when there is none, which is told.
fn find<'l>(named: &Spanned<String>, fields: &'l [Lowered], faults: &mut Faults) -> Option<&'l Lowered> {
    let found = fields.iter().find(|lowered| lowered.field.wire == named.value);
    if found.is_none() {
        faults.push(unknown_field(named, fields.iter().map(|lowered| lowered.field.wire.as_str())));
    }
    found
}

/// Lowers a paginator.
pub(super) fn pagination(
    of: &Paginate,
    fields: &Fields<'_>,
    span: Span,
    faults: &mut Faults,
) -> Option<Pagination> {
    let style = of.style.as_ref()?;
    let (needed, allowed): (&[&str], &[&str]) = match style.value.as_str() {
        "offset" => (&["offset"], &["offset", "counts", "limit", "total", "items"]),
        "page" => (&["page"], &["page", "size", "total", "items"]),
        "token" => (&["token", "next"], &["token", "next", "size", "total", "items"]),
        _ => return None,
    };
    for (key, _) in of.keys.iter().filter(|(key, _)| !allowed.contains(&key.value.as_str())) {
        let grammar = &crate::spec::grammar::PAGINATE;
        if grammar.keys.iter().any(|known| known.name == key.value) {
            let message = format!("`{}` says nothing of a paginator by {}", key.value, style.value);
            let fault = Diagnostic::new(Code::MeaninglessKey, key.span, message);
            faults.push(fault.help(format!("it has {}", listed(allowed.iter().copied(), "and"))));
        }
    }
    for key in needed.iter().filter(|key| of.get(key).is_none()) {
        let message = format!("the key `{key}` is missing from a paginator by {}", style.value);
        faults.push(Diagnostic::new(Code::MissingKey, style_span(style, span), message));
    }

    let is_int = |shape: &Shape| matches!(shape, Shape::Int32 | Shape::Int64 | Shape::UInt64);
    let is_token = |shape: &Shape| is_int(shape) || matches!(shape, Shape::Text | Shape::Secret);
    let is_list = |shape: &Shape| matches!(shape, Shape::List(_));
    let mut typed = |key: &str, among: &[Lowered], wanted: &str, fits: &dyn Fn(&Shape) -> bool| {
        let named = of.get(key)?;
        let found = find(named, among, faults)?;
        if found.known && !fits(&found.field.shape) {
            let message =
                format!("`{key}` is to name {wanted}, and `{}` is {}", named.value, name(&found.field.shape));
            faults.push(
                Diagnostic::new(Code::PaginatorType, named.span, message).beside(found.span, "declared here"),
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
            match of.get("counts").map(|counts| counts.value.as_str()) {
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
pub(super) fn waiter(
    of: &Wait,
    fields: &Fields<'_>,
    scope: &Scope<'_>,
    owner: Owner,
    faults: &mut Faults,
) -> Option<Waiter> {
    let field = of.field.as_ref()?;
    let shape = match &of.each {
        None => {
            let found = find(field, fields.response, faults)?;
            found.known.then(|| found.field.shape.clone())?
        }
        Some(each) => entry_field(each, field, fields, scope, owner, faults)?,
    };
    let mut seen: Vec<(String, Span)> = Vec::new();
    let mut lower = |nodes: &[Node], faults: &mut Faults| {
        let values =
            nodes.iter().filter_map(|node| Some((value(node, &shape, scope, owner, faults)?, node.span)));
        let values: Vec<(String, Span)> = values.collect();
        for (value, span) in &values {
            if let Some((_, first)) = seen.iter().find(|(before, _)| before == value) {
                let message = format!("`{value}` cannot mean done and failed");
                faults.push(Diagnostic::new(Code::WaiterValue, *span, message).beside(*first, "done here"));
            }
        }
        seen.extend(values.iter().cloned());
        values.into_iter().map(|(value, _)| value).collect::<Vec<_>>()
    };
    let done = lower(&of.done, faults);
    let failed = lower(&of.failed, faults);
    Some(Waiter {
        each: of.each.as_ref().map(|each| each.value.clone()),
        field: field.value.clone(),
        done,
        failed,
    })
}

/// The type of field `field` of the entries of list `each`.
fn entry_field(
    each: &Spanned<String>,
    field: &Spanned<String>,
    fields: &Fields<'_>,
    scope: &Scope<'_>,
    owner: Owner,
    faults: &mut Faults,
) -> Option<Shape> {
    let list = find(each, fields.response, faults)?;
    let entry = match &list.field.shape {
        _ if !list.known => return None,
        Shape::List(entry) => match entry.as_ref() {
            Shape::Struct { name, .. } => scope.get(name, owner)?,
            _ => return list_fault(each, list, faults),
        },
        _ => return list_fault(each, list, faults),
    };
    let Some(found) = entry.def.fields.iter().find(|candidate| candidate.name.value == field.value) else {
        faults.push(unknown_field(
            field,
            entry.def.fields.iter().map(|candidate| candidate.name.value.as_str()),
        ));
        return None;
    };
    // What is wrong with the type itself is told where it is declared; how a time is written does not matter here.
    scope.resolve(found.of.as_ref()?, entry.owner, Some(&DateTimeFormat::UnixSeconds), &mut Faults::default())
}

fn list_fault(each: &Spanned<String>, list: &Lowered, faults: &mut Faults) -> Option<Shape> {
    let message =
        format!("`each` is to name a list of objects, and `{}` is {}", each.value, name(&list.field.shape));
    faults.push(Diagnostic::new(Code::WaiterType, each.span, message).beside(list.span, "declared here"));
    None
}

/// A value that is waited for, as wire text.
fn value(node: &Node, shape: &Shape, scope: &Scope<'_>, owner: Owner, faults: &mut Faults) -> Option<String> {
    let scalar = node.scalar()?;
    let mut tell = |code: Code, message: String| faults.push(Diagnostic::new(code, node.span, message));
    match (shape, scalar) {
        (Shape::TextEnum(of) | Shape::IntEnum(of), scalar) => {
            let declared = scope.get(of, owner).filter(|declared| declared.sort != Sort::Broken)?;
            let text = match scalar {
                Scalar::Text(text) => text,
                Scalar::Int(value) => value.to_string(),
                _ => String::new(),
            };
            let values = &declared.def.values;
            if let Some(found) = values.iter().find(|value| called(value).as_deref() == Some(text.as_str())) {
                return wire(found).map(|value| value.to_string());
            }
            let message = format!("`{of}` has no value `{text}`");
            let fault = Diagnostic::new(Code::WaiterValue, node.span, message);
            let by_wire = values
                .iter()
                .find(|value| wire(value).is_some_and(|wire| wire.to_string() == text))
                .and_then(called);
            let names: Vec<String> = values.iter().filter_map(called).collect();
            faults.push(match by_wire {
                Some(name) => fault.help(format!("values of an enum go by their names: `{name}`")),
                None => fault.did_you_mean_or_list(&text, names.iter().map(String::as_str)),
            });
            None
        }
        (Shape::Text, Scalar::Text(text)) => Some(text),
        (Shape::Int32 | Shape::Int64 | Shape::UInt64, Scalar::Int(value)) => {
            Some(WireValue::Int(value).to_string())
        }
        (Shape::Bool, Scalar::Bool(flag)) => Some(WireValue::Bool(flag).to_string()),
        (Shape::Text | Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::Bool, _) => {
            tell(Code::WaiterValue, format!("the field is {}, which can never be this", name(shape)));
            None
        }
        (other, _) => {
            tell(
                Code::WaiterType,
                format!(
                    "a waiter reads an enum, a string, an integer or a boolean, and the field is {}",
                    name(other)
                ),
            );
            None
        }
    }
}
