//! Keys, and where they come from.
//!
//! ```text
//! CredentialsProvider   one source: explicit keys, the environment, a file, a metadata service, STS
//! chain                 several sources, asked in order
//! cache                 what a client asks: refreshes before keys expire, once however many calls wait
//! flight                one piece of work for all who wait for it
//! source                what the vendors' sources share: files, metadata services, calls
//! ```

mod cache;
mod chain;
mod context;
mod flight;
// Each vendor uses a part of it.
#[cfg_attr(
    not(all(feature = "tencent", feature = "alibaba", feature = "huawei")),
    allow(dead_code, unused_imports)
)]
pub(crate) mod source;

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::error::{Error, Result};
use super::secret::Secret;
use super::transport::BoxFuture;

pub use cache::CachedCredentials;
pub use chain::CredentialsChain;
pub use context::ProviderContext;

#[cfg(feature = "huawei")]
pub(crate) use flight::SingleFlight;

/// An access key: an id, its secret and, for temporary keys, a token and an expiry.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use clouddb::Credentials;
///
/// let permanent = Credentials::new("AKIDfake0001", "fakeSecret0001");
/// let temporary = Credentials::new("AKIDfake0002", "fakeSecret0002")
///     .with_token("fakeToken0002")
///     .with_expiry(SystemTime::now() + Duration::from_secs(3600));
/// assert!(!format!("{temporary:?}").contains("fakeToken"));
/// # let _ = permanent;
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    access_key_id: String,
    access_key_secret: Secret,
    security_token: Option<Secret>,
    expires_at: Option<SystemTime>,
    project_id: Option<String>,
}

impl Credentials {
    /// A permanent key. Tencent calls them secret id and secret key, Huawei AK and SK.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<Secret>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            access_key_secret: access_key_secret.into(),
            security_token: None,
            expires_at: None,
            project_id: None,
        }
    }

    /// Adds the token of a temporary key.
    #[must_use = "it returns other credentials"]
    pub fn with_token(mut self, security_token: impl Into<Secret>) -> Self {
        self.security_token = Some(security_token.into());
        self
    }

    /// Sets the expiry. A client asks its provider for the next key some time before.
    #[must_use = "it returns other credentials"]
    pub fn with_expiry(mut self, expires_at: SystemTime) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// Sets the project of calls with this key, for vendors with projects (Huawei Cloud) if the configuration sets
    /// none.
    #[must_use = "it returns other credentials"]
    pub fn with_project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
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

    /// The expiry; `None` if the key is permanent or the expiry unknown.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The project of calls with this key, if its source sets one.
    pub fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    /// Whether `other` is the same key; its expiry may differ.
    pub(crate) fn is_same_key(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id
            && self.access_key_secret == other.access_key_secret
            && self.security_token == other.security_token
    }

    /// Refuses malformed keys: they would fail at the vendor with an unclear message, or not fit into a header.
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
        Err(Error::credentials(format!(
            "{fault} is empty or holds blanks or other characters that no key has"
        )))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("access_key_secret", &self.access_key_secret)
            .field("security_token", &self.security_token)
            .field("expires_at", &self.expires_at)
            .field("project_id", &self.project_id)
            .finish()
    }
}

/// A source of credentials.
///
/// A client uses a [cache](CachedCredentials): it calls the provider for the first key, some time before the present
/// key expires, and never twice at once. So a provider need not cache. Keys without an expiry are fetched again every 5
/// minutes, so that a rotated key is noticed.
///
/// Return [`Error::no_credentials`] if the source is not configured, so that a [chain](CredentialsChain) continues with
/// the next source, and [`Error::credentials`] if the source fails.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use clouddb::BoxFuture;
/// use clouddb::{Credentials, CredentialsProvider, Error, ProviderContext};
///
/// /// Keys that some other part of the program is trusted with.
/// #[derive(Debug)]
/// struct Vault;
///
/// impl CredentialsProvider for Vault {
///     fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials, Error>> {
///         Box::pin(async move {
///             let key = Credentials::new("AKIDfake0003", "fakeSecret0003").with_token("fakeToken0003");
///             Ok(key.with_expiry(SystemTime::now() + Duration::from_secs(900)))
///         })
///     }
/// }
/// ```
pub trait CredentialsProvider: fmt::Debug + Send + Sync {
    /// The credentials to sign with now. The context has the HTTP stack, the clock and the environment that the
    /// client was given.
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>>;
}

impl CredentialsProvider for Credentials {
    fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<P: CredentialsProvider + ?Sized> CredentialsProvider for Arc<P> {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        (**self).credentials(context)
    }
}
