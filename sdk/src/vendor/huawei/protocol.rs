//! The protocol of Huawei Cloud: requests, signatures and errors.

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, Request};

use super::Huawei;
use super::signer::{self, ToSign, signed_headers};
use crate::runtime::encode::Object;
use crate::runtime::parameter::{ListNames, Parameter, flatten, single_text};
use crate::runtime::percent;
use crate::runtime::protocol::{
    Caller, Encoded, Outgoing, Protocol, Signing, header_text, host, set_header, set_secret_header,
};
use crate::runtime::template::{check_segment, fill};
use crate::runtime::{
    BoxFuture, DateTime, DateTimeFormat, Envelope, Error, ErrorKind, Kind, Method, Place, Result,
};

const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y%m%dT%H%M%SZ", 0);

/// The placeholder in an encoded path until the project is known. Values are percent-encoded, so none can equal it.
const PROJECT_ID: &str = "{project_id}";

/// The services and the gateways in front of them use different names.
static ENVELOPE: Envelope = Envelope {
    root: None,
    errors: &[None, Some("error"), Some("errors")],
    codes: &["error_code", "errorCode", "errCode", "err_code", "code"],
    messages: &[
        "error_msg",
        "errorMsg",
        "externalMessage",
        "error_message",
        "errorMessage",
        "errMsg",
        "err_msg",
        "message",
        "msg",
    ],
    flags: &[],
    good_codes: &["0", "200", "OK", "Success"],
    request_ids: &["request_id", "requestId", "RequestId", "x_request_id"],
};

impl Protocol for Huawei {
    fn places(&self, method: Method) -> &'static [Place] {
        match method {
            Method::Get | Method::Delete => &[Place::Query, Place::Body, Place::Header],
            _ => &[Place::Body, Place::Query, Place::Header],
        }
    }

    /// A query repeats the name of a list for each of its values; different places are independent.
    fn keeps_both(&self, one: Place, other: Place) -> bool {
        one != other || one == Place::Query
    }

    fn write(&self, outgoing: &Outgoing<'_>) -> Result<Encoded> {
        let unwritable =
            |e| Error::new(ErrorKind::InvalidRequest, format!("the request cannot be written: {e}"));
        let placed = |place| outgoing.parameters.iter().filter(move |parameter| parameter.place == place);
        let mut query = flatten(placed(Place::Query), ListNames::Repeated)?;
        query.sort();

        let mut headers = outgoing.headers.clone();
        for parameter in placed(Place::Header) {
            let name: HeaderName = parameter.name.parse().map_err(|_| {
                Error::new(ErrorKind::InvalidRequest, format!("{:?} is no name of a header", parameter.name))
            })?;
            if let Some(value) = single_text(parameter, "a header")? {
                let mut value = header_text(parameter.name, &value)?;
                value.set_sensitive(matches!(parameter.kind, Kind::Secret));
                headers.insert(name, value);
            }
        }
        if !headers.contains_key("content-type") {
            set_header(&mut headers, "content-type", "application/json")?;
        }
        if let Some(id) = &self.project_id {
            set_header(&mut headers, "x-project-id", id)?;
        }
        let body = match outgoing.body {
            Some(raw) => raw.clone(),
            None if outgoing.has_body => {
                let members: Vec<Parameter<'_>> = placed(Place::Body).copied().collect();
                serde_json::to_vec(&Object(&members)).map_err(unwritable)?.into()
            }
            None => Bytes::new(),
        };
        // The service hashes only JSON and BSON bodies.
        let content_type = headers.get("content-type").map(http::HeaderValue::as_bytes).unwrap_or_default();
        if !content_type.starts_with(b"application/json") && !content_type.starts_with(b"application/bson") {
            set_header(&mut headers, "x-sdk-content-sha256", "UNSIGNED-PAYLOAD")?;
        }
        let own = |name: &str| {
            // `prepare` looks it up.
            let id = || self.project_id.as_deref().map_or_else(|| PROJECT_ID.to_owned(), percent::encode);
            (name == "project_id").then(id)
        };
        let path = fill(outgoing, own, Some(PROJECT_ID))?;
        Ok(Encoded {
            method: outgoing.method,
            path,
            query: percent::join(&query, percent::encode),
            headers,
            body,
        })
    }

    fn prepare<'a>(&'a self, encoded: &'a mut Encoded, caller: &'a Caller<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            if !encoded.path.contains(PROJECT_ID) {
                return Ok(());
            }
            let id = self.find_project(caller).await?;
            check_segment("project_id", &id)?;
            encoded.path = encoded.path.replace(PROJECT_ID, &percent::encode(&id));
            set_header(&mut encoded.headers, "x-project-id", &id)
        })
    }

    fn sign(&self, request: &mut Request<Bytes>, signing: &Signing<'_>) -> Result<()> {
        if request.uri().path().contains(PROJECT_ID) {
            return Err(super::project::unknown("nothing looked it up"));
        }
        let credentials = signing.credentials;
        let date = DateTime::from(signing.time).to_text(DATE);
        let host = host(request);
        let headers = request.headers_mut();
        set_header(headers, "x-sdk-date", &date)?;
        if let Some(token) = credentials.security_token() {
            set_secret_header(headers, "x-security-token", token.expose())?;
        }
        let names = signed_headers(request.headers());
        let canonical_request = ToSign {
            method: request.method(),
            path: request.uri().path(),
            query: request.uri().query().unwrap_or_default(),
            headers: request.headers(),
            host: &host,
            signed_headers: &names,
            body: request.body(),
        }
        .canonical_request();
        let to_sign = signer::string_to_sign(&date, &canonical_request);
        let secret = credentials.access_key_secret().expose();
        let authorization = signer::authorization(credentials.access_key_id(), secret, &names, &to_sign);
        set_secret_header(request.headers_mut(), "authorization", &authorization)
    }

    fn envelope(&self) -> &'static Envelope {
        &ENVELOPE
    }

    fn owns_header(&self, name: &HeaderName) -> bool {
        name.as_str().starts_with("x-sdk-") || name == "x-security-token" || name == "x-project-id"
    }

    fn signing_sets(&self, name: &HeaderName) -> bool {
        matches!(name.as_str(), "x-sdk-date" | "x-security-token" | "x-project-id")
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        let value = headers.get("x-request-id").or_else(|| headers.get("x-iam-trace-id"))?;
        value.to_str().ok().map(str::to_owned)
    }
}
