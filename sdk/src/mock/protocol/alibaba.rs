//! Alibaba Cloud: RPC style, ACS3-HMAC-SHA256, flat errors with an HTTP status.
//!
//! Unknown parameters are ignored, as the service does.

use std::time::Duration;

use http::Method;
use serde_json::{Value as Json, json};

use super::authorization::Authorization;
use super::{Dialect, Incoming, Refusal, Route, Unreadable, insert_absent, services};
use crate::mock::check::{Violation, ViolationKind};
use crate::mock::gate::{Gate, TokenFault, token_fault};
use crate::mock::parameters::{Members, unflatten};
use crate::runtime::parameter::ListNames;
use crate::runtime::percent;
use crate::runtime::signing::{sha256_hex, verify_hmac_sha256};
use crate::runtime::{Credentials, DateTime, DateTimeFormat, OperationInfo};
use crate::vendor::alibaba::signer::{ToSign, signed_headers, string_to_sign};

const WINDOW: Duration = Duration::from_secs(15 * 60);
const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%dT%H:%M:%SZ", 0);

pub(super) struct Alibaba;

impl Dialect for Alibaba {
    fn vendor(&self) -> &'static str {
        "alibaba"
    }

    fn speaks(&self, request: &Incoming) -> bool {
        request.headers.contains_key("x-acs-action") || request.header("authorization").starts_with("ACS3-")
    }

    fn body_limit(&self) -> usize {
        10 << 20
    }

    fn unreadable(&self, why: Unreadable) -> Refusal {
        let (status, text) = match why {
            Unreadable::TooLarge => (413, "The request body is too large."),
            Unreadable::Incomplete => (408, "The request body did not arrive."),
        };
        Refusal::new("InvalidParameter", text).status(status)
    }

    fn asked_for(&self, request: &Incoming) -> String {
        request.header("x-acs-action")
    }

    fn route(&self, request: &Incoming) -> Result<Route, Refusal> {
        let (action, version) = (request.header("x-acs-action"), request.header("x-acs-version"));
        route(request, &action, &version)
    }

    fn authenticate(&self, request: &Incoming, gate: &Gate) -> Result<String, Refusal> {
        let header = request.header("authorization");
        if header.starts_with("ACS3-") && !header.starts_with("ACS3-HMAC-SHA256 ") {
            return Err(Refusal::new("InvalidSignatureMethod", "Specified signature method is not valid.")
                .status(400));
        }
        let authorization = Authorization::parse(&header, "ACS3-HMAC-SHA256", "Credential")
            .ok_or_else(|| incomplete("the Authorization header is missing or malformed"))?;
        let names = &authorization.signed_headers;
        if !authorization.covers(&signed_headers(&request.headers)) || !request.has_all(names) {
            let text =
                "host, content-type and every x-acs- header must be signed, and no header that is not there";
            return Err(incomplete(text));
        }
        let stated = request.header("x-acs-content-sha256");
        if stated.is_empty() {
            return Err(incomplete("x-acs-content-sha256 is missing"));
        }
        let payload_hash = sha256_hex(&request.body);
        if stated != payload_hash {
            return Err(does_not_match("x-acs-content-sha256 is not the hash of the request body"));
        }
        let canonical_request = ToSign {
            method: &request.method,
            path: &request.path,
            query: &request.query,
            headers: &request.headers,
            host: &request.host(),
            signed_headers: names,
            payload_hash: &payload_hash,
        }
        .canonical_request();
        let to_sign = string_to_sign(&canonical_request);
        let token = request.optional("x-acs-security-token");
        let claim = Claim {
            access_key_id: authorization.credential,
            token: token.as_deref(),
            timestamp: &request.header("x-acs-date"),
            nonce: &request.header("x-acs-signature-nonce"),
        };
        claim.admit(gate, |key| {
            let secret = key.access_key_secret().expose().as_bytes();
            if verify_hmac_sha256(secret, to_sign.as_bytes(), authorization.signature) {
                return Ok(());
            }
            Err(does_not_match(&format!("server string to sign is:{to_sign}")))
        })
    }

    fn parameters(&self, request: &Incoming, operation: &OperationInfo) -> Result<Members, Refusal> {
        Ok(parameters(&self.pairs(request), operation))
    }

    fn first_index(&self) -> usize {
        1
    }

    /// Operations list codes of their own for some parameters; the gateway's serve for the others.
    fn troubles(&self) -> [&'static str; 3] {
        ["Throttling.User", "InternalError", "InvalidSecurityToken.Expired"]
    }

    fn retry_after(&self, wait: Duration) -> (&'static str, String) {
        ("x-acs-retry-after", wait.as_millis().to_string())
    }

    fn refuse(&self, operation: &OperationInfo, fault: &Violation) -> Refusal {
        let (name, path, text) = (fault.name(), &fault.path, &fault.text);
        let listed = |codes: &[String]| {
            codes
                .iter()
                .find(|code| operation.errors.iter().any(|error| error.code == code.as_str()))
                .cloned()
        };
        if fault.kind == ViolationKind::Missing {
            let own = format!("Missing{name}");
            let code =
                listed(&[own.clone(), format!("MissingParameter.{name}"), "MissingParameter".to_owned()]);
            return Refusal::new(code.unwrap_or(own), format!("{path} is mandatory for this action."));
        }
        let endings = [".Malformed", ".Format", ".ValueNotSupported", ""];
        let codes = endings.map(|ending| format!("Invalid{name}{ending}"));
        let code = listed(&codes).unwrap_or_else(|| "InvalidParameter".to_owned());
        Refusal::new(code, format!("The specified parameter {path} is not valid: it {text}."))
    }

    fn broken(&self, message: String) -> Refusal {
        Refusal::new("InternalError", message).status(500)
    }

    fn error_body(&self, request: &Incoming, refusal: &Refusal) -> Json {
        json!({
            "HostId": request.host(),
            "Code": refusal.code,
            "Message": refusal.message,
            "Recommend": format!("https://api.alibabacloud.com/troubleshoot?q={}", percent::encode(&refusal.code)),
        })
    }

    fn error_in<'a>(&self, body: &'a Json) -> Option<(&'a str, &'a str)> {
        Some((body.get("Code")?.as_str()?, body.get("Message")?.as_str()?))
    }

    fn identify(&self, body: &mut Json, request_id: &str) {
        insert_absent(body, "RequestId", request_id);
    }

    fn error_status(&self) -> u16 {
        400
    }

    fn content_type(&self) -> &'static str {
        "application/json;charset=utf-8"
    }

    fn request_id_header(&self) -> Option<&'static str> {
        Some("x-acs-request-id")
    }

    fn spell_request_id(&self, uuid: String) -> String {
        uuid.to_uppercase()
    }
}

/// The signed statements of a request, in either of the two signatures.
pub(super) struct Claim<'a> {
    pub(super) access_key_id: &'a str,
    pub(super) token: Option<&'a str>,
    pub(super) timestamp: &'a str,
    pub(super) nonce: &'a str,
}

impl Claim<'_> {
    /// Authenticates the request: time, key, signature, token, nonce. Returns the id of its key.
    pub(super) fn admit(
        &self,
        gate: &Gate,
        verify: impl FnOnce(&Credentials) -> Result<(), Refusal>,
    ) -> Result<String, Refusal> {
        for (name, value) in [("Timestamp", self.timestamp), ("SignatureNonce", self.nonce)] {
            if value.is_empty() {
                return Err(missing(name));
            }
        }
        let time = DateTime::from_wire(self.timestamp, DATE);
        let time = time.to_system_time().ok().filter(|_| time.fits(DATE)).ok_or_else(|| {
            Refusal::new(
                "InvalidTimeStamp.Format",
                "Specified time stamp or date value is not well formatted.",
            )
            .status(400)
        })?;
        if !gate.is_within(time, WINDOW) {
            let text = "Specified time stamp or date value is expired.";
            return Err(Refusal::new("InvalidTimeStamp.Expired", text).status(400));
        }
        let key = gate.find(self.access_key_id, self.token).ok_or_else(|| {
            Refusal::new("InvalidAccessKeyId.NotFound", "Specified access key is not found.").status(404)
        })?;
        verify(key)?;
        match token_fault(key, self.token) {
            Some(TokenFault::Missing) => {
                return Err(Refusal::new(
                    "MissingSecurityToken",
                    "SecurityToken is mandatory for this action.",
                )
                .status(400));
            }
            Some(TokenFault::Wrong) => {
                let text = "Specified SecurityToken does not match the access key.";
                return Err(Refusal::new("InvalidSecurityToken.MismatchWithAccessKey", text).status(400));
            }
            None => {}
        }
        if !gate.is_first_use(self.access_key_id, self.nonce, time + WINDOW) {
            return Err(
                Refusal::new("SignatureNonceUsed", "Specified signature nonce was used already.").status(400)
            );
        }
        Ok(self.access_key_id.to_owned())
    }
}

/// The operation by its name and version. RPC services take GET and POST alike.
pub(super) fn route(request: &Incoming, action: &str, version: &str) -> Result<Route, Refusal> {
    if !matches!(request.method, Method::GET | Method::POST) {
        return Err(Refusal::new("UnsupportedHTTPMethod", "This http method is not supported.").status(400));
    }
    if action.is_empty() {
        return Err(missing("Action"));
    }
    if version.is_empty() {
        return Err(missing("Version"));
    }
    let not_found = || {
        let text = "Specified api is not found, please check your url and method.";
        Refusal::new("InvalidApi.NotFound", text).status(404)
    };
    if request.path != "/" {
        return Ok(Route::Unknown(not_found()));
    }
    let of_name =
        |operations: &'static [&'static OperationInfo]| operations.iter().copied().find(|o| o.name == action);
    let named: Vec<_> = services("alibaba").filter_map(|(_, operations)| of_name(operations)).collect();
    match named.iter().find(|operation| operation.service.version == version) {
        Some(operation) => Ok(Route::Operation(operation)),
        None if named.is_empty() => Ok(Route::Unknown(not_found())),
        None => Err(Refusal::new("InvalidVersion", "Specified parameter Version is not valid.").status(400)),
    }
}

pub(super) fn parameters(pairs: &[(String, String)], operation: &OperationInfo) -> Members {
    let table = operation.request;
    unflatten(pairs, table.fields, ListNames::FromOne)
}

pub(super) fn missing(name: &str) -> Refusal {
    Refusal::new(format!("Missing{name}"), format!("{name} is mandatory for this action.")).status(400)
}

fn incomplete(why: &str) -> Refusal {
    Refusal::new(
        "IncompleteSignature",
        format!("The request signature does not conform to the standards: {why}."),
    )
    .status(400)
}

fn does_not_match(why: &str) -> Refusal {
    Refusal::new(
        "SignatureDoesNotMatch",
        format!("Specified signature is not matched with our calculation. {why}"),
    )
    .status(400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::protocol::testing::{outcome, request};
    use crate::vendor::alibaba::signer::authorization;

    /// Signs all headers but `left_out` over the body `a=b`, which then becomes `sent`.
    fn signed(key: &str, change: &[(&'static str, &str)], left_out: &str, sent: &'static str) -> Incoming {
        let hash = sha256_hex(b"a=b");
        let mut headers = vec![
            ("host", "mock"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-acs-action", "DescribeBackups"),
            ("x-acs-date", "2024-01-02T03:04:05Z"),
            ("x-acs-signature-nonce", "nonce"),
            ("x-acs-content-sha256", hash.as_str()),
        ];
        headers.extend_from_slice(change);
        let mut request = request(Method::POST, "/", &headers, sent);
        let mut names = signed_headers(&request.headers);
        names.retain(|name| *name != left_out);
        let canonical_request = ToSign {
            method: &request.method,
            path: "/",
            query: "",
            headers: &request.headers,
            host: "mock",
            signed_headers: &names,
            payload_hash: &hash,
        }
        .canonical_request();
        let header = authorization(key, "secret", &names, &string_to_sign(&canonical_request));
        request.headers.insert("authorization", header.parse().unwrap());
        request
    }

    #[test]
    fn whatever_is_missing_or_uncovered_is_refused() {
        const MISMATCH: &str = "InvalidSecurityToken.MismatchWithAccessKey";
        let token = ("x-acs-security-token", "token");
        for (key, change, left_out, sent, expected) in [
            ("KEY", &[][..], "", "a=b", "ok"),
            ("TEMPORARY", &[token], "", "a=b", "ok"),
            ("TEMPORARY", &[token], token.0, "a=b", "IncompleteSignature"),
            ("TEMPORARY", &[(token.0, "other")], "", "a=b", MISMATCH),
            ("TEMPORARY", &[], "", "a=b", "MissingSecurityToken"),
            ("KEY", &[token], "", "a=b", MISMATCH),
            ("KEY", &[], "host", "a=b", "IncompleteSignature"),
            ("KEY", &[], "content-type", "a=b", "IncompleteSignature"),
            ("KEY", &[], "x-acs-action", "a=b", "IncompleteSignature"),
            ("KEY", &[], "", "a=c", "SignatureDoesNotMatch"),
            ("KEY", &[("x-acs-content-sha256", "")], "", "a=b", "IncompleteSignature"),
            ("KEY", &[("x-acs-date", "")], "", "a=b", "MissingTimestamp"),
            ("KEY", &[("x-acs-date", "2024-01-02 03:04:05")], "", "a=b", "InvalidTimeStamp.Format"),
            ("KEY", &[("x-acs-date", "2024-01-02T03:19:05Z")], "", "a=b", "ok"),
            ("KEY", &[("x-acs-date", "2024-01-02T03:19:06Z")], "", "a=b", "InvalidTimeStamp.Expired"),
            ("KEY", &[("x-acs-signature-nonce", "")], "", "a=b", "MissingSignatureNonce"),
            ("NOBODY", &[], "", "a=b", "InvalidAccessKeyId.NotFound"),
        ] {
            let outcome = outcome(&Alibaba, &signed(key, change, left_out, sent));
            assert!(
                outcome.starts_with(expected),
                "{key} {change:?} {left_out} {sent}: {outcome}, not {expected}"
            );
        }
        let mut request = signed("KEY", &[], "", "a=b");
        let other = "ACS3-RSA-SHA256 Credential=a,SignedHeaders=b,Signature=c";
        request.headers.insert("authorization", other.parse().unwrap());
        assert!(outcome(&Alibaba, &request).starts_with("InvalidSignatureMethod"));
    }
}
