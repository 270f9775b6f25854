//! The cache: one refresh however many wait, before the end, and what holds while a refresh fails.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use clouddb::BoxFuture;
use clouddb::tencent::redis::DescribeBackupUrlRequest;
use clouddb::{CachedCredentials, Clock, Credentials, CredentialsProvider, Error, ProviderContext, tencent};

use super::{NOW, at};
use crate::support::{Canned, empty_environment};

/// Hands out keys that live for `life` seconds of its own clock; takes a second of the runtime's.
#[derive(Clone, Debug)]
struct Source(Arc<State>);

#[derive(Debug)]
struct State {
    now: AtomicU64,
    asked: AtomicU32,
    life: Mutex<Option<i64>>,
    fails: Mutex<Option<&'static str>>,
}

impl Source {
    fn new(life: Option<i64>) -> Self {
        let (now, asked) = (AtomicU64::new(NOW), AtomicU32::new(0));
        Self(Arc::new(State { now, asked, life: Mutex::new(life), fails: Mutex::default() }))
    }

    fn cache(&self, margin: u64) -> CachedCredentials {
        let context = ProviderContext::new(Canned::new(500, ""))
            .with_clock(self.clone())
            .with_environment(empty_environment());
        CachedCredentials::new(self.clone(), context, Duration::from_secs(margin))
    }

    fn asked(&self) -> u32 {
        self.0.asked.load(SeqCst)
    }

    fn pass(&self, seconds: u64) {
        self.0.now.fetch_add(seconds, SeqCst);
    }

    fn fail(&self, why: Option<&'static str>) {
        *self.0.fails.lock().unwrap() = why;
    }
}

impl Clock for Source {
    fn now(&self) -> SystemTime {
        at(self.0.now.load(SeqCst))
    }

    fn nonce(&self) -> u128 {
        7
    }
}

impl CredentialsProvider for Source {
    fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(async move {
            let number = self.0.asked.fetch_add(1, SeqCst) + 1;
            tokio::time::sleep(Duration::from_secs(1)).await;
            if let Some(why) = *self.0.fails.lock().unwrap() {
                return Err(Error::credentials(why));
            }
            let key = Credentials::new(format!("AKIDfake{number}"), "fakeSecret0001");
            Ok(match *self.0.life.lock().unwrap() {
                Some(life) => {
                    let end = self.0.now.load(SeqCst).checked_add_signed(life).unwrap();
                    key.with_token("fakeToken0001").with_expiry(at(end))
                }
                None => key,
            })
        })
    }
}

async fn id(cache: &CachedCredentials) -> String {
    cache.get().await.unwrap().access_key_id().to_owned()
}

async fn all(cache: &CachedCredentials, count: usize) -> Vec<Result<Credentials, Error>> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let cache = cache.clone();
            tokio::spawn(async move { cache.get().await })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(start_paused = true)]
async fn many_calls_one_refresh() {
    let source = Source::new(Some(3600));
    let cache = source.cache(300);
    for result in all(&cache, 100).await {
        assert_eq!(result.unwrap().access_key_id(), "AKIDfake1");
    }
    assert_eq!(source.asked(), 1);
    // Expiring: what is at hand still holds, so one call refreshes and the others go on.
    source.pass(3400);
    for result in all(&cache, 100).await {
        result.unwrap();
    }
    assert_eq!((source.asked(), id(&cache).await.as_str()), (2, "AKIDfake2"));
    // Expired: all wait for the one.
    source.pass(3600);
    for result in all(&cache, 100).await {
        assert_eq!(result.unwrap().access_key_id(), "AKIDfake3");
    }
    assert_eq!(source.asked(), 3);
}

#[tokio::test(start_paused = true)]
async fn many_calls_of_clients_one_refresh() {
    let source = Source::new(Some(3600));
    let config = tencent::Config::builder()
        .environment(empty_environment())
        .credentials(source.clone())
        .clock(source.clone())
        .transport(Canned::new(200, r#"{"Response":{"RequestId":"1"}}"#))
        .build()
        .unwrap();
    let request = DescribeBackupUrlRequest::new("crs-fake0001", "1");
    let clients: Vec<_> = (0..10).map(|_| tencent::redis::Client::new(&config)).collect();
    let tasks: Vec<_> = (0..10)
        .map(|number| {
            let call = clients[number % 10].describe_backup_url(&request);
            tokio::spawn(async move { call.await.map(|_| ()) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(source.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_margin_is_a_third_of_a_short_life_at_most() {
    let source = Source::new(Some(3600));
    let cache = source.cache(40 * 60);
    cache.get().await.unwrap();
    source.pass(2399);
    cache.get().await.unwrap();
    assert_eq!(source.asked(), 1);
    source.pass(1);
    cache.get().await.unwrap();
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_still_holds_is_used_while_a_refresh_fails() {
    let source = Source::new(Some(3600));
    let cache = source.cache(300);
    cache.get().await.unwrap();
    source.pass(3400);
    source.fail(Some("the service is away"));
    assert_eq!(id(&cache).await, "AKIDfake1");
    assert_eq!(id(&cache).await, "AKIDfake1");
    assert_eq!(source.asked(), 2, "a failure was followed by another at once");
    tokio::time::sleep(Duration::from_secs(6)).await;
    source.fail(None);
    assert_eq!(id(&cache).await, "AKIDfake3");

    // Expired: the failure is the answer, for all who wait, and is then forgotten.
    source.pass(3600);
    source.fail(Some("the service is away"));
    for result in all(&cache, 50).await {
        assert_eq!(result.unwrap_err().message(), "the service is away");
    }
    assert_eq!(source.asked(), 4);
    source.fail(None);
    assert_eq!(id(&cache).await, "AKIDfake5");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_does_no_harm_to_those_that_still_wait() {
    let source = Source::new(Some(3600));
    let cache = source.cache(300);
    let waiting = {
        let cache = cache.clone();
        async move { cache.get().await }
    };
    // It drives the refresh for half a second and is dropped, alone: what it began belonged to nobody else.
    assert!(tokio::time::timeout(Duration::from_millis(500), waiting).await.is_err());
    let started = tokio::time::Instant::now();
    assert_eq!(id(&cache).await, "AKIDfake2");
    assert_eq!((source.asked(), started.elapsed()), (2, Duration::from_secs(1)));

    // With others waiting, one of them takes over.
    cache.forget(&cache.get().await.unwrap());
    let first = tokio::spawn({
        let cache = cache.clone();
        async move { cache.get().await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let others = all(&cache, 20);
    let abort = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        first.abort();
    };
    let (results, ()) = tokio::join!(others, abort);
    assert!(results.into_iter().all(|result| result.is_ok()));
    assert_eq!(source.asked(), 3, "the one who took over did not begin anew");
}

#[tokio::test(start_paused = true)]
async fn keys_without_an_end_are_asked_for_again_after_a_while() {
    let source = Source::new(None);
    let cache = source.cache(300);
    assert_eq!(id(&cache).await, "AKIDfake1");
    tokio::time::sleep(Duration::from_secs(290)).await;
    assert_eq!(id(&cache).await, "AKIDfake1");
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(id(&cache).await, "AKIDfake2");
    cache.forget(&Credentials::new("AKIDfake1", "fakeSecret0001"));
    assert_eq!(id(&cache).await, "AKIDfake2");
    cache.forget(&Credentials::new("AKIDfake2", "fakeSecret0001"));
    assert_eq!(id(&cache).await, "AKIDfake3");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_does_not_ask_at_every_call() {
    // By our clock, six hours ahead, every key has ended when it comes.
    let source = Source::new(Some(-20_000));
    let cache = source.cache(300);
    for _ in 0..10 {
        assert_eq!(id(&cache).await, "AKIDfake1");
    }
    tokio::time::sleep(Duration::from_secs(61)).await;
    assert_eq!(id(&cache).await, "AKIDfake2");
    let shown = format!("{cache:?} {:?}", cache.get().await);
    assert!(!shown.contains("fakeSecret0001") && !shown.contains("fakeToken0001"), "{shown}");
}
