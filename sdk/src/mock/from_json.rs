//! Makes responses from JSON, for closures of the mock cloud.

use serde_json::Value as Json;

use super::check::check_response;
use crate::runtime::{Error, ErrorKind, Record, Result, decode};

/// Makes a response, or a struct inside one, from the JSON that the service would send.
///
/// The JSON is checked against the spec: it needs wire names, the right types, all required members and no unknown
/// ones. Times are in the wire format, secrets are plain text, and an enum accepts any value. To make a response that
/// differs from the documentation, use `serde_json::from_value`, which is as lenient as the client.
///
/// ```
/// # #[cfg(feature = "tencent-mongodb")]
/// # fn main() -> Result<(), clouddb::Error> {
/// use clouddb::mock::from_json;
/// use clouddb::tencent::mongodb::{DescribeBackupDownloadTaskResponse, DownloadTaskStatus};
/// use serde_json::json;
///
/// let response: DescribeBackupDownloadTaskResponse = from_json(json!({
///     "TotalCount": 1,
///     "Tasks": [{"BackupName": "fake", "Status": 2, "CreateTime": "2024-01-16 19:04:56"}],
/// }))?;
/// assert_eq!(response.tasks[0].status, Some(DownloadTaskStatus::Completed));
///
/// let error = from_json::<DescribeBackupDownloadTaskResponse>(json!({"Tasks": [{"Stauts": "2"}]})).unwrap_err();
/// assert_eq!(
///     error.message(),
///     "DescribeBackupDownloadTaskResponse: TotalCount must be there; \
///      Tasks[0].Stauts is not known; did you mean `Status`?"
/// );
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "tencent-mongodb"))]
/// # fn main() {}
/// ```
///
/// # Errors
///
/// [`ErrorKind::Decode`] with every fault and the path to it.
pub fn from_json<T: Record + Default>(json: Json) -> Result<T> {
    let mut value = T::default();
    fill(&mut value, &json)?;
    Ok(value)
}

/// [`from_json`] as a constructor of the type.
///
/// ```
/// # #[cfg(feature = "alibaba-dds")]
/// # fn example(cloud: &clouddb::mock::MockCloud) -> Result<(), clouddb::Error> {
/// use clouddb::alibaba::dds::{DescribeBackupsRequest, DescribeBackupsResponse};
/// use clouddb::mock::FromJson;
/// use serde_json::json;
///
/// let response = DescribeBackupsResponse::from_json(json!({"Backups": {"Backup": [{"BackupId": "1"}]}}))?;
/// cloud.on::<DescribeBackupsRequest>(move |_| Ok(response.clone()));
/// # Ok(())
/// # }
/// ```
pub trait FromJson: Record + Default {
    /// See [`from_json`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] with every fault and the path to it.
    fn from_json(json: Json) -> Result<Self> {
        from_json(json)
    }
}

impl<T: Record + Default> FromJson for T {}

fn fill(record: &mut dyn Record, json: &Json) -> Result<()> {
    let table = record.table();
    let refused = |fault: String| Error::new(ErrorKind::Decode, format!("{}: {fault}", table.name));
    let members = json.as_object().ok_or_else(|| refused("the JSON must be an object".to_owned()))?;
    let faults = check_response(table, members);
    if !faults.is_empty() {
        let faults: Vec<String> =
            faults.iter().map(|fault| format!("{} {}", fault.path, fault.text)).collect();
        return Err(refused(faults.join("; ")));
    }
    decode::deserialize(record, members).map_err(|e: serde_json::Error| refused(e.to_string()))
}
