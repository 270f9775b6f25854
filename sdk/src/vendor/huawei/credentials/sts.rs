//! Agencies: temporary keys from STS, for the token of an identity provider.

use std::path::PathBuf;
use std::time::Duration;

use http::Request;
use serde_json::json;

use super::answer::{self, STS};
use crate::runtime::credentials::source::read_token;
use crate::runtime::endpoint::{Endpoint, check_region};
use crate::runtime::url::{self, GivenUrl};
use crate::runtime::{
    BoxFuture, Credentials, CredentialsProvider, Environment, Error, ProviderContext, Result, Secret,
};

/// The region whose STS is called if the configuration sets none.
const REGION: &str = "cn-north-4";

/// Assumes an agency with the token of an identity provider that the account trusts (STS, `assume-with-oidc`).
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct OidcSts {
    provider_urn: Option<String>,
    agency_urn: Option<String>,
    token: Option<Token>,
    session_name: Option<String>,
    duration: Option<Duration>,
    policy: Option<String>,
    policy_ids: Vec<String>,
    endpoint: Option<GivenUrl>,
}

#[derive(Clone, Debug)]
enum Token {
    Text(Secret),
    File(PathBuf),
}

impl OidcSts {
    /// Assumes the agency `agency_urn` with the token in `token_file` issued by the provider `provider_urn`. The file
    /// is read each time, because tokens in files are replaced.
    pub fn new(
        provider_urn: impl Into<String>,
        agency_urn: impl Into<String>,
        token_file: impl Into<PathBuf>,
    ) -> Self {
        Self {
            provider_urn: Some(provider_urn.into()),
            agency_urn: Some(agency_urn.into()),
            token: Some(Token::File(token_file.into())),
            ..Self::default()
        }
    }

    /// Reads the missing settings from the environment: `HUAWEICLOUD_OIDC_PROVIDER_URN`, `HUAWEICLOUD_OIDC_AGENCY_URN`,
    /// `HUAWEICLOUD_OIDC_ID_TOKEN` or `HUAWEICLOUD_OIDC_TOKEN_FILE`, and optionally `HUAWEICLOUD_OIDC_SESSION_NAME`,
    /// `HUAWEICLOUD_OIDC_DURATION_SECONDS`, `HUAWEICLOUD_OIDC_POLICY`, `HUAWEICLOUD_OIDC_POLICY_IDS` (separated by
    /// commas).
    pub fn from_environment() -> Self {
        Self::default()
    }

    /// The name of the session, which appears in the account's audit log; `oidc-sts-session` by default.
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session_name = Some(name.into());
        self
    }

    /// Lifetime of the temporary key; 1 hour by default.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }

    /// A policy that restricts the agency.
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// Policies of the account, by id, that restrict the agency.
    pub fn policy_ids<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.policy_ids = ids.into_iter().map(Into::into).collect();
        self
    }

    /// The STS endpoint; by default `HUAWEICLOUD_SDK_STS_ENDPOINT`, else that of the region.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    /// Provider, agency and token, from the settings or from the environment.
    async fn settings(&self, environment: &Environment) -> Result<(String, String, Secret)> {
        let variable = |name: &str| environment.variable(&format!("HUAWEICLOUD_OIDC_{name}"));
        let token = self.token.clone().or_else(|| {
            let text = variable("ID_TOKEN").map(|text| Token::Text(text.into()));
            text.or_else(|| variable("TOKEN_FILE").map(|file| Token::File(file.into())))
        });
        let provider = self.provider_urn.clone().or_else(|| variable("PROVIDER_URN"));
        let agency = self.agency_urn.clone().or_else(|| variable("AGENCY_URN"));
        let names = "HUAWEICLOUD_OIDC_PROVIDER_URN, HUAWEICLOUD_OIDC_AGENCY_URN, and \
                     HUAWEICLOUD_OIDC_ID_TOKEN or HUAWEICLOUD_OIDC_TOKEN_FILE";
        match (provider, agency, token) {
            (Some(provider), Some(agency), Some(Token::Text(token))) => Ok((provider, agency, token)),
            (Some(provider), Some(agency), Some(Token::File(file))) => {
                Ok((provider, agency, read_token(&file).await?))
            }
            (None, None, None) => Err(Error::no_credentials(format!("not set: {names}"))),
            _ => Err(Error::credentials(format!("some of {names} are set, not all"))),
        }
    }

    fn endpoint_of(&self, context: &ProviderContext) -> Result<Endpoint> {
        let named = || context.environment().variable("HUAWEICLOUD_SDK_STS_ENDPOINT").map(GivenUrl::from);
        if let Some(endpoint) = self.endpoint.clone().or_else(named) {
            return Endpoint::parse(endpoint.as_str());
        }
        let region = context.region().unwrap_or(REGION);
        check_region(region)?;
        Endpoint::parse(&format!("sts.{region}.myhuaweicloud.com"))
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let environment = context.environment();
        let (provider, agency, token) = self.settings(environment).await?;
        let endpoint = self.endpoint_of(context)?;
        let variable = |name: &str| environment.variable(&format!("HUAWEICLOUD_OIDC_{name}"));
        let session = self.session_name.clone().or_else(|| variable("SESSION_NAME"));
        let seconds = match (self.duration, variable("DURATION_SECONDS")) {
            (Some(duration), _) => duration.as_secs(),
            (None, None) => 3600,
            (None, Some(text)) => text.parse::<u64>().map_err(|error| {
                Error::credentials("HUAWEICLOUD_OIDC_DURATION_SECONDS is no number of seconds")
                    .with_source(error)
            })?,
        };
        let mut body = json!({
            "provider_urn": provider,
            "agency_urn": agency,
            "agency_session_name": session.as_deref().unwrap_or("oidc-sts-session"),
            "id_token": token.expose(),
            "duration_seconds": seconds,
        });
        if let Some(policy) = self.policy.clone().or_else(|| variable("POLICY")) {
            body["policy"] = policy.into();
        }
        let listed = variable("POLICY_IDS").unwrap_or_default();
        let listed = listed.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned);
        let ids: Vec<String> =
            if self.policy_ids.is_empty() { listed.collect() } else { self.policy_ids.clone() };
        if !ids.is_empty() {
            body["policy_ids"] = ids.into();
        }
        let request = Request::builder()
            .uri(url::join(&endpoint, "/v5/agencies/assume-with-oidc", "")?)
            .header("content-type", "application/json;charset=UTF-8");
        let (_, json) = answer::ask(context, request, &body, token.expose()).await?;
        answer::read("the response of STS", &json["credentials"], &STS)
    }
}

impl CredentialsProvider for OidcSts {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
