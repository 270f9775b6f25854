//! The one error of the crate.

mod display;
mod kind;

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use super::operation::Operation;
use super::response::RawResponse;
use super::transport::TransportErrorKind;

pub use kind::{ErrorClass, ErrorKind};

use display::Redacted;

/// A specialised `Result` of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of a call, in one flat type.
///
/// [`kind`](Self::kind) says where a call failed, [`class`](Self::class) and the `is_*` predicates say what the
/// vendor's code means, independent of the vendor, and [`code`](Self::code) returns the operation's own codes as an
/// enum. `Display` shows all of it in one line and never a secret: secrets of the request are shown as `***` if the
/// service repeats them, unless they have fewer than four characters. Only [`response`](Self::response) has the raw
/// response.
///
/// `Display` leaves the cause to [`source`](std::error::Error::source), so that a report of the whole chain (`{:#}` of
/// anyhow) contains everything once.
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

#[derive(Clone, Default)]
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
    retry_after: Option<Duration>,
    response: Option<RawResponse>,
    is_absence: bool,
    transport: Option<TransportErrorKind>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of `kind`, before it is known which call it belongs to.
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), ..Inner::default() }))
    }

    /// The error of a [`CredentialsProvider`](super::CredentialsProvider) whose source is configured but fails: a chain
    /// ends with it. The message is shown, so it must not contain a secret.
    ///
    /// ```
    /// use clouddb::Error;
    ///
    /// # fn fetch() -> Result<(), Error> {
    /// let key = std::fs::read_to_string("/run/vault/key")
    ///     .map_err(|error| Error::credentials("the vault cannot be read").with_source(error))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    /// The error of a [`CredentialsProvider`](super::CredentialsProvider) whose source is not configured, with the
    /// reason: a chain continues with the next source. The message must not contain a secret.
    pub fn no_credentials(message: impl Into<String>) -> Self {
        let mut error = Self::credentials(message);
        error.0.is_absence = true;
        error
    }

    /// Whether it says that a source of credentials is not configured.
    pub(crate) fn is_absence(&self) -> bool {
        self.0.is_absence
    }

    /// A fault of the configuration.
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// An error of the API.
    pub(crate) fn api(code: String, message: &str, class: Option<ErrorClass>) -> Self {
        let mut error = Self::new(ErrorKind::Api, message);
        error.0.code = Some(code);
        error.0.class = class;
        error
    }

    /// Adds the cause. `Display` does not repeat it, [`source`](std::error::Error::source) returns it. Reports of the
    /// whole chain show it, so it must not contain a secret.
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Takes over the cause of `other`, if it has one.
    pub(crate) fn with_source_of(mut self, other: &Self) -> Self {
        if let Some(source) = &other.0.source {
            self.0.source = Some(source.clone());
        }
        self
    }

    /// Sets the point at which the transport failed.
    pub(crate) fn with_transport_kind(mut self, kind: TransportErrorKind) -> Self {
        self.0.transport = Some(kind);
        self
    }

    /// At which point the transport failed, if it did.
    pub(crate) fn transport_kind(&self) -> Option<TransportErrorKind> {
        self.0.transport
    }

    /// A copy of the error, for another caller that waits for the same result.
    pub(crate) fn share(&self) -> Self {
        Self(self.0.clone())
    }

    /// Replaces the message.
    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }

    /// Turns it into an error of credentials: fetching them failed, not the call that needs them.
    pub(crate) fn into_credentials(mut self) -> Self {
        self.0.kind = ErrorKind::Credentials;
        self.0.is_absence = false;
        self
    }

    /// Turns it into the error that a source is not configured, with the same cause.
    pub(crate) fn into_absence(mut self) -> Self {
        self.0.kind = ErrorKind::Credentials;
        self.0.is_absence = true;
        self
    }

    /// Passes all shown text through `redact`, which returns a replacement, if any. The response stays raw.
    pub(crate) fn redact(mut self, redact: &dyn Fn(&str) -> Option<String>) -> Self {
        let inner = &mut *self.0;
        let shown = [Some(&mut inner.message), inner.code.as_mut(), inner.request_id.as_mut()];
        for text in shown.into_iter().flatten() {
            if let Some(redacted) = redact(text) {
                *text = redacted;
            }
        }
        if let Some(redacted) =
            inner.source.as_deref().and_then(|source| Redacted::from_error(source, redact))
        {
            inner.source = Some(Arc::new(redacted));
        }
        self
    }

    /// Notes the response that it was read from.
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

    /// Notes the host that is called; empty while it is not known.
    pub(crate) fn with_host(mut self, host: &str) -> Self {
        self.0.host = Some(host.to_owned()).filter(|host| !host.is_empty());
        self
    }

    /// Notes how long the service asked to wait.
    pub(crate) fn with_retry_after(mut self, delay: Duration) -> Self {
        self.0.retry_after = Some(delay);
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

    /// What the vendor's code means; `None` if there is no code or it is unknown.
    pub fn class(&self) -> Option<ErrorClass> {
        self.0.class
    }

    /// The operation's own error code as an enum, if the API sent one. An unlisted code is the enum's `Other`.
    ///
    /// `None` for an error of another operation, service or vendor. An untyped call counts as the operation that it
    /// names.
    pub fn code<O: Operation>(&self) -> Option<O::Code> {
        let (operation, service) = (O::INFO, O::INFO.service);
        let is_own = self.0.operation.as_deref() == Some(operation.name)
            && self.0.service == Some(service.name)
            && self.0.vendor == Some(service.provider.name);
        self.code_str().filter(|_| is_own).map(O::Code::from)
    }

    /// The vendor's error code.
    pub fn code_str(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The vendor's message, or the message of this crate.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The vendor's request id, for a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The HTTP status of the response, if there was one.
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

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, from its first poll.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.elapsed
    }

    /// The delay that the service asked for before the next call, if any.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The raw response, if there was one. Nothing in it is masked: a service may repeat the request in it, with its
    /// token.
    pub fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }

    /// Whether a rate limit of the vendor refused the call; wait and retry.
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

    /// The account has no permission for this call. The operation's documentation names the permission.
    pub fn is_permission_denied(&self) -> bool {
        self.0.class == Some(ErrorClass::Permission)
    }

    /// Whether this crate or the vendor found the request invalid; a retry does not help.
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest || self.0.class == Some(ErrorClass::InvalidRequest)
    }

    /// Whether the local clock differs too much from the vendor's.
    pub fn is_clock_skew(&self) -> bool {
        self.0.class == Some(ErrorClass::ClockSkew)
    }

    /// Whether a time limit ended the call; the message says which.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether there was no connection, or it broke.
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }
}
