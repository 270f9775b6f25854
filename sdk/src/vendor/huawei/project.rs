//! Looks up the project of a region at IAM if none is configured.
//!
//! Source: <https://support.huaweicloud.com/intl/en-us/api-iam/iam_06_0001.html>.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Request;
use serde_json::Value as Json;

use super::Huawei;
use crate::runtime::credentials::SingleFlight;
use crate::runtime::credentials::source::{CALL_TIMEOUT, exchange, parse, text};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::lock::lock;
use crate::runtime::mask::{self, Mask};
use crate::runtime::protocol::{Caller, Protocol, Signing};
use crate::runtime::url;
use crate::runtime::{
    BoxFuture, Credentials, Endpoints, Error, ErrorKind, ProviderContext, ProviderInfo, RawResponse, Result,
    ServiceInfo,
};

const GLOBAL: &str = "iam.myhuaweicloud.com";

/// The regions whose IAM has a host of its own; the others share one.
const REGIONAL: [&str; 27] = [
    "ae-ad-1",
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-2",
    "cn-east-3",
    "cn-east-4",
    "cn-east-5",
    "cn-north-1",
    "cn-north-12",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-south-1",
    "cn-south-2",
    "cn-southwest-2",
    "eu-west-0",
    "la-north-2",
    "la-south-2",
    "me-east-1",
    "my-kualalumpur-1",
    "na-mexico-1",
    "ru-moscow-1",
    "sa-brazil-1",
    "tr-west-1",
];

static IAM: ServiceInfo = ServiceInfo {
    provider: &ProviderInfo { name: "huawei", title: "Huawei Cloud", rules: &[] },
    name: "iam",
    title: "Identity and Access Management",
    version: "v3",
    endpoints: Endpoints { host: GLOBAL, sites: &[], networks: &[], regions: &[] },
    errors: &[],
};

/// The result of the lookup. The clients of a configuration, which has one region, share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookup(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// The project, and the key that it was found with: another key may be another account's.
    found: Mutex<Option<(String, String)>>,
    flight: SingleFlight<String>,
}

impl Huawei {
    /// The project of the caller's calls: that of its key, else that of the region.
    pub(super) async fn find_project(&self, caller: &Caller<'_>) -> Result<String> {
        if let Some(id) = caller.credentials.project_id() {
            return Ok(id.to_owned());
        }
        let shared = &self.lookup.0;
        let ticket = shared.flight.ticket();
        if let Some(id) = shared.found(caller.credentials) {
            return Ok(id);
        }
        let region =
            caller.context.region().ok_or_else(|| unknown("there is no region to look it up for"))?;
        let endpoint = match &self.iam_endpoint {
            Some(endpoint) => Endpoint::parse(endpoint.as_str())?,
            None if REGIONAL.contains(&region) => {
                Endpoint::parse(&format!("iam.{region}.myhuaweicloud.com"))?
            }
            None => Endpoint::parse(GLOBAL)?,
        };
        let start = || -> BoxFuture<'static, Result<String>> {
            let (shared, context) = (shared.clone(), caller.context.clone());
            let (key, endpoint, region) = (caller.credentials.clone(), endpoint.clone(), region.to_owned());
            Box::pin(async move {
                let id = ask(&context, &key, &endpoint, &region).await?;
                let found = (key.access_key_id().to_owned(), id.clone());
                *lock(&shared.found) = Some(found);
                Ok(id)
            })
        };
        shared.flight.join(ticket, 2 * CALL_TIMEOUT, &start).await
    }
}

impl Shared {
    fn found(&self, key: &Credentials) -> Option<String> {
        let found = lock(&self.found);
        found.as_ref().filter(|(id, _)| id == key.access_key_id()).map(|(_, project)| project.clone())
    }
}

/// The error that the project is unknown, with the reason and a remedy.
pub(super) fn unknown(why: &str) -> Error {
    Error::config(format!(
        "the project id is not known: {why}; set `project_id` on the configuration, or the environment variable \
         HUAWEICLOUD_SDK_PROJECT_ID"
    ))
}

/// Calls IAM once: the response, and the secrets that no error may show.
async fn question(
    context: &ProviderContext,
    key: &Credentials,
    endpoint: &Endpoint,
    region: &str,
) -> Result<(RawResponse, Mask)> {
    let mut request = Request::new(Bytes::new());
    *request.uri_mut() = url::join(endpoint, "/v3/projects", &format!("name={region}"))?;
    let (time, nonce) = (context.now(), context.clock().nonce());
    let signing = Signing { service: &IAM, credentials: key, time, nonce };
    Huawei::default().sign(&mut request, &signing)?;
    let secrets = Mask::default().with_key(key).with_headers(&mask::sensitive(request.headers()));
    let answer = exchange(context, request, CALL_TIMEOUT, &secrets).await.map_err(|error| {
        let why = unknown(&format!("IAM: {}", error.message()));
        error.with_message(why.message())
    })?;
    Ok((answer, secrets))
}

async fn ask(
    context: &ProviderContext,
    key: &Credentials,
    endpoint: &Endpoint,
    region: &str,
) -> Result<String> {
    let host = endpoint.authority();
    let signed_with = context.skew().seconds();
    let mut answered = question(context, key, endpoint, region).await;
    let again = match &answered {
        // The lookup changes nothing, so it can be retried.
        Err(_) => true,
        Ok((answer, _)) if answer.status() >= 500 => true,
        Ok((answer, _)) => {
            answer.status() == 401
                && context.skew().learn(answer.headers(), context.clock().now(), signed_with)
        }
    };
    if again {
        answered = question(context, key, endpoint, region).await;
    }
    let (answer, secrets) = answered?;
    if answer.status() != 200 {
        let failure = Huawei::default().failure(&answer);
        let said =
            failure.map(|failure| format!(" {}: {}", failure.code, failure.message)).unwrap_or_default();
        let status = answer.status();
        let why = format!("IAM ({host}) answered HTTP {status}{said}{}", trace(&answer));
        let kind = if status >= 500 { ErrorKind::Http } else { ErrorKind::Config };
        return Err(secrets.error(Error::new(kind, unknown(&why).message())));
    }
    let json = parse("the response of IAM", answer.body())?;
    let projects = json.get("projects").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let ids: Vec<&str> = projects.iter().filter_map(|project| text(project, "id")).collect();
    match ids[..] {
        [id] => Ok(id.to_owned()),
        [] => Err(unknown(&format!("IAM ({host}) knows no project `{region}`{}", trace(&answer)))),
        _ => Err(unknown(&format!("IAM ({host}) knows several projects `{region}`: {}", ids.join(", ")))),
    }
}

/// IAM's request id, for a support ticket.
fn trace(answer: &RawResponse) -> String {
    answer.header("x-iam-trace-id").map(|id| format!(", trace id {id}")).unwrap_or_default()
}
