//! The mock cloud: an HTTP server on 127.0.0.1 that speaks the protocols of all three vendors.
//!
//! It verifies signatures, checks parameters against the specs, and responds from typed closures, from fixtures, or
//! with a small synthesised response. Programs can be tested without an account. The vendors' own clients in other
//! languages can call it as well.
//!
//! ```
//! # #[cfg(all(feature = "tencent-mongodb", any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls")))]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use clouddb::mock::{MockCloud, MockError};
//! use clouddb::tencent::mongodb::{self, DescribeBackupDownloadTaskRequest, DescribeBackupDownloadTaskResponse};
//!
//! // Start it and point a client at it.
//! let cloud = MockCloud::start().await?;
//! let client = mongodb::Client::new(&cloud.tencent().build()?);
//!
//! // Set a response.
//! cloud.on::<DescribeBackupDownloadTaskRequest>(|request| {
//!     if request.instance_id != "cmgo-fake0001" {
//!         return Err(MockError::code("InvalidParameterValue.NotFoundInstance"));
//!     }
//!     let mut response = DescribeBackupDownloadTaskResponse::default();
//!     response.total_count = 7;
//!     Ok(response)
//! });
//!
//! let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001").limit(10);
//! assert_eq!(client.describe_backup_download_task(&request).await?.total_count, 7);
//!
//! let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0002");
//! let error = client.describe_backup_download_task(&request).await.unwrap_err();
//! assert_eq!(error.code_str(), Some("InvalidParameterValue.NotFoundInstance"));
//!
//! // Check the requests that it received.
//! let requests = cloud.requests();
//! assert!(requests[0].verdict().is_verified());
//! assert_eq!(requests[0].parameters()["Limit"], 10);
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "tencent-mongodb", any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls"))))]
//! # fn main() {}
//! ```
//!
//! # What is checked
//!
//! - The signature, over the headers that the request lists as signed: TC3-HMAC-SHA256, ACS3-HMAC-SHA256 and Alibaba's
//!   older HMAC-SHA1, SDK-HMAC-SHA256.
//! - The time: five minutes for Tencent, fifteen for the other two; for Alibaba also that no nonce is repeated.
//! - The token of a temporary key.
//! - Action, version, method and path.
//! - Parameters: required ones, types, ranges, lengths, values, formats of times, and forbidden combinations. An
//!   unknown parameter is refused for Tencent and ignored for Alibaba and Huawei, as the services do.
//!
//! A failed check returns the vendor's own code, HTTP status and envelope. Besides the operations there is the lookup
//! of Huawei's project by region, `GET /v3/projects`, which the vendor's clients call by themselves.
//!
//! # Responses
//!
//! The first of these that is set: a closure by [`once_untyped`](MockCloud::once_untyped) or
//! [`on_untyped`](MockCloud::on_untyped), for operations without a spec as well; one by [`once`](MockCloud::once); one
//! by [`on`](MockCloud::on), or the case chosen by [`answer`](MockCloud::answer), whichever was set last; a fixture; a
//! response with one entry in each list and values that are obviously not real.
//!
//! [`from_json`] makes a closure's response from JSON and checks it against the spec.
//!
//! # Faults
//!
//! Any [`Fault`], for the next attempts of an operation ([`fail`](MockCloud::fail)), for all
//! ([`fail_always`](MockCloud::fail_always)) or by chance ([`fail_sometimes`](MockCloud::fail_sometimes)). A clock that
//! is hours off is set by [`MockCloudBuilder::clock`]; for a refused connection, call a cloud that was shut down.

// Parts of the common ground serve one vendor alone.
#![cfg_attr(not(all(feature = "tencent", feature = "alibaba", feature = "huawei")), allow(dead_code))]

mod answer;
mod body;
mod builder;
mod check;
mod cloud;
mod fault;
mod from_json;
mod gate;
mod parameters;
mod protocol;
mod recorded;
mod server;
mod suggest;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value as Json;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use answer::MockError;
pub use builder::MockCloudBuilder;
pub use fault::Fault;
pub use from_json::{FromJson, from_json};
pub use recorded::{ReceivedRequest, Verdict};

use self::cloud::Cloud;
use crate::runtime::lock::lock;
use crate::runtime::{Config, ConfigBuilder, Credentials, Environment, Operation, Vendor};

/// A running mock cloud. Dropping it stops it; [`shutdown`](Self::shutdown) stops it gracefully.
#[must_use = "the mock cloud ends when it is dropped"]
pub struct MockCloud {
    address: SocketAddr,
    endpoint: String,
    cloud: Arc<Cloud>,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
}

impl MockCloud {
    /// Starts a mock cloud with all defaults, on a free port.
    ///
    /// # Errors
    ///
    /// When it cannot listen on any port.
    pub async fn start() -> std::io::Result<Self> {
        Self::builder().start().await
    }

    /// A builder with all defaults.
    pub fn builder() -> MockCloudBuilder {
        MockCloudBuilder::default()
    }

    /// Its endpoint, for [`ConfigBuilder::endpoint`]: `http://127.0.0.1:49152`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The first of the keys that it accepts.
    pub fn credentials(&self) -> &Credentials {
        &self.cloud.gate.credentials()[0]
    }

    /// A configuration of Tencent Cloud clients that call it.
    #[cfg(feature = "tencent")]
    pub fn tencent(&self) -> ConfigBuilder<crate::vendor::tencent::Tencent> {
        self.config("mock-region-1")
    }

    /// A configuration of Alibaba Cloud clients that call it.
    #[cfg(feature = "alibaba")]
    pub fn alibaba(&self) -> ConfigBuilder<crate::vendor::alibaba::Alibaba> {
        self.config("mock-region-1")
    }

    /// A configuration of Huawei Cloud clients that call it.
    #[cfg(feature = "huawei")]
    pub fn huawei(&self) -> ConfigBuilder<crate::vendor::huawei::Huawei> {
        self.config("mock-region-1").project_id(protocol::PROJECT_ID)
    }

    /// Endpoint, key and clock of the mock cloud, and nothing from the environment.
    fn config<V: Vendor>(&self, region: &str) -> ConfigBuilder<V> {
        Config::builder()
            .endpoint(self.endpoint())
            .region(region)
            .credentials(self.credentials().clone())
            .environment(Environment::fixed::<String, String>([]))
            .clock(self.cloud.gate.clock().clone())
    }

    /// Responds to calls of operation `O` with the result of `answer`. Replaces an earlier setting.
    ///
    /// The closure is not async, and other calls of the operation wait until it returns, so it must not block. A panic
    /// in it breaks the connection.
    pub fn on<O: Operation>(&self, answer: impl FnMut(O) -> Result<O::Response, MockError> + Send + 'static) {
        self.cloud.answers.stand(answer);
    }

    /// Responds to one call of operation `O` with the result of `answer`, before any other setting. Several are used in
    /// order.
    pub fn once<O: Operation>(
        &self,
        answer: impl FnOnce(O) -> Result<O::Response, MockError> + Send + 'static,
    ) {
        self.cloud.answers.queue(answer);
    }

    /// Responds to calls that match `name` with the result of `answer`: for operations without a spec, and for
    /// parameters or members that a spec lacks. Replaces an earlier setting.
    ///
    /// `name` is the operation's name, of any vendor and service. Operations of Huawei Cloud have no name on the wire:
    /// use method and path, with `{parameter}`s, or the name in the spec. Of several matches, the one with the fewest
    /// parameters is used.
    ///
    /// The request must have a valid signature, and for Tencent and Alibaba the version of the service. `answer` gets
    /// the parameters of all places as one JSON object:
    ///
    /// - for an operation with a spec they have its types, and are not checked;
    /// - for one without they are raw: JSON from a JSON body, texts under their names from a query, a form or a path
    ///   (`"PageSize": "30"`, `"Tag.1.Key": "a"`), and a list of texts for a repeated name.
    ///
    /// The result is the data without the vendor's envelope. It has priority over settings for the operation by its
    /// type.
    ///
    /// ```
    /// # #[cfg(all(feature = "tencent-mongodb", any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls")))]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use clouddb::mock::{MockCloud, MockError};
    /// use clouddb::{UntypedRequest, tencent::mongodb};
    /// use serde_json::json;
    ///
    /// let cloud = MockCloud::start().await?;
    /// cloud.on_untyped("DescribeNovelties", |request| match request["InstanceId"].as_str() {
    ///     Some("cmgo-fake0001") => Ok(json!({ "TotalCount": 2 })),
    ///     _ => Err(MockError::code("InvalidParameterValue.NotFoundInstance")),
    /// });
    /// cloud.on_untyped("GET /v3/{project_id}/backups", |_| Ok(json!({ "backups": [] })));
    ///
    /// let client = mongodb::Client::new(&cloud.tencent().build()?);
    /// let request = UntypedRequest::action("DescribeNovelties").body("InstanceId", "cmgo-fake0001");
    /// assert_eq!(client.untyped(&request).await?.json()?["TotalCount"], 2);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(all(feature = "tencent-mongodb", any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls"))))]
    /// # fn main() {}
    /// ```
    pub fn on_untyped(
        &self,
        name: impl Into<String>,
        answer: impl FnMut(Json) -> Result<Json, MockError> + Send + 'static,
    ) {
        self.cloud.answers.stand_untyped(name.into(), answer);
    }

    /// Responds to one call that matches `name` with the result of `answer`, before any other setting; see
    /// [`on_untyped`](Self::on_untyped).
    pub fn once_untyped(
        &self,
        name: impl Into<String>,
        answer: impl FnOnce(Json) -> Result<Json, MockError> + Send + 'static,
    ) {
        self.cloud.answers.queue_untyped(name.into(), answer);
    }

    /// Responds to calls of operation `O` with the fixture `case`. Replaces an earlier setting.
    pub fn answer<O: Operation>(&self, case: impl Into<String>) {
        self.cloud.answers.stand_case(O::INFO, case.into());
    }

    /// Injects faults into the next attempts of operation `O`, one for each; [`Fault::None`] lets one pass.
    ///
    /// ```no_run
    /// # #[cfg(feature = "alibaba-dds")]
    /// # fn example(cloud: &clouddb::mock::MockCloud) {
    /// use clouddb::alibaba::dds::DescribeBackupsRequest;
    /// use clouddb::mock::Fault;
    ///
    /// cloud.fail::<DescribeBackupsRequest>([Fault::Throttle(None), Fault::Reset]);
    /// # }
    /// ```
    pub fn fail<O: Operation>(&self, faults: impl IntoIterator<Item = Fault>) {
        self.cloud.faults.queue(answer::key(O::INFO), faults);
    }

    /// Injects `fault` into each further attempt of operation `O`; [`Fault::None`] ends that.
    pub fn fail_always<O: Operation>(&self, fault: Fault) {
        self.cloud.faults.stand(answer::key(O::INFO), fault);
    }

    /// Injects one of `faults`, at random, into a share (0 to 1) of further attempts of operation `O`. The same seed
    /// gives the same sequence.
    pub fn fail_sometimes<O: Operation>(&self, share: f64, seed: u64, faults: impl Into<Vec<Fault>>) {
        self.cloud.faults.scatter(answer::key(O::INFO), share, seed, faults.into());
    }

    /// Injects faults into the next attempts that match `name`, one for each; see [`on_untyped`](Self::on_untyped) for
    /// names.
    pub fn fail_untyped(&self, name: impl Into<String>, faults: impl IntoIterator<Item = Fault>) {
        self.cloud.faults.queue(answer::Key::Untyped(name.into()), faults);
    }

    /// Injects `fault` into each further attempt that matches `name`; [`Fault::None`] ends that.
    pub fn fail_untyped_always(&self, name: impl Into<String>, fault: Fault) {
        self.cloud.faults.stand(answer::Key::Untyped(name.into()), fault);
    }

    /// The requests so far, in the order of their responses. The last 10,000 are kept.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        let received = lock(&self.cloud.received);
        received.iter().cloned().collect()
    }

    /// Stops listening, lets requests in progress end within two seconds, and closes all connections.
    pub async fn shutdown(mut self) {
        // It fails only if the server has already ended.
        let _ = self.stop.send(true);
        if let Some(server) = self.server.take() {
            let _ = server.await;
        }
    }
}

impl Drop for MockCloud {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

impl fmt::Debug for MockCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockCloud").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
