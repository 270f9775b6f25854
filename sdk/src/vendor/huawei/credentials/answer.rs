//! Keys as the vendor's services write them, in two spellings, and the errors they write instead.

use bytes::Bytes;
use serde_json::Value as Json;

use crate::runtime::credentials::source::{CALL_TIMEOUT, exchange, expiry, parse, text};
use crate::runtime::mask::Mask;
use crate::runtime::protocol::{self, Protocol};
use crate::runtime::{Credentials, Error, ProviderContext, RawResponse, Result};
use crate::vendor::huawei::Huawei;

/// The members of a key: id, secret, token, expiry.
pub(super) struct Spelling([&'static str; 4]);

/// IAM's and the metadata service's.
pub(super) const IAM: Spelling = Spelling(["access", "secret", "securitytoken", "expires_at"]);

/// The security token service's and the pod identity's.
pub(super) const STS: Spelling =
    Spelling(["access_key_id", "secret_access_key", "security_token", "expiration"]);

/// Reads a temporary key out of `json`, which `what` names in errors. Times may have a fraction.
pub(super) fn read(
    what: &str,
    json: &Json,
    Spelling([id, secret, token, end]): &Spelling,
) -> Result<Credentials> {
    let member = |name| text(json, name).ok_or_else(|| Error::credentials(format!("{what} has no `{name}`")));
    let key = Credentials::new(member(id)?, member(secret)?).with_token(member(token)?);
    Ok(match expiry(what, json, end)? {
        Some(end) => key.with_expiry(end),
        None => key,
    })
}

/// Sends a request that needs no signature, and reads the response if it is a success. No error shows `secret`.
pub(super) async fn ask(
    context: &ProviderContext,
    request: http::request::Builder,
    body: &Json,
    secret: &str,
) -> Result<(RawResponse, Json)> {
    let request = request
        .method(http::Method::POST)
        .body(Bytes::from(body.to_string()))
        .map_err(|error| Error::credentials("the request cannot be written").with_source(error))?;
    let host = protocol::host(&request);
    let secrets = Mask::default().with(secret);
    let answer = exchange(context, request, CALL_TIMEOUT, &secrets).await.map_err(Error::into_credentials)?;
    if !(200..300).contains(&answer.status()) {
        let failure = Huawei::default().failure(&answer);
        let said = failure.map(|failure| format!(" {}: {}", failure.code, failure.message));
        let message = format!("{host} refused: HTTP {}{}", answer.status(), said.unwrap_or_default());
        return Err(secrets.error(Error::credentials(message)));
    }
    let json = parse(&format!("the response of {host}"), answer.body())?;
    Ok((answer, json))
}
