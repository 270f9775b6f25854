//! The mock cloud: an HTTP server on the loopback that speaks the protocols of all three vendors.
//!
//! It verifies signatures, checks parameters against the specs, and answers from typed closures, from fixtures,
//! or with a small response that it makes up: enough to test a program without an account. The vendors' own
//! clients in other languages can call it as well.
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
//! // Say what it answers.
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
//! // Look at what arrived.
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
//! - The signature, by whatever headers the request itself says are signed: TC3-HMAC-SHA256, ACS3-HMAC-SHA256 and
//!   Alibaba's older HMAC-SHA1, SDK-HMAC-SHA256.
//! - The time: five minutes for Tencent, fifteen for the other two; for Alibaba also that no nonce comes twice.
//! - The token of a temporary key.
//! - Action, version, method and path.
//! - Parameters: required ones, types, ranges, lengths, values, formats of times, and which may stand together.
//!   A parameter that the operation does not have is refused for Tencent and read over for Alibaba and Huawei, as
//!   the services do.
//!
//! What fails is answered with the vendor's own code, HTTP status and envelope. Beside the operations there is
//! the lookup of Huawei's project by region, `GET /v3/projects`, which the vendor's clients make by themselves.
//!
//! # What it answers
//!
//! The first that there is: a closure by [`once_untyped`](MockCloud::once_untyped) or
//! [`on_untyped`](MockCloud::on_untyped), by which operations without a spec are answered; one by [`once`](MockCloud::once); one by [`on`](MockCloud::on), or the case
//! chosen by [`answer`](MockCloud::answer), whichever was set last; a fixture; a response with one entry in each
//! list and values that are plainly not real.
//!
//! A closure's response is made of JSON by [`from_json`], which holds it against the spec.
//!
//! # What can go wrong
//!
//! Any [`Fault`], for the next attempts of an operation ([`fail`](MockCloud::fail)), for all
//! ([`fail_always`](MockCloud::fail_always)) or by chance ([`fail_sometimes`](MockCloud::fail_sometimes)). A clock that
//! is hours off is set by [`MockCloudBuilder::clock`]; for a connection that is refused, call a cloud that was shut down.

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

/// A mock cloud under way. It ends when it is dropped; [`shutdown`](Self::shutdown) ends it in peace.
#[must_use = "the mock cloud ends when it is dropped"]
pub struct MockCloud {
    address: SocketAddr,
    endpoint: String,
    cloud: Arc<Cloud>,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
}

impl MockCloud {
    /// Starts one with all defaults, on a free port.
    ///
    /// # Errors
    ///
    /// When no port can be listened on.
    pub async fn start() -> std::io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts with nothing set.
    pub fn builder() -> MockCloudBuilder {
        MockCloudBuilder::default()
    }

    /// Where it listens, as an endpoint for [`ConfigBuilder::endpoint`]: `http://127.0.0.1:49152`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The first of the keys that it accepts.
    pub fn credentials(&self) -> &Credentials {
        &self.cloud.gate.credentials()[0]
    }

    /// The settings of a Tencent Cloud client that calls it.
    #[cfg(feature = "tencent")]
    pub fn tencent(&self) -> ConfigBuilder<crate::vendor::tencent::Tencent> {
        self.config("mock-region-1")
    }

    /// The settings of an Alibaba Cloud client that calls it.
    #[cfg(feature = "alibaba")]
    pub fn alibaba(&self) -> ConfigBuilder<crate::vendor::alibaba::Alibaba> {
        self.config("mock-region-1")
    }

    /// The settings of a Huawei Cloud client that calls it.
    #[cfg(feature = "huawei")]
    pub fn huawei(&self) -> ConfigBuilder<crate::vendor::huawei::Huawei> {
        self.config("mock-region-1").project_id(protocol::PROJECT_ID)
    }

    /// Endpoint, key and clock of the mock cloud, and nothing out of the environment.
    fn config<V: Vendor>(&self, region: &str) -> ConfigBuilder<V> {
        Config::builder()
            .endpoint(self.endpoint())
            .region(region)
            .credentials(self.credentials().clone())
            .environment(Environment::fixed::<String, String>([]))
            .clock(self.cloud.gate.clock().clone())
    }

    /// Answers calls of operation `O` with what `answer` returns, in place of what was set before.
    ///
    /// The closure is not async, and other calls of the operation wait until it returns: it should look at the
    /// request, and not wait for anything. A panic in it breaks the connection.
    pub fn on<O: Operation>(&self, answer: impl FnMut(O) -> Result<O::Response, MockError> + Send + 'static) {
        self.cloud.answers.stand(answer);
    }

    /// Answers one call of operation `O` with what `answer` returns, before whatever else is set. Several wait for
    /// their turn in the order in which they were set.
    pub fn once<O: Operation>(
        &self,
        answer: impl FnOnce(O) -> Result<O::Response, MockError> + Send + 'static,
    ) {
        self.cloud.answers.queue(answer);
    }

    /// Answers the calls that `name` fits with what `answer` returns, in place of what was set before: for operations
    /// without a spec, and for parameters or members that a spec lacks.
    ///
    /// `name` is the operation's name, of whichever vendor and service. Operations of Huawei Cloud have no name on the wire:
    /// theirs is the method and the path, with `{parameter}`s, or the name that a spec gives. Of several that fit, the one
    /// with the fewest parameters is meant.
    ///
    /// The request must be signed right, and for Tencent and Alibaba its version must be the service's. `answer` gets the
    /// parameters as one JSON object, wherever they travelled:
    ///
    /// - of an operation with a spec they have its types, and are not checked;
    /// - of one without they are as they came: JSON from a JSON body, texts under their names from a query, a form or a path
    ///   (`"PageSize": "30"`, `"Tag.1.Key": "a"`), and a list of texts for a name that came more than once.
    ///
    /// What it returns is the data without the vendor's envelope. It comes before all that is set for the operation by
    /// its type.
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
    /// cloud.on_untyped("DescribeDBBackups", |request| match request["InstanceId"].as_str() {
    ///     Some("cmgo-fake0001") => Ok(json!({ "TotalCount": 2 })),
    ///     _ => Err(MockError::code("InvalidParameterValue.NotFoundInstance")),
    /// });
    /// cloud.on_untyped("GET /v3/{project_id}/backups", |_| Ok(json!({ "backups": [] })));
    ///
    /// let client = mongodb::Client::new(&cloud.tencent().build()?);
    /// let request = UntypedRequest::action("DescribeDBBackups").body("InstanceId", "cmgo-fake0001");
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

    /// Answers one call that `name` fits with what `answer` returns, before whatever else is set; see
    /// [`on_untyped`](Self::on_untyped).
    pub fn once_untyped(
        &self,
        name: impl Into<String>,
        answer: impl FnOnce(Json) -> Result<Json, MockError> + Send + 'static,
    ) {
        self.cloud.answers.queue_untyped(name.into(), answer);
    }

    /// Answers calls of operation `O` with the fixture `case`, in place of what was set before.
    pub fn answer<O: Operation>(&self, case: impl Into<String>) {
        self.cloud.answers.stand_case(O::INFO, case.into());
    }

    /// Lets the next attempts of operation `O` go wrong, one for each fault; [`Fault::None`] lets one pass.
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

    /// Lets each attempt of operation `O` go wrong from now on; [`Fault::None`] ends that.
    pub fn fail_always<O: Operation>(&self, fault: Fault) {
        self.cloud.faults.stand(answer::key(O::INFO), fault);
    }

    /// Lets a share (0 to 1) of the attempts of operation `O` go wrong from now on, with one of `faults` by chance.
    /// The same seed chooses the same.
    pub fn fail_sometimes<O: Operation>(&self, share: f64, seed: u64, faults: impl Into<Vec<Fault>>) {
        self.cloud.faults.scatter(answer::key(O::INFO), share, seed, faults.into());
    }

    /// Lets the next attempts that `name` fits go wrong, one for each fault; see [`on_untyped`](Self::on_untyped) for names.
    pub fn fail_untyped(&self, name: impl Into<String>, faults: impl IntoIterator<Item = Fault>) {
        self.cloud.faults.queue(answer::Key::Untyped(name.into()), faults);
    }

    /// Lets each attempt that `name` fits go wrong from now on; [`Fault::None`] ends that.
    pub fn fail_untyped_always(&self, name: impl Into<String>, fault: Fault) {
        self.cloud.faults.stand(answer::Key::Untyped(name.into()), fault);
    }

    /// What arrived so far, in the order in which it was answered. The last 10,000 requests are kept.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        let received = lock(&self.cloud.received);
        received.iter().cloned().collect()
    }

    /// Stops to listen, lets requests under way end within two seconds, and closes all connections.
    pub async fn shutdown(mut self) {
        // Nobody listens only when the server has ended already.
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
