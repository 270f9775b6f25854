//! Where credentials come from: each source's traffic and files, the chains, the cache, Huawei Cloud's project.

mod alibaba;
mod cache;
mod chain;
mod huawei;
mod project;
pub mod server;
mod tencent;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use clouddb::{Credentials, CredentialsProvider, Environment, Error, ProviderContext};

use self::server::Cloud;
use crate::support::Stopped;

/// 2026-11-22T01:05:17Z, the time of the recorded traffic.
const NOW: u64 = 1_795_309_517;

/// 2026-11-22T07:05:17Z, the end of the keys in it.
const END: u64 = NOW + 6 * 3600;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// An environment with these variables and nothing else.
fn variables(variables: &[(&str, &str)]) -> Environment {
    Environment::fixed(variables.iter().copied())
}

/// A context at [`NOW`] whose requests all go to `cloud`, whatever host they name.
fn context(cloud: &Cloud, environment: Environment) -> ProviderContext {
    let clock = Stopped { seconds: NOW, nonce: 7 };
    ProviderContext::new(cloud.transport()).with_clock(clock).with_environment(environment)
}

async fn ask(provider: &impl CredentialsProvider, context: &ProviderContext) -> Result<Credentials, Error> {
    provider.credentials(context).await
}

/// `id secret token end`, with `-` for what is not there.
fn summary(credentials: &Credentials) -> String {
    let end =
        credentials.expires_at().map(|end| end.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs());
    format!(
        "{} {} {} {}",
        credentials.access_key_id(),
        credentials.access_key_secret().expose(),
        credentials.security_token().map_or("-", |token| token.expose()),
        end.map_or("-".to_owned(), |end| end.to_string()),
    )
}

/// A folder that is removed when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("clouddb-credentials-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file and says where it is.
    pub fn with(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
