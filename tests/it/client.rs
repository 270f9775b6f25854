//! The client without a cloud: what is refused before anything is sent, and how answers and errors are read.

use std::time::Duration;

use clouddb::BoxFuture;
use clouddb::alibaba::dds::{self, DescribeBackupsCode, DescribeBackupsRequest};
use clouddb::huawei::dds::ShowBackupDownloadLinkRequest;
use clouddb::tencent::mongodb::{
    DescribeBackupDownloadTaskCode, DescribeBackupDownloadTaskRequest, DownloadTaskStatus,
};
use clouddb::tencent::redis::{BackupLimitVpcItem, DescribeBackupUrlRequest};
use clouddb::{
    Credentials, Environment, ErrorClass, ErrorKind, Transport, TransportError, alibaba, huawei, tencent,
};
use http::{HeaderName, HeaderValue, Request, Response};

use crate::support::{Canned, empty_environment, key};

fn mongodb(transport: impl Transport + 'static) -> tencent::mongodb::Client {
    let config = tencent::Config::builder().region("ap-guangzhou").credentials(key()).transport(transport);
    tencent::mongodb::Client::new(&config.build().unwrap())
}

fn dds(transport: impl Transport + 'static) -> dds::Client {
    let config = alibaba::Config::builder().region("cn-hangzhou").credentials(key()).transport(transport);
    dds::Client::new(&config.build().unwrap())
}

fn huawei_dds(transport: impl Transport + 'static) -> huawei::dds::Client {
    let config = huawei::Config::builder().region("cn-north-4").project_id("fake0001").credentials(key());
    huawei::dds::Client::new(&config.transport(transport).build().unwrap())
}

#[tokio::test]
async fn all_faults_of_a_request_come_in_one_error() {
    let transport = Canned::new(200, "{}");
    let request = DescribeBackupDownloadTaskRequest::new("").limit(1000).offset(-1).start_time("yesterday");
    let error = mongodb(transport.clone()).describe_backup_download_task(&request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(
        error.message(),
        "InstanceId is needed; StartTime is `yesterday`, not a time like 2024-01-31 16:00:00; \
         Limit is 1000, not 1 to 100; Offset is -1, not 0 or more"
    );
    assert_eq!(error.attempts(), 0);
    assert!(transport.is_unused(), "a wrong request was sent");

    let request = DescribeBackupsRequest::new("dds-fake0001").page_size(31).page_number(0);
    let error = dds(transport.clone()).describe_backups(&request).await.unwrap_err();
    let faults = "PageNumber is 0, not 1 to 2147483647; PageSize is 31, not one of 30, 50, 100";
    assert_eq!(error.message(), faults);

    let vpc = BackupLimitVpcItem::new("", Vec::<String>::new());
    let request =
        DescribeBackupUrlRequest::new("crs-fake0001", "1").vpc_comparison_symbol("Out").limit_vpc([vpc]);
    let config = tencent::Config::builder().credentials(key()).transport(transport.clone()).build().unwrap();
    let error = tencent::redis::Client::new(&config).describe_backup_url(&request).await.unwrap_err();
    let faults =
        "VpcComparisonSymbol is `Out`, not In; LimitVpc[0].Region is needed; LimitVpc[0].VpcList is needed";
    assert_eq!(error.message(), faults);
    assert!(transport.is_unused(), "a wrong request was sent");
}

#[tokio::test]
async fn times_are_written_as_the_operation_wants_them() {
    let transport = Canned::new(200, r#"{"Response":{"TotalCount":0,"RequestId":"1"}}"#);
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001")
        .start_time("2024-01-31T08:00:00Z")
        .end_time("2024-01-31 20:00:00")
        .status([DownloadTaskStatus::Completed, DownloadTaskStatus::from(9)]);
    mongodb(transport.clone()).describe_backup_download_task(&request).await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(transport.last().body()).unwrap();
    let expected = serde_json::json!({
        "InstanceId": "cmgo-fake0001", "StartTime": "2024-01-31 16:00:00", "EndTime": "2024-01-31 20:00:00", "Status": [2, 9]
    });
    assert_eq!(body, expected);

    let transport = Canned::new(200, r#"{"TotalCount":0,"RequestId":"1"}"#);
    let request = DescribeBackupsRequest::new("dds-fake0001").start_time("2024-01-31T16:00:00+08:00");
    dds(transport.clone()).describe_backups(&request).await.unwrap();
    let query = transport.last().uri().query().unwrap().to_owned();
    assert_eq!(query, "DBInstanceId=dds-fake0001&StartTime=2024-01-31T08%3A00Z");
}

#[tokio::test]
async fn a_time_from_an_answer_can_be_asked_with() {
    let answer =
        r#"{"Backups":{"Backup":[{"BackupEndTime":"2022-01-14T03:57:34Z","BackupStartTime":1647000000}]}}"#;
    let transport = Canned::new(200, answer);
    let client = dds(transport.clone());
    let response = client.describe_backups(&DescribeBackupsRequest::new("dds-fake0001")).await.unwrap();
    let backup = &response.backups[0];
    assert_eq!(backup.backup_start_time.as_ref().unwrap().as_text(), Some("1647000000"));
    assert!(backup.backup_start_time.as_ref().unwrap().unix_seconds().is_err());
    let request =
        DescribeBackupsRequest::new("dds-fake0001").start_time(backup.backup_end_time.clone().unwrap());
    client.describe_backups(&request).await.unwrap();
    assert!(transport.last().uri().to_string().ends_with("StartTime=2022-01-14T03%3A57Z"));
}

#[tokio::test]
async fn the_vendors_error_is_read_whole() {
    let body = r#"{"Response":{"Error":{"Code":"InvalidParameterValue.NotFoundInstance","Message":"no\nsuch instance"},"RequestId":"id-1"}}"#;
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let error = mongodb(Canned::new(200, body)).describe_backup_download_task(&request).await.unwrap_err();
    assert!(error.is_not_found());
    let code = error.code::<DescribeBackupDownloadTaskRequest>();
    assert_eq!(code, Some(DescribeBackupDownloadTaskCode::InvalidParameterValueNotFoundInstance));
    assert_eq!((error.request_id(), error.http_status(), error.attempts()), (Some("id-1"), Some(200), 1));
    let line = error.to_string();
    assert!(
        line.starts_with(
            "tencent mongodb DescribeBackupDownloadTask: API error InvalidParameterValue.NotFoundInstance: no such instance \
             (HTTP 200, request id id-1, host mongodb.tencentcloudapi.com"
        ),
        "{line}"
    );
    assert!(!line.contains('\n'));

    let body = r#"{"Code":"Throttling.User","Message":"m","RequestId":"id-2","HostId":"h"}"#;
    let request = DescribeBackupsRequest::new("dds-fake0001");
    let error = dds(Canned::new(400, body)).describe_backups(&request).await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.code::<DescribeBackupsRequest>(), Some(DescribeBackupsCode::from("Throttling.User")));

    let request = ShowBackupDownloadLinkRequest::new("i", "b");
    for (status, body, class) in [
        (
            401,
            r#"{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: Signature expired, signature time:1"}"#,
            ErrorClass::ClockSkew,
        ),
        (
            401,
            r#"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail"}"#,
            ErrorClass::Authentication,
        ),
        (429, r#"{"error_code":"APIGW.0308","error_msg":"m"}"#, ErrorClass::Throttling),
        (404, r#"{"error":{"code":"DBS.200002","message":"m"}}"#, ErrorClass::NotFound),
        (400, r#"{"errorCode":"DBS.200001","errorMsg":"m"}"#, ErrorClass::InvalidRequest),
    ] {
        let error =
            huawei_dds(Canned::new(status, body)).show_backup_download_link(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.class()), (ErrorKind::Api, Some(class)), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_none_of_the_apis_keeps_its_status() {
    let request = DescribeBackupsRequest::new("dds-fake0001");
    for (status, body, kind) in [
        (502, "<html>bad gateway</html>", ErrorKind::Http),
        (302, "", ErrorKind::Http),
        (200, "<html>welcome</html>", ErrorKind::Decode),
        (200, r#"{"TotalCount": {"secret": "fakeLink0001"}}"#, ErrorKind::Decode),
    ] {
        let error = dds(Canned::new(status, body)).describe_backups(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.http_status()), (kind, Some(status)), "{error}");
        assert_eq!(error.response().unwrap().body().as_ref(), body.as_bytes());
        assert!(!format!("{error} {error:?}").contains("fakeLink0001"));
    }
    // Tencent's gateway can answer with an error body and another status.
    let body = r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"1"}}"#;
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let error = mongodb(Canned::new(500, body)).describe_backup_download_task(&request).await.unwrap_err();
    assert_eq!((error.class(), error.http_status()), (Some(ErrorClass::Internal), Some(500)));
}

#[tokio::test]
async fn the_answer_can_be_had_as_it_came() {
    let body = r#"{"files":[{"name":"a","novelty":1}],"bucket":"b"}"#;
    let request = ShowBackupDownloadLinkRequest::new("i", "b");
    let client = huawei_dds(Canned::new(200, body));
    let raw = client.show_backup_download_link(&request).raw().await.unwrap();
    assert_eq!(raw.body().as_ref(), body.as_bytes());
    assert_eq!(raw.json().unwrap()["files"][0]["novelty"], 1);
    let typed = raw.decode::<huawei::dds::ShowBackupDownloadLinkResponse>().unwrap();
    assert_eq!(typed.files[0].name.as_deref(), Some("a"));
}

#[tokio::test]
async fn a_calls_own_header_does_not_replace_a_signed_one() {
    let transport = Canned::new(200, r#"{"Response":{"TotalCount":0,"RequestId":"1"}}"#);
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let call = mongodb(transport.clone()).describe_backup_download_task(&request);
    let call = call.header(HeaderName::from_static("content-type"), HeaderValue::from_static("text/evil"));
    call.header(HeaderName::from_static("x-custom"), HeaderValue::from_static("mine")).await.unwrap();
    let sent = transport.last();
    assert_eq!(sent.headers()["content-type"], "application/json");
    assert_eq!(sent.headers()["x-custom"], "mine");
    assert_eq!(sent.headers().get_all("content-type").iter().count(), 1);

    // Nor does it add one that the signature would be about.
    let request = ShowBackupDownloadLinkRequest::new("i", "b");
    let transport = Canned::new(200, "{}");
    let mut call = huawei_dds(transport.clone()).show_backup_download_link(&request);
    for name in ["host", "authorization", "x-sdk-content-sha256", "x-security-token"] {
        call = call.header(HeaderName::from_static(name), HeaderValue::from_static("evil"));
    }
    for value in ["1", "2"] {
        call = call.header(HeaderName::from_static("x-twice"), HeaderValue::from_static(value));
    }
    call.await.unwrap();
    let sent = transport.last();
    assert!(sent.headers().values().all(|value| value != "evil"), "{:?}", sent.headers());
    assert_eq!(sent.headers().get_all("x-twice").iter().count(), 2);
    let untyped = clouddb::UntypedRequest::rest(clouddb::Method::Get, "/v3/x", "X").header("Host", "evil");
    let error = huawei_dds(transport).untyped(&untyped).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

/// Never answers.
#[derive(Debug)]
struct Silent;

impl Transport for Silent {
    fn send(
        &self,
        _: Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<Response<bytes::Bytes>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn time_ends_a_call_and_the_error_says_which_limit() {
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let call = || mongodb(Silent).describe_backup_download_task(&request);
    let error = call().await.unwrap_err();
    assert!(error.is_timeout());
    assert!(error.message().contains("the attempt took longer than its limit of 30s"), "{error}");
    let error = call().timeout(Duration::from_secs(2)).await.unwrap_err();
    assert!(error.message().contains("the call took longer than its limit of 2s"), "{error}");
}

#[tokio::test]
async fn hostile_input_is_refused_or_encoded() {
    let environment = empty_environment;
    for region in ["../x", "a%2Fb", "a\r\nb", "x@evil.example", "a:80", "١٢", "a.b", "-a", " a"] {
        let built = huawei::Config::builder().environment(environment()).region(region).build();
        assert_eq!(built.unwrap_err().kind(), ErrorKind::Config, "{region:?}");
    }
    for endpoint in
        ["https://a.example/x", "user@evil.example", "a.example?x=1", "file:///etc", "http://", "a b"]
    {
        let built = tencent::Config::builder().environment(environment()).endpoint(endpoint).build();
        assert_eq!(built.unwrap_err().kind(), ErrorKind::Config, "{endpoint:?}");
    }
    for project in ["", ".", ".."] {
        let built = huawei::Config::builder()
            .environment(environment())
            .region("cn-north-4")
            .project_id(project)
            .build();
        assert!(built.is_err(), "{project:?}");
    }
    let transport = Canned::new(200, "{}");
    let config = huawei::Config::builder().region("cn-north-4").credentials(key()).project_id("a/../b?c#d");
    let client = huawei::dds::Client::new(&config.transport(transport.clone()).build().unwrap());
    let request = ShowBackupDownloadLinkRequest::new("x&y=z", "\r\nHost: evil");
    client.show_backup_download_link(&request).await.unwrap();
    let uri = transport.last().uri().to_string();
    let expected = "https://dds.cn-north-4.myhuaweicloud.com/v3/a%2F..%2Fb%3Fc%23d/backups/download-file\
                    ?backup_id=%0D%0AHost%3A%20evil&instance_id=x%26y%3Dz";
    assert_eq!(uri, expected);
    for credentials in
        [Credentials::new("a b", "fake"), Credentials::new("", "fake"), key().with_token("x\r\ny")]
    {
        let config = huawei::Config::builder().region("cn-north-4").project_id("p").credentials(credentials);
        let client = huawei::dds::Client::new(&config.transport(Canned::new(200, "{}")).build().unwrap());
        let error = client
            .show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
    }
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let environment = empty_environment;
    let error = alibaba::Config::builder().environment(environment()).build().unwrap_err();
    assert!(error.message().contains("ALIBABA_CLOUD_REGION_ID"), "{error}");

    let config = tencent::Config::builder().environment(environment()).build().unwrap();
    let request = DescribeBackupUrlRequest::new("crs-fake0001", "1");
    let error = tencent::redis::Client::new(&config).describe_backup_url(&request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.message().contains("TENCENTCLOUD_SECRET_ID"), "{error}");

    let config = huawei::Config::builder().environment(environment()).region("cn-north-4").credentials(key());
    let client = huawei::dds::Client::new(&config.transport(Canned::new(200, "{}")).build().unwrap());
    let error =
        client.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await.unwrap_err();
    assert!(error.message().contains("HUAWEICLOUD_SDK_PROJECT_ID"), "{error}");
}

#[tokio::test]
async fn the_environment_stands_in_for_settings() {
    let environment = Environment::fixed([
        ("HUAWEICLOUD_SDK_AK", "AKIDfake0002"),
        ("HUAWEICLOUD_SDK_SK", "fakeSecret0002"),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "fakeToken0002"),
        ("HUAWEICLOUD_SDK_REGION", "eu-west-101"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "fake0002"),
    ]);
    let transport = Canned::new(200, "{}");
    let config =
        huawei::Config::builder().environment(environment).transport(transport.clone()).build().unwrap();
    let client = huawei::dds::Client::new(&config);
    client.show_backup_download_link(&ShowBackupDownloadLinkRequest::new("i", "b")).await.unwrap();
    let sent = transport.last();
    assert_eq!(sent.uri().host(), Some("dds.eu-west-101.myhuaweicloud.eu"));
    assert_eq!(sent.uri().path(), "/v3/fake0002/backups/download-file");
    assert_eq!(sent.headers()["x-security-token"], "fakeToken0002");
    assert!(sent.headers()["authorization"].to_str().unwrap().contains("Access=AKIDfake0002,"));
    let shown = format!("{config:?} {client:?}");
    assert!(!shown.contains("fakeSecret0002") && !shown.contains("fakeToken0002"), "{shown}");
}

#[test]
fn public_types_can_cross_threads() {
    fn sendable<T: Send + Sync + 'static>() {}
    fn send<T: Send + 'static>(_: T) {}
    sendable::<clouddb::Error>();
    sendable::<tencent::Config>();
    sendable::<tencent::mongodb::Client>();
    sendable::<DescribeBackupsRequest>();
    sendable::<dds::DescribeBackupsResponse>();
    send(mongodb(Silent).describe_backup_download_task(&DescribeBackupDownloadTaskRequest::new("i")));
}
