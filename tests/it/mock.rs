//! The mock cloud from outside, through our own clients; raw requests as others send them are in [`wire`].

mod from_json;
mod untyped;
mod wire;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use clouddb::Method;
use clouddb::alibaba::dds::{self, DescribeBackupTasksRequest, DescribeBackupsRequest};
use clouddb::huawei::dds::{self as huawei_dds, ShowBackupDownloadLinkRequest};
use clouddb::mock::{MockCloud, MockError};
use clouddb::tencent::mongodb::{
    self, DescribeBackupDownloadTaskRequest, DescribeBackupDownloadTaskResponse,
};
use clouddb::tencent::redis::{self, DescribeBackupUrlRequest};
use clouddb::{Clock, Credentials, Error, RetryConfig, UntypedRequest};
use serde_json::{Value as Json, json};

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn mongodb(cloud: &MockCloud) -> mongodb::Client {
    mongodb::Client::new(&cloud.tencent().retry(RetryConfig::off()).build().unwrap())
}

fn dds(cloud: &MockCloud) -> dds::Client {
    dds::Client::new(&cloud.alibaba().retry(RetryConfig::off()).build().unwrap())
}

fn huawei(cloud: &MockCloud) -> huawei_dds::Client {
    huawei_dds::Client::new(&cloud.huawei().retry(RetryConfig::off()).build().unwrap())
}

fn tasks() -> DescribeBackupDownloadTaskRequest {
    DescribeBackupDownloadTaskRequest::new("cmgo-fake0001")
}

/// Code and HTTP status of an error of the API.
fn refusal(error: &Error) -> (String, u16) {
    (error.code_str().unwrap_or_default().to_owned(), error.http_status().unwrap_or_default())
}

/// A clock that is off by a fixed time; its nonces count up, or stand still.
#[derive(Debug)]
struct Off {
    seconds: i64,
    nonces: AtomicU64,
    step: u64,
}

impl Off {
    fn by(seconds: i64) -> Self {
        Self { seconds, nonces: AtomicU64::new(seconds.cast_unsigned()), step: 1 }
    }

    fn repeating_nonces() -> Self {
        Self { step: 0, ..Self::by(0) }
    }
}

impl Clock for Off {
    fn now(&self) -> SystemTime {
        let apart = Duration::from_secs(self.seconds.unsigned_abs());
        let now = SystemTime::now();
        if self.seconds < 0 { now - apart } else { now + apart }
    }

    fn nonce(&self) -> u128 {
        self.nonces.fetch_add(self.step, Ordering::Relaxed).into()
    }
}

#[tokio::test]
async fn all_five_operations_answer_with_their_fixtures() {
    let cloud = MockCloud::builder().fixtures(fixtures()).start().await.unwrap();
    let response = mongodb(&cloud).describe_backup_download_task(&tasks()).await.unwrap();
    assert_eq!(response.tasks[0].backup_size, Some(5_747_378));

    let redis = redis::Client::new(&cloud.tencent().retry(RetryConfig::off()).build().unwrap());
    let response =
        redis.describe_backup_url(&DescribeBackupUrlRequest::new("crs-fake0001", "1")).await.unwrap();
    assert_eq!(response.backup_infos.len(), 2);

    let dds = dds(&cloud);
    let request = DescribeBackupsRequest::new("dds-fake0001").page_size(50).start_time("2024-01-01T00:00Z");
    let response = dds.describe_backups(&request).await.unwrap();
    assert!(!response.backups.is_empty());
    let response = dds.describe_backup_tasks(&DescribeBackupTasksRequest::new("dds-fake0001")).await.unwrap();
    assert_eq!(response.backup_jobs[0].progress.as_deref(), Some("18%"));

    let request = ShowBackupDownloadLinkRequest::new("in02", "b r+/ü");
    let response = huawei(&cloud).show_backup_download_link(&request).await.unwrap();
    assert_eq!(response.files.len(), 1);

    let requests = cloud.requests();
    assert!(requests.iter().all(|request| request.verdict().is_verified() && request.status() == 200));
    let names: Vec<_> =
        requests.iter().map(|request| (request.vendor().unwrap(), request.operation())).collect();
    assert_eq!(names[2], ("alibaba", "DescribeBackups"));
    assert_eq!(
        Json::Object(requests[2].parameters().clone()),
        json!({"DBInstanceId": "dds-fake0001", "PageSize": 50, "StartTime": "2024-01-01T00:00Z"})
    );
    assert_eq!(requests[4].decode::<ShowBackupDownloadLinkRequest>(), Some(request));
    assert_eq!(requests[4].decode::<DescribeBackupsRequest>(), None);
}

#[tokio::test]
async fn without_fixtures_an_answer_is_made_up() {
    let cloud = MockCloud::start().await.unwrap();
    let response = mongodb(&cloud).describe_backup_download_task(&tasks()).await.unwrap();
    assert_eq!((response.total_count, response.tasks.len()), (1, 1));
    assert!(response.request_id.is_some());
    let request = DescribeBackupsRequest::new("dds-fake0001").page_number(3).page_size(100);
    let response = dds(&cloud).describe_backups(&request).await.unwrap();
    assert_eq!((response.page_number, response.page_size), (Some(3), Some(100)));
    assert!(response.backups[0].backup_download_url.is_some());
    let request = ShowBackupDownloadLinkRequest::new("in02", "br02");
    let answer = huawei(&cloud).show_backup_download_link(&request).raw().await.unwrap();
    assert!(answer.request_id().is_some());
}

#[tokio::test]
async fn closures_answer_once_and_from_then_on() {
    let cloud = MockCloud::builder().fixtures(fixtures()).start().await.unwrap();
    let client = mongodb(&cloud);
    cloud.on::<DescribeBackupDownloadTaskRequest>(|request| {
        let mut response = DescribeBackupDownloadTaskResponse::default();
        response.total_count = request.limit.unwrap_or(-1);
        Ok(response)
    });
    cloud.once::<DescribeBackupDownloadTaskRequest>(|_| Err(MockError::code("RequestLimitExceeded")));
    cloud.once::<DescribeBackupDownloadTaskRequest>(|_| {
        Err(MockError::code("InternalError").http_status(500))
    });

    let call = || client.describe_backup_download_task(&tasks());
    let error = call().await.unwrap_err();
    assert_eq!(refusal(&error), ("RequestLimitExceeded".to_owned(), 200));
    assert!(error.is_throttled() && error.request_id().is_some());
    assert_eq!(refusal(&call().await.unwrap_err()), ("InternalError".to_owned(), 500));
    let response = client.describe_backup_download_task(&tasks().limit(33)).await.unwrap();
    assert_eq!(response.total_count, 33);

    cloud.answer::<DescribeBackupDownloadTaskRequest>("not_found");
    assert!(call().await.unwrap_err().is_not_found());
    cloud.answer::<DescribeBackupDownloadTaskRequest>("empty");
    assert!(call().await.unwrap().tasks.is_empty());
    cloud.answer::<DescribeBackupDownloadTaskRequest>("no_such_case");
    let error = call().await.unwrap_err();
    assert_eq!(refusal(&error).0, "InternalError");
    assert!(error.message().contains("no_such_case") && error.message().contains("empty"), "{error}");
}

#[tokio::test]
async fn an_error_has_the_status_that_the_specs_know() {
    let cloud = MockCloud::builder().fixtures(fixtures()).start().await.unwrap();
    let dds = dds(&cloud);
    let request = DescribeBackupsRequest::new("dds-fake0001");
    for (code, status) in
        [("Forbidden.RAM", 403), ("InvalidPageSize.Malformed", 400), ("Throttling.User", 400)]
    {
        cloud.once::<DescribeBackupsRequest>(move |_| Err(MockError::code(code)));
        assert_eq!(refusal(&dds.describe_backups(&request).await.unwrap_err()), (code.to_owned(), status));
    }
    cloud.answer::<DescribeBackupsRequest>("bad_page_size");
    assert_eq!(refusal(&dds.describe_backups(&request).await.unwrap_err()).1, 400);
    cloud.on::<ShowBackupDownloadLinkRequest>(|_| Err(MockError::code("APIGW.0308")));
    let error = huawei(&cloud).show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await;
    let error = error.unwrap_err();
    assert_eq!(refusal(&error), ("APIGW.0308".to_owned(), 429));
    assert!(error.is_throttled());
}

#[tokio::test]
async fn each_vendor_refuses_in_its_own_words() {
    let key = Credentials::new("FAKEKEY", "fake-secret").with_token("fake-token");
    let cloud = MockCloud::builder().credential(key.clone()).start().await.unwrap();
    let wrong = [
        Credentials::new("FAKEKEY", "other-secret").with_token("fake-token"),
        Credentials::new("NOBODY", "fake-secret").with_token("fake-token"),
        Credentials::new("FAKEKEY", "fake-secret"),
        Credentials::new("FAKEKEY", "fake-secret").with_token("other-token"),
    ];
    let expected = [
        [
            "AuthFailure.SignatureFailure",
            "AuthFailure.SecretIdNotFound",
            "AuthFailure.TokenFailure",
            "AuthFailure.TokenFailure",
        ],
        [
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId.NotFound",
            "MissingSecurityToken",
            "InvalidSecurityToken.MismatchWithAccessKey",
        ],
        [
            "verify aksk signature fail",
            "ak:NOBODY,err:ak not exist",
            "ak:FAKEKEY,err:ak not exist",
            "decrypt token fail",
        ],
    ];
    for (index, credentials) in wrong.into_iter().enumerate() {
        let client = mongodb::Client::new(
            &cloud.tencent().retry(RetryConfig::off()).credentials(credentials.clone()).build().unwrap(),
        );
        let error = client.describe_backup_download_task(&tasks()).await.unwrap_err();
        assert_eq!(refusal(&error), (expected[0][index].to_owned(), 200));

        let client = dds::Client::new(
            &cloud.alibaba().retry(RetryConfig::off()).credentials(credentials.clone()).build().unwrap(),
        );
        let error = client.describe_backups(&DescribeBackupsRequest::new("dds-fake0001")).await.unwrap_err();
        let status = if index == 1 { 404 } else { 400 };
        assert_eq!(refusal(&error), (expected[1][index].to_owned(), status));

        let client = huawei_dds::Client::new(
            &cloud.huawei().retry(RetryConfig::off()).credentials(credentials).build().unwrap(),
        );
        let error = client
            .show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b"))
            .await
            .unwrap_err();
        assert_eq!(refusal(&error), ("APIGW.0301".to_owned(), 401));
        assert!(error.message().contains(expected[2][index]), "{error}");
    }
    assert!(cloud.requests().iter().all(|request| !request.verdict().is_verified()));
    let shown = format!("{:?}", cloud.requests());
    assert!(!shown.contains("fake-token") && !shown.contains("other-token"), "{shown}");
    assert!(mongodb(&cloud).describe_backup_download_task(&tasks()).await.is_ok());
}

#[tokio::test]
async fn old_and_early_requests_are_refused() {
    let cloud = MockCloud::start().await.unwrap();
    // Five minutes for Tencent, fifteen for the others, with room for a slow machine.
    for (seconds, tencent_is_in, others_are_in) in [
        (-270, true, true),
        (-330, false, true),
        (330, false, true),
        (-930, false, false),
        (960, false, false),
    ] {
        let client = mongodb::Client::new(
            &cloud.tencent().retry(RetryConfig::off()).clock(Off::by(seconds)).build().unwrap(),
        );
        let made = client.describe_backup_download_task(&tasks()).await;
        assert_eq!(made.is_ok(), tencent_is_in, "{seconds}");
        if let Err(error) = made {
            assert_eq!(refusal(&error), ("AuthFailure.SignatureExpire".to_owned(), 200));
        }
        let client = dds::Client::new(
            &cloud.alibaba().retry(RetryConfig::off()).clock(Off::by(seconds)).build().unwrap(),
        );
        let made = client.describe_backups(&DescribeBackupsRequest::new(format!("dds-{seconds}"))).await;
        assert_eq!(
            made.as_ref().err().map(refusal),
            (!others_are_in).then(|| ("InvalidTimeStamp.Expired".to_owned(), 400))
        );
        let client = huawei_dds::Client::new(
            &cloud.huawei().retry(RetryConfig::off()).clock(Off::by(seconds)).build().unwrap(),
        );
        let made = client.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await;
        assert_eq!(made.is_ok(), others_are_in, "{seconds}");
        if let Err(error) = made {
            assert!(error.message().contains("signature expired, signature time:"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_nonce_is_taken_once() {
    let cloud = MockCloud::start().await.unwrap();
    let client = dds::Client::new(
        &cloud.alibaba().retry(RetryConfig::off()).clock(Off::repeating_nonces()).build().unwrap(),
    );
    let request = DescribeBackupsRequest::new("dds-fake0001");
    assert!(client.describe_backups(&request).await.is_ok());
    let error = client.describe_backups(&request).await.unwrap_err();
    assert_eq!(refusal(&error), ("SignatureNonceUsed".to_owned(), 400));
}

#[tokio::test]
async fn wrong_parameters_get_the_vendors_codes() {
    let cloud = MockCloud::start().await.unwrap();
    let (mongodb, dds, huawei) = (mongodb(&cloud), dds(&cloud), huawei(&cloud));
    let right = || UntypedRequest::action("DescribeBackupDownloadTask").body("InstanceId", "x");
    for (request, code, names) in [
        (
            UntypedRequest::action("DescribeBackupDownloadTask").body("Limit", 1),
            "MissingParameter",
            "InstanceId",
        ),
        (right().body("Limit", 101), "InvalidParameterValue", "Limit"),
        (right().body("Limit", "ten"), "InvalidParameter", "Limit"),
        (right().body("Status", json!([2, 77])), "InvalidParameterValue", "Status.1"),
        (right().body("StartTime", "2024-01-01T00:00:00Z"), "InvalidParameterValue", "StartTime"),
        (right().body("instanceid", "x"), "UnknownParameter", "instanceid"),
        (UntypedRequest::action("DescribeBackupDownloadTask").raw_body("[]"), "InvalidParameter", "JSON"),
        (UntypedRequest::action("DescribeBackupDownloadTask").raw_body("{"), "InvalidParameter", "JSON"),
        (UntypedRequest::action("DescribeNothing"), "InvalidAction", "DescribeNothing"),
        (right().method(Method::Put), "UnsupportedProtocol", "GET and POST"),
    ] {
        let error = mongodb.untyped(&request).await.unwrap_err();
        assert_eq!(refusal(&error), (code.to_owned(), 200), "{request:?}");
        assert!(error.message().contains(names), "{error}");
    }
    // As the page's own example has it, and as GET carries lists.
    assert!(mongodb.untyped(&right().body("Status", json!(["2"]))).await.is_ok());
    let get =
        UntypedRequest::action("DescribeBackupDownloadTask").method(Method::Get).query("InstanceId", "a b+c");
    assert!(mongodb.untyped(&get.query("Status", json!([0, 2])).query("Limit", 5)).await.is_ok());
    let last = cloud.requests().pop().unwrap();
    assert_eq!(
        Json::Object(last.parameters().clone()),
        json!({"InstanceId": "a b+c", "Limit": 5, "Status": [0, 2]})
    );

    let right = || UntypedRequest::action("DescribeBackups").query("DBInstanceId", "x");
    for (request, code, status) in [
        (UntypedRequest::action("DescribeBackups"), "MissingDBInstanceId", 400),
        (right().query("PageSize", 31), "InvalidPageSize.Malformed", 400),
        (right().query("PageNumber", "one"), "InvalidParameter", 400),
        (right().query("StartTime", "2024-01-01"), "InvalidStartTime.Malformed", 400),
        (right().query("EndTime", "2024-01-01"), "InvalidEndTime.Malformed", 400),
        (UntypedRequest::action("DescribeNothing"), "InvalidApi.NotFound", 404),
        (right().method(Method::Delete), "UnsupportedHTTPMethod", 400),
    ] {
        assert_eq!(
            refusal(&dds.untyped(&request).await.unwrap_err()),
            (code.to_owned(), status),
            "{request:?}"
        );
    }
    assert!(dds.untyped(&right().query("Unknown", 1).method(Method::Get)).await.is_ok());

    let path = "/v3/p1/backups/download-file";
    let link = || UntypedRequest::rest(Method::Get, path, "link").query("instance_id", "i");
    for (request, code, status) in [
        (link(), "DBS.200001", 400),
        (UntypedRequest::rest(Method::Post, path, "link").query("instance_id", "i"), "APIGW.0101", 404),
        (UntypedRequest::rest(Method::Get, "/v3/p1/nothing", "nothing"), "APIGW.0101", 404),
        (UntypedRequest::rest(Method::Get, "/v4/p1/backups/download-file", "link"), "APIGW.0101", 404),
    ] {
        assert_eq!(
            refusal(&huawei.untyped(&request).await.unwrap_err()),
            (code.to_owned(), status),
            "{request:?}"
        );
    }
    assert!(huawei.untyped(&link().query("backup_id", "b").query("unknown", 1)).await.is_ok());
    let projects = UntypedRequest::rest(Method::Get, "/v3/projects", "projects").query("name", "cn-north-4");
    let projects = huawei.untyped(&projects).await.unwrap().json().unwrap();
    assert_eq!(projects["projects"].as_array().unwrap().len(), 1);
    assert!(projects["projects"][0]["id"].is_string());
}

#[tokio::test]
async fn a_closure_may_say_what_comes_after_it() {
    let cloud = Arc::new(MockCloud::start().await.unwrap());
    let client = mongodb(&cloud);
    let inner = Arc::downgrade(&cloud);
    cloud.on::<DescribeBackupDownloadTaskRequest>(move |_| {
        let cloud = inner.upgrade().unwrap();
        cloud.once::<DescribeBackupDownloadTaskRequest>(|_| Err(MockError::code("InternalError")));
        Ok(DescribeBackupDownloadTaskResponse::default())
    });
    assert!(client.describe_backup_download_task(&tasks()).await.is_ok());
    assert!(client.describe_backup_download_task(&tasks()).await.is_err());
    assert!(client.describe_backup_download_task(&tasks()).await.is_ok());
}

#[tokio::test]
async fn every_request_is_shown_when_it_has_been_answered() {
    let (seen, log) = std::sync::mpsc::channel();
    let builder = MockCloud::builder().observe(move |request| {
        let _ = seen.send((
            request.operation().to_owned(),
            request.status(),
            request.error_code().map(str::to_owned),
        ));
    });
    let cloud = builder.start().await.unwrap();
    let dds = dds(&cloud);
    let _ = dds.describe_backup_tasks(&DescribeBackupTasksRequest::new("dds-fake0001")).await;
    let _ = dds.untyped(&UntypedRequest::action("DescribeNothing")).await;
    drop(cloud);
    let expected = [
        ("DescribeBackupTasks".to_owned(), 200, None),
        ("DescribeNothing".to_owned(), 404, Some("InvalidApi.NotFound".to_owned())),
    ];
    assert_eq!(log.try_iter().collect::<Vec<_>>(), expected);
}
