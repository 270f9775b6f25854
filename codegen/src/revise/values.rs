//! Values, defaults and ranges that change.

use serde_json::Value;

use super::change::{BY_HAND, Context, Edited, edit, set, unset};
use super::fields::{self, Found};
use super::order::FIELD;
use super::spec::{At, File, SHARED, Spec, keys};
use crate::draft::fields::{TODO, todo};
use crate::draft::primitive::Primitive;
use crate::draft::types::variant;
use crate::draft::yaml::{Flow, list, scalar, text};
use crate::drift::Difference;
use crate::spec::yaml::{Node, NodeKind, Scalar};
use crate::spec::{Bounds, TypeKind};

/// What the values of a field are made of.
fn primitive(spec: &Spec, field: &At) -> Option<Primitive> {
    match spec.declared(field)?.innermost() {
        TypeKind::Text => Some(Primitive::Text),
        TypeKind::Int32 | TypeKind::Int64 => Some(Primitive::Int),
        TypeKind::Float => Some(Primitive::Float),
        TypeKind::Bool => Some(Primitive::Bool),
        TypeKind::Named(_) => match spec.text(&spec.type_of(field)?, "enum")?.as_str() {
            "int" => Some(Primitive::Int),
            _ => Some(Primitive::Text),
        },
        _ => None,
    }
}

/// A value in the field's own type, as YAML.
pub(super) fn typed(spec: &Spec, field: &At, value: &Value) -> Option<String> {
    primitive(spec, field)?.value(value).map(|value| scalar(&value))
}

/// The page's range; an end that it does not say stays.
pub(super) fn merged(old: Option<&str>, new: Bounds) -> Bounds {
    let old = old.and_then(Bounds::parse);
    let end = |of: fn(Bounds) -> Option<i64>| of(new).or_else(|| old.and_then(of));
    Bounds { low: end(|of| of.low), high: end(|of| of.high) }
}

/// Takes over the values of the page: into the enum or the choices that there are, or as a draft would.
pub(super) fn change(spec: &Spec, of: &Difference, found: &Found, context: &Context<'_>) -> Edited {
    let at = &found.at;
    let all = of.new.as_ref().and_then(Value::as_array).ok_or(BY_HAND)?;
    let base = primitive(spec, at).ok_or("the field has no type that values can be listed for")?;
    let wires: Option<Vec<Value>> = all.iter().map(|value| base.value(value)).collect();
    let wires = wires.ok_or("the values on the page do not have the field's type")?;
    if let Some(old) = spec.get(&at.below("one_of")) {
        // What stays keeps its place.
        let old: Vec<Value> = old.items().iter().map(Node::to_json).collect();
        left_out(old.iter().filter(|value| !wires.contains(value)), at, context)?;
        let kept = old.iter().filter(|value| wires.contains(value));
        let come = wires.iter().filter(|value| !old.contains(value));
        let new: Vec<Value> = kept.chain(come).cloned().collect();
        return set(spec, at, "one_of", &list(&new), FIELD);
    }
    let line = of.new_at.as_ref().map_or(0, |at| at.line);
    if let Some(of) = spec.type_of(at).filter(|of| spec.has(&of.below("values"))) {
        return enumerate(spec, &of.below("values"), &wires, line, context);
    }
    let part = fields::part(of, found, context)?;
    let mut spec = set(spec, at, "type", &text(&part.field.of.to_string()), FIELD)?;
    if part.field.one_of.is_empty() && part.types.is_empty() && spec.type_of(at).is_none() {
        return Err("the values do not fit a spec; `docs draft` tells why".to_owned());
    }
    spec = unset(&spec, at, "range")?;
    if !part.field.one_of.is_empty() {
        spec = set(&spec, at, "one_of", &list(&part.field.one_of), FIELD)?;
    }
    fields::declare(spec, at.file, &part.types)
}

/// A value of an enum as the spec has it.
struct Known {
    /// Its name; none in a list of wire values.
    name: Option<String>,
    wire: Value,
    is_deprecated: bool,
}

/// Refuses to go on when the page lacks values of the spec, unless those are to go.
fn left_out<'v>(gone: impl Iterator<Item = &'v Value>, at: &At, context: &Context<'_>) -> Result<(), String> {
    let gone: Vec<String> = gone.map(|value| format!("`{}`", scalar(value))).collect();
    if gone.is_empty() {
        return Ok(());
    }
    if context.remove {
        return if at.file == File::Own { Ok(()) } else { Err(SHARED.to_owned()) };
    }
    Err(format!(
        "the page no longer has {}, or this copy lost the line; `--remove` takes over the values of the page, \
         `accept` keeps these",
        gone.join(", ")
    ))
}

fn enumerate(spec: &Spec, at: &At, wires: &[Value], line: u32, context: &Context<'_>) -> Edited {
    let mut spec = spec.clone();
    let known = known(spec.get(at).ok_or(BY_HAND)?);
    let gone = || known.iter().filter(|known| !wires.contains(&known.wire));
    left_out(gone().filter(|known| !known.is_deprecated).map(|known| &known.wire), at, context)?;
    for gone in gone().filter(|_| context.remove && at.file == File::Own) {
        let name =
            gone.name.as_deref().ok_or("a value is gone from a list of values alone; take it out there")?;
        spec = unset(&spec, at, name)?;
    }
    let is_map = matches!(spec.get(at).map(|node| &node.kind), Some(NodeKind::Map { .. }));
    let mut names: Vec<String> = known.iter().filter_map(|known| known.name.clone()).collect();
    for wire in wires.iter().filter(|wire| !known.iter().any(|known| known.wire == **wire)) {
        if !is_map {
            spec = edit(&spec, at, |source| {
                source.push(&keys(at), &format!("- {}", scalar(wire)), &scalar(wire))
            })?;
            continue;
        }
        let taken = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let name = variant(wire, names.len() + 1, taken);
        let value = (wire.as_str() != Some(name.as_str())).then(|| scalar(wire));
        let flow = format!("{}: {}", text(&name), Flow::default().maybe("value", value).key("doc", TODO));
        // A name that is made of a number says nothing.
        let vague =
            name.ends_with(|c: char| c.is_ascii_digit()).then(|| format!("the name of {}", scalar(wire)));
        let lines = format!("{flow}{}", todo(line, vague.as_slice()));
        spec = edit(&spec, at, |source| source.append(&keys(at), &lines, &flow))?;
        names.push(name);
    }
    Ok(spec)
}

/// The values of an enum.
fn known(node: &Node) -> Vec<Known> {
    let listed =
        node.items().iter().map(|item| Known { name: None, wire: item.to_json(), is_deprecated: false });
    let named = node.entries().iter().map(|entry| {
        let name = entry.key.value.clone();
        let wire = match &entry.value.kind {
            NodeKind::Map { .. } => entry.value.get("value").map(Node::to_json),
            _ => entry.value.scalar().filter(|scalar| *scalar != Scalar::Null).map(|_| entry.value.to_json()),
        };
        let is_deprecated = entry.value.get("deprecated").is_some();
        Known { wire: wire.unwrap_or_else(|| name.as_str().into()), name: Some(name), is_deprecated }
    });
    listed.chain(named).collect()
}
