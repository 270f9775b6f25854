//! Syntax trees of providers and services.

use super::operation::{self, ErrorCode, Operation};
use super::types::{self, Field, TypeDef};
use super::yaml::{Entry, Node};
use crate::diagnostics::{Diagnostics, FileId, Spanned};

/// A provider's folder.
#[derive(Clone, Debug)]
pub struct Provider {
    /// `provider.yaml`, or the folder if that file is missing.
    pub file: FileId,
    /// Its path below the specs' root.
    pub source: String,
    /// The folder's name.
    pub folder: String,
    /// Whether the file could be read.
    pub readable: bool,
    /// Name of the provider.
    pub name: Option<Spanned<String>>,
    /// Name for people.
    pub title: String,
    /// What it is.
    pub doc: String,
    /// Protocol of its API.
    pub protocol: Option<Spanned<String>>,
    /// Default datetime format.
    pub datetime: Option<DateTime>,
    /// Default hosts of its services.
    pub endpoints: Option<Endpoints>,
    /// Path parameters that the client's configuration provides.
    pub implicit: Vec<Spanned<String>>,
    /// Fields at the end of every response.
    pub response: Vec<Field>,
    /// Rules that classify error codes.
    pub rules: Vec<ErrorRule>,
    /// Its services.
    pub services: Vec<Service>,
}

/// A service's folder.
#[derive(Clone, Debug)]
pub struct Service {
    /// `service.yaml`, or the folder if that file is missing.
    pub file: FileId,
    /// Its path below the specs' root.
    pub source: String,
    /// The folder's name.
    pub folder: String,
    /// Whether the file could be read.
    pub readable: bool,
    /// Whether the files of all operations could be read completely.
    pub complete: bool,
    /// Name on the wire.
    pub name: Option<Spanned<String>>,
    /// Name for people.
    pub title: String,
    /// What it is.
    pub doc: String,
    /// Version of its API.
    pub version: Option<Spanned<String>>,
    /// Hosts that replace the provider's.
    pub endpoints: Option<Endpoints>,
    /// Datetime format that replaces the provider's.
    pub datetime: Option<DateTime>,
    /// Default sites of its operations.
    pub sites: Vec<Spanned<String>>,
    /// Default rate limit of its operations.
    pub rate: Option<Spanned<String>>,
    /// Groups of its operations, in order.
    pub groups: Vec<Group>,
    /// Types shared by several operations.
    pub types: Vec<TypeDef>,
    /// Error codes that its operations can name.
    pub errors: Vec<ErrorCode>,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name that operations refer to.
    pub name: Spanned<String>,
    /// Name for people.
    pub title: String,
    /// What its operations are for.
    pub doc: String,
}

/// A datetime format.
#[derive(Clone, Debug)]
pub struct DateTime {
    /// The pattern, `unix` or `unix_ms`.
    pub format: Option<Spanned<String>>,
    /// The zone.
    pub zone: Option<Spanned<String>>,
}

/// Host templates.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// Host of all regions that are not listed.
    pub host: Option<Spanned<String>>,
    /// Hosts by site.
    pub sites: Vec<(Spanned<String>, Spanned<String>)>,
    /// Hosts by network.
    pub networks: Vec<(Spanned<String>, Spanned<String>)>,
    /// Hosts by region.
    pub regions: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A rule that classifies error codes.
#[derive(Clone, Debug)]
pub struct ErrorRule {
    /// Exactly this code.
    pub code: Option<Spanned<String>>,
    /// Every code with this prefix.
    pub prefix: Option<Spanned<String>>,
    /// Text that the message must contain as well.
    pub message: Option<String>,
    /// HTTP status.
    pub http: Option<Spanned<i64>>,
    /// Class of the error.
    pub class: Option<Spanned<String>>,
    /// The rule as a whole.
    pub span: crate::diagnostics::Span,
}

pub(super) fn read_provider(
    file: FileId,
    source: String,
    folder: &str,
    root: Option<&Node>,
    diagnostics: &mut Diagnostics,
) -> Provider {
    let text = |key: &str| root.and_then(|root| root.get(key)).and_then(Node::text);
    let rules = root.and_then(|root| root.get("errors")).map(Node::items).unwrap_or_default();
    Provider {
        file,
        source,
        folder: folder.to_owned(),
        readable: root.is_some(),
        name: text("provider"),
        title: text("title").map(|title| title.value).unwrap_or_default(),
        doc: root.map(types::read_doc).unwrap_or_default(),
        protocol: text("protocol"),
        datetime: root.and_then(read_datetime),
        endpoints: root.and_then(read_endpoints),
        implicit: root.map(|root| types::read_texts(root, "implicit")).unwrap_or_default(),
        response: root.map(|root| types::read_fields(root, "response", diagnostics)).unwrap_or_default(),
        rules: rules.iter().map(read_rule).collect(),
        services: Vec::new(),
    }
}

impl Service {
    /// Creates an empty service: the context for the fields that a provider declares.
    pub fn empty(file: FileId) -> Self {
        let read = read_service(file, String::new(), "", None, &mut Diagnostics::default());
        Self { readable: true, ..read }
    }
}

pub(super) fn read_service(
    file: FileId,
    source: String,
    folder: &str,
    root: Option<&Node>,
    diagnostics: &mut Diagnostics,
) -> Service {
    let text = |key: &str| root.and_then(|root| root.get(key)).and_then(Node::text);
    Service {
        file,
        source,
        folder: folder.to_owned(),
        readable: root.is_some(),
        complete: root.is_some(),
        name: text("service"),
        title: text("title").map(|title| title.value).unwrap_or_default(),
        doc: root.map(types::read_doc).unwrap_or_default(),
        version: text("version"),
        endpoints: root.and_then(read_endpoints),
        datetime: root.and_then(read_datetime),
        sites: root.map(|root| types::read_texts(root, "sites")).unwrap_or_default(),
        rate: text("rate"),
        groups: root.and_then(|root| root.get("groups")).map(read_groups).unwrap_or_default(),
        types: root.map(|root| types::read_types(root, diagnostics)).unwrap_or_default(),
        errors: root.map(operation::read_errors).unwrap_or_default(),
        operations: Vec::new(),
    }
}

fn read_groups(node: &Node) -> Vec<Group> {
    let read = |entry: &Entry| Group {
        name: entry.key.clone(),
        title: entry.value.get("title").and_then(Node::text).map(|title| title.value).unwrap_or_default(),
        doc: types::read_doc(&entry.value),
    };
    node.unique_entries().map(read).collect()
}

fn read_datetime(root: &Node) -> Option<DateTime> {
    let node = root.get("datetime")?;
    Some(DateTime {
        format: node.get("format").and_then(Node::text),
        zone: node.get("zone").and_then(Node::text),
    })
}

fn read_endpoints(root: &Node) -> Option<Endpoints> {
    let node = root.get("endpoints")?;
    let hosts = |key: &str| {
        let map = node.get(key);
        let read = |entry: &Entry| Some((entry.key.clone(), entry.value.text()?));
        map.map(|map| map.unique_entries().filter_map(read).collect()).unwrap_or_default()
    };
    Some(Endpoints {
        host: node.get("host").and_then(Node::text),
        sites: hosts("sites"),
        networks: hosts("networks"),
        regions: hosts("regions"),
    })
}

fn read_rule(node: &Node) -> ErrorRule {
    let text = |key: &str| node.get(key).and_then(Node::text);
    ErrorRule {
        code: text("code"),
        prefix: text("prefix"),
        message: text("message").map(|message| message.value),
        http: node.get("http").and_then(Node::int),
        class: text("class"),
        span: node.span,
    }
}
