//! Roles: temporary keys from STS, for a permanent key or for an identity token.
//!
//! Source: <https://www.tencentcloud.com/document/product/1150/49456> (AssumeRole) and
//! <https://www.tencentcloud.com/document/product/1150/49454> (AssumeRoleWithWebIdentity).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use super::SESSION_NAME;
use crate::runtime::credentials::source::{ApiCall, expiry, read_token, text};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::mask::Mask;
use crate::runtime::percent;
use crate::runtime::url::GivenUrl;
use crate::runtime::{
    BoxFuture, Credentials, CredentialsProvider, Endpoints, Error, ProviderContext, ProviderInfo, Result,
    ServiceInfo, UntypedRequest,
};
use crate::vendor::tencent::Tencent;

const HOST: &str = "sts.tencentcloudapi.com";

/// STS requires a region, but acts the same in each.
const REGION: &str = "ap-guangzhou";

static STS: ServiceInfo = ServiceInfo {
    provider: &ProviderInfo { name: "tencent", title: "Tencent Cloud", rules: &[] },
    name: "sts",
    title: "Security Token Service",
    version: "2018-08-13",
    endpoints: Endpoints { host: HOST, sites: &[], networks: &[], regions: &[] },
    errors: &[],
};

/// The settings shared by both ways to assume a role.
#[derive(Clone, Debug)]
struct Session {
    name: Option<String>,
    duration: Duration,
    policy: Option<String>,
    endpoint: Option<GivenUrl>,
    region: Option<String>,
}

impl Default for Session {
    fn default() -> Self {
        let duration = Duration::from_secs(7200);
        Self { name: None, duration, policy: None, endpoint: None, region: None }
    }
}

impl Session {
    fn request(&self, action: &str, role_arn: &str) -> UntypedRequest {
        let name = self.name.as_deref().unwrap_or(SESSION_NAME);
        let request = UntypedRequest::action(action)
            .body("RoleArn", role_arn)
            .body("RoleSessionName", name)
            .body("DurationSeconds", self.duration.as_secs());
        match &self.policy {
            // The service percent-decodes it after it decodes the body.
            Some(policy) => request.body("Policy", percent::encode(policy)),
            None => request,
        }
    }

    async fn ask(
        &self,
        context: &ProviderContext,
        request: UntypedRequest,
        key: Option<&Credentials>,
        secrets: Mask,
    ) -> Result<Credentials> {
        let endpoint = Endpoint::parse(self.endpoint.as_ref().map_or(HOST, GivenUrl::as_str))?;
        let call = ApiCall {
            protocol: &Tencent::default(),
            service: &STS,
            endpoint: &endpoint,
            region: Some(self.region.as_deref().unwrap_or(REGION)),
            request,
            key,
            secrets,
        };
        read(&call.send(context).await?)
    }
}

fn read(answer: &Json) -> Result<Credentials> {
    let what = "the response of STS";
    let key = answer.get("Credentials").unwrap_or(&Json::Null);
    let member = |name| text(key, name).ok_or_else(|| Error::credentials(format!("{what} has no `{name}`")));
    let credentials =
        Credentials::new(member("TmpSecretId")?, member("TmpSecretKey")?).with_token(member("Token")?);
    Ok(match expiry(what, answer, "ExpiredTime")? {
        Some(end) => credentials.with_expiry(end),
        None => credentials,
    })
}

/// Assumes a role with another key (STS, `AssumeRole`).
///
/// ```
/// use clouddb::{Credentials, tencent};
///
/// # fn example() -> Result<(), clouddb::Error> {
/// let key = Credentials::new("AKIDfake0001", "fakeSecret0001");
/// let role = tencent::credentials::AssumeRole::new("qcs::cam::uin/1:roleName/backup-reader", key)
///     .session_name("nightly");
/// let config = tencent::Config::builder().region("ap-shanghai").credentials(role).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct AssumeRole {
    role_arn: String,
    source: Arc<dyn CredentialsProvider>,
    external_id: Option<String>,
    session: Session,
}

impl AssumeRole {
    /// Assumes `role_arn`, such as `qcs::cam::uin/100000000001:roleName/reader`, with the key from `source`.
    pub fn new(role_arn: impl Into<String>, source: impl CredentialsProvider + 'static) -> Self {
        Self {
            role_arn: role_arn.into(),
            source: Arc::new(source),
            external_id: None,
            session: Session::default(),
        }
    }

    /// The name of the session, which appears in the account's audit log.
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session.name = Some(name.into());
        self
    }

    /// Lifetime of the temporary key; 2 hours by default, at most 12.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.session.duration = duration;
        self
    }

    /// A policy that restricts the role, as JSON.
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.session.policy = Some(policy.into());
        self
    }

    /// The external id that the role's owner requires.
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// The STS endpoint; `sts.tencentcloudapi.com` by default.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.session.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    /// The region in STS requests; `ap-guangzhou` by default.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.session.region = Some(region.into());
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let key = self.source.credentials(context).await?;
        let mut request = self.session.request("AssumeRole", &self.role_arn);
        if let Some(id) = &self.external_id {
            request = request.body("ExternalId", id.as_str());
        }
        self.session.ask(context, request, Some(&key), Mask::default()).await
    }
}

impl CredentialsProvider for AssumeRole {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}

/// Assumes a role with the token of an identity provider (STS, `AssumeRoleWithWebIdentity`), as programs in a
/// Kubernetes cluster (TKE) do.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct OidcRole {
    provider_id: Option<String>,
    role_arn: Option<String>,
    token_file: Option<PathBuf>,
    session: Session,
}

impl OidcRole {
    /// Assumes `role_arn` with the token in `token_file`, issued by `provider_id`. The file is read each time, because
    /// tokens in files are replaced.
    pub fn new(
        provider_id: impl Into<String>,
        role_arn: impl Into<String>,
        token_file: impl Into<PathBuf>,
    ) -> Self {
        Self {
            provider_id: Some(provider_id.into()),
            role_arn: Some(role_arn.into()),
            token_file: Some(token_file.into()),
            session: Session::default(),
        }
    }

    /// Reads the variables that TKE sets in a pod: `TKE_PROVIDER_ID`, `TKE_ROLE_ARN`, `TKE_WEB_IDENTITY_TOKEN_FILE` and
    /// `TKE_REGION`.
    pub fn from_environment() -> Self {
        Self::default()
    }

    /// The name of the session, which appears in the account's audit log.
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session.name = Some(name.into());
        self
    }

    /// Lifetime of the temporary key; 2 hours by default, at most 12.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.session.duration = duration;
        self
    }

    /// The STS endpoint; `sts.tencentcloudapi.com` by default.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.session.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    /// The region in STS requests.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.session.region = Some(region.into());
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        const NAMES: [&str; 3] = ["TKE_PROVIDER_ID", "TKE_ROLE_ARN", "TKE_WEB_IDENTITY_TOKEN_FILE"];
        let environment = context.environment();
        let [provider, role, file] = NAMES.map(|name| environment.variable(name));
        let provider = self.provider_id.clone().or(provider);
        let role = self.role_arn.clone().or(role);
        let file = self.token_file.clone().or(file.map(PathBuf::from));
        let (provider, role, file) = match (provider, role, file) {
            (Some(provider), Some(role), Some(file)) => (provider, role, file),
            (None, None, None) => {
                return Err(Error::no_credentials(format!("not set: {}", NAMES.join(", "))));
            }
            _ => return Err(Error::credentials(format!("some of {} are set, not all", NAMES.join(", ")))),
        };
        let token = read_token(&file).await?;
        let mut session = self.session.clone();
        session.region = session.region.or_else(|| environment.variable("TKE_REGION"));
        // The call has no signature, which the service requires to be declared.
        let now = crate::runtime::DateTime::from(context.now()).unix_seconds()?;
        let request = session
            .request("AssumeRoleWithWebIdentity", &role)
            .body("ProviderId", provider)
            .body("WebIdentityToken", token.expose())
            .header("x-tc-timestamp", &now.to_string())
            .header("authorization", "SKIP");
        session.ask(context, request, None, Mask::default().with(token.expose())).await
    }
}

impl CredentialsProvider for OidcRole {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
