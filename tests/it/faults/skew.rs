//! A clock that is hours off.

use clouddb::alibaba::dds::{self, DescribeBackupTasksRequest};
use clouddb::huawei::dds::{self as huawei_dds, ShowBackupDownloadLinkRequest};
use clouddb::mock::MockCloud;
use clouddb::tencent::redis::{self, DescribeBackupUrlRequest};

use crate::support::{Off, empty_environment};

const HOURS: i64 = 6 * 3600;

#[tokio::test]
async fn one_call_learns_the_offset_and_the_others_wait_for_it() {
    let cloud = MockCloud::start().await.unwrap();
    let unlimited = clouddb::RateLimits::off();
    let tencent = cloud.tencent().clock(Off::by(HOURS)).rate_limits(unlimited).build().unwrap();
    let huawei = cloud.huawei().clock(Off::by(-HOURS)).rate_limits(unlimited).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..50 {
        // A client for each call: what is learned belongs to the configuration.
        let tencent = redis::Client::new(&tencent);
        calls.spawn(async move {
            tencent.describe_backup_url(&DescribeBackupUrlRequest::new("i", "b")).await.map(drop)
        });
        let huawei = huawei_dds::Client::new(&huawei);
        calls.spawn(async move {
            huawei.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await.map(drop)
        });
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap().unwrap();
    }
    let requests = cloud.requests();
    let wrong = |vendor| {
        let sent = requests.iter().filter(|request| request.vendor() == Some(vendor));
        sent.filter(|request| !request.verdict().is_verified()).count()
    };
    assert_eq!((wrong("tencent"), wrong("huawei"), requests.len()), (1, 1, 102));
}

#[tokio::test]
async fn a_call_that_is_not_retried_still_teaches_the_others() {
    let cloud = MockCloud::start().await.unwrap();
    let config = cloud.huawei().clock(Off::by(HOURS)).retry(clouddb::RetryConfig::off()).build().unwrap();
    let client = huawei_dds::Client::new(&config);
    let request = ShowBackupDownloadLinkRequest::new("i", "b");
    assert!(client.show_backup_download_link(&request).await.unwrap_err().is_clock_skew());
    client.show_backup_download_link(&request).await.unwrap();
}

#[tokio::test]
async fn the_lookup_of_a_project_corrects_the_clock_too() {
    let cloud = MockCloud::start().await.unwrap();
    let config = clouddb::huawei::Config::builder()
        .environment(empty_environment())
        .endpoint(cloud.endpoint())
        .iam_endpoint(cloud.endpoint())
        .region("cn-north-4")
        .credentials(cloud.credentials().clone())
        .clock(Off::by(-HOURS));
    let client = huawei_dds::Client::new(&config.build().unwrap());
    client.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await.unwrap();
    assert_eq!(cloud.requests().len(), 3, "the lookup twice, and the call with what it learned");
}

#[tokio::test]
async fn the_first_call_corrects_the_clock_and_later_ones_need_not() {
    for off in [HOURS, -HOURS] {
        let cloud = MockCloud::start().await.unwrap();
        let clock = Off::by(off);
        let tencent = redis::Client::new(&cloud.tencent().clock(clock.clone()).build().unwrap());
        let alibaba = dds::Client::new(&cloud.alibaba().clock(clock.clone()).build().unwrap());
        let huawei = huawei_dds::Client::new(&cloud.huawei().clock(clock.clone()).build().unwrap());
        let calls = async || {
            let before = cloud.requests().len();
            tencent.describe_backup_url(&DescribeBackupUrlRequest::new("i", "b")).await.unwrap();
            alibaba.describe_backup_tasks(&DescribeBackupTasksRequest::new("i")).await.unwrap();
            huawei.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await.unwrap();
            cloud.requests().len() - before
        };
        assert_eq!(calls().await, 6, "one retry each");
        assert_eq!(calls().await, 3, "the difference is known");
        // The local clock is set right, or wrong the other way: that is learned as well.
        clock.set(-off);
        assert_eq!(calls().await, 6);
        assert_eq!(calls().await, 3);
    }
}
