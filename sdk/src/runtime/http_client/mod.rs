//! The crate's HTTP client.

mod reqwest_transport;
mod tls;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::sync::Notify;
use tracing::{Instrument, Span};

use super::error::{Error, Result};
use super::io_thread::{IoThread, Running};
use super::lock::lock;
use super::proxy::ProxyFaults;
use super::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};

pub use reqwest_transport::ReqwestTransport;
pub(crate) use tls::Tls;

/// How long a thread may take to start a request. After that it counts as blocked by a connection.
const MAX_STALL: Duration = Duration::from_millis(200);

/// The message for a client that the HTTP library or the TLS library refuses to make.
const UNBUILT: &str = "the HTTP client cannot be built";

/// How often a request moves to another thread.
const MAX_MOVES: u32 = 3;

/// The crate's transport: an HTTP client with its own limit on connecting.
///
/// Its connections belong to a thread of its own and not to the runtime of a caller. So a client can be used from
/// several runtimes, and a runtime that ends closes no connection. A server that sends interim responses without end
/// (`100 Continue`, which hyper reads without a pause) cannot delay a caller's time limits. Requests that such a
/// connection blocks move to a new thread.
#[derive(Debug)]
pub(crate) struct OwnClient {
    settings: Settings,
    faults: ProxyFaults,
    line: Mutex<Arc<Line>>,
}

/// The settings of a client.
#[derive(Clone, Debug)]
struct Settings {
    connect: Duration,
    idle: Duration,
    proxies: bool,
    tls: Tls,
}

/// A client and the thread that drives its connections, which is started with the first request and ends with the last.
#[derive(Debug)]
struct Line {
    client: ReqwestTransport,
    thread: Mutex<Option<IoThread>>,
}

type Outcome = Result<Response<Bytes>, TransportError>;

impl Line {
    fn new(settings: &Settings) -> Result<Self> {
        Ok(Self { client: build(settings)?, thread: Mutex::default() })
    }

    /// Starts to send, unless the claim is taken before the thread starts the request.
    fn start(&self, request: Request<Bytes>, claim: Arc<Claim>) -> io::Result<Running<Option<Outcome>>> {
        let client = self.client.clone();
        let sent = async move {
            if !claim.take() {
                return None;
            }
            Some(client.send(request).await)
        };
        let mut thread = lock(&self.thread);
        let thread = match &mut *thread {
            Some(thread) => thread,
            none => none.insert(IoThread::start()?),
        };
        Ok(thread.run(sent.instrument(Span::current())))
    }
}

/// The owner of a request: the thread that sends it, or the caller that moves it to another thread. It is sent once.
#[derive(Debug, Default)]
struct Claim {
    is_taken: AtomicBool,
    looked_at: Notify,
}

impl Claim {
    /// Takes the request; `false` if it was taken before.
    fn take(&self) -> bool {
        let is_first = !self.is_taken.swap(true, Ordering::SeqCst);
        self.looked_at.notify_one();
        is_first
    }
}

impl OwnClient {
    fn line(&self) -> Arc<Line> {
        lock(&self.line).clone()
    }

    /// Replaces a blocked line by a new one. Requests in progress keep the old one.
    fn replace(&self, stalled: &Arc<Line>) -> Result<()> {
        let mut line = lock(&self.line);
        if Arc::ptr_eq(&line, stalled) {
            *line = Arc::new(Line::new(&self.settings)?);
        }
        Ok(())
    }

    async fn exchange(&self, request: Request<Bytes>) -> Outcome {
        let not_sent = |error: Box<dyn std::error::Error + Send + Sync>| {
            TransportError::new(TransportErrorKind::Connect, error)
        };
        let mut moves = 0;
        loop {
            let (line, claim) = (self.line(), Arc::new(Claim::default()));
            let running =
                line.start(request.clone(), claim.clone()).map_err(|error| not_sent(error.into()))?;
            let looked_at = tokio::time::timeout(MAX_STALL, claim.looked_at.notified());
            if moves < MAX_MOVES && looked_at.await.is_err() && claim.take() {
                self.replace(&line).map_err(|error| not_sent(error.into()))?;
                moves += 1;
                continue;
            }
            let ended = || {
                TransportError::explained(
                    TransportErrorKind::Broken,
                    "the thread of the connections has ended",
                )
            };
            return running.await.flatten().ok_or_else(ended)?;
        }
    }
}

impl Transport for OwnClient {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Outcome> {
        Box::pin(async move {
            if let Some(fault) = self.faults.fault(request.uri()) {
                return Err(TransportError::explained(TransportErrorKind::Proxy, fault));
            }
            self.exchange(request).await.map_err(|error| match error.kind() {
                TransportErrorKind::ConnectTimeout => {
                    let limit = self.settings.connect;
                    let message = format!("connecting took longer than its limit of {limit:?}");
                    TransportError::explained(TransportErrorKind::ConnectTimeout, message)
                }
                _ => error,
            })
        })
    }
}

/// Makes the crate's transport, with or without the proxies of the process's environment.
///
/// Idle connections are closed after `idle`, before the vendor closes them: a request on a connection that the other
/// side has just closed is lost.
pub(crate) fn client(connect: Duration, idle: Duration, proxies: bool, tls: Tls) -> Result<OwnClient> {
    let settings = Settings { connect, idle, proxies, tls };
    let faults = if proxies { ProxyFaults::from_process() } else { ProxyFaults::default() };
    let line = Mutex::new(Arc::new(Line::new(&settings)?));
    Ok(OwnClient { settings, faults, line })
}

fn build(settings: &Settings) -> Result<ReqwestTransport> {
    let builder = ReqwestTransport::builder_with(&settings.tls);
    let builder = if settings.proxies { builder } else { builder.no_proxy() };
    let built = builder
        .user_agent(concat!("clouddb-rust/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(settings.connect)
        .pool_idle_timeout(settings.idle)
        .build();
    built.map(ReqwestTransport::new).map_err(|error| Error::config(UNBUILT).with_source(error))
}
