//! Keys in environment variables.

use super::sts::AssumeRole;
use crate::runtime::credentials::source::KeyVariables;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, ProviderContext, Result};

/// The names of id and secret are those of the SDK; each tool has its own name for the token: `tccli`, the Node.js SDK,
/// Terraform.
const KEYS: &[KeyVariables] = &[KeyVariables {
    id: "TENCENTCLOUD_SECRET_ID",
    secret: "TENCENTCLOUD_SECRET_KEY",
    tokens: &["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"],
}];

/// Keys in the environment: `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`; with a temporary key
/// `TENCENTCLOUD_TOKEN` (or `TENCENTCLOUD_SESSION_TOKEN`, `TENCENTCLOUD_SECURITY_TOKEN`).
///
/// With `TENCENTCLOUD_ROLE_ARN` the key assumes that role, as `tccli` does, under the name of
/// `TENCENTCLOUD_ROLE_SESSION_NAME`.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct EnvironmentVariables(());

impl EnvironmentVariables {
    /// Reads the variables each time it is asked.
    pub fn new() -> Self {
        Self::default()
    }
}

impl CredentialsProvider for EnvironmentVariables {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async move {
            let environment = context.environment();
            let key = KeyVariables::read(KEYS, environment)?;
            let Some(role) = environment.variable("TENCENTCLOUD_ROLE_ARN") else { return Ok(key) };
            let mut assumed = AssumeRole::new(role, key);
            if let Some(name) = environment.variable("TENCENTCLOUD_ROLE_SESSION_NAME") {
                assumed = assumed.session_name(name);
            }
            assumed.credentials(context).await
        })
    }
}
