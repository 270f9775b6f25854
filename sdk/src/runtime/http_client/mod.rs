//! The HTTP client that comes with the crate.

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

/// How long a thread may take to look at a request. One that takes longer is held up by a connection.
const MAX_STALL: Duration = Duration::from_millis(200);

/// The message for a client that the HTTP library or the TLS library refuses to make.
const UNBUILT: &str = "the HTTP client cannot be built";

/// How often a request moves to another thread.
const MAX_MOVES: u32 = 3;

/// The transport that comes with the crate: a client that knows its own limit on connecting.
///
/// Its connections belong to a thread of its own and not to the runtime of a caller. So a client can be used from several
/// runtimes, one that ends takes no connection along, and a server that keeps its connection busy without end (with
/// `100 Continue`, which hyper reads without a pause) cannot keep a caller's limits on time from being noticed. Requests
/// that the thread does not get to meanwhile move to a new one.
#[derive(Debug)]
pub(crate) struct OwnClient {
    settings: Settings,
    faults: ProxyFaults,
    line: Mutex<Arc<Line>>,
}

/// What a client is made with.
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

    /// Starts to send, unless `claim` is withdrawn before the thread gets to it.
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

/// Who has a request: the thread that is to send it, or the caller who takes it elsewhere. It is sent once.
#[derive(Debug, Default)]
struct Claim {
    is_taken: AtomicBool,
    looked_at: Notify,
}

impl Claim {
    /// Whether nobody has taken it before.
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

    /// Puts a new line in the place of one that is held up. Requests under way keep the old one.
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

/// Makes the transport that comes with the crate, with the proxies of the process's environment or without.
///
/// Connections that idle are dropped after `idle`, before the vendor drops them: a request on a
/// connection that the other side has just closed is lost.
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
