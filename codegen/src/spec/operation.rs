//! Syntax trees of operations.

use super::types::{self, Deprecated, Field, TypeDef};
use super::yaml::{Entry, Node};
use crate::diagnostics::{Diagnostics, FileId, Span, Spanned};

/// The file of one operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The file.
    pub file: FileId,
    /// Its path below the specs' root.
    pub source: String,
    /// Name on the wire.
    pub name: Option<Spanned<String>>,
    /// The group of the service that it belongs to.
    pub group: Option<Spanned<String>>,
    /// What it does.
    pub doc: String,
    /// Its documentation page.
    pub page: Option<Page>,
    /// The vendor's API data that it was written from.
    pub api_data: Option<ApiData>,
    /// Whether it is not documented.
    pub hidden: Option<Spanned<bool>>,
    /// `read` or `write`.
    pub access: Option<Spanned<String>>,
    /// Rate limit.
    pub rate: Option<Spanned<String>>,
    /// Sites that offer it.
    pub sites: Vec<Spanned<String>>,
    /// The permission that an account needs.
    pub permission: Option<String>,
    /// HTTP method.
    pub method: Option<Spanned<String>>,
    /// Path template.
    pub path: Option<Spanned<String>>,
    /// Request field of the idempotency token.
    pub idempotency: Option<Spanned<String>>,
    /// Its pagination.
    pub paginate: Option<Paginate>,
    /// The condition that a waiter polls for.
    pub wait: Option<Wait>,
    /// Groups of request fields; at least one field of each group must be set.
    pub any_of: Vec<Vec<Spanned<String>>>,
    /// Its deprecation.
    pub deprecated: Option<Deprecated>,
    /// The request's fields.
    pub request: Vec<Field>,
    /// The response's fields.
    pub response: Vec<Field>,
    /// Its own types.
    pub types: Vec<TypeDef>,
    /// Its error codes.
    pub errors: Vec<ErrorCode>,
    /// Intended differences from the page.
    pub accept: Vec<Accept>,
}

/// A documentation page.
#[derive(Clone, Debug)]
pub struct Page {
    /// URL of the page.
    pub url: Option<Spanned<String>>,
    /// Its date.
    pub updated: Option<Spanned<String>>,
    /// What to know when comparing it with the spec.
    pub note: Option<String>,
}

/// API data of a vendor.
#[derive(Clone, Debug)]
pub struct ApiData {
    /// Name of the data.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// URL of the data.
    pub url: Option<Spanned<String>>,
    /// Its date.
    pub updated: Option<Spanned<String>>,
    /// What to know when comparing it with the spec.
    pub note: Option<String>,
}

/// The pagination of an operation.
#[derive(Clone, Debug)]
pub struct Paginate {
    /// `offset`, `page` or `token`.
    pub style: Option<Spanned<String>>,
    /// The other keys and their values.
    pub keys: Vec<(Spanned<String>, Spanned<String>)>,
}

impl Paginate {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Spanned<String>> {
        self.keys.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }
}

/// The condition that a waiter polls for.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Response field with a list; the condition must be true for every entry.
    pub each: Option<Spanned<String>>,
    /// The field to test.
    pub field: Option<Spanned<String>>,
    /// Values that mean done.
    pub done: Vec<Node>,
    /// Values that mean failed.
    pub failed: Vec<Node>,
}

/// One error code.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The code on the wire.
    pub code: Spanned<String>,
    /// HTTP status.
    pub http: Option<Spanned<i64>>,
    /// Class of the error.
    pub class: Option<Spanned<String>>,
    /// What it means.
    pub doc: String,
    /// Whether the file has a class, valid or not.
    pub has_class_key: bool,
    /// Whether it only names a code that the service declares.
    pub is_reference: bool,
}

/// An intended difference from the page.
#[derive(Clone, Debug)]
pub struct Accept {
    /// The difference, as `docs check` names it.
    pub difference: String,
    /// Why the spec is right.
    pub reason: String,
}

pub(super) fn read(file: FileId, source: String, root: &Node, diagnostics: &mut Diagnostics) -> Operation {
    let text = |key: &str| root.get(key).and_then(Node::text);
    let any_of = root.get("any_of").map(Node::items).unwrap_or_default();
    Operation {
        file,
        source,
        name: text("operation"),
        group: text("group"),
        doc: types::read_doc(root),
        page: root.get("page").map(read_page),
        api_data: root.get("source").map(read_api_data),
        hidden: root.get("hidden").and_then(Node::flag),
        access: text("access"),
        rate: text("rate"),
        sites: types::read_texts(root, "sites"),
        permission: text("permission").map(|text| text.value),
        method: text("method"),
        path: text("path"),
        idempotency: text("idempotency"),
        paginate: root.get("paginate").map(read_paginate),
        wait: root.get("wait").map(read_wait),
        any_of: any_of.iter().map(|group| group.items().iter().filter_map(Node::text).collect()).collect(),
        deprecated: types::read_deprecated(root),
        request: types::read_fields(root, "request", diagnostics),
        response: types::read_fields(root, "response", diagnostics),
        types: types::read_types(root, diagnostics),
        errors: read_errors(root),
        accept: root.get("accept").map(Node::items).unwrap_or_default().iter().map(read_accept).collect(),
    }
}

fn read_page(node: &Node) -> Page {
    let text = |key: &str| node.get(key).and_then(Node::text);
    Page { url: text("url"), updated: text("updated"), note: text("note").map(|note| note.value) }
}

fn read_api_data(node: &Node) -> ApiData {
    let text = |key: &str| node.get(key).and_then(Node::text);
    let value = |key: &str| text(key).map(|text| text.value);
    ApiData {
        name: value("name").unwrap_or_default(),
        version: value("version"),
        url: text("url"),
        updated: text("updated"),
        note: value("note"),
    }
}

fn read_paginate(node: &Node) -> Paginate {
    let keys = node.unique_entries().filter(|entry| entry.key.value != "style");
    Paginate {
        style: node.get("style").and_then(Node::text),
        keys: keys.filter_map(|entry| Some((entry.key.clone(), entry.value.text()?))).collect(),
    }
}

fn read_wait(node: &Node) -> Wait {
    let values = |key: &str| node.get(key).map(Node::items).unwrap_or_default().to_vec();
    Wait {
        each: node.get("each").and_then(Node::text),
        field: node.get("field").and_then(Node::text),
        done: values("done"),
        failed: values("failed"),
    }
}

/// Reads the error codes under `errors`.
pub(super) fn read_errors(root: &Node) -> Vec<ErrorCode> {
    let Some(errors) = root.get("errors") else {
        return Vec::new();
    };
    let mut codes: Vec<ErrorCode> = errors.unique_entries().map(read_error).collect();
    for item in errors.items() {
        codes.extend(item.text().map(error_name));
        codes.extend(item.unique_entries().map(read_error));
    }
    codes
}

fn read_error(entry: &Entry) -> ErrorCode {
    ErrorCode {
        code: entry.key.clone(),
        http: entry.value.get("http").and_then(Node::int),
        class: entry.value.get("class").and_then(Node::text),
        doc: types::read_doc(&entry.value),
        has_class_key: entry.value.get("class").is_some(),
        is_reference: false,
    }
}

fn error_name(code: Spanned<String>) -> ErrorCode {
    ErrorCode { code, http: None, class: None, doc: String::new(), has_class_key: false, is_reference: true }
}

fn read_accept(node: &Node) -> Accept {
    let text = |key: &str| node.get(key).and_then(Node::text).map(|text| text.value).unwrap_or_default();
    Accept { difference: text("difference"), reason: text("reason") }
}

impl Operation {
    /// The location for diagnostics about the whole operation.
    pub fn span(&self) -> Span {
        self.name.as_ref().map_or(Span::file(self.file), |name| name.span)
    }
}
