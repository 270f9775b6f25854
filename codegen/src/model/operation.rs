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
    /// The documentation page that the spec was written from.
    pub page: Page,
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
    /// Rust name of what replaces it: a field's or a method's.
    pub replacement: Option<String>,
    /// The reason, in our words.
    pub doc: Option<String>,
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
