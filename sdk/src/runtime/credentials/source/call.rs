//! Calls that sources of credentials make: to STS, to IAM, to a metadata service.

use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Uri};
use serde_json::Value as Json;

use crate::runtime::credentials::{Credentials, ProviderContext};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::mask::{self, Mask};
use crate::runtime::operation::ServiceInfo;
use crate::runtime::protocol::{self, Protocol, Signing};
use crate::runtime::response::RawResponse;
use crate::runtime::transport::BodyLimit;
use crate::runtime::untyped::UntypedRequest;
use crate::runtime::url;

/// Limit on one call to STS, IAM or the like, from sending to the last byte.
pub(crate) const CALL_TIMEOUT: Duration = Duration::from_secs(10);

/// No response with a key in it is larger.
const MAX_RESPONSE_BYTES: BodyLimit = BodyLimit(1 << 20);

/// Sends `request` once and reads the response, whatever it says.
///
/// # Errors
///
/// `Connect` or `Timeout` when no response came within `limit`. They show neither the request's sensitive headers nor what
/// `secrets` has.
pub(crate) async fn exchange(
    context: &ProviderContext,
    mut request: Request<Bytes>,
    limit: Duration,
    secrets: &Mask,
) -> Result<RawResponse> {
    request.extensions_mut().insert(MAX_RESPONSE_BYTES);
    let host = protocol::host(&request);
    let sensitive = mask::sensitive(request.headers());
    // Services without TLS are on this machine: a proxy would ask those of the machine that it runs on.
    let is_local = request.uri().scheme_str() == Some("http");
    let transport = if is_local { context.direct() } else { context.transport() };
    let sent = tokio::time::timeout(limit, transport.send(request)).await;
    let response = match sent {
        Ok(sent) => sent.map_err(|error| {
            secrets.clone().with_headers(&sensitive).error(Error::transport(error, &host))
        })?,
        Err(_) => {
            return Err(Error::new(ErrorKind::Timeout, format!("{host}: no response within {limit:?}")));
        }
    };
    let (parts, body) = response.into_parts();
    Ok(RawResponse::new(parts.status.as_u16(), parts.headers, body))
}

/// A call of an API that returns keys, in the vendor's own protocol.
pub(crate) struct ApiCall<'a> {
    pub(crate) protocol: &'a dyn Protocol,
    pub(crate) service: &'static ServiceInfo,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) region: Option<&'a str>,
    pub(crate) request: UntypedRequest,
    /// The key to sign with; calls that carry an identity token are not signed.
    pub(crate) key: Option<&'a Credentials>,
    /// What the request carries beside the key and no error may show, should the service repeat it.
    pub(crate) secrets: Mask,
}

impl ApiCall<'_> {
    /// Makes the call and reads the response, without the vendor's envelope.
    pub(crate) async fn send(self, context: &ProviderContext) -> Result<Json> {
        let signed_with = context.skew().seconds();
        let (response, read) = self.attempt(context).await?;
        let refused = self.key.is_some() && read.is_err();
        // Each vendor has one code for a wrong clock, and its response has a date.
        if refused && context.skew().learn(response.headers(), context.clock().now(), signed_with) {
            return self.attempt(context).await?.1;
        }
        read
    }

    /// Makes the call once: the raw response, and its outcome.
    async fn attempt(&self, context: &ProviderContext) -> Result<(RawResponse, Result<Json>)> {
        let request = self.assemble(context).map_err(Error::into_credentials)?;
        let secrets = match self.key {
            Some(key) => self.secrets.clone().with_key(key),
            None => self.secrets.clone(),
        };
        let secrets = secrets.with_headers(&mask::sensitive(request.headers()));
        let response =
            exchange(context, request, CALL_TIMEOUT, &secrets).await.map_err(Error::into_credentials)?;
        let read = self.read(response.clone()).map_err(|error| secrets.error(error));
        Ok((response, read))
    }

    fn assemble(&self, context: &ProviderContext) -> Result<Request<Bytes>> {
        let encoded = self.protocol.encode(&self.request.outgoing(self.service, self.region)?)?;
        let mut request = Request::new(encoded.body);
        *request.method_mut() = encoded.method.into();
        *request.uri_mut() = url::join(self.endpoint, &encoded.path, &encoded.query)?;
        *request.headers_mut() = encoded.headers;
        if let Some(key) = self.key {
            key.check()?;
            let (time, nonce) = (context.now(), context.clock().nonce());
            let signing = Signing { service: self.service, credentials: key, time, nonce };
            self.protocol.sign(&mut request, &signing)?;
        }
        Ok(request)
    }

    fn read(&self, response: RawResponse) -> Result<Json> {
        let response = response.with_root(self.protocol.root());
        let (host, status) = (self.endpoint.authority(), response.status());
        let name = self.request.operation();
        let is_success = (200..300).contains(&status);
        match self.protocol.failure(&response) {
            Some(failure) if !is_success || self.protocol.root().is_some() => {
                let said = format!("{}: {}", failure.code, failure.message);
                Err(Error::credentials(format!("{host} refused {name}: {said}"))
                    .with_request_id(failure.request_id))
            }
            _ if !is_success => Err(Error::credentials(format!("{host} answered {name} with HTTP {status}"))),
            _ => response.json().map_err(|error| {
                Error::credentials(format!("the response of {host} to {name} is no JSON")).with_source(error)
            }),
        }
    }
}

/// Reads a whole URL that a caller gave.
///
/// # Errors
///
/// That it is none, without showing it: it may hold a token.
pub(crate) fn parse_url(name: &str, text: &str) -> Result<Uri> {
    let malformed = || Error::credentials(format!("{name} is no http or https URL"));
    let given = text.trim().parse::<Uri>().map_err(|error| malformed().with_source(error))?;
    let (scheme, authority) = given.scheme_str().zip(given.authority()).ok_or_else(malformed)?;
    let endpoint = Endpoint::parse(&format!("{scheme}://{authority}")).map_err(|_| malformed())?;
    let path = given.path_and_query().map_or("/", |path| path.as_str());
    let uri = url::stable(&format!("{endpoint}{path}"))
        .map_err(|why| Error::credentials(format!("{name} is no http or https URL: it {why}")))?;
    if uri.scheme_str() == Some("http") && !uri.host().is_some_and(is_local) {
        return Err(Error::credentials(format!("{name} is no https URL: http is for this machine alone")));
    }
    Ok(uri)
}

/// Whether a host is this machine or one that only this machine reaches.
fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unicast_link_local(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_whole_and_names_no_user() {
        assert!(parse_url("x", "http://127.0.0.1:80/a?b=c").is_ok());
        for text in ["", "/a", "ftp://a/b", "http://user:fakeSecret0001@a/", "http://a/\r\nb", "http:///a"] {
            let error = parse_url("x", text).unwrap_err();
            assert_eq!(error.message(), "x is no http or https URL");
        }
    }
}
