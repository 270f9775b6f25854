//! What a call writes into the traces.

use std::time::Duration;

use clouddb::RetryConfig;
use clouddb::mock::{Fault, MockCloud};
use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use tracing_subscriber::filter::LevelFilter;

use crate::secrets::Kept;

#[tokio::test]
async fn a_failing_call_is_one_warning_and_each_retry_is_an_information() {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::INFO)
        .with_ansi(false)
        .with_writer(kept.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let cloud = MockCloud::start().await.unwrap();
    let retry = RetryConfig::default().first_delay(Duration::from_millis(1));
    let client = Client::new(&cloud.tencent().retry(retry).build().unwrap());
    let request = DescribeBackupUrlRequest::new("crs-fake0001", "1");
    client.describe_backup_url(&request).await.unwrap();
    assert_eq!(kept.text(), "", "a call that succeeds is no news");

    cloud.fail_always::<DescribeBackupUrlRequest>(Fault::Internal);
    client.describe_backup_url(&request).await.unwrap_err();
    let text = kept.text();
    let count = |level: &str| text.lines().filter(|line| line.contains(level)).count();
    assert_eq!((count(" WARN "), count(" INFO ")), (1, 2), "{text}");
    for part in [
        "the call failed",
        "retrying",
        "attempt=2",
        "error.type=\"InternalError\"",
        "rpc.method=DescribeBackupUrl",
        "server.address=\"127.0.0.1\"",
        &format!("server.port={}", cloud.address().port()),
        "http.request.resend_count=2",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}
