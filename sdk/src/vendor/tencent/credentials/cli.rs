//! Profiles of the command line tool.

use super::{AssumeRole, CvmRole};
use crate::runtime::credentials::source::{check_file_name, expiry, parse, read_text, text};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

/// A profile of `tccli`: `~/.tccli/<profile>.credential`, a JSON file that `tccli configure` writes. A profile with a
/// role assumes it; one of type `cvm-role` asks the metadata service. Keys that `tccli auth login` or `tccli sso`
/// fetched are used until they expire; only the tool fetches new ones.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct TccliProfile {
    name: Option<String>,
}

impl TccliProfile {
    /// The profile of `TCCLI_PROFILE`, else `default`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The profile `name`.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    async fn read(&self, context: &ProviderContext) -> Result<Credentials> {
        let environment = context.environment();
        let chosen = self.name.clone().or_else(|| environment.variable("TCCLI_PROFILE"));
        let name = chosen.as_deref().unwrap_or("default");
        check_file_name(name)?;
        let home = environment.home().ok_or_else(|| Error::no_credentials("there is no home folder"))?;
        let path = home.join(".tccli").join(format!("{name}.credential"));
        let file = path.display().to_string();
        let Some(contents) = read_text(&path).await? else {
            let message = format!("there is no {file}");
            // A profile that was chosen explicitly is not skipped.
            let is_asked_for = chosen.is_some();
            return Err(if is_asked_for {
                Error::credentials(message)
            } else {
                Error::no_credentials(message)
            });
        };
        let profile = parse(&file, contents.as_bytes())?;
        let kind = text(&profile, "type");
        if kind == Some("cvm-role") {
            return CvmRole::new().credentials(context).await;
        }
        let key = match (text(&profile, "secretId"), text(&profile, "secretKey")) {
            (Some(id), Some(secret)) => Credentials::new(id, secret),
            (None, None) => return Err(Error::no_credentials(format!("{file} holds no key"))),
            _ => {
                return Err(Error::credentials(format!(
                    "{file} holds one of `secretId` and `secretKey`, not both"
                )));
            }
        };
        let key = match text(&profile, "token") {
            Some(token) => key.with_token(token),
            None => key,
        };
        let key = match expiry(&file, &profile, "expiresAt")? {
            Some(end) if end <= context.now() => {
                let how = if kind == Some("sso") { "tccli sso login" } else { "tccli auth login" };
                return Err(Error::credentials(format!("the key in {file} has expired: run `{how}`")));
            }
            Some(end) => key.with_expiry(end),
            None => key,
        };
        match text(&profile, "role-arn") {
            Some(role) => {
                let mut assumed = AssumeRole::new(role, key);
                if let Some(name) = text(&profile, "role-session-name") {
                    assumed = assumed.session_name(name);
                }
                assumed.credentials(context).await
            }
            None => Ok(key),
        }
    }
}

impl CredentialsProvider for TccliProfile {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.read(context))
    }
}
