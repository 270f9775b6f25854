//! Errors say each cause once: in `Display` their own part, in `source` the rest.

use std::error::Error as StdError;

use clouddb::tencent::redis::{Client, DescribeBackupUrlCode, DescribeBackupUrlRequest};
use clouddb::{BoxFuture, TransportErrorKind};
use clouddb::{
    Credentials, CredentialsChain, CredentialsProvider, Environment, Error, ErrorKind, ProviderContext,
    RetryConfig, TransportError, UntypedRequest, WaitConfig, WaitError, alibaba, huawei, tencent,
};

use super::Echo;
use crate::credentials::Folder;
use crate::scripted::{Answer, Scripted, refused};
use crate::support::{Canned, empty_environment, http_client, key};

/// Checks that the report of the whole chain has the text of each error in it once.
fn assert_each_once(error: impl StdError + Send + Sync + 'static) -> String {
    let error = anyhow::Error::new(error);
    let report = format!("{error:#}");
    for cause in error.chain() {
        let text = cause.to_string();
        assert_eq!(report.matches(&text).count(), 1, "{text:?} in {report:?}");
    }
    for doubled in
        ["error: error", "credentials error: credentials", "configuration error: configuration", "host )"]
    {
        assert!(!report.contains(doubled), "{report}");
    }
    report
}

/// The endpoint of a port where nobody listens.
fn deserted() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

fn request() -> DescribeBackupUrlRequest {
    DescribeBackupUrlRequest::new("crs-fake0001", "b")
}

#[tokio::test]
async fn a_refused_connection() {
    let host = deserted();
    let config = tencent::Config::builder().environment(empty_environment()).credentials(key());
    let config = config.endpoint(format!("http://{host}")).retry(RetryConfig::off()).build().unwrap();
    let error = Client::new(&config).describe_backup_url(&request()).await.unwrap_err();
    let line = error.to_string();
    let start =
        format!("tencent redis DescribeBackupUrl: connection error: connecting to {host} failed (after ");
    assert!(line.starts_with(&start), "{line}");
    let transport = error.source().unwrap().downcast_ref::<TransportError>().unwrap();
    assert_eq!(transport.kind(), TransportErrorKind::Connect);
    let io = std::iter::successors(error.source(), |&cause| cause.source()).last().unwrap();
    assert!(io.downcast_ref::<std::io::Error>().is_some(), "{io:?}");
    let report = assert_each_once(error);
    assert!(report.matches("onnection refused").count() == 1, "{report}");
}

#[tokio::test]
async fn every_kind_of_transport_error() {
    let kinds = [
        TransportErrorKind::Connect,
        TransportErrorKind::ConnectTimeout,
        TransportErrorKind::Timeout,
        TransportErrorKind::Broken,
        TransportErrorKind::TooLarge,
        TransportErrorKind::Redirected,
        TransportErrorKind::Proxy,
    ];
    for kind in kinds {
        let inner = || std::io::Error::other("the innermost cause");
        let report = assert_each_once(TransportError::new(kind, inner()));
        assert!(report.ends_with(": the innermost cause"), "{report}");
        let report = assert_each_once(Error::from(TransportError::new(kind, inner())));
        assert!(report.ends_with(": the innermost cause"), "{report}");
    }
}

#[tokio::test]
async fn sources_of_credentials_that_cannot_be_reached() {
    let host = deserted();
    let endpoint = format!("http://{host}");
    let assumed = || tencent::credentials::AssumeRole::new("r", key()).endpoint(endpoint.as_str());
    let context = ProviderContext::new(http_client()).with_environment(Environment::fixed([("A", "b")]));
    let ask = async |source: &dyn CredentialsProvider| source.credentials(&context).await.unwrap_err();
    assert_each_once(ask(&assumed()).await);
    let error = ask(&CredentialsChain::new().then("first", nobody()).then("second", assumed())).await;
    let line = error.to_string();
    assert!(line.contains("first: not here") && line.contains("second: connecting to"), "{line}");
    let report = assert_each_once(error);
    assert!(report.matches("onnection refused").count() == 1, "{report}");

    let metadata = alibaba::credentials::EcsRole::new().metadata_endpoint(endpoint.as_str());
    let report = assert_each_once(ask(&metadata).await);
    assert!(report.contains(&format!("no metadata service at {host}")), "{report}");
    let missing = alibaba::credentials::ExternalCommand::new("/nonexistent/clouddb-tool");
    let report = assert_each_once(ask(&missing).await);
    assert!(report.contains("/nonexistent/clouddb-tool"), "{report}");

    let config =
        huawei::Config::builder().environment(empty_environment()).region("cn-north-4").credentials(key());
    let config = config.iam_endpoint(endpoint).transport(http_client()).build().unwrap();
    let request = huawei::dds::ShowBackupDownloadLinkRequest::new("i", "b");
    let error = huawei::dds::Client::new(&config).show_backup_download_link(&request).await.unwrap_err();
    assert!(error.to_string().contains("HUAWEICLOUD_SDK_PROJECT_ID"), "{error}");
    assert_each_once(error);
}

/// A provider with nothing to offer.
fn nobody() -> impl CredentialsProvider {
    #[derive(Debug)]
    struct Nobody;

    impl CredentialsProvider for Nobody {
        fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials, Error>> {
            Box::pin(std::future::ready(Err(Error::no_credentials("not here"))))
        }
    }

    Nobody
}

#[tokio::test]
async fn a_provider_attaches_its_cause() {
    /// A provider that fails for a cause of its own.
    #[derive(Debug)]
    struct Vault;

    impl CredentialsProvider for Vault {
        fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials, Error>> {
            let cause = std::io::Error::other("the seal is broken");
            Box::pin(std::future::ready(Err(Error::credentials("the vault is closed").with_source(cause))))
        }
    }

    let error = Vault.credentials(&ProviderContext::new(Canned::new(200, ""))).await.unwrap_err();
    assert_eq!(error.to_string(), "credentials error: the vault is closed");
    assert!(error.source().unwrap().downcast_ref::<std::io::Error>().is_some());
    assert_eq!(assert_each_once(error), "credentials error: the vault is closed: the seal is broken");
    let chained = CredentialsChain::new().then("vault", Vault);
    let error = chained.credentials(&ProviderContext::new(Canned::new(200, ""))).await.unwrap_err();
    assert_eq!(assert_each_once(error), "credentials error: vault: the vault is closed: the seal is broken");
    // Whatever turns into a boxed error can be the cause.
    let error = Error::credentials("no").with_source(anyhow::anyhow!("a cause"));
    assert_eq!(assert_each_once(error), "credentials error: no: a cause");
}

#[tokio::test]
async fn a_source_of_credentials_that_fails_keeps_its_cause() {
    let folder = Folder::new();
    let file = |name: &str, text: &str| folder.with(name, text).to_str().unwrap().to_owned();
    let context = |variables: &[(&str, &str)]| {
        let environment = Environment::fixed(variables.iter().copied());
        ProviderContext::new(Canned::new(200, "no JSON")).with_environment(environment)
    };
    // What is read is no text, or no JSON.
    let broken = file("broken", "");
    std::fs::write(&broken, [0xff]).unwrap();
    let source = alibaba::credentials::CredentialsFile::new();
    let error =
        source.credentials(&context(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", &broken)])).await.unwrap_err();
    assert!(error.message().ends_with("broken cannot be read"), "{error}");
    assert!(error.source().unwrap().downcast_ref::<std::io::Error>().is_some());
    assert_each_once(error);
    let token = file("token", "fakeToken0001");
    let federated = huawei::credentials::IdTokenFederation::new("provider", &token);
    let error = federated.credentials(&context(&[])).await.unwrap_err();
    assert!(error.message().contains("is no JSON"), "{error}");
    assert!(error.source().unwrap().downcast_ref::<serde_json::Error>().is_some());
    assert_each_once(error);
    let assumed = tencent::credentials::AssumeRole::new("r", key());
    let error = assumed.credentials(&context(&[])).await.unwrap_err();
    assert!(error.message().contains("is no JSON"), "{error}");
    assert_eq!(error.source().unwrap().downcast_ref::<Error>().unwrap().kind(), ErrorKind::Decode);
    assert_each_once(error);
}

#[tokio::test]
async fn a_chain_without_credentials_keeps_the_last_cause() {
    #[derive(Debug)]
    struct Sealed;

    impl CredentialsProvider for Sealed {
        fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials, Error>> {
            let cause = std::io::Error::other("the seal is broken");
            Box::pin(std::future::ready(Err(Error::no_credentials("not here").with_source(cause))))
        }
    }

    let chain = CredentialsChain::new().then("first", nobody()).then("second", Sealed);
    let chain = chain.then("third", nobody());
    let error = chain.credentials(&ProviderContext::new(Canned::new(200, ""))).await.unwrap_err();
    assert!(error.message().ends_with("first: not here; second: not here; third: not here"), "{error}");
    assert!(error.source().unwrap().downcast_ref::<std::io::Error>().is_some());
    assert_each_once(error);
}

#[tokio::test]
async fn an_unknown_endpoint_has_no_empty_host_and_no_doubled_prefix() {
    let transport = Canned::new(200, "{}");
    let config =
        alibaba::Config::builder().environment(empty_environment()).region("cn-hangzhou").network("fake");
    let config = config.credentials(key()).transport(transport.clone()).build().unwrap();
    let request = alibaba::dds::DescribeBackupTasksRequest::new("i");
    let error = alibaba::dds::Client::new(&config).describe_backup_tasks(&request).await.unwrap_err();
    let line = error.to_string();
    assert!(line.contains(": configuration error: this service has no network `fake`"), "{line}");
    assert!(!line.contains("host") && error.host().is_none(), "{line}");
    assert!(transport.is_unused());
    assert_each_once(error);
}

#[tokio::test(start_paused = true)]
async fn waiting_that_ends_without_success() {
    use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let page = crate::scripted::tencent(serde_json::json!({"TotalCount": 1, "Tasks": [{"Status": 3}]}));
    let running = crate::scripted::tencent(serde_json::json!({"TotalCount": 1, "Tasks": [{"Status": 1}]}));
    let errors = async |answer: Answer| {
        let wait = || Scripted::new([answer.clone()]).mongodb().wait(request.clone(), WaitConfig::default());
        (wait().await.unwrap_err(), wait().await.unwrap_err())
    };
    let mut messages = Vec::new();
    for answer in [page, running, Answer::Never, Answer::Broken, refused("InternalError")] {
        let (own, error) = errors(answer).await;
        messages.push(own.to_string());
        assert!(matches!(own, WaitError::Call(_)) || own.source().is_none());
        assert_each_once(own);
        let error = Error::from(error);
        assert!(!error.message().is_empty());
        assert_each_once(error);
    }
    assert!(messages[0].contains("Status being 3"), "{messages:?}");
}

#[tokio::test]
async fn a_code_belongs_to_its_operation() {
    let refused = r#"{"Response":{"Error":{"Code":"InvalidParameterValue.BackupNotExists","Message":"no"},"RequestId":"1"}}"#;
    let transport = Canned::new(200, refused);
    let config =
        tencent::Config::builder().environment(empty_environment()).region("ap-guangzhou").credentials(key());
    let config = config.transport(transport).build().unwrap();
    let client = Client::new(&config);
    let error = client.describe_backup_url(&request()).await.unwrap_err();
    let code = error.code::<DescribeBackupUrlRequest>();
    assert_eq!(code, Some(DescribeBackupUrlCode::InvalidParameterValueBackupNotExists));
    assert_eq!(error.code::<tencent::mongodb::DescribeBackupDownloadTaskRequest>(), None);
    assert_eq!(error.code::<alibaba::dds::DescribeBackupsRequest>(), None);
    assert_eq!(error.code_str(), Some("InvalidParameterValue.BackupNotExists"));

    // An untyped call is one of the operation that it names, on its own service.
    let untyped = UntypedRequest::action("DescribeBackupUrl");
    let error = client.untyped(&untyped).await.unwrap_err();
    assert!(error.code::<DescribeBackupUrlRequest>().is_some());
    let error = tencent::mongodb::Client::new(&config).untyped(&untyped).await.unwrap_err();
    assert_eq!(error.code::<DescribeBackupUrlRequest>(), None);
    let error = client.untyped(&UntypedRequest::action("DescribeInstances")).await.unwrap_err();
    assert_eq!(error.code::<DescribeBackupUrlRequest>(), None);
}

#[tokio::test]
async fn a_masked_chain_says_each_cause_once() {
    let error = Client::new(&Echo::broken().tencent()).describe_backup_url(&request()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Connect, None));
    let report = assert_each_once(error);
    assert!(report.contains("***"), "{report}");
}
