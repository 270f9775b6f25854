//! Roles: temporary keys from STS, for the token of an identity provider.
//!
//! Source: <https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc>. The
//! call has no signature, so it uses the simple form of the vendor's RPC calls: everything in the query of a GET.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use serde_json::Value as Json;

use super::answer;
use super::sts::{Session, VERSION};
use crate::runtime::credentials::source::{CALL_TIMEOUT, exchange, parse, read_token, text};
use crate::runtime::mask::Mask;
use crate::runtime::percent;
use crate::runtime::url::{self, GivenUrl};
use crate::runtime::{
    BoxFuture, Credentials, CredentialsProvider, DateTime, DateTimeFormat, Error, ProviderContext, Result,
};

const DATE: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%dT%H:%M:%SZ", 0);
/// Assumes a RAM role with the token of an identity provider (STS, `AssumeRoleWithOIDC`), as programs in a Kubernetes
/// cluster (ACK) do.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct OidcRole {
    provider_arn: Option<String>,
    role_arn: Option<String>,
    token_file: Option<PathBuf>,
    pub(super) session: Session,
}

impl OidcRole {
    /// Assumes `role_arn` with the token in `token_file`, issued by `provider_arn`. The file is read each time, because
    /// tokens in files are replaced.
    pub fn new(
        provider_arn: impl Into<String>,
        role_arn: impl Into<String>,
        token_file: impl Into<PathBuf>,
    ) -> Self {
        Self {
            provider_arn: Some(provider_arn.into()),
            role_arn: Some(role_arn.into()),
            token_file: Some(token_file.into()),
            session: Session::default(),
        }
    }

    /// Reads the variables that ACK sets in a pod: `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`, `ALIBABA_CLOUD_ROLE_ARN`,
    /// `ALIBABA_CLOUD_OIDC_TOKEN_FILE`.
    pub fn from_environment() -> Self {
        Self::default()
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

    /// Provider, role and token file, from the settings or from the environment.
    fn settings(&self, context: &ProviderContext) -> Result<(String, String, PathBuf)> {
        const NAMES: [&str; 3] =
            ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"];
        let [provider, role, file] = NAMES.map(|name| context.environment().variable(name));
        let provider = self.provider_arn.clone().or(provider);
        let role = self.role_arn.clone().or(role);
        let file = self.token_file.clone().or(file.map(PathBuf::from));
        match (provider, role, file) {
            (Some(provider), Some(role), Some(file)) => Ok((provider, role, file)),
            // A role alone can be for other tools.
            (None, _, None) => Err(Error::no_credentials(format!("not set: {}", NAMES.join(", ")))),
            _ => Err(Error::credentials(format!("some of {} are set, not all", NAMES.join(", ")))),
        }
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let (provider, role, file) = self.settings(context)?;
        let token = read_token(&file).await?;
        let endpoint = self.session.endpoint(context.environment())?;
        let now = DateTime::from(context.now()).to_text(DATE);
        let mut pairs = vec![
            ("Action", "AssumeRoleWithOIDC".to_owned()),
            ("Format", "JSON".to_owned()),
            ("Version", VERSION.to_owned()),
            ("DurationSeconds", self.session.duration.as_secs().to_string()),
            ("RoleArn", role),
            ("OIDCProviderArn", provider),
            ("OIDCToken", token.expose().to_owned()),
            ("RoleSessionName", self.session.name(context.environment())),
            ("Timestamp", now),
        ];
        pairs.extend(self.session.policy.clone().map(|policy| ("Policy", policy)));
        let pairs: Vec<(String, String)> =
            pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let url = url::join(&endpoint, "/", &percent::join(&pairs, percent::encode_form))
            .map_err(Error::into_credentials)?;
        let request = Request::get(url)
            .header("accept", "application/json")
            .body(Bytes::new())
            .map_err(|error| Error::credentials("the request cannot be written").with_source(error))?;
        let secrets = Mask::default().with(token.expose());
        let answer =
            exchange(context, request, CALL_TIMEOUT, &secrets).await.map_err(Error::into_credentials)?;
        let json = parse("the response of STS", answer.body()).unwrap_or(Json::Null);
        match json.get("Credentials") {
            Some(key) if answer.status() == 200 => answer::read("the response of STS", key),
            _ => {
                let said = [text(&json, "Code"), text(&json, "Message")];
                let said: Vec<&str> = said.into_iter().flatten().collect();
                let (said, host) = (said.join(": "), endpoint.authority());
                let message = format!("{host} refused the token: HTTP {} {said}", answer.status());
                Err(secrets.error(Error::credentials(message)))
            }
        }
    }
}

impl CredentialsProvider for OidcRole {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
