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

/// How long keys are used that have expired the moment they come: then it is our clock that is wrong.
const DISTRUSTED: Duration = Duration::from_secs(60);

/// How long nobody asks again after a failure, where there are keys that still hold, and after the provider has given
/// a key again that the vendor had refused.
const REFRESH_COOLDOWN: Duration = Duration::from_secs(5);

/// How long a call waits for new keys while those at hand still hold.
const PATIENCE: Duration = Duration::from_secs(12);

/// How long a refresh may take that is asked for outside of a call, before others start anew.
const DEFAULT_LIMIT: Duration = Duration::from_secs(60);

/// A provider whose answers are kept until shortly before they expire. Every client has one, all clients of a
/// configuration share it, and so do its clones.
///
/// - The next credentials are asked for some time before the present ones end: the vendor's margin (5 minutes for
///   Tencent, 15 for Alibaba, 40 for Huawei, as their own SDKs have it), but at most a third of the life that was
///   left when they came.
/// - However many calls want credentials, the provider is asked once, and each of the calls drives the refresh: one that
///   is cancelled, or that nobody polls, holds up no other. Only calls in another tokio runtime ask for themselves.
/// - A provider that never answers costs each call its own limit on time. Calls that come after the limit of the one that
///   asked have passed ask again.
/// - A key that the vendor refuses is asked for anew. When the provider has another one, the call is retried with it.
/// - While a refresh fails, what still holds is used, with a warning in the trace. A failure is shared by the calls
///   that were waiting and is then forgotten.
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
    /// By the clock of the context, which expiries are compared with, and by one that only runs forward.
    came: (SystemTime, Instant),
    failed: Option<Instant>,
}

/// A key that the vendor has refused, and that the provider has given again since.
struct Refused {
    credentials: Credentials,
    given_again: Instant,
}

/// What is known without asking the provider.
enum Known {
    Fresh(Credentials),
    /// It still holds, but not for long.
    Ageing(Credentials),
    Nothing,
}

impl CachedCredentials {
    /// Keeps what `provider` says until `margin` before its end.
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
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials), mostly, when the provider fails and nothing is
    /// kept that still holds.
    pub async fn get(&self) -> Result<Credentials> {
        self.get_within(DEFAULT_LIMIT).await
    }

    /// The same for a call that ends within `limit`.
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

    /// Forgets `refused`, if it is what is kept: the vendor said that it holds no longer. The next call asks the
    /// provider.
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

    /// What the provider works with.
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

    /// Asks the provider and keeps the answer before anybody else can ask.
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
    /// What [`get`](Self::get) says: the context is the cache's own.
    fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.get())
    }
}

impl fmt::Debug for CachedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CachedCredentials").field(&self.provider).finish()
    }
}
