//! Operations: how they are called, paginated and waited for, and how they fail.

use super::types::{NamedType, Struct};

/// One operation of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Name on the wire: `DescribeBackups`.
    pub name: String,
    /// Rust module: `describe_backups`.
    pub module: String,
    /// Rust method of the client: `describe_backups`.
    pub method: String,
    /// The name of its group, if the service has groups.
    pub group: Option<String>,
    /// The documentation.
    pub doc: String,
    /// The documentation page that the spec was written from. Without one there is [`api_data`](Self::api_data).
    pub page: Option<Page>,
    /// The vendor's API data that the spec was written from.
    pub api_data: Option<ApiData>,
    /// HTTP method.
    pub http_method: HttpMethod,
    /// Path with `{parameter}`s; `/` for RPC protocols.
    pub path: String,
    /// Whether it reads or writes, which decides retries.
    pub access: Access,
    /// Rate limit in calls per second.
    pub rate: Option<u32>,
    /// The permission that an account needs: `dds:DescribeBackups`.
    pub permission: Option<String>,
    /// Sites that offer it; empty: all.
    pub sites: Vec<Site>,
    /// Whether it is known to the vendor's SDKs only, and not documented.
    pub hidden: bool,
    /// Wire name of the request field of the idempotency token.
    pub idempotency_token: Option<String>,
    /// The pagination, if its response is a list.
    pub pagination: Option<Pagination>,
    /// The condition that a waiter polls for.
    pub waiter: Option<Waiter>,
    /// Groups of request fields (wire names); at least one field of each group must be set.
    pub any_of: Vec<Vec<String>>,
    /// The deprecation, if the vendor has deprecated it.
    pub deprecated: Option<Deprecation>,
    /// The request: `DescribeBackupsRequest`.
    pub request: Struct,
    /// The response, with the provider's common fields: `DescribeBackupsResponse`.
    pub response: Struct,
    /// The operation's own types, sorted by name.
    pub types: Vec<NamedType>,
    /// Names of its own types that are also declared elsewhere in the service, sorted. Only the operation's module
    /// exports these; the service's root exports all others as well.
    pub local: Vec<String>,
    /// The Rust type of its error codes.
    pub codes: Code,
    /// Types of `service.yaml` that it uses, sorted.
    pub shared: Vec<String>,
    /// The arguments of `new` in the documentation's example, as Rust expressions in order.
    pub example_arguments: Vec<String>,
    /// Intended differences from the documentation page.
    pub accepted: Vec<AcceptedDifference>,
    /// The path of the spec, relative to the root of the specs, with `/`.
    pub source: String,
}

impl Operation {
    /// The date of the documentation page, or else of the API data.
    pub fn updated(&self) -> Option<&str> {
        match &self.page {
            Some(page) => page.updated.as_deref(),
            None => self.api_data.as_ref()?.updated.as_deref(),
        }
    }
}

/// A documentation page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// URL of the page.
    pub url: String,
    /// Date of the last update, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// What to know when comparing it with the spec.
    pub note: Option<String>,
}

/// API data of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiData {
    /// Name of the data: a package, a repository or a file.
    pub name: String,
    /// The version that the spec follows.
    pub version: Option<String>,
    /// URL of the data.
    pub url: Option<String>,
    /// Date of the data, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// What to know when comparing it with the spec.
    pub note: Option<String>,
}

impl ApiData {
    /// Name and version.
    pub fn title(&self) -> String {
        match &self.version {
            Some(version) => format!("{} {version}", self.name),
            None => self.name.clone(),
        }
    }
}

/// An intended difference between the spec and its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedDifference {
    /// The difference, as `docs check` names it.
    pub difference: String,
    /// Why the spec is right.
    pub reason: String,
}

/// HTTP methods that operations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// DELETE
    Delete,
    /// PATCH
    Patch,
}

/// Whether an operation changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads only; can be retried.
    Read,
    /// Writes; may have succeeded although no response arrived.
    Write,
}

/// A site of a vendor; each has its own accounts and hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// Mainland China.
    Mainland,
    /// The international site.
    International,
}

/// A deprecation.
#[derive(Clone, Debug, PartialEq)]
pub struct Deprecation {
    /// The replacement.
    pub replacement: Option<Replacement>,
    /// The reason.
    pub doc: Option<String>,
}

/// A replacement for a deprecated item.
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// An item in the same place, by its Rust name: a field, a variant or a method.
    Here(String),
    /// An operation of another service: `tencent.monitor.GetMonitorData`.
    Elsewhere(String),
}

impl Replacement {
    /// The name without the prefix `r#`.
    pub fn name(&self) -> &str {
        match self {
            Self::Here(ident) => ident.strip_prefix("r#").unwrap_or(ident),
            Self::Elsewhere(name) => name,
        }
    }
}

/// The pagination of an operation. Names are wire names.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How the next page is requested.
    pub style: PageStyle,
    /// Request field with the page size in rows.
    pub size: Option<String>,
    /// Response field with the number of rows on all pages.
    pub total: Option<String>,
    /// Response field with the rows.
    pub items: String,
}

/// How the next page is requested. Names are wire names.
#[derive(Clone, Debug, PartialEq)]
pub enum PageStyle {
    /// A number of rows to skip.
    RowOffset {
        /// Request field.
        offset: String,
    },
    /// A number of pages to skip, from 0.
    PageOffset {
        /// Request field.
        offset: String,
    },
    /// A page number, from 1.
    PageNumber {
        /// Request field.
        page: String,
    },
    /// A token from the previous page.
    Token {
        /// Request field.
        token: String,
        /// Response field.
        next: String,
    },
}

/// The condition that a waiter polls for. Names are wire names, values are wire values as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Response field with a list; the condition must be true for every entry. None: the response itself is tested.
    pub each: Option<String>,
    /// The field to test.
    pub field: String,
    /// Values that mean done.
    pub done: Vec<String>,
    /// Values that mean failed.
    pub failed: Vec<String>,
}

/// The Rust type of an operation's error codes.
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// Its own enum.
    Own(CodeEnum),
    /// The service's enum, by its Rust name.
    Service(String),
    /// A plain string, because no code is known.
    Text,
}

/// An enum of error codes.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeEnum {
    /// Rust name: `DescribeBackupsCode`.
    pub name: String,
    /// The codes, in the spec's order.
    pub codes: Vec<ErrorCode>,
}

/// One error code.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorCode {
    /// The code on the wire: `InvalidPageSize.Malformed`.
    pub code: String,
    /// Rust variant: `InvalidPageSizeMalformed`.
    pub variant: String,
    /// HTTP status, if it is known.
    pub http: Option<u16>,
    /// Class of the error.
    pub class: ErrorClass,
    /// The documentation.
    pub doc: String,
    /// Whether the service declares it and the operation only names it.
    pub is_shared: bool,
}

/// The class of an error, independent of the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// Too many calls.
    Throttling,
    /// The caller's clock is wrong.
    ClockSkew,
    /// A nonce was reused.
    Replay,
    /// Key, token or signature refused.
    Authentication,
    /// The account has no permission.
    Permission,
    /// The resource does not exist.
    NotFound,
    /// The request is invalid.
    InvalidRequest,
    /// The state of the resource does not allow it.
    Conflict,
    /// A quota of the account is exhausted.
    Quota,
    /// The service does not support it.
    Unsupported,
    /// The service is temporarily unavailable.
    Unavailable,
    /// An internal error of the service.
    Internal,
}
