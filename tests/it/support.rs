//! What several tests need: a transport that keeps requests, a clock that stands still, files of a folder.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use clouddb::{
    BoxFuture, Clock, Credentials, Environment, ReqwestTransport, SystemClock, Transport, TransportError,
};
use http::{Request, Response};

/// A permanent key that no test looks at.
pub fn key() -> Credentials {
    Credentials::new("AKIDfake0001", "fakeSecret0001")
}

/// An environment without variables, folders and a metadata service.
pub fn empty_environment() -> Environment {
    Environment::fixed::<&str, &str>([])
}

/// An HTTP client of the program's own.
pub fn http_client() -> ReqwestTransport {
    ReqwestTransport::client_builder().unwrap().build().unwrap().into()
}

/// Keeps each request and gives the same response to all of them.
#[derive(Clone, Debug)]
pub struct Canned {
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
    status: u16,
    body: Bytes,
}

impl Canned {
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self { requests: Arc::default(), status, body: body.into() }
    }

    /// Whether nothing was sent.
    pub fn is_unused(&self) -> bool {
        self.requests.lock().unwrap().is_empty()
    }

    /// The request that was sent last.
    pub fn last(&self) -> Request<Bytes> {
        self.requests.lock().unwrap().last().cloned().expect("nothing was sent")
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let response = Response::builder().status(self.status).body(self.body.clone()).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// A clock that stands still and hands out one nonce.
#[derive(Clone, Copy, Debug)]
pub struct Stopped {
    pub seconds: u64,
    pub nonce: u128,
}

impl Clock for Stopped {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.seconds)
    }

    fn nonce(&self) -> u128 {
        self.nonce
    }
}

/// The system's clock, so many seconds off.
#[derive(Clone, Debug)]
pub struct Off(Arc<AtomicI64>);

impl Off {
    pub fn by(seconds: i64) -> Self {
        Self(Arc::new(AtomicI64::new(seconds)))
    }

    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

impl Clock for Off {
    fn now(&self) -> SystemTime {
        let seconds = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(seconds.unsigned_abs());
        if seconds < 0 { SystemTime::now() - by } else { SystemTime::now() + by }
    }

    fn nonce(&self) -> u128 {
        SystemClock.nonce()
    }
}

/// A folder of this crate, and the one that the environment variable names, if it is set.
pub fn folders(own: &str, variable: &str) -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(own);
    let given = std::env::var_os(variable).filter(|folder| !folder.is_empty());
    std::iter::once(own).chain(given.map(|folder| workspace_path(Path::new(&folder)))).collect()
}

/// Tests run in the package's folder; a relative path means the one where cargo was called, the workspace's.
fn workspace_path(path: &Path) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// All files below `folder` whose names end in `ending`, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
