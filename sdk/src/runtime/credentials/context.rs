//! What a source of credentials may use.

use std::sync::Arc;

use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::environment::Environment;
use crate::runtime::transport::Transport;

/// What a [provider](super::CredentialsProvider) works with: the HTTP stack, the clock, the environment and the
/// region of the client that asks. Cloning is cheap.
///
/// Clients make their own; making one is for programs that ask a provider themselves.
#[derive(Clone, Debug)]
pub struct ProviderContext {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    environment: Environment,
    region: Option<String>,
}

impl ProviderContext {
    /// Sends through `transport`, with the system's clock and the process's environment.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self::shared(Arc::new(transport), Arc::new(SystemClock), Environment::process(), None)
    }

    pub(crate) fn shared(
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        environment: Environment,
        region: Option<String>,
    ) -> Self {
        Self { transport, clock, environment, region }
    }

    /// Uses another clock.
    pub fn with_clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Uses another environment.
    pub fn with_environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Names the region. It becomes part of host names.
    pub fn with_region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sends requests.
    pub fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    /// Tells the time.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Variables and folders.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The region that the client calls.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}
