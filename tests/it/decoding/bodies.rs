//! Values in odd forms: read where their meaning is clear, else refused by the path of their member.

use clouddb::ErrorKind;
use serde_json::{Value as Json, json};

use super::Operation::{BackupTasks, BackupUrl, Backups, DownloadLink, DownloadTask};
use super::{Operation, type_parameters, types};

/// What stands at a JSON pointer in the response to a body.
const READ: &[(Operation, &str, &str, &str)] = &[
    // Numbers as integers.
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":"1","Tasks":[{"BackupSize":"5242880.0"}]}}"#,
        "/Tasks/0/BackupSize",
        "5242880",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1.0,"Tasks":[{"BackupSize":5242880.0}]}}"#,
        "/Tasks/0/BackupSize",
        "5242880",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1e0,"Tasks":[{"BackupSize":1e3}]}}"#,
        "/Tasks/0/BackupSize",
        "1000",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupSize":"1e3"}]}}"#,
        "/Tasks/0/BackupSize",
        "1000",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupSize":" 12 "}]}}"#,
        "/Tasks/0/BackupSize",
        "12",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupSize":9007199254740993.0}]}}"#,
        "/Tasks/0/BackupSize",
        "9007199254740993",
    ),
    (DownloadTask, r#"{"Response":{"TotalCount":1,"Tasks":[{"Status":"2.0"}]}}"#, "/Tasks/0/Status", "2"),
    (DownloadTask, r#"{"Response":{"TotalCount":1,"Tasks":[{"Status":2.0}]}}"#, "/Tasks/0/Status", "2"),
    (DownloadTask, r#"{"Response":{"TotalCount":1,"Tasks":[{"Status":true}]}}"#, "/Tasks/0/Status", "1"),
    // Numbers as text keep their digits.
    (
        Backups,
        r#"{"Backups":{"Backup":[{"EngineVersion":4.0}]}}"#,
        "/Backups/Backup/0/EngineVersion",
        r#""4.0""#,
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"EngineVersion":4.20}]}}"#,
        "/Backups/Backup/0/EngineVersion",
        r#""4.20""#,
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"EngineVersion":1e3}]}}"#,
        "/Backups/Backup/0/EngineVersion",
        r#""1e3""#,
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"EngineVersion":-0}]}}"#,
        "/Backups/Backup/0/EngineVersion",
        r#""-0""#,
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"BackupId":12345678901234567890123}]}}"#,
        "/Backups/Backup/0/BackupId",
        r#""12345678901234567890123""#,
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"BackupId":18446744073709551615}]}}"#,
        "/Backups/Backup/0/BackupId",
        r#""18446744073709551615""#,
    ),
    (Backups, r#"{"Backups":{"Backup":[{"BackupId":1e999}]}}"#, "/Backups/Backup/0/BackupId", r#""1e999""#),
    (Backups, r#"{"Backups":{"Backup":[{"BackupType":1.50}]}}"#, "/Backups/Backup/0/BackupType", r#""1.50""#),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"BackupEndTime":1700000000.50}]}}"#,
        "/Backups/Backup/0/BackupEndTime",
        r#""1700000000.50""#,
    ),
    (
        BackupUrl,
        r#"{"Response":{"BackupInfos":[{"DownloadUrl":1.10}]}}"#,
        "/BackupInfos/0/DownloadUrl",
        r#""1.10""#,
    ),
    // Booleans.
    (Backups, r#"{"Backups":{"Backup":[{"IsAvail":1}]}}"#, "/Backups/Backup/0/IsAvail", "true"),
    (Backups, r#"{"Backups":{"Backup":[{"IsAvail":1.0}]}}"#, "/Backups/Backup/0/IsAvail", "true"),
    (Backups, r#"{"Backups":{"Backup":[{"IsAvail":" FALSE "}]}}"#, "/Backups/Backup/0/IsAvail", "false"),
    // One value for a list of one.
    (Backups, r#"{"Backups":{"Backup":{"BackupId":"1"}}}"#, "/Backups/Backup", r#"[{"BackupId":"1"}]"#),
    (Backups, r#"{"Backups":[{"BackupId":"1"}]}"#, "/Backups/Backup", r#"[{"BackupId":"1"}]"#),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":{"BackupName":"x"}}}"#,
        "/Tasks",
        r#"[{"BackupName":"x"}]"#,
    ),
    (BackupUrl, r#"{"Response":{"Filenames":"1.rdb"}}"#, "/Filenames", r#"["1.rdb"]"#),
    (BackupUrl, r#"{"Response":{"Filenames":4.20}}"#, "/Filenames", r#"["4.20"]"#),
    (
        BackupUrl,
        r#"{"Response":{"DownloadUrl":"https://example.invalid/1"}}"#,
        "/DownloadUrl",
        r#"["https://example.invalid/1"]"#,
    ),
    (DownloadLink, r#"{"files":{"name":"a"}}"#, "/files", r#"[{"name":"a"}]"#),
    // Absent.
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupDesc":[],"BackupName":{},"Percent":"","Status":" "}]}}"#,
        "/Tasks",
        "[{}]",
    ),
    (DownloadTask, r#"{"Response":{"TotalCount":0,"Tasks":{}}}"#, "", r#"{"TotalCount":0}"#),
    (DownloadTask, r#"{"Response":{"TotalCount":0,"Tasks":""}}"#, "", r#"{"TotalCount":0}"#),
    (DownloadTask, r#"{"Response":{"TotalCount":0,"Tasks":null}}"#, "", r#"{"TotalCount":0}"#),
    (Backups, r#"{"Backups":{}}"#, "", "{}"),
    (Backups, r#"{"Backups":""}"#, "", "{}"),
    (Backups, r#"{"Backups":[]}"#, "", "{}"),
    (Backups, r#"{"Backups":{"Backup":null}}"#, "", "{}"),
    (Backups, r#"{"Backups":{"Backup":{}}}"#, "", "{}"),
    // Absent entries are dropped.
    (BackupUrl, r#"{"Response":{"Filenames":[null,"1.rdb",null]}}"#, "/Filenames", r#"["1.rdb"]"#),
    (
        BackupTasks,
        r#"{"BackupJobs":[null,{"BackupjobId":"1"},[]]}"#,
        "/BackupJobs",
        r#"[{"BackupjobId":"1"}]"#,
    ),
    // The last of two members counts, whole.
    (DownloadTask, r#"{"Response":{"TotalCount":1,"TotalCount":2}}"#, "/TotalCount", "2"),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"BackupId":"1"}],"Backup":[{"BackupId":"2"}]}}"#,
        "/Backups/Backup",
        r#"[{"BackupId":"2"}]"#,
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"RequestId":"a"},"Response":{"TotalCount":2}}"#,
        "",
        r#"{"TotalCount":2}"#,
    ),
    // Encodings.
    (BackupTasks, "\u{feff}{\"BackupJobs\":[]}", "", "{}"),
    (
        BackupTasks,
        r#"{"BackupJobs":[{"Progress":"cut \ud83d"}]}"#,
        "/BackupJobs/0/Progress",
        "\"cut \u{fffd}\"",
    ),
    (
        BackupTasks,
        r#"{"BackupJobs":[{"Progress":"\ud83d\ude00 \ude00"}]}"#,
        "/BackupJobs/0/Progress",
        "\"\u{1f600} \u{fffd}\"",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupDesc":"cut \ud83d"}]}}"#,
        "/Tasks/0/BackupDesc",
        "\"cut \u{fffd}\"",
    ),
];

#[tokio::test]
async fn clear_values_are_read() {
    for (operation, body, pointer, expected) in READ {
        let response = operation.answered(200, body).await.unwrap_or_else(|error| panic!("{body}: {error}"));
        let expected: Json = serde_json::from_str(expected).unwrap();
        assert_eq!(response.pointer(pointer), Some(&expected), "{body} became {response}");
    }
}

/// What the error for a body says.
const REFUSED: &[(Operation, &str, &str)] = &[
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupName":"x"},{"Percent":37.5}]}}"#,
        "`Response.Tasks[1].Percent` is a fraction; expected an integer of 64 bits",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[{"BackupSize":18446744073709551615}]}}"#,
        "`Response.Tasks[0].BackupSize` is out of range; expected an integer of 64 bits",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[null,{"Status":"fakeSecret0001"}]}}"#,
        "`Response.Tasks[1].Status` is text; expected an integer of 64 bits",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":{"Percent":"fakeSecret0001"}}}"#,
        "`Response.Tasks.Percent` is text; expected an integer of 64 bits",
    ),
    (
        DownloadTask,
        r#"{"Response":{"TotalCount":1,"Tasks":[["fakeSecret0001"]]}}"#,
        "`Response.Tasks[0]` is a list; expected an object",
    ),
    (DownloadTask, r#"{"Response":[]}"#, "`Response` is a list; expected an object"),
    (DownloadTask, r#"{"Response":null}"#, "`Response` is null; expected an object"),
    (DownloadTask, r#"{"TotalCount":1}"#, "`Response` is missing; expected an object"),
    (DownloadTask, "[]", "the body is a list; expected an object"),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"IsAvail":"maybe"}]}}"#,
        "`Backups.Backup[0].IsAvail` is text; expected a boolean",
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":[{"IsAvail":2}]}}"#,
        "`Backups.Backup[0].IsAvail` is a number; expected a boolean",
    ),
    (
        Backups,
        r#"{"Backups":{"Backup":{"BackupId":{"fakeSecret0001":1}}}}"#,
        "`Backups.Backup.BackupId` is an object; expected text",
    ),
    (Backups, r#"{"Backups":{"BackupId":"fakeSecret0001"}}"#, "`Backups.Backup` is missing; expected a list"),
    (Backups, r#"{"TotalCount":["fakeSecret0001"]}"#, "`TotalCount` is a list; expected an integer"),
    (
        DownloadLink,
        r#"{"files":[{"size":"2 GB"}]}"#,
        "`files[0].size` is text; expected an integer of 64 bits",
    ),
    (DownloadLink, r#"{"files":["fakeSecret0001"]}"#, "`files[0]` is text; expected an object"),
    (DownloadLink, r#"{"files":[{"name":"a"}"#, "the body is no JSON: EOF while parsing a list"),
    (DownloadLink, r#"{"files":[]} {}"#, "the body is no JSON: trailing characters"),
];

#[tokio::test]
async fn unclear_values_are_refused_by_their_path() {
    for (operation, body, expected) in REFUSED {
        let error = operation.answered(200, body).await.unwrap_err();
        assert_eq!((error.kind(), error.http_status()), (ErrorKind::Decode, Some(200)), "{body}: {error}");
        assert!(error.message().starts_with(expected), "{body}: {error}");
        assert!(!format!("{error} {error:?}").contains("fakeSecret0001"), "{error}");
    }
}

#[tokio::test]
async fn bytes_that_are_not_utf8_are_refused() {
    let body = b"{\"files\":[{\"name\":\"\xc7\xeb\"}]}";
    let error = DownloadLink.answered(200, body).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Decode, "the body is not UTF-8 from byte 19 on"));
}

#[tokio::test]
async fn an_error_of_decoding_has_the_bodys_request_id() {
    let error = DownloadTask.answered(200, r#"{"Response":{"RequestId":"id-1"}}"#).await.unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Decode, Some("id-1")));
}

#[test]
fn every_type_is_read_leniently() {
    for (body, name, expected) in [
        (r#""Text":4.20"#, "Text", json!("4.20")),
        (r#""Text":false"#, "Text", json!("false")),
        (r#""Int32":"7.0""#, "Int32", json!(7)),
        (r#""Float":"1e3""#, "Float", json!(1000.0)),
        (r#""Float":1e3,"Text":1.0"#, "Float", json!(1000.0)),
        (r#""Float":3"#, "Float", json!(3.0)),
        (r#""Any":{"a":[1.5,null]},"Text":1.0"#, "Any", json!({"a": [1.5, null]})),
        (r#""Any":null"#, "Any", Json::Null),
        (r#""Password":12345678901234567890123"#, "Password", json!("12345678901234567890123")),
        (r#""Color":1.0"#, "Color", json!("1.0")),
        (r#""Level":"1e0""#, "Level", json!(1)),
        (r#""Texts":[1.0,null,"",2]"#, "Texts", json!(["1.0", "", "2"])),
        (r#""Tags":{"a":1.0,"b":null,"c":[]}"#, "Tags", json!({"a": "1.0"})),
        (r#""Tags":{"a":1,"a":null}"#, "Tags", json!({})),
        (r#""Tags":[]"#, "Tags", json!({})),
        (r#""Optional":{}"#, "Optional", json!({})),
        (r#""Outer":{"Id":"a"},"Outer":{}"#, "Outer", json!({})),
        (r#""Text":1.5,"Outer":{"Id":"a","Id":null}"#, "Outer", json!({})),
    ] {
        let response = types(body).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(response[name], expected, "{body}");
    }
    let response = types(r#""Optional":[]"#).unwrap();
    assert_eq!(response.get("Optional"), None);

    for (body, expected) in [
        (r#"{"Millis":1.7e12}"#, json!({"Millis": 1_700_000_000_000_i64})),
        (r#"{"Seconds":"1700000000"}"#, json!({"Seconds": 1_700_000_000})),
        (r#"{"Matrix":[[1,"2"],3,null,[]]}"#, json!({"Matrix": [[1.0, 2.0], [3.0], []]})),
        (r#"{"Numbers":"5"}"#, json!({"Numbers": [5]})),
        (r#"{"Numbers":["",5,null," "]}"#, json!({"Numbers": [5]})),
        (r#"{"Colors":true}"#, json!({"Colors": ["true"]})),
        (r#"{"Groups":{"a":{"Name":"n"},"b":null}}"#, json!({"Groups": {"a": [{"Name": "n"}]}})),
        (r#"{"Anything":{"a":null,"b":1.5}}"#, json!({"Anything": {"a": null, "b": 1.5}})),
        (r#"{"Filter":"{\"Name\":4.20}"}"#, json!({"Filter": "{\"Name\":\"4.20\"}"})),
        (r#"{"Filter":"{\"Name\":\"\\ud83d\"}"}"#, json!({"Filter": "{\"Name\":\"\u{fffd}\"}"})),
        (r#"{"Filter":{"Name":4.20}}"#, json!({"Filter": "{\"Name\":\"4.20\"}"})),
        (r#"{"Filters":"{\"Name\":\"a\"}"}"#, json!({"Filters": "[{\"Name\":\"a\"}]"})),
        (r#"{"Filter":"","Inner":{}}"#, json!({})),
    ] {
        assert_eq!(
            type_parameters(body).unwrap_or_else(|error| panic!("{body}: {error}")),
            expected,
            "{body}"
        );
    }
}

#[test]
fn every_type_refuses_by_its_path() {
    for (body, expected) in [
        (r#""Int32":2147483648"#, "`Response.Int32` is out of range; expected an integer of 32 bits"),
        (r#""Int32":"2147483648.0""#, "`Response.Int32` is out of range; expected an integer of 32 bits"),
        (r#""Float":"NaN""#, "`Response.Float` is text; expected a number"),
        (r#""Level":"high""#, "`Response.Level` is text; expected an integer of 64 bits"),
        (r#""Level":0.5"#, "`Response.Level` is a fraction; expected an integer of 64 bits"),
        (r#""Time":{"a":1}"#, "`Response.Time` is an object; expected a time"),
        (r#""Tags":{"a":{"b":1}}"#, "`Response.Tags.a` is an object; expected text"),
        (r#""Tags":"text""#, "`Response.Tags` is text; expected an object"),
        (r#""Texts":[1.5,["a"]]"#, "`Response.Texts[1]` is a list; expected text"),
        (r#""Outer":5"#, "`Response.Outer` is a number; expected an object"),
    ] {
        let error = types(body).unwrap_err();
        assert_eq!(error.message(), expected, "{body}");
    }
    for (body, expected) in [
        (r#"{"Matrix":[[1],[2,"x"]]}"#, "`Matrix[1][1]` is text; expected a number"),
        (r#"{"Groups":{"a":[{"Name":"n"},{}]}}"#, "`Groups.a[1].Name` is missing; expected text"),
        (r#"{"Filter":"{\"Name\":[1]}"}"#, "`Filter.Name` is a list; expected text"),
        (r#"{"Filter":"fakeSecret0001"}"#, "`Filter` is text that is no JSON; expected an object"),
    ] {
        assert_eq!(type_parameters(body).unwrap_err().message(), expected, "{body}");
    }
}

#[test]
fn endless_nesting_is_refused() {
    // The number makes the careful pass read it, which has a limit of its own.
    let deep =
        |levels: usize| format!(r#"{{"Text":4.20,"Matrix":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
    assert_eq!(type_parameters(&deep(2)).unwrap()["Text"], "4.20");
    assert!(type_parameters(&deep(100_000)).is_err());
    let ignored = format!(r#"{{"Text":4.20,"New":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(type_parameters(&ignored).unwrap(), json!({"Text": "4.20"}));
}

#[tokio::test]
async fn a_raw_response_is_read_by_the_same_rules() {
    let body = "\u{feff}{\"files\":[{\"name\":\"cut \\ud83d\"}]}";
    let transport = crate::support::Canned::new(200, body);
    let config = clouddb::huawei::Config::builder().project_id("fake-project");
    let client =
        clouddb::huawei::dds::Client::new(&super::with(config, transport, clouddb::RetryConfig::off()));
    let request = clouddb::UntypedRequest::rest(clouddb::Method::Get, "/v3/x", "X");
    let raw = client.untyped(&request).await.unwrap();
    assert_eq!(raw.json().unwrap()["files"][0]["name"], "cut \u{fffd}");
    let typed = raw.decode::<clouddb::huawei::dds::ShowBackupDownloadLinkResponse>().unwrap();
    assert_eq!(typed.files[0].name.as_deref(), Some("cut \u{fffd}"));
    let other = raw.decode::<clouddb::tencent::mongodb::DescribeBackupDownloadTaskResponse>().unwrap_err();
    assert_eq!(other.message(), "`TotalCount` is missing; expected an integer of 64 bits");
}
