//! Calls without a spec, for an operation that has none yet, or a parameter that its spec lacks.

mod deserialize;
mod pages;

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use serde_json::Value as Json;

use super::endpoint::Endpoints;
use super::error::{Error, ErrorKind, Result};
use super::operation::{Access, Method, OperationInfo, ProviderInfo, ServiceInfo};
use super::parameter::Parameter;
use super::protocol::Outgoing;
use super::send::is_connections;
use super::table::Place;

pub use pages::{UntypedItems, UntypedPages, UntypedPagination};

/// A request of an operation by its name, with JSON parameters.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::tencent::mongodb::Client) -> Result<(), clouddb::Error> {
/// use clouddb::UntypedRequest;
///
/// let request = UntypedRequest::action("DescribeDBInstances").body("Limit", 10).read_only();
/// let response = client.untyped(&request).await?;
/// println!("{}", response.json()?["TotalCount"]);
/// # Ok(())
/// # }
/// ```
///
/// The response is read as JSON ([`RawResponse::json`](super::RawResponse::json)) or into a type of your own
/// ([`RawResponse::deserialize`](super::RawResponse::deserialize)). A list in pages is read with the client's `untyped_pages`.
///
/// # Where parameters are sent
///
/// | vendor | request | place |
/// |---|---|---|
/// | Tencent Cloud | POST | [`body`](Self::body) |
/// | Tencent Cloud | GET | [`query`](Self::query) |
/// | Alibaba Cloud | all | [`query`](Self::query), some operations [`body`](Self::body) |
/// | Huawei Cloud | all | [`path`](Self::path), [`query`](Self::query) and [`body`](Self::body), as the operation's page says |
///
/// A value that was set is never dropped. If the vendor's protocol cannot carry it, the call fails with an error of
/// kind [`InvalidRequest`](ErrorKind::InvalidRequest) before anything is sent:
///
/// - a parameter in a place that the request does not have, such as a query of a Tencent POST;
/// - a parameter of the path that the path does not name, and a `{parameter}` of the path that has no value;
/// - the same name twice, if the service would use only one of the two. Give a list for several values. Only Huawei
///   accepts a name more than once in the query, and the same name in different places;
/// - null in a path, or inside a list of a query or form. A parameter that is null is unset, and null in a JSON body is
///   sent;
/// - parameters of the body together with [`raw_body`](Self::raw_body);
/// - a header that the client sets itself, to another value.
#[derive(Clone)]
#[must_use = "a request is not sent until it is passed to a client"]
pub struct UntypedRequest {
    operation: String,
    method: Method,
    path: String,
    access: Access,
    parameters: Vec<(Place, String, Json)>,
    body: Option<Bytes>,
    headers: HeaderMap,
    header_fault: Option<String>,
}

impl UntypedRequest {
    /// An action of an RPC service, Tencent's or Alibaba's: a POST to `/`.
    ///
    /// ```
    /// use clouddb::UntypedRequest;
    ///
    /// let request = UntypedRequest::action("DescribeDBInstances");
    /// # let _ = request;
    /// ```
    pub fn action(name: impl Into<String>) -> Self {
        Self::rest(Method::Post, "/", name)
    }

    /// A REST operation. Each `{parameter}` of `path` is filled in by [`path`](Self::path); Huawei's `{project_id}` by
    /// the client. `name` is for errors and traces; only Alibaba sends it, as the operation.
    ///
    /// ```
    /// use clouddb::{Method, UntypedRequest};
    ///
    /// let path = "/v3/{project_id}/instances/{instance_id}/slow-logs";
    /// let request = UntypedRequest::rest(Method::Post, path, "ListSlowLogs").path("instance_id", "in02");
    /// # let _ = request;
    /// ```
    pub fn rest(method: Method, path: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            operation: name.into(),
            method,
            path: path.into(),
            access: Access::Write,
            parameters: Vec::new(),
            body: None,
            headers: HeaderMap::new(),
            header_fault: None,
        }
    }

    /// Declares that the operation changes nothing, so that transient failures are retried.
    ///
    /// ```
    /// # use clouddb::UntypedRequest;
    /// let request = UntypedRequest::action("DescribeDBInstances").read_only();
    /// # let _ = request;
    /// ```
    pub fn read_only(mut self) -> Self {
        self.access = Access::Read;
        self
    }

    /// Uses another HTTP method.
    ///
    /// ```
    /// # use clouddb::{Method, UntypedRequest};
    /// let request = UntypedRequest::action("DescribeGlobalSecurityIPGroup").method(Method::Get);
    /// # let _ = request;
    /// ```
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    fn with(mut self, place: Place, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameters.push((place, name.into(), value.into()));
        self
    }

    /// Adds a parameter of the body: a member of a JSON object for Tencent and Huawei, of a form for Alibaba, with the
    /// same rules as [`query`](Self::query).
    ///
    /// ```
    /// # use clouddb::UntypedRequest;
    /// use clouddb::__private::serde_json::json;
    ///
    /// let request = UntypedRequest::action("DescribeDBInstances").body("Limit", 10).body("InstanceIds", json!(["cmgo-1"]));
    /// # let _ = request;
    /// ```
    pub fn body(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(Place::Body, name, value)
    }

    /// Adds a parameter of the query. Null means unset; lists and objects are written as the vendor writes them. A
    /// query cannot express an empty list or object, nor null inside a list: the call fails before anything is sent.
    ///
    /// ```
    /// # use clouddb::UntypedRequest;
    /// let request = UntypedRequest::action("DescribeDBInstances").query("RegionId", "cn-hangzhou").query("PageSize", 30);
    /// # let _ = request;
    /// ```
    pub fn query(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(Place::Query, name, value)
    }

    /// Fills in a `{parameter}` of the path, as one segment: text, a number or a boolean.
    ///
    /// ```
    /// # use clouddb::{Method, UntypedRequest};
    /// let request = UntypedRequest::rest(Method::Get, "/v3/{project_id}/jobs/{id}", "ShowJob").path("id", "job01");
    /// # let _ = request;
    /// ```
    pub fn path(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(Place::Path, name, value)
    }

    /// Sends `bytes` as the body, unchanged; set a `content-type` as well.
    ///
    /// ```
    /// # use clouddb::{Method, UntypedRequest};
    /// let request = UntypedRequest::rest(Method::Post, "/v3/{project_id}/scripts", "UploadScript")
    ///     .raw_body("db.stats()")
    ///     .header("content-type", "text/plain");
    /// # let _ = request;
    /// ```
    pub fn raw_body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.body = Some(bytes.into());
        self
    }

    /// Adds a header. Blanks at the ends of its value are clamped. One that cannot be sent is an error of the call.
    ///
    /// ```
    /// # use clouddb::UntypedRequest;
    /// let request = UntypedRequest::action("DescribeDBInstances").header("x-tc-traceid", "nightly-0001");
    /// # let _ = request;
    /// ```
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let pair = name.parse::<HeaderName>().ok().zip(HeaderValue::from_bytes(value.trim().as_bytes()).ok());
        match pair {
            Some((name, _)) if is_connections(&name) => {
                self.header_fault = Some(format!("the header {name:?} is set by the client itself"));
            }
            Some((name, value)) => {
                self.headers.append(name, value);
            }
            None => self.header_fault = Some(format!("the header {name:?} cannot be sent")),
        }
        self
    }

    pub(crate) fn operation(&self) -> &str {
        &self.operation
    }

    pub(crate) fn access_ref(&self) -> Access {
        self.access
    }

    pub(crate) fn http_method(&self) -> Method {
        self.method
    }

    /// The request for a protocol.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] for a header that cannot be sent.
    pub(crate) fn outgoing<'a>(
        &'a self,
        service: &'a ServiceInfo,
        region: Option<&'a str>,
    ) -> Result<Outgoing<'a>> {
        if let Some(fault) = &self.header_fault {
            return Err(Error::new(ErrorKind::InvalidRequest, fault));
        }
        let set = self.parameters.iter();
        Ok(Outgoing {
            service,
            operation: &self.operation,
            method: self.method,
            path: &self.path,
            parameters: set.map(|(place, name, value)| Parameter::untyped(name, value, *place)).collect(),
            has_body: self.parameters.iter().any(|(place, ..)| *place == Place::Body),
            body: self.body.as_ref(),
            headers: &self.headers,
            region,
        })
    }

    /// The first parameter called `name`, in any place.
    fn parameter(&self, name: &str) -> Option<&Json> {
        self.parameters.iter().find(|(_, known, _)| known == name).map(|(_, _, value)| value)
    }

    /// Sets the parameter called `name`; a new one is sent in `place`.
    fn set_parameter(&mut self, place: Place, name: &str, value: Json) {
        match self.parameters.iter_mut().find(|(_, known, _)| known == name) {
            Some((_, _, known)) => *known = value,
            None => self.parameters.push((place, name.to_owned(), value)),
        }
    }
}

impl fmt::Debug for UntypedRequest {
    /// Names without values: without a spec it is unknown which of them are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parameters.iter().map(|(_, name, _)| name.as_str()).collect();
        f.debug_struct("UntypedRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("parameters", &names)
            .finish_non_exhaustive()
    }
}

/// The empty description of an operation without a spec.
pub(crate) static INFO: OperationInfo =
    OperationInfo::new::<Untyped, Untyped>(&SERVICE, "", Method::Post, "/", Access::Write);

static SERVICE: ServiceInfo = ServiceInfo {
    provider: &ProviderInfo { name: "", title: "", rules: &[] },
    name: "",
    title: "",
    version: "",
    endpoints: Endpoints { host: "", sites: &[], networks: &[], regions: &[] },
    errors: &[],
};

crate::record! {
    /// A response of which only the envelope is read.
    pub(crate) struct Untyped {}
}
