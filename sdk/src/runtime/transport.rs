//! From a signed request to a response in bytes.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::error::{Error, ErrorKind};

/// A boxed future, as traits that are used behind `dyn` return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests. A program needs none of its own; a test or another HTTP stack brings one, and
/// [`ReqwestTransport`](super::ReqwestTransport) makes one of a `reqwest::Client`.
///
/// A transport sends the request as it is, once, and returns the response as it comes. It must not
///
/// - follow redirects: it would hand a signed request, its token included, to another host. A call whose request was
///   redirected fails with [`ErrorKind::Http`](crate::ErrorKind::Http) and is not retried.
/// - retry: what may be sent twice is not its to know.
/// - change the method, the path, the query, the body or a header, or add a `Host` of its own: the signature covers
///   them. Default headers of a client may be added as long as the request has none of that name.
/// - decompress a body and keep its `Content-Encoding`, or read more of it than [`BodyLimit`] allows.
/// - send requests without TLS, or through a proxy, that belongs on the machine itself: metadata services are asked
///   over `http://` and hand out keys.
///
/// Its errors and its `Debug` must not show headers or bodies; secrets of the request are masked in its errors.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends `request`, whose URI is absolute, and reads the whole response.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).send(request)
    }
}

/// How large a response may be, in bytes: an extension of the request that a transport is given. One that reads
/// responses piece by piece stops there; a larger response of any other is refused afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyLimit(pub usize);

/// Why no response came.
///
/// `Display` says at which point; the cause is the [`source`](StdError::source).
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Error(Box<dyn StdError + Send + Sync>),
    /// All that there is to say.
    Text(String),
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
    /// The response is larger than [`BodyLimit`] allows.
    TooLarge,
    /// The request was redirected and the transport followed: it may have been carried out elsewhere.
    Redirected,
    /// The proxy that the environment names cannot be used: nothing was sent.
    Proxy,
}

impl TransportError {
    /// An error of `kind` that `source` caused.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, cause: Cause::Error(source.into()) }
    }

    /// An error of `kind` that `text` explains.
    pub(crate) fn explained(kind: TransportErrorKind, text: impl Into<String>) -> Self {
        Self { kind, cause: Cause::Text(text.into()) }
    }

    /// At which point the transport gave up.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Cause::Text(text) = &self.cause {
            return f.write_str(text);
        }
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::ConnectTimeout => "no connection in time",
            TransportErrorKind::Timeout => "no response in the transport's time",
            TransportErrorKind::Broken => "the connection broke",
            TransportErrorKind::TooLarge => "the response is too large",
            TransportErrorKind::Redirected => "the request was redirected",
            TransportErrorKind::Proxy => "the proxy cannot be used",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            Cause::Error(error) => Some(&**error),
            Cause::Text(_) => None,
        }
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::transport(error, "the host")
    }
}

impl Error {
    /// That no response came from `host`. The transport's error is the source, unless its text is the message.
    pub(crate) fn transport(error: TransportError, host: &str) -> Self {
        let (kind, message) = match error.kind {
            TransportErrorKind::Connect => (ErrorKind::Connect, format!("connecting to {host} failed")),
            TransportErrorKind::ConnectTimeout => {
                (ErrorKind::Timeout, format!("connecting to {host} took longer than the transport's limit"))
            }
            TransportErrorKind::Timeout => {
                (ErrorKind::Timeout, format!("{host} took longer than the transport's limit"))
            }
            TransportErrorKind::Broken => (ErrorKind::Connect, format!("the connection to {host} broke")),
            TransportErrorKind::TooLarge => {
                (ErrorKind::Decode, format!("the response of {host} is larger than the limit"))
            }
            TransportErrorKind::Redirected => {
                (ErrorKind::Http, format!("{host} redirected the request and the transport followed"))
            }
            TransportErrorKind::Proxy => {
                (ErrorKind::Config, format!("the proxy on the way to {host} failed"))
            }
        };
        let at = error.kind;
        let error = match error.cause {
            Cause::Text(text) => Self::new(kind, text),
            Cause::Error(_) => Self::new(kind, message).with_source(error),
        };
        error.with_transport_kind(at)
    }
}
