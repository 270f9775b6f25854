//! Every fault against every kind of operation: what is retried, how often, and what the caller sees.

mod crowd;
mod probe;
mod skew;

use std::time::Duration;

use clouddb::__private::ServiceClient;
use clouddb::alibaba::Alibaba;
use clouddb::alibaba::dds::{self, DescribeBackupsRequest};
use clouddb::mock::{Fault, MockCloud};
use clouddb::{ConfigBuilder, Operation};
use clouddb::{Error, ErrorKind, RetryConfig, Timeouts};

use probe::{ProbeAnswer, Read, Write, WriteWithToken};

/// Short times, so that a stall ends soon.
fn hasty(cloud: &MockCloud) -> ConfigBuilder<Alibaba> {
    let timeouts = Timeouts::default().attempt(Duration::from_millis(400));
    let retry = RetryConfig::default().first_delay(Duration::from_millis(1));
    cloud.alibaba().timeouts(timeouts).retry(retry).response_size_limit(64 << 10)
}

/// Makes one call that meets the faults; how often it was sent, and what came of it.
async fn send_with<O>(request: O, faults: &[Fault]) -> (usize, Result<ProbeAnswer, Error>)
where
    O: Operation<Service = Alibaba, Response = ProbeAnswer>,
{
    let cloud = MockCloud::start().await.unwrap();
    let client = ServiceClient::new(&hasty(&cloud).build().unwrap(), &dds::SERVICE);
    cloud.fail::<O>(faults.iter().cloned());
    let result = client.call(&request).await;
    let sent = cloud.requests();
    let mut nonces: Vec<_> =
        sent.iter().map(|request| request.headers()["x-acs-signature-nonce"].clone()).collect();
    nonces.dedup();
    assert_eq!(nonces.len(), sent.len(), "each attempt is signed anew");
    let tokens: Vec<_> =
        sent.iter().map(|request| request.parameters().get("ClientToken").cloned()).collect();
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]), "a call keeps its token: {tokens:?}");
    assert_eq!(tokens.iter().all(Option::is_some), O::INFO.idempotency_token.is_some(), "{tokens:?}");
    (sent.len(), result)
}

/// What a caller sees.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Seen {
    Answer,
    Failure(ErrorKind),
}

fn seen(result: &Result<ProbeAnswer, Error>) -> Seen {
    match result {
        Ok(_) => Seen::Answer,
        Err(error) => Seen::Failure(error.kind()),
    }
}

#[tokio::test]
async fn a_fault_is_retried_where_that_is_safe() {
    use ErrorKind::{Api, Connect, Decode, Http, Timeout};
    use Seen::{Answer, Failure};

    let wait = Duration::from_millis(5);
    // The fault; how often a read and a write with a token are sent; how often a write; and what each sees.
    let table = [
        (Fault::None, 1, 1, Answer, Answer),
        (Fault::Throttle(None), 2, 2, Answer, Answer),
        (Fault::Throttle(Some(wait)), 2, 2, Answer, Answer),
        (Fault::Internal, 2, 1, Answer, Failure(Api)),
        (Fault::ExpiredToken, 1, 1, Failure(Api), Failure(Api)),
        (Fault::Html(500), 1, 1, Failure(Http), Failure(Http)),
        (Fault::Html(502), 2, 1, Answer, Failure(Http)),
        (Fault::Html(503), 2, 1, Answer, Failure(Http)),
        (Fault::Html(504), 2, 1, Answer, Failure(Http)),
        (Fault::Html(404), 1, 1, Failure(Http), Failure(Http)),
        (Fault::Reset, 2, 1, Answer, Failure(Connect)),
        (Fault::ResetBody, 2, 1, Answer, Failure(Connect)),
        (Fault::Stall, 2, 1, Answer, Failure(Timeout)),
        (Fault::StallBody, 2, 1, Answer, Failure(Timeout)),
        (Fault::Drip(Duration::from_millis(50)), 2, 1, Answer, Failure(Timeout)),
        (Fault::Drip(Duration::from_micros(10)), 1, 1, Answer, Answer),
        (Fault::Truncated, 1, 1, Failure(Decode), Failure(Decode)),
        (Fault::Garbage, 1, 1, Failure(Decode), Failure(Decode)),
        (Fault::Oversize(1 << 20), 1, 1, Failure(Decode), Failure(Decode)),
        (Fault::ContentType("text/html; charset=gbk"), 1, 1, Answer, Answer),
        (Fault::UnknownFields, 1, 1, Answer, Answer),
        (Fault::DuplicateFields, 1, 1, Answer, Answer),
    ];
    for (fault, safe, unsafe_, safe_seen, unsafe_seen) in table {
        let faults = [fault.clone()];
        let (sent, result) = send_with(Read { instance: "i".into(), token: None }, &faults).await;
        assert_eq!((sent, seen(&result)), (safe, safe_seen), "a read meets {fault:?}: {result:?}");
        let (sent, result) = send_with(WriteWithToken { instance: "i".into(), token: None }, &faults).await;
        assert_eq!(
            (sent, seen(&result)),
            (safe, safe_seen),
            "a write with a token meets {fault:?}: {result:?}"
        );
        let (sent, result) = send_with(Write { instance: "i".into(), token: None }, &faults).await;
        assert_eq!((sent, seen(&result)), (unsafe_, unsafe_seen), "a write meets {fault:?}: {result:?}");
        if let Err(error) = result {
            assert_eq!(error.attempts(), 1);
        }
    }
}

#[tokio::test]
async fn retries_end() {
    for fault in [Fault::Throttle(None), Fault::Internal, Fault::Reset, Fault::Html(503)] {
        let cloud = MockCloud::start().await.unwrap();
        let client = dds::Client::new(&hasty(&cloud).build().unwrap());
        cloud.fail_always::<DescribeBackupsRequest>(fault.clone());
        let request = DescribeBackupsRequest::new("dds-fake0001");
        let error = client.describe_backups(&request).await.unwrap_err();
        assert_eq!((error.attempts(), cloud.requests().len()), (3, 3), "{fault:?}: {error}");
        assert!(error.to_string().contains("3 attempts"), "{error}");
        let error = client.describe_backups(&request).retry(RetryConfig::off()).await.unwrap_err();
        assert_eq!((error.attempts(), cloud.requests().len()), (1, 4), "{fault:?}: {error}");
        cloud.fail_always::<DescribeBackupsRequest>(Fault::None);
        assert!(client.describe_backups(&request).await.is_ok());
    }
}

#[tokio::test]
async fn a_callers_own_token_is_kept() {
    let cloud = MockCloud::start().await.unwrap();
    let client = ServiceClient::<Alibaba>::new(&hasty(&cloud).build().unwrap(), &dds::SERVICE);
    cloud.fail::<WriteWithToken>([Fault::Reset]);
    client.call(&WriteWithToken { instance: "i".into(), token: Some("mine".into()) }).await.unwrap();
    let sent = cloud.requests();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|request| request.parameters()["ClientToken"] == "mine"));
}

#[tokio::test]
async fn the_service_is_waited_for_as_long_as_it_asks() {
    let cloud = MockCloud::start().await.unwrap();
    let longest = Duration::from_millis(300);
    let retry = RetryConfig::default().longest_delay(longest).first_delay(Duration::from_millis(1));
    let client = dds::Client::new(&cloud.alibaba().retry(retry).build().unwrap());
    let request = DescribeBackupsRequest::new("dds-fake0001");
    cloud.fail::<DescribeBackupsRequest>([Fault::Throttle(Some(Duration::from_millis(120)))]);
    let started = std::time::Instant::now();
    client.describe_backups(&request).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(120));

    // More than the longest wait is not shortened: the service would refuse again.
    let asked = Duration::from_secs(60);
    cloud.fail::<DescribeBackupsRequest>([Fault::Throttle(Some(asked))]);
    let error = client.describe_backups(&request).await.unwrap_err();
    assert!(error.is_throttled() && error.attempts() == 1, "{error}");
    assert_eq!(error.retry_after(), Some(asked));
}

#[tokio::test]
async fn a_call_that_was_never_sent_is_retried_even_when_it_changes_something() {
    let cloud = MockCloud::start().await.unwrap();
    let config = hasty(&cloud).build().unwrap();
    cloud.shutdown().await;
    let client = ServiceClient::<Alibaba>::new(&config, &dds::SERVICE);
    let error = client.call(&Write { instance: "i".into(), token: None }).await.unwrap_err();
    assert!(error.is_connect() && error.attempts() == 3, "{error}");
}

#[tokio::test]
async fn an_empty_token_is_no_token() {
    let cloud = MockCloud::start().await.unwrap();
    let client = ServiceClient::<Alibaba>::new(&hasty(&cloud).build().unwrap(), &dds::SERVICE);
    for token in ["", "  "] {
        client.call(&WriteWithToken { instance: "i".into(), token: Some(token.into()) }).await.unwrap();
    }
    let sent = cloud.requests();
    let tokens: Vec<&str> =
        sent.iter().map(|request| request.parameters()["ClientToken"].as_str().unwrap()).collect();
    assert!(tokens.iter().all(|token| token.len() == 36) && tokens[0] != tokens[1], "{tokens:?}");
}

/// Hands out one key after the other.
#[derive(Debug)]
struct Keys(std::sync::Mutex<Vec<clouddb::Credentials>>);

impl clouddb::CredentialsProvider for Keys {
    fn credentials<'a>(
        &'a self,
        _: &'a clouddb::ProviderContext,
    ) -> clouddb::BoxFuture<'a, Result<clouddb::Credentials, Error>> {
        let mut keys = self.0.lock().unwrap();
        let key = if keys.len() > 1 { keys.remove(0) } else { keys[0].clone() };
        Box::pin(std::future::ready(Ok(key)))
    }
}

#[tokio::test]
async fn a_refused_key_is_replaced_once() {
    let good = clouddb::Credentials::new("FAKEKEY0002", "fake-secret-2");
    let bad = clouddb::Credentials::new("FAKEKEY0001", "fake-secret-1");
    let worse = clouddb::Credentials::new("FAKEKEY0003", "fake-secret-3");
    for (keys, sent, is_ok) in [
        (vec![bad.clone(), good.clone()], 2, true),
        (vec![bad.clone()], 1, false),
        (vec![bad.clone(), worse, good.clone()], 2, false),
    ] {
        let cloud = MockCloud::builder().credential(good.clone()).start().await.unwrap();
        let config = cloud.alibaba().credentials(Keys(std::sync::Mutex::new(keys))).build().unwrap();
        // Also for an operation that changes something: the service did nothing.
        let client = ServiceClient::<Alibaba>::new(&config, &dds::SERVICE);
        let result = client.call(&Write { instance: "i".into(), token: None }).await;
        assert_eq!((result.is_ok(), cloud.requests().len()), (is_ok, sent), "{result:?}");
    }
}

#[tokio::test]
async fn a_wait_that_would_outlast_the_call_gives_the_vendors_error_at_once() {
    let cloud = MockCloud::start().await.unwrap();
    let client = dds::Client::new(&cloud.alibaba().build().unwrap());
    cloud.fail_always::<DescribeBackupsRequest>(Fault::Throttle(Some(Duration::from_secs(15))));
    let request = DescribeBackupsRequest::new("dds-fake0001");
    let started = std::time::Instant::now();
    let error = client.describe_backups(&request).timeout(Duration::from_secs(5)).await.unwrap_err();
    assert!(error.is_throttled() && started.elapsed() < Duration::from_secs(3), "{error}");
}

#[tokio::test]
async fn a_cloud_that_is_gone_is_a_connection_error() {
    let cloud = MockCloud::start().await.unwrap();
    let client = dds::Client::new(&hasty(&cloud).build().unwrap());
    cloud.shutdown().await;
    let error = client.describe_backups(&DescribeBackupsRequest::new("dds-fake0001")).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn no_setting_and_no_answer_is_too_large_for_the_clock() {
    let cloud = MockCloud::start().await.unwrap();
    let retry = RetryConfig::default().first_delay(Duration::MAX).longest_delay(Duration::MAX);
    let timeouts = Timeouts::default().call(Duration::MAX).attempt(Duration::MAX);
    let client = dds::Client::new(&cloud.alibaba().retry(retry).timeouts(timeouts).build().unwrap());
    cloud.fail::<DescribeBackupsRequest>([Fault::Throttle(Some(Duration::from_millis(u64::MAX)))]);
    let request = DescribeBackupsRequest::new("dds-fake0001");
    let call = client.describe_backups(&request).timeout(Duration::from_secs(9));
    assert!(call.await.unwrap_err().is_throttled());
    assert!(client.describe_backups(&request).timeout(Duration::MAX).await.is_ok());
}

#[tokio::test]
async fn a_wrong_signature_is_never_retried() {
    use clouddb::huawei::dds::{Client, ShowBackupDownloadLinkRequest};
    let cloud = MockCloud::start().await.unwrap();
    let wrong = clouddb::Credentials::new(cloud.credentials().access_key_id(), "fake-wrong-secret");
    let client = Client::new(&cloud.huawei().credentials(wrong).build().unwrap());
    let request = ShowBackupDownloadLinkRequest::new("i", "b");
    let error = client.show_backup_download_link(&request).await.unwrap_err();
    assert!(error.is_authentication() && error.attempts() == 1, "five wrong ones lock the key: {error}");
}
