//! The metadata services that vendors run beside their virtual machines.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};

use super::call::exchange;
use crate::runtime::credentials::ProviderContext;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::environment::MetadataService;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::mask::Mask;
use crate::runtime::protocol::secret_header_text;
use crate::runtime::response::RawResponse;
use crate::runtime::secret::Secret;
use crate::runtime::url::{self, GivenUrl};

/// How a caller wants the metadata service to be asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct MetadataSettings {
    pub(crate) endpoint: Option<GivenUrl>,
    pub(crate) timeout: Option<Duration>,
}

/// The metadata service of the machine that the program runs on.
pub(crate) struct Metadata<'a> {
    context: &'a ProviderContext,
    endpoint: Endpoint,
    timeout: Duration,
}

impl MetadataSettings {
    /// The service is on this machine and answers within milliseconds, or the program runs elsewhere and there is none.
    const TIMEOUT: Duration = Duration::from_secs(1);

    /// The service that was set, else the one that the environment names, else the vendor's.
    pub(crate) fn open<'a>(&self, context: &'a ProviderContext, vendors: &str) -> Result<Metadata<'a>> {
        let endpoint = match (&self.endpoint, context.environment().metadata_service()) {
            (Some(own), _) => own.as_str(),
            (None, MetadataService::At(url)) => url,
            (None, MetadataService::Vendors) => vendors,
            (None, MetadataService::Absent) => {
                return Err(Error::no_credentials("the environment is fixed and has no metadata service"));
            }
        };
        Ok(Metadata {
            context,
            endpoint: Endpoint::parse(endpoint)?,
            timeout: self.timeout.unwrap_or(Self::TIMEOUT),
        })
    }
}

impl Metadata<'_> {
    /// Asks for `path`. A service that cannot be reached means that the program runs elsewhere.
    pub(crate) async fn get(&self, path: &str, token: Option<(&str, &Secret)>) -> Result<RawResponse> {
        let mut request = Request::builder().method(Method::GET);
        if let Some((name, token)) = token {
            request = request.header(name, secret_header_text(name, token.expose())?);
        }
        self.send(request, path).await.map_err(|error| self.unreachable(error))
    }

    /// Gets the token that newer services want with every request. `None` when the service has none: it is an
    /// older one, or the response is lost on the way into a container.
    pub(crate) async fn token(&self, path: &str, lifetime: &str) -> Result<Option<Secret>> {
        let request = Request::builder().method(Method::PUT).header(lifetime, "21600");
        let answer = match self.send(request, path).await {
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::Timeout => return Ok(None),
            Err(error) => return Err(self.unreachable(error)),
        };
        let text = std::str::from_utf8(answer.body()).map(str::trim).unwrap_or_default();
        let is_token =
            answer.status() == 200 && !text.is_empty() && text.bytes().all(|c| c.is_ascii_graphic());
        Ok(is_token.then(|| Secret::from(text)))
    }

    /// The error for a response without what was asked for.
    pub(crate) fn refusal(&self, answer: &RawResponse, what: &str) -> Error {
        let (host, status) = (self.endpoint.authority(), answer.status());
        match status {
            404 => Error::no_credentials(format!("the metadata service {host} knows no {what}")),
            _ => Error::credentials(format!(
                "the metadata service {host} answered HTTP {status} for the {what}"
            )),
        }
    }

    async fn send(&self, request: http::request::Builder, path: &str) -> Result<RawResponse> {
        let url = url::join(&self.endpoint, path, "").map_err(Error::into_credentials)?;
        let request = request.uri(url).body(Bytes::new());
        let request = request.map_err(|error| {
            Error::credentials("the request to the metadata service cannot be written").with_source(error)
        })?;
        exchange(self.context, request, self.timeout, &Mask::default()).await
    }

    /// That no response comes means that the program runs elsewhere, not that something is broken.
    fn unreachable(&self, error: Error) -> Error {
        let why = match error.kind() {
            ErrorKind::Connect => "",
            ErrorKind::Timeout => ": it did not answer in time",
            _ => return error,
        };
        let message = format!("no metadata service at {}{why}", self.endpoint.authority());
        error.into_absence().with_message(message)
    }
}
