//! Credentials kept until shortly before they expire.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::flight::SingleFlight;
use super::{Credentials, CredentialsProvider, ProviderContext};
use crate::runtime::error::Result;
use crate::runtime::lock::lock;
use crate::runtime::transport::BoxFuture;

/// How long keys without an expiry are kept, so that a rotated file or variable is noticed.
const PERMANENT: Duration = Duration::from_secs(300);

/// How long keys are used that have already expired when they arrive: then the local clock is wrong.
const DISTRUSTED: Duration = Duration::from_secs(60);

/// The pause after a failure while the present keys are valid, and after the provider has returned a key that the
/// vendor had refused.
const REFRESH_COOLDOWN: Duration = Duration::from_secs(5);

/// How long a call waits for new keys while the present ones are valid.
const PATIENCE: Duration = Duration::from_secs(12);

/// How long a refresh outside of a call may take before other callers start another one.
const DEFAULT_LIMIT: Duration = Duration::from_secs(60);

/// Caches the credentials of a provider until shortly before they expire. All clients of a configuration share one
/// cache, and clones share it as well.
///
/// - Credentials are refreshed some time before they expire: the vendor's margin (5 minutes for Tencent, 15 for
///   Alibaba, 40 for Huawei, as in their own SDKs), but at most a third of the lifetime that they had on arrival.
/// - However many calls need credentials, the provider is asked once, and each of the calls can drive the refresh: a
///   call that is cancelled or not polled blocks no other. Only calls in another tokio runtime ask separately.
/// - A provider that never responds delays each call until its own time limit. A call does not wait for a refresh that
///   has already taken longer than that limit: it asks again.
/// - If the vendor refuses a key, the provider is asked again. If it has another key, the call is retried with it.
/// - If a refresh fails, the present key is used while it is valid, with a warning in the trace. The calls that were
///   waiting share the failure; later calls ask again.
/// - Keys without an expiry are kept for 5 minutes.
#[derive(Clone)]
pub struct CachedCredentials {
    provider: Arc<dyn CredentialsProvider>,
    context: ProviderContext,
    margin: Duration,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    kept: Mutex<Option<Kept>>,
    refused: Mutex<Option<Refused>>,
    flight: SingleFlight<Credentials>,
}

struct Kept {
    credentials: Credentials,
    /// By the clock of the context, for expiries, and by a monotonic one.
    came: (SystemTime, Instant),
    failed: Option<Instant>,
}

/// A key that the vendor has refused, and that the provider has returned again since.
struct Refused {
    credentials: Credentials,
    given_again: Instant,
}

/// What is known without asking the provider.
enum Known {
    Fresh(Credentials),
    /// Still valid, but not for long.
    Ageing(Credentials),
    Nothing,
}

impl CachedCredentials {
    /// Caches the credentials of `provider` until `margin` before their expiry.
    pub fn new(
        provider: impl CredentialsProvider + 'static,
        context: ProviderContext,
        margin: Duration,
    ) -> Self {
        Self { provider: Arc::new(provider), context, margin, shared: Arc::default() }
    }

    /// The credentials to sign with now.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials), usually, when the provider fails and no valid key is
    /// cached.
    pub async fn get(&self) -> Result<Credentials> {
        self.get_within(DEFAULT_LIMIT).await
    }

    /// The credentials for a call that ends within `limit`.
    pub(crate) async fn get_within(&self, limit: Duration) -> Result<Credentials> {
        let flight = &self.shared.flight;
        let ticket = flight.ticket();
        let start = || self.refresh();
        match self.known() {
            Known::Fresh(credentials) => Ok(credentials),
            Known::Nothing => flight.join(ticket, limit, &start).await,
            Known::Ageing(credentials) => {
                let refreshed =
                    tokio::time::timeout(PATIENCE, flight.join_if_idle(ticket, PATIENCE, &start)).await;
                match refreshed {
                    Ok(None) => return Ok(credentials),
                    Ok(Some(Ok(next))) => return Ok(next),
                    Ok(Some(Err(error))) => {
                        tracing::warn!(%error, "credentials could not be refreshed; those at hand still hold");
                    }
                    Err(_) => tracing::warn!("no new credentials yet; those at hand still hold"),
                }
                if let Some(kept) = &mut *self.shared.kept() {
                    kept.failed = Some(Instant::now());
                }
                Ok(credentials)
            }
        }
    }

    /// Removes `refused` from the cache, because the vendor did not accept it. The next call asks the provider.
    pub fn forget(&self, refused: &Credentials) {
        let mut kept = self.shared.kept();
        if kept.as_ref().is_some_and(|kept| kept.credentials.is_same_key(refused)) {
            *kept = None;
        }
    }

    /// Another key than `refused`, which the vendor did not accept; `None` when the provider has no other.
    pub(crate) async fn replace(&self, refused: &Credentials, limit: Duration) -> Option<Credentials> {
        let is_known = self.shared.refused().as_ref().is_some_and(|known| {
            known.credentials.is_same_key(refused) && known.given_again.elapsed() < REFRESH_COOLDOWN
        });
        if is_known {
            return None;
        }
        self.forget(refused);
        let next = self.get_within(limit).await.ok()?;
        if !next.is_same_key(refused) {
            return Some(next);
        }
        *self.shared.refused() = Some(Refused { credentials: next, given_again: Instant::now() });
        None
    }

    /// The provider's context.
    pub fn context(&self) -> &ProviderContext {
        &self.context
    }

    fn known(&self) -> Known {
        let guard = self.shared.kept();
        let Some(kept) = &*guard else { return Known::Nothing };
        let (came, arrival) = kept.came;
        let age = arrival.elapsed();
        let (is_valid, is_fresh) = match kept.credentials.expires_at() {
            None => (true, age < PERMANENT),
            Some(end) => {
                let left = |from| end.duration_since(from).unwrap_or_default();
                let (life, rest) = (left(came), left(self.context.now()));
                if life.is_zero() {
                    (age < DISTRUSTED, age < DISTRUSTED)
                } else {
                    (!rest.is_zero(), rest > self.margin.min(life / 3))
                }
            }
        };
        let rests = kept.failed.is_some_and(|failed| failed.elapsed() < REFRESH_COOLDOWN);
        match (is_valid, is_fresh || rests) {
            (false, _) => Known::Nothing,
            (true, true) => Known::Fresh(kept.credentials.clone()),
            (true, false) => Known::Ageing(kept.credentials.clone()),
        }
    }

    /// Asks the provider and caches the result before another caller can ask.
    fn refresh(&self) -> BoxFuture<'static, Result<Credentials>> {
        let Self { provider, context, shared, .. } = self.clone();
        Box::pin(async move {
            let credentials = provider.credentials(&context).await?;
            credentials.check()?;
            *shared.kept() = Some(Kept {
                credentials: credentials.clone(),
                came: (context.now(), Instant::now()),
                failed: None,
            });
            Ok(credentials)
        })
    }
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        lock(&self.kept)
    }

    fn refused(&self) -> MutexGuard<'_, Option<Refused>> {
        lock(&self.refused)
    }
}

impl CredentialsProvider for CachedCredentials {
    /// As [`get`](Self::get): the cache uses its own context.
    fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.get())
    }
}

impl fmt::Debug for CachedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CachedCredentials").field(&self.provider).finish()
    }
}
