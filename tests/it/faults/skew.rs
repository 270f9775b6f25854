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
