//! A caller's HTTP client that follows redirects does not pass for a transport.

use clouddb::tencent::mongodb::{Client, DescribeBackupDownloadTaskRequest};
use clouddb::{Error, ErrorKind, ReqwestTransport, tencent};

use super::key;
use crate::credentials::server::{Cloud, answer};
use crate::support::{empty_environment, http_client};

const BODY: &str = r#"{"Response":{"TotalCount":0,"RequestId":"fake-request-0001"}}"#;

async fn call(cloud: &Cloud, transport: ReqwestTransport) -> Result<(), Error> {
    let config = tencent::Config::builder().environment(empty_environment()).endpoint(cloud.url());
    let config = config.credentials(key()).transport(transport).build().unwrap();
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    Client::new(&config).describe_backup_download_task(&request).await.map(|_| ())
}

/// A client that follows redirects.
fn following() -> ReqwestTransport {
    let builder = ReqwestTransport::client_builder().unwrap();
    builder.redirect(reqwest::redirect::Policy::default()).build().unwrap().into()
}

/// A server that redirects what is asked for at `/` to `location`.
fn redirecting(status: u16, location: String) -> Cloud {
    let location: &'static str = location.leak();
    Cloud::new(move |seen| match seen.url.as_str() {
        "/" => (status, String::new(), Some(("Location", location))),
        _ => answer(200, BODY),
    })
}

#[tokio::test]
async fn a_redirect_that_was_followed_is_an_error_and_not_retried() {
    for status in [301, 302, 303, 307, 308] {
        let other = Cloud::new(|_| answer(200, BODY));
        let cloud = redirecting(status, format!("{}/elsewhere?token=fakeSecret0001", other.url()));
        let error = call(&cloud, following()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Http, 1), "{error}");
        assert!(error.message().contains(&other.url()), "the error names the other host: {error}");
        assert!(error.message().contains("Policy::none()"), "the error says what to do: {error}");
        assert!(!format!("{error:?}").contains("fakeSecret0001"), "{error:?}");
        assert_eq!((cloud.seen().len(), other.seen().len()), (1, 1));
    }
}

#[tokio::test]
async fn a_redirect_within_the_host_is_one_too() {
    // The signature covers the path.
    let cloud = redirecting(307, "/elsewhere".to_owned());
    let error = call(&cloud, following()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), cloud.seen().len()), (ErrorKind::Http, 1, 2), "{error}");
    // So is one that never ends.
    let cloud = redirecting(307, "/".to_owned());
    let error = call(&cloud, following()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Http, 1), "{error}");
}

#[tokio::test]
async fn a_client_that_follows_none_works() {
    let cloud = Cloud::new(|_| answer(200, BODY));
    let client = http_client();
    call(&cloud, client.clone()).await.unwrap();
    call(&cloud, following()).await.unwrap();
    let cloud = redirecting(302, "/elsewhere".to_owned());
    let error = call(&cloud, client).await.unwrap_err();
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Http, Some(302)), "{error}");
}
