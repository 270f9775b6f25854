//! The HTTP client that comes with the crate, and `reqwest::Client` as a transport.

use std::sync::Mutex;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use tracing::{Instrument, Span};

use super::error::{Error, Result};
use super::io_thread::{IoThread, Running};
use super::lock::lock;
use super::proxy::ProxyFaults;
use super::transport::{BodyLimit, BoxFuture, Transport, TransportError, TransportErrorKind};

/// The transport that comes with the crate: a client that knows its own limit on connecting.
///
/// Its connections belong to a thread of its own and not to the runtime of a caller. So a client can be used from several
/// runtimes, one that ends takes no connection along, and a server that keeps its connection busy without end (with
/// `100 Continue`, which hyper reads without a pause) cannot keep a caller's limits on time from being noticed.
#[derive(Debug)]
pub(crate) struct OwnClient {
    client: reqwest::Client,
    connect: Duration,
    faults: ProxyFaults,
    /// Started with the first request.
    thread: Mutex<Option<IoThread>>,
}

impl OwnClient {
    /// Starts to send on the client's own thread.
    fn start(&self, request: Request<Bytes>) -> std::io::Result<Running<Outcome>> {
        let client = self.client.clone();
        let sent = async move { client.send(request).await }.instrument(Span::current());
        let mut thread = lock(&self.thread);
        let thread = match &mut *thread {
            Some(thread) => thread,
            none => none.insert(IoThread::start()?),
        };
        Ok(thread.run(sent))
    }
}

type Outcome = Result<Response<Bytes>, TransportError>;

impl Transport for OwnClient {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            if let Some(fault) = self.faults.fault(request.uri()) {
                return Err(TransportError::explained(TransportErrorKind::Proxy, fault));
            }
            let outcome = self
                .start(request)
                .map_err(|error| TransportError::new(TransportErrorKind::Connect, error))?
                .await;
            let ended = || {
                TransportError::explained(
                    TransportErrorKind::Broken,
                    "the thread of the connections has ended",
                )
            };
            outcome.ok_or_else(ended)?.map_err(|error| match error.kind() {
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
    let (builder, faults) = match proxies {
        true => (builder, ProxyFaults::from_process()),
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
    Ok(OwnClient { client, connect, faults, thread: Mutex::default() })
}

impl Transport for reqwest::Client {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let limit = request.extensions().get().map_or(usize::MAX, |BodyLimit(bytes)| *bytes);
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let sent_to = request.url().clone();
            let mut received = self.execute(request).await.map_err(failure)?;
            // A client that follows redirects has handed the signed request to another host, and what came back
            // says nothing of the request that was signed.
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
    // The URL can hold secret parameters.
    TransportError::new(kind, error.without_url())
}
