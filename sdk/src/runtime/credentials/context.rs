//! The context of a source of credentials.

use std::sync::Arc;
use std::time::SystemTime;

use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::environment::Environment;
use crate::runtime::skew::Skew;
use crate::runtime::transport::Transport;

/// The context of a [provider](super::CredentialsProvider): transport, clock, environment and region of the client that
/// asks. Cloning is cheap.
///
/// Clients make their own. A program needs one only to call a provider directly.
#[derive(Clone, Debug)]
#[must_use = "a context has no effect until a provider is asked with it"]
pub struct ProviderContext {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    environment: Environment,
    region: Option<String>,
    skew: Arc<Skew>,
    /// The transport without a proxy, for services on this machine; `None` for a caller's own transport.
    direct: Option<Arc<dyn Transport>>,
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
        Self { transport, clock, environment, region, skew: Arc::default(), direct: None }
    }

    /// Asks metadata services through `direct`.
    pub(crate) fn with_direct(mut self, direct: Option<Arc<dyn Transport>>) -> Self {
        self.direct = direct;
        self
    }

    /// The offset of the vendor's clock; shared by all clients of a configuration.
    pub(crate) fn skew(&self) -> &Arc<Skew> {
        &self.skew
    }

    /// The transport to services on this machine: a proxy would reach those of its own machine.
    pub(crate) fn direct(&self) -> &dyn Transport {
        self.direct.as_deref().unwrap_or(&*self.transport)
    }

    /// The vendor's time, as far as it is known.
    pub(crate) fn now(&self) -> SystemTime {
        self.skew.correct(self.clock.now())
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

    /// The clock.
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
