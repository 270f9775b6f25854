//! One exchange, in order: vendor, operation, authentication, parameters, response, fault.

use std::collections::VecDeque;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONNECTION, CONTENT_TYPE, DATE};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Incoming as Body;
use serde_json::Value as Json;

use super::answer::{self, Answers, Content, Key, NoContent};
use super::body::AnswerBody;
use super::check::{ViolationKind, check};
use super::fault::{Fault, Faults, doubled, with_unknown};
use super::gate::Gate;
use super::parameters::Members;
use super::protocol::{self, Dialect, Incoming, Refusal, Route, Unreadable, status_of};
use super::recorded::{ReceivedRequest, Verdict, cover_headers};
use crate::runtime::lock::lock;
use crate::runtime::{DateTime, DateTimeFormat, OperationInfo, uuid};

/// How long a body may take.
const BODY_TIME: Duration = Duration::from_secs(30);

/// How much of a body that is too large is read and dropped, so that its sender can read the refusal.
const DRAIN: usize = 64 << 20;

/// Older requests are forgotten.
const KEPT: usize = 10_000;

const HTTP_DATE: DateTimeFormat = DateTimeFormat::pattern("%a, %d %b %Y %H:%M:%S GMT", 0);

/// Called with each request after its response.
pub(super) type Observer = Box<dyn Fn(&ReceivedRequest) + Send + Sync>;

/// The state that all connections share.
pub(super) struct Cloud {
    pub(super) gate: Gate,
    pub(super) answers: Answers,
    pub(super) faults: Faults,
    pub(super) observer: Option<Observer>,
    pub(super) received: Mutex<VecDeque<ReceivedRequest>>,
}

impl Cloud {
    /// Responds to one request; an error closes the connection without a response.
    pub(super) async fn respond(&self, request: Request<Body>) -> io::Result<Response<AnswerBody>> {
        let (head, body) = request.into_parts();
        let mut incoming = Incoming {
            method: head.method,
            path: head.uri.path().to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            headers: head.headers,
            body: Bytes::new(),
        };
        let dialect = protocol::detect(&incoming);
        let limit = dialect.map_or(0, Dialect::body_limit);
        let read = match tokio::time::timeout(BODY_TIME, read(body, limit)).await {
            Ok(read) => read,
            Err(_) => Err(Unreadable::Incomplete),
        };
        let unreadable = read.map(|body| incoming.body = body).err();
        let mut note = self.note(&incoming, dialect);
        let mut response = match dialect {
            None => unknown_vendor(),
            Some(dialect) => self.respond_as(dialect, &incoming, unreadable, &mut note),
        };
        if unreadable.is_some() {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        set(&mut response, DATE, &DateTime::from(self.gate.now()).to_text(HTTP_DATE));
        note.status = response.status().as_u16();
        let fault = note.fault.clone();
        self.keep(note);
        spoil(response, &fault).await
    }

    /// What is known of a request before anything is checked.
    fn note(&self, incoming: &Incoming, dialect: Option<&'static dyn Dialect>) -> ReceivedRequest {
        ReceivedRequest {
            time: self.gate.now(),
            vendor: dialect.map(Dialect::vendor),
            operation: None,
            name: dialect.map_or_else(|| incoming.path.clone(), |dialect| dialect.asked_for(incoming)),
            method: incoming.method.clone(),
            path: incoming.path.clone(),
            query: incoming.query.clone(),
            headers: cover_headers(incoming.headers.clone()),
            body: incoming.body.clone(),
            parameters: serde_json::Map::new(),
            verdict: Verdict::Refused {
                code: String::new(),
                message: "it speaks none of the three protocols".to_owned(),
            },
            status: 0,
            error_code: None,
            fault: Fault::None,
        }
    }

    fn keep(&self, note: ReceivedRequest) {
        if let Some(observer) = &self.observer {
            observer(&note);
        }
        let mut received = lock(&self.received);
        if received.len() == KEPT {
            received.pop_front();
        }
        received.push_back(note);
    }

    /// Responds to a request in its vendor's protocol.
    fn respond_as(
        &self,
        dialect: &dyn Dialect,
        incoming: &Incoming,
        unreadable: Option<Unreadable>,
        note: &mut ReceivedRequest,
    ) -> Response<AnswerBody> {
        let request_id = dialect.spell_request_id(uuid(self.gate.clock().nonce()));
        let answered = match unreadable {
            Some(why) => Err(refused(note, dialect.unreadable(why))),
            None => self.answer(dialect, incoming, note),
        };
        let operation = note.operation;
        let status = |code: &str, message: &str| status_of(dialect, operation, code, message);
        let (status, mut body) = match answered {
            Ok(Content::Data(data)) => (200, dialect.envelope(data)),
            Ok(Content::Body(body)) => match dialect.error_in(&body) {
                Some((code, message)) => {
                    note.error_code = Some(code.to_owned());
                    (status(code, message), body)
                }
                None => (200, body),
            },
            Err(refusal) => {
                note.error_code = Some(refusal.code.clone());
                let status = refusal.status.unwrap_or_else(|| status(&refusal.code, &refusal.message));
                (status, dialect.error_body(incoming, &refusal))
            }
        };
        dialect.identify(&mut body, &request_id);
        let mut response = json(status, dialect.content_type(), &body);
        if let Fault::Throttle(Some(wait)) = &note.fault {
            let (name, text) = dialect.retry_after(*wait);
            set(&mut response, HeaderName::from_static(name), &text);
        }
        if let Some(name) = dialect.request_id_header()
            && let Ok(name) = HeaderName::from_bytes(name.as_bytes())
        {
            set(&mut response, name, &request_id);
        }
        response
    }

    /// Checks a request and finds its response. The findings are recorded, even if the request is refused.
    fn answer(
        &self,
        dialect: &dyn Dialect,
        incoming: &Incoming,
        note: &mut ReceivedRequest,
    ) -> Result<Content, Refusal> {
        let route = dialect.route(incoming);
        match &route {
            Ok(Route::Operation(operation)) => {
                note.operation = Some(operation);
                note.name = operation.name.to_owned();
            }
            Ok(Route::Aside(name, _)) => note.name = (*name).to_owned(),
            Ok(Route::Unknown(_)) | Err(_) => {}
        }
        // An unauthenticated caller gets no information about operations.
        match dialect.authenticate(incoming, &self.gate) {
            Ok(access_key_id) => note.verdict = Verdict::Verified { access_key_id },
            Err(refusal) => return Err(refused(note, refusal)),
        }
        match route? {
            Route::Aside(_, body) => Ok(Content::Body(body)),
            Route::Operation(operation) => self.known(dialect, incoming, operation, note),
            Route::Unknown(refusal) => self.unknown(dialect, incoming, refusal, note),
        }
    }

    /// The response to a request of an operation with a spec.
    fn known(
        &self,
        dialect: &dyn Dialect,
        incoming: &Incoming,
        operation: &'static OperationInfo,
        note: &mut ReceivedRequest,
    ) -> Result<Content, Refusal> {
        note.parameters = dialect.parameters(incoming, operation)?;
        let own = answer::key(operation);
        let named = |names| fitting(names, dialect, incoming, Some(operation));
        let (untyped, fault) = (named(self.answers.untyped_names()), named(self.faults.untyped_names()));
        // A response without the spec is for requests that the spec does not allow.
        if untyped.is_none() {
            accept(dialect, operation, &note.parameters)?;
        }
        self.take_fault(dialect, fault.iter().chain([&own]), note)?;
        let answer = untyped.and_then(|key| self.answers.to_untyped(&key, &note.parameters));
        let answer = answer.unwrap_or_else(|| self.answers.to(operation, &note.parameters, self.gate.now()));
        answer.map_err(|none| refusal(dialect, none))
    }

    /// The response to a request of an operation without a spec: the one set for its name, or the refusal.
    fn unknown(
        &self,
        dialect: &dyn Dialect,
        incoming: &Incoming,
        unknown: Refusal,
        note: &mut ReceivedRequest,
    ) -> Result<Content, Refusal> {
        let named = |names| fitting(names, dialect, incoming, None);
        let (untyped, fault) = (named(self.answers.untyped_names()), named(self.faults.untyped_names()));
        let Some(name) = untyped.as_ref().or(fault.as_ref()).and_then(Key::untyped) else {
            return Err(unknown);
        };
        name.clone_into(&mut note.name);
        note.parameters = dialect.untyped_parameters(incoming, name);
        self.take_fault(dialect, &fault, note)?;
        match untyped.and_then(|key| self.answers.to_untyped(&key, &note.parameters)) {
            Some(answer) => answer.map_err(|none| refusal(dialect, none)),
            None => Err(unknown),
        }
    }

    /// Notes the first fault that waits for the request under one of `keys`, and refuses the request if the fault does.
    fn take_fault<'k>(
        &self,
        dialect: &dyn Dialect,
        keys: impl IntoIterator<Item = &'k Key>,
        note: &mut ReceivedRequest,
    ) -> Result<(), Refusal> {
        let mut faults = keys.into_iter().map(|key| self.faults.take(key));
        note.fault = faults.find(|fault| *fault != Fault::None).unwrap_or(Fault::None);
        dialect.fault(&note.fault).map_or(Ok(()), Err)
    }
}

/// The name that matches the request: that of its operation, or the closest match.
fn fitting(
    names: Vec<String>,
    dialect: &dyn Dialect,
    incoming: &Incoming,
    operation: Option<&OperationInfo>,
) -> Option<Key> {
    let fit = |name: &str| match operation {
        Some(operation) if operation.name == name => Some(0),
        _ => dialect.fit(name, incoming).map(|arguments| arguments.len()),
    };
    let fitting = names.into_iter().filter_map(|name| Some((fit(&name)?, name)));
    fitting.min().map(|(_, name)| Key::Untyped(name))
}

/// Checks parameters against the table of their operation.
fn accept(dialect: &dyn Dialect, operation: &OperationInfo, parameters: &Members) -> Result<(), Refusal> {
    let table = operation.request;
    let faults = check(table, operation.any_of, parameters, dialect.first_index());
    let refused =
        faults.iter().find(|fault| fault.kind != ViolationKind::Unknown || !dialect.ignores_unknown());
    refused.map_or(Ok(()), |fault| Err(dialect.refuse(operation, fault)))
}

fn refusal(dialect: &dyn Dialect, none: NoContent) -> Refusal {
    match none {
        NoContent::Error(error) => {
            Refusal { code: error.code, message: error.message, status: error.http_status }
        }
        NoContent::Broken(message) => dialect.broken(message),
    }
}

/// Applies a fault to a response.
async fn spoil(response: Response<AnswerBody>, fault: &Fault) -> io::Result<Response<AnswerBody>> {
    let (mut head, body) = response.into_parts();
    let body = match fault {
        Fault::None | Fault::Throttle(_) | Fault::Internal | Fault::ExpiredToken => body,
        Fault::Reset => return Err(io::ErrorKind::ConnectionReset.into()),
        Fault::Stall => std::future::pending().await,
        Fault::ResetBody => body.broken(),
        Fault::StallBody => body.stalled(),
        Fault::Truncated => body.truncated(),
        Fault::Drip(pause) => body.dripping(*pause),
        Fault::Garbage => AnswerBody::whole(&b"\x00\xff not JSON {]"[..]),
        Fault::Oversize(bytes) => AnswerBody::whole(vec![b' '; *bytes]),
        Fault::Html(status) => {
            head.status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            AnswerBody::whole(format!("<html><body><h1>{}</h1></body></html>", head.status))
        }
        Fault::ContentType(other) => {
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static(other));
            body
        }
        Fault::UnknownFields => changed(&body, |data| {
            with_unknown(data);
            data.to_string()
        }),
        Fault::DuplicateFields => changed(&body, |data| doubled(data)),
    };
    Ok(Response::from_parts(head, body))
}

/// A body with changed JSON.
fn changed(body: &AnswerBody, change: impl FnOnce(&mut Json) -> String) -> AnswerBody {
    match serde_json::from_slice(body.data()) {
        Ok(mut data) => AnswerBody::whole(change(&mut data)),
        Err(_) => AnswerBody::whole(body.data().clone()),
    }
}

/// Records that the request was refused.
fn refused(note: &mut ReceivedRequest, refusal: Refusal) -> Refusal {
    note.verdict = Verdict::Refused { code: refusal.code.clone(), message: refusal.message.clone() };
    refusal
}

/// Reads a body of at most `limit` bytes.
async fn read(mut body: Body, limit: usize) -> Result<Bytes, Unreadable> {
    let mut bytes = BytesMut::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unreadable::Incomplete)?;
        let data = frame.into_data().unwrap_or_default();
        length = length.saturating_add(data.len());
        if length <= limit {
            bytes.extend_from_slice(&data);
        } else if length > DRAIN {
            break;
        }
    }
    if length > limit { Err(Unreadable::TooLarge) } else { Ok(bytes.freeze()) }
}

/// The response to a request that belongs to none of the three vendors.
fn unknown_vendor() -> Response<AnswerBody> {
    let text =
        "This is clouddb's mock cloud. The request is signed for none of the vendors that this build has.";
    json(404, "application/json", &serde_json::json!({ "error": text }))
}

fn json(status: u16, content_type: &'static str, body: &Json) -> Response<AnswerBody> {
    let mut response = Response::new(AnswerBody::whole(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn set(response: &mut Response<AnswerBody>, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().insert(name, value);
    }
}
