//! Roles: temporary keys from STS, for another key.
//!
//! Source: <https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole>. The call is
//! signed like all others (ACS3); the vendor's Python SDK still uses the older signature for it.

use std::sync::Arc;
use std::time::Duration;

use super::{SESSION_NAME, answer};
use crate::runtime::credentials::source::ApiCall;
use crate::runtime::endpoint::{Endpoint, check_region};
use crate::runtime::mask::Mask;
use crate::runtime::url::GivenUrl;
use crate::runtime::{
    BoxFuture, Credentials, CredentialsProvider, Endpoints, Environment, Error, ProviderContext,
    ProviderInfo, Result, ServiceInfo, UntypedRequest,
};
use crate::vendor::alibaba::Alibaba;

pub(super) const VERSION: &str = "2015-04-01";

pub(super) static STS: ServiceInfo = ServiceInfo {
    provider: &ProviderInfo { name: "alibaba", title: "Alibaba Cloud", rules: &[] },
    name: "sts",
    title: "Security Token Service",
    version: VERSION,
    endpoints: Endpoints { host: "sts.aliyuncs.com", sites: &[], networks: &[], regions: &[] },
    errors: &[],
};

/// The settings shared by both ways to assume a role.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) name: Option<String>,
    pub(super) duration: Duration,
    pub(super) policy: Option<String>,
    pub(super) endpoint: Option<GivenUrl>,
    pub(super) region: Option<String>,
    pub(super) is_vpc: bool,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            name: None,
            duration: Duration::from_secs(3600),
            policy: None,
            endpoint: None,
            region: None,
            is_vpc: false,
        }
    }
}

impl Session {
    /// The session name: the setting, else the environment's, else the default.
    pub(super) fn name(&self, environment: &Environment) -> String {
        let given = self.name.clone().or_else(|| environment.variable("ALIBABA_CLOUD_ROLE_SESSION_NAME"));
        given.unwrap_or_else(|| SESSION_NAME.to_owned())
    }

    /// The STS endpoint: the setting, else the host of the STS region, inside or outside a VPC, else the central one.
    pub(super) fn endpoint(&self, environment: &Environment) -> Result<Endpoint> {
        if let Some(endpoint) = &self.endpoint {
            return Endpoint::parse(endpoint.as_str());
        }
        let region = self.region.clone().or_else(|| environment.variable("ALIBABA_CLOUD_STS_REGION"));
        let Some(region) = region else { return Endpoint::parse(STS.endpoints.host) };
        check_region(&region)?;
        let is_vpc = self.is_vpc || environment.is_on("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED");
        let label = if is_vpc { "sts-vpc" } else { "sts" };
        Endpoint::parse(&format!("{label}.{region}.aliyuncs.com"))
    }
}

/// Assumes a RAM role with another key (STS, `AssumeRole`).
///
/// ```
/// use clouddb::{Credentials, alibaba};
///
/// # fn example() -> Result<(), clouddb::Error> {
/// let key = Credentials::new("LTAIfake0001", "fakeSecret0001");
/// let role = alibaba::credentials::AssumeRole::new("acs:ram::100000000001:role/backup-reader", key)
///     .session_name("nightly");
/// let config = alibaba::Config::builder().region("cn-hangzhou").credentials(role).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct AssumeRole {
    role_arn: String,
    source: Arc<dyn CredentialsProvider>,
    external_id: Option<String>,
    pub(super) session: Session,
}

impl AssumeRole {
    /// Assumes `role_arn`, such as `acs:ram::100000000001:role/reader`, with the key from `source`.
    pub fn new(role_arn: impl Into<String>, source: impl CredentialsProvider + 'static) -> Self {
        Self {
            role_arn: role_arn.into(),
            source: Arc::new(source),
            external_id: None,
            session: Session::default(),
        }
    }

    /// The name of the session, which appears in the account's audit log. The default comes from
    /// `ALIBABA_CLOUD_ROLE_SESSION_NAME`.
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session.name = Some(name.into());
        self
    }

    /// Lifetime of the temporary key; 1 hour by default, at least 15 minutes.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.session.duration = duration;
        self
    }

    /// A policy that restricts the role.
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.session.policy = Some(policy.into());
        self
    }

    /// The external id that the role's owner requires.
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// The region of STS; by default `ALIBABA_CLOUD_STS_REGION`, else the central endpoint.
    pub fn sts_region(mut self, region: impl Into<String>) -> Self {
        self.session.region = Some(region.into());
        self
    }

    /// Uses the STS endpoint in the region's private network.
    pub fn vpc(mut self, is_vpc: bool) -> Self {
        self.session.is_vpc = is_vpc;
        self
    }

    /// The STS endpoint; by default that of the region.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.session.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let key = self.source.credentials(context).await?;
        let environment = context.environment();
        let mut request = UntypedRequest::action("AssumeRole")
            .query("DurationSeconds", self.session.duration.as_secs())
            .query("RoleArn", self.role_arn.as_str())
            .query("RoleSessionName", self.session.name(environment));
        if let Some(policy) = &self.session.policy {
            request = request.query("Policy", policy.as_str());
        }
        if let Some(id) = &self.external_id {
            request = request.query("ExternalId", id.as_str());
        }
        let endpoint = self.session.endpoint(environment)?;
        let call = ApiCall {
            protocol: &Alibaba,
            service: &STS,
            endpoint: &endpoint,
            region: None,
            request,
            key: Some(&key),
            secrets: Mask::default(),
        };
        let answer = call.send(context).await?;
        let keys =
            answer.get("Credentials").ok_or_else(|| Error::credentials("the response of STS has no key"))?;
        answer::read("the response of STS", keys)
    }
}

impl CredentialsProvider for AssumeRole {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
