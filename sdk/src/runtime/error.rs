//! The one error of the crate.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::operation::Operation;
use super::response::RawResponse;

/// A specialised `Result` of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with a call, in one flat type.
///
/// [`kind`](Self::kind) tells where a call failed, [`class`](Self::class) and the `is_*` predicates what
/// the vendor's code means, whichever vendor it was, and [`code`](Self::code) gives the operation's own
/// codes as an enum. `Display` says all of it in one line and never a secret.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::tencent::mongodb::Client) {
/// use clouddb::tencent::mongodb::{DescribeBackupDownloadTaskCode, DescribeBackupDownloadTaskRequest};
///
/// let request = DescribeBackupDownloadTaskRequest::new("cmgo-fdzf0001");
/// match client.describe_backup_download_task(&request).await {
///     Ok(response) => println!("{} tasks", response.total_count),
///     Err(error) if error.is_throttled() => println!("slow down: {error}"),
///     Err(error) => match error.code::<DescribeBackupDownloadTaskRequest>() {
///         Some(DescribeBackupDownloadTaskCode::InvalidParameterValueNotFoundInstance) => println!("no such instance"),
///         _ => println!("{error}"),
///     },
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

#[derive(Default)]
struct Inner {
    kind: ErrorKind,
    class: Option<ErrorClass>,
    message: String,
    code: Option<String>,
    request_id: Option<String>,
    http_status: Option<u16>,
    vendor: Option<&'static str>,
    service: Option<&'static str>,
    operation: Option<String>,
    host: Option<String>,
    attempts: u32,
    elapsed: Option<Duration>,
    response: Option<RawResponse>,
    is_absence: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Where a call failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration is wrong: nothing was sent. Troubleshooting: the message names the setting.
    #[default]
    Config,
    /// The request breaks a rule of its operation: nothing was sent. Troubleshooting: the message lists every fault.
    InvalidRequest,
    /// No credentials, or no usable ones: nothing was sent. Troubleshooting: the message says where they were looked for.
    Credentials,
    /// No connection, or it broke. Troubleshooting: check the host in the message, DNS, proxies and TLS.
    Connect,
    /// No answer in time; the message says which limit ended the call.
    Timeout,
    /// An HTTP status that is no answer of the API, mostly from a proxy or a gateway in front of it.
    Http,
    /// The answer could not be understood; [`Error::response`] has it as it came.
    Decode,
    /// The pages of a list do not lead on: the service gave one, or a token, for the second time. Troubleshooting: narrow
    /// the request, or read single pages.
    Pagination,
    /// What was waited for has failed. Troubleshooting: the source is the [`WaitError`](super::WaitError), which has it.
    Failed,
    /// The API said no; [`Error::code_str`] has its code.
    Api,
}

impl ErrorKind {
    fn text(self) -> &'static str {
        match self {
            Self::Config => "configuration",
            Self::InvalidRequest => "invalid request",
            Self::Credentials => "credentials",
            Self::Connect => "connection",
            Self::Timeout => "timeout",
            Self::Http => "HTTP",
            Self::Decode => "decoding",
            Self::Pagination => "pagination",
            Self::Failed => "failure",
            Self::Api => "API",
        }
    }
}

/// What an error code means to a caller, whichever vendor it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Too many calls: the service did nothing, wait and repeat.
    Throttling,
    /// The caller's clock is wrong: the service did nothing.
    ClockSkew,
    /// A nonce was used twice: the service did nothing this time.
    Replay,
    /// The key, the token or the signature was refused.
    Authentication,
    /// The account may not do this.
    Permission,
    /// What the request names does not exist.
    NotFound,
    /// The request is wrong.
    InvalidRequest,
    /// The resource's state forbids it now.
    Conflict,
    /// The account or the resource has no room left.
    Quota,
    /// The service cannot do this, or not here.
    Unsupported,
    /// The service is away for a moment.
    Unavailable,
    /// The service failed.
    Internal,
}

impl Error {
    /// An error of `kind`, before it is known which call it belongs to.
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), ..Inner::default() }))
    }

    /// What a [`CredentialsProvider`](super::CredentialsProvider) says when its source is there and does not work:
    /// a chain ends with this error. The message is shown, so it must hold no secret.
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    /// What a [`CredentialsProvider`](super::CredentialsProvider) says when it has nothing to offer, its source not
    /// being configured, with the reason: a chain goes on to the next source. The message must hold no secret.
    pub fn no_credentials(message: impl Into<String>) -> Self {
        let mut error = Self::credentials(message);
        error.0.is_absence = true;
        error
    }

    /// Whether it says that a source of credentials has nothing to offer.
    pub(crate) fn is_absence(&self) -> bool {
        self.0.is_absence
    }

    /// A fault of the configuration.
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// A refusal by the API.
    pub(crate) fn api(code: String, message: &str, class: Option<ErrorClass>) -> Self {
        let mut error = Self::new(ErrorKind::Api, message);
        error.0.code = Some(code);
        error.0.class = class;
        error
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Notes the answer that it was read from.
    pub(crate) fn with_response(mut self, response: &RawResponse) -> Self {
        self.0.http_status = Some(response.status());
        if self.0.request_id.is_none() {
            self.0.request_id = response.request_id().map(str::to_owned);
        }
        self.0.response = Some(response.clone());
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        if let Some(id) = request_id {
            self.0.request_id = Some(id);
        }
        self
    }

    /// Notes the call that it belongs to.
    pub(crate) fn with_call(mut self, vendor: &'static str, service: &'static str, operation: &str) -> Self {
        self.0.vendor = Some(vendor);
        self.0.service = Some(service);
        self.0.operation = Some(operation.to_owned());
        self
    }

    pub(crate) fn with_host(mut self, host: &str) -> Self {
        self.0.host = Some(host.to_owned());
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = Some(elapsed);
        self
    }

    /// Where the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the vendor's code means; `None` when no code came or nobody knows it.
    pub fn class(&self) -> Option<ErrorClass> {
        self.0.class
    }

    /// The operation's own error code as an enum, if the API sent one. A code that the operation does
    /// not list is the enum's `Other`.
    pub fn code<O: Operation>(&self) -> Option<O::Code> {
        self.code_str().map(O::Code::from)
    }

    /// The vendor's error code as it came.
    pub fn code_str(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The vendor's message as it came, or what this crate has to say.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The vendor's id of the call, for a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The HTTP status of the answer, if there was one.
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// The vendor that was called: `tencent`, `alibaba` or `huawei`.
    pub fn vendor(&self) -> Option<&'static str> {
        self.0.vendor
    }

    /// The operation that was called.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// The host that was called, with its port if it is not the usual one.
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, from its first poll.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.elapsed
    }

    /// The answer as it came, if there was one.
    pub fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }

    /// The vendor limits calls and this was one too many; wait and repeat.
    pub fn is_throttled(&self) -> bool {
        self.0.class == Some(ErrorClass::Throttling)
            || (self.0.class.is_none() && self.0.http_status == Some(429))
    }

    /// What the request names does not exist.
    pub fn is_not_found(&self) -> bool {
        self.0.class == Some(ErrorClass::NotFound)
    }

    /// The vendor refused the key, the token or the signature. Look at the key, its expiry and the site it belongs to.
    pub fn is_authentication(&self) -> bool {
        self.0.class == Some(ErrorClass::Authentication)
    }

    /// The account may not do this. The operation's documentation names the permission.
    pub fn is_permission_denied(&self) -> bool {
        self.0.class == Some(ErrorClass::Permission)
    }

    /// The request is wrong, says this crate or the vendor; repeating it will not help.
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest || self.0.class == Some(ErrorClass::InvalidRequest)
    }

    /// The local clock is too far from the vendor's.
    pub fn is_clock_skew(&self) -> bool {
        self.0.class == Some(ErrorClass::ClockSkew)
    }

    /// A limit on time ended the call; the message says which.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// No connection, or it broke.
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }
}

impl fmt::Display for Error {
    /// `tencent mongodb DescribeBackups: API error Code: message (not found, HTTP 200, request id …, host …)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let (Some(vendor), Some(service), Some(operation)) =
            (inner.vendor, inner.service, &inner.operation)
        {
            write!(f, "{vendor} {service} {operation}: ")?;
        }
        write!(f, "{} error", inner.kind.text())?;
        if let Some(code) = &inner.code {
            write!(f, " {}", one_line(code))?;
        }
        if !inner.message.is_empty() {
            write!(f, ": {}", one_line(&inner.message))?;
        }
        let mut notes = Vec::new();
        if let Some(status) = inner.http_status {
            notes.push(format!("HTTP {status}"));
        }
        if let Some(id) = &inner.request_id {
            notes.push(format!("request id {}", one_line(id)));
        }
        if let Some(host) = &inner.host {
            notes.push(format!("host {host}"));
        }
        if inner.attempts > 1 {
            notes.push(format!("{} attempts", inner.attempts));
        }
        if let Some(elapsed) = inner.elapsed.filter(|_| inner.attempts > 0) {
            notes.push(format!("after {:.1} s", elapsed.as_secs_f64()));
        }
        if !notes.is_empty() {
            write!(f, " ({})", notes.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("class", &inner.class)
            .field("code", &inner.code)
            .field("message", &inner.message)
            .field("http_status", &inner.http_status)
            .field("request_id", &inner.request_id)
            .field("vendor", &inner.vendor)
            .field("operation", &inner.operation)
            .field("host", &inner.host)
            .field("attempts", &inner.attempts)
            .field("source", &inner.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Folds line ends and other control characters into spaces: a message is one line, whoever wrote it.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
