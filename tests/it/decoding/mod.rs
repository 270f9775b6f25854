//! What responses may look like: what is read of them, what is refused, and what is an error although its HTTP status
//! says success.

mod bodies;
mod failures;
mod masks;
mod missing;
mod properties;

use clouddb::__private::{Record, Vendor, decode, encode};
use clouddb::ConfigBuilder;
use clouddb::alibaba::dds::{DescribeBackupTasksRequest, DescribeBackupsRequest};
use clouddb::huawei::dds::ShowBackupDownloadLinkRequest;
use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
use clouddb::tencent::redis::DescribeBackupUrlRequest;
use clouddb::{Error, RetryConfig, Transport, alibaba, huawei, tencent};
use serde_json::Value as Json;

use crate::golden::trees::types::tencent::golden::{DescribeTypesRequest, DescribeTypesResponse};
use crate::support::{Canned, key};

/// An operation of each kind of protocol and of each service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    DownloadTask,
    BackupUrl,
    BackupTasks,
    Backups,
    DownloadLink,
}

impl Operation {
    /// Calls the operation, answered with this status and body: the response as JSON, or the error.
    async fn answered(self, status: u16, body: impl AsRef<[u8]>) -> Result<Json, Error> {
        self.call(Canned::new(status, body.as_ref().to_owned()), RetryConfig::off()).await
    }

    async fn call(self, transport: impl Transport + 'static, retry: RetryConfig) -> Result<Json, Error> {
        match self {
            Self::DownloadTask => {
                let client = tencent::mongodb::Client::new(&config(transport, retry));
                let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
                client.describe_backup_download_task(&request).await.map(|response| written(&response))
            }
            Self::BackupUrl => {
                let client = tencent::redis::Client::new(&config(transport, retry));
                let request = DescribeBackupUrlRequest::new("crs-fake0001", "1");
                client.describe_backup_url(&request).await.map(|response| written(&response))
            }
            Self::BackupTasks => {
                let client = alibaba::dds::Client::new(&config(transport, retry));
                let request = DescribeBackupTasksRequest::new("dds-fake0001");
                client.describe_backup_tasks(&request).await.map(|response| written(&response))
            }
            Self::Backups => {
                let client = alibaba::dds::Client::new(&config(transport, retry));
                let request = DescribeBackupsRequest::new("dds-fake0001");
                client.describe_backups(&request).await.map(|response| written(&response))
            }
            Self::DownloadLink => {
                let config = huawei::Config::builder().project_id("fake-project");
                let client = huawei::dds::Client::new(&with(config, transport, retry));
                let request = ShowBackupDownloadLinkRequest::new("fake-instance", "fake-backup");
                client.show_backup_download_link(&request).await.map(|response| written(&response))
            }
        }
    }
}

fn config<V: Vendor>(
    transport: impl Transport + 'static,
    retry: RetryConfig,
) -> clouddb::__private::Config<V> {
    with(clouddb::__private::Config::builder(), transport, retry)
}

fn with<V: Vendor>(
    config: ConfigBuilder<V>,
    transport: impl Transport + 'static,
    retry: RetryConfig,
) -> clouddb::__private::Config<V> {
    let config = config.region("xx-test-1").credentials(key());
    config.transport(transport).retry(retry).build().unwrap()
}

/// What was read, with its secrets.
fn written(record: &dyn Record) -> Json {
    encode::serialize(record, serde_json::value::Serializer).unwrap()
}

/// The response of the operation that has a field of every type, read from the members of `body`. All that it
/// requires is there unless `body` says otherwise.
fn types(body: &str) -> Result<Json, Error> {
    let full = r#""Text":"t","Bool":true,"Int32":1,"Float":0.5,"Time":"2024-01-31 08:00:00","Any":1,"Password":"fake",
        "Color":"red","Level":1,"Outer":{}"#;
    let comma = if body.is_empty() { "" } else { "," };
    let mut response = DescribeTypesResponse::default();
    let body = format!("{{\"Response\":{{{full}{comma}{body}}}}}");
    decode::read(body.as_bytes(), Some("Response"), &mut response).map(|()| written(&response))
}

/// The request of that operation, which has more of them.
fn type_parameters(body: &str) -> Result<Json, Error> {
    let mut request = DescribeTypesRequest::default();
    decode::read(body.as_bytes(), None, &mut request).map(|()| written(&request))
}
