//! The SDKs' own profile file.

use std::path::PathBuf;

use super::IdTokenFederation;
use crate::runtime::credentials::source::{Ini, InlineComments, read_text};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

const VARIABLE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/// The name in the documentation, the one in the SDK's own chain, and those of services without regions.
const SECTIONS: [&str; 4] = ["basic", "basiccredentials", "global", "globalcredentials"];

/// The profile file of the vendor's SDKs: the INI file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names, else
/// `~/.huaweicloud/credentials`. The first of the sections `[basic]`, `[basiccredentials]`, `[global]` and
/// `[globalcredentials]` is used, with `ak`, `sk`, `security_token` and `project_id`, or with `idp_id`, `id_token_file`
/// and optionally `iam_endpoint`.
#[derive(Clone, Debug, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct CredentialsFile {
    path: Option<PathBuf>,
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

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let environment = context.environment();
        let named = self.path.clone().or_else(|| environment.variable(VARIABLE).map(PathBuf::from));
        let is_named = named.is_some();
        let path = named
            .or_else(|| environment.home().map(|home| home.join(".huaweicloud/credentials")))
            .ok_or_else(|| Error::no_credentials("there is no home folder"))?;
        let file = path.display().to_string();
        let Some(contents) = read_text(&path).await? else {
            let message = format!("there is no {file}");
            return Err(if is_named { Error::credentials(message) } else { Error::no_credentials(message) });
        };
        let ini = Ini::parse(&file, &contents, InlineComments::Kept)?;
        let section = SECTIONS.iter().find_map(|name| ini.section(name)).ok_or_else(|| {
            Error::credentials(format!("{file} has none of the sections {}", SECTIONS.join(", ")))
        })?;
        let key = match (section.get("idp_id"), section.get("id_token_file")) {
            (None, None) => {
                let key = Credentials::new(section.need("ak")?, section.need("sk")?);
                match section.get("security_token") {
                    Some(token) => key.with_token(token),
                    None => key,
                }
            }
            _ => {
                let federation =
                    IdTokenFederation::new(section.need("idp_id")?, section.need("id_token_file")?);
                let federation = match section.get("iam_endpoint") {
                    Some(endpoint) => federation.iam_endpoint(endpoint),
                    None => federation,
                };
                federation.credentials(context).await?
            }
        };
        Ok(match section.get("project_id") {
            Some(id) => key.with_project_id(id),
            None => key,
        })
    }
}

impl CredentialsProvider for CredentialsFile {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
