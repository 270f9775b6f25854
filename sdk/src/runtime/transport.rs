//! Sending a signed request.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::error::{Error, ErrorKind};

/// A boxed future: the return type of [`Transport`] and of [`CredentialsProvider`](super::CredentialsProvider).
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests. The crate has one. Implement it for tests or another HTTP stack;
/// [`ReqwestTransport`](super::ReqwestTransport) makes one of a `reqwest::Client`.
///
/// A transport sends the request unchanged, once, and returns the response unchanged. It must not
///
/// - follow redirects: it would send a signed request, with its token, to another host. A call whose request was
///   redirected fails with [`ErrorKind::Http`](crate::ErrorKind::Http) and is not retried.
/// - retry: it cannot know which requests are safe to send twice.
/// - change the method, the path, the query, the body or a header, or add another `Host`: the signature covers them. It
///   may add default headers that the request does not have.
/// - keep the `Content-Encoding` of a body that it decompressed, or read more of a body than [`BodyLimit`] allows.
/// - send requests to the machine itself through a proxy: metadata services are called over `http://` and return keys.
///
/// Its errors and its `Debug` must not show headers or bodies. The client masks secrets of the request in its errors.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends `request`, whose URI is absolute, and reads the whole response.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).send(request)
    }
}

/// The maximum size of a response body, in bytes: an extension of each request. A transport that streams responses
/// stops there. A larger response of another transport is refused afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyLimit(pub usize);

/// Why a transport returned no response.
///
/// `Display` says at which point it failed; the cause is the [`source`](StdError::source).
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Error(Box<dyn StdError + Send + Sync>),
    /// A message without a source.
    Text(String),
}

/// At which point the transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made: nothing was sent.
    Connect,
    /// The transport's limit on connecting was reached: nothing was sent.
    ConnectTimeout,
    /// The transport's time limit was reached.
    Timeout,
    /// The connection broke after it was made: the request may have arrived.
    Broken,
    /// The response is larger than [`BodyLimit`] allows.
    TooLarge,
    /// The transport followed a redirect: another host may have received the request.
    Redirected,
    /// The environment's proxy cannot be used: nothing was sent.
    Proxy,
}

impl TransportError {
    /// An error of `kind`, caused by `source`.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, cause: Cause::Error(source.into()) }
    }

    /// An error of `kind` that `text` explains.
    pub(crate) fn explained(kind: TransportErrorKind, text: impl Into<String>) -> Self {
        Self { kind, cause: Cause::Text(text.into()) }
    }

    /// At which point the transport failed.
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
    /// The error that `host` sent no response. The transport's error is the source, unless its text is the message.
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
