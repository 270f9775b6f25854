//! Raw responses.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use super::decode;
use super::error::Result;
use super::record::Record;

/// A raw response, before anything is read out of it.
///
/// `Debug` shows neither headers nor the body: both can hold links and tokens.
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

    /// Says under which member of the body the data stands, if not at its top.
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

    /// The vendor's id of the call.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Reads the body into the response type of an operation.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](super::ErrorKind::Decode) when the body is no JSON, or a member does not fit the type or is
    /// missing. A body without text is a response without members.
    pub fn decode<T: Record + Default>(&self) -> Result<T> {
        let mut value = T::default();
        decode::read(&self.body, self.root, &mut value)?;
        Ok(value)
    }

    /// The body as JSON, without the vendor's envelope. A body without text is an object without members.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](super::ErrorKind::Decode) when the body is no JSON.
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
