//! A clock that is hours off.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use clouddb::alibaba::dds::{self, DescribeBackupTasksRequest};
use clouddb::huawei::dds::{self as huawei_dds, ShowBackupDownloadLinkRequest};
use clouddb::mock::MockCloud;
use clouddb::tencent::redis::{self, DescribeBackupUrlRequest};
use clouddb::{Clock, SystemClock};

/// The system's clock, so many seconds off.
#[derive(Clone, Debug)]
struct Off(Arc<AtomicI64>);

impl Clock for Off {
    fn now(&self) -> SystemTime {
        let seconds = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(seconds.unsigned_abs());
        if seconds < 0 { SystemTime::now() - by } else { SystemTime::now() + by }
    }

    fn nonce(&self) -> u128 {
        SystemClock.nonce()
    }
}

const HOURS: i64 = 6 * 3600;

#[tokio::test]
async fn calls_that_start_together_all_correct_the_clock() {
    let cloud = MockCloud::start().await.unwrap();
    let clock = Off(Arc::new(AtomicI64::new(HOURS)));
    let config = cloud.tencent().clock(clock).rate_limits(clouddb::RateLimits::off()).build().unwrap();
    let client = redis::Client::new(&config);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls
            .spawn(async move { client.describe_backup_url(&DescribeBackupUrlRequest::new("i", "b")).await });
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap().unwrap();
    }
}

#[tokio::test]
async fn the_lookup_of_a_project_corrects_the_clock_too() {
    let cloud = MockCloud::start().await.unwrap();
    let config = clouddb::huawei::Config::builder()
        .environment(clouddb::Environment::fixed::<&str, &str>([]))
        .endpoint(cloud.endpoint())
        .iam_endpoint(cloud.endpoint())
        .region("cn-north-4")
        .credentials(cloud.credentials().clone())
        .clock(Off(Arc::new(AtomicI64::new(-HOURS))));
    let client = huawei_dds::Client::new(&config.build().unwrap());
    client.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await.unwrap();
    assert_eq!(cloud.requests().len(), 3, "the lookup twice, and the call with what it learned");
}

#[tokio::test]
async fn the_first_call_corrects_the_clock_and_later_ones_need_not() {
    for off in [HOURS, -HOURS] {
        let cloud = MockCloud::start().await.unwrap();
        let clock = Off(Arc::new(AtomicI64::new(off)));
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
        assert_eq!(calls().await, 6, "one repetition each");
        assert_eq!(calls().await, 3, "the difference is known");
        // The local clock is set right, or wrong the other way: that is learned as well.
        clock.0.store(-off, Ordering::Relaxed);
        assert_eq!(calls().await, 6);
        assert_eq!(calls().await, 3);
    }
}
