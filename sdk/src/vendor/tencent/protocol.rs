//! The protocol of Tencent Cloud: requests, signatures and errors.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Request};

use super::signer::{self, SIGNED_HEADERS, ToSign, UNSIGNED_PAYLOAD};
use super::{Language, Tencent};
use crate::runtime::encode::Object;
use crate::runtime::parameter::{ListNames, Parameter, flatten};
use crate::runtime::percent;
use crate::runtime::protocol::{Encoded, Outgoing, Protocol, Signing, host, set_header, set_secret_header};
use crate::runtime::template::fill;
use crate::runtime::{DateTime, DateTimeFormat, Envelope, Error, ErrorKind, Method, Place, Result, uuid};

const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%d", 0);

static ENVELOPE: Envelope = Envelope {
    root: Some("Response"),
    errors: &[Some("Error"), Some("error")],
    codes: &["Code", "code"],
    messages: &["Message", "message"],
    flags: &[],
    good_codes: &[],
    request_ids: &["RequestId", "requestId"],
};

impl Protocol for Tencent {
    fn places(&self, method: Method) -> &'static [Place] {
        match method {
            // All are sent in the query then; specs place them in the body, whatever the method.
            Method::Get => &[Place::Query, Place::Body],
            _ => &[Place::Body],
        }
    }

    fn has_body(&self, method: Method) -> bool {
        method != Method::Get
    }

    fn write(&self, outgoing: &Outgoing<'_>) -> Result<Encoded> {
        let mut headers = outgoing.headers.clone();
        let unwritable =
            |e| Error::new(ErrorKind::InvalidRequest, format!("the request cannot be written: {e}"));
        let is_get = outgoing.method == Method::Get;
        let (content_type, query, body) = if is_get {
            let placed = outgoing.parameters.iter().filter(|parameter| parameter.place != Place::Path);
            let pairs = flatten(placed, ListNames::FromZero)?;
            ("application/x-www-form-urlencoded", percent::join(&pairs, percent::encode_form), Bytes::new())
        } else {
            let body = match outgoing.body {
                Some(raw) => raw.clone(),
                None => {
                    let members: Vec<Parameter<'_>> =
                        outgoing.parameters.iter().filter(|p| p.place == Place::Body).copied().collect();
                    serde_json::to_vec(&Object(&members)).map_err(unwritable)?.into()
                }
            };
            ("application/json", String::new(), body)
        };
        set_header(&mut headers, "content-type", content_type)?;
        set_header(&mut headers, "x-tc-action", &capitalised(outgoing.operation))?;
        set_header(&mut headers, "x-tc-version", outgoing.service.version)?;
        set_header(&mut headers, "x-tc-requestclient", concat!("clouddb-rust_", env!("CARGO_PKG_VERSION")))?;
        let language = match self.language {
            Language::English => "en-US",
            Language::Chinese => "zh-CN",
        };
        set_header(&mut headers, "x-tc-language", language)?;
        if let Some(region) = outgoing.region {
            set_header(&mut headers, "x-tc-region", region)?;
        }
        if self.unsigned_payload {
            set_header(&mut headers, "x-tc-content-sha256", UNSIGNED_PAYLOAD)?;
        }
        let path = fill(outgoing, |_| None, None)?;
        Ok(Encoded { method: outgoing.method, path, query, headers, body })
    }

    fn sign(&self, request: &mut Request<Bytes>, signing: &Signing<'_>) -> Result<()> {
        let time = DateTime::from(signing.time);
        let timestamp = time.unix_seconds()?;
        let date = time.to_text(DATE);
        let host = host(request);
        let credentials = signing.credentials;
        let headers = request.headers_mut();
        set_header(headers, "x-tc-timestamp", &timestamp.to_string())?;
        if !headers.contains_key("x-tc-traceid") {
            set_header(headers, "x-tc-traceid", &uuid(signing.nonce))?;
        }
        if let Some(token) = credentials.security_token() {
            set_secret_header(headers, "x-tc-token", token.expose())?;
        }
        let canonical_request = ToSign {
            method: request.method(),
            path: request.uri().path(),
            query: request.uri().query().unwrap_or_default(),
            headers: request.headers(),
            host: &host,
            signed_headers: &SIGNED_HEADERS,
            body: request.body(),
        }
        .canonical_request();
        let scope = signer::scope(&date, signing.service.name);
        let to_sign = signer::string_to_sign(timestamp, &scope, &canonical_request);
        let key = signer::derived_key(credentials.access_key_secret().expose(), &date, signing.service.name);
        let authorization =
            signer::authorization(credentials.access_key_id(), &scope, &SIGNED_HEADERS, &key, &to_sign);
        set_secret_header(request.headers_mut(), "authorization", &authorization)
    }

    fn envelope(&self) -> &'static Envelope {
        &ENVELOPE
    }

    fn owns_header(&self, name: &HeaderName) -> bool {
        // The caller may set the trace id.
        name.as_str().starts_with("x-tc-") && name != "x-tc-traceid"
    }

    fn signing_sets(&self, name: &HeaderName) -> bool {
        matches!(name.as_str(), "x-tc-timestamp" | "x-tc-token")
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        headers.get("x-tc-requestid")?.to_str().ok().map(str::to_owned)
    }
}

/// The service only knows actions with a capital first letter.
fn capitalised(action: &str) -> String {
    let mut letters = action.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
