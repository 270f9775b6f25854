//! Providers and services as the specs write them.

use super::operation::{self, ErrorCode, Operation};
use super::types::{self, Field, TypeDef};
use super::yaml::{Entry, Node};
use crate::diagnostics::{Faults, FileId, Spanned};

/// A provider's folder.
#[derive(Clone, Debug)]
pub struct Provider {
    /// `provider.yaml`, or the folder when that is missing.
    pub file: FileId,
    /// Its path below the specs' root.
    pub source: String,
    /// The folder's name.
    pub folder: String,
    /// The file could be read.
    pub readable: bool,
    /// Name of the vendor.
    pub name: Option<Spanned<String>>,
    /// Name for people.
    pub title: String,
    /// What it is.
    pub doc: String,
    /// How its requests look on the wire.
    pub protocol: Option<Spanned<String>>,
    /// How points in time are written.
    pub datetime: Option<DateTime>,
    /// Hosts of services that name none.
    pub endpoints: Option<Endpoints>,
    /// Path parameters that the client's configuration fills.
    pub implicit: Vec<Spanned<String>>,
    /// Fields at the end of every response.
    pub response: Vec<Field>,
    /// What error codes mean.
    pub rules: Vec<ErrorRule>,
    /// Its services.
    pub services: Vec<Service>,
}

/// A service's folder.
#[derive(Clone, Debug)]
pub struct Service {
    /// `service.yaml`, or the folder when that is missing.
    pub file: FileId,
    /// Its path below the specs' root.
    pub source: String,
    /// The folder's name.
    pub folder: String,
    /// The file could be read.
    pub readable: bool,
    /// And so could those of all its operations.
    pub complete: bool,
    /// Name on the wire.
    pub name: Option<Spanned<String>>,
    /// Name for people.
    pub title: String,
    /// What it is.
    pub doc: String,
    /// Version of its API.
    pub version: Option<Spanned<String>>,
    /// Its hosts, in place of the provider's.
    pub endpoints: Option<Endpoints>,
    /// How it writes points in time, in place of the provider's way.
    pub datetime: Option<DateTime>,
    /// Sites that have its operations, unless they say otherwise.
    pub sites: Vec<Spanned<String>>,
    /// Calls a second of its operations, unless they say otherwise.
    pub rate: Option<Spanned<String>>,
    /// Types that several operations share.
    pub types: Vec<TypeDef>,
    /// Codes of operations that list none themselves.
    pub errors: Vec<ErrorCode>,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// How points in time are written.
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
    /// Host of every region that is not listed.
    pub host: Option<Spanned<String>>,
    /// Hosts by site.
    pub sites: Vec<(Spanned<String>, Spanned<String>)>,
    /// Hosts by network.
    pub networks: Vec<(Spanned<String>, Spanned<String>)>,
    /// Hosts by region.
    pub regions: Vec<(Spanned<String>, Spanned<String>)>,
}

/// What a family of error codes means.
#[derive(Clone, Debug)]
pub struct ErrorRule {
    /// Exactly this code.
    pub code: Option<Spanned<String>>,
    /// Every code that starts so.
    pub prefix: Option<Spanned<String>>,
    /// Part of the message that must be there as well.
    pub message: Option<String>,
    /// HTTP status.
    pub http: Option<Spanned<i64>>,
    /// What it means.
    pub class: Option<Spanned<String>>,
    /// The rule as a whole.
    pub span: crate::diagnostics::Span,
}

pub(super) fn read_provider(
    file: FileId,
    source: String,
    folder: &str,
    root: Option<&Node>,
    faults: &mut Faults,
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
        response: root.map(|root| types::read_fields(root, "response", faults)).unwrap_or_default(),
        rules: rules.iter().map(read_rule).collect(),
        services: Vec::new(),
    }
}

impl Service {
    /// A service that says nothing: what holds around the fields that a provider itself declares.
    pub fn empty(file: FileId) -> Self {
        let read = read_service(file, String::new(), "", None, &mut Faults::default());
        Self { readable: true, ..read }
    }
}

pub(super) fn read_service(
    file: FileId,
    source: String,
    folder: &str,
    root: Option<&Node>,
    faults: &mut Faults,
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
        types: root.map(|root| types::read_types(root, faults)).unwrap_or_default(),
        errors: root.map(operation::read_errors).unwrap_or_default(),
        operations: Vec::new(),
    }
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
