//! The identity of a pod.

use std::path::PathBuf;

use http::Request;
use serde_json::json;

use super::answer::{self, STS};
use crate::runtime::credentials::source::{parse_url, read_token};
use crate::runtime::protocol::secret_header_text;
use crate::runtime::url::GivenUrl;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

const URL: &str = "HC_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN_FILE: &str = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The identity of a pod in a Kubernetes cluster (CCE): a service on the node exchanges the pod's token for a temporary
/// key.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct PodIdentity {
    settings: Option<(GivenUrl, PathBuf)>,
}

impl PodIdentity {
    /// Calls `url` with the token in `token_file`, which is read each time.
    pub fn new(url: impl Into<String>, token_file: impl Into<PathBuf>) -> Self {
        Self { settings: Some((GivenUrl::from(url), token_file.into())) }
    }

    /// Reads both from the variables that CCE sets: `HC_CONTAINER_CREDENTIALS_FULL_URI` and
    /// `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE`.
    pub fn from_environment() -> Self {
        Self::default()
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let environment = context.environment();
        let (url, file) = match &self.settings {
            Some(settings) => settings.clone(),
            None => match (environment.variable(URL), environment.variable(TOKEN_FILE)) {
                (Some(url), Some(file)) => (url.into(), file.into()),
                (None, None) => return Err(Error::no_credentials(format!("not set: {URL}, {TOKEN_FILE}"))),
                _ => {
                    return Err(Error::credentials(format!(
                        "one of {URL} and {TOKEN_FILE} is set, not both"
                    )));
                }
            },
        };
        let token = read_token(&file).await?;
        let request = Request::builder()
            .uri(parse_url("the URL of the pod's identity", url.as_str())?)
            .header("authorization", secret_header_text("authorization", token.expose())?)
            .header("content-type", "application/json");
        let (_, json) = answer::ask(context, request, &json!({}), token.expose()).await?;
        answer::read("the response of the pod's identity", &json, &STS)
    }
}

impl CredentialsProvider for PodIdentity {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
