//! Tencent Cloud's sources.

use clouddb::tencent::credentials::{
    AssumeRole, CredentialsFile, CvmRole, EnvironmentVariables, OidcRole, TccliProfile,
};
use clouddb::{Credentials, ErrorKind};

use super::server::Cloud;
use super::{END, Folder, ask, at, context, summary, variables};

const METADATA: &str = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
const ROLE: &str = r#"{"TmpSecretId":"AKIDtmp","TmpSecretKey":"fakeK","ExpiredTime":1795331117,"Expiration":"2026-11-22T07:05:17Z","Token":"fakeT","Code":"Success"}"#;
const STS: &str = r#"{"Response":{"Credentials":{"Token":"fakeT","TmpSecretId":"AKIDtmp","TmpSecretKey":"fakeK"},"ExpiredTime":1795331117,"Expiration":"2026-11-22T07:05:17Z","RequestId":"r"}}"#;

fn key() -> Credentials {
    Credentials::new("AKIDlong", "fakeSecret0001")
}

#[tokio::test]
async fn the_role_of_the_machine() {
    let found = format!("GET {METADATA}$");
    let named = format!("GET {METADATA}my-role$");
    let cloud = Cloud::scripted(&[(&found, 200, "my-role\n"), (&named, 200, ROLE)]);
    let context = context(&cloud, clouddb::Environment::process());
    let credentials = ask(&CvmRole::new(), &context).await.unwrap();
    assert_eq!(summary(&credentials), format!("AKIDtmp fakeK fakeT {END}"));
    assert_eq!(credentials.expires_at(), Some(at(END)));
    assert_eq!(cloud.lines(), [format!("GET {METADATA}"), format!("GET {METADATA}my-role")]);

    ask(&CvmRole::new().role("my-role"), &context).await.unwrap();
    assert_eq!(cloud.lines().len(), 3, "a role that is given is not asked for");

    let own = CvmRole::new().metadata_endpoint("http://127.0.0.1:9").role("../evil");
    assert_eq!(ask(&own, &context).await.unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(cloud.lines().len(), 3);
}

#[tokio::test]
async fn the_machine_without_a_role_or_with_a_broken_answer() {
    for (status, body, said) in [
        (404, "", "knows no role"),
        (500, "fakeSecret0001", "answered HTTP 500"),
        (200, "fakeSecret0001", "is no JSON: line 1"),
        (200, r#"{"Code":"Failed"}"#, "says Failed"),
        (200, r#"{"TmpSecretId":"AKIDtmp","TmpSecretKey":"fakeSecret0001"}"#, "has no `Token`"),
        (200, r#"{"TmpSecretId":"a","TmpSecretKey":"b","Token":"c","ExpiredTime":"soon"}"#, "is no time"),
    ] {
        let cloud = Cloud::scripted(&[(&format!("GET {METADATA}r"), status, body)]);
        let role = CvmRole::new().role("r");
        let error = ask(&role, &context(&cloud, clouddb::Environment::process())).await.unwrap_err();
        assert!(error.message().contains(said), "{error}");
        assert!(!format!("{error} {error:?}").contains("fakeSecret0001"), "{error:?}");
    }
}

#[tokio::test]
async fn a_role_assumed_with_a_key() {
    let cloud = Cloud::scripted(&[("POST https://sts.tencentcloudapi.com/$", 200, STS)]);
    let context = context(&cloud, variables(&[]));
    let role = AssumeRole::new("qcs::cam::uin/1:roleName/r", key()).session_name("session");
    assert_eq!(summary(&ask(&role, &context).await.unwrap()), format!("AKIDtmp fakeK fakeT {END}"));
    let seen = &cloud.seen()[0];
    let names = ["content-type", "x-tc-action", "x-tc-timestamp", "x-tc-version", "x-tc-region"];
    let headers = names.map(|name| seen.header(name));
    assert_eq!(headers, ["application/json", "AssumeRole", "1795309517", "2018-08-13", "ap-guangzhou"]);
    let authorization = seen.header("authorization");
    let start =
        "TC3-HMAC-SHA256 Credential=AKIDlong/2026-11-22/sts/tc3_request, SignedHeaders=content-type;host, ";
    assert!(authorization.starts_with(start), "{authorization}");
    let body = serde_json::json!({
        "RoleArn": "qcs::cam::uin/1:roleName/r", "RoleSessionName": "session", "DurationSeconds": 7200
    });
    assert_eq!(seen.json(), body);

    let refused = r#"{"Response":{"Error":{"Code":"AuthFailure.UnauthorizedOperation","Message":"no"},"RequestId":"r-1"}}"#;
    let cloud = Cloud::scripted(&[("POST", 200, refused)]);
    let role = role.policy(r#"{"a": 1}"#).external_id("e");
    let error = ask(&role, &super::context(&cloud, variables(&[]))).await.unwrap_err();
    let said = "sts.tencentcloudapi.com refused AssumeRole: AuthFailure.UnauthorizedOperation: no";
    assert_eq!(
        (error.message(), error.kind(), error.request_id()),
        (said, ErrorKind::Credentials, Some("r-1"))
    );
    let body = cloud.seen()[0].json();
    assert_eq!(body["Policy"], "%7B%22a%22%3A%201%7D");
    assert_eq!(body["ExternalId"], "e");
}

#[tokio::test]
async fn a_role_assumed_with_an_identity_token() {
    let folder = Folder::new();
    let file = folder.with("token", "header.payload.sig\n");
    let environment = [
        ("TKE_REGION", "ap-guangzhou"),
        ("TKE_PROVIDER_ID", "p"),
        ("TKE_WEB_IDENTITY_TOKEN_FILE", file.to_str().unwrap()),
        ("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/r"),
    ];
    let cloud = Cloud::scripted(&[("POST https://sts.tencentcloudapi.com/$", 200, STS)]);
    let pod = OidcRole::from_environment().session_name("s");
    let credentials = ask(&pod, &context(&cloud, variables(&environment))).await.unwrap();
    assert_eq!(summary(&credentials), format!("AKIDtmp fakeK fakeT {END}"));
    let seen = &cloud.seen()[0];
    let names = ["authorization", "x-tc-action", "x-tc-timestamp", "x-tc-version", "x-tc-region"];
    let headers = names.map(|name| seen.header(name));
    assert_eq!(headers, ["SKIP", "AssumeRoleWithWebIdentity", "1795309517", "2018-08-13", "ap-guangzhou"]);
    let body = serde_json::json!({
        "ProviderId": "p", "WebIdentityToken": "header.payload.sig", "RoleArn": "qcs::cam::uin/1:roleName/r",
        "RoleSessionName": "s", "DurationSeconds": 7200
    });
    assert_eq!(seen.json(), body);

    // The token is replaced while the program runs, and a service that repeats it is not quoted.
    folder.with("token", "second.payload.sig");
    let refused = r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"bad second.payload.sig"},"RequestId":"r"}}"#;
    let cloud = Cloud::scripted(&[("POST", 200, refused)]);
    let error = ask(&pod, &context(&cloud, variables(&environment))).await.unwrap_err();
    assert_eq!(cloud.seen()[0].json()["WebIdentityToken"], "second.payload.sig");
    assert!(error.message().ends_with("InvalidParameter: bad ***"), "{error}");

    std::fs::remove_file(&file).unwrap();
    let error = ask(&pod, &context(&cloud, variables(&environment))).await.unwrap_err();
    assert!(error.message().contains("is missing or empty"), "{error}");
    let error = ask(&pod, &context(&cloud, variables(&environment[1..2]))).await.unwrap_err();
    assert!(error.message().contains("not all"), "{error}");
}

#[tokio::test]
async fn variables_of_all_tools_and_half_a_key() {
    let cloud = Cloud::scripted(&[("POST https://sts.tencentcloudapi.com/$", 200, STS)]);
    let read = async |set: &[(&str, &str)]| {
        let asked = ask(&EnvironmentVariables::new(), &context(&cloud, variables(set))).await;
        asked.map(|credentials| summary(&credentials)).map_err(|error| error.message().to_owned())
    };
    let (id, secret) =
        (("TENCENTCLOUD_SECRET_ID", "AKIDfake0001"), ("TENCENTCLOUD_SECRET_KEY", "fakeSecret0001"));
    assert_eq!(read(&[id, secret]).await.unwrap(), "AKIDfake0001 fakeSecret0001 - -");
    for token in ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"] {
        let read_key = read(&[id, secret, (token, "fakeT")]).await.unwrap();
        assert_eq!(read_key, "AKIDfake0001 fakeSecret0001 fakeT -", "{token}");
    }
    assert_eq!(
        read(&[id]).await.unwrap_err(),
        "TENCENTCLOUD_SECRET_ID is set but TENCENTCLOUD_SECRET_KEY is not"
    );
    let error = read(&[secret, ("TENCENTCLOUD_SECRET_ID", "  ")]).await.unwrap_err();
    assert_eq!(error, "TENCENTCLOUD_SECRET_KEY is set but TENCENTCLOUD_SECRET_ID is not");
    assert!(cloud.lines().is_empty());

    let role = [("TENCENTCLOUD_ROLE_ARN", "qcs:r"), ("TENCENTCLOUD_ROLE_SESSION_NAME", "n")];
    assert_eq!(read(&[id, secret, role[0], role[1]]).await.unwrap(), format!("AKIDtmp fakeK fakeT {END}"));
    assert_eq!(cloud.seen()[0].json()["RoleSessionName"], "n");
}

#[tokio::test]
async fn the_profile_file() {
    let cloud = Cloud::scripted(&[]);
    let (home, system) = (Folder::new(), Folder::new());
    let environment = || variables(&[]).with_home(&*home).with_system_folder(&*system);
    let read = async || {
        let asked = ask(&CredentialsFile::new(), &context(&cloud, environment())).await;
        asked.map(|credentials| summary(&credentials)).map_err(|error| error.to_string())
    };
    assert!(read().await.unwrap_err().contains("there is no"));
    system.with("tencentcloud/credentials", "[default]\nsecret_id = AKIDsystem\nsecret_key = fakeS\n");
    assert_eq!(read().await.unwrap(), "AKIDsystem fakeS - -");
    let own = ".tencentcloud/credentials";
    home.with(
        own,
        "\u{feff}# mine\r\n[other]\r\nx=1\r\n[default]\r\nSecret_Id=AKIDhome\r\nsecret_key=fake#S\r\n",
    );
    assert_eq!(read().await.unwrap(), "AKIDhome fake#S - -");
    for (text, said) in [
        ("[default]\nsecret_id = AKIDhome\n", "has no `secret_key` in section [default]"),
        ("[other]\nsecret_id = AKIDhome\n", "has no section [default]"),
        ("[default]\nfakeSecret0001\n", "malformed: line 2"),
        ("secret_key=fakeSecret0001\n", "malformed: line 1"),
    ] {
        home.with(own, text);
        let error = read().await.unwrap_err();
        assert!(error.contains(said) && !error.contains("fakeSecret0001"), "{error}");
    }
    // A folder in the file's place is there, and cannot be read.
    std::fs::remove_file(home.join(own)).unwrap();
    std::fs::create_dir(home.join(own)).unwrap();
    assert!(read().await.unwrap_err().contains("cannot be read"));
}

#[tokio::test]
async fn profiles_of_the_command_line_tool() {
    let found = format!("GET {METADATA}$");
    let cloud = Cloud::scripted(&[
        ("POST https://sts.tencentcloudapi.com/$", 200, STS),
        (&found, 200, "r"),
        (&format!("GET {METADATA}r"), 200, ROLE),
    ]);
    let home = Folder::new();
    let read = async |provider: TccliProfile, set: &[(&str, &str)]| {
        let environment =
            variables(set).with_home(&*home).with_metadata_service("http://metadata.tencentyun.com");
        let asked = ask(&provider, &context(&cloud, environment)).await;
        asked.map(|credentials| summary(&credentials)).map_err(|error| error.to_string())
    };
    let file = |name: &str, text: &str| home.with(&format!(".tccli/{name}.credential"), text);
    assert!(read(TccliProfile::new(), &[]).await.unwrap_err().contains("there is no"));

    file("default", r#"{"secretId":"AKIDdefault","secretKey":"fakeS"}"#);
    file(
        "work",
        r#"{"secretId":"AKIDwork","secretKey":"fakeS","token":"fakeT","type":"oauth","expiresAt":1795331117}"#,
    );
    assert_eq!(read(TccliProfile::new(), &[]).await.unwrap(), "AKIDdefault fakeS - -");
    let chosen = [("TCCLI_PROFILE", "work")];
    assert_eq!(read(TccliProfile::new(), &chosen).await.unwrap(), format!("AKIDwork fakeS fakeT {END}"));
    assert_eq!(read(TccliProfile::new().profile("default"), &chosen).await.unwrap(), "AKIDdefault fakeS - -");

    file("role", r#"{"secretId":"AKIDwork","secretKey":"fakeS","role-arn":"qcs:r","role-session-name":"n"}"#);
    let assumed = format!("AKIDtmp fakeK fakeT {END}");
    assert_eq!(read(TccliProfile::new().profile("role"), &[]).await.unwrap(), assumed);
    assert_eq!(cloud.seen()[0].json()["RoleSessionName"], "n");
    file("machine", r#"{"type":"cvm-role"}"#);
    assert_eq!(read(TccliProfile::new().profile("machine"), &[]).await.unwrap(), assumed);

    file("old", r#"{"secretId":"AKIDold","secretKey":"fakeS","type":"sso","expiresAt":1795309516}"#);
    file("half", r#"{"secretKey":"fakeSecret0001"}"#);
    file("broken", r#"{"secretKey":"fakeSecret0001""#);
    for (name, said) in [
        ("old", "has expired: run `tccli sso login`"),
        ("half", "not both"),
        ("broken", "is no JSON"),
        ("missing", "there is no"),
        ("../default", "is no name of a profile"),
    ] {
        let error = read(TccliProfile::new().profile(name), &[]).await.unwrap_err();
        assert!(error.contains(said) && !error.contains("fakeSecret0001"), "{error}");
    }
}
