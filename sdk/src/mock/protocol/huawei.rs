//! Huawei Cloud: REST style, SDK-HMAC-SHA256, flat errors with an HTTP status.
//!
//! Unknown parameters are ignored, as the service does.

use std::time::Duration;

use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use super::authorization::Authorization;
use super::{Dialect, Incoming, Refusal, Route, Unreadable, services};
use crate::mock::check::Violation;
use crate::mock::gate::{Gate, TokenFault, token_fault};
use crate::mock::parameters::{Members, scalar, unflatten};
use crate::runtime::parameter::ListNames;
use crate::runtime::percent;
use crate::runtime::signing::{sha256_hex, verify_hmac_sha256};
use crate::runtime::{DateTime, DateTimeFormat, OperationInfo, Place};
use crate::vendor::huawei::signer::{ToSign, string_to_sign};

const WINDOW: Duration = Duration::from_secs(15 * 60);
const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y%m%dT%H%M%SZ", 0);
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The one project of the mock cloud, by which its clients are configured.
pub(in crate::mock) const PROJECT_ID: &str = "fa4e0000000000000000000000000001";

pub(super) struct Huawei;

impl Dialect for Huawei {
    fn vendor(&self) -> &'static str {
        "huawei"
    }

    /// The only one of the three whose operations have paths.
    fn speaks(&self, request: &Incoming) -> bool {
        request.headers.contains_key("x-sdk-date")
            || request.header("authorization").starts_with("SDK-HMAC-")
            || request.path.starts_with("/v")
    }

    fn body_limit(&self) -> usize {
        12 << 20
    }

    fn unreadable(&self, why: Unreadable) -> Refusal {
        match why {
            Unreadable::TooLarge => Refusal::new("APIGW.0201", "Request entity too large").status(413),
            Unreadable::Incomplete => {
                Refusal::new("APIGW.0201", "The request body did not arrive").status(400)
            }
        }
    }

    fn asked_for(&self, request: &Incoming) -> String {
        format!("{} {}", request.method, request.path)
    }

    fn route(&self, request: &Incoming) -> Result<Route, Refusal> {
        if request.method == Method::GET && request.path == "/v3/projects" {
            return Ok(Route::Aside("IAM ListProjects", projects(request)));
        }
        let operations = services(self.vendor()).flat_map(|(_, operations)| operations.iter().copied());
        let of_method = operations.filter(|operation| Method::from(operation.method) == request.method);
        // Of two matching templates the one with more literal text is used: `instances/list`, not `instances/{id}`.
        let matching =
            of_method.filter_map(|operation| Some((fit(operation.path, &request.path)?, operation)));
        let best = matching.min_by_key(|(arguments, _)| arguments.len());
        Ok(best.map_or_else(
            || {
                let text = "The API does not exist or has not been published in the environment";
                Route::Unknown(Refusal::new("APIGW.0101", text).status(404))
            },
            |(_, operation)| Route::Operation(operation),
        ))
    }

    /// Operations have no name on the wire: `name` is a method and a template of the path.
    fn fit<'n>(&self, name: &'n str, request: &Incoming) -> Option<Vec<(&'n str, String)>> {
        let (method, template) = name.split_once(' ')?;
        (request.method == method).then(|| fit(template.trim_start(), &request.path)).flatten()
    }

    fn authenticate(&self, request: &Incoming, gate: &Gate) -> Result<String, Refusal> {
        let header = request.header("authorization");
        if header.is_empty() {
            return Err(unauthenticated("verify aksk signature fail, the Authorization header is missing"));
        }
        let authorization = Authorization::parse(&header, "SDK-HMAC-SHA256", "Access").ok_or_else(|| {
            unauthenticated("verify aksk signature fail, the Authorization header is malformed")
        })?;
        let token = request.optional("x-security-token");
        let mut demanded = vec!["x-sdk-date"];
        demanded.extend(token.as_ref().map(|_| "x-security-token"));
        if !authorization.covers(&demanded) || !request.has_all(&authorization.signed_headers) {
            let text =
                format!("verify aksk signature fail, {} must be there and signed", demanded.join(" and "));
            return Err(unauthenticated(&text));
        }
        let date = request.header("x-sdk-date");
        let time = DateTime::from_wire(&date, DATE);
        let time = time.to_system_time().ok().filter(|_| time.fits(DATE));
        let time =
            time.ok_or_else(|| unauthenticated("verify aksk signature fail, X-Sdk-Date is malformed"))?;
        if !gate.is_within(time, WINDOW) {
            let now = DateTime::from(gate.now()).to_text(DATE);
            return Err(unauthenticated(&format!(
                "signature expired, signature time:{date},server time:{now}"
            )));
        }
        let id = authorization.credential;
        let unknown = || unauthenticated(&format!("Get secretKey failed,ak:{id},err:ak not exist"));
        let key = gate.find(id, token.as_deref()).ok_or_else(unknown)?;
        let stated = request.header("x-sdk-content-sha256");
        if !matches!(stated.as_str(), "" | UNSIGNED_PAYLOAD) && stated != sha256_hex(&request.body) {
            return Err(unauthenticated(
                "verify aksk signature fail, X-Sdk-Content-Sha256 is not the hash of the body",
            ));
        }
        let canonical_request = ToSign {
            method: &request.method,
            path: &request.path,
            query: &request.query,
            headers: &request.headers,
            host: &request.host(),
            signed_headers: &authorization.signed_headers,
            body: &request.body,
        }
        .canonical_request();
        let to_sign = string_to_sign(&date, &canonical_request);
        let secret = key.access_key_secret().expose().as_bytes();
        if !verify_hmac_sha256(secret, to_sign.as_bytes(), authorization.signature) {
            return Err(unauthenticated("verify aksk signature fail"));
        }
        match token_fault(key, token.as_deref()) {
            // Without its token a temporary key is searched among the permanent ones.
            Some(TokenFault::Missing) => Err(unknown()),
            Some(TokenFault::Wrong) => Err(unauthenticated("decrypt token fail")),
            None => Ok(id.to_owned()),
        }
    }

    fn parameters(&self, request: &Incoming, operation: &OperationInfo) -> Result<Members, Refusal> {
        let table = operation.request;
        let placed = |place| table.fields.iter().filter(move |field| field.place == place);
        let mut members =
            unflatten(&percent::split(&request.query), placed(Place::Query), ListNames::Repeated);
        let arguments = fit(operation.path, &request.path).unwrap_or_default();
        for field in placed(Place::Path) {
            if let Some((_, text)) = arguments.iter().find(|(name, _)| *name == field.name) {
                members.insert(field.name.to_owned(), scalar(text, &field.kind));
            }
        }
        for field in placed(Place::Header) {
            if let Some(text) = request.optional(field.name) {
                members.insert(field.name.to_owned(), scalar(&text, &field.kind));
            }
        }
        if !request.body.is_empty() {
            match serde_json::from_slice(&request.body) {
                Ok(Json::Object(body)) => members.extend(body),
                _ => return Err(wrong_parameter("The request body is no JSON object.")),
            }
        }
        Ok(members)
    }

    fn troubles(&self) -> [&'static str; 3] {
        ["APIGW.0308", "APIGW.0601", "APIGW.0307"]
    }

    fn refuse(&self, _operation: &OperationInfo, fault: &Violation) -> Refusal {
        wrong_parameter(&format!("Parameter error: {} {}.", fault.path, fault.text))
    }

    fn broken(&self, message: String) -> Refusal {
        Refusal::new("APIGW.0601", message).status(500)
    }

    /// The gateway's own errors have the request's id in the body as well; the services' have it in the header alone.
    fn error_body(&self, _request: &Incoming, refusal: &Refusal) -> Json {
        json!({ "error_code": refusal.code, "error_msg": refusal.message })
    }

    fn error_in<'a>(&self, body: &'a Json) -> Option<(&'a str, &'a str)> {
        let spellings = [("error_code", "error_msg"), ("errorCode", "errorMsg")];
        let nested = body.get("error").unwrap_or(body);
        let flat = spellings.iter().find_map(|names| text_pair(body, *names));
        flat.or_else(|| text_pair(nested, ("code", "message")))
    }

    fn identify(&self, body: &mut Json, request_id: &str) {
        let is_gateway =
            body.get("error_code").and_then(Json::as_str).is_some_and(|code| code.starts_with("APIGW."));
        if is_gateway {
            super::insert_absent(body, "request_id", request_id);
        }
    }

    fn error_status(&self) -> u16 {
        400
    }

    fn content_type(&self) -> &'static str {
        "application/json"
    }

    fn request_id_header(&self) -> Option<&'static str> {
        Some("X-Request-Id")
    }

    fn spell_request_id(&self, uuid: String) -> String {
        uuid.replace('-', "")
    }
}

/// The values of a template's `{parameter}`s in `path`, decoded; `None` when the path is another one.
fn fit<'a>(template: &'a str, path: &str) -> Option<Vec<(&'a str, String)>> {
    let (templates, pieces) = (template.split('/'), path.split('/'));
    if templates.clone().count() != pieces.clone().count() {
        return None;
    }
    let mut arguments = Vec::new();
    for (template, piece) in templates.zip(pieces) {
        let text = percent_decode_str(piece).decode_utf8_lossy();
        match template.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(_) if text.is_empty() => return None,
            Some(name) => arguments.push((name, text.into_owned())),
            None if text == template => {}
            None => return None,
        }
    }
    Some(arguments)
}

/// IAM's response to a client that has a region but no project.
fn projects(request: &Incoming) -> Json {
    let pairs = percent::split(&request.query);
    let region = pairs.iter().find(|(name, _)| name == "name").map_or("", |(_, region)| region);
    json!({
        "projects": [{
            "id": PROJECT_ID,
            "name": region,
            "domain_id": "fa4e0000000000000000000000000002",
            "enabled": true,
        }],
    })
}

fn unauthenticated(text: &str) -> Refusal {
    Refusal::new("APIGW.0301", format!("Incorrect IAM authentication information: {text}")).status(401)
}

/// DDS calls every wrong parameter this.
fn wrong_parameter(text: &str) -> Refusal {
    Refusal::new("DBS.200001", text).status(400)
}

fn text_pair<'a>(body: &'a Json, (code, message): (&str, &str)) -> Option<(&'a str, &'a str)> {
    Some((body.get(code)?.as_str()?, body.get(message)?.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::protocol::testing::{outcome, request};
    use crate::vendor::huawei::signer::authorization;

    #[test]
    fn paths_are_held_against_templates_piece_by_piece() {
        let template = "/v3/{project_id}/instances/{instance_id}";
        let fitting = fit(template, "/v3/p1/instances/a%2Fb%20c");
        assert_eq!(fitting, Some(vec![("project_id", "p1".to_owned()), ("instance_id", "a/b c".to_owned())]));
        for path in [
            "/v3/p1/instances",
            "/v3/p1/instances/",
            "/v3/p1/backups/x",
            "/v3/p1/instances/x/y",
            "/v3//instances/x",
        ] {
            assert_eq!(fit(template, path), None, "{path}");
        }
    }

    #[test]
    fn errors_are_found_in_each_spelling() {
        for body in [
            json!({"error_code": "C", "error_msg": "m"}),
            json!({"errorCode": "C", "errorMsg": "m"}),
            json!({"error": {"code": "C", "message": "m"}}),
        ] {
            assert_eq!(Huawei.error_in(&body), Some(("C", "m")), "{body}");
        }
        assert_eq!(Huawei.error_in(&json!({"files": [], "bucket": "b"})), None);
    }

    /// Signs `names` over the body `{}`, which then becomes `sent`.
    fn signed(key: &str, change: &[(&'static str, &str)], names: &[&str], sent: &'static str) -> Incoming {
        let mut headers = vec![("host", "mock"), ("x-sdk-date", "20240102T030405Z")];
        headers.extend_from_slice(change);
        let mut request = request(Method::POST, "/v3/p/x", &headers, sent);
        let canonical_request = ToSign {
            method: &request.method,
            path: "/v3/p/x",
            query: "",
            headers: &request.headers,
            host: "mock",
            signed_headers: names,
            body: b"{}",
        }
        .canonical_request();
        let to_sign = string_to_sign(&request.header("x-sdk-date"), &canonical_request);
        let header = authorization(key, "secret", names, &to_sign);
        request.headers.insert("authorization", header.parse().unwrap());
        request
    }

    #[test]
    fn whatever_is_missing_or_uncovered_is_refused() {
        const WRONG: &str = "verify aksk signature fail";
        let (date, all) = (&["x-sdk-date"][..], &["host", "x-sdk-date", "x-security-token"][..]);
        let hash = sha256_hex(b"{}");
        let unsigned = ("x-sdk-content-sha256", UNSIGNED_PAYLOAD);
        let hashed = ("x-sdk-content-sha256", hash.as_str());
        let token = ("x-security-token", "token");
        for (key, change, names, sent, expected) in [
            ("KEY", &[][..], date, "{}", "ok"),
            ("KEY", &[], &["host"], "{}", WRONG),
            ("KEY", &[], &["x-absent", "x-sdk-date"], "{}", WRONG),
            ("KEY", &[], date, "{ }", WRONG),
            ("KEY", &[unsigned], date, "{}", "ok"),
            ("KEY", &[unsigned], date, "{ }", "ok"),
            ("KEY", &[hashed], date, "{}", "ok"),
            ("KEY", &[hashed], date, "{ }", WRONG),
            ("KEY", &[("x-name", "Grüße")], &["x-name", "x-sdk-date"], "{}", "ok"),
            ("TEMPORARY", &[token], all, "{}", "ok"),
            ("TEMPORARY", &[token], date, "{}", WRONG),
            ("TEMPORARY", &[("x-security-token", "other")], all, "{}", "decrypt token fail"),
            ("TEMPORARY", &[], date, "{}", "Get secretKey failed,ak:TEMPORARY,err:ak not exist"),
            ("NOBODY", &[], date, "{}", "Get secretKey failed,ak:NOBODY,err:ak not exist"),
            ("KEY", &[("x-sdk-date", "20240102T031905Z")], date, "{}", "ok"),
            (
                "KEY",
                &[("x-sdk-date", "20240102T031906Z")],
                date,
                "{}",
                "signature expired, signature time:20240102T031906Z,server time:20240102T030405Z",
            ),
            ("KEY", &[("x-sdk-date", "yesterday")], date, "{}", WRONG),
        ] {
            let outcome = outcome(&Huawei, &signed(key, change, names, sent));
            let text = outcome.trim_start_matches("APIGW.0301: Incorrect IAM authentication information: ");
            assert!(
                text.starts_with(expected),
                "{key} {change:?} {names:?} {sent}: {outcome}, not {expected}"
            );
        }
    }
}
