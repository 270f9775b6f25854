//! Descriptions of operations, services and vendors: the data in generated modules.

use super::endpoint::Endpoints;
use super::error::ErrorClass;
use super::protocol::Vendor;
use super::record::RecordType;
#[cfg(feature = "mock")]
use super::record::{Record, new_record};
use super::table::Table;

/// The type of a service. It binds requests to their service, so the client of another service or vendor does not
/// accept them. The trait is sealed: only generated services and the vendors implement it.
///
#[cfg_attr(feature = "full", doc = "```compile_fail,E0271")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # fn example(client: clouddb::alibaba::dds::Client) {
/// use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
///
/// let pages = client.pages(DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001"));
/// # }
/// ```
pub trait ServiceMarker: 'static {
    /// The vendor of the service.
    type Vendor: Vendor;
}

/// A vendor as a service without typed operations, whose client makes untyped calls.
impl<V: Vendor> ServiceMarker for V {
    type Vendor = V;
}

/// A request type, with the service, the response type, the error codes and the description of its operation.
///
/// The trait is sealed: only generated requests implement it.
///
/// ```compile_fail,E0277
/// struct Request;
///
/// impl clouddb::Operation for Request {}
/// ```
pub trait Operation: RecordType {
    /// The service that it belongs to.
    type Service: ServiceMarker;

    /// The type that a successful call returns.
    type Response: RecordType;

    /// The operation's error codes.
    type Code: for<'a> From<&'a str>;

    /// How it is called.
    #[doc(hidden)]
    const INFO: &'static OperationInfo;
}

/// How an operation is called.
#[derive(Debug)]
pub struct OperationInfo {
    /// The service that has it.
    pub service: &'static ServiceInfo,
    /// Its name on the wire.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path, with `{parameter}`s; `/` if the operation's name is sent elsewhere.
    pub path: &'static str,
    /// Whether it changes anything.
    pub access: Access,
    /// Calls a second that the vendor's page allows.
    pub rate: Option<u32>,
    /// The permission that an account needs.
    pub permission: Option<&'static str>,
    /// Wire name of the request field that makes a write safe to retry.
    pub idempotency_token: Option<&'static str>,
    /// How it pages.
    pub pagination: Option<Pagination>,
    /// What a waiter waits for.
    pub waiter: Option<Waiter>,
    /// Groups of request fields of which one at least must be set.
    pub any_of: &'static [&'static [&'static str]],
    /// The error codes that its page lists.
    pub errors: &'static [ErrorInfo],
    /// The fields of the request.
    pub request: &'static Table,
    /// The fields of the response.
    pub response: &'static Table,
    /// Makes an empty request, without knowing its type.
    #[cfg(feature = "mock")]
    pub new_request: fn() -> Box<dyn Record>,
    /// Makes an empty response, without knowing its type. Only for tests: elsewhere it would compile every operation,
    /// even if it is not called.
    #[cfg(feature = "mock")]
    pub new_response: fn() -> Box<dyn Record>,
}

impl OperationInfo {
    /// An operation with request `Q` and response `R`, without anything optional.
    pub const fn new<Q: RecordType, R: RecordType>(
        service: &'static ServiceInfo,
        name: &'static str,
        method: Method,
        path: &'static str,
        access: Access,
    ) -> Self {
        Self {
            service,
            name,
            method,
            path,
            access,
            rate: None,
            permission: None,
            idempotency_token: None,
            pagination: None,
            waiter: None,
            any_of: &[],
            errors: &[],
            request: Q::TABLE,
            response: R::TABLE,
            #[cfg(feature = "mock")]
            new_request: new_record::<Q>,
            #[cfg(feature = "mock")]
            new_response: new_record::<R>,
        }
    }
}

/// The HTTP methods that operations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
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

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Delete => Self::DELETE,
            Method::Patch => Self::PATCH,
        }
    }
}

/// Whether an operation changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// It changes nothing and may be retried.
    Read,
    /// It changes something: if the response is lost, the change may have been made.
    Write,
}

/// An error code that an operation's page lists.
#[derive(Clone, Copy, Debug)]
pub struct ErrorInfo {
    /// The code on the wire.
    pub code: &'static str,
    /// The HTTP status that the page gives for it.
    pub http: Option<u16>,
    /// What it means to a caller.
    pub class: ErrorClass,
}

impl ErrorInfo {
    /// A code without an HTTP status of its own.
    pub const fn new(code: &'static str, class: ErrorClass) -> Self {
        Self { code, http: None, class }
    }

    /// The same with an HTTP status.
    pub const fn http(mut self, status: u16) -> Self {
        self.http = Some(status);
        self
    }
}

/// How an operation splits its list into pages. Names are wire names.
#[derive(Clone, Copy, Debug)]
pub struct Pagination<N = &'static str> {
    /// How the next page is asked for.
    pub style: PageStyle<N>,
    /// Request field with the number of rows a page.
    pub size: Option<N>,
    /// Response field with the number of rows on all pages.
    pub total: Option<N>,
    /// Response field with the rows.
    pub items: N,
}

/// How the next page is asked for. Names are wire names.
#[derive(Clone, Copy, Debug)]
pub enum PageStyle<N = &'static str> {
    /// By a number of rows to skip.
    RowOffset {
        /// Request field.
        offset: N,
    },
    /// By a number of pages to skip, from 0.
    PageOffset {
        /// Request field.
        offset: N,
    },
    /// By a page number, from 1.
    PageNumber {
        /// Request field.
        page: N,
    },
    /// By a token from the page before.
    Token {
        /// Request field.
        token: N,
        /// Response field.
        next: N,
    },
}

/// What a waiter polls for. Names are wire names, values are wire values as text.
#[derive(Clone, Copy, Debug)]
pub struct Waiter {
    /// Response field with a list whose every entry must be done.
    pub each: Option<&'static str>,
    /// The field with the state.
    pub field: &'static str,
    /// Values that mean done.
    pub done: &'static [&'static str],
    /// Values that mean failed.
    pub failed: &'static [&'static str],
}

/// A service: its names and hosts.
#[derive(Debug)]
pub struct ServiceInfo {
    /// The vendor.
    pub provider: &'static ProviderInfo,
    /// Name in requests and signatures.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// API version.
    pub version: &'static str,
    /// Its hosts.
    pub endpoints: Endpoints,
    /// Error codes that all its operations share.
    pub errors: &'static [ErrorInfo],
}

impl ServiceInfo {
    /// The class of `code` with `message`: from the operation's list, else the service's, else the provider's rules,
    /// else the HTTP status.
    pub(crate) fn classify(
        &self,
        operation: &OperationInfo,
        code: &str,
        message: &str,
        status: u16,
    ) -> Option<ErrorClass> {
        let listed = operation.errors.iter().chain(self.errors).find(|error| error.code == code);
        listed
            .map(|error| error.class)
            .or_else(|| self.provider.rule(code, message).map(|rule| rule.class))
            .or_else(|| class_of_status(status))
    }
}

/// The class that an HTTP status gives to an unknown code. 403 gives none: it is sent both for missing permissions and
/// for states that forbid a call.
fn class_of_status(status: u16) -> Option<ErrorClass> {
    match status {
        400 => Some(ErrorClass::InvalidRequest),
        401 => Some(ErrorClass::Authentication),
        404 => Some(ErrorClass::NotFound),
        409 => Some(ErrorClass::Conflict),
        429 => Some(ErrorClass::Throttling),
        500 => Some(ErrorClass::Internal),
        502..=504 => Some(ErrorClass::Unavailable),
        _ => None,
    }
}

/// A vendor.
#[derive(Debug)]
pub struct ProviderInfo {
    /// Name in specs and features.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Rules for codes that the operation does not list; the first match applies.
    pub rules: &'static [ErrorRule],
}

impl ProviderInfo {
    /// The first rule that matches `code` with `message`.
    pub(crate) fn rule(&self, code: &str, message: &str) -> Option<&'static ErrorRule> {
        self.rules.iter().find(|rule| rule.matches(code, message))
    }
}

/// What a code, or a family of codes, means.
#[derive(Clone, Copy, Debug)]
pub struct ErrorRule {
    text: &'static str,
    is_prefix: bool,
    message: Option<&'static str>,
    /// The HTTP status that comes with it, when it is known.
    pub http: Option<u16>,
    /// What it means to a caller.
    pub class: ErrorClass,
}

impl ErrorRule {
    /// A rule for one code.
    pub const fn code(code: &'static str, class: ErrorClass) -> Self {
        Self { text: code, is_prefix: false, message: None, http: None, class }
    }

    /// A rule for all codes that start with `prefix`.
    pub const fn prefix(prefix: &'static str, class: ErrorClass) -> Self {
        Self { is_prefix: true, ..Self::code(prefix, class) }
    }

    /// Limits the rule to messages that contain `part`, in any case.
    pub const fn message(mut self, part: &'static str) -> Self {
        self.message = Some(part);
        self
    }

    /// Sets the HTTP status that comes with it.
    pub const fn http(mut self, status: u16) -> Self {
        self.http = Some(status);
        self
    }

    fn matches(&self, code: &str, message: &str) -> bool {
        let code_matches = if self.is_prefix { code.starts_with(self.text) } else { code == self.text };
        let part = self.message.unwrap_or_default();
        code_matches && message.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
    }
}
