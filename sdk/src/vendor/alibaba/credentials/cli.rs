//! Profiles of the command line tool.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use super::{AssumeRole, EcsRole, ExternalCommand, OidcRole, PROFILE_VARIABLES};
use crate::runtime::credentials::source::{parse, read_text, text};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

/// The maximum length of a chain of profiles that each name the next, against cycles.
const DEEPEST: usize = 8;

/// A profile of the vendor's command line tool, `aliyun`: `~/.aliyun/config.json`.
///
/// Profiles of the modes AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn and External are supported.
/// CloudSSO and OAuth need the tool itself, which signs in with a browser; they are an error that names the mode.
/// `ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true` turns the source off.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct CliProfile {
    name: Option<String>,
    path: Option<PathBuf>,
}

impl CliProfile {
    /// The profile of `ALIBABA_CLOUD_PROFILE`, else the tool's current one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The profile `name`.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Reads this file instead of `~/.aliyun/config.json`.
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let environment = context.environment();
        if self.name.is_none() && environment.is_on("ALIBABA_CLOUD_CLI_PROFILE_DISABLED") {
            return Err(Error::no_credentials("off: ALIBABA_CLOUD_CLI_PROFILE_DISABLED is set"));
        }
        let path = match &self.path {
            Some(path) => path.clone(),
            None => environment
                .home()
                .map(|home| home.join(".aliyun/config.json"))
                .ok_or_else(|| Error::no_credentials("there is no home folder"))?,
        };
        let config = Config::read(&path).await?;
        let asked = environment.first(PROFILE_VARIABLES);
        let current = text(&config.json, "current").map(str::to_owned);
        let name = match (&self.name, asked, current) {
            (Some(name), ..) => name.clone(),
            // It may be a profile of the next source.
            (None, Some(name), _) if config.profile(&name).is_none() => {
                return Err(Error::no_credentials(format!("{} has no profile `{name}`", config.file)));
            }
            (None, Some(name), _) | (None, None, Some(name)) => name,
            (None, None, None) => "default".to_owned(),
        };
        config.source(&name, 0)?.credentials(context).await
    }
}

/// The tool's file.
struct Config {
    file: String,
    json: Json,
}

impl Config {
    async fn read(path: &Path) -> Result<Self> {
        let file = path.display().to_string();
        let contents =
            read_text(path).await?.ok_or_else(|| Error::no_credentials(format!("there is no {file}")))?;
        let json = parse(&file, contents.as_bytes())?;
        Ok(Self { file, json })
    }

    fn profile(&self, name: &str) -> Option<&Json> {
        let profiles = self.json.get("profiles")?.as_array()?;
        profiles.iter().find(|profile| text(profile, "name") == Some(name))
    }

    /// The source that a profile describes.
    fn source(&self, name: &str, depth: usize) -> Result<Box<dyn CredentialsProvider>> {
        let broken = |why: String| Error::credentials(format!("profile `{name}` of {}: {why}", self.file));
        let profile = self.profile(name).ok_or_else(|| broken("there is none".to_owned()))?;
        let mode = text(profile, "mode").unwrap_or("AK");
        let need = |key: &str| text(profile, key).ok_or_else(|| broken(format!("mode {mode} needs `{key}`")));
        let key = || {
            let id = need("access_key_id")?;
            need("access_key_secret").map(|secret| Credentials::new(id, secret))
        };
        Ok(match mode {
            // The tool leaves such a profile if it was never configured.
            "AK" if text(profile, "access_key_id").or(text(profile, "access_key_secret")).is_none() => {
                return Err(Error::no_credentials(format!("profile `{name}` of {} is empty", self.file)));
            }
            "AK" => Box::new(key()?),
            "StsToken" => Box::new(key()?.with_token(need("sts_token")?)),
            "RamRoleArn" => {
                let key = key()?;
                let key = match text(profile, "sts_token") {
                    Some(token) => key.with_token(token),
                    None => key,
                };
                Box::new(with_session(AssumeRole::new(need("ram_role_arn")?, key), profile))
            }
            "ChainableRamRoleArn" if depth >= DEEPEST => {
                return Err(broken("the profiles name each other in a circle".to_owned()));
            }
            "ChainableRamRoleArn" => {
                let source = self.source(need("source_profile")?, depth + 1)?;
                let source: Arc<dyn CredentialsProvider> = source.into();
                Box::new(with_session(AssumeRole::new(need("ram_role_arn")?, source), profile))
            }
            "EcsRamRole" => Box::new(match text(profile, "ram_role_name") {
                Some(role) => EcsRole::new().role(role),
                None => EcsRole::new(),
            }),
            "OIDC" => {
                let [provider, role, file] = ["oidc_provider_arn", "ram_role_arn", "oidc_token_file"];
                let mut oidc = OidcRole::new(need(provider)?, need(role)?, need(file)?);
                oidc.session.name = text(profile, "role_session_name")
                    .or(text(profile, "ram_session_name"))
                    .map(str::to_owned);
                oidc.session.duration = seconds(profile).unwrap_or(oidc.session.duration);
                oidc.session.policy = text(profile, "policy").map(str::to_owned);
                oidc.session.region = text(profile, "sts_region").map(str::to_owned);
                oidc.session.is_vpc = is_on(profile);
                Box::new(oidc)
            }
            "External" => Box::new(ExternalCommand::new(need("process_command")?)),
            "CloudSSO" | "OAuth" => {
                let message = format!(
                    "mode {mode} signs in with a browser and needs the vendor's CLI; use a profile of another \
                     mode, or one of mode External whose command asks the CLI"
                );
                return Err(broken(message));
            }
            other => return Err(broken(format!("mode {other:?} is not understood"))),
        })
    }
}

fn with_session(mut role: AssumeRole, profile: &Json) -> AssumeRole {
    if let Some(id) = text(profile, "external_id") {
        role = role.external_id(id);
    }
    let session = &mut role.session;
    session.name = text(profile, "ram_session_name").map(str::to_owned);
    session.duration = seconds(profile).unwrap_or(session.duration);
    session.policy = text(profile, "policy").map(str::to_owned);
    session.region = text(profile, "sts_region").map(str::to_owned);
    session.is_vpc = is_on(profile);
    role
}

fn seconds(profile: &Json) -> Option<Duration> {
    let seconds = profile.get("expired_seconds")?.as_u64()?;
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

fn is_on(profile: &Json) -> bool {
    profile.get("enable_vpc").and_then(Json::as_bool).unwrap_or_default()
}

impl CredentialsProvider for CliProfile {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
