//! The interface between the shared call function and the three wire protocols.

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

/// A vendor: its wire protocol and its own settings.
///
/// The trait is sealed: only `__private` exports it, and only the vendors of this crate implement it.
pub trait Vendor: Protocol + Clone + Default + 'static {
    /// How long an idle connection is kept, less than the vendor's own limit.
    const IDLE_TIMEOUT: Duration;

    /// Whether a region, or an endpoint, must be known before anything can be sent.
    const NEEDS_REGION: bool;

    /// The environment variables that name the region.
    const REGION_VARIABLES: &'static [&'static str];

    /// How long before their expiry credentials are refreshed.
    const REFRESH_MARGIN: Duration;

    /// Where credentials come from when none are configured, in the vendor's own order.
    fn default_chain() -> CredentialsChain;

    /// Completes and checks the vendor's own settings.
    fn complete(self, environment: &Environment) -> Result<Self>;
}

/// A wire protocol. The call function uses it as `dyn Protocol`, so it is compiled once. Sealed, as [`Vendor`] is.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// Encodes a request, except what changes with each attempt.
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

    /// Encodes a request that the protocol can carry.
    fn write(&self, outgoing: &Outgoing<'_>) -> Result<Encoded>;

    /// The places of a request with `method` that can carry parameters, besides a path that names them. The vendor's
    /// own clients use the first.
    fn places(&self, method: Method) -> &'static [Place];

    /// Whether a request with `method` has a body.
    fn has_body(&self, _method: Method) -> bool {
        true
    }

    /// Whether two parameters with the same name, in these places, both reach the operation.
    fn keeps_both(&self, _one: Place, _other: Place) -> bool {
        false
    }

    /// Completes what [`encode`](Self::encode) could not know without a request, once per call, before the first
    /// attempt. Most protocols do nothing here.
    fn prepare<'a>(
        &'a self,
        _encoded: &'a mut Encoded,
        _caller: &'a Caller<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Adds what changes with each attempt: date, nonce, key and signature.
    fn sign(&self, request: &mut Request<Bytes>, signing: &Signing<'_>) -> Result<()>;

    /// The envelope of responses: the members besides the data, and the form of errors.
    fn envelope(&self) -> &'static Envelope;

    /// The member of a body that holds the data and, on failure, the error.
    fn root(&self) -> Option<&'static str> {
        self.envelope().root
    }

    /// Whether the protocol sets a header: a caller's header of that name is not sent.
    fn owns_header(&self, name: &HeaderName) -> bool;

    /// Whether [`prepare`](Self::prepare) and [`sign`](Self::sign) set the header, besides `authorization`.
    fn signing_sets(&self, name: &HeaderName) -> bool;

    /// The delay that a response asks for in a header of the vendor.
    fn retry_after(&self, _headers: &HeaderMap) -> Option<Duration> {
        None
    }

    /// The API error that a response reports, if any, whatever its HTTP status.
    fn failure(&self, response: &RawResponse) -> Option<Failure> {
        self.envelope().failure(response, &[])
    }

    /// The vendor's request id, if the headers have it.
    fn request_id(&self, headers: &HeaderMap) -> Option<String>;
}

/// A request before a protocol encodes it.
pub struct Outgoing<'a> {
    pub service: &'a ServiceInfo,
    pub operation: &'a str,
    pub method: Method,
    pub path: &'a str,
    pub parameters: Vec<Parameter<'a>>,
    /// Whether the operation has parameters in the body, set or not.
    pub has_body: bool,
    /// A body to send unchanged.
    pub body: Option<&'a Bytes>,
    pub headers: &'a HeaderMap,
    pub region: Option<&'a str>,
}

/// An encoded request: URL, headers and body, unsigned.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Encoded {
    pub method: Method,
    /// As in the URL, from the first `/`.
    pub path: String,
    /// As in the URL, without `?`.
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// The context of a call: the key that signs it, and the client's parts.
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

/// The authority of a request's URI, which is the value of `Host`.
pub fn host(request: &Request<Bytes>) -> String {
    request.uri().authority().map(ToString::to_string).unwrap_or_default()
}

/// Sets a header. Text that a header cannot hold is an error that names the header but not the text.
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

/// Text as a header's value, without spaces at the ends.
pub fn header_text(name: &str, text: &str) -> Result<http::HeaderValue> {
    http::HeaderValue::from_bytes(text.trim().as_bytes()).map_err(|_| {
        Error::new(
            super::error::ErrorKind::InvalidRequest,
            format!("the header {name} would hold a control character"),
        )
    })
}
