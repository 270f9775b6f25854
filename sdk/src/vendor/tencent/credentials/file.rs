//! The SDK's own profile file.

use std::path::{Path, PathBuf};

use crate::runtime::credentials::source::{Ini, InlineComments, read_text};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

/// The profile file of the vendor's SDKs: `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials`. An INI
/// file with `secret_id` and `secret_key` in the section `[default]`, and `token` for a temporary key.
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

    /// Reads this file only.
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    async fn read(&self, context: &ProviderContext) -> Result<Credentials> {
        let environment = context.environment();
        let paths: Vec<PathBuf> = match &self.path {
            Some(path) => vec![path.clone()],
            None => {
                let own = environment.home().map(|home| home.join(".tencentcloud/credentials"));
                let shared =
                    environment.system_folder().map(|folder| folder.join("tencentcloud/credentials"));
                own.into_iter().chain(shared).collect()
            }
        };
        for path in &paths {
            if let Some(text) = read_text(path).await? {
                return parse(path, &text);
            }
        }
        let missing: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        Err(match (&self.path, missing.is_empty()) {
            (Some(path), _) => Error::credentials(format!("{} does not exist", path.display())),
            (None, true) => Error::no_credentials("there is no home folder"),
            (None, false) => Error::no_credentials(format!("there is no {}", missing.join(" and no "))),
        })
    }
}

fn parse(path: &Path, text: &str) -> Result<Credentials> {
    let file = path.display().to_string();
    let ini = Ini::parse(&file, text, InlineComments::Kept)?;
    let section = ini
        .section("default")
        .ok_or_else(|| Error::credentials(format!("{file} has no section [default]")))?;
    let credentials = Credentials::new(section.need("secret_id")?, section.need("secret_key")?);
    Ok(match section.get("token") {
        Some(token) => credentials.with_token(token),
        None => credentials,
    })
}

impl CredentialsProvider for CredentialsFile {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.read(context))
    }
}
