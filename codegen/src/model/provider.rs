//! Vendors and their services.

use super::operation::{CodeEnum, ErrorClass, Operation, Site};
use super::protocol::Protocol;
use super::types::NamedType;

/// One vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// Name in specs, paths and features: `tencent`.
    pub name: String,
    /// Rust name of the marker type that the SDK's hand-written vendor module offers: `Tencent`.
    pub marker: String,
    /// Name for people: `Tencent Cloud`.
    pub title: String,
    /// What it is, in our words.
    pub doc: String,
    /// How its requests look on the wire.
    pub protocol: Protocol,
    /// What a code means when the operation does not say; the first rule that matches holds.
    pub rules: Vec<ErrorRule>,
    /// The services, sorted by name.
    pub services: Vec<Service>,
    /// The spec file, relative to the specs' root, with `/`.
    pub source: String,
}

/// What a family of codes means.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorRule {
    /// The codes it speaks of.
    pub matches: ErrorMatch,
    /// A part of the message that must be there as well.
    pub message: Option<String>,
    /// The HTTP status that comes with it, when it is known.
    pub http: Option<u16>,
    /// What it means.
    pub class: ErrorClass,
}

/// Which codes a rule speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorMatch {
    /// Exactly this code.
    Code(String),
    /// Every code that starts so.
    Prefix(String),
}

/// One service of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Name in specs, paths and on the wire: `mongodb`.
    pub name: String,
    /// Rust module: `mongodb`.
    pub module: String,
    /// Cargo feature: `tencent-mongodb`.
    pub feature: String,
    /// Name for people.
    pub title: String,
    /// What it is, in our words.
    pub doc: String,
    /// API version: `2019-07-25`.
    pub version: String,
    /// Where it is reached.
    pub endpoints: Endpoints,
    /// Types that several operations share, sorted by name.
    pub types: Vec<NamedType>,
    /// The codes that operations name; those that list none can fail with all of them.
    pub codes: Option<CodeEnum>,
    /// The operations, sorted by name.
    pub operations: Vec<Operation>,
    /// The spec file, relative to the specs' root, with `/`.
    pub source: String,
}

/// Host names, as templates that may hold `{service}` (already filled in here) and `{region}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoints {
    /// The host of every region that is not listed.
    pub host: String,
    /// Hosts of other sites.
    pub sites: Vec<(Site, String)>,
    /// Hosts of other networks, such as `vpc`, sorted by name.
    pub networks: Vec<(String, String)>,
    /// Hosts of single regions, sorted by region; they win over the site.
    pub regions: Vec<(String, String)>,
}
