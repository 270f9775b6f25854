//! Responses of the mock cloud: from a closure, from a fixture, or synthesised from the response's table.

mod fixtures;
mod synthesise;

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use serde_json::Value as Json;

use self::fixtures::Fixtures;
use super::parameters::Members;
use crate::runtime::lock::lock;
use crate::runtime::{Operation, OperationInfo, Record, decode, encode};

/// An error response of the mock cloud.
///
/// ```
/// use clouddb::mock::MockError;
///
/// let error = MockError::code("ResourceNotFound.InstanceNotExists").message("There is no crs-fake0001.");
/// # let _ = error;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an error has no effect until a closure returns it"]
pub struct MockError {
    pub(super) code: String,
    pub(super) message: String,
    pub(super) http_status: Option<u16>,
}

impl MockError {
    /// An error with one of the vendor's codes.
    pub fn code(code: impl Into<String>) -> Self {
        let code = code.into();
        Self { message: format!("The mock cloud was told to answer {code}."), code, http_status: None }
    }

    /// Sets the message.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Sets the HTTP status; by default that of the code in the specs.
    pub fn http_status(mut self, status: u16) -> Self {
        self.http_status = Some(status);
        self
    }
}

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for MockError {}

/// A response before it is in an envelope.
pub(super) enum Content {
    /// The data of a response.
    Data(Json),
    /// A whole body, envelope included.
    Body(Json),
}

/// Why there is no response.
pub(super) enum NoContent {
    /// A closure returned an error.
    Error(MockError),
    /// The mock cloud failed.
    Broken(String),
}

type Closure = Box<dyn FnMut(&Members) -> Result<Content, NoContent> + Send>;

/// The response of one operation.
#[derive(Clone)]
enum Plan {
    /// Behind a lock of its own, so that a closure can set the next response.
    Closure(Arc<Mutex<Closure>>),
    Case(String),
}

/// The responses of all operations.
pub(super) struct Answers {
    fixtures: Option<Fixtures>,
    plans: Mutex<HashMap<Key, Plans>>,
}

/// The calls that a setting is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Those of an operation with a spec, by provider, service and name: addresses of constants are not to be compared.
    Operation(&'static str, &'static str, &'static str),
    /// Those that match a name, with or without a spec.
    Untyped(String),
}

impl Key {
    pub(super) fn untyped(&self) -> Option<&str> {
        match self {
            Self::Operation(..) => None,
            Self::Untyped(name) => Some(name),
        }
    }
}

#[derive(Default)]
struct Plans {
    /// Each is used once, in this order.
    once: VecDeque<Plan>,
    /// Used from then on.
    standing: Option<Plan>,
}

pub(super) fn key(operation: &OperationInfo) -> Key {
    Key::Operation(operation.service.provider.name, operation.service.name, operation.name)
}

impl Answers {
    pub(super) fn new(fixtures: Option<PathBuf>) -> Self {
        Self { fixtures: fixtures.map(Fixtures::new), plans: Mutex::default() }
    }

    /// Uses `answer` for the operation from now on.
    pub(super) fn stand<O: Operation>(
        &self,
        answer: impl FnMut(O) -> Result<O::Response, MockError> + Send + 'static,
    ) {
        self.plan(key(O::INFO), |plans| plans.standing = Some(closure(answer)));
    }

    /// Uses `answer` for calls that match `name` from now on.
    pub(super) fn stand_untyped(
        &self,
        name: String,
        answer: impl FnMut(Json) -> Result<Json, MockError> + Send + 'static,
    ) {
        self.plan(Key::Untyped(name), |plans| plans.standing = Some(untyped(answer)));
    }

    /// Uses `answer` for the operation's next call that has none yet.
    pub(super) fn queue<O: Operation>(
        &self,
        answer: impl FnOnce(O) -> Result<O::Response, MockError> + Send + 'static,
    ) {
        let once = closure(once(answer));
        self.plan(key(O::INFO), |plans| plans.once.push_back(once));
    }

    /// Uses `answer` for the next call that matches `name` and has none yet.
    pub(super) fn queue_untyped(
        &self,
        name: String,
        answer: impl FnOnce(Json) -> Result<Json, MockError> + Send + 'static,
    ) {
        let once = untyped(once(answer));
        self.plan(Key::Untyped(name), |plans| plans.once.push_back(once));
    }

    /// Uses a fixture for the operation from now on.
    pub(super) fn stand_case(&self, operation: &OperationInfo, case: String) {
        self.plan(key(operation), |plans| plans.standing = Some(Plan::Case(case)));
    }

    fn plan(&self, key: Key, change: impl FnOnce(&mut Plans)) {
        let mut plans = lock(&self.plans);
        change(plans.entry(key).or_default());
    }

    /// The names that have a response for the next untyped call.
    pub(super) fn untyped_names(&self) -> Vec<String> {
        let plans = lock(&self.plans);
        let set = plans.iter().filter(|(_, plans)| !plans.once.is_empty() || plans.standing.is_some());
        set.filter_map(|(key, _)| key.untyped()).map(str::to_owned).collect()
    }

    /// The response that is set for calls by name, if any.
    pub(super) fn to_untyped(&self, key: &Key, parameters: &Members) -> Option<Result<Content, NoContent>> {
        match self.next(key)? {
            Plan::Closure(closure) => Some(lock(&closure)(parameters)),
            Plan::Case(_) => None,
        }
    }

    /// The response to a valid request.
    pub(super) fn to(
        &self,
        operation: &OperationInfo,
        parameters: &Members,
        now: SystemTime,
    ) -> Result<Content, NoContent> {
        match self.next(&key(operation)) {
            Some(Plan::Closure(closure)) => lock(&closure)(parameters),
            Some(Plan::Case(case)) => match &self.fixtures {
                Some(fixtures) => {
                    fixtures.case(operation, &case).map_err(NoContent::Broken).map(Content::Body)
                }
                None => Err(NoContent::Broken(format!(
                    "the case `{case}` is wanted, but there is no folder of fixtures"
                ))),
            },
            None => self.unplanned(operation, parameters, now),
        }
    }

    /// The next plan.
    fn next(&self, key: &Key) -> Option<Plan> {
        let mut plans = lock(&self.plans);
        let plans = plans.get_mut(key)?;
        plans.once.pop_front().or_else(|| plans.standing.clone())
    }

    fn unplanned(
        &self,
        operation: &OperationInfo,
        parameters: &Members,
        now: SystemTime,
    ) -> Result<Content, NoContent> {
        let found = self.fixtures.as_ref().and_then(|fixtures| fixtures.any(operation));
        match found {
            Some(fixture) => fixture.map_err(NoContent::Broken).map(Content::Body),
            None => Ok(Content::Data(synthesise::response(operation, parameters, now))),
        }
    }
}

/// Decodes the request for the closure, and encodes its response.
fn closure<O: Operation>(
    mut answer: impl FnMut(O) -> Result<O::Response, MockError> + Send + 'static,
) -> Plan {
    let closure: Closure = Box::new(move |parameters| {
        let request = request::<O>(parameters).map_err(NoContent::Broken)?;
        let response = answer(request).map_err(NoContent::Error)?;
        data(&response).map(Content::Data).map_err(NoContent::Broken)
    });
    Plan::Closure(Arc::new(Mutex::new(closure)))
}

/// Passes the parameters and the data unchanged.
fn untyped(mut answer: impl FnMut(Json) -> Result<Json, MockError> + Send + 'static) -> Plan {
    let closure: Closure = Box::new(move |parameters| {
        let data = answer(Json::Object(parameters.clone())).map_err(NoContent::Error)?;
        Ok(Content::Data(data))
    });
    Plan::Closure(Arc::new(Mutex::new(closure)))
}

/// A closure for one call, as one for many.
fn once<Q, R>(answer: impl FnOnce(Q) -> Result<R, MockError>) -> impl FnMut(Q) -> Result<R, MockError> {
    let mut answer = Some(answer);
    move |request| match answer.take() {
        Some(answer) => answer(request),
        None => Err(MockError::code("InternalError")),
    }
}

/// The typed request with these parameters.
pub(super) fn request<O: Operation>(parameters: &Members) -> Result<O, String> {
    let mut request = O::default();
    decode::deserialize(&mut request, parameters)
        .map_err(|e: serde_json::Error| format!("the request cannot be read: {e}"))?;
    Ok(request)
}

fn data(response: &dyn Record) -> Result<Json, String> {
    encode::serialize(response, serde_json::value::Serializer)
        .map_err(|e| format!("the response cannot be written: {e}"))
}
