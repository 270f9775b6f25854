//! Providers and their services.

use super::operation::{CodeEnum, ErrorClass, Operation, Site};
use super::protocol::Protocol;
use super::types::NamedType;

/// One provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// Name in specs, paths and features: `tencent`.
    pub name: String,
    /// Rust name of the marker type in the SDK's vendor module: `Tencent`.
    pub marker: String,
    /// Display name: `Tencent Cloud`.
    pub title: String,
    /// The documentation.
    pub doc: String,
    /// The protocol of its API.
    pub protocol: Protocol,
    /// Rules that classify error codes; the first matching rule applies.
    pub rules: Vec<ErrorRule>,
    /// The services, sorted by name.
    pub services: Vec<Service>,
    /// The path of the spec, relative to the root of the specs, with `/`.
    pub source: String,
}

/// A rule that classifies error codes.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorRule {
    /// The codes that it matches.
    pub matches: ErrorMatch,
    /// Text that the message must contain as well.
    pub message: Option<String>,
    /// The HTTP status, if it is known.
    pub http: Option<u16>,
    /// The class of the error.
    pub class: ErrorClass,
}

/// The codes that a rule matches.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorMatch {
    /// Exactly this code.
    Code(String),
    /// Every code with this prefix.
    Prefix(String),
}

/// One service of a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Name in specs, paths and on the wire: `mongodb`.
    pub name: String,
    /// Rust module: `mongodb`.
    pub module: String,
    /// Cargo feature: `tencent-mongodb`.
    pub feature: String,
    /// Display name.
    pub title: String,
    /// The documentation.
    pub doc: String,
    /// API version: `2019-07-25`.
    pub version: String,
    /// The hosts.
    pub endpoints: Endpoints,
    /// The groups of its operations, in the order of the documentation.
    pub groups: Vec<Group>,
    /// Types shared by several operations, sorted by name.
    pub types: Vec<NamedType>,
    /// The error codes that operations can name. An operation that lists no codes can fail with all of them.
    pub codes: Option<CodeEnum>,
    /// The operations, sorted by name.
    pub operations: Vec<Operation>,
    /// The path of the spec, relative to the root of the specs, with `/`.
    pub source: String,
}

impl Service {
    /// The operations of a group, sorted by name.
    pub fn operations_in<'s>(&'s self, group: &'s Group) -> impl Iterator<Item = &'s Operation> {
        self.operations.iter().filter(|operation| operation.group.as_ref() == Some(&group.name))
    }
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The name that operations refer to: `backups`.
    pub name: String,
    /// Display name: `Backups`.
    pub title: String,
    /// What its operations are for.
    pub doc: String,
}

/// Host names. `{service}` is already replaced; `{region}` is a placeholder.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoints {
    /// The host of all regions that are not listed.
    pub host: String,
    /// Hosts of other sites.
    pub sites: Vec<(Site, String)>,
    /// Hosts of other networks, such as `vpc`, sorted by name.
    pub networks: Vec<(String, String)>,
    /// Hosts of single regions, sorted by region; they take precedence over the site.
    pub regions: Vec<(String, String)>,
}
