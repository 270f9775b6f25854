//! One attempt of a call: sign, send, read.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, Request};
use tokio::time::Instant;

use super::read::read;
use super::{Completed, Sender, error_type};
use crate::runtime::credentials::Credentials;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::mask::{self, Mask};
use crate::runtime::operation::OperationInfo;
use crate::runtime::protocol::{self, Encoded, Signing};
use crate::runtime::record::Record;
use crate::runtime::response::RawResponse;
use crate::runtime::skew::shifted;
use crate::runtime::transport::BodyLimit;
use crate::runtime::url;

/// Puts an encoded request and the client's endpoint together.
pub(super) fn assemble(sender: &Sender, encoded: Encoded, extra: &HeaderMap) -> Result<Request<Bytes>> {
    let endpoint = sender.endpoint.as_ref().map_err(Error::config)?;
    let Encoded { method, path, query, headers, body } = encoded;
    let mut request = Request::new(body);
    *request.method_mut() = method.into();
    *request.uri_mut() = url::join(endpoint, &path, &query)?;
    request.extensions_mut().insert(BodyLimit(sender.limits.response_size));
    // Headers that the protocol or signing sets stay: an extra header must not change what is signed.
    for (name, value) in extra {
        let is_taken = headers.contains_key(name) || is_connections(name) || *name == AUTHORIZATION;
        if !is_taken && !sender.protocol.owns_header(name) {
            request.headers_mut().append(name, value.clone());
        }
    }
    request.headers_mut().extend(headers);
    Ok(request)
}

/// Whether a header belongs to the connection.
pub(crate) fn is_connections(name: &HeaderName) -> bool {
    [HOST, CONTENT_LENGTH, TRANSFER_ENCODING].contains(name)
}

/// The context of the attempts of a call.
pub(super) struct Attempt<'a> {
    pub(super) sender: &'a Sender,
    pub(super) operation: &'static OperationInfo,
    pub(super) new_response: fn() -> Box<dyn Record>,
    pub(super) credentials: &'a Credentials,
    /// The secrets of the request itself.
    pub(super) secrets: &'a Mask,
}

impl Attempt<'_> {
    /// Signs, sends and reads once. Date, nonce and signature are new for each attempt; the clock is corrected by
    /// `skew` seconds.
    pub(super) async fn make(
        &self,
        mut request: Request<Bytes>,
        skew: i64,
        attempts: &mut u32,
    ) -> Result<Completed> {
        let Self { sender, operation, new_response, credentials, secrets } = self;
        let started = Instant::now();
        let signing = Signing {
            service: sender.service,
            credentials,
            time: shifted(sender.clock.now(), skew),
            nonce: sender.clock.nonce(),
        };
        sender.protocol.sign(&mut request, &signing)?;
        let sensitive = mask::sensitive(request.headers());
        // Counted when it is sent: an earlier failure sends nothing.
        *attempts += 1;
        let result = exchange(sender, request).await;
        let result = result.and_then(|raw| read(sender, operation, new_response(), raw));
        // Before anything is traced or stored: a service may echo the request in its error.
        let result = result.map_err(|error| {
            let mask = (*secrets).clone().with_key(credentials).with_headers(&sensitive);
            mask.error(error)
        });
        tracing::debug!(
            attempt = *attempts,
            elapsed_ms = started.elapsed().as_millis(),
            "http.response.status_code" = match &result {
                Ok(completed) => Some(completed.raw.status()),
                Err(error) => error.http_status(),
            },
            "error.type" = result.as_ref().err().map(error_type),
            "attempt"
        );
        result
    }
}

/// Sends a signed request and takes the raw response, within the attempt's time.
async fn exchange(sender: &Sender, request: Request<Bytes>) -> Result<RawResponse> {
    let limit = sender.limits.timeouts.attempt;
    let host = protocol::host(&request);
    let sent = tokio::time::timeout(limit, sender.transport.send(request)).await;
    let response = sent
        .map_err(|_| {
            Error::new(ErrorKind::Timeout, format!("the attempt took longer than its limit of {limit:?}"))
        })?
        .map_err(|error| Error::transport(error, &host))?;
    let (parts, body) = response.into_parts();
    let request_id = sender.protocol.request_id(&parts.headers);
    let raw = RawResponse::new(parts.status.as_u16(), parts.headers, body)
        .with_root(sender.protocol.root())
        .with_request_id(request_id);
    let most = sender.limits.response_size;
    if raw.body().len() > most {
        let message = format!("the response has {} bytes, more than the limit of {most}", raw.body().len());
        return Err(Error::new(ErrorKind::Decode, message));
    }
    Ok(raw)
}
