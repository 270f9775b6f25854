//! From a signed request to an answer in bytes.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::{Request, Response};

use super::error::{Error, ErrorKind};

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
