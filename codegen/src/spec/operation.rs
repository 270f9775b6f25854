//! Operations as the specs write them.

use super::types::{self, Deprecated, Field, TypeDef};
use super::yaml::{Entry, Node};
use crate::diagnostics::{Faults, FileId, Span, Spanned};

/// The file of one operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The file.
    pub file: FileId,
    /// Its path below the specs' root.
    pub source: String,
    /// Name on the wire; `None` when the file does not say it.
    pub name: Option<Spanned<String>>,
    /// What it does.
    pub doc: String,
    /// Its documentation page.
    pub page: Option<Page>,
    /// The API data that it was written from.
    pub api_data: Option<ApiData>,
    /// Documented on no site.
    pub hidden: Option<Spanned<bool>>,
    /// `read` or `write`.
    pub access: Option<Spanned<String>>,
    /// Calls a second.
    pub rate: Option<Spanned<String>>,
    /// Sites that have it.
    pub sites: Vec<Spanned<String>>,
    /// The permission that an account needs.
    pub permission: Option<String>,
    /// HTTP method.
    pub method: Option<Spanned<String>>,
    /// Path template.
    pub path: Option<Spanned<String>>,
    /// Request field that makes a write safe to repeat.
    pub idempotency: Option<Spanned<String>>,
    /// How it pages.
    pub paginate: Option<Paginate>,
    /// What a waiter waits for.
    pub wait: Option<Wait>,
    /// Groups of request fields of which one at least must be set.
    pub any_of: Vec<Vec<Spanned<String>>>,
    /// The vendor tells callers to leave it.
    pub deprecated: Option<Deprecated>,
    /// The request's fields.
    pub request: Vec<Field>,
    /// The response's fields.
    pub response: Vec<Field>,
    /// Its own types.
    pub types: Vec<TypeDef>,
    /// The codes it can fail with.
    pub errors: Vec<ErrorCode>,
    /// Differences to the page that are meant.
    pub accept: Vec<Accept>,
}

/// A documentation page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its address.
    pub url: Option<Spanned<String>>,
    /// Its date.
    pub updated: Option<Spanned<String>>,
    /// What to know about it.
    pub note: Option<String>,
}

/// API data of a vendor.
#[derive(Clone, Debug)]
pub struct ApiData {
    /// What it is called.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Where it is.
    pub url: Option<Spanned<String>>,
    /// Its date.
    pub updated: Option<Spanned<String>>,
    /// What to know about it.
    pub note: Option<String>,
}

/// How an operation pages.
#[derive(Clone, Debug)]
pub struct Paginate {
    /// `offset`, `page` or `token`.
    pub style: Option<Spanned<String>>,
    /// The other keys with where they stand, and their values.
    pub keys: Vec<(Spanned<String>, Spanned<String>)>,
}

impl Paginate {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Spanned<String>> {
        self.keys.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }
}

/// What a waiter waits for.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Response field with a list of which every entry must be done.
    pub each: Option<Spanned<String>>,
    /// The field that tells.
    pub field: Option<Spanned<String>>,
    /// Values that mean done.
    pub done: Vec<Node>,
    /// Values that mean failed.
    pub failed: Vec<Node>,
}

/// One error code.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// As it comes.
    pub code: Spanned<String>,
    /// HTTP status.
    pub http: Option<Spanned<i64>>,
    /// What it means to a caller.
    pub class: Option<Spanned<String>>,
    /// What it means.
    pub doc: String,
    /// Whether the file says a class at all, well or badly.
    pub says_class: bool,
    /// It is only named: the service declares it.
    pub is_name: bool,
}

/// A difference to the page that is meant.
#[derive(Clone, Debug)]
pub struct Accept {
    /// What differs.
    pub difference: String,
    /// Why the spec is right.
    pub reason: String,
}

pub(super) fn read(file: FileId, source: String, root: &Node, faults: &mut Faults) -> Operation {
    let text = |key: &str| root.get(key).and_then(Node::text);
    let any_of = root.get("any_of").map(Node::items).unwrap_or_default();
    Operation {
        file,
        source,
        name: text("operation"),
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
        request: types::read_fields(root, "request", faults),
        response: types::read_fields(root, "response", faults),
        types: types::read_types(root, faults),
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

/// The codes under `errors` of `root`.
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
        says_class: entry.value.get("class").is_some(),
        is_name: false,
    }
}

fn error_name(code: Spanned<String>) -> ErrorCode {
    ErrorCode { code, http: None, class: None, doc: String::new(), says_class: false, is_name: true }
}

fn read_accept(node: &Node) -> Accept {
    let text = |key: &str| node.get(key).and_then(Node::text).map(|text| text.value).unwrap_or_default();
    Accept { difference: text("difference"), reason: text("reason") }
}

impl Operation {
    /// What to point at when the fault is the whole operation's.
    pub fn span(&self) -> Span {
        self.name.as_ref().map_or(Span::file(self.file), |name| name.span)
    }
}
