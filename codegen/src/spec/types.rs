//! Syntax trees of fields and types.

use super::expr::{Bounds, Range, TypeExpr, parse_bounds, parse_range, parse_type};
use super::yaml::{Node, NodeKind};
use crate::diagnostics::{Diagnostics, Span, Spanned};

/// A field of a request, a response or a type.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: Spanned<String>,
    /// Its type; `None` if it is malformed.
    pub ty: Option<TypeExpr>,
    /// What it is.
    pub doc: String,
    /// Whether it is required.
    pub required: Option<Spanned<bool>>,
    /// Whether it can be null.
    pub nullable: Option<Spanned<bool>>,
    /// Its documented default.
    pub default: Option<Node>,
    /// Its range.
    pub range: Option<Spanned<Range>>,
    /// Its length.
    pub length: Option<Spanned<Bounds>>,
    /// Its accepted values.
    pub one_of: Option<Choices>,
    /// Fields that must not be set together with it.
    pub not_with: Vec<Spanned<String>>,
    /// Where it is sent.
    pub place: Option<Spanned<String>>,
    /// Its datetime format.
    pub format: Option<Spanned<String>>,
    /// Time zone of its datetime.
    pub zone: Option<Spanned<String>>,
    /// Name of the member that contains the list in a wrapper object.
    pub wrapped: Option<Spanned<String>>,
    /// Whether it is known to the vendor's SDKs only.
    pub hidden: bool,
    /// Its deprecation.
    pub deprecated: Option<Deprecated>,
    /// An example value.
    pub example: Option<Node>,
}

/// The values of `one_of`.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The values.
    pub values: Vec<Node>,
    /// The location of the whole list.
    pub span: Span,
}

/// A deprecation.
#[derive(Clone, Debug)]
pub struct Deprecated {
    /// The replacement.
    pub replacement: Option<Spanned<String>>,
    /// The reason.
    pub doc: Option<String>,
}

/// A type that a spec declares.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: Spanned<String>,
    /// What it is.
    pub doc: String,
    /// Location of the key `fields`, if present.
    pub fields_key: Option<Span>,
    /// Its fields, if it is an object.
    pub fields: Vec<Field>,
    /// `string` or `int`, if it is an enum.
    pub base: Option<Spanned<String>>,
    /// Location of the key `values`, if present.
    pub values_key: Option<Span>,
    /// Its values, if it is an enum.
    pub values: Vec<Value>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name; `None` if only the wire value is written.
    pub name: Option<Spanned<String>>,
    /// Its wire value; `None` if it equals the name.
    pub wire: Option<Node>,
    /// What it means.
    pub doc: Option<String>,
    /// Its deprecation.
    pub deprecated: Option<Deprecated>,
}

/// Reads the fields under `key`.
pub(super) fn read_fields(node: &Node, key: &str, diagnostics: &mut Diagnostics) -> Vec<Field> {
    let Some(map) = node.get(key) else {
        return Vec::new();
    };
    map.unique_entries().map(|entry| read_field(&entry.key, &entry.value, diagnostics)).collect()
}

fn read_field(name: &Spanned<String>, node: &Node, diagnostics: &mut Diagnostics) -> Field {
    let text = |key: &str| node.get(key).and_then(Node::text);
    let range = text("range").and_then(|text| parse_range(&text, diagnostics));
    let length = text("length").and_then(|text| parse_bounds(&text, diagnostics));
    Field {
        name: name.clone(),
        range,
        length,
        ty: text("type").and_then(|text| parse_type(&text, diagnostics)),
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

/// Reads the types under `types`.
pub(super) fn read_types(node: &Node, diagnostics: &mut Diagnostics) -> Vec<TypeDef> {
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
            fields: read_fields(node, "fields", diagnostics),
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

/// Reads the key `deprecated`.
pub(super) fn read_deprecated(node: &Node) -> Option<Deprecated> {
    let node = node.get("deprecated")?;
    Some(Deprecated {
        replacement: node.get("use").and_then(Node::text),
        doc: node.get("doc").and_then(Node::text).map(|doc| doc.value),
    })
}

/// Reads the key `doc`.
pub(super) fn read_doc(node: &Node) -> String {
    node.get("doc").and_then(Node::text).map(|doc| doc.value.trim_end().to_owned()).unwrap_or_default()
}

/// Reads the list of texts under `key`.
pub(super) fn read_texts(node: &Node, key: &str) -> Vec<Spanned<String>> {
    let items = node.get(key).map(Node::items).unwrap_or_default();
    items.iter().filter_map(Node::text).collect()
}
