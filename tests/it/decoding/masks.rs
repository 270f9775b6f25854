//! Serializing masks secrets, unless it is asked not to.

use std::collections::BTreeMap;

use clouddb::tencent::mongodb::DescribeBackupDownloadTaskResponse;
use clouddb::tencent::redis::DescribeBackupUrlResponse;
use clouddb::{Secret, WithSecrets};
use serde_json::{Value as Json, json};

use super::{types, written};
use crate::golden::trees::types::tencent::golden::{DescribeTypesRequest, DescribeTypesResponse};

const LINK: &str = "https://bucket.example/1.rdb?sign=fake";

fn links() -> Json {
    json!({
        "DownloadUrl": [LINK, ""],
        "BackupInfos": [{"FileName": "1.rdb", "FileSize": 1, "DownloadUrl": LINK}],
        "RequestId": "1",
    })
}

#[test]
fn secrets_are_masked_at_every_level() {
    let response: DescribeBackupUrlResponse = serde_json::from_value(links()).unwrap();
    let masked = json!({
        "DownloadUrl": ["***", ""],
        "BackupInfos": [{"FileName": "1.rdb", "FileSize": 1, "DownloadUrl": "***"}],
        "RequestId": "1",
    });
    assert_eq!(serde_json::to_value(&response).unwrap(), masked);
    assert_eq!(serde_json::to_value(&response.backup_infos).unwrap(), masked["BackupInfos"]);

    let request = DescribeTypesRequest::default().password(LINK).links([LINK]).text("shown");
    let masked = json!({"Text": "shown", "Password": "***", "Links": ["***"]});
    assert_eq!(serde_json::to_value(&request).unwrap(), masked);
    assert_eq!(written(&request)["Password"], LINK, "what is sent is in clear");

    let secret = Secret::from(LINK);
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"***\"");
    assert_eq!(serde_json::to_string(&Some(secret)).unwrap(), "\"***\"");
    assert_eq!(serde_json::to_string(&Secret::default()).unwrap(), "\"\"");
}

#[test]
fn a_wrapper_serializes_them_in_clear() {
    let response: DescribeBackupUrlResponse = serde_json::from_value(links()).unwrap();
    let clear = serde_json::to_value(WithSecrets(&response)).unwrap();
    assert_eq!(clear, links());
    assert_eq!(serde_json::from_value::<DescribeBackupUrlResponse>(clear).unwrap(), response);
    assert_eq!(serde_json::to_value(WithSecrets(&response.backup_infos)).unwrap(), links()["BackupInfos"]);

    let secret = Secret::from(LINK);
    assert_eq!(serde_json::to_value(WithSecrets(&secret)).unwrap(), LINK);
    assert_eq!(serde_json::to_value(WithSecrets(&Some(secret.clone()))).unwrap(), LINK);
    let map = BTreeMap::from([("a".to_owned(), secret)]);
    assert_eq!(serde_json::to_value(WithSecrets(&map)).unwrap(), json!({"a": LINK}));
    assert!(!format!("{:?}", WithSecrets(&map)).contains("sign"));
}

#[test]
fn a_mask_is_no_secret() {
    let response: DescribeBackupUrlResponse = serde_json::from_value(links()).unwrap();
    let masked = serde_json::to_string(&response).unwrap();
    let error = serde_json::from_str::<DescribeBackupUrlResponse>(&masked).unwrap_err().to_string();
    assert!(error.starts_with("`DownloadUrl[0]` is `***`, the mask of a secret"), "{error}");
    assert!(error.contains("clouddb::WithSecrets"), "{error}");
    let error = serde_json::from_str::<DescribeTypesResponse>(
        r#"{"Text":"","Bool":true,"Int32":1,"Float":1,"Time":"","Any":1,"Password":"***","Color":"","Level":1,"Outer":{}}"#,
    );
    assert!(error.unwrap_err().to_string().starts_with("`Password` is `***`"));
    let error = serde_json::from_str::<Secret>("\"***\"").unwrap_err().to_string();
    assert!(error.contains("clouddb::WithSecrets"), "{error}");
    assert_eq!(serde_json::from_str::<Secret>("\"fake\"").unwrap().expose(), "fake");
    assert!(serde_json::from_str::<Secret>("\"\"").unwrap().is_empty());
}

/// Text that is no secret, and what a service sends, is taken as it comes.
#[test]
fn only_deserializing_refuses_masks() {
    assert_eq!(types(r#""Text":"***","Password":"***""#).unwrap()["Password"], "***");
    let text = r#"{"TotalCount":1,"Tasks":[{"BackupName":"***"}]}"#;
    let response: DescribeBackupDownloadTaskResponse = serde_json::from_str(text).unwrap();
    assert_eq!(response.tasks[0].backup_name.as_deref(), Some("***"));
}
