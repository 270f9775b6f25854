//! Makes a call of a request: checks it and encodes it by its protocol.
//!
//! Nothing here is generic: a client method is one line that calls it.

use std::sync::Arc;

use http::HeaderMap;

use super::carry;
use super::clock::uuid;
use super::error::Result;
use super::mask::Mask;
use super::operation::{Access, OperationInfo};
use super::parameter::{Parameter, parameters};
use super::protocol::{Encoded, Outgoing};
use super::record::{Record, new_record};
use super::send::{Prepared, Sender};
use super::table::Place;
use super::untyped::{self, Untyped, UntypedRequest};
use super::validate::validate;
use super::value::View;

impl Sender {
    /// A call of `operation`, whose response `new_response` makes.
    pub(crate) fn prepare(
        self: &Arc<Self>,
        operation: &'static OperationInfo,
        request: &dyn Record,
        new_response: fn() -> Box<dyn Record>,
    ) -> Prepared {
        let token = uuid(self.clock.nonce());
        let encoded = self.encode(operation, request, &token);
        let is_safe = operation.access == Access::Read || operation.idempotency_token.is_some();
        let secrets = Mask::from_request(request);
        Prepared {
            new_response,
            is_safe,
            secrets,
            ..self.prepared(operation.name.to_owned(), operation, encoded)
        }
    }

    /// A call of an operation by its name, without a spec.
    pub(crate) fn prepare_untyped(self: &Arc<Self>, request: &UntypedRequest) -> Prepared {
        let encoded = request.outgoing(self.service, self.region.as_deref()).and_then(|outgoing| {
            carry::check_signed_headers(&*self.protocol, outgoing.headers)?;
            self.protocol.encode(&outgoing)
        });
        let is_safe = request.access_ref() == Access::Read;
        let name = request.operation().to_owned();
        Prepared { is_safe, ..self.prepared(name, &untyped::INFO, encoded) }
    }

    fn encode(
        &self,
        operation: &'static OperationInfo,
        request: &dyn Record,
        token: &str,
    ) -> Result<Encoded> {
        let mut set: Vec<Parameter<'_>> = parameters(request).collect();
        validate(operation, request, &set)?;
        add_token(operation, request, token, &mut set);
        self.protocol.encode(&Outgoing {
            service: operation.service,
            operation: operation.name,
            method: operation.method,
            path: operation.path,
            parameters: set,
            has_body: request.table().fields.iter().any(|field| field.place == Place::Body),
            body: None,
            headers: &HeaderMap::new(),
            region: self.region.as_deref(),
        })
    }

    fn prepared(
        self: &Arc<Self>,
        name: String,
        operation: &'static OperationInfo,
        encoded: Result<Encoded>,
    ) -> Prepared {
        Prepared {
            sender: self.clone(),
            name,
            operation,
            encoded,
            new_response: new_record::<Untyped>,
            secrets: Mask::default(),
            is_safe: false,
            headers: HeaderMap::new(),
            timeout: self.limits.timeouts.call,
            retry: self.limits.retry,
        }
    }
}

/// Adds an idempotency token if the operation has one and the caller set none. All attempts of a call have the same
/// token, so the service acts once.
fn add_token<'a>(
    operation: &'static OperationInfo,
    request: &'a dyn Record,
    token: &'a str,
    set: &mut Vec<Parameter<'a>>,
) {
    let mut fields = request.table().fields.iter();
    let Some(field) = fields.find(|field| Some(field.name) == operation.idempotency_token) else {
        return;
    };
    // An empty token identifies nothing.
    let is_given =
        |parameter: &Parameter<'_>| !matches!(parameter.view, View::Text(text) if text.trim().is_empty());
    set.retain(|parameter| parameter.name != field.name || is_given(parameter));
    if !set.iter().any(|parameter| parameter.name == field.name) {
        set.push(Parameter::from_field(field, View::Text(token)));
    }
}
