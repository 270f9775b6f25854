//! What a page says: the facts that every reader hands out, whatever the vendor, language or layout.
//!
//! `None` always means *the page does not say*, never *no* and never *empty*: a saved copy loses cells,
//! and a guess would later be reported as a change of the API.

use serde_json::Value;

use super::words::Lang;

/// The vendor whose layouts a page follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    /// Tencent Cloud.
    Tencent,
    /// Alibaba Cloud.
    Alibaba,
    /// Huawei Cloud, and the clouds that are built on it.
    Huawei,
}

impl Vendor {
    /// The vendor's name in specs: `tencent`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tencent => "tencent",
            Self::Alibaba => "alibaba",
            Self::Huawei => "huawei",
        }
    }

    /// The vendor's name in messages: `Tencent Cloud`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tencent => "Tencent Cloud",
            Self::Alibaba => "Alibaba Cloud",
            Self::Huawei => "Huawei Cloud",
        }
    }
}

/// A fact and the line of the page where it stands, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The fact.
    pub value: T,
    /// Where it stands.
    pub line: u32,
}

impl<T> Found<T> {
    /// The fact `value` that stands on `line`.
    pub fn new(value: T, line: u32) -> Self {
        Self { value, line }
    }
}

/// Everything that one page says about one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Whose page it is.
    pub vendor: Vendor,
    /// The language of the page's text; its frame may be in another one.
    pub lang: Lang,
    /// The service's name on the wire: `mongodb`, `dds`.
    pub product: Option<Found<String>>,
    /// The operation's name on the wire; Huawei's English pages do not have it.
    pub action: Option<Found<String>>,
    /// The page's heading.
    pub title: Option<Found<String>>,
    /// The page's own address, where the copy has it.
    pub url: Option<Found<String>>,
    /// The page's date, `YYYY-MM-DD`.
    pub updated: Option<Found<String>>,
    /// The host that the page names, `{…}` placeholders included.
    pub host: Option<Found<String>>,
    /// API version.
    pub version: Option<Found<String>>,
    /// HTTP method.
    pub method: Option<Found<String>>,
    /// Path without the query, `{…}` placeholders included.
    pub path: Option<Found<String>>,
    /// Calls a second.
    pub rate_limit: Option<Found<u32>>,
    /// The permission that an account needs: `dds:DescribeBackups`.
    pub permission: Option<Found<String>>,
    /// Parameters that every operation of the vendor has (Tencent's `Action`, `Version`, `Region`).
    pub common_params: Vec<Field>,
    /// The operation's own parameters, in the page's order, flat: see [`Field::parent`].
    pub params: Vec<Field>,
    /// The response's fields, in the page's order, flat.
    pub response: Vec<Field>,
    /// The error codes. `None` when the page has no table of them (it only links to a list).
    pub errors: Option<Vec<ErrorCode>>,
    /// Requests and responses that the page shows.
    pub examples: Vec<Example>,
    /// What could not be read, in the page's order.
    pub doubts: Vec<Doubt>,
}

impl Facts {
    /// Facts of a page that says nothing yet.
    pub fn new(vendor: Vendor, lang: Lang) -> Self {
        Self {
            vendor,
            lang,
            product: None,
            action: None,
            title: None,
            url: None,
            updated: None,
            host: None,
            version: None,
            method: None,
            path: None,
            rate_limit: None,
            permission: None,
            common_params: Vec::new(),
            params: Vec::new(),
            response: Vec::new(),
            errors: None,
            examples: Vec::new(),
            doubts: Vec::new(),
        }
    }
}

/// One parameter, or one field of the response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// The name as the page prints it, where that is another one: `Status.N`.
    pub docs_name: Option<String>,
    /// The type as the page prints it: `Array of String`, `array<object>`.
    pub kind: Option<String>,
    /// The type of a list's entries, where the page gives them a row of their own.
    pub item_kind: Option<String>,
    /// Parameters: whether it must be sent. Response fields: whether the page promises that it is there.
    pub required: Option<bool>,
    /// Where a parameter travels.
    pub location: Option<Location>,
    /// The field that holds this one: an index into the same list, smaller than this field's own.
    pub parent: Option<usize>,
    /// The page does not tell which field holds this one, if any does.
    pub unplaced: bool,
    /// Huawei: the number of the table that has the row.
    pub table: Option<u32>,
    /// The HTTP status whose response has the field, where the page tells several apart.
    pub status: Option<u16>,
    /// The page tells callers to leave it.
    pub deprecated: bool,
    /// The value that the page shows.
    pub example: Option<String>,
    /// What the page says about its values.
    pub values: Values,
    /// The line of the row.
    pub line: u32,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// The URL's path.
    Path,
    /// The URL's query.
    Query,
    /// A header.
    Header,
    /// The body.
    Body,
}

impl Location {
    /// The name in facts and specs: `path`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
        }
    }
}

/// What a description says about a field's values. Numbers where the field is a number, else strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// The values that it can have, in the page's order; empty when the page lists none.
    pub allowed: Vec<Value>,
    /// What the service assumes when it is absent.
    pub default: Option<Value>,
    /// The smallest value.
    pub min: Option<i64>,
    /// The greatest value.
    pub max: Option<i64>,
}

impl Values {
    /// Whether the page says nothing about the values.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One row of the table of error codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code as it comes on the wire.
    pub code: String,
    /// The HTTP status that comes with it.
    pub http: Option<u16>,
    /// The line of the row.
    pub line: u32,
}

/// A request or response that the page shows. Saved copies lose lines of it, so it need not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// A request, not a response.
    pub is_request: bool,
    /// The text.
    pub text: String,
    /// The first line.
    pub line: u32,
}

/// A place that could not be read with certainty. The facts there are unknown, not guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The line.
    pub line: u32,
    /// What is unclear and why, in one sentence without a full stop.
    pub text: String,
}
