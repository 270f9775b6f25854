//! What was secret in a request is masked in what comes back for it.

use std::error::Error as StdError;

use clouddb::{
    Credentials, CredentialsProvider, Error, ErrorKind, ProviderContext, RetryConfig, Secret, UntypedRequest,
    alibaba, huawei, tencent,
};

use super::{Echo, KEY, TOKEN, key};
use crate::golden::trees::types::tencent::golden;
use crate::secrets::Kept;
use crate::support::empty_environment;

/// Everything that programs show of an error.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {} {:?}", error.message(), error.code_str());
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    causes.for_each(|cause| shown.push_str(&format!("\n{cause} {cause:?}")));
    shown + error.request_id().unwrap_or_default()
}

fn assert_masked(error: &Error, secrets: &[&str]) {
    let shown = shown(error);
    assert!(shown.contains("***"), "nothing came back: {shown}");
    for secret in secrets {
        let json = serde_json::to_string(secret).unwrap();
        let percent = secret.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D").replace('"', "%22");
        for form in [*secret, json.trim_matches('"'), &percent] {
            assert!(!shown.contains(form), "{form} is shown: {shown}");
        }
    }
}

/// The signatures of the requests that were sent.
fn signatures(echo: &Echo) -> Vec<String> {
    let requests = echo.requests();
    let values = requests.iter().filter_map(|request| request.headers().get("authorization"));
    let signature = |value: &str| value.rsplit_once("Signature=").map(|(_, signature)| signature.to_owned());
    values.filter_map(|value| signature(value.to_str().unwrap())).collect()
}

async fn error_of(call: impl IntoFuture<Output = Result<impl Sized, Error>>) -> Error {
    call.await.map(|_| ()).unwrap_err()
}

#[tokio::test]
async fn a_call_masks_its_key_its_token_and_its_signature() {
    for echo in [Echo::new(), Echo::broken()] {
        let nothing = UntypedRequest::action("Nothing").read_only();
        let errors = [
            error_of(tencent::mongodb::Client::new(&echo.tencent()).untyped(&nothing)).await,
            error_of(alibaba::dds::Client::new(&echo.alibaba()).untyped(&nothing)).await,
            error_of(huawei::dds::Client::new(&echo.huawei()).untyped(&nothing)).await,
        ];
        let signatures = signatures(&echo);
        assert_eq!(signatures.len(), 3);
        for (error, signature) in errors.iter().zip(&signatures) {
            assert_masked(error, &[KEY, TOKEN, signature]);
        }
        let raw = errors[0].response().map(|response| String::from_utf8_lossy(response.body()).into_owned());
        assert!(raw.is_none_or(|raw| raw.contains("fake/Token")), "the raw response is as it came");
    }
}

#[tokio::test]
async fn traces_of_a_call_are_masked() {
    for echo in [Echo::new(), Echo::broken()] {
        let kept = Kept::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
            .with_writer(kept.clone())
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);
        let nothing = UntypedRequest::action("Nothing").read_only();
        let retry = RetryConfig::default().attempts(2).first_delay(std::time::Duration::ZERO);
        let client = tencent::mongodb::Client::new(&echo.tencent());
        error_of(client.untyped(&nothing).retry(retry)).await;
        drop(guard);
        let (traced, signatures) = (kept.text(), signatures(&echo));
        assert!(traced.contains("attempt"), "{traced}");
        for secret in [KEY, "fake/Token", "fake%2FToken", &signatures[0], signatures.last().unwrap()] {
            assert!(!traced.contains(secret), "{secret} is traced: {traced}");
        }
    }
}

#[tokio::test]
async fn a_call_masks_the_secrets_of_its_request() {
    let (password, link) = ("fake \"pass\"/0001é", "https://fake.invalid/?sign=fake-link-0002");
    for echo in [Echo::new(), Echo::broken()] {
        let request =
            golden::DescribeTypesRequest::new().password(password).links([Secret::from(link), "no".into()]);
        let error = golden::Client::new(&echo.tencent()).describe_types(&request).await.unwrap_err();
        assert_masked(&error, &[password, link, TOKEN]);
        assert!(shown(&error).contains("DescribeTypes"), "a short secret has masked other words");
    }
}

async fn refused(provider: impl CredentialsProvider, echo: &Echo) -> Error {
    let context =
        ProviderContext::new(echo.clone()).with_environment(empty_environment()).with_region("cn-north-4");
    provider.credentials(&context).await.unwrap_err()
}

#[tokio::test]
async fn sources_of_credentials_mask_what_they_send() {
    let folder = std::env::temp_dir().join(format!("clouddb-masks-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (file, token) = (folder.join("token"), "fake/Identity+token=0001");
    std::fs::write(&file, token).unwrap();
    for echo in [Echo::new(), Echo::broken()] {
        let errors = [
            refused(tencent::credentials::AssumeRole::new("role", key()), &echo).await,
            refused(alibaba::credentials::AssumeRole::new("role", key()), &echo).await,
            refused(tencent::credentials::OidcRole::new("p", "role", &file), &echo).await,
            refused(alibaba::credentials::OidcRole::new("p", "role", &file), &echo).await,
            refused(huawei::credentials::OidcSts::new("p", "agency", &file), &echo).await,
            refused(huawei::credentials::IdTokenFederation::new("p", &file), &echo).await,
            refused(huawei::credentials::PodIdentity::new("https://pod.example/x", &file), &echo).await,
        ];
        let signatures = signatures(&echo);
        let mut secrets = vec![KEY, TOKEN, token];
        secrets.extend(signatures.iter().map(String::as_str));
        assert_eq!(signatures.len(), 2, "the two roles that a key assumes are signed");
        for error in &errors {
            assert_masked(error, &secrets);
            assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn the_lookup_of_a_project_masks_its_key() {
    for echo in [Echo::new(), Echo::broken()] {
        let config = huawei::Config::builder()
            .region("cn-north-4")
            .environment(empty_environment())
            .credentials(key());
        let config = config.transport(echo.clone()).build().unwrap();
        let request = huawei::dds::ShowBackupDownloadLinkRequest::new("i", "b");
        let error = huawei::dds::Client::new(&config).show_backup_download_link(&request).await.unwrap_err();
        let signatures = signatures(&echo);
        assert_masked(&error, &[KEY, TOKEN, &signatures[0]]);
    }
}

#[tokio::test]
async fn a_key_that_was_changed_between_attempts_is_masked_too() {
    /// A provider with another key each time.
    #[derive(Debug, Default)]
    struct Rotating(std::sync::atomic::AtomicU32);

    impl CredentialsProvider for Rotating {
        fn credentials<'a>(
            &'a self,
            _: &'a ProviderContext,
        ) -> clouddb::BoxFuture<'a, Result<Credentials, Error>> {
            let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let key = Credentials::new("AKIDfake0001", format!("fakeSecret-{number}"));
            Box::pin(std::future::ready(Ok(key.with_token(format!("fakeToken-{number}")))))
        }
    }

    let echo = Echo::new();
    let config = tencent::Config::builder().environment(empty_environment()).credentials(Rotating::default());
    let config = config.transport(echo.clone()).build().unwrap();
    let client = tencent::mongodb::Client::new(&config);
    for _ in 0..3 {
        let error = error_of(client.untyped(&UntypedRequest::action("Nothing").read_only())).await;
        let shown = shown(&error);
        assert!(!shown.contains("fakeToken-") && shown.contains("***"), "{shown}");
    }
}
