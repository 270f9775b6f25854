//! The agency of a virtual machine.
//!
//! The service requires a token if the machine is configured for it; an older service has no tokens (404, 405, 503).

use std::time::Duration;

use super::answer::{self, IAM};
use crate::runtime::credentials::source::{MetadataSettings, parse};
use crate::runtime::url::GivenUrl;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, ProviderContext, Result};

const SERVICE: &str = "http://169.254.169.254";
const TOKEN_PATH: &str = "/meta-data/latest/api/token";
const PATH: &str = "/openstack/latest/securitykey";

/// The agency of the virtual machine (ECS) on which the program runs, from the machine's metadata service.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct EcsAgency {
    metadata: MetadataSettings,
}

impl EcsAgency {
    /// The agency that the machine has.
    pub fn new() -> Self {
        Self::default()
    }

    /// The metadata service: `http://` and a host, optionally with a port.
    pub fn metadata_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.metadata.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    /// Time limit of each request; 1 second by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.metadata.timeout = Some(limit);
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let service = self.metadata.open(context, SERVICE)?;
        let question = async || {
            let token = service.token(TOKEN_PATH, "x-metadata-token-ttl-seconds").await?;
            service.get(PATH, token.as_ref().map(|token| ("x-metadata-token", token))).await
        };
        let mut answer = question().await?;
        if answer.status() == 401 {
            // The token was revoked, or the service has just started to require one.
            answer = question().await?;
        }
        if answer.status() != 200 {
            return Err(service.refusal(&answer, "agency"));
        }
        let what = "the metadata service's answer";
        answer::read(what, &parse(what, answer.body())?["credential"], &IAM)
    }
}

impl CredentialsProvider for EcsAgency {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
