//! Received requests, for assertions.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method};
use serde_json::Value as Json;

use super::answer;
use super::fault::Fault;
use super::parameters::Members;
use crate::runtime::{Kind, Operation, OperationInfo, Table};

/// A request that the mock cloud received, with the outcome of its checks.
///
/// `Debug` shows no secrets: neither keys nor tokens in headers, nor parameters that are secrets in their spec.
#[derive(Clone)]
pub struct ReceivedRequest {
    pub(super) time: SystemTime,
    pub(super) vendor: Option<&'static str>,
    pub(super) operation: Option<&'static OperationInfo>,
    pub(super) name: String,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) parameters: Members,
    pub(super) verdict: Verdict,
    pub(super) status: u16,
    pub(super) error_code: Option<String>,
    pub(super) fault: Fault,
}

/// Whether a request was authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The signature is valid, in time and not a replay.
    Verified {
        /// The key that signed it.
        access_key_id: String,
    },
    /// The request was refused.
    Refused {
        /// The vendor's error code.
        code: String,
        /// The error message.
        message: String,
    },
}

impl Verdict {
    /// Whether the request was authenticated.
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified { .. })
    }
}

impl ReceivedRequest {
    /// When it arrived, by the mock cloud's clock.
    pub fn time(&self) -> SystemTime {
        self.time
    }

    /// The vendor whose protocol it speaks: `tencent`, `alibaba` or `huawei`; `None` when it speaks none.
    pub fn vendor(&self) -> Option<&str> {
        self.vendor
    }

    /// The service of its operation, as requests name it; `None` when the operation is not known.
    pub fn service(&self) -> Option<&str> {
        self.operation.map(|operation| operation.service.name)
    }

    /// The name of its operation; if it is unknown, the text in the request.
    pub fn operation(&self) -> &str {
        &self.name
    }

    /// Whether it is a request of operation `O`.
    pub fn is<O: Operation>(&self) -> bool {
        let info = O::INFO;
        let is_same = |own: &OperationInfo| {
            (own.service.provider.name, own.service.name, own.name)
                == (info.service.provider.name, info.service.name, info.name)
        };
        self.operation.is_some_and(is_same)
    }

    /// The typed request; `None` when it is one of another operation, or does not fit its type.
    pub fn decode<O: Operation>(&self) -> Option<O> {
        if self.is::<O>() { answer::request(&self.parameters).ok() } else { None }
    }

    /// Its parameters of all places as one JSON object by wire name. Empty when the operation is not known or the
    /// request was refused before they were read.
    pub fn parameters(&self) -> &serde_json::Map<String, Json> {
        &self.parameters
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, as in the URL.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query, as in the URL, without `?`.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether it was authenticated, or why not.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The HTTP status of the response.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The fault that was injected.
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// The error code of the response, if it was an error.
    pub fn error_code(&self) -> Option<&str> {
        self.error_code.as_deref()
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.operation.map(|operation| operation.request);
        f.debug_struct("ReceivedRequest")
            .field("vendor", &self.vendor)
            .field("operation", &self.name)
            .field("parameters", &covered_members(&self.parameters, table))
            .field("verdict", &self.verdict)
            .field("status", &self.status)
            .field("error_code", &self.error_code)
            .field("headers", &self.headers)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The headers, with credentials marked as sensitive, so that `Debug` masks them.
pub(super) fn cover_headers(mut headers: HeaderMap) -> HeaderMap {
    for name in [AUTHORIZATION.as_str(), "x-tc-token", "x-acs-security-token", "x-security-token"] {
        if let Some(value) = headers.get_mut(name) {
            value.set_sensitive(true);
        }
    }
    headers
}

const COVER: &str = "***";

/// The members with masked secrets. Unknown members are masked as well.
fn covered_members(members: &Members, table: Option<&Table>) -> Members {
    let field = |name: &str| table?.fields.iter().find(|field| field.name == name);
    let covered = members.iter().map(|(name, value)| {
        let value = match field(name) {
            // A string of JSON may contain anything.
            Some(field) if !field.json => covered(value, &field.kind),
            _ => Json::from(COVER),
        };
        (name.clone(), value)
    });
    covered.collect()
}

fn covered(value: &Json, kind: &Kind) -> Json {
    match (kind, value) {
        (Kind::Secret, _) => Json::from(COVER),
        (Kind::Record(table), Json::Object(members)) => Json::Object(covered_members(members, Some(table()))),
        (Kind::List(kind), Json::Array(values)) => values.iter().map(|value| covered(value, kind)).collect(),
        (Kind::Map(kind), Json::Object(members)) => {
            Json::Object(members.iter().map(|(name, value)| (name.clone(), covered(value, kind))).collect())
        }
        (_, value) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::runtime::Field;

    static ACCOUNT: Table = Table {
        name: "Account",
        fields: &[Field::with_kind("Name", Kind::Text), Field::with_kind("Password", Kind::Secret)],
    };

    static TABLE: Table = Table {
        name: "Request",
        fields: &[
            Field::with_kind("Id", Kind::Text),
            Field::with_kind("Accounts", Kind::List(&Kind::Record(|| &ACCOUNT))),
            Field::with_kind("Keys", Kind::Map(&Kind::Secret)),
            Field::with_kind("Policy", Kind::Record(|| &ACCOUNT)).json(),
        ],
    };

    #[test]
    fn secrets_are_covered_wherever_they_stand() {
        let members = json!({
            "Id": "shown", "Accounts": [{"Name": "shown", "Password": "hidden", "Else": "hidden"}],
            "Keys": {"a": "hidden"}, "Policy": "{\"Password\":\"hidden\"}", "Unknown": "hidden",
        });
        let covered = Json::Object(covered_members(members.as_object().unwrap(), Some(&TABLE)));
        assert_eq!(covered["Id"], "shown");
        assert_eq!(covered["Accounts"][0]["Name"], "shown");
        assert!(!covered.to_string().contains("hidden"), "{covered}");
    }

    #[test]
    fn headers_that_let_somebody_in_are_covered() {
        let mut headers = HeaderMap::new();
        for name in ["authorization", "x-tc-token", "x-acs-security-token", "x-security-token"] {
            headers.insert(name, http::HeaderValue::from_static("hidden"));
        }
        assert!(!format!("{:?}", cover_headers(headers)).contains("hidden"));
    }
}
