//! Temporary keys from IAM, for the token of an identity provider.
//!
//! Two steps, as in the vendor's SDK: an unscoped token for the identity token, a temporary key for that.

use std::path::PathBuf;

use http::Request;
use serde_json::json;

use super::IAM_ENDPOINT_VARIABLE;
use super::answer::{self, IAM};
use crate::runtime::credentials::source::read_token;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::url::{self, GivenUrl};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result, Secret};

const HOST: &str = "iam.myhuaweicloud.com";
const JSON: &str = "application/json;charset=UTF-8";

/// Lifetime of the key: 6 hours, as in the vendor's SDK.
const SECONDS: u32 = 21600;

/// Exchanges the token of an identity provider that the account trusts for a temporary key, at IAM.
#[derive(Clone, Debug)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct IdTokenFederation {
    idp_id: String,
    token_file: PathBuf,
    endpoint: Option<GivenUrl>,
}

impl IdTokenFederation {
    /// Exchanges the token in `token_file` issued by the identity provider `idp_id`. The file is read each time,
    /// because tokens in files are replaced.
    pub fn new(idp_id: impl Into<String>, token_file: impl Into<PathBuf>) -> Self {
        Self { idp_id: idp_id.into(), token_file: token_file.into(), endpoint: None }
    }

    /// The IAM endpoint; by default `HUAWEICLOUD_SDK_IAM_ENDPOINT`, else `iam.myhuaweicloud.com`.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(GivenUrl::from(endpoint));
        self
    }

    async fn ask(&self, context: &ProviderContext) -> Result<Credentials> {
        let endpoint = self
            .endpoint
            .clone()
            .or_else(|| context.environment().variable(IAM_ENDPOINT_VARIABLE).map(GivenUrl::from));
        let endpoint = Endpoint::parse(endpoint.as_ref().map_or(HOST, GivenUrl::as_str))?;
        let id_token = read_token(&self.token_file).await?;
        let request = Request::builder()
            .uri(url::join(&endpoint, "/v3.0/OS-AUTH/id-token/tokens", "")?)
            .header("x-idp-id", &self.idp_id)
            .header("content-type", JSON);
        let body = json!({"auth": {"id_token": {"id": id_token.expose()}}});
        let (answer, _) = answer::ask(context, request, &body, id_token.expose()).await?;
        let token = answer.header("x-subject-token").map(Secret::from);
        let token = token.ok_or_else(|| Error::credentials("IAM answered without X-Subject-Token"))?;

        let request = Request::builder()
            .uri(url::join(&endpoint, "/v3.0/OS-CREDENTIAL/securitytokens", "")?)
            .header("content-type", JSON);
        let body = json!({"auth": {"identity": {
            "methods": ["token"],
            "token": {"id": token.expose(), "duration_seconds": SECONDS},
        }}});
        let (_, json) = answer::ask(context, request, &body, token.expose()).await?;
        answer::read("the response of IAM", &json["credential"], &IAM)
    }
}

impl CredentialsProvider for IdTokenFederation {
    fn credentials<'a>(&'a self, context: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.ask(context))
    }
}
