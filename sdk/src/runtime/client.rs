//! What the clients of all services have inside.

use std::fmt;
use std::sync::Arc;

use super::call::{Call, RawCall};
use super::carry;
use super::clock::{Clock, uuid};
use super::config::Config;
use super::endpoint::Endpoint;
use super::error::Result;
use super::mask::Mask;
use super::operation::{Access, Method, Operation, OperationInfo, ServiceInfo, ServiceMarker};
use super::parameter::{Parameter, parameters};
use super::protocol::{Encoded, Outgoing, Protocol};
use super::record::{Record, View};
use super::send::{Prepared, Sender};
use super::table::Place;
use super::untyped::{self, UntypedRequest};
use super::validate::validate;

/// The inside of a service's client: one vendor's protocol, one service, one endpoint.
pub struct ServiceClient<S: ServiceMarker> {
    config: Config<S::Vendor>,
    sender: Arc<Sender>,
}

impl<S: ServiceMarker> ServiceClient<S> {
    /// A client of `service` with the settings of `config`.
    pub fn new(config: &Config<S::Vendor>, service: &'static ServiceInfo) -> Self {
        let endpoint = match config.endpoint() {
            Some(endpoint) => Ok(endpoint.clone()),
            None => service.endpoints.resolve(config.region(), config.site(), config.network()),
        };
        let protocol: Arc<dyn Protocol> = config.vendor().clone();
        Self {
            config: config.clone(),
            sender: Arc::new(Sender {
                service,
                protocol,
                endpoint: endpoint.map_err(|e| e.message().to_owned()),
                credentials: config.credentials().clone(),
                transport: config.transport().clone(),
                clock: config.clock().clone(),
                state: config.state().clone(),
                budget: config.state().budget(service.name),
                skew: config.credentials().context().skew().clone(),
                limits: config.limits(),
            }),
        }
    }

    /// A call of the operation that `request` belongs to.
    pub fn call<O: Operation<Service = S>>(&self, request: &O) -> Call<O::Response> {
        let operation = O::INFO;
        let token = uuid(self.config.clock().nonce());
        let encoded = validate(operation, request).and_then(|()| {
            self.encode(&Outgoing {
                service: operation.service,
                operation: operation.name,
                method: operation.method,
                path: operation.path,
                parameters: with_token(operation, request, &token),
                has_body: request.table().fields.iter().any(|field| field.place == Place::Body),
                body: None,
                headers: &http::HeaderMap::new(),
                region: self.config.region(),
            })
        });
        let is_safe = operation.access == Access::Read || operation.idempotency_token.is_some();
        let mut prepared = self.prepared(operation.name.to_owned(), operation, encoded, is_safe);
        prepared.secrets = Mask::from_request(request);
        Call::new(prepared)
    }

    /// A call of an operation by its name, without a spec.
    pub fn untyped(&self, request: &UntypedRequest) -> RawCall {
        let encoded = request.outgoing(self.sender.service, self.config.region()).and_then(|outgoing| {
            carry::check_signed_headers(self.config.vendor().as_ref(), outgoing.headers)?;
            self.encode(&outgoing)
        });
        let is_safe = request.access_ref() == Access::Read;
        RawCall::new(self.prepared(request.operation().to_owned(), &untyped::INFO, encoded, is_safe))
    }

    pub(crate) fn service(&self) -> &'static ServiceInfo {
        self.sender.service
    }

    /// Where the vendor's own clients put the parameters of a request with `method`.
    pub(crate) fn usual_place(&self, method: Method) -> Place {
        self.config.vendor().places(method).first().copied().unwrap_or(Place::Body)
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        self.config.clock()
    }

    fn encode(&self, outgoing: &Outgoing<'_>) -> Result<Encoded> {
        self.config.vendor().encode(outgoing)
    }

    fn prepared(
        &self,
        name: String,
        operation: &'static OperationInfo,
        encoded: Result<Encoded>,
        is_safe: bool,
    ) -> Prepared {
        Prepared {
            sender: self.sender.clone(),
            name,
            operation,
            encoded,
            secrets: Mask::default(),
            is_safe,
            headers: http::HeaderMap::new(),
            timeout: self.sender.limits.timeouts.call,
            retry: self.sender.limits.retry,
        }
    }
}

/// The request's parameters, and an idempotency token where the operation takes one and the caller gave none. It
/// is made once a call, so that all attempts carry the same and the service does the thing once.
fn with_token<'a>(
    operation: &'static OperationInfo,
    request: &'a dyn Record,
    token: &'a str,
) -> Vec<Parameter<'a>> {
    let mut set: Vec<Parameter<'a>> = parameters(request).collect();
    let fields = request.table().fields;
    if let Some(field) = fields.iter().find(|field| Some(field.name) == operation.idempotency_token) {
        // An empty token identifies nothing.
        let is_given =
            |parameter: &Parameter<'_>| !matches!(parameter.view, View::Text(text) if text.trim().is_empty());
        set.retain(|parameter| parameter.name != field.name || is_given(parameter));
        if !set.iter().any(|parameter| parameter.name == field.name) {
            set.push(Parameter::from_field(field, View::Text(token)));
        }
    }
    set
}

impl<S: ServiceMarker> Clone for ServiceClient<S> {
    fn clone(&self) -> Self {
        Self { config: self.config.clone(), sender: self.sender.clone() }
    }
}

impl<S: ServiceMarker> fmt::Debug for ServiceClient<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceClient")
            .field("service", &self.sender.service.name)
            .field("endpoint", &self.sender.endpoint.as_ref().map(Endpoint::to_string))
            .field("config", &self.config)
            .finish()
    }
}
