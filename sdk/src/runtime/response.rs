//! Raw responses.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use super::decode;
use super::error::Result;
use super::record::Record;

/// A raw response: status, headers and body, before anything is decoded.
///
/// `Debug` shows neither headers nor the body, because both can contain links and tokens.
#[derive(Clone)]
pub struct RawResponse {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    request_id: Option<String>,
    root: Option<&'static str>,
}

impl RawResponse {
    pub(crate) fn new(status: u16, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body, request_id: None, root: None }
    }

    /// Sets the member of the body that holds the data, if it is not the body itself.
    pub(crate) fn with_root(mut self, root: Option<&'static str>) -> Self {
        self.root = root;
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.request_id = request_id.or(self.request_id);
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The text of header `name`, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, envelope included.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The vendor's request id.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Reads the body into the response type of an operation.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](super::ErrorKind::Decode) when the body is not JSON, or a member does not fit its type or
    /// is missing. An empty body is a response without members.
    pub fn decode<T: Record + Default>(&self) -> Result<T> {
        let mut value = T::default();
        decode::read(&self.body, self.root, &mut value)?;
        Ok(value)
    }

    /// The body as JSON, without the vendor's envelope. An empty body is an object without members.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](super::ErrorKind::Decode) when the body is not JSON.
    pub fn json(&self) -> Result<serde_json::Value> {
        let mut value = decode::json(&self.body)?;
        Ok(match self.root.and_then(|root| value.get_mut(root)) {
            Some(inner) => inner.take(),
            None => value,
        })
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}
