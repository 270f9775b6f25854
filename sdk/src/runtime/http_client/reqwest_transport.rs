//! A transport that uses a `reqwest::Client`.

use std::fmt;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use super::tls::Tls;
use crate::runtime::error::Result;
use crate::runtime::transport::{BodyLimit, BoxFuture, Transport, TransportError, TransportErrorKind};

/// A `reqwest::Client` of your own as a [`Transport`]: for a proxy with a password, a client certificate, roots of
/// your own or a connection pool that several configurations share. Clones share the client.
///
/// The version of `reqwest` (0.13) is part of this type's API: another one is a breaking change of this crate, and a
/// program needs the same version in its manifest. No other public item has a type of `reqwest`.
///
/// # Building a client
///
/// [`client_builder`](Self::client_builder) has the settings that a transport needs: it follows no redirects, retries
/// nothing, and uses the TLS of this crate's features. A builder of your own must set the same:
///
/// ```no_run
/// use clouddb::ReqwestTransport;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = ReqwestTransport::client_builder()?
///     .proxy(reqwest::Proxy::all("http://proxy.example:3128")?.basic_auth("user", "fakeSecret0001"))
///     .build()?;
/// let transport = ReqwestTransport::new(client);
/// # let _ = transport;
/// # Ok(())
/// # }
/// ```
///
/// ```no_run
/// use clouddb::ReqwestTransport;
/// use reqwest::{redirect, retry};
///
/// # fn main() -> Result<(), reqwest::Error> {
/// let client = reqwest::Client::builder()
///     .redirect(redirect::Policy::none()) // a redirect would send the signed request to another host
///     .retry(retry::never())
///     .referer(false)
///     .build()?;
/// let transport = ReqwestTransport::from(client);
/// # let _ = transport;
/// # Ok(())
/// # }
/// ```
///
/// Such a builder uses the TLS of `reqwest`'s own features. Enable one of them (`rustls`, `native-tls`) in your
/// manifest: with this crate's feature `rustls`, `reqwest` has rustls and no crypto provider, and `build` panics unless
/// the program has installed one.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Sends through `client`, which must follow no redirects and retry nothing. A call whose request was redirected
    /// fails with [`ErrorKind::Http`](crate::ErrorKind::Http).
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// A builder of clients that follow no redirects, retry nothing, send no `Referer`, and use the TLS that this
    /// crate's features choose.
    ///
    /// With rustls that TLS is final: certificates and identities that are added to the builder have no effect on it.
    /// For other roots, set a configuration of your own (`tls_backend_preconfigured`) or `reqwest`'s
    /// (`tls_backend_rustls`).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when the system has no root certificates, or when the crate has
    /// the feature `rustls-no-provider` alone and the program has installed no crypto provider.
    pub fn client_builder() -> Result<reqwest::ClientBuilder> {
        Ok(Self::builder_with(&Tls::new()?))
    }

    pub(super) fn builder_with(tls: &Tls) -> reqwest::ClientBuilder {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false);
        tls.apply(builder)
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self::new(client)
    }
}

impl fmt::Debug for ReqwestTransport {
    /// Without the client, which would show its default headers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let limit = request.extensions().get().map_or(usize::MAX, |BodyLimit(bytes)| *bytes);
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let sent_to = request.url().clone();
            let mut received = self.client.execute(request).await.map_err(failure)?;
            // A client that follows redirects has sent the signed request to another host, and the response is not that
            // of the signed request.
            if *received.url() != sent_to {
                return Err(redirected(&received.url().origin().ascii_serialization()));
            }
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = received.status();
            *response.headers_mut() = std::mem::take(received.headers_mut());
            let mut body = BytesMut::new();
            while let Some(chunk) = received.chunk().await.map_err(failure)? {
                if chunk.len() > limit - body.len() {
                    let message = format!("more than the limit of {limit} bytes");
                    return Err(TransportError::new(TransportErrorKind::TooLarge, message));
                }
                body.extend_from_slice(&chunk);
            }
            *response.body_mut() = body.freeze();
            Ok(response)
        })
    }
}

fn redirected(origin: &str) -> TransportError {
    let text = format!(
        "the request was redirected to {origin} and the HTTP client followed; build the client with \
         `redirect(Policy::none())`"
    );
    TransportError::explained(TransportErrorKind::Redirected, text)
}

fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_redirect() {
        TransportErrorKind::Redirected
    } else if error.is_connect() && error.is_timeout() {
        TransportErrorKind::ConnectTimeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Broken
    };
    // The URL can contain secret parameters.
    TransportError::new(kind, error.without_url())
}
