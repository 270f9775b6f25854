//! The role of a virtual machine.
//!
//! Source: <https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata>.

use std::time::Duration;

use super::answer;
use crate::runtime::credentials::source::{MetadataSettings, check_file_name, parse};
use crate::runtime::mask::Mask;
use crate::runtime::url::GivenUrl;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

const SERVICE: &str = "http://100.100.100.200";
const TOKEN_PATH: &str = "/latest/api/token";
const PATH: &str = "/latest/meta-data/ram/security-credentials/";

/// The RAM role that is bound to the virtual machine (ECS) that the program runs on, from the machine's metadata
/// service. `ALIBABA_CLOUD_ECS_METADATA` names the role, which saves a request.
///
/// Requests carry a token. If the service has no tokens, they are sent without one, unless that is disabled by
/// [`require_token`](Self::require_token) or `ALIBABA_CLOUD_IMDSV1_DISABLED=true`. With
/// `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true` the service is not asked.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct EcsRole {
    role: Option<String>,
    is_token_needed: bool,
    metadata: MetadataSettings,
}

impl EcsRole {
    /// The role that the machine has.
    pub fn new() -> Self {
        Self::default()
    }

    /// The role `name`, without a request for the name.
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
        self
    }

    /// Sends no request without a token.
    pub fn require_token(mut self) -> Self {
        self.is_token_needed = true;
        self
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
        let environment = context.environment();
        if environment.is_on("ALIBABA_CLOUD_ECS_METADATA_DISABLED") {
            return Err(Error::no_credentials("off: ALIBABA_CLOUD_ECS_METADATA_DISABLED is set"));
        }
        let service = self.metadata.open(context, SERVICE)?;
        let token = service.token(TOKEN_PATH, "x-aliyun-ecs-metadata-token-ttl-seconds").await?;
        if token.is_none() && (self.is_token_needed || environment.is_on("ALIBABA_CLOUD_IMDSV1_DISABLED")) {
            let message = "the metadata service hands out no token, and asking without one is disabled";
            return Err(Error::credentials(message));
        }
        let token = token.as_ref().map(|token| ("x-aliyun-ecs-metadata-token", token));
        let role = match self.role.clone().or_else(|| environment.variable("ALIBABA_CLOUD_ECS_METADATA")) {
            Some(role) => role,
            None => {
                let answer = service.get(PATH, token).await?;
                if answer.status() != 200 {
                    return Err(service.refusal(&answer, "role"));
                }
                let text = String::from_utf8_lossy(answer.body());
                let role = text.lines().next().map(str::trim).filter(|role| !role.is_empty());
                role.map(str::to_owned).ok_or_else(|| Error::no_credentials("the machine has no role"))?
            }
        };
        check_file_name(&role)?;
        let answer = service.get(&format!("{PATH}{role}"), token).await?;
        if answer.status() != 200 {
            return Err(service.refusal(&answer, "role"));
        }
        let what = "the metadata service's answer";
        let secrets = Mask::default().with(token.map_or("", |(_, token)| token.expose()));
        answer::read(what, &parse(what, answer.body())?).map_err(|error| secrets.error(error))
    }
}

impl CredentialsProvider for EcsRole {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
