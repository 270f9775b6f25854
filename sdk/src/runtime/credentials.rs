//! Keys, and where they come from.

use std::fmt;
use std::sync::Arc;

use super::environment::Environment;
use super::error::{Error, ErrorKind, Result};
use super::secret::Secret;
use super::transport::BoxFuture;

/// An access key: an id, its secret and, for temporary keys, a token.
///
/// ```
/// use clouddb::Credentials;
///
/// let permanent = Credentials::new("AKIDfake0001", "fakeSecret0001");
/// let temporary = Credentials::new("AKIDfake0002", "fakeSecret0002").with_token("fakeToken0002");
/// assert!(!format!("{temporary:?}").contains("fakeToken"));
/// # let _ = permanent;
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    access_key_id: String,
    access_key_secret: Secret,
    security_token: Option<Secret>,
}

impl Credentials {
    /// A permanent key. Tencent calls the two secret id and secret key, Huawei AK and SK.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<Secret>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            access_key_secret: access_key_secret.into(),
            security_token: None,
        }
    }

    /// Adds the token of a temporary key.
    pub fn with_token(mut self, security_token: impl Into<Secret>) -> Self {
        self.security_token = Some(security_token.into());
        self
    }

    /// The id, which is sent with each request and is no secret.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret, which signs and is never sent.
    pub fn access_key_secret(&self) -> &Secret {
        &self.access_key_secret
    }

    /// The token of a temporary key.
    pub fn security_token(&self) -> Option<&Secret> {
        self.security_token.as_ref()
    }

    /// Refuses keys that cannot be right: they would fail at the vendor with a puzzling message, or not
    /// fit into a header at all.
    pub(crate) fn check(&self) -> Result<()> {
        let printable = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_graphic());
        let fault = if !printable(&self.access_key_id) {
            "the access key id"
        } else if !printable(self.access_key_secret.expose()) {
            "the access key secret"
        } else if self.security_token.as_ref().is_some_and(|token| !printable(token.expose())) {
            "the security token"
        } else {
            return Ok(());
        };
        Err(Error::new(
            ErrorKind::Credentials,
            format!("{fault} is empty or holds blanks or other characters that no key has"),
        ))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("access_key_secret", &self.access_key_secret)
            .field("security_token", &self.security_token)
            .finish()
    }
}

/// Where credentials come from; asked before each attempt.
pub trait CredentialsProvider: fmt::Debug + Send + Sync {
    /// The credentials to sign with now.
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials>>;
}

impl CredentialsProvider for Credentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// Names of the environment variables that hold a vendor's credentials; the first that is set counts.
#[derive(Clone, Copy, Debug)]
pub struct CredentialVariables {
    /// The id.
    pub access_key_id: &'static [&'static str],
    /// The secret.
    pub access_key_secret: &'static [&'static str],
    /// The token of a temporary key.
    pub security_token: &'static [&'static str],
}

/// Credentials out of environment variables, read anew each time.
#[derive(Clone, Debug)]
pub(crate) struct EnvironmentCredentials {
    environment: Environment,
    variables: CredentialVariables,
}

impl EnvironmentCredentials {
    pub(crate) fn provider(
        environment: Environment,
        variables: CredentialVariables,
    ) -> Arc<dyn CredentialsProvider> {
        Arc::new(Self { environment, variables })
    }

    fn read(&self) -> Result<Credentials> {
        let variables = &self.variables;
        let id = self.environment.first(variables.access_key_id);
        let secret = self.environment.first(variables.access_key_secret);
        let (Some(id), Some(secret)) = (id, secret) else {
            return Err(Error::new(
                ErrorKind::Credentials,
                format!(
                    "no credentials: set `credentials` on the configuration, or the environment variables {} and {}",
                    variables.access_key_id.join(" or "),
                    variables.access_key_secret.join(" or "),
                ),
            ));
        };
        let credentials = Credentials::new(id, secret);
        Ok(match self.environment.first(variables.security_token) {
            Some(token) => credentials.with_token(token),
            None => credentials,
        })
    }
}

impl CredentialsProvider for EnvironmentCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials>> {
        Box::pin(std::future::ready(self.read()))
    }
}
