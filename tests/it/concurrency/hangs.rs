//! What never ends costs a call its own limit on time, and no other call more.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clouddb::mock::MockCloud;
use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use clouddb::{ErrorKind, RetryConfig, Timeouts, tencent};
use tokio::time::Instant;

use super::{Provider, Reply};
use crate::support::{empty_environment, key};

fn request() -> DescribeBackupUrlRequest {
    DescribeBackupUrlRequest::new("crs-fake0001", "1")
}

/// Long before anything else than the call's own limit would end it.
const LIMIT: Duration = Duration::from_millis(300);

async fn runs_out_of_time(client: &Client) {
    let started = std::time::Instant::now();
    let error = client.describe_backup_url(&request()).timeout(LIMIT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_provider_that_never_answers_is_asked_again() {
    let cloud = MockCloud::start().await.unwrap();
    let provider = Provider::new(cloud.credentials(), &[Reply::Never, Reply::After(Duration::ZERO)]);
    let client = Client::new(&cloud.tencent().credentials(provider.clone()).build().unwrap());
    runs_out_of_time(&client).await;
    client.describe_backup_url(&request()).await.unwrap();
    assert_eq!(provider.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_hangs_is_not_kept_alive_by_calls_that_come_one_after_the_other() {
    let key = key();
    let provider = Provider::new(&key, &[Reply::Never, Reply::After(Duration::from_millis(10))]);
    let config = tencent::Config::builder()
        .environment(empty_environment())
        .credentials(provider.clone())
        .timeouts(Timeouts::default().call(Duration::from_secs(1)))
        .transport(crate::support::Canned::new(200, r#"{"Response":{"RequestId":"1"}}"#))
        .build()
        .unwrap();
    let client = Client::new(&config);
    let started = Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    // There is always one that waits.
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { client.describe_backup_url(&request()).await.map(|_| Instant::now()) });
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let results = calls.join_all().await;
    let answered: Vec<_> = results.iter().flatten().map(|at| *at - started).collect();
    assert!(answered.len() >= 15, "only {} of 20 were answered: {results:?}", answered.len());
    assert_eq!(provider.asked(), 2);
}

/// A server that says `100 Continue` for as long as anybody listens, which hyper reads without a pause.
#[tokio::test]
async fn a_server_that_never_comes_to_the_point() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        while !stopped.load(Ordering::Relaxed) && stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").is_ok() {
        }
    });
    let config = tencent::Config::builder()
        .environment(empty_environment())
        .credentials(key())
        .endpoint(endpoint)
        .retry(RetryConfig::off());
    let client = Client::new(&config.build().unwrap());
    runs_out_of_time(&client).await;
    stop.store(true, Ordering::Relaxed);
}

/// A metadata service that takes connections and says nothing.
#[tokio::test]
async fn a_metadata_service_that_says_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let environment =
        empty_environment().with_metadata_service(format!("http://{}", listener.local_addr().unwrap()));
    let config = tencent::Config::builder().environment(environment).region("ap-shanghai");
    let client = Client::new(&config.build().unwrap());
    runs_out_of_time(&client).await;
}

/// A named pipe that nobody writes to: opening it waits for ever.
#[cfg(unix)]
#[tokio::test]
async fn a_file_that_never_opens() {
    let folder = std::env::temp_dir().join(format!("clouddb-pipe-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join("credentials");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let source = tencent::credentials::CredentialsFile::new().path(&pipe);
    let config =
        tencent::Config::builder().environment(empty_environment()).region("ap-shanghai").credentials(source);
    let client = Client::new(&config.build().unwrap());
    runs_out_of_time(&client).await;
    // The reader that waits for the pipe is let go.
    drop(std::fs::OpenOptions::new().write(true).open(&pipe).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The server's first connection is kept busy without end; the others are served.
#[tokio::test]
async fn a_flooded_connection_costs_other_calls_little() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    std::thread::spawn(move || {
        let (mut flooded, _) = listener.accept().unwrap();
        std::thread::spawn(move || {
            let _ = flooded.read(&mut [0; 4096]);
            let lines = b"HTTP/1.1 100 Continue\r\n\r\n".repeat(100);
            while !stopped.load(Ordering::Relaxed) && flooded.write_all(&lines).is_ok() {}
        });
        while let Ok((mut served, _)) = listener.accept() {
            let body = r#"{"Response":{"RequestId":"1"}}"#;
            let _ = served.read(&mut [0; 4096]);
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = served.write_all((head + body).as_bytes());
        }
    });
    let config = tencent::Config::builder()
        .environment(empty_environment())
        .credentials(key())
        .endpoint(endpoint)
        .retry(RetryConfig::off());
    let client = Client::new(&config.build().unwrap());
    let flooded = tokio::spawn(client.describe_backup_url(&request()).timeout(Duration::from_secs(3)));
    tokio::time::sleep(Duration::from_millis(300)).await;
    for _ in 0..3 {
        client.describe_backup_url(&request()).await.unwrap();
    }
    assert_eq!(flooded.await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    client.describe_backup_url(&request()).await.unwrap();
    stop.store(true, Ordering::Relaxed);
}

/// A refresh that hangs is not waited for by calls that have less time than it has taken already.
#[tokio::test]
async fn a_patient_call_does_not_keep_a_refresh_that_hangs_for_the_others() {
    let cloud = MockCloud::start().await.unwrap();
    let provider = Provider::new(cloud.credentials(), &[Reply::Never, Reply::After(Duration::ZERO)]);
    let client = Client::new(&cloud.tencent().credentials(provider.clone()).build().unwrap());
    let patient = tokio::spawn(client.describe_backup_url(&request()).timeout(Duration::from_secs(60)));
    while provider.asked() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    runs_out_of_time(&client).await;
    client.describe_backup_url(&request()).timeout(LIMIT).await.unwrap();
    // The patient one is content with what the other has found.
    patient.await.unwrap().unwrap();
    assert_eq!(provider.asked(), 2);
}
