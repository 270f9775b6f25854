//! Nothing that the crate shows holds a secret: traces of every level, errors, and `Debug` of everything.

use std::io;
use std::sync::{Arc, Mutex};

use clouddb::mock::{Fault, MockCloud, MockError};
use clouddb::tencent::redis::{
    BackupDownloadInfo, Client, DescribeBackupUrlRequest, DescribeBackupUrlResponse,
};
use clouddb::{Credentials, Environment, UntypedRequest, alibaba, huawei, tencent};
use tracing_subscriber::fmt::MakeWriter;

const KEY: &str = "fake-secret-key-8f1d";
const TOKEN: &str = "fake-security-token-77aa";
const LINK: &str = "https://example.invalid/backup?sign=fake-link-51c0";

/// Keeps what is written.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<Vec<u8>>>);

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Kept {
    /// All that was written.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }

    fn show(&self, shown: impl std::fmt::Display) {
        let text = format!("{shown}\n");
        self.0.lock().unwrap().extend_from_slice(text.as_bytes());
    }
}

#[tokio::test]
async fn nothing_shown_holds_a_secret() {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(kept.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let key = Credentials::new("FAKEKEY0001", KEY).with_token(TOKEN);
    let cloud = MockCloud::builder().credential(key.clone()).start().await.unwrap();
    cloud.on::<DescribeBackupUrlRequest>(|request| {
        if request.backup_id == "gone" {
            return Err(MockError::code("InvalidParameterValue.BackupNotExists"));
        }
        let mut file = BackupDownloadInfo::default();
        file.download_url = Some(LINK.into());
        let mut response = DescribeBackupUrlResponse::default();
        response.backup_infos = vec![file];
        Ok(response)
    });
    let environment =
        Environment::fixed([("TENCENTCLOUD_SECRET_ID", "FAKEKEY0001"), ("TENCENTCLOUD_SECRET_KEY", KEY)]);
    kept.show(format_args!("{key:?} {environment:?} {cloud:?}"));
    let config = cloud.tencent().credentials(key.clone());
    kept.show(format_args!("{config:?}"));
    let config = config.build().unwrap();
    let client = Client::new(&config);
    kept.show(format_args!("{config:?} {client:?}"));

    let request = DescribeBackupUrlRequest::new("crs-fake0001", "b");
    let call = client.describe_backup_url(&request);
    kept.show(format_args!("{call:?}"));
    let response = call.await.unwrap();
    assert_eq!(response.backup_infos[0].download_url.as_ref().unwrap().expose(), LINK);
    kept.show(format_args!("{request:?} {response:?} {response:#?}"));
    kept.show(format_args!("{:?}", client.describe_backup_url(&request).raw().await.unwrap()));

    let faults = [
        Fault::Internal,
        Fault::ExpiredToken,
        Fault::Garbage,
        Fault::Truncated,
        Fault::Html(500),
        Fault::Reset,
        Fault::ResetBody,
        Fault::Oversize(64 << 20),
    ];
    for fault in faults {
        cloud.fail_always::<DescribeBackupUrlRequest>(fault.clone());
        let error =
            client.describe_backup_url(&request).retry(clouddb::RetryConfig::off()).await.unwrap_err();
        kept.show(format_args!("{fault:?}: {error} {error:?} {error:#?} {:?}", error.response()));
    }
    cloud.fail_always::<DescribeBackupUrlRequest>(Fault::None);
    let gone = DescribeBackupUrlRequest::new("crs-fake0001", "gone");
    kept.show(client.describe_backup_url(&gone).await.unwrap_err());
    kept.show(client.untyped(&UntypedRequest::action("Nothing")).await.unwrap_err());

    let wrong = Credentials::new("FAKEKEY0001", "fake-wrong-secret-key-8f1d").with_token(TOKEN);
    for error in [
        Client::new(&cloud.tencent().credentials(wrong.clone()).build().unwrap())
            .describe_backup_url(&request)
            .await
            .unwrap_err(),
        alibaba::dds::Client::new(&cloud.alibaba().credentials(wrong.clone()).build().unwrap())
            .describe_backup_tasks(&alibaba::dds::DescribeBackupTasksRequest::new("i"))
            .await
            .unwrap_err(),
        huawei::dds::Client::new(&cloud.huawei().credentials(wrong).build().unwrap())
            .show_backup_download_link(&huawei::dds::ShowBackupDownloadLinkRequest::new("i", "b"))
            .await
            .unwrap_err(),
        tencent::Config::builder().endpoint(format!("https://user:{KEY}@evil.example")).build().unwrap_err(),
    ] {
        kept.show(format_args!("{error} {error:?}"));
    }
    kept.show(format_args!("{:?}", cloud.requests()));

    let shown = kept.text();
    assert!(shown.contains("DescribeBackupUrl") && shown.contains("attempt"), "the traces were not kept");
    for secret in [KEY, TOKEN, LINK, "fake-link-51c0"] {
        let place = shown.find(secret).map(|at| &shown[at.saturating_sub(200)..at]);
        assert_eq!(place, None, "{secret} is shown after this");
    }
}
