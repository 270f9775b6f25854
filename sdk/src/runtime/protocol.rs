//! What a vendor does in its own way: the seam between the one call function and the three wire protocols.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Request};

use super::carry;
use super::credentials::{Credentials, CredentialsChain, ProviderContext};
use super::envelope::Envelope;
use super::environment::Environment;
use super::error::{Error, Result};
use super::operation::{Method, ServiceInfo};
use super::parameter::Parameter;
use super::response::RawResponse;
use super::table::Place;
use super::transport::BoxFuture;

/// A vendor: its wire protocol and the settings that only it has.
///
/// The trait is sealed: `__private` alone names it, and the vendors of this crate implement it.
pub trait Vendor: Protocol + Clone + Default + 'static {
    /// How long an idle connection is kept, less than the vendor's own limit.
    const IDLE_TIMEOUT: Duration;

    /// Whether a region, or an endpoint, must be known before anything can be sent.
    const NEEDS_REGION: bool;

    /// The environment variables that name the region.
    const REGION_VARIABLES: &'static [&'static str];

    /// How long before they expire credentials are asked for anew.
    const REFRESH_MARGIN: Duration;

    /// Where credentials come from when none are configured, in the vendor's own order.
    fn default_chain() -> CredentialsChain;

    /// Completes and checks the vendor's own settings.
    fn complete(self, environment: &Environment) -> Result<Self>;
}

/// A wire protocol. It is used behind `dyn`, so that the call function is compiled once. Sealed, as
/// [`Vendor`] is.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// Writes a request down, all but what changes with each attempt.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](super::ErrorKind::InvalidRequest) when the protocol cannot carry all of it.
    fn encode(&self, outgoing: &Outgoing<'_>) -> Result<Encoded> {
        carry::check(self, outgoing)?;
        let encoded = self.write(outgoing)?;
        carry::check_headers(outgoing.headers, &encoded)?;
        Ok(encoded)
    }

    /// Writes down a request that holds nothing without room for it.
    fn write(&self, outgoing: &Outgoing<'_>) -> Result<Encoded>;

    /// Where the parameters of a request with `method` can travel, beside a path that names them. The first is where the
    /// vendor's own clients put them.
    fn places(&self, method: Method) -> &'static [Place];

    /// Whether a request with `method` has a body.
    fn has_body(&self, _method: Method) -> bool {
        true
    }

    /// Whether two parameters of one name, in these places, both reach the operation.
    fn keeps_both(&self, _one: Place, _other: Place) -> bool {
        false
    }

    /// Completes what [`encode`](Self::encode) had to leave open because it must be asked for, once a call before
    /// its first attempt. Most protocols leave nothing open.
    fn prepare<'a>(
        &'a self,
        _encoded: &'a mut Encoded,
        _caller: &'a Caller<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Adds what changes with each attempt: date, nonce, key and signature.
    fn sign(&self, request: &mut Request<Bytes>, signing: &Signing<'_>) -> Result<()>;

    /// The envelope of responses: the members beside the data, and how errors are spelled.
    fn envelope(&self) -> &'static Envelope;

    /// The member of a body that holds the data and, on failure, the error.
    fn root(&self) -> Option<&'static str> {
        self.envelope().root
    }

    /// Whether a header is the protocol's to set: a call's own one of that name is not sent.
    fn owns_header(&self, name: &HeaderName) -> bool;

    /// Whether [`prepare`](Self::prepare) and [`sign`](Self::sign) give the header a value of their own, beside
    /// `authorization`.
    fn signing_sets(&self, name: &HeaderName) -> bool;

    /// How long a response asks to wait in a header of the vendor's own.
    fn retry_after(&self, _headers: &HeaderMap) -> Option<Duration> {
        None
    }

    /// The error that a response reports, whatever its HTTP status, if it is one of the API's own.
    fn failure(&self, response: &RawResponse) -> Option<Failure> {
        self.envelope().failure(response, &[])
    }

    /// The vendor's id of the call, as far as the headers have it.
    fn request_id(&self, headers: &HeaderMap) -> Option<String>;
}

/// A request before a protocol writes it down.
pub struct Outgoing<'a> {
    pub service: &'a ServiceInfo,
    pub operation: &'a str,
    pub method: Method,
    pub path: &'a str,
    pub parameters: Vec<Parameter<'a>>,
    /// Whether the operation has parameters that travel in the body, set or not.
    pub has_body: bool,
    /// A body to send as it is.
    pub body: Option<&'a Bytes>,
    pub headers: &'a HeaderMap,
    pub region: Option<&'a str>,
}

/// A request as it stands in the URL, the headers and the body, unsigned.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Encoded {
    pub method: Method,
    /// As it stands in the URL, from the first `/`.
    pub path: String,
    /// As it stands in the URL, without `?`.
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Who makes a call: the key that will sign it, and what the client works with.
pub struct Caller<'a> {
    pub credentials: &'a Credentials,
    pub context: &'a ProviderContext,
}

/// What an attempt is signed with.
pub struct Signing<'a> {
    pub service: &'a ServiceInfo,
    pub credentials: &'a Credentials,
    pub time: SystemTime,
    pub nonce: u128,
}

/// An error as the API sent it.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    pub code: String,
    pub message: String,
    pub request_id: Option<String>,
}

/// The authority of a request's URI: what `Host` says.
pub fn host(request: &Request<Bytes>) -> String {
    request.uri().authority().map(ToString::to_string).unwrap_or_default()
}

/// Sets a header; text that cannot stand in one is an error that names the header but not the text.
pub fn set_header(headers: &mut HeaderMap, name: &'static str, text: &str) -> Result<()> {
    headers.insert(name, header_text(name, text)?);
    Ok(())
}

/// Sets a header that is a key, a token or a signature: it is not shown by the `Debug` of requests.
pub fn set_secret_header(headers: &mut HeaderMap, name: &'static str, text: &str) -> Result<()> {
    headers.insert(name, secret_header_text(name, text)?);
    Ok(())
}

/// The same for one value.
pub fn secret_header_text(name: &str, text: &str) -> Result<http::HeaderValue> {
    let mut value = header_text(name, text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Text as a header's value, without blanks at the ends.
pub fn header_text(name: &str, text: &str) -> Result<http::HeaderValue> {
    http::HeaderValue::from_bytes(text.trim().as_bytes()).map_err(|_| {
        Error::new(
            super::error::ErrorKind::InvalidRequest,
            format!("the header {name} would hold a control character"),
        )
    })
}
