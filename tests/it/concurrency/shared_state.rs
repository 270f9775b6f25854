//! Rate limits and retry budgets belong to the configuration.

use std::time::{Duration, Instant};

use clouddb::mock::{Fault, MockCloud};
use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use clouddb::{RateLimits, RetryConfig, tencent};

use crate::scripted::{Scripted, refused};
use crate::support::key;

fn request() -> DescribeBackupUrlRequest {
    DescribeBackupUrlRequest::new("crs-fake0001", "1")
}

#[tokio::test]
async fn a_client_for_each_call_keeps_the_rate_limit() {
    let cloud = MockCloud::start().await.unwrap();
    let config = cloud.tencent().rate_limits(RateLimits::scaled(0.5)).build().unwrap();
    let started = Instant::now();
    for _ in 0..15 {
        Client::new(&config).describe_backup_url(&request()).await.unwrap();
    }
    // Ten a second: the eleventh and those after it belong to the next second.
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn clients_share_a_retry_budget() {
    let cloud = MockCloud::start().await.unwrap();
    cloud.fail_always::<DescribeBackupUrlRequest>(Fault::Internal);
    let retry = RetryConfig::default().first_delay(Duration::ZERO);
    let config = cloud.tencent().retry(retry).rate_limits(RateLimits::off()).build().unwrap();
    for _ in 0..300 {
        Client::new(&config).describe_backup_url(&request()).await.unwrap_err();
    }
    // The budget pays for a hundred retries, and nothing gives back.
    assert_eq!(cloud.requests().len(), 400);
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_waits_to_retry_costs_nothing() {
    let cloud = MockCloud::start().await.unwrap();
    let retry = RetryConfig::default().first_delay(Duration::from_secs(3600)).longest_delay(Duration::MAX);
    let config = cloud.tencent().retry(retry).rate_limits(RateLimits::off()).build().unwrap();
    let client = Client::new(&config);
    cloud.fail_always::<DescribeBackupUrlRequest>(Fault::Internal);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..150 {
        calls.spawn(client.describe_backup_url(&request()).timeout(Duration::MAX));
    }
    // A hundred wait, and the budget is empty: fifty fail at once.
    for _ in 0..50 {
        calls.join_next().await.unwrap().unwrap().unwrap_err();
    }
    calls.shutdown().await;
    let before = cloud.requests().len();
    let retry = RetryConfig::default().attempts(2).first_delay(Duration::ZERO);
    client.describe_backup_url(&request()).retry(retry).await.unwrap_err();
    assert_eq!(cloud.requests().len() - before, 2, "the budget is still empty");
}

#[tokio::test(start_paused = true)]
async fn nor_does_one_that_is_dropped_while_its_retry_waits_for_the_rate_limit() {
    let script = Scripted::new([refused("InternalError")]);
    let config = tencent::Config::builder()
        .region("ap-guangzhou")
        .credentials(key())
        .retry(RetryConfig::default().first_delay(Duration::ZERO))
        // One call a second.
        .rate_limits(RateLimits::scaled(0.05))
        .transport(script.clone());
    let client = Client::new(&config.build().unwrap());
    // The first attempt waits for a second, and so would the retry: the budget would pay for a hundred.
    for _ in 0..120 {
        client.describe_backup_url(&request()).timeout(Duration::from_millis(1_500)).await.unwrap_err();
    }
    let before = script.count();
    client.describe_backup_url(&request()).await.unwrap_err();
    assert_eq!(script.count() - before, 3, "the budget is still empty");
}
