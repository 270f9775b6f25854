//! From a signed request to an answer in bytes.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use super::error::{Error, ErrorKind, Result};

/// A boxed future, as traits that are used behind `dyn` return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests. The one that comes with the crate is a `reqwest::Client`; a test or another HTTP
/// stack brings its own.
///
/// A transport sends the request as it is: a header, a path or a body that it changed would break the
/// signature. It follows no redirects and repeats nothing, since what may be repeated is not its to know.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends `request`, whose URI is absolute, and reads the whole answer.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;
}

/// How large an answer may be, in bytes: an extension of the request that a transport is given. One that reads
/// answers piece by piece stops there; of the others the answer is refused afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyLimit(pub usize);

/// Why no answer came.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// At which point the transport gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made: nothing was sent.
    Connect,
    /// The transport's own limit on connecting: nothing was sent.
    ConnectTimeout,
    /// The transport's own limit on time.
    Timeout,
    /// The connection broke after it was made: the request may have arrived.
    Broken,
    /// The answer is larger than [`BodyLimit`] allows.
    TooLarge,
}

impl TransportError {
    /// An error of `kind` that `source` caused.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// At which point the transport gave up.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::ConnectTimeout => "no connection in time",
            TransportErrorKind::Timeout => "no answer in the transport's time",
            TransportErrorKind::Broken => "the connection broke",
            TransportErrorKind::TooLarge => "the answer is too large",
        })?;
        // The causes say more than the kind does: a refused connection, a name that does not resolve.
        let mut cause: Option<&(dyn StdError + 'static)> = Some(&*self.source);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let kind = match error.kind {
            TransportErrorKind::Connect | TransportErrorKind::Broken => ErrorKind::Connect,
            TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout => ErrorKind::Timeout,
            TransportErrorKind::TooLarge => ErrorKind::Decode,
        };
        Self::new(kind, error.to_string()).with_source(error)
    }
}

/// The transport that comes with the crate: a client that knows its own limit on connecting.
#[derive(Clone, Debug)]
pub(crate) struct OwnClient {
    client: reqwest::Client,
    connect: Duration,
}

impl Transport for OwnClient {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let sent = self.client.send(request);
        Box::pin(async move {
            sent.await.map_err(|error| match error.kind {
                TransportErrorKind::ConnectTimeout => {
                    let message = format!("connecting took longer than its limit of {:?}", self.connect);
                    TransportError::new(TransportErrorKind::ConnectTimeout, message)
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
    let builder = if proxies { builder } else { builder.no_proxy() };
    let built = builder
        .user_agent(concat!("clouddb-rust/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect)
        .pool_idle_timeout(idle)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .build();
    let client = built.map_err(|e| Error::config("the HTTP client cannot be built").with_source(e))?;
    Ok(OwnClient { client, connect })
}

impl Transport for reqwest::Client {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let limit = request.extensions().get().map_or(usize::MAX, |BodyLimit(bytes)| *bytes);
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let mut answer = self.execute(request).await.map_err(failure)?;
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

fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() && error.is_timeout() {
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
