//! The SDKs' own profile file.

use std::path::PathBuf;

use super::{AssumeRole, EcsRole, OidcRole, PROFILE_VARIABLES};
use crate::runtime::credentials::source::{Ini, InlineComments, read_text};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

const VARIABLE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";

/// The profile file of the vendor's SDKs: the INI file that `ALIBABA_CLOUD_CREDENTIALS_FILE` names, else
/// `~/.alibabacloud/credentials.ini`. Sections have a `type`: `access_key`, `sts`, `ram_role_arn`, `oidc_role_arn` or
/// `ecs_ram_role`.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct CredentialsFile {
    path: Option<PathBuf>,
    profile: Option<String>,
}

impl CredentialsFile {
    /// The file that the vendor's SDKs read.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads this file.
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The section `name`; by default that of `ALIBABA_CLOUD_PROFILE`, else `default`.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        self.source(context).await?.credentials(context).await
    }

    async fn source(&self, context: &ProviderContext) -> Result<Box<dyn CredentialsProvider>> {
        let environment = context.environment();
        let named = self.path.clone().or_else(|| environment.variable(VARIABLE).map(PathBuf::from));
        let is_named = named.is_some();
        let path = named
            .or_else(|| environment.home().map(|home| home.join(".alibabacloud/credentials.ini")))
            .ok_or_else(|| Error::no_credentials("there is no home folder"))?;
        let file = path.display().to_string();
        let asked = self.profile.clone().or_else(|| environment.first(PROFILE_VARIABLES));
        // This is the last source of profiles: the next source might belong to another account.
        let absent = |message: String| {
            let is_asked = is_named || asked.is_some();
            if is_asked { Error::credentials(message) } else { Error::no_credentials(message) }
        };
        let name = asked.as_deref().unwrap_or("default");
        let Some(contents) = read_text(&path).await? else {
            return Err(absent(format!("there is no {file}, so no profile `{name}`")));
        };
        let ini = Ini::parse(&file, &contents, InlineComments::Removed)?;
        let section = ini.section(name).ok_or_else(|| absent(format!("{file} has no section [{name}]")))?;
        let key = || {
            let id = section.need("access_key_id")?;
            section.need("access_key_secret").map(|secret| Credentials::new(id, secret))
        };
        Ok(match section.need("type")? {
            "access_key" => Box::new(key()?),
            "sts" => Box::new(key()?.with_token(section.need("security_token")?)),
            "ram_role_arn" => {
                let mut role = AssumeRole::new(section.need("role_arn")?, key()?);
                role.session.name = section.get("role_session_name").map(str::to_owned);
                role.session.policy = section.get("policy").map(str::to_owned);
                Box::new(role)
            }
            "oidc_role_arn" => {
                let provider = section.need("oidc_provider_arn")?;
                let token_file = section.need("oidc_token_file_path")?;
                let mut role = OidcRole::new(provider, section.need("role_arn")?, token_file);
                role.session.name = section.get("role_session_name").map(str::to_owned);
                role.session.policy = section.get("policy").map(str::to_owned);
                Box::new(role)
            }
            "ecs_ram_role" => Box::new(match section.get("role_name") {
                Some(role) => EcsRole::new().role(role),
                None => EcsRole::new(),
            }),
            other => {
                let message = format!("{file}: [{name}] is of type {other:?}, which is not understood");
                return Err(Error::credentials(message));
            }
        })
    }
}

impl CredentialsProvider for CredentialsFile {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
