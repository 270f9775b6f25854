//! Each thing that calls share, with a first call that was polled once and then left alone: a second one ends in its
//! normal time.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use clouddb::huawei::dds as huawei_dds;
use clouddb::huawei::dds::ShowBackupDownloadLinkRequest;
use clouddb::mock::MockCloud;
use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use clouddb::{RateLimits, RetryConfig};

use super::{Provider, Reply, park};
use crate::support::empty_environment;

/// Far less than the limit of a call, far more than a call of the mock cloud takes.
const NORMAL: Duration = Duration::from_secs(5);

fn request() -> DescribeBackupUrlRequest {
    DescribeBackupUrlRequest::new("crs-fake0001", "1")
}

async fn ends<T>(call: impl Future<Output = Result<T, clouddb::Error>>) {
    tokio::time::timeout(NORMAL, call).await.expect("the call is held up").unwrap();
}

#[tokio::test]
async fn of_the_clock_and_the_connection() {
    let cloud = MockCloud::start().await.unwrap();
    let client = Client::new(&cloud.tencent().build().unwrap());
    let parked = park(client.describe_backup_url(&request()));
    ends(client.describe_backup_url(&request())).await;
    ends(parked).await;
}

#[tokio::test]
async fn of_the_rate_limit() {
    let cloud = MockCloud::start().await.unwrap();
    let client = Client::new(&cloud.tencent().build().unwrap());
    ends(client.describe_backup_url(&request())).await;
    // Enough for the limit of 20 calls a second: the later ones wait for their slots.
    let parked: Vec<_> = (0..30).map(|_| park(client.describe_backup_url(&request()))).collect();
    for _ in 0..5 {
        ends(client.describe_backup_url(&request())).await;
    }
    for call in parked {
        ends(call).await;
    }
}

/// `buffer_unordered` polls its calls only while the loop waits for the next of them, not in the loop's body.
#[tokio::test]
async fn of_a_stream_whose_loop_makes_a_call_of_its_own() {
    let cloud = MockCloud::start().await.unwrap();
    let client = Client::new(&cloud.tencent().build().unwrap());
    let mut waiting: Vec<_> = (0..12).map(|_| Box::pin(client.describe_backup_url(&request()))).collect();
    let mut active: Vec<_> = waiting.drain(..8).collect();
    while !active.is_empty() {
        let done = poll_fn(|context| {
            let ready = active.iter_mut().position(|call| match call.as_mut().poll(context) {
                Poll::Ready(result) => result.map(|_| true).unwrap(),
                Poll::Pending => false,
            });
            ready.map_or(Poll::Pending, Poll::Ready)
        });
        let done = tokio::time::timeout(NORMAL, done).await.expect("the stream is held up");
        drop(active.remove(done));
        active.extend(waiting.pop());
        ends(client.describe_backup_url(&request())).await;
    }
    assert_eq!(cloud.requests().len(), 24);
}

#[tokio::test]
async fn of_the_refresh_of_credentials() {
    let cloud = MockCloud::start().await.unwrap();
    let provider = Provider::new(cloud.credentials(), &[Reply::After(Duration::from_millis(50))]);
    let client = Client::new(&cloud.tencent().credentials(provider.clone()).build().unwrap());
    let parked = park(client.describe_backup_url(&request()));
    ends(client.describe_backup_url(&request())).await;
    assert_eq!(provider.asked(), 1, "the second call drove the refresh of the first");
    ends(parked).await;
    assert_eq!(provider.asked(), 1);
}

#[tokio::test]
async fn of_the_lookup_of_a_project() {
    let cloud = MockCloud::start().await.unwrap();
    let config = clouddb::huawei::Config::builder()
        .environment(empty_environment())
        .endpoint(cloud.endpoint())
        .iam_endpoint(cloud.endpoint())
        .region("cn-north-4")
        .credentials(cloud.credentials().clone());
    let client = huawei_dds::Client::new(&config.build().unwrap());
    let request = ShowBackupDownloadLinkRequest::new("i", "b");
    let parked = park(client.show_backup_download_link(&request));
    ends(client.show_backup_download_link(&request)).await;
    let lookups = cloud.requests().iter().filter(|request| request.path() == "/v3/projects").count();
    assert_eq!(lookups, 1);
    ends(parked).await;
}

#[tokio::test]
async fn of_a_wait_before_a_retry() {
    use clouddb::mock::Fault;
    let cloud = MockCloud::start().await.unwrap();
    let retry = RetryConfig::default().first_delay(Duration::from_secs(3600)).longest_delay(Duration::MAX);
    let config = cloud.tencent().retry(retry).rate_limits(RateLimits::off()).build().unwrap();
    let client = Client::new(&config);
    cloud.fail::<DescribeBackupUrlRequest>([Fault::Internal]);
    let waiting = tokio::spawn(client.describe_backup_url(&request()).timeout(Duration::MAX));
    while cloud.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    ends(client.describe_backup_url(&request())).await;
    waiting.abort();
}
