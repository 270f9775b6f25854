//! `Debug` and errors of everything that takes a URL hide user, password and query.

use clouddb::alibaba::credentials as ali;
use clouddb::huawei::credentials as hw;
use clouddb::tencent::credentials as tc;
use clouddb::{Credentials, CredentialsProvider, Environment, ProviderContext, alibaba, huawei, tencent};

use crate::support::{Canned, empty_environment};

const SECRET: &str = "fakeSecret0001";

/// URLs with a secret in each place that one can have.
fn urls() -> [String; 5] {
    [
        format!("http://user:{SECRET}@127.0.0.1:8080"),
        format!("https://{SECRET}@a.example"),
        format!("user:{SECRET}@a.example"),
        format!("http://user:x/?#{SECRET}@a.example"),
        format!("http://a.example/x?token={SECRET}"),
    ]
}

#[test]
fn what_holds_a_url_hides_its_secrets() {
    for url in urls() {
        let url = url.as_str();
        let key = || Credentials::new("AKIDfake0001", "fakeKey");
        let shown = [
            format!("{:?}", tencent::Config::builder().endpoint(url)),
            format!("{:#?}", alibaba::Config::builder().endpoint(url)),
            format!("{:?}", huawei::Config::builder().endpoint(url).iam_endpoint(url)),
            format!("{:?}", Environment::process().with_metadata_service(url)),
            format!(
                "{:?}",
                ProviderContext::new(Canned::new(200, ""))
                    .with_environment(Environment::fixed([("HTTPS_PROXY", url)]).with_metadata_service(url))
            ),
            format!("{:?}", tc::AssumeRole::new("r", key()).endpoint(url)),
            format!("{:?}", tc::OidcRole::new("p", "r", "f").endpoint(url)),
            format!("{:?}", tc::CvmRole::new().metadata_endpoint(url)),
            format!("{:?}", ali::AssumeRole::new("r", key()).endpoint(url)),
            format!("{:?}", ali::OidcRole::new("p", "r", "f").endpoint(url)),
            format!("{:?}", ali::EcsRole::new().metadata_endpoint(url)),
            format!("{:?}", ali::CredentialsUri::new(url)),
            format!("{:?}", hw::OidcSts::new("p", "a", "f").endpoint(url)),
            format!("{:?}", hw::IdTokenFederation::new("p", "f").iam_endpoint(url)),
            format!("{:?}", hw::PodIdentity::new(url, "f")),
            format!("{:?}", hw::EcsAgency::new().metadata_endpoint(url)),
        ];
        for shown in shown {
            assert!(!shown.contains(SECRET) && !shown.contains("user:"), "{shown}");
        }
    }
}

#[tokio::test]
async fn a_url_that_is_refused_is_not_repeated() {
    for url in urls() {
        let url = url.as_str();
        let mut errors = vec![
            tencent::Config::builder().environment(empty_environment()).endpoint(url).build().unwrap_err(),
            tencent::Config::builder().environment(empty_environment()).region(url).build().unwrap_err(),
            huawei::Config::builder()
                .environment(empty_environment())
                .region("cn-north-4")
                .iam_endpoint(url)
                .build()
                .unwrap_err(),
        ];
        let context = ProviderContext::new(Canned::new(200, "{}"))
            .with_environment(empty_environment().with_metadata_service(url));
        let sources: [Box<dyn CredentialsProvider>; 4] = [
            Box::new(tc::CvmRole::new()),
            Box::new(ali::EcsRole::new().metadata_endpoint(url)),
            Box::new(ali::CredentialsUri::new(url)),
            Box::new(tc::AssumeRole::new("r", Credentials::new("AKIDfake0001", "fakeKey")).endpoint(url)),
        ];
        for source in sources {
            errors.push(source.credentials(&context).await.unwrap_err());
        }
        for error in errors {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(SECRET) && !shown.contains("user:"), "{shown}");
        }
    }
}
