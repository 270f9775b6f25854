//! Huawei Cloud's sources.

use clouddb::huawei::credentials::{
    CredentialsFile, EcsAgency, EnvironmentVariables, IdTokenFederation, OidcSts, PodIdentity,
};
use clouddb::{CredentialsProvider, Environment};
use serde_json::json;

use super::server::{Cloud, answer};
use super::{END, Folder, ask, context, summary, variables};

const TOKEN: &str = "PUT http://169.254.169.254/meta-data/latest/api/token$";
const KEY: &str = "GET http://169.254.169.254/openstack/latest/securitykey$";
const CREDENTIAL: &str = r#"{"credential":{"access":"AK","secret":"fakeK","securitytoken":"fakeT","expires_at":"2026-11-22T07:05:17.000000Z"}}"#;
const WHOLE_SECONDS: &str = r#"{"credentials":{"access_key_id":"AK","secret_access_key":"fakeK","security_token":"fakeT","expiration":"2026-11-22T07:05:17Z"}}"#;

fn temporary() -> String {
    format!("AK fakeK fakeT {END}")
}

async fn read(
    provider: &impl CredentialsProvider,
    cloud: &Cloud,
    environment: Environment,
) -> Result<String, String> {
    let asked = ask(provider, &context(cloud, environment)).await;
    asked.map(|credentials| summary(&credentials)).map_err(|error| {
        assert!(!format!("{error} {error:?}").contains("fakeSecret0001"), "{error:?}");
        error.message().to_owned()
    })
}

#[tokio::test]
async fn the_agency_of_the_machine() {
    let cloud = Cloud::scripted(&[(TOKEN, 200, "META-TOKEN"), (KEY, 200, CREDENTIAL)]);
    assert_eq!(read(&EcsAgency::new(), &cloud, Environment::process()).await.unwrap(), temporary());
    let seen = cloud.seen();
    assert_eq!(seen.iter().map(|seen| seen.line() + "$").collect::<Vec<_>>(), [TOKEN, KEY]);
    assert_eq!(seen[0].header("x-metadata-token-ttl-seconds"), "21600");
    assert_eq!(seen[1].header("x-metadata-token"), "META-TOKEN");

    for status in [404, 405, 503] {
        let cloud = Cloud::scripted(&[(TOKEN, status, ""), (KEY, 200, CREDENTIAL)]);
        assert_eq!(read(&EcsAgency::new(), &cloud, Environment::process()).await.unwrap(), temporary());
        assert_eq!(cloud.seen()[1].header("x-metadata-token"), "(absent)");
    }
}

#[tokio::test]
async fn a_token_that_was_taken_back_is_replaced_once() {
    let cloud = Cloud::new(|seen| match seen.header("x-metadata-token") {
        "(absent)" => answer(200, "META-TOKEN"),
        _ => answer(401, ""),
    });
    let error = read(&EcsAgency::new(), &cloud, Environment::process()).await.unwrap_err();
    assert!(error.contains("HTTP 401"), "{error}");
    assert_eq!(cloud.lines().len(), 4);
}

#[tokio::test]
async fn an_identity_token_exchanged_at_iam() {
    let folder = Folder::new();
    let file = folder.with("token", " header.payload.sig \n");
    let cloud = Cloud::new(|seen| match seen.line().as_str() {
        "POST https://iam.myhuaweicloud.com/v3.0/OS-AUTH/id-token/tokens" => {
            (201, r#"{"token":{}}"#.to_owned(), Some(("X-Subject-Token", "UNSCOPED")))
        }
        "POST https://iam.myhuaweicloud.com/v3.0/OS-CREDENTIAL/securitytokens" => answer(201, CREDENTIAL),
        _ => answer(400, r#"{"error":{"code":"IAM.0001","message":"bad header.payload.sig"}}"#),
    });
    let federation = IdTokenFederation::new("idp", &file);
    assert_eq!(read(&federation, &cloud, variables(&[])).await.unwrap(), temporary());
    let seen = cloud.seen();
    assert_eq!(seen[0].header("x-idp-id"), "idp");
    assert_eq!(seen[0].header("content-type"), "application/json;charset=UTF-8");
    assert_eq!(seen[0].json(), json!({"auth": {"id_token": {"id": "header.payload.sig"}}}));
    let token = json!({"id": "UNSCOPED", "duration_seconds": 21600});
    assert_eq!(seen[1].json(), json!({"auth": {"identity": {"methods": ["token"], "token": token}}}));
    assert!(seen.iter().all(|seen| seen.header("authorization") == "(absent)"));

    let elsewhere = variables(&[("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.eu.example")]);
    let error = read(&federation, &cloud, elsewhere).await.unwrap_err();
    assert_eq!(error, "iam.eu.example refused: HTTP 400 IAM.0001: bad ***");
}

#[tokio::test]
async fn an_agency_assumed_with_an_identity_token() {
    let folder = Folder::new();
    let file = folder.with("token", "header.payload.sig");
    let url = "POST https://sts.cn-north-4.myhuaweicloud.com/v5/agencies/assume-with-oidc$";
    let fraction = WHOLE_SECONDS.replace("17Z", "17.000000Z");
    for body in [WHOLE_SECONDS, &fraction] {
        let cloud = Cloud::scripted(&[(url, 200, body)]);
        let sts = OidcSts::new("iam::1:oidc-provider:p", "iam::1:agency:a", &file);
        assert_eq!(read(&sts, &cloud, variables(&[])).await.unwrap(), temporary());
        let expected = json!({
            "provider_urn": "iam::1:oidc-provider:p", "agency_urn": "iam::1:agency:a",
            "agency_session_name": "oidc-sts-session", "id_token": "header.payload.sig", "duration_seconds": 3600
        });
        assert_eq!(cloud.seen()[0].json(), expected);
    }
    let cloud = Cloud::scripted(&[("POST https://sts.ap-southeast-1.example/v5", 200, WHOLE_SECONDS)]);
    let set = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "p"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "a"),
        ("HUAWEICLOUD_OIDC_ID_TOKEN", "fakeSecret0001"),
        ("HUAWEICLOUD_OIDC_SESSION_NAME", "n"),
        ("HUAWEICLOUD_OIDC_DURATION_SECONDS", "900"),
        ("HUAWEICLOUD_OIDC_POLICY_IDS", "x, y"),
        ("HUAWEICLOUD_SDK_STS_ENDPOINT", "sts.ap-southeast-1.example"),
    ];
    read(&OidcSts::from_environment(), &cloud, variables(&set)).await.unwrap();
    let body = cloud.seen()[0].json();
    assert_eq!((&body["agency_session_name"], &body["duration_seconds"]), (&json!("n"), &json!(900)));
    assert_eq!(body["policy_ids"], json!(["x", "y"]));
    let error = read(&OidcSts::from_environment(), &cloud, variables(&set[..2])).await.unwrap_err();
    assert!(error.contains("not all"), "{error}");
}

#[tokio::test]
async fn the_identity_of_a_pod() {
    let folder = Folder::new();
    let file = folder.with("token", "header.payload.sig\n");
    let body = WHOLE_SECONDS.trim_start_matches(r#"{"credentials":"#).replace("}}", "}");
    let cloud = Cloud::scripted(&[("POST http://127.0.0.1:6667/v1/credentials$", 200, &body)]);
    let set = [
        ("HC_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:6667/v1/credentials"),
        ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.to_str().unwrap()),
    ];
    assert_eq!(read(&PodIdentity::from_environment(), &cloud, variables(&set)).await.unwrap(), temporary());
    let seen = &cloud.seen()[0];
    assert_eq!((seen.header("authorization"), seen.body.as_str()), ("header.payload.sig", "{}"));
    let error = read(&PodIdentity::from_environment(), &cloud, variables(&set[..1])).await.unwrap_err();
    assert!(error.contains("not both"), "{error}");
}

#[tokio::test]
async fn variables_of_all_tools() {
    let cloud = Cloud::scripted(&[]);
    let all = EnvironmentVariables::new();
    for names in [
        ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"],
        ["HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN"],
        ["CLOUD_SDK_AK", "CLOUD_SDK_SK", "CLOUD_SDK_SECURITY_TOKEN"],
    ] {
        let set = [(names[0], "AKfake0001"), (names[1], "fakeS"), (names[2], "fakeT")];
        assert_eq!(read(&all, &cloud, variables(&set)).await.unwrap(), "AKfake0001 fakeS fakeT -");
        assert!(read(&all, &cloud, variables(&set[..1])).await.unwrap_err().contains("is not"));
    }
    // The identity token wins over a key.
    let set = [
        ("HUAWEICLOUD_SDK_AK", "AKfake0001"),
        ("HUAWEICLOUD_SDK_SK", "fakeSecret0001"),
        ("HUAWEICLOUD_SDK_IDP_ID", "idp"),
        ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "/nonexistent/token"),
    ];
    assert!(read(&all, &cloud, variables(&set)).await.unwrap_err().contains("/nonexistent/token"));
    assert!(read(&all, &cloud, variables(&set[..3])).await.unwrap_err().contains("not both"));
}

#[tokio::test]
async fn the_profile_file() {
    let cloud = Cloud::scripted(&[]);
    let home = Folder::new();
    let with = || variables(&[]).with_home(&*home);
    let file = ".huaweicloud/credentials";
    assert!(read(&CredentialsFile::new(), &cloud, with()).await.unwrap_err().contains("there is no"));
    for section in ["basic", "basiccredentials", "global"] {
        let text =
            format!("[{section}]\nak = AKfake0001\nsk = fakeS\nsecurity_token = fakeT\nproject_id = p1\n");
        home.with(file, &text);
        let credentials = ask(&CredentialsFile::new(), &context(&cloud, with())).await.unwrap();
        assert_eq!(summary(&credentials), "AKfake0001 fakeS fakeT -");
        assert_eq!(credentials.project_id(), Some("p1"));
    }
    for (text, said) in [
        ("[basic]\nak = fakeSecret0001\n", "has no `sk`"),
        ("[basic]\nidp_id = x\n", "has no `id_token_file`"),
        ("[other]\nak = fakeSecret0001\n", "has none of the sections"),
        ("[basic\nak = fakeSecret0001\n", "malformed: line 1"),
    ] {
        home.with(file, text);
        let error = read(&CredentialsFile::new(), &cloud, with()).await.unwrap_err();
        assert!(error.contains(said), "{error}");
    }
    let named = variables(&[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nonexistent/file")]);
    let error = read(&CredentialsFile::new(), &cloud, named).await.unwrap_err();
    assert_eq!(error, "there is no /nonexistent/file");
}
