//! The protocol of Alibaba Cloud: requests, signatures and errors.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Request};

use super::Alibaba;
use super::signer::{self, ToSign, signed_headers};
use crate::runtime::parameter::{ListNames, flatten};
use crate::runtime::percent;
use crate::runtime::protocol::{Encoded, Outgoing, Protocol, Signing, host, set_header, set_secret_header};
use crate::runtime::signing::sha256_hex;
use crate::runtime::template::fill;
use crate::runtime::{DateTime, DateTimeFormat, Envelope, Method, Place, Result};

const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%dT%H:%M:%SZ", 0);

/// The gateways in front of the services write names with a lower-case first letter.
static ENVELOPE: Envelope = Envelope {
    root: None,
    errors: &[None, Some("Error"), Some("error"), Some("Errors"), Some("errors")],
    codes: &["Code", "code", "ErrorCode", "errorCode", "error_code"],
    messages: &[
        "Message",
        "message",
        "ErrorMessage",
        "errorMessage",
        "ErrorMsg",
        "errorMsg",
        "error_msg",
        "Msg",
        "msg",
    ],
    flags: &["Success", "success"],
    good_codes: &["200", "OK", "Success", "0"],
    request_ids: &["RequestId", "requestId", "RequestID", "request_id"],
};

impl Protocol for Alibaba {
    fn places(&self, _method: Method) -> &'static [Place] {
        &[Place::Query, Place::Body]
    }

    fn write(&self, outgoing: &Outgoing<'_>) -> Result<Encoded> {
        let placed = |place| outgoing.parameters.iter().filter(move |parameter| parameter.place == place);
        let query = flatten(placed(Place::Query), ListNames::FromOne)?;
        let mut form = flatten(placed(Place::Body), ListNames::FromOne)?;

        let mut headers = outgoing.headers.clone();
        set_header(&mut headers, "x-acs-action", outgoing.operation)?;
        set_header(&mut headers, "x-acs-version", outgoing.service.version)?;
        set_header(&mut headers, "accept", "application/json")?;
        let body = match outgoing.body {
            Some(raw) => raw.clone(),
            None if form.is_empty() => Bytes::new(),
            None => {
                form.sort();
                set_header(&mut headers, "content-type", "application/x-www-form-urlencoded")?;
                percent::join(&form, percent::encode_form).into()
            }
        };
        Ok(Encoded {
            method: outgoing.method,
            path: fill(outgoing, |_| None, None)?,
            query: percent::join(&query, percent::encode_form),
            headers,
            body,
        })
    }

    fn sign(&self, request: &mut Request<Bytes>, signing: &Signing<'_>) -> Result<()> {
        let credentials = signing.credentials;
        let payload_hash = sha256_hex(request.body());
        let host = host(request);
        let headers = request.headers_mut();
        set_header(headers, "x-acs-date", &DateTime::from(signing.time).to_text(DATE))?;
        set_header(headers, "x-acs-signature-nonce", &format!("{:032x}", signing.nonce))?;
        set_header(headers, "x-acs-content-sha256", &payload_hash)?;
        if let Some(token) = credentials.security_token() {
            set_header(headers, "x-acs-accesskey-id", credentials.access_key_id())?;
            set_secret_header(headers, "x-acs-security-token", token.expose())?;
        }
        let names = signed_headers(request.headers());
        let canonical_request = ToSign {
            method: request.method(),
            path: request.uri().path(),
            query: request.uri().query().unwrap_or_default(),
            headers: request.headers(),
            host: &host,
            signed_headers: &names,
            payload_hash: &payload_hash,
        }
        .canonical_request();
        let to_sign = signer::string_to_sign(&canonical_request);
        let secret = credentials.access_key_secret().expose();
        let authorization = signer::authorization(credentials.access_key_id(), secret, &names, &to_sign);
        set_secret_header(request.headers_mut(), "authorization", &authorization)
    }

    fn owns_header(&self, name: &HeaderName) -> bool {
        name.as_str().starts_with("x-acs-")
    }

    fn signing_sets(&self, name: &HeaderName) -> bool {
        matches!(
            name.as_str(),
            "x-acs-date"
                | "x-acs-signature-nonce"
                | "x-acs-content-sha256"
                | "x-acs-accesskey-id"
                | "x-acs-security-token"
        )
    }

    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        let milliseconds = headers.get("x-acs-retry-after")?.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_millis(milliseconds)).filter(|delay| !delay.is_zero())
    }

    fn envelope(&self) -> &'static Envelope {
        &ENVELOPE
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        headers.get("x-acs-request-id")?.to_str().ok().map(str::to_owned)
    }
}
