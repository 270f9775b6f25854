//! What paginators and waiters make their calls with: a client, without its vendor in the type.

use super::call::Call;
use super::client::ServiceClient;
use super::operation::Operation;

type Make<O> = Box<dyn Fn(&O) -> Call<<O as Operation>::Response> + Send + Sync>;

/// Makes one call after the other.
pub(crate) struct Caller<O: Operation>(Make<O>);

impl<O: Operation> Caller<O> {
    pub(crate) fn new(client: &ServiceClient<O::Service>) -> Self {
        let client = client.clone();
        Self(Box::new(move |request| client.call(request)))
    }

    pub(crate) fn call(&self, request: &O) -> Call<O::Response> {
        (self.0)(request)
    }

    /// The same, with `change` done to each call.
    pub(crate) fn changed(
        self,
        change: impl Fn(Call<O::Response>) -> Call<O::Response> + Send + Sync + 'static,
    ) -> Self {
        Self(Box::new(move |request| change((self.0)(request))))
    }
}
