//! A URL that returns keys.

use bytes::Bytes;
use http::Request;

use super::answer;
use crate::runtime::credentials::source::{CALL_TIMEOUT, exchange, parse, parse_url};
use crate::runtime::mask::Mask;
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

const VARIABLE: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";
/// A service of your own, often on the same machine, that responds to a GET with a temporary key in the form of the
/// metadata service: `{"Code": "Success", "AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration"}`.
#[derive(Clone, Default)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct CredentialsUri {
    url: Option<String>,
}

impl CredentialsUri {
    /// Calls `url`, which starts with `https://` or, on the same machine, `http://`.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: Some(url.into()) }
    }

    /// Calls the URL of `ALIBABA_CLOUD_CREDENTIALS_URI`.
    pub fn from_environment() -> Self {
        Self::default()
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let url = self.url.clone().or_else(|| context.environment().variable(VARIABLE));
        let url = url.ok_or_else(|| Error::no_credentials(format!("{VARIABLE} is not set")))?;
        let what = if self.url.is_some() { "the credentials URI" } else { VARIABLE };
        let request = Request::get(parse_url(what, &url)?).body(Bytes::new());
        let request = request.map_err(|error| {
            Error::credentials(format!("{what} is no http or https URL")).with_source(error)
        })?;
        // The URL is as secret as a token.
        let secrets = Mask::default().with(&url);
        let answer =
            exchange(context, request, CALL_TIMEOUT, &secrets).await.map_err(Error::into_credentials)?;
        if answer.status() != 200 {
            return Err(Error::credentials(format!("it answered HTTP {}", answer.status())));
        }
        let what = "the response of the credentials URI";
        answer::read(what, &parse(what, answer.body())?).map_err(|error| secrets.error(error))
    }
}

impl std::fmt::Debug for CredentialsUri {
    /// Without the URL: it may contain a token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.url.is_some() { "CredentialsUri(***)" } else { "CredentialsUri(environment)" })
    }
}

impl CredentialsProvider for CredentialsUri {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
