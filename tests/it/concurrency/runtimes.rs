//! One client in several tokio runtimes.

use std::time::Duration;

use clouddb::RetryConfig;
use clouddb::mock::MockCloud;
use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use tokio::runtime::{Builder, Runtime};

use super::{Provider, Reply};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A cloud in a runtime of its own.
fn cloud() -> (Runtime, MockCloud) {
    let server = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let cloud = server.block_on(MockCloud::start()).unwrap();
    (server, cloud)
}

async fn call(client: &Client) -> Result<(), clouddb::Error> {
    let call = client.describe_backup_url(&DescribeBackupUrlRequest::new("crs-fake0001", "1"));
    call.timeout(Duration::from_secs(10)).await.map(drop)
}

#[test]
fn connections_of_an_idle_runtime_are_not_used_by_another() {
    let (_server, cloud) = cloud();
    let client = Client::new(&cloud.tencent().retry(RetryConfig::off()).build().unwrap());
    // More than are remembered, each alive and not driven after its call.
    let runtimes: Vec<Runtime> = (0..10).map(|_| runtime()).collect();
    for runtime in runtimes.iter().chain(&runtimes) {
        runtime.block_on(call(&client)).unwrap();
    }
}

#[test]
fn a_runtime_that_ends_during_a_refresh_harms_no_call_in_another() {
    let (_server, cloud) = cloud();
    let provider = Provider::new(cloud.credentials(), &[Reply::After(Duration::from_millis(200))]);
    let client = Client::new(&cloud.tencent().credentials(provider.clone()).build().unwrap());
    let first = runtime();
    first.block_on(async {
        tokio::spawn({
            let client = client.clone();
            async move { call(&client).await }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
    });
    assert_eq!(provider.asked(), 1);
    let second = runtime();
    second.block_on(async {
        let waiting = tokio::spawn({
            let client = client.clone();
            async move { call(&client).await }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        first.shutdown_background();
        waiting.await.unwrap().unwrap();
    });
}

#[test]
fn a_refresh_in_an_idle_runtime_is_not_waited_for_in_another() {
    let (_server, cloud) = cloud();
    let provider = Provider::new(cloud.credentials(), &[Reply::After(Duration::from_millis(100))]);
    let client = Client::new(&cloud.tencent().credentials(provider).build().unwrap());
    let idle = runtime();
    let waiting = idle.spawn({
        let client = client.clone();
        async move { call(&client).await }
    });
    idle.block_on(async { tokio::time::sleep(Duration::from_millis(20)).await });
    runtime().block_on(call(&client)).unwrap();
    idle.block_on(waiting).unwrap().unwrap();
}
