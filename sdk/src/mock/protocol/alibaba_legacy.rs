//! Alibaba's older signature, HMAC-SHA1 over everything in the query: still documented, and used by the vendor's
//! clients with `signature_algorithm="v2"`.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value as Json;
use sha1::Sha1;

use super::alibaba::{self, Alibaba, Claim};
use super::{Dialect, Incoming, Refusal, Route, Unreadable};
use crate::mock::check::Violation;
use crate::mock::gate::Gate;
use crate::mock::parameters::Members;
use crate::runtime::percent;
use crate::runtime::{Credentials, OperationInfo};

/// The parameters of the signature itself, which an operation does not get.
const SYSTEM: [&str; 9] = [
    "Action",
    "Version",
    "Format",
    "Timestamp",
    "SignatureNonce",
    "SignatureMethod",
    "SignatureVersion",
    "AccessKeyId",
    "Signature",
];

const TOKEN: &str = "SecurityToken";

pub(super) struct AlibabaLegacy;

impl Dialect for AlibabaLegacy {
    fn vendor(&self) -> &'static str {
        Alibaba.vendor()
    }

    /// The header of the newer signature is absent, although its `x-acs-action` may be there.
    fn speaks(&self, request: &Incoming) -> bool {
        let is_signed =
            || percent::split(&request.query).iter().any(|(name, _)| name == "Signature" || name == "Action");
        !request.headers.contains_key("authorization") && request.path == "/" && is_signed()
    }

    fn body_limit(&self) -> usize {
        Alibaba.body_limit()
    }

    fn unreadable(&self, why: Unreadable) -> Refusal {
        Alibaba.unreadable(why)
    }

    fn asked_for(&self, request: &Incoming) -> String {
        value(&Alibaba.pairs(request), "Action").to_owned()
    }

    fn route(&self, request: &Incoming) -> Result<Route, Refusal> {
        let pairs = Alibaba.pairs(request);
        alibaba::route(request, value(&pairs, "Action"), value(&pairs, "Version"))
    }

    fn authenticate(&self, request: &Incoming, gate: &Gate) -> Result<String, Refusal> {
        let pairs = Alibaba.pairs(request);
        for name in ["AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion"] {
            if value(&pairs, name).is_empty() {
                return Err(alibaba::missing(name));
            }
        }
        if value(&pairs, "SignatureMethod") != "HMAC-SHA1" {
            return Err(Refusal::new("InvalidSignatureMethod", "Specified signature method is not valid.")
                .status(400));
        }
        let claim = Claim {
            access_key_id: value(&pairs, "AccessKeyId"),
            token: Some(value(&pairs, TOKEN)),
            timestamp: value(&pairs, "Timestamp"),
            nonce: value(&pairs, "SignatureNonce"),
        };
        let to_sign = string_to_sign(request.method.as_str(), &pairs);
        claim.admit(gate, |key| {
            if verifies(key, &to_sign, value(&pairs, "Signature")) {
                return Ok(());
            }
            // The string to sign is not repeated: it may contain the token.
            let text = "Specified signature is not matched with our calculation.";
            Err(Refusal::new("SignatureDoesNotMatch", text).status(400))
        })
    }

    fn parameters(&self, request: &Incoming, operation: &OperationInfo) -> Result<Members, Refusal> {
        Ok(alibaba::parameters(&self.pairs(request), operation))
    }

    /// Those of the operation.
    fn pairs(&self, request: &Incoming) -> Vec<(String, String)> {
        let mut pairs = Alibaba.pairs(request);
        pairs.retain(|(name, _)| !SYSTEM.contains(&name.as_str()) && name != TOKEN);
        pairs
    }

    fn first_index(&self) -> usize {
        Alibaba.first_index()
    }

    fn troubles(&self) -> [&'static str; 3] {
        Alibaba.troubles()
    }

    fn retry_after(&self, wait: Duration) -> (&'static str, String) {
        Alibaba.retry_after(wait)
    }

    fn refuse(&self, operation: &OperationInfo, fault: &Violation) -> Refusal {
        Alibaba.refuse(operation, fault)
    }

    fn broken(&self, message: String) -> Refusal {
        Alibaba.broken(message)
    }

    fn error_body(&self, request: &Incoming, refusal: &Refusal) -> Json {
        Alibaba.error_body(request, refusal)
    }

    fn error_in<'a>(&self, body: &'a Json) -> Option<(&'a str, &'a str)> {
        Alibaba.error_in(body)
    }

    fn identify(&self, body: &mut Json, request_id: &str) {
        Alibaba.identify(body, request_id);
    }

    fn error_status(&self) -> u16 {
        Alibaba.error_status()
    }

    fn content_type(&self) -> &'static str {
        Alibaba.content_type()
    }

    fn request_id_header(&self) -> Option<&'static str> {
        Alibaba.request_id_header()
    }

    fn spell_request_id(&self, uuid: String) -> String {
        Alibaba.spell_request_id(uuid)
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(pair, _)| pair == name).map_or("", |(_, value)| value)
}

/// All parameters but the signature, sorted, and encoded once more as a whole.
fn string_to_sign(method: &str, pairs: &[(String, String)]) -> String {
    let mut signed: Vec<(String, String)> =
        pairs.iter().filter(|(name, _)| name != "Signature").cloned().collect();
    signed.sort();
    format!("{method}&%2F&{}", percent::encode(&percent::join(&signed, percent::encode)))
}

fn verifies(key: &Credentials, to_sign: &str, signature: &str) -> bool {
    let secret = format!("{}&", key.access_key_secret().expose());
    let mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).ok();
    mac.zip(STANDARD.decode(signature).ok())
        .is_some_and(|(mac, signature)| mac.chain_update(to_sign.as_bytes()).verify_slice(&signature).is_ok())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, Method};

    use super::*;
    use crate::mock::protocol::testing::gate_at;

    /// The example of the vendor's documentation, with its published test key.
    const QUERY: &str = "Timestamp=2016-02-23T12%3A46%3A24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions\
                         &SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf\
                         &Version=2014-05-26&SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D";

    fn code(query: &str, gate: &Gate) -> String {
        let request = Incoming {
            method: Method::GET,
            path: "/".to_owned(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        assert!(AlibabaLegacy.speaks(&request));
        AlibabaLegacy
            .authenticate(&request, gate)
            .map_or_else(|refusal| refusal.code, |id| format!("ok {id}"))
    }

    /// 2016-02-23T12:46:24Z
    const THEN: i64 = 1_456_231_584;

    #[test]
    fn the_documented_example_is_let_in_once() {
        let gate = gate_at(THEN);
        assert_eq!(code(QUERY, &gate), "ok testid");
        assert_eq!(code(QUERY, &gate), "SignatureNonceUsed");
    }

    #[test]
    fn whatever_is_changed_is_refused() {
        for (from, to, expected) in [
            ("DescribeRegions", "DeleteRegions", "SignatureDoesNotMatch"),
            ("Format=XML", "Format=XML&Extra=1", "SignatureDoesNotMatch"),
            ("OLeaidS1", "OLeaidS2", "SignatureDoesNotMatch"),
            ("OLeaidS1", "!", "SignatureDoesNotMatch"),
            ("testid", "other", "InvalidAccessKeyId.NotFound"),
            ("HMAC-SHA1", "HMAC-MD5", "InvalidSignatureMethod"),
            ("2016-02-23T12%3A46%3A24Z", "yesterday", "InvalidTimeStamp.Format"),
            ("Timestamp=2016", "When=2016", "MissingTimestamp"),
            ("SignatureNonce=", "Nonce=", "MissingSignatureNonce"),
            ("AccessKeyId=", "Id=", "MissingAccessKeyId"),
        ] {
            assert_eq!(code(&QUERY.replace(from, to), &gate_at(THEN)), expected, "{from} -> {to}");
        }
        assert_eq!(code(QUERY, &gate_at(THEN + 900)), "ok testid");
        assert_eq!(code(QUERY, &gate_at(THEN + 901)), "InvalidTimeStamp.Expired");
        assert_eq!(code(QUERY, &gate_at(THEN - 901)), "InvalidTimeStamp.Expired");
    }
}
