//! Several sources of credentials, asked in order.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Credentials, CredentialsProvider, ProviderContext};
use crate::runtime::error::{Error, Result};
use crate::runtime::transport::BoxFuture;

/// Several sources of credentials, asked in order until one has credentials.
///
/// A source that is not configured is skipped. A source that is configured but fails ends the chain with its error,
/// because the next one might belong to another account. If no source has credentials, the error lists each with its
/// reason, and its [`source`](std::error::Error::source) is the cause of the last one that has a cause.
///
/// ```
/// use clouddb::{Credentials, CredentialsChain};
///
/// let chain = CredentialsChain::new().then("built in", Credentials::new("AKIDfake0001", "fakeSecret0001"));
/// # let _ = chain;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "credentials have no effect until they are passed to a configuration"]
pub struct CredentialsChain {
    sources: Vec<(Cow<'static, str>, Arc<dyn CredentialsProvider>)>,
}

impl CredentialsChain {
    /// A chain without sources.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `source` at the end. Errors show `name`.
    pub fn then(
        mut self,
        name: impl Into<Cow<'static, str>>,
        source: impl CredentialsProvider + 'static,
    ) -> Self {
        self.sources.push((name.into(), Arc::new(source)));
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let mut reasons = Vec::new();
        let mut nothing = Error::no_credentials("");
        for (name, source) in &self.sources {
            let asked = source.credentials(context).await;
            match asked.and_then(|credentials| credentials.check().map(|()| credentials)) {
                Ok(credentials) => {
                    tracing::debug!(source = %name, access_key_id = credentials.access_key_id(), "credentials");
                    return Ok(credentials);
                }
                Err(error) if error.is_absence() => {
                    reasons.push(format!("{name}: {}", error.message()));
                    nothing = nothing.with_source_of(&error);
                }
                Err(error) => {
                    reasons.push(format!("{name}: {}", error.message()));
                    return Err(error.into_credentials().with_message(reasons.join("; ")));
                }
            }
        }
        Err(nothing.with_message(format!(
            "no source has any: set `credentials` on the configuration, or one of these up: {}",
            reasons.join("; ")
        )))
    }
}

impl CredentialsProvider for CredentialsChain {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
