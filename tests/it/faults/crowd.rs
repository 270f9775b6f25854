//! A thousand calls at once, by fifty clients of one configuration, to a cloud of which a third of the attempts fails.

use std::time::{Duration, Instant};

use clouddb::mock::{Fault, MockCloud};
use clouddb::tencent::redis::{
    BackupDownloadInfo, Client, DescribeBackupUrlRequest, DescribeBackupUrlResponse,
};
use clouddb::{RateLimits, RetryConfig, Timeouts};

const CALLS: usize = 1_000;
const CLIENTS: usize = 50;
/// The page allows 20 calls a second: fifty seconds for all of them, too long for a test.
const FACTOR: f64 = 25.0;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_ends_in_time_with_its_own_answer_or_a_known_error() {
    let cloud = MockCloud::start().await.unwrap();
    cloud.on::<DescribeBackupUrlRequest>(|request| {
        let mut file = BackupDownloadInfo::default();
        file.file_name = Some(request.backup_id);
        let mut response = DescribeBackupUrlResponse::default();
        response.backup_infos = vec![file];
        Ok(response)
    });
    let faults = [Fault::Throttle(None), Fault::Internal, Fault::Reset, Fault::ResetBody, Fault::Html(503)];
    cloud.fail_sometimes::<DescribeBackupUrlRequest>(0.3, 20_260_101, faults);
    let retry = RetryConfig::default().first_delay(Duration::from_millis(20));
    let limit = Duration::from_secs(40);
    let config = cloud
        .tencent()
        .retry(retry)
        .rate_limits(RateLimits::scaled(FACTOR))
        .timeouts(Timeouts::default().call(limit));
    let config = config.build().unwrap();
    let clients: Vec<Client> = (0..CLIENTS).map(|_| Client::new(&config)).collect();

    let started = Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..CALLS {
        let client = clients[number % CLIENTS].clone();
        calls.spawn(async move {
            let id = format!("backup-{number}");
            let result =
                client.describe_backup_url(&DescribeBackupUrlRequest::new("crs-fake0001", id.as_str())).await;
            (id, result)
        });
    }
    let mut answered = 0;
    let mut failed = 0;
    while let Some(done) = calls.join_next().await {
        let (id, result) = done.unwrap();
        match result {
            Ok(response) => {
                assert_eq!(response.backup_infos[0].file_name.as_deref(), Some(id.as_str()));
                answered += 1;
            }
            Err(error) => {
                assert!(error.attempts() >= 1 && error.attempts() <= 3, "{error}");
                assert!(
                    error.class().is_some() || error.is_connect() || error.http_status() == Some(503),
                    "{error}"
                );
                failed += 1;
            }
        }
    }
    assert!(started.elapsed() < limit, "calls outlasted their time");
    assert_eq!(answered + failed, CALLS);
    assert!(answered > CALLS * 8 / 10, "only {answered} were answered");

    let mut times: Vec<_> = cloud.requests().iter().map(clouddb::mock::ReceivedRequest::time).collect();
    times.sort();
    // The cloud counts when it answers, which on a busy machine is now and then later than it should be.
    let allowed = 20.0 * FACTOR;
    for window in [Duration::from_secs(1), Duration::from_secs(2)] {
        let busiest = times
            .iter()
            .map(|first| times.iter().filter(|at| *first <= **at && **at < *first + window).count());
        let busiest = busiest.max().unwrap_or_default() as f64;
        let most = allowed * (window.as_secs_f64() + 0.3);
        assert!(busiest <= most, "{busiest} calls within {window:?}, {allowed} a second are allowed");
    }
    drop((clients, config));
    cloud.shutdown().await;
    let left = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    assert!(left <= 8, "{left} tasks are left");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_is_not_multiplied() {
    for fault in [Fault::Internal, Fault::Reset, Fault::Throttle(None)] {
        let cloud = MockCloud::start().await.unwrap();
        cloud.fail_always::<DescribeBackupUrlRequest>(fault.clone());
        let retry = RetryConfig::default().first_delay(Duration::from_millis(1));
        // A busy machine takes its time to accept a thousand connections at once, and each call has to arrive.
        let patience = Duration::from_secs(60);
        let timeouts = Timeouts::default().connect(patience).attempt(patience).call(patience);
        let config = cloud.tencent().retry(retry).rate_limits(RateLimits::off()).timeouts(timeouts);
        let config = config.build().unwrap();
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..CALLS {
            let client = Client::new(&config);
            calls.spawn(async move {
                client
                    .describe_backup_url(&DescribeBackupUrlRequest::new("crs-fake0001", "1"))
                    .await
                    .map(drop)
            });
        }
        while let Some(call) = calls.join_next().await {
            call.unwrap().unwrap_err();
        }
        let sent = cloud.requests().len();
        assert!((CALLS..=CALLS * 12 / 10).contains(&sent), "{fault:?}: {sent} requests for {CALLS} calls");
    }
}
