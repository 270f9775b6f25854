//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::clock::{Clock, SystemClock};
use super::credentials::{CachedCredentials, CredentialsProvider, ProviderContext};
use super::endpoint::{Endpoint, Site, check_region};
use super::environment::Environment;
use super::error::{Error, Result};
use super::http_client::{self, Tls};
use super::limit::RateLimits;
use super::protocol::Vendor;
use super::retry::RetryConfig;
use super::state::CallState;
use super::transport::Transport;
use super::url::GivenUrl;

/// The settings of a client of vendor `V`, made by [`Config::builder`].
///
/// Cloning is cheap. Clients of one configuration share its connections, its credentials, its rate limits, its retry
/// budgets and the offset of the vendor's clock, so a program can make a client for each call.
#[derive(Clone)]
pub struct Config<V> {
    shared: Arc<Shared<V>>,
}

struct Shared<V> {
    vendor: Arc<V>,
    region: Option<String>,
    site: Site,
    network: Option<String>,
    endpoint: Option<Endpoint>,
    credentials: CachedCredentials,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    limits: Limits,
    state: Arc<CallState>,
}

/// The limits on the calls of a client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryConfig,
    pub(crate) rates: RateLimits,
    pub(crate) response_size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            retry: RetryConfig::default(),
            rates: RateLimits::default(),
            response_size: 32 << 20,
        }
    }
}

/// Time limits of a client's calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "settings have no effect until they are passed to a configuration"]
pub struct Timeouts {
    /// Limit on making a connection. It applies to the crate's HTTP client, not to a transport of your own.
    pub connect: Duration,
    /// Limit on one attempt, from sending to the last byte of the response.
    pub attempt: Duration,
    /// Limit on a whole call, including credentials, retries and delays.
    pub call: Duration,
}

impl Default for Timeouts {
    /// 5 seconds to connect, 30 for an attempt, 60 for a call.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            call: Duration::from_secs(60),
        }
    }
}

impl Timeouts {
    /// Sets [`connect`](field@Self::connect).
    pub const fn connect(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// Sets [`attempt`](field@Self::attempt).
    pub const fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = limit;
        self
    }

    /// Sets [`call`](field@Self::call).
    pub const fn call(mut self, limit: Duration) -> Self {
        self.call = limit;
        self
    }
}

impl<V: Vendor> Config<V> {
    /// A builder with defaults: credentials and region come from the environment unless they are set.
    pub fn builder() -> ConfigBuilder<V> {
        ConfigBuilder::default()
    }

    /// The vendor's own settings.
    pub fn vendor(&self) -> &V {
        &self.shared.vendor
    }

    pub(crate) fn shared_vendor(&self) -> &Arc<V> {
        &self.shared.vendor
    }

    /// The region, if one is set.
    pub fn region(&self) -> Option<&str> {
        self.shared.region.as_deref()
    }

    /// The site.
    pub fn site(&self) -> Site {
        self.shared.site
    }

    /// The time limits.
    pub fn timeouts(&self) -> Timeouts {
        self.shared.limits.timeouts
    }

    pub(crate) fn limits(&self) -> Limits {
        self.shared.limits
    }

    pub(crate) fn state(&self) -> &Arc<CallState> {
        &self.shared.state
    }

    pub(crate) fn network(&self) -> Option<&str> {
        self.shared.network.as_deref()
    }

    pub(crate) fn endpoint(&self) -> Option<&Endpoint> {
        self.shared.endpoint.as_ref()
    }

    pub(crate) fn credentials(&self) -> &CachedCredentials {
        &self.shared.credentials
    }

    pub(crate) fn transport(&self) -> &Arc<dyn Transport> {
        &self.shared.transport
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }
}

impl<V: Vendor> fmt::Debug for Config<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("vendor", &self.shared.vendor)
            .field("region", &self.shared.region)
            .field("site", &self.shared.site)
            .field("network", &self.shared.network)
            .field("endpoint", &self.shared.endpoint.as_ref().map(ToString::to_string))
            .field("credentials", &self.shared.credentials)
            .field("limits", &self.shared.limits)
            .finish_non_exhaustive()
    }
}

/// Builds a [`Config`]. Every setting has a default; [`build`](Self::build) checks the settings.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct ConfigBuilder<V> {
    pub(crate) vendor: V,
    region: Option<String>,
    site: Site,
    network: Option<String>,
    endpoint: Option<GivenUrl>,
    credentials: Option<Arc<dyn CredentialsProvider>>,
    environment: Environment,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    limits: Limits,
}

impl<V: Vendor> ConfigBuilder<V> {
    /// The region, such as `ap-guangzhou`. The default comes from the environment.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The site that the account belongs to. The default is mainland; an international account of Tencent Cloud needs
    /// [`Site::International`].
    pub fn site(mut self, site: Site) -> Self {
        self.site = site;
        self
    }

    /// A network of the vendor, such as Alibaba's `vpc`, whose hosts are used instead of the public ones.
    pub fn network(mut self, network: impl Into<String>) -> Self {
        self.network = Some(network.into());
        self
    }

    /// Sends all requests to this endpoint: a host, optionally with a port. TLS is on unless it starts with `http://`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    /// The source of credentials: [`Credentials`](super::Credentials), one of the vendor's sources, a
    /// [chain](super::CredentialsChain), or a provider of your own. The default is the vendor's default chain.
    pub fn credentials(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// The environment to read variables, profile files and the metadata service from.
    ///
    /// The crate's HTTP client uses the proxies that the process's environment names (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`, also in lower case, and `NO_PROXY`), and none with a [fixed](Environment::fixed) one. A call that
    /// would go through a proxy whose variable is malformed fails with [`ErrorKind::Config`](super::ErrorKind::Config);
    /// so does a call through a SOCKS proxy without the feature `socks`.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Sends through `transport`: a [`ReqwestTransport`](super::ReqwestTransport) with a client of your own, or another
    /// HTTP stack. It must follow no redirects, retry nothing and send requests unchanged, as [`Transport`] says.
    /// Proxies are up to the transport.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes time and nonces from `clock`.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// The time limits.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.limits.timeouts = timeouts;
        self
    }

    /// The number and the delays of retries.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.limits.retry = retry;
        self
    }

    /// The limits on calls per second of each operation.
    pub fn rate_limits(mut self, rates: RateLimits) -> Self {
        self.limits.rates = rates;
        self
    }

    /// The largest accepted size of a response body, in bytes; 32 MiB by default.
    pub fn response_size_limit(mut self, bytes: usize) -> Self {
        self.limits.response_size = bytes;
        self
    }

    /// Checks and completes the settings.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](super::ErrorKind::Config) when the region or the endpoint is malformed, when the vendor
    /// needs a region and none is set, or when the HTTP client cannot be built.
    pub fn build(self) -> Result<Config<V>> {
        let region = self
            .region
            .or_else(|| self.environment.first(V::REGION_VARIABLES))
            .filter(|region| !region.is_empty());
        if let Some(region) = &region {
            check_region(region)?;
        }
        let endpoint = self.endpoint.as_ref().map(|given| Endpoint::parse(given.as_str())).transpose()?;
        if V::NEEDS_REGION && region.is_none() && endpoint.is_none() {
            return Err(Error::config(format!(
                "a region is needed: set `region` or `endpoint`, or the environment variable {}",
                V::REGION_VARIABLES.join(" or ")
            )));
        }
        let vendor = self.vendor.complete(&self.environment)?;
        let credentials = self.credentials.unwrap_or_else(|| Arc::new(V::default_chain()));
        let (transport, direct): (Arc<dyn Transport>, Option<Arc<dyn Transport>>) = match self.transport {
            Some(transport) => (transport, None),
            None => {
                let (connect, tls) = (self.limits.timeouts.connect, Tls::new()?);
                let client = |proxies| http_client::client(connect, V::IDLE_TIMEOUT, proxies, tls.clone());
                // Proxy variables are part of the environment, so a fixed environment has no proxy.
                let proxies = !self.environment.is_fixed();
                (Arc::new(client(proxies)?), Some(Arc::new(client(false)?)))
            }
        };
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock));
        let context =
            ProviderContext::shared(transport.clone(), clock.clone(), self.environment, region.clone())
                .with_direct(direct);
        let credentials = CachedCredentials::new(credentials, context, V::REFRESH_MARGIN);
        Ok(Config {
            shared: Arc::new(Shared {
                vendor: Arc::new(vendor),
                region,
                site: self.site,
                network: self.network,
                endpoint,
                credentials,
                transport,
                clock,
                limits: self.limits,
                state: Arc::new(CallState::new(self.limits.rates)),
            }),
        })
    }
}
