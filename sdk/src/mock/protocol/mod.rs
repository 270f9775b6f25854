//! The server side of the three wire protocols: detects the protocol of a request, verifies its signature, finds its
//! operation, and puts responses and errors into the vendor's envelope.

#[cfg(feature = "alibaba")]
mod alibaba;
#[cfg(feature = "alibaba")]
mod alibaba_legacy;
mod authorization;
#[cfg(feature = "huawei")]
mod huawei;
#[cfg(feature = "tencent")]
mod tencent;

#[cfg(feature = "huawei")]
pub(super) use huawei::PROJECT_ID;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value as Json;

use super::check::Violation;
use super::fault::Fault;
use super::gate::Gate;
use super::parameters::Members;
use crate::generated::SERVICES;
use crate::runtime::percent;
use crate::runtime::signing::header_value;
use crate::runtime::{OperationInfo, ServiceInfo};

/// The dialect that a request speaks, by its headers and its URL, before its body is read.
pub(super) fn detect(request: &Incoming) -> Option<&'static dyn Dialect> {
    DIALECTS.iter().copied().find(|dialect| dialect.speaks(request))
}

/// Huawei is last: its requests are recognised by path alone.
static DIALECTS: &[&dyn Dialect] = &[
    #[cfg(feature = "tencent")]
    &tencent::Tencent,
    #[cfg(feature = "alibaba")]
    &alibaba_legacy::AlibabaLegacy,
    #[cfg(feature = "alibaba")]
    &alibaba::Alibaba,
    #[cfg(feature = "huawei")]
    &huawei::Huawei,
];

/// A request as it arrived.
pub(super) struct Incoming {
    pub(super) method: Method,
    pub(super) path: String,
    /// Without `?`.
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Incoming {
    /// The value of a header as it is signed; empty if it is absent.
    fn header(&self, name: &str) -> String {
        header_value(&self.headers, name)
    }

    /// The value of a header that may be missing.
    fn optional(&self, name: &str) -> Option<String> {
        self.headers.contains_key(name).then(|| self.header(name))
    }

    fn host(&self) -> String {
        self.header("host")
    }

    /// Whether all headers that the signature names are there.
    fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.headers.contains_key(*name))
    }
}

/// What a request asks for.
pub(super) enum Route {
    /// An operation of a service.
    Operation(&'static OperationInfo),
    /// An operation that has no spec here, and the refusal that the vendor has for it.
    Unknown(Refusal),
    /// A call that the vendor's clients need besides the services, with its name and response.
    Aside(&'static str, Json),
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) message: String,
    /// The HTTP status, when the tables of errors do not know it.
    pub(super) status: Option<u16>,
}

impl Refusal {
    pub(super) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), status: None }
    }

    pub(super) fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }
}

/// Why the body of a request could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    TooLarge,
    /// It broke off, or took too long.
    Incomplete,
}

/// The server side of one vendor's protocol. A refusal has the vendor's own code and text.
pub(super) trait Dialect: Send + Sync {
    /// The vendor's name in specs and features.
    fn vendor(&self) -> &'static str;

    /// Whether the request is meant for this vendor.
    fn speaks(&self, request: &Incoming) -> bool;

    /// The most bytes that a body may have.
    fn body_limit(&self) -> usize;

    /// The refusal of a body that could not be read.
    fn unreadable(&self, why: Unreadable) -> Refusal;

    /// The operation in the request, known or not.
    fn asked_for(&self, request: &Incoming) -> String;

    /// The operation of the request.
    fn route(&self, request: &Incoming) -> Result<Route, Refusal>;

    /// Checks key, signature, time, token and nonce; returns the id of the key.
    fn authenticate(&self, request: &Incoming, gate: &Gate) -> Result<String, Refusal>;

    /// The parameters of all places as JSON.
    fn parameters(&self, request: &Incoming, operation: &OperationInfo) -> Result<Members, Refusal>;

    /// Whether `name` matches the request: the values of the parameters in its path, if it has a path.
    fn fit<'n>(&self, name: &'n str, request: &Incoming) -> Option<Vec<(&'n str, String)>> {
        (self.asked_for(request) == name).then(Vec::new)
    }

    /// The pairs of the query and of a form in the body.
    fn pairs(&self, request: &Incoming) -> Vec<(String, String)> {
        let mut pairs = percent::split(&request.query);
        if request.header("content-type").starts_with("application/x-www-form-urlencoded") {
            pairs.extend(percent::split(&String::from_utf8_lossy(&request.body)));
        }
        pairs
    }

    /// The parameters of a request that `name` names, without a table: raw JSON, and texts. A body that is neither JSON
    /// nor a form has none.
    fn untyped_parameters(&self, request: &Incoming, name: &str) -> Members {
        let path = self.fit(name, request).unwrap_or_default();
        let path = path.into_iter().map(|(name, text)| (name.to_owned(), text));
        let mut members = texts(path.chain(self.pairs(request)));
        if let Ok(Json::Object(body)) = serde_json::from_slice(&request.body) {
            members.extend(body);
        }
        members
    }

    /// The codes for too many calls, for a failure of the service's own and for a token that has expired.
    fn troubles(&self) -> [&'static str; 3];

    /// The header that asks for a delay, with its value.
    fn retry_after(&self, wait: Duration) -> (&'static str, String) {
        ("retry-after", wait.as_secs_f64().ceil().to_string())
    }

    /// The refusal of a fault, if it is one.
    fn fault(&self, fault: &Fault) -> Option<Refusal> {
        let [throttled, internal, expired] = self.troubles();
        let (code, message) = match fault {
            Fault::Throttle(_) => (throttled, "Too many calls."),
            Fault::Internal => (internal, "The service failed."),
            Fault::ExpiredToken => (expired, "The token has expired."),
            _ => return None,
        };
        Some(Refusal::new(code, message))
    }

    /// The number of a list's first entry in the names of parameters.
    fn first_index(&self) -> usize {
        0
    }

    /// Whether unknown parameters are ignored.
    fn ignores_unknown(&self) -> bool {
        true
    }

    /// The refusal of a wrong parameter.
    fn refuse(&self, operation: &OperationInfo, fault: &Violation) -> Refusal;

    /// The refusal that reports a fault of the mock cloud itself.
    fn broken(&self, message: String) -> Refusal;

    /// Puts the data of a response into the envelope.
    fn envelope(&self, data: Json) -> Json {
        data
    }

    /// The body of an error.
    fn error_body(&self, request: &Incoming, refusal: &Refusal) -> Json;

    /// The code and the message in the body of an error, envelope included.
    fn error_in<'a>(&self, body: &'a Json) -> Option<(&'a str, &'a str)>;

    /// Writes the request id into a body, envelope included, that has none.
    fn identify(&self, body: &mut Json, request_id: &str);

    /// The HTTP status of an error that no table knows.
    fn error_status(&self) -> u16;

    /// The exact value of `Content-Type`: one client compares it byte by byte.
    fn content_type(&self) -> &'static str;

    /// The header of the request id.
    fn request_id_header(&self) -> Option<&'static str>;

    /// The request id in the vendor's spelling.
    fn spell_request_id(&self, uuid: String) -> String {
        uuid
    }
}

/// The services of a vendor with their operations.
pub(super) fn services(
    vendor: &str,
) -> impl Iterator<Item = (&'static ServiceInfo, &'static [&'static OperationInfo])> {
    SERVICES.iter().copied().filter(move |(service, _)| service.provider.name == vendor)
}

/// Pairs as members; a name that comes more than once holds a list.
fn texts(pairs: impl Iterator<Item = (String, String)>) -> Members {
    let mut members = Members::new();
    for (name, text) in pairs {
        let text = Json::from(text);
        match members.get_mut(&name) {
            Some(Json::Array(texts)) => texts.push(text),
            Some(first) => *first = Json::Array(vec![first.take(), text]),
            None => {
                members.insert(name, text);
            }
        }
    }
    members
}

/// The HTTP status that goes with a code: out of the operation's table, else the service's, else the vendor's.
pub(super) fn status_of(
    dialect: &dyn Dialect,
    operation: Option<&OperationInfo>,
    code: &str,
    message: &str,
) -> u16 {
    let listed = operation.and_then(|operation| {
        let errors = operation.errors.iter().chain(operation.service.errors);
        errors.filter(|error| error.code == code).find_map(|error| error.http)
    });
    let ruled = || {
        let (service, _) = services(dialect.vendor()).next()?;
        service.provider.rule(code, message)?.http
    };
    listed.or_else(ruled).unwrap_or_else(|| dialect.error_status())
}

/// Adds a member to an object that does not have it.
fn insert_absent(object: &mut Json, name: &str, text: &str) {
    if let Some(members) = object.as_object_mut()
        && members.get(name).is_none_or(Json::is_null)
    {
        members.insert(name.to_owned(), Json::from(text));
    }
}

/// What the tests of the signatures share.
#[cfg(test)]
mod testing {
    use std::sync::Arc;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::runtime::{Clock, Credentials};

    /// 2024-01-02T03:04:05Z
    pub(super) const NOW: i64 = 1_704_164_645;

    /// A clock that is fixed at this time.
    #[derive(Debug)]
    struct At(i64);

    impl Clock for At {
        fn now(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.unsigned_abs())
        }

        fn nonce(&self) -> u128 {
            0
        }
    }

    /// Accepts a permanent key, a temporary one, and the one of a documented example.
    pub(super) fn gate_at(seconds: i64) -> Gate {
        let keys = vec![
            Credentials::new("KEY", "secret"),
            Credentials::new("TEMPORARY", "secret").with_token("token"),
            Credentials::new("testid", "testsecret"),
        ];
        Gate::new(keys, Arc::new(At(seconds)))
    }

    pub(super) fn request(
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &'static str,
    ) -> Incoming {
        let mut incoming = Incoming {
            method,
            path: path.to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::from_static(body.as_bytes()),
        };
        for (name, value) in headers {
            incoming.headers.insert(*name, http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        incoming
    }

    /// `ok`, or the refusal's code and message.
    pub(super) fn outcome(dialect: &dyn Dialect, request: &Incoming) -> String {
        assert!(dialect.speaks(request));
        match dialect.authenticate(request, &gate_at(NOW)) {
            Ok(_) => "ok".to_owned(),
            Err(refusal) => format!("{}: {}", refusal.code, refusal.message),
        }
    }
}
