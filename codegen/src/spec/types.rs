//! Fields and types as the specs write them.

use super::expr::{Bounds, Range, TypeExpr, parse_bounds, parse_range, parse_type};
use super::yaml::{Node, NodeKind};
use crate::diagnostics::{Faults, Span, Spanned};

/// A field of a request, a response or a type.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: Spanned<String>,
    /// Its type; `None` when that could not be read.
    pub of: Option<TypeExpr>,
    /// What it is.
    pub doc: String,
    /// It must be set, or is always there.
    pub required: Option<Spanned<bool>>,
    /// It may be null.
    pub nullable: Option<Spanned<bool>>,
    /// What the service assumes.
    pub default: Option<Node>,
    /// Numbers that it may be.
    pub range: Option<Spanned<Range>>,
    /// Characters or entries that it may have.
    pub length: Option<Spanned<Bounds>>,
    /// The only values that it may have.
    pub one_of: Option<Choices>,
    /// Fields that may not be set beside it.
    pub not_with: Vec<Spanned<String>>,
    /// Where it travels.
    pub place: Option<Spanned<String>>,
    /// How its datetime is written.
    pub format: Option<Spanned<String>>,
    /// Zone that its datetime is written in.
    pub zone: Option<Spanned<String>>,
    /// Name under which its list is wrapped.
    pub wrapped: Option<Spanned<String>>,
    /// Known to the vendor's own SDKs but not to the page.
    pub hidden: bool,
    /// The vendor tells callers to leave it.
    pub deprecated: Option<Deprecated>,
    /// A value to show.
    pub example: Option<Node>,
}

/// The values of `one_of`.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The values.
    pub values: Vec<Node>,
    /// All of them.
    pub span: Span,
}

/// What replaces something, and why.
#[derive(Clone, Debug)]
pub struct Deprecated {
    /// What replaces it.
    pub replacement: Option<Spanned<String>>,
    /// Why.
    pub doc: Option<String>,
}

/// A type that a spec declares.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: Spanned<String>,
    /// What it is.
    pub doc: String,
    /// Where `fields` stands, if it does.
    pub fields_key: Option<Span>,
    /// Its fields, if it is an object.
    pub fields: Vec<Field>,
    /// `string` or `int`, if it is an enum.
    pub base: Option<Spanned<String>>,
    /// Where `values` stands, if it does.
    pub values_key: Option<Span>,
    /// Its values, if it is an enum.
    pub values: Vec<Value>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name; `None` when the wire value is all there is.
    pub name: Option<Spanned<String>>,
    /// Its wire value; `None` when that is the name.
    pub wire: Option<Node>,
    /// What it means.
    pub doc: Option<String>,
    /// The vendor tells callers to leave it.
    pub deprecated: Option<Deprecated>,
}

/// The fields under `key` of `node`.
pub(super) fn read_fields(node: &Node, key: &str, faults: &mut Faults) -> Vec<Field> {
    let Some(map) = node.get(key) else {
        return Vec::new();
    };
    map.unique_entries().map(|entry| read_field(&entry.key, &entry.value, faults)).collect()
}

fn read_field(name: &Spanned<String>, node: &Node, faults: &mut Faults) -> Field {
    let text = |key: &str| node.get(key).and_then(Node::text);
    let range = text("range").and_then(|text| parse_range(&text, faults));
    let length = text("length").and_then(|text| parse_bounds(&text, faults));
    Field {
        name: name.clone(),
        range,
        length,
        of: text("type").and_then(|text| parse_type(&text, faults)),
        doc: read_doc(node),
        required: node.get("required").and_then(Node::flag),
        nullable: node.get("nullable").and_then(Node::flag),
        default: node.get("default").cloned(),
        one_of: node
            .get("one_of")
            .map(|choices| Choices { values: choices.items().to_vec(), span: choices.span }),
        not_with: read_texts(node, "not_with"),
        place: text("in"),
        format: text("format"),
        zone: text("zone"),
        wrapped: text("wrapped"),
        hidden: node.get("hidden").and_then(Node::flag).is_some_and(|flag| flag.value),
        deprecated: read_deprecated(node),
        example: node.get("example").filter(|example| !example.is_null()).cloned(),
    }
}

/// The types under `types` of `node`.
pub(super) fn read_types(node: &Node, faults: &mut Faults) -> Vec<TypeDef> {
    let Some(map) = node.get("types") else {
        return Vec::new();
    };
    let read = |entry: &super::yaml::Entry| {
        let node = &entry.value;
        let key = |key: &str| {
            node.entries().iter().find(|entry| entry.key.value == key).map(|entry| entry.key.span)
        };
        TypeDef {
            name: entry.key.clone(),
            doc: read_doc(node),
            fields_key: key("fields"),
            fields: read_fields(node, "fields", faults),
            base: node.get("enum").and_then(Node::text),
            values_key: key("values"),
            values: node.get("values").map(read_values).unwrap_or_default(),
        }
    };
    map.unique_entries().map(read).collect()
}

fn read_values(node: &Node) -> Vec<Value> {
    let bare = |wire: &Node| Value { name: None, wire: Some(wire.clone()), doc: None, deprecated: None };
    let listed = node.items().iter().filter(|item| item.scalar().is_some()).map(bare);
    let named = node.unique_entries().map(|entry| {
        let name = Some(entry.key.clone());
        match &entry.value.kind {
            NodeKind::Map { .. } => Value {
                name,
                wire: entry.value.get("value").cloned(),
                doc: entry.value.get("doc").and_then(Node::text).map(|doc| doc.value),
                deprecated: read_deprecated(&entry.value),
            },
            _ => Value { name, wire: Some(entry.value.clone()), doc: None, deprecated: None },
        }
    });
    listed.chain(named).collect()
}

/// `deprecated` of `node`.
pub(super) fn read_deprecated(node: &Node) -> Option<Deprecated> {
    let node = node.get("deprecated")?;
    Some(Deprecated {
        replacement: node.get("use").and_then(Node::text),
        doc: node.get("doc").and_then(Node::text).map(|doc| doc.value),
    })
}

/// `doc` of `node`.
pub(super) fn read_doc(node: &Node) -> String {
    node.get("doc").and_then(Node::text).map(|doc| doc.value.trim_end().to_owned()).unwrap_or_default()
}

/// The texts of the list under `key`.
pub(super) fn read_texts(node: &Node, key: &str) -> Vec<Spanned<String>> {
    let items = node.get(key).map(Node::items).unwrap_or_default();
    items.iter().filter_map(Node::text).collect()
}
