//! The HTTP client that comes with the crate, and `reqwest::Client` as a transport.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use tokio::runtime::{Handle, Id as RuntimeId};

use super::error::{Error, Result};
use super::proxy::ProxyFaults;
use super::transport::{BodyLimit, BoxFuture, Transport, TransportError, TransportErrorKind};

/// For how many tokio runtimes clients are kept. More are made anew when they are needed.
const MAX_RUNTIMES: usize = 8;

/// The transport that comes with the crate. It knows its own limit on connecting, and it has connections of its own for
/// each tokio runtime: a connection is driven by the runtime that it was made in, and is dead to the others while that
/// one is idle.
#[derive(Debug)]
pub(crate) struct OwnClient {
    settings: Settings,
    faults: ProxyFaults,
    /// The latest used last. The first is made before it is known where it will be used.
    clients: Mutex<VecDeque<(Option<RuntimeId>, reqwest::Client)>>,
}

/// What a client is made with.
#[derive(Clone, Copy, Debug)]
struct Settings {
    connect: Duration,
    idle: Duration,
    proxies: bool,
}

impl OwnClient {
    /// The client of the runtime that this is called in.
    fn here(&self) -> Result<reqwest::Client> {
        let here = Handle::try_current().ok().map(|runtime| runtime.id());
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let known = clients.iter().position(|(runtime, _)| runtime.is_none() || *runtime == here);
        let client = match known.and_then(|index| clients.remove(index)) {
            Some((_, client)) => client,
            None => build(self.settings)?,
        };
        clients.push_back((here, client.clone()));
        if clients.len() > MAX_RUNTIMES {
            clients.pop_front();
        }
        Ok(client)
    }
}

impl Transport for OwnClient {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        if let Some(fault) = self.faults.fault(request.uri()) {
            let error = TransportError::explained(TransportErrorKind::Proxy, fault);
            return Box::pin(std::future::ready(Err(error)));
        }
        Box::pin(async move {
            let client =
                self.here().map_err(|error| TransportError::new(TransportErrorKind::Connect, error))?;
            client.send(request).await.map_err(|error| match error.kind() {
                TransportErrorKind::ConnectTimeout => {
                    let message =
                        format!("connecting took longer than its limit of {:?}", self.settings.connect);
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
    let settings = Settings { connect, idle, proxies };
    let faults = if proxies { ProxyFaults::of_process() } else { ProxyFaults::default() };
    let first = (None, build(settings)?);
    Ok(OwnClient { settings, faults, clients: Mutex::new(VecDeque::from([first])) })
}

fn build(Settings { connect, idle, proxies }: Settings) -> Result<reqwest::Client> {
    let builder = reqwest::Client::builder();
    let builder = if proxies { builder } else { builder.no_proxy() };
    let built = builder
        .user_agent(concat!("clouddb-rust/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect)
        .pool_idle_timeout(idle)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .build();
    built.map_err(|e| Error::config("the HTTP client cannot be built").with_source(e))
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
