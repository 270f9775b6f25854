//! Operations and what is declared about calling them.

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
    /// What it does, in our words.
    pub doc: String,
    /// The documentation page that the spec was written from. None: no page is known, and [`api_data`] is there.
    ///
    /// [`api_data`]: Self::api_data
    pub page: Option<Page>,
    /// The vendor's API data that the spec was written from.
    pub api_data: Option<ApiData>,
    /// HTTP method.
    pub http_method: HttpMethod,
    /// Path with `{parameter}`s; `/` for RPC protocols.
    pub path: String,
    /// What a retry may assume.
    pub access: Access,
    /// Calls a second that the page allows.
    pub rate: Option<u32>,
    /// The permission an account needs: `dds:DescribeBackups`.
    pub permission: Option<String>,
    /// Sites that have it; all when empty.
    pub sites: Vec<Site>,
    /// Known to the vendor's own SDKs, and documented on no site.
    pub hidden: bool,
    /// Wire name of the request field that makes a write safe to repeat.
    pub idempotency_token: Option<String>,
    /// How it pages.
    pub pagination: Option<Pagination>,
    /// What a waiter waits for.
    pub waiter: Option<Waiter>,
    /// Groups of request fields (wire names) of which one at least must be set.
    pub any_of: Vec<Vec<String>>,
    /// Set when the vendor tells callers to stop using it.
    pub deprecated: Option<Deprecation>,
    /// The request: `DescribeBackupsRequest`.
    pub request: Struct,
    /// The response, with the provider's common fields: `DescribeBackupsResponse`.
    pub response: Struct,
    /// The operation's own types, sorted by name.
    pub types: Vec<NamedType>,
    /// Names of its own types that another operation or the service has as well, sorted. These are found in the
    /// operation's module alone; all others at the service's root, too.
    pub local: Vec<String>,
    /// The codes it can fail with.
    pub codes: Code,
    /// Types of the service's `service.yaml` that it names, sorted.
    pub shared: Vec<String>,
    /// Rust expressions of `new`'s arguments in the documentation's example, in `new`'s order.
    pub example_arguments: Vec<String>,
    /// Differences to the documentation page that are meant.
    pub accepted: Vec<AcceptedDifference>,
    /// The spec file, relative to the specs' root, with `/`.
    pub source: String,
}

impl Operation {
    /// The date of what the spec was written from: of the page, if there is one, else of the API data.
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
    /// Its address.
    pub url: String,
    /// Its date, `YYYY-MM-DD`, when it has one.
    pub updated: Option<String>,
    /// What to know when comparing it with the spec.
    pub note: Option<String>,
}

/// API data of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiData {
    /// What it is called: a package, a repository or a file.
    pub name: String,
    /// The version that the spec follows.
    pub version: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// Its date, `YYYY-MM-DD`.
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

/// A difference between the spec and its page that is meant, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedDifference {
    /// What differs.
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
    /// It may be repeated.
    Read,
    /// It may have been done although the answer was lost.
    Write,
}

/// A vendor's sites; accounts and hosts are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// Mainland China.
    Mainland,
    /// Everywhere else.
    International,
}

/// Why and for what something is to be left.
#[derive(Clone, Debug, PartialEq)]
pub struct Deprecation {
    /// What replaces it.
    pub replacement: Option<Replacement>,
    /// The reason, in our words.
    pub doc: Option<String>,
}

/// What replaces something.
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// Something beside it, by its Rust name: a field, a variant or a method.
    Here(String),
    /// An operation of another service: `tencent.monitor.GetMonitorData`.
    Elsewhere(String),
}

impl Replacement {
    /// The name, without what Rust writes before keywords.
    pub fn name(&self) -> &str {
        match self {
            Self::Here(ident) => ident.strip_prefix("r#").unwrap_or(ident),
            Self::Elsewhere(name) => name,
        }
    }
}

/// How an operation hands out its list in pages. Names are wire names.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// Request field with the number of rows a page.
    pub size: Option<String>,
    /// Response field with the number of rows on all pages.
    pub total: Option<String>,
    /// Response field with the rows.
    pub items: String,
}

/// How the next page is asked for. Names are wire names.
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
    /// A token out of the page before.
    Token {
        /// Request field.
        token: String,
        /// Response field.
        next: String,
    },
}

/// What a waiter polls for. Names are wire names, values wire values as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Response field with a list whose every entry must be done; none: the field is the response's own.
    pub each: Option<String>,
    /// The field that tells.
    pub field: String,
    /// Values that mean done.
    pub done: Vec<String>,
    /// Values that mean failed.
    pub failed: Vec<String>,
}

/// What an operation's error codes are read into.
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// Its own enum.
    Own(CodeEnum),
    /// The service's enum, by its Rust name.
    Service(String),
    /// No code is known: plain text.
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
    /// As it comes: `InvalidPageSize.Malformed`.
    pub code: String,
    /// Rust variant: `InvalidPageSizeMalformed`.
    pub variant: String,
    /// HTTP status, when the page says it.
    pub http: Option<u16>,
    /// What it means to a caller.
    pub class: ErrorClass,
    /// What it means, in our words.
    pub doc: String,
    /// The service declares it, and the operation only names it.
    pub is_shared: bool,
}

/// What an error code means to a caller, whatever the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// Too many calls.
    Throttling,
    /// The caller's clock is wrong.
    ClockSkew,
    /// A nonce was used twice.
    Replay,
    /// Key, token or signature refused.
    Authentication,
    /// The account may not do this.
    Permission,
    /// What the request names does not exist.
    NotFound,
    /// The request is wrong.
    InvalidRequest,
    /// The resource's state forbids it now.
    Conflict,
    /// The account has no room left.
    Quota,
    /// The service cannot do this.
    Unsupported,
    /// The service is away for a moment.
    Unavailable,
    /// The service failed.
    Internal,
}
