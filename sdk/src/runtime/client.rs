//! The shared part of the clients of all services.

use std::fmt;
use std::sync::Arc;

use super::call::{Call, RawCall};
use super::clock::Clock;
use super::config::Config;
use super::endpoint::Endpoint;
use super::operation::{Method, Operation, ServiceInfo, ServiceMarker};
use super::protocol::Protocol;
use super::record::new_record;
use super::send::Sender;
use super::table::Place;
use super::untyped::UntypedRequest;

/// The shared part of a service's client: the vendor's protocol, the service and the endpoint.
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
        let protocol: Arc<dyn Protocol> = config.shared_vendor().clone();
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
                region: config.region().map(str::to_owned),
            }),
        }
    }

    /// A call of the operation that `request` belongs to.
    pub fn call<O: Operation<Service = S>>(&self, request: &O) -> Call<O::Response> {
        Call::new(self.sender.prepare(O::INFO, request, new_record::<O::Response>))
    }

    /// A call of an operation by its name, without a spec.
    pub fn untyped(&self, request: &UntypedRequest) -> RawCall {
        RawCall::new(self.sender.prepare_untyped(request))
    }

    pub(crate) fn service(&self) -> &'static ServiceInfo {
        self.sender.service
    }

    /// Where the vendor's own clients put the parameters of a request with `method`.
    pub(crate) fn usual_place(&self, method: Method) -> Place {
        self.sender.protocol.places(method).first().copied().unwrap_or(Place::Body)
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.sender.clock
    }
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
