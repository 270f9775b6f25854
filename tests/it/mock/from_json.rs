//! Responses that tests make of JSON.

use clouddb::__private::Record;
use clouddb::alibaba::dds::{
    self, Backup, DescribeBackupTasksResponse, DescribeBackupsRequest, DescribeBackupsResponse,
};
use clouddb::huawei::dds::ShowBackupDownloadLinkResponse;
use clouddb::mock::{FromJson, MockCloud, from_json};
use clouddb::tencent::mongodb::{
    self, BackupDownloadTask, DescribeBackupDownloadTaskRequest, DescribeBackupDownloadTaskResponse,
    DownloadTaskStatus,
};
use clouddb::tencent::redis::DescribeBackupUrlResponse;
use clouddb::{ErrorKind, Result};
use serde_json::{Value as Json, json};

use crate::golden::trees::types::tencent::golden::DescribeTypesResponse;

#[tokio::test]
async fn a_response_of_json_arrives_as_it_was_made() {
    let cloud = MockCloud::start().await.unwrap();
    let client = mongodb::Client::new(&cloud.tencent().build().unwrap());
    cloud.on::<DescribeBackupDownloadTaskRequest>(|request| {
        Ok(from_json(json!({
            "TotalCount": 1,
            "Tasks": [{
                "BackupName": request.instance_id, "Status": 2, "Percent": null, "Url": "https://fake.invalid/x",
                "CreateTime": "2024-01-16 19:04:56",
            }],
        }))
        .unwrap())
    });
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let response = client.describe_backup_download_task(&request).await.unwrap();
    let task = &response.tasks[0];
    assert_eq!(task.backup_name.as_deref(), Some("cmgo-fake0001"));
    assert_eq!((task.status, task.percent), (Some(DownloadTaskStatus::Completed), None));
    assert_eq!(task.url.as_ref().unwrap().expose(), "https://fake.invalid/x");
    assert_eq!(task.create_time.as_ref().unwrap().unix_seconds().unwrap(), 1_705_403_096);

    let client = dds::Client::new(&cloud.alibaba().build().unwrap());
    let made = DescribeBackupsResponse::from_json(json!({
        "Backups": {"Backup": [{"BackupId": "1", "BackupStatus": "Melted", "BackupStartTime": "2024-01-16T11:04:56Z"}]},
    }));
    let made = made.unwrap();
    assert_eq!(made.backups[0].backup_status.as_ref().unwrap().as_str(), "Melted");
    let answer = made.clone();
    cloud.on::<DescribeBackupsRequest>(move |_| Ok(answer.clone()));
    let response = client.describe_backups(&DescribeBackupsRequest::new("dds-fake0001")).await.unwrap();
    assert_eq!(response.backups, made.backups);
}

#[test]
fn parts_of_responses_and_every_kind_of_field() {
    assert_eq!(Backup::from_json(json!({"BackupId": "1"})).unwrap().backup_id.as_deref(), Some("1"));
    let task = BackupDownloadTask::from_json(json!({"Status": 99})).unwrap();
    assert_eq!(task.status, Some(DownloadTaskStatus::from(99)));
    let all = every_kind();
    let made = DescribeTypesResponse::from_json(all.clone()).unwrap();
    assert_eq!((made.int32, made.float, made.texts.len(), made.tags["a"].as_str()), (-5, 1.0, 2, "b"));
    assert!(made.time.unix_seconds().is_ok());
    assert!(DescribeBackupUrlResponse::from_json(json!({})).is_ok());
}

fn every_kind() -> Json {
    json!({
        "Text": "", "Bool": false, "Int32": -5, "Float": 1, "Time": "2024-01-16 19:04:56", "Any": {"a": [null]},
        "Password": "fake", "Color": "blue", "Level": 7, "Outer": {"Id": "x"}, "Texts": ["", "x"], "Tags": {"a": "b"},
    })
}

fn refusal<T: Record + Default>(json: Json) -> String {
    let made: Result<T> = from_json(json);
    let error = made.err().expect("it was taken");
    assert_eq!(error.kind(), ErrorKind::Decode);
    error.message().to_owned()
}

#[test]
fn each_fault_is_reported_with_its_path() {
    for (name, value, fault) in [
        ("Text", json!(1), "Text must be a string"),
        ("Bool", json!(1), "Bool must be a boolean"),
        ("Bool", json!("true"), "Bool must be a boolean"),
        ("Int32", json!("5"), "Int32 must be an integer of 32 bits"),
        ("Int32", json!(5.0), "Int32 must be an integer of 32 bits"),
        ("Int32", json!(3_000_000_000_i64), "Int32 must be an integer of 32 bits"),
        ("Float", json!("1"), "Float must be a number"),
        ("Time", json!("2024-01-16T19:04:56Z"), "Time must be a time like 2024-01-31"),
        ("Time", json!("2024-1-16 19:04:56"), "Time must be a time like 2024-01-31"),
        ("Time", json!(1_705_403_096), "Time must be a time"),
        ("Password", json!(1), "Password must be a string"),
        ("Color", json!(1), "Color must be a string"),
        ("Level", json!("7"), "Level must be an integer"),
        ("Outer", json!([]), "Outer must be an object"),
        ("Outer", json!({"id": "x"}), "Outer.id is not known; did you mean `Id`?"),
        ("Texts", json!("x"), "Texts must be a list"),
        ("Texts", json!(["x", null]), "Texts[1] must be a string"),
        ("Tags", json!({"a": 1}), "Tags.a must be a string"),
        ("Text", Json::Null, "Text must be there"),
        ("Passwort", json!("fake"), "Passwort is not known; did you mean `Password`?"),
    ] {
        let mut all = every_kind();
        all[name] = value;
        let message = refusal::<DescribeTypesResponse>(all);
        assert!(message.starts_with(&format!("DescribeTypesResponse: {fault}")), "{message}");
    }
    assert!(refusal::<DescribeTypesResponse>(json!([])).contains("must be an object"));

    let message = refusal::<DescribeBackupsResponse>(json!({"Backups": [{"BackupId": "1"}]}));
    assert!(message.contains("Backups must be an object with the member `Backup`"), "{message}");
    let message = refusal::<DescribeBackupsResponse>(json!({"Backups": {"Backups": []}}));
    assert!(message.contains("Backups.Backups is not known; only `Backup`"), "{message}");
    assert!(message.contains("Backups.Backup must be there"), "{message}");
    let message =
        refusal::<DescribeBackupsResponse>(json!({"Backups": {"Backup": [{}, {"backup_id": "1"}]}}));
    assert!(
        message.contains("Backups.Backup[1].backup_id is not known; did you mean `BackupId`?"),
        "{message}"
    );

    let message =
        refusal::<DescribeBackupDownloadTaskResponse>(json!({"Tasks": [{}, {"Status": "2"}], "X": 1}));
    let faults = ["TotalCount must be there", "Tasks[1].Status must be an integer", "X is not known"];
    assert!(faults.iter().all(|fault| message.contains(fault)), "{message}");
    assert!(refusal::<ShowBackupDownloadLinkResponse>(json!({"file": []})).contains("did you mean `files`?"));
    assert!(
        !refusal::<BackupDownloadTask>(json!({"Url": ["https://fake.invalid/x"]})).contains("fake.invalid")
    );
    assert!(
        refusal::<DescribeBackupTasksResponse>(json!({"RequestId": 1}))
            .contains("RequestId must be a string")
    );
}
