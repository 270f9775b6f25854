//! What the clients of all services have inside.

use std::fmt;
use std::sync::Arc;

use super::call::{Call, RawCall};
use super::config::Config;
use super::endpoint::Endpoint;
use super::error::Result;
use super::operation::{Operation, OperationInfo, ServiceInfo};
use super::parameter::parameters;
use super::protocol::{Encoded, Outgoing, Protocol, Vendor};
use super::send::{Prepared, Sender};
use super::table::Place;
use super::untyped::{self, UntypedRequest};
use super::validate::validate;

/// The inside of a service's client: one vendor's protocol, one service, one endpoint.
pub struct ServiceClient<V> {
    config: Config<V>,
    sender: Arc<Sender>,
}

impl<V: Vendor> ServiceClient<V> {
    /// A client of `service` with the settings of `config`.
    pub fn new(config: &Config<V>, service: &'static ServiceInfo) -> Self {
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
                endpoint: endpoint.map_err(|e| e.to_string()),
                credentials: config.credentials().clone(),
                transport: config.transport().clone(),
                clock: config.clock().clone(),
                timeouts: config.timeouts(),
            }),
        }
    }

    /// A call of the operation that `request` belongs to.
    pub fn call<O: Operation>(&self, request: &O) -> Call<O::Response> {
        let operation = O::INFO;
        let encoded = validate(operation, request).and_then(|()| {
            self.encode(&Outgoing {
                service: operation.service,
                operation: operation.name,
                method: operation.method,
                path: operation.path,
                parameters: parameters(request).collect(),
                has_body: request.table().fields.iter().any(|field| field.place == Place::Body),
                body: None,
                headers: &http::HeaderMap::new(),
                region: self.config.region(),
            })
        });
        Call::new(self.prepared(operation.name.to_owned(), operation, encoded))
    }

    /// A call of an operation by its name, without a spec.
    pub fn untyped(&self, request: &UntypedRequest) -> RawCall {
        let service = self.sender.service;
        let encoded = request.parameters().and_then(|parameters| {
            self.encode(&Outgoing {
                service,
                operation: request.operation(),
                method: request.http_method(),
                path: request.path_ref(),
                has_body: parameters.iter().any(|parameter| parameter.place == Place::Body),
                parameters,
                body: request.body_ref(),
                headers: request.headers_ref(),
                region: self.config.region(),
            })
        });
        RawCall::new(self.prepared(request.operation().to_owned(), &untyped::INFO, encoded))
    }

    fn encode(&self, outgoing: &Outgoing<'_>) -> Result<Encoded> {
        self.config.vendor().encode(outgoing)
    }

    fn prepared(
        &self,
        name: String,
        operation: &'static OperationInfo,
        encoded: Result<Encoded>,
    ) -> Prepared {
        Prepared {
            sender: self.sender.clone(),
            name,
            operation,
            encoded,
            headers: http::HeaderMap::new(),
            timeout: self.sender.timeouts.call,
        }
    }
}

impl<V> Clone for ServiceClient<V>
where
    Config<V>: Clone,
{
    fn clone(&self) -> Self {
        Self { config: self.config.clone(), sender: self.sender.clone() }
    }
}

impl<V: Vendor> fmt::Debug for ServiceClient<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceClient")
            .field("service", &self.sender.service.name)
            .field("endpoint", &self.sender.endpoint.as_ref().map(Endpoint::to_string))
            .field("config", &self.config)
            .finish()
    }
}
