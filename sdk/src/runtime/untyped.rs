//! Calls without a spec: of an operation that is not here yet, or with a parameter that its spec lacks.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use serde_json::Value as Json;

use super::endpoint::Endpoints;
use super::error::{Error, ErrorKind, Result};
use super::operation::{Access, Method, OperationInfo, ProviderInfo, ServiceInfo};
use super::parameter::Parameter;
use super::record::{Record, Slot, Value, View};
use super::send::is_connections;
use super::table::{Field, Kind, Place, Table};

/// A request by name and JSON.
///
#[cfg_attr(feature = "full", doc = "```no_run")]
#[cfg_attr(not(feature = "full"), doc = "```ignore")]
/// # async fn example(client: clouddb::tencent::mongodb::Client) -> Result<(), clouddb::Error> {
/// use clouddb::UntypedRequest;
///
/// let request = UntypedRequest::action("DescribeDBInstances").body("Limit", 10);
/// let answer = client.untyped(&request).await?;
/// println!("{}", answer.json()?["TotalCount"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
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
    /// An action of an RPC service: a POST to `/`.
    pub fn action(name: impl Into<String>) -> Self {
        Self::rest(Method::Post, "/", name)
    }

    /// A REST operation: `path` may hold `{parameter}`s; `name` appears in errors and traces alone.
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

    /// Says that the operation changes nothing, so that it may be repeated when it fails in passing.
    pub fn read_only(mut self) -> Self {
        self.access = Access::Read;
        self
    }

    /// Uses another HTTP method.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    fn with(mut self, place: Place, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameters.push((place, name.into(), value.into()));
        self
    }

    /// Adds a parameter of the body. Where the vendor's body is a form, the same holds as for [`query`](Self::query).
    pub fn body(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(Place::Body, name, value)
    }

    /// Adds a parameter of the query. Null says that it is not set; lists and objects are written as the vendor writes
    /// them. A query cannot express an empty list or object, nor null inside a list: the call fails before anything
    /// is sent.
    pub fn query(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(Place::Query, name, value)
    }

    /// Fills in a `{parameter}` of the path.
    pub fn path(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(Place::Path, name, value)
    }

    /// Sends `bytes` as the body, as they are; set a `content-type` with them.
    pub fn raw_body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.body = Some(bytes.into());
        self
    }

    /// Adds a header. Blanks at the ends of its value are cut off.
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

    pub(crate) fn path_ref(&self) -> &str {
        &self.path
    }

    pub(crate) fn body_ref(&self) -> Option<&Bytes> {
        self.body.as_ref()
    }

    pub(crate) fn headers_ref(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn parameters(&self) -> Result<Vec<Parameter<'_>>> {
        if let Some(fault) = &self.header_fault {
            return Err(Error::new(ErrorKind::InvalidRequest, fault));
        }
        let set = self.parameters.iter();
        Ok(set.map(|(place, name, value)| Parameter::untyped(name, value, *place)).collect())
    }
}

impl fmt::Debug for UntypedRequest {
    /// Names and no values: without a spec nobody knows which of them are secrets.
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

/// All that is known of an operation without a spec: nothing but where request ids stand.
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

/// Reads the request id out of a body and over everything else.
#[derive(Default)]
struct Untyped {
    request_id: Option<String>,
}

static TABLE: Table = Table { name: "Untyped", fields: &[Field::new("RequestId", Kind::Text)] };

impl Record for Untyped {
    fn table(&self) -> &'static Table {
        &TABLE
    }

    fn get(&self, index: usize) -> View<'_> {
        match index {
            0 => self.request_id.view(),
            _ => View::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => self.request_id.slot(),
            _ => Slot::Ignored,
        }
    }
}
