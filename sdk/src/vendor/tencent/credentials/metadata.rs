//! The role of a virtual machine.
//!
//! Source: <https://www.tencentcloud.com/document/product/213/4934>.

use std::time::Duration;

use crate::runtime::credentials::source::{Metadata, MetadataSettings, check_file_name, expiry, parse, text};
use crate::runtime::url::GivenUrl;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

const SERVICE: &str = "http://metadata.tencentyun.com";
const PATH: &str = "/latest/meta-data/cam/security-credentials/";

/// The role that is bound to the virtual machine (CVM) that the program runs on, from the machine's metadata service.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct CvmRole {
    role: Option<String>,
    metadata: MetadataSettings,
}

impl CvmRole {
    /// The role that the machine has.
    pub fn new() -> Self {
        Self::default()
    }

    /// The role `name`, without a request for the name.
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
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
        let service = self.metadata.open(context, SERVICE)?;
        let role = match &self.role {
            Some(role) => role.clone(),
            None => found_role(&service).await?,
        };
        check_file_name(&role)?;
        let answer = service.get(&format!("{PATH}{role}"), None).await?;
        if answer.status() != 200 {
            return Err(service.refusal(&answer, "role"));
        }
        let what = "the metadata service's answer";
        let json = parse(what, answer.body())?;
        if let Some(code) = text(&json, "Code").filter(|code| *code != "Success") {
            return Err(Error::credentials(format!("{what} says {code}")));
        }
        let member =
            |name| text(&json, name).ok_or_else(|| Error::credentials(format!("{what} has no `{name}`")));
        let key =
            Credentials::new(member("TmpSecretId")?, member("TmpSecretKey")?).with_token(member("Token")?);
        Ok(match expiry(what, &json, "ExpiredTime")? {
            Some(end) => key.with_expiry(end),
            None => key,
        })
    }
}

async fn found_role(service: &Metadata<'_>) -> Result<String> {
    let answer = service.get(PATH, None).await?;
    if answer.status() != 200 {
        return Err(service.refusal(&answer, "role"));
    }
    let text = String::from_utf8_lossy(answer.body());
    let role = text.lines().next().map(str::trim).filter(|role| !role.is_empty());
    role.map(str::to_owned).ok_or_else(|| Error::no_credentials("the machine has no role"))
}

impl CredentialsProvider for CvmRole {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
