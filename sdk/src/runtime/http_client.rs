//! The HTTP client that comes with the crate, and `reqwest::Client` as a transport.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use super::error::{Error, Result};
use super::proxy::ProxyFaults;
use super::transport::{BodyLimit, BoxFuture, Transport, TransportError, TransportErrorKind};

/// The transport that comes with the crate: a client that knows its own limit on connecting.
#[derive(Clone, Debug)]
pub(crate) struct OwnClient {
    client: reqwest::Client,
    connect: Duration,
    proxies: Arc<ProxyFaults>,
}

impl Transport for OwnClient {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        if let Some(fault) = self.proxies.fault(request.uri()) {
            let error = TransportError::explained(TransportErrorKind::Proxy, fault);
            return Box::pin(std::future::ready(Err(error)));
        }
        let sent = self.client.send(request);
        Box::pin(async move {
            sent.await.map_err(|error| match error.kind() {
                TransportErrorKind::ConnectTimeout => {
                    let message = format!("connecting took longer than its limit of {:?}", self.connect);
                    TransportError::explained(TransportErrorKind::ConnectTimeout, message)
                }
                _ => error,
            })
        })
    }
}

/// Makes the transport that comes with the crate, with the surroundings' proxies or without.
///
/// Connections that idle are dropped after `idle`, before the vendor drops them: a request on a
/// connection that the other side has just closed is lost.
pub(crate) fn client(connect: Duration, idle: Duration, proxies: bool) -> Result<OwnClient> {
    let builder = reqwest::Client::builder();
    let (builder, proxies) = match proxies {
        true => (builder, ProxyFaults::of_process()),
        false => (builder.no_proxy(), ProxyFaults::default()),
    };
    let built = builder
        .user_agent(concat!("clouddb-rust/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect)
        .pool_idle_timeout(idle)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .build();
    let client = built.map_err(|e| Error::config("the HTTP client cannot be built").with_source(e))?;
    Ok(OwnClient { client, connect, proxies: Arc::new(proxies) })
}

impl Transport for reqwest::Client {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let limit = request.extensions().get().map_or(usize::MAX, |BodyLimit(bytes)| *bytes);
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let sent_to = request.url().clone();
            let mut answer = self.execute(request).await.map_err(failure)?;
            // A client that follows redirects has handed the signed request to somebody else, and what came back
            // says nothing of the request that was signed.
            if *answer.url() != sent_to {
                return Err(redirected(&answer.url().origin().ascii_serialization()));
            }
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            let mut body = BytesMut::new();
            while let Some(chunk) = answer.chunk().await.map_err(failure)? {
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
    // The URL can hold parameters that are nobody's business.
    TransportError::new(kind, error.without_url())
}
