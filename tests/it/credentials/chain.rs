//! The default chains: their order, what they pass over, and what ends them.

use clouddb::{
    CredentialsChain, CredentialsProvider, Environment, Error, ErrorKind, alibaba, huawei, tencent,
};

use super::server::Cloud;
use super::{Folder, ask, context, variables};
use crate::support::http_client;

/// Asks `chain` again and again, each time without what answered before: `steps` are variables by the id that they
/// bring about, in the chain's order.
async fn check_order(
    chain: CredentialsChain,
    cloud: &Cloud,
    steps: &[(&str, &[(&str, &str)])],
    more: impl Fn(Environment) -> Environment,
) {
    for first in 0..steps.len() {
        let set: Vec<(&str, &str)> = steps[first..].iter().flat_map(|(_, set)| set.iter().copied()).collect();
        let environment = more(variables(&set));
        let credentials = ask(&chain, &context(cloud, environment)).await.unwrap();
        assert_eq!(credentials.access_key_id(), steps[first].0);
    }
}

#[tokio::test]
async fn tencents_order() {
    let home = Folder::new();
    let token = home.with("token", "t");
    let sts = r#"{"Response":{"Credentials":{"Token":"t","TmpSecretId":"POD","TmpSecretKey":"k"},"ExpiredTime":1795331117}}"#;
    let cloud = Cloud::scripted(&[
        ("POST https://sts.tencentcloudapi.com/", 200, sts),
        ("GET http://metadata.example/latest/meta-data/cam/security-credentials/$", 200, "r"),
        (
            "GET http://metadata.example/",
            200,
            r#"{"TmpSecretId":"CVM","TmpSecretKey":"k","Token":"t","Code":"Success"}"#,
        ),
    ]);
    let environment: &[_] = &[("TENCENTCLOUD_SECRET_ID", "ENV"), ("TENCENTCLOUD_SECRET_KEY", "k")];
    let pod: &[_] = &[
        ("TKE_PROVIDER_ID", "p"),
        ("TKE_ROLE_ARN", "r"),
        ("TKE_WEB_IDENTITY_TOKEN_FILE", token.to_str().unwrap()),
    ];
    let chain = tencent::credentials::default_chain;
    let metadata = |environment: Environment| environment.with_metadata_service("http://metadata.example");
    check_order(chain(), &cloud, &[("ENV", environment), ("POD", pod), ("CVM", &[])], metadata).await;

    home.with(".tccli/default.credential", r#"{"secretId":"TCCLI","secretKey":"k"}"#);
    let with_home = |environment: Environment| metadata(environment).with_home(&*home);
    check_order(chain(), &cloud, &[("ENV", environment), ("TCCLI", pod)], with_home).await;
    home.with(".tencentcloud/credentials", "[default]\nsecret_id=FILE\nsecret_key=k");
    check_order(chain(), &cloud, &[("ENV", environment), ("FILE", pod)], with_home).await;
}

#[tokio::test]
async fn alibabas_order() {
    let home = Folder::new();
    let token = home.with("token", "t");
    let key = |id: &str| {
        format!(r#"{{"AccessKeyId":"{id}","AccessKeySecret":"k","SecurityToken":"t","Code":"Success"}}"#)
    };
    let cloud = Cloud::scripted(&[
        ("GET https://sts.aliyuncs.com/", 200, &format!(r#"{{"Credentials":{}}}"#, key("OIDC"))),
        ("GET https://uri.example/", 200, &key("URI")),
        ("GET http://metadata.example/latest/meta-data/ram/security-credentials/$", 200, "r"),
        ("GET http://metadata.example/", 200, &key("ECS")),
    ]);
    let environment: &[_] =
        &[("ALIBABA_CLOUD_ACCESS_KEY_ID", "ENV"), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "k")];
    let oidc: &[_] = &[
        ("ALIBABA_CLOUD_ROLE_ARN", "r"),
        ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p"),
        ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token.to_str().unwrap()),
    ];
    let uri: &[_] = &[("ALIBABA_CLOUD_CREDENTIALS_URI", "https://uri.example/x")];
    let chain = alibaba::credentials::default_chain;
    let metadata = |environment: Environment| environment.with_metadata_service("http://metadata.example");
    let steps = [("ENV", environment), ("OIDC", oidc), ("URI", uri), ("ECS", &[])];
    check_order(chain(), &cloud, &steps, metadata).await;

    home.with(
        ".alibabacloud/credentials.ini",
        "[default]\ntype=access_key\naccess_key_id=INI\naccess_key_secret=k",
    );
    let with_home = |environment: Environment| metadata(environment).with_home(&*home);
    check_order(chain(), &cloud, &[("OIDC", oidc), ("INI", uri)], with_home).await;
    let config = r#"{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"CLI","access_key_secret":"k"}]}"#;
    home.with(".aliyun/config.json", config);
    check_order(chain(), &cloud, &[("OIDC", oidc), ("CLI", uri)], with_home).await;
}

#[tokio::test]
async fn huaweis_order() {
    let home = Folder::new();
    let token = home.with("token", "t");
    let token = token.to_str().unwrap();
    let key =
        |id: &str| format!(r#"{{"access_key_id":"{id}","secret_access_key":"k","security_token":"t"}}"#);
    let machine = r#"{"credential":{"access":"ECS","secret":"k","securitytoken":"t"}}"#;
    let cloud = Cloud::scripted(&[
        (
            "POST https://sts.cn-north-4.myhuaweicloud.com/",
            200,
            &format!(r#"{{"credentials":{}}}"#, key("OIDC")),
        ),
        ("POST https://pod.example/", 200, &key("POD")),
        ("GET http://metadata.example/", 200, machine),
    ]);
    let oidc: &[_] = &[
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "p"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "a"),
        ("HUAWEICLOUD_OIDC_TOKEN_FILE", token),
    ];
    let environment: &[_] = &[("HUAWEICLOUD_SDK_AK", "ENV"), ("HUAWEICLOUD_SDK_SK", "k")];
    let pod: &[_] = &[
        ("HC_CONTAINER_CREDENTIALS_FULL_URI", "https://pod.example/x"),
        ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", token),
    ];
    let chain = huawei::credentials::default_chain;
    let metadata = |environment: Environment| environment.with_metadata_service("http://metadata.example");
    let steps = [("OIDC", oidc), ("ENV", environment), ("POD", pod), ("ECS", &[])];
    check_order(chain(), &cloud, &steps, metadata).await;
    home.with(".huaweicloud/credentials", "[basic]\nak=FILE\nsk=k");
    let with_home = |environment: Environment| metadata(environment).with_home(&*home);
    check_order(chain(), &cloud, &[("ENV", environment), ("FILE", pod)], with_home).await;
}

#[tokio::test]
async fn when_nothing_is_configured_every_source_is_named() {
    let cloud = Cloud::scripted(&[]);
    let home = Folder::new();
    let chains: [(CredentialsChain, &[&str]); 3] = [
        (
            tencent::credentials::default_chain(),
            &["environment: ", "credentials file: ", "tccli profile: ", "TKE identity: ", "CVM role: "],
        ),
        (
            alibaba::credentials::default_chain(),
            &[
                "environment: ",
                "OIDC role: ",
                "CLI profile: ",
                "credentials file: ",
                "credentials URI: ",
                "ECS role: ",
            ],
        ),
        (
            huawei::credentials::default_chain(),
            &["OIDC agency: ", "environment: ", "credentials file: ", "pod identity: ", "ECS agency: "],
        ),
    ];
    for (chain, names) in chains {
        let environment = || variables(&[]).with_home(&*home);
        let error = ask(&chain, &context(&cloud, environment())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        for name in names {
            assert!(error.message().contains(name), "{name}: {error}");
        }
        assert!(cloud.lines().is_empty(), "a fixed environment has no metadata service");
        // Nobody listens where the metadata service should be: the program runs elsewhere.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let elsewhere = environment().with_metadata_service(format!("http://127.0.0.1:{port}"));
        let context = clouddb::ProviderContext::new(http_client()).with_environment(elsewhere);
        let error = ask(&chain, &context).await.unwrap_err();
        assert!(error.message().contains("no metadata service at 127.0.0.1"), "{error}");
    }
}

#[tokio::test]
async fn a_broken_source_ends_the_chain() {
    let cloud = Cloud::scripted(&[]);
    let home = Folder::new();
    home.with(".tccli/default.credential", r#"{"secretId":"OTHER","secretKey":"fakeK"}"#);
    home.with(".tencentcloud/credentials", "[default]\nsecret_id=AKIDfake0001");
    let chain = tencent::credentials::default_chain();
    let broken = variables(&[]).with_home(&*home);
    let error = ask(&chain, &context(&cloud, broken)).await.unwrap_err();
    assert!(error.message().contains("; credentials file: "), "{error}");
    assert!(error.message().contains("has no `secret_key`"), "{error}");
    let half = variables(&[("TENCENTCLOUD_SECRET_KEY", "fakeSecret0001")]).with_home(&*home);
    let error = ask(&chain, &context(&cloud, half)).await.unwrap_err();
    assert!(error.message().starts_with("environment: TENCENTCLOUD_SECRET_KEY is set"), "{error}");
    assert!(!format!("{error} {error:?} {chain:?}").contains("fakeSecret0001"));
}

/// A provider as a caller writes it.
#[derive(Debug)]
struct Own(Result<&'static str, &'static str>);

impl CredentialsProvider for Own {
    fn credentials<'a>(
        &'a self,
        _: &'a clouddb::ProviderContext,
    ) -> clouddb::BoxFuture<'a, Result<clouddb::Credentials, Error>> {
        let credentials = match self.0 {
            Ok(id) => Ok(clouddb::Credentials::new(id, "fakeSecret0001")),
            Err("absent") => Err(Error::no_credentials("nothing here")),
            Err(why) => Err(Error::credentials(why)),
        };
        Box::pin(std::future::ready(credentials))
    }
}

#[tokio::test]
async fn sources_of_ones_own() {
    let cloud = Cloud::scripted(&[]);
    let context = context(&cloud, variables(&[]));
    let shared = std::sync::Arc::new(Own(Ok("AKIDown")));
    let chain = CredentialsChain::new().then("none", Own(Err("absent"))).then("own", shared.clone());
    assert_eq!(ask(&chain, &context).await.unwrap().access_key_id(), "AKIDown");
    let chain = CredentialsChain::new().then("broken", Own(Err("it broke"))).then("own", shared);
    assert_eq!(ask(&chain, &context).await.unwrap_err().message(), "broken: it broke");
    let chain = CredentialsChain::new().then("blank", Own(Ok("a b")));
    assert!(ask(&chain, &context).await.unwrap_err().message().starts_with("blank: the access key id"));
}
