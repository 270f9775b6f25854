//! Makes the calls of paginators and waiters: a client, without its vendor in the type.

use super::call::Call;
use super::client::ServiceClient;
use super::operation::Operation;

/// Makes calls of type `C` from requests of type `R`.
pub(crate) struct Caller<R, C>(Box<dyn Fn(&R) -> C + Send + Sync>);

/// Makes the calls of an operation.
pub(crate) type OperationCaller<O> = Caller<O, Call<<O as Operation>::Response>>;

impl<O: Operation> OperationCaller<O> {
    pub(crate) fn from_client(client: &ServiceClient<O::Service>) -> Self {
        let client = client.clone();
        Self::new(move |request| client.call(request))
    }
}

impl<R: 'static, C: 'static> Caller<R, C> {
    pub(crate) fn new(call: impl Fn(&R) -> C + Send + Sync + 'static) -> Self {
        Self(Box::new(call))
    }

    pub(crate) fn call(&self, request: &R) -> C {
        (self.0)(request)
    }

    /// Applies `change` to each call.
    pub(crate) fn changed(self, change: impl Fn(C) -> C + Send + Sync + 'static) -> Self {
        Self(Box::new(move |request| change((self.0)(request))))
    }
}
