//! Tencent Cloud: TC3-HMAC-SHA256, errors in an envelope with HTTP status 200.
//!
//! Unknown parameters are refused, as the service does.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, Method};
use serde_json::{Value as Json, json};

use super::authorization::Authorization;
use super::{Dialect, Incoming, Refusal, Route, Unreadable, insert_absent, services};
use crate::mock::check::{Violation, ViolationKind};
use crate::mock::gate::{Gate, token_fault};
use crate::mock::parameters::{Members, unflatten};
use crate::runtime::parameter::ListNames;
use crate::runtime::percent;
use crate::runtime::signing::verify_hmac_sha256;
use crate::runtime::{DateTime, DateTimeFormat, OperationInfo};
use crate::vendor::tencent::signer::{ToSign, derived_key, scope, string_to_sign};

const WINDOW: Duration = Duration::from_secs(5 * 60);
const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%d", 0);

pub(super) struct Tencent;

impl Dialect for Tencent {
    fn vendor(&self) -> &'static str {
        "tencent"
    }

    fn speaks(&self, request: &Incoming) -> bool {
        request.headers.contains_key("x-tc-action") || request.header("authorization").starts_with("TC3-")
    }

    fn body_limit(&self) -> usize {
        10 << 20
    }

    fn unreadable(&self, why: Unreadable) -> Refusal {
        match why {
            Unreadable::TooLarge => {
                Refusal::new("RequestSizeLimitExceeded", "The request is larger than 10 MB.")
            }
            Unreadable::Incomplete => Refusal::new("InvalidRequest", "The request's body did not arrive."),
        }
    }

    fn asked_for(&self, request: &Incoming) -> String {
        request.header("x-tc-action")
    }

    /// All services share the mock cloud's host, so the scope of the signature gives the service.
    fn route(&self, request: &Incoming) -> Result<Route, Refusal> {
        if !matches!(request.method, Method::GET | Method::POST) {
            return Err(Refusal::new("UnsupportedProtocol", "Only GET and POST requests are supported."));
        }
        if request.path != "/" {
            return Err(Refusal::new("InvalidRequest", "The path of a request is always `/`."));
        }
        for header in ["X-TC-Action", "X-TC-Version"] {
            if request.header(header).is_empty() {
                let name = header.trim_start_matches("X-TC-");
                return Err(missing(name));
            }
        }
        let action = request.header("x-tc-action");
        let authorization = request.header("authorization");
        let name = service_in(&authorization).unwrap_or_default();
        let (service, operations) = services(self.vendor())
            .find(|(service, _)| service.name == name)
            .ok_or_else(|| Refusal::new("NoSuchProduct", format!("The product `{name}` does not exist.")))?;
        let version = request.header("x-tc-version");
        if version != service.version {
            return Err(Refusal::new(
                "NoSuchVersion",
                format!("The API version `{version}` does not exist."),
            ));
        }
        let found = operations.iter().copied().find(|operation| operation.name == action);
        Ok(found.map_or_else(
            || {
                let text = format!("The specified action `{action}` is invalid or does not exist.");
                Route::Unknown(Refusal::new("InvalidAction", text))
            },
            Route::Operation,
        ))
    }

    fn authenticate(&self, request: &Incoming, gate: &Gate) -> Result<String, Refusal> {
        let header = request.header("authorization");
        let (authorization, key_id, claimed) = read(&header).ok_or_else(|| {
            invalid(
                "The `Authorization` header is missing or does not conform to the standard of Tencent Cloud.",
            )
        })?;
        if !authorization.covers(&["content-type", "host"]) || !request.has_all(&authorization.signed_headers)
        {
            return Err(invalid(
                "`SignedHeaders` must name `content-type` and `host`, and only headers that are there.",
            ));
        }
        let timestamp = request.header("x-tc-timestamp");
        if timestamp.is_empty() {
            return Err(missing("Timestamp"));
        }
        let seconds: i64 = timestamp.parse().map_err(|_| {
            Refusal::new("InvalidParameter", "The parameter `Timestamp` must be a number of seconds.")
        })?;

        let token = request.optional("x-tc-token");
        let key = gate.find(key_id, token.as_deref()).ok_or_else(|| {
            Refusal::new(
                "AuthFailure.SecretIdNotFound",
                "The SecretId is not found, please ensure that your SecretId is correct.",
            )
        })?;
        let time = DateTime::from_unix_seconds(seconds);
        let in_time = time.to_system_time().is_ok_and(|time: SystemTime| gate.is_within(time, WINDOW));
        if !in_time {
            return Err(Refusal::new(
                "AuthFailure.SignatureExpire",
                "The signature expired: the timestamp is more than five minutes away from the server's time.",
            ));
        }
        let date = time.to_text(DATE);
        if claimed.date != date {
            return Err(mismatch("the date of the credential scope is not the UTC date of the timestamp"));
        }
        let secret = derived_key(key.access_key_secret().expose(), &date, claimed.service);
        let scope = scope(&date, claimed.service);
        let verifies = |headers: &HeaderMap, host: &str| {
            let canonical_request = ToSign {
                method: &request.method,
                path: &request.path,
                query: &request.query,
                headers,
                host,
                signed_headers: &authorization.signed_headers,
                body: &request.body,
            }
            .canonical_request();
            let to_sign = string_to_sign(seconds, &scope, &canonical_request);
            verify_hmac_sha256(&secret, to_sign.as_bytes(), authorization.signature)
        };
        let host = request.host();
        let lowered = || verifies(&lower_case(&request.headers), &host.to_lowercase());
        if !verifies(&request.headers, &host) && !lowered() {
            return Err(mismatch("please check your signature is correct"));
        }
        if token_fault(key, token.as_deref()).is_some() {
            return Err(Refusal::new("AuthFailure.TokenFailure", "The token is missing or invalid."));
        }
        Ok(key_id.to_owned())
    }

    fn parameters(&self, request: &Incoming, operation: &OperationInfo) -> Result<Members, Refusal> {
        if request.method == Method::GET {
            let table = operation.request;
            return Ok(unflatten(&percent::split(&request.query), table.fields, ListNames::FromZero));
        }
        if !request.header("content-type").starts_with("application/json") {
            return Err(Refusal::new(
                "InvalidRequest",
                "The `Content-Type` of a POST request must be application/json.",
            ));
        }
        if request.body.is_empty() {
            return Ok(Members::new());
        }
        match serde_json::from_slice(&request.body) {
            Ok(Json::Object(members)) => Ok(members),
            _ => Err(Refusal::new("InvalidParameter", "The request's body is no JSON object.")),
        }
    }

    fn ignores_unknown(&self) -> bool {
        false
    }

    fn troubles(&self) -> [&'static str; 3] {
        ["RequestLimitExceeded", "InternalError", "AuthFailure.TokenFailure"]
    }

    fn refuse(&self, _operation: &OperationInfo, fault: &Violation) -> Refusal {
        let (path, text) = (&fault.path, &fault.text);
        match fault.kind {
            ViolationKind::Missing => missing(path),
            ViolationKind::Unknown => {
                Refusal::new("UnknownParameter", format!("The parameter `{path}` is not recognized."))
            }
            ViolationKind::Type | ViolationKind::Combination => {
                Refusal::new("InvalidParameter", format!("The parameter `{path}` {text}."))
            }
            ViolationKind::Value => {
                Refusal::new("InvalidParameterValue", format!("The value of the parameter `{path}` {text}."))
            }
        }
    }

    fn broken(&self, message: String) -> Refusal {
        Refusal::new("InternalError", message)
    }

    fn envelope(&self, data: Json) -> Json {
        json!({ "Response": data })
    }

    fn error_body(&self, _request: &Incoming, refusal: &Refusal) -> Json {
        json!({ "Response": { "Error": { "Code": refusal.code, "Message": refusal.message } } })
    }

    fn error_in<'a>(&self, body: &'a Json) -> Option<(&'a str, &'a str)> {
        let error = body.get("Response")?.get("Error")?;
        Some((error.get("Code")?.as_str()?, error.get("Message").and_then(Json::as_str).unwrap_or_default()))
    }

    fn identify(&self, body: &mut Json, request_id: &str) {
        if let Some(response) = body.get_mut("Response") {
            insert_absent(response, "RequestId", request_id);
        }
    }

    /// Errors have status 200 as well.
    fn error_status(&self) -> u16 {
        200
    }

    /// With a charset the vendor's Python client reads an error as an empty success.
    fn content_type(&self) -> &'static str {
        "application/json"
    }

    fn request_id_header(&self) -> Option<&'static str> {
        None
    }
}

/// The scope in a signature.
#[derive(Debug, PartialEq, Eq)]
struct Scope<'a> {
    date: &'a str,
    service: &'a str,
}

/// The parts of `Authorization`: `Credential` is `<id>/<date>/<service>/tc3_request`.
fn read(header: &str) -> Option<(Authorization<'_>, &str, Scope<'_>)> {
    let authorization = Authorization::parse(header, "TC3-HMAC-SHA256", "Credential")?;
    let mut parts = authorization.credential.split('/');
    let (id, date, service) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next() == Some("tc3_request") && parts.next().is_none();
    is_whole.then_some((authorization, id, Scope { date, service }))
}

fn service_in(header: &str) -> Option<&str> {
    read(header).map(|(_, _, scope)| scope.service)
}

/// The documentation's own example signs values in lower case, the vendor's clients sign them as they are sent. The
/// placeholder for an unsigned body is a switch, not text, and stays.
fn lower_case(headers: &HeaderMap) -> HeaderMap {
    let mut lowered = headers.clone();
    for (name, value) in &mut lowered {
        let text = String::from_utf8_lossy(value.as_bytes()).to_lowercase();
        if name != "x-tc-content-sha256"
            && let Ok(text) = HeaderValue::from_str(&text)
        {
            *value = text;
        }
    }
    lowered
}

fn missing(parameter: &str) -> Refusal {
    Refusal::new("MissingParameter", format!("The request is missing a required parameter `{parameter}`."))
}

fn invalid(message: &str) -> Refusal {
    Refusal::new("AuthFailure.InvalidAuthorization", message)
}

fn mismatch(why: &str) -> Refusal {
    Refusal::new(
        "AuthFailure.SignatureFailure",
        format!("The provided credentials could not be validated: {why}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::protocol::testing::{NOW, outcome, request};
    use crate::vendor::tencent::signer::authorization;

    #[test]
    fn the_credential_has_four_parts() {
        let with = |credential: &str| {
            format!("TC3-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0f")
        };
        let header = with("id/2024-01-01/mongodb/tc3_request");
        let (_, id, scope) = read(&header).unwrap();
        assert_eq!((id, scope), ("id", Scope { date: "2024-01-01", service: "mongodb" }));
        for credential in
            ["id", "id/2024-01-01/mongodb", "id/2024-01-01/mongodb/aws4_request", "id/d/s/tc3_request/x"]
        {
            assert!(read(&with(credential)).is_none(), "{credential}");
        }
    }

    /// Signs `names`, with the values that the headers have or with the same in lower case.
    fn signed(timestamp: i64, date: &str, names: &[&str], lowered: bool) -> Incoming {
        let seconds = timestamp.to_string();
        let headers = [
            ("host", "Mock.example"),
            ("content-type", "application/json; charset=UTF-8"),
            ("x-tc-action", "DescribeInstances"),
            ("x-tc-timestamp", seconds.as_str()),
        ];
        let mut request = request(Method::POST, "/", &headers, "{}");
        let (values, host) = match lowered {
            true => (lower_case(&request.headers), "mock.example"),
            false => (request.headers.clone(), "Mock.example"),
        };
        let canonical_request = ToSign {
            method: &request.method,
            path: "/",
            query: "",
            headers: &values,
            host,
            signed_headers: names,
            body: b"{}",
        }
        .canonical_request();
        let scope = scope(date, "cvm");
        let key = derived_key("secret", date, "cvm");
        let to_sign = string_to_sign(timestamp, &scope, &canonical_request);
        let header = authorization("KEY", &scope, names, &key, &to_sign);
        request.headers.insert("authorization", header.parse().unwrap());
        request
    }

    fn expect(request: &Incoming, expected: &str) {
        let outcome = outcome(&Tencent, request);
        assert!(outcome.starts_with(expected), "{outcome}, not {expected}");
    }

    #[test]
    fn signed_headers_are_followed() {
        let two: &[&str] = &["content-type", "host"];
        for (names, lowered, expected) in [
            (two, false, "ok"),
            (two, true, "ok"),
            (&["content-type", "host", "x-tc-action"], true, "ok"),
            (&["host"], false, "AuthFailure.InvalidAuthorization"),
            (&["content-type"], false, "AuthFailure.InvalidAuthorization"),
            (&["content-type", "host", "x-absent"], false, "AuthFailure.InvalidAuthorization"),
        ] {
            expect(&signed(NOW, "2024-01-02", names, lowered), expected);
        }
    }

    #[test]
    fn time_date_and_body_count() {
        let names = ["content-type", "host"];
        for (timestamp, date, expected) in [
            (NOW - 300, "2024-01-02", "ok"),
            (NOW + 300, "2024-01-02", "ok"),
            (NOW - 301, "2024-01-02", "AuthFailure.SignatureExpire"),
            (NOW + 301, "2024-01-02", "AuthFailure.SignatureExpire"),
            (NOW, "2024-01-03", "AuthFailure.SignatureFailure"),
        ] {
            expect(&signed(timestamp, date, &names, false), expected);
        }
        let mut request = signed(NOW, "2024-01-02", &names, false);
        request.body = "{ }".into();
        expect(&request, "AuthFailure.SignatureFailure");
        request.headers.insert("x-tc-timestamp", HeaderValue::from_static("now"));
        expect(&request, "InvalidParameter");
        request.headers.remove("x-tc-timestamp");
        expect(&request, "MissingParameter");
        request.headers.remove("authorization");
        expect(&request, "AuthFailure.InvalidAuthorization");
    }
}
