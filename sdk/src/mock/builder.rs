//! The settings of a mock cloud.

use std::collections::VecDeque;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::MockCloud;
use super::answer::Answers;
use super::cloud::{Cloud, Observer};
use super::fault::Faults;
use super::gate::Gate;
use super::recorded::ReceivedRequest;
use super::server::serve;
use crate::runtime::{Clock, Credentials, SystemClock};

/// Builds a [`MockCloud`]. Every setting has a default.
#[must_use = "a builder makes nothing until `start` is called"]
pub struct MockCloudBuilder {
    port: u16,
    credentials: Vec<Credentials>,
    fixtures: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    observer: Option<Observer>,
}

impl Default for MockCloudBuilder {
    fn default() -> Self {
        Self {
            port: 0,
            credentials: Vec::new(),
            fixtures: None,
            clock: Arc::new(SystemClock),
            observer: None,
        }
    }
}

impl MockCloudBuilder {
    /// Sets the port; a free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Accepts one more key, for all vendors. By default one key is accepted, which [`MockCloud::credentials`] returns.
    pub fn credential(mut self, credentials: Credentials) -> Self {
        self.credentials.push(credentials);
        self
    }

    /// Responds from the files under `folder`. `<provider>/<service>/<Operation>.json` has the responses of an operation
    /// by case: `{"responses": {"full": {…}}}`. Or each is a file: `<Operation>/<case>.response.json`. A response is a
    /// whole body with its envelope. The case `full` is preferred, else the first by name.
    pub fn fixtures(mut self, folder: impl Into<PathBuf>) -> Self {
        self.fixtures = Some(folder.into());
        self
    }

    /// Takes the time, the request ids and the `Date` of responses from `clock`, so that a test can move the time.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Calls `observer` with each request after its response, for a log.
    pub fn observe(mut self, observer: impl Fn(&ReceivedRequest) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Starts listening, in the current tokio runtime.
    ///
    /// # Errors
    ///
    /// When the port is in use or not permitted.
    pub async fn start(mut self) -> std::io::Result<MockCloud> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await?;
        let address = listener.local_addr()?;
        if self.credentials.is_empty() {
            self.credentials.push(Credentials::new("FAKEMOCKCLOUDKEY0001", "fake-mock-cloud-secret"));
        }
        let cloud = Arc::new(Cloud {
            gate: Gate::new(self.credentials, self.clock),
            answers: Answers::new(self.fixtures),
            faults: Faults::default(),
            observer: self.observer,
            received: Mutex::new(VecDeque::new()),
        });
        let (stop, stopped) = watch::channel(false);
        let server = tokio::spawn(serve(listener, cloud.clone(), stopped));
        Ok(MockCloud { address, endpoint: format!("http://{address}"), cloud, stop, server: Some(server) })
    }
}

impl fmt::Debug for MockCloudBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockCloudBuilder")
            .field("port", &self.port)
            .field("credentials", &self.credentials)
            .field("fixtures", &self.fixtures)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
