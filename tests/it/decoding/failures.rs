//! Errors of the API: in every spelling, every encoding, and behind every HTTP status.

use clouddb::ErrorClass::{Authentication, Internal, InvalidRequest, NotFound, Throttling, Unavailable};
use clouddb::alibaba::dds::{DescribeBackupsCode, DescribeBackupsRequest};
use clouddb::{Error, ErrorClass, ErrorKind, Method, RetryConfig, UntypedRequest, alibaba, huawei, tencent};

use super::Operation::{self, BackupTasks, BackupUrl, Backups, DownloadLink, DownloadTask};
use crate::scripted::{Answer, Scripted};
use crate::support::Canned;

/// A response that is an error: the operation, its status and body; the error's code, class, message and request id.
type Case =
    (Operation, u16, &'static [u8], &'static str, Option<ErrorClass>, &'static str, Option<&'static str>);

const IN_SUCCESS: &[Case] = &[
    (
        Backups,
        200,
        br#"{"Code":"Throttling.User","Message":"slow","RequestId":"R1","Success":false}"#,
        "Throttling.User",
        Some(Throttling),
        "slow",
        Some("R1"),
    ),
    (
        Backups,
        200,
        br#"{"code":"Throttling.User","message":"slow","requestId":"R1"}"#,
        "Throttling.User",
        Some(Throttling),
        "slow",
        Some("R1"),
    ),
    (
        Backups,
        200,
        br#"{"ErrorCode":"ServiceUnavailable","ErrorMessage":"m"}"#,
        "ServiceUnavailable",
        Some(Unavailable),
        "m",
        None,
    ),
    (
        Backups,
        200,
        br#"{"errorCode":"ServiceUnavailable","errorMessage":"m"}"#,
        "ServiceUnavailable",
        Some(Unavailable),
        "m",
        None,
    ),
    (Backups, 200, br#"{"Success":false,"Message":"m","RequestId":"R1"}"#, "", None, "m", Some("R1")),
    (Backups, 200, br#"{"Success":"false","Code":200,"Message":"m"}"#, "200", None, "m", None),
    (
        Backups,
        200,
        br#"{"TotalCount":0,"Backups":{"Backup":[]},"Code":"InternalError","Message":"m"}"#,
        "InternalError",
        Some(Internal),
        "m",
        None,
    ),
    (
        BackupTasks,
        201,
        br#"{"Error":{"Code":"Throttling","Message":"m","RequestId":"R1"}}"#,
        "Throttling",
        Some(Throttling),
        "m",
        Some("R1"),
    ),
    (
        DownloadLink,
        200,
        br#"{"error_code":"DBS.200002","error_msg":"no such instance"}"#,
        "DBS.200002",
        Some(NotFound),
        "no such instance",
        None,
    ),
    (
        DownloadLink,
        202,
        br#"{"errCode":"DBS.200002","externalMessage":"no such instance"}"#,
        "DBS.200002",
        Some(NotFound),
        "no such instance",
        None,
    ),
    (
        DownloadLink,
        200,
        br#"{"errorCode":"DBS.200002","errorMsg":"m","request_id":"R1"}"#,
        "DBS.200002",
        Some(NotFound),
        "m",
        Some("R1"),
    ),
    (
        DownloadLink,
        200,
        br#"{"errors":[{"error_code":"DBS.200001","error_msg":"bad"}]}"#,
        "DBS.200001",
        Some(InvalidRequest),
        "bad",
        None,
    ),
    (
        DownloadLink,
        200,
        br#"{"error":{"code":"DBS.200001","message":"bad"},"files":[]}"#,
        "DBS.200001",
        Some(InvalidRequest),
        "bad",
        None,
    ),
    (DownloadLink, 200, br#"{"files":[],"error_code":40301,"error_msg":"m"}"#, "40301", None, "m", None),
    (
        DownloadTask,
        200,
        br#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"R1"}}"#,
        "InternalError",
        Some(Internal),
        "m",
        Some("R1"),
    ),
    (
        DownloadTask,
        200,
        br#"{"Response":{"TotalCount":0,"Error":{"Code":"InternalError","Message":"m"},"RequestId":"R1"}}"#,
        "InternalError",
        Some(Internal),
        "m",
        Some("R1"),
    ),
    (
        BackupUrl,
        200,
        br#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"m"},"RequestId":"R1"}}"#,
        "RequestLimitExceeded",
        Some(Throttling),
        "m",
        Some("R1"),
    ),
    (BackupUrl, 200, br#"{"Response":{"Error":"broken","RequestId":"R1"}}"#, "", None, "broken", Some("R1")),
    (
        DownloadTask,
        200,
        br#"{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"R1"}"#,
        "InternalError",
        Some(Internal),
        "m",
        Some("R1"),
    ),
    // The data does not fit, because it is an error.
    (
        Backups,
        200,
        br#"{"Backups":"none","Code":"Throttling.User","Message":"m"}"#,
        "Throttling.User",
        Some(Throttling),
        "m",
        None,
    ),
    (
        Backups,
        200,
        b"{\"Code\":\"Throttling.User\",\"Message\":\"\xc7\xeb\",\"RequestId\":\"R1\"}",
        "Throttling.User",
        Some(Throttling),
        "\u{fffd}\u{fffd}",
        Some("R1"),
    ),
    (
        DownloadLink,
        200,
        b"\xef\xbb\xbf{\"error_code\":\"DBS.200002\",\"error_msg\":\"a\\ud83d\"}\0",
        "DBS.200002",
        Some(NotFound),
        "a\u{fffd}",
        None,
    ),
];

const IN_FAILURE: &[Case] = &[
    (Backups, 400, b"{\"Code\":\"Throttling.User\",\"Message\":\"\xc7\xeb\",\"RequestId\":\"R1\"}", "Throttling.User", Some(Throttling), "\u{fffd}\u{fffd}", Some("R1")),
    // The second byte of a character in GBK may be a backslash.
    (Backups, 400, b"{\"Code\":\"Throttling.User\",\"Message\":\"\xd5\x5c\",\"RequestId\":\"R1\"}", "Throttling.User", Some(Throttling), "\u{fffd}", Some("R1")),
    (Backups, 400, b"\xef\xbb\xbf{\"Code\":\"Throttling.User\",\"Message\":\"x\",\"RequestId\":\"R1\"}", "Throttling.User", Some(Throttling), "x", Some("R1")),
    (Backups, 400, br#"{"Code":"Throttling.User","Message":"a\ud83d","RequestId":"R1"}"#, "Throttling.User", Some(Throttling), "a\u{fffd}", Some("R1")),
    (Backups, 400, b"{\"Code\":\"Throttling.User\",\"Message\":\"a\nb\",\"RequestId\":\"R1\"}\0\0", "Throttling.User", Some(Throttling), "a b", Some("R1")),
    (Backups, 400, br#"{"Code":"Throttling.User","Message":"m"} upstream"#, "Throttling.User", Some(Throttling), "m", None),
    (Backups, 503, br#"{"code":"ServiceUnavailable","message":"m","requestId":"R1"}"#, "ServiceUnavailable", Some(Unavailable), "m", Some("R1")),
    (Backups, 404, br#"{"errorCode":"InvalidDBInstanceId.NotFound","errorMsg":"m","requestId":"R1"}"#, "InvalidDBInstanceId.NotFound", Some(NotFound), "m", Some("R1")),
    (Backups, 429, br#"{"Code":42901,"Message":"m"}"#, "42901", Some(Throttling), "m", None),
    (Backups, 500, br#"{"Code":"InternalError"}"#, "InternalError", Some(Internal), "", None),
    (DownloadLink, 404, br#"{"errCode":"DBS.200002","externalMessage":"no such instance"}"#, "DBS.200002", Some(NotFound), "no such instance", None),
    (DownloadLink, 400, br#"{"errors":[{"error_code":"DBS.200001","error_msg":"bad"}]}"#, "DBS.200001", Some(InvalidRequest), "bad", None),
    (DownloadLink, 404, br#"{"error":{"code":"DBS.200002","message":"m","request_id":"R1"}}"#, "DBS.200002", Some(NotFound), "m", Some("R1")),
    (DownloadLink, 401, br#"{"error":{"code":401,"message":"m","title":"Unauthorized"}}"#, "401", Some(Authentication), "m", None),
    (DownloadLink, 404, br#"{"itemNotFound":{"code":404,"message":"m"}}"#, "404", Some(NotFound), "m", None),
    (DownloadLink, 429, br#"{"error_msg":"m","error_code":"APIGW.0308","request_id":"R1"}"#, "APIGW.0308", Some(Throttling), "m", Some("R1")),
    (DownloadTask, 500, br#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"R1"}}"#, "InternalError", Some(Internal), "m", Some("R1")),
    (DownloadTask, 503, br#"{"code":"ServiceUnavailable","message":"m"}"#, "ServiceUnavailable", Some(Unavailable), "m", None),
    (BackupUrl, 403, b"{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SecretIdNotFound\",\"Message\":\"\xc7\xeb\"},\"RequestId\":\"R1\"}}", "AuthFailure.SecretIdNotFound", Some(Authentication), "\u{fffd}\u{fffd}", Some("R1")),
];

#[tokio::test]
async fn every_spelling_is_an_error() {
    for (operation, status, body, code, class, message, request_id) in IN_SUCCESS.iter().chain(IN_FAILURE) {
        let error = operation.answered(*status, body).await.expect_err(&String::from_utf8_lossy(body));
        let found = (error.kind(), error.http_status(), error.code_str(), error.class(), error.message());
        assert_eq!(found, (ErrorKind::Api, Some(*status), Some(*code), *class, *message), "{error}");
        assert_eq!(error.request_id(), *request_id, "{error}");
        assert_eq!(error.response().unwrap().body(), body);
    }
}

#[tokio::test]
async fn every_spelling_is_an_error_without_a_spec() {
    for (operation, status, body, code, ..) in IN_SUCCESS.iter().chain(IN_FAILURE) {
        let error = untyped(*operation, *status, body).await.unwrap_err();
        assert_eq!((error.kind(), error.code_str()), (ErrorKind::Api, Some(*code)), "{error}");
    }
}

/// The response to a call without a spec.
async fn untyped(operation: Operation, status: u16, body: &[u8]) -> Result<clouddb::RawResponse, Error> {
    let (transport, retry) = (Canned::new(status, body.to_owned()), RetryConfig::off());
    let action = UntypedRequest::action("Any");
    match operation {
        DownloadTask => {
            tencent::mongodb::Client::new(&super::config(transport, retry)).untyped(&action).await
        }
        BackupUrl => tencent::redis::Client::new(&super::config(transport, retry)).untyped(&action).await,
        BackupTasks | Backups => {
            alibaba::dds::Client::new(&super::config(transport, retry)).untyped(&action).await
        }
        DownloadLink => {
            let config = huawei::Config::builder().project_id("fake-project");
            let client = huawei::dds::Client::new(&super::with(config, transport, retry));
            client.untyped(&UntypedRequest::rest(Method::Get, "/v3/any", "Any")).await
        }
    }
}

#[tokio::test]
async fn a_response_that_says_success_is_none() {
    for (operation, body) in [
        (Backups, r#"{"Code":"200","Success":true,"RequestId":"R1"}"#),
        (Backups, r#"{"Code":200,"Message":"successful"}"#),
        (Backups, r#"{"Code":"OK","Message":"OK"}"#),
        (Backups, r#"{"Code":"Success"}"#),
        (Backups, r#"{"code":"success","message":""}"#),
        (Backups, r#"{"Code":"","Message":""}"#),
        (Backups, r#"{"Code":null,"Success":null}"#),
        (Backups, r#"{"Code":"Whatever","Success":true}"#),
        (Backups, r#"{"Message":"fine","Recommend":"x"}"#),
        (Backups, r#"{"Error":null,"errors":[],"error":{}}"#),
        // Not in the envelope.
        (Backups, r#"{"Backups":{"Backup":[{"BackupId":"1","Code":"Throttling.User","Success":false}]}}"#),
        (Backups, r#"{"Backups":{"Code":"Throttling.User","Success":false,"Backup":[]}}"#),
        (DownloadLink, r#"{"files":[],"error_code":"","error_msg":""}"#),
        (DownloadLink, r#"{"files":[],"error_code":null,"error_msg":null}"#),
        (DownloadLink, r#"{"files":[],"error_code":0}"#),
        (DownloadLink, r#"{"files":[{"name":"a","error_code":"DBS.200002","error_msg":"m"}]}"#),
        (DownloadLink, r#"{"files":[],"errors":[]}"#),
        (DownloadTask, r#"{"Response":{"TotalCount":0,"Error":null}}"#),
        (DownloadTask, r#"{"Response":{"TotalCount":0,"Error":{}}}"#),
        (DownloadTask, r#"{"Response":{"TotalCount":0,"Code":"Throttling","Message":"m"}}"#),
        (DownloadTask, r#"{"Response":{"TotalCount":0,"Tasks":[{"Error":{"Code":"InternalError"}}]}}"#),
        (DownloadTask, r#"{"Response":{"TotalCount":0},"Error":{"Code":"InternalError"}}"#),
    ] {
        operation.answered(200, body).await.unwrap_or_else(|error| panic!("{body}: {error}"));
        untyped(operation, 200, body.as_bytes()).await.unwrap_or_else(|error| panic!("{body}: {error}"));
    }
}

/// What a body without a code says is its status alone.
#[tokio::test]
async fn what_is_no_error_of_the_api_keeps_its_kind() {
    for (operation, status, body) in [
        (Backups, 502, "<html>bad gateway</html>"),
        (DownloadTask, 502, "<html>{\"Code\":\"InternalError\"}</html>"),
        (DownloadLink, 404, ""),
        (DownloadLink, 404, "[]"),
        (Backups, 400, r#"{"Message":"m"}"#),
        (Backups, 400, r#"{"Code":"","Message":"m"}"#),
        (Backups, 400, r#"{"Code":"Throttling.User","Message":"m"#),
        (Backups, 302, ""),
    ] {
        let error = operation.answered(status, body).await.unwrap_err();
        assert_eq!((error.kind(), error.http_status()), (ErrorKind::Http, Some(status)), "{error}");
        assert_eq!((error.class(), error.code_str()), (None, None), "{error}");
    }
}

#[tokio::test]
async fn an_error_in_success_has_the_operations_code() {
    let body = r#"{"Code":"Forbidden.RAM","Message":"m","Success":false}"#;
    let client = alibaba::dds::Client::new(&super::config(Canned::new(200, body), RetryConfig::off()));
    let error = client.describe_backups(&DescribeBackupsRequest::new("dds-fake0001")).await.unwrap_err();
    assert!(error.is_permission_denied());
    assert_eq!(error.code::<DescribeBackupsRequest>(), Some(DescribeBackupsCode::from("Forbidden.RAM")));
}

/// An error is retried as its class says, wherever it stood and however it was written.
#[tokio::test(start_paused = true)]
async fn errors_are_retried_by_their_class() {
    for (operation, status, body, _, class, ..) in IN_SUCCESS.iter().chain(IN_FAILURE) {
        let good = if matches!(operation, DownloadTask | BackupUrl) {
            r#"{"Response":{"TotalCount":0}}"#
        } else {
            "{}"
        };
        let answers = [Answer::Body(*status, (*body).into()), Answer::Body(200, good.into())];
        let script = Scripted::new(answers);
        let result = operation.call(script.clone(), RetryConfig::default()).await;
        let is_retried = matches!(class, Some(Throttling | Internal | Unavailable));
        let found = (result.is_ok(), script.count());
        assert_eq!(found, (is_retried, if is_retried { 2 } else { 1 }), "{}", String::from_utf8_lossy(body));
    }
}
