//! Alibaba Cloud's sources.

use std::time::Duration;

use clouddb::alibaba::credentials::{
    AssumeRole, CliProfile, CredentialsFile, CredentialsUri, EcsRole, EnvironmentVariables, ExternalCommand,
    OidcRole,
};
use clouddb::{Credentials, CredentialsProvider, Environment};

use super::server::Cloud;
use super::{END, Folder, ask, context, summary, variables};

const TOKEN: &str = "PUT http://100.100.100.200/latest/api/token$";
const LIST: &str = "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/$";
const ROLE: &str = "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/EcsRole$";
const KEY: &str = r#"{"AccessKeyId":"STS.x","AccessKeySecret":"fakeK","SecurityToken":"fakeT","Expiration":"2026-11-22T07:05:17Z","LastUpdated":"2026-11-22T01:05:17Z","Code":"Success"}"#;
const ANSWER: &str = r#"{"RequestId":"r","AssumedRoleUser":{"AssumedRoleId":"1:x","Arn":"a"},"Credentials":{"AccessKeyId":"STS.x","AccessKeySecret":"fakeK","SecurityToken":"fakeT","Expiration":"2026-11-22T07:05:17Z"}}"#;

fn temporary() -> String {
    format!("STS.x fakeK fakeT {END}")
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
async fn the_role_of_the_machine() {
    let cloud = Cloud::scripted(&[(TOKEN, 200, "META-TOKEN"), (LIST, 200, "EcsRole"), (ROLE, 200, KEY)]);
    let machine = EcsRole::new();
    assert_eq!(read(&machine, &cloud, Environment::process()).await.unwrap(), temporary());
    let seen = cloud.seen();
    let lines: Vec<String> = seen.iter().map(|seen| seen.line() + "$").collect();
    assert_eq!(lines, [TOKEN, LIST, ROLE]);
    assert_eq!(seen[0].header("x-aliyun-ecs-metadata-token-ttl-seconds"), "21600");
    assert_eq!(seen[1].header("x-aliyun-ecs-metadata-token"), "META-TOKEN");
    assert_eq!(seen[2].header("x-aliyun-ecs-metadata-token"), "META-TOKEN");
}

#[tokio::test]
async fn the_machine_without_tokens() {
    let cloud = Cloud::scripted(&[(ROLE, 200, KEY)]);
    let named = || {
        variables(&[("ALIBABA_CLOUD_ECS_METADATA", "EcsRole")])
            .with_metadata_service("http://100.100.100.200")
    };
    assert_eq!(read(&EcsRole::new(), &cloud, named()).await.unwrap(), temporary());
    assert_eq!(cloud.seen()[1].header("x-aliyun-ecs-metadata-token"), "(absent)");

    let cloud = Cloud::scripted(&[(ROLE, 200, KEY)]);
    let error = read(&EcsRole::new().require_token(), &cloud, named()).await.unwrap_err();
    assert!(error.contains("hands out no token"), "{error}");
    let strict = variables(&[("ALIBABA_CLOUD_IMDSV1_DISABLED", "true")]).with_metadata_service(cloud.url());
    read(&EcsRole::new(), &cloud, strict).await.unwrap_err();
    assert_eq!(cloud.lines().len(), 2, "something was asked without a token");

    let off =
        variables(&[("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")]).with_metadata_service(cloud.url());
    let error = read(&EcsRole::new(), &cloud, off).await.unwrap_err();
    assert!(error.starts_with("off: "), "{error}");
    assert_eq!(cloud.lines().len(), 2);
}

#[tokio::test]
async fn a_role_assumed_with_a_key() {
    let cloud = Cloud::scripted(&[("POST https://sts", 200, ANSWER)]);
    let key = Credentials::new("LTAIfake0001", "fakeSecret0001");
    let role = AssumeRole::new("acs:ram::1:role/r", key)
        .session_name("s")
        .policy(r#"{"Version": "1"}"#)
        .external_id("e");
    assert_eq!(read(&role, &cloud, variables(&[])).await.unwrap(), temporary());
    let seen = &cloud.seen()[0];
    let query = "DurationSeconds=3600&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=s\
                 &Policy=%7B%22Version%22%3A+%221%22%7D&ExternalId=e";
    assert_eq!(seen.url, format!("https://sts.aliyuncs.com/?{query}"));
    assert_eq!(
        ["x-acs-action", "x-acs-version", "x-acs-date"].map(|name| seen.header(name)),
        ["AssumeRole", "2015-04-01", "2026-11-22T01:05:17Z"]
    );
    assert!(seen.header("authorization").starts_with("ACS3-HMAC-SHA256 Credential=LTAIfake0001,"));

    let region = variables(&[("ALIBABA_CLOUD_STS_REGION", "cn-beijing")]);
    read(&role, &cloud, region).await.unwrap();
    read(&role.clone().sts_region("cn-beijing").vpc(true), &cloud, variables(&[])).await.unwrap();
    let hosts: Vec<String> =
        cloud.lines()[1..].iter().map(|line| line.split('/').nth(2).unwrap().to_owned()).collect();
    assert_eq!(hosts, ["sts.cn-beijing.aliyuncs.com", "sts-vpc.cn-beijing.aliyuncs.com"]);
    assert!(read(&role.clone().sts_region("x@evil"), &cloud, variables(&[])).await.is_err());
    assert_eq!(cloud.lines().len(), 3);

    let cloud =
        Cloud::scripted(&[("POST", 403, r#"{"Code":"NoPermission","Message":"no","RequestId":"r"}"#)]);
    let error = read(&role, &cloud, variables(&[])).await.unwrap_err();
    assert_eq!(error, "sts.aliyuncs.com refused AssumeRole: NoPermission: no");
}

#[tokio::test]
async fn a_role_assumed_with_an_identity_token() {
    let folder = Folder::new();
    let file = folder.with("token", "header.payload.sig\n");
    let cloud = Cloud::scripted(&[("GET https://sts.cn-beijing.aliyuncs.com/?", 200, ANSWER)]);
    let role = OidcRole::new("acs:ram::1:oidc-provider/p", "acs:ram::1:role/r", &file)
        .session_name("s")
        .sts_region("cn-beijing");
    assert_eq!(read(&role, &cloud, variables(&[])).await.unwrap(), temporary());
    let query = "Action=AssumeRoleWithOIDC&Format=JSON&Version=2015-04-01&DurationSeconds=3600\
                 &RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&OIDCProviderArn=acs%3Aram%3A%3A1%3Aoidc-provider%2Fp\
                 &OIDCToken=header.payload.sig&RoleSessionName=s&Timestamp=2026-11-22T01%3A05%3A17Z";
    assert_eq!(cloud.lines(), [format!("GET https://sts.cn-beijing.aliyuncs.com/?{query}")]);
    assert_eq!(cloud.seen()[0].header("authorization"), "(absent)");

    let cloud = Cloud::scripted(&[("GET", 400, r#"{"Code":"Invalid","Message":"header.payload.sig"}"#)]);
    let error = read(&role, &cloud, variables(&[])).await.unwrap_err();
    assert_eq!(error, "sts.cn-beijing.aliyuncs.com refused the token: HTTP 400 Invalid: ***");
}

#[tokio::test]
async fn a_url_that_hands_out_keys() {
    let cloud = Cloud::scripted(&[("GET http://127.0.0.1:6666/creds?a=b$", 200, KEY)]);
    let environment = || variables(&[("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:6666/creds?a=b")]);
    assert_eq!(read(&CredentialsUri::from_environment(), &cloud, environment()).await.unwrap(), temporary());
    let other = CredentialsUri::new("http://127.0.0.1:6666/fakeSecret0001");
    assert_eq!(read(&other, &cloud, environment()).await.unwrap_err(), "it answered HTTP 404");
    let error =
        read(&CredentialsUri::new("file:///fakeSecret0001"), &cloud, environment()).await.unwrap_err();
    assert!(error.contains("no http or https URL"), "{error}");
    for elsewhere in ["http://keys.example/x", "http://10.0.0.1/x", "http://127.0.0.1.example/x"] {
        let error = read(&CredentialsUri::new(elsewhere), &cloud, environment()).await.unwrap_err();
        assert!(error.contains("http is for this machine alone"), "{elsewhere}: {error}");
    }
    assert!(!format!("{other:?}").contains("fakeSecret0001"));
}

#[tokio::test]
async fn a_profile_that_was_asked_for_and_is_nowhere_is_not_replaced_by_the_machines_role() {
    let cloud = Cloud::scripted(&[(TOKEN, 200, "META-TOKEN"), (LIST, 200, "EcsRole"), (ROLE, 200, KEY)]);
    let home = Folder::new();
    let on_a_machine = |set: &[(&str, &str)]| {
        variables(set).with_home(&*home).with_metadata_service("http://100.100.100.200")
    };
    let chain = clouddb::alibaba::credentials::default_chain();
    assert_eq!(read(&chain, &cloud, on_a_machine(&[])).await.unwrap(), temporary());
    let mistyped = [("ALIBABA_CLOUD_PROFILE", "prdo")];
    let error = read(&chain, &cloud, on_a_machine(&mistyped)).await.unwrap_err();
    assert!(error.contains("no profile `prdo`"), "{error}");
    home.with(".alibabacloud/credentials.ini", "[default]\ntype = access_key\n");
    let error = read(&chain, &cloud, on_a_machine(&mistyped)).await.unwrap_err();
    assert!(error.contains("has no section [prdo]"), "{error}");
}

#[tokio::test]
async fn variables_of_all_tools() {
    let cloud = Cloud::scripted(&[]);
    let all = EnvironmentVariables::new();
    for (prefix, id, secret) in [
        ("ALIBABA_CLOUD", "ACCESS_KEY_ID", "ACCESS_KEY_SECRET"),
        ("ALIBABACLOUD", "ACCESS_KEY_ID", "ACCESS_KEY_SECRET"),
        ("ALICLOUD", "ACCESS_KEY_ID", "ACCESS_KEY_SECRET"),
        ("ALICLOUD", "ACCESS_KEY", "SECRET_KEY"),
    ] {
        let names = [id, secret, "SECURITY_TOKEN"].map(|name| format!("{prefix}_{name}"));
        let set =
            [(names[0].as_str(), "LTAIfake0001"), (names[1].as_str(), "fakeS"), (names[2].as_str(), "fakeT")];
        assert_eq!(read(&all, &cloud, variables(&set)).await.unwrap(), "LTAIfake0001 fakeS fakeT -");
        assert!(read(&all, &cloud, variables(&set[..1])).await.unwrap_err().contains("is not"));
    }
    // An id of one tool and a secret of another make no key.
    let mixed = [("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIfake0001"), ("ALICLOUD_SECRET_KEY", "fakeSecret0001")];
    assert!(read(&all, &cloud, variables(&mixed)).await.is_err());
}

const CONFIG: &str = r#"{"current": "ak", "profiles": [
    {"name": "ak", "mode": "AK", "access_key_id": "LTAIak", "access_key_secret": "fakeS"},
    {"name": "sts", "mode": "StsToken", "access_key_id": "LTAIsts", "access_key_secret": "fakeS", "sts_token": "fakeT"},
    {"name": "role", "mode": "RamRoleArn", "access_key_id": "LTAIak", "access_key_secret": "fakeS",
     "ram_role_arn": "acs:r", "ram_session_name": "n", "expired_seconds": 900, "sts_region": "cn-hangzhou"},
    {"name": "chained", "mode": "ChainableRamRoleArn", "source_profile": "role", "ram_role_arn": "acs:c"},
    {"name": "circle", "mode": "ChainableRamRoleArn", "source_profile": "circle", "ram_role_arn": "acs:c"},
    {"name": "ecs", "mode": "EcsRamRole", "ram_role_name": "EcsRole"},
    {"name": "oidc", "mode": "OIDC", "ram_role_arn": "acs:o", "oidc_provider_arn": "p", "oidc_token_file": "TOKENFILE"},
    {"name": "external", "mode": "External", "process_command": "printf '%s' '{\"mode\":\"StsToken\",\"access_key_id\":\"STS.x\",\"access_key_secret\":\"fakeK\",\"sts_token\":\"fakeT\",\"expiration\":\"2026-11-22T07:05:17Z\"}'"},
    {"name": "sso", "mode": "CloudSSO", "access_token": "fakeSecret0001"},
    {"name": "oauth", "mode": "OAuth", "oauth_access_token": "fakeSecret0001"},
    {"name": "odd", "mode": "Odd"},
    {"name": "half", "mode": "AK", "access_key_secret": "fakeSecret0001"},
    {"name": "empty", "mode": "AK", "access_key_id": "", "access_key_secret": ""}]}"#;

#[tokio::test]
async fn profiles_of_the_command_line_tool() {
    let home = Folder::new();
    let token = home.with("token", "header.payload.sig");
    home.with(".aliyun/config.json", &CONFIG.replace("TOKENFILE", token.to_str().unwrap()));
    let cloud = Cloud::scripted(&[
        ("POST https://sts", 200, ANSWER),
        ("GET https://sts.aliyuncs.com/?Action=AssumeRoleWithOIDC", 200, ANSWER),
        (TOKEN, 200, "META-TOKEN"),
        (ROLE, 200, KEY),
    ]);
    let with = |set: &[(&str, &str)]| {
        variables(set).with_home(&*home).with_metadata_service("http://100.100.100.200")
    };
    let profile = |name: &str| CliProfile::new().profile(name);
    assert_eq!(read(&CliProfile::new(), &cloud, with(&[])).await.unwrap(), "LTAIak fakeS - -");
    let chosen = [("ALIBABA_CLOUD_PROFILE", "sts")];
    assert_eq!(read(&CliProfile::new(), &cloud, with(&chosen)).await.unwrap(), "LTAIsts fakeS fakeT -");
    for name in ["role", "ecs", "oidc", "external"] {
        assert_eq!(
            read(&profile(name), &cloud, with(&[])).await.as_deref(),
            Ok(temporary().as_str()),
            "{name}"
        );
    }
    let role = cloud.seen().into_iter().find(|seen| seen.method == "POST").unwrap();
    assert!(
        role.url.starts_with("https://sts.cn-hangzhou.aliyuncs.com/?DurationSeconds=900&"),
        "{}",
        role.url
    );
    assert_eq!(role.query("RoleSessionName").as_deref(), Some("n"));

    // The role's key assumes the next one.
    read(&profile("chained"), &cloud, with(&[])).await.unwrap();
    let last = cloud.seen().pop().unwrap();
    assert_eq!(last.query("RoleArn").as_deref(), Some("acs%3Ac"));
    assert_eq!(last.header("x-acs-security-token"), "fakeT");

    for (name, said) in [
        ("circle", "in a circle"),
        ("sso", "needs the vendor's CLI"),
        ("oauth", "needs the vendor's CLI"),
        ("odd", "is not understood"),
        ("half", "needs `access_key_id`"),
        ("empty", "is empty"),
        ("missing", "there is none"),
    ] {
        let error = read(&profile(name), &cloud, with(&[])).await.unwrap_err();
        assert!(error.contains(said), "{name}: {error}");
    }
    let off = [("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")];
    assert!(read(&CliProfile::new(), &cloud, with(&off)).await.unwrap_err().starts_with("off: "));
    home.with(".aliyun/config.json", "{\"current\": fakeSecret0001");
    assert!(read(&CliProfile::new(), &cloud, with(&[])).await.unwrap_err().contains("is no JSON: line 1"));
}

#[tokio::test]
async fn a_command_that_prints_keys() {
    let cloud = Cloud::scripted(&[]);
    let run = async |command: &str| {
        let command = ExternalCommand::new(command).timeout(Duration::from_millis(700));
        read(&command, &cloud, variables(&[])).await
    };
    let key = r#"printf '%s' '{"mode":"AK","access_key_id":"LTAIfake0001","access_key_secret":"fakeS"}'"#;
    assert_eq!(run(key).await.unwrap(), "LTAIfake0001 fakeS - -");
    for (command, said) in [
        ("clouddb-no-such-program fakeSecret0001", "cannot be run"),
        ("false", "failed"),
        ("printf fakeSecret0001", "is no JSON"),
        (r#"printf '{"mode":"AK","access_key_id":"fakeSecret0001"}'"#, "has no `access_key_secret`"),
        (r#"printf '{"mode":"x","access_key_id":"a","access_key_secret":"b"}'"#, "neither AK nor StsToken"),
        ("printf 'x", "a quote without an end"),
        ("", "is empty"),
        ("sleep 30", "took longer than 700ms"),
    ] {
        let error = run(command).await.unwrap_err();
        assert!(error.contains(said), "{command}: {error}");
    }
    assert!(!format!("{:?}", ExternalCommand::new("run --key fakeSecret0001")).contains("fakeSecret0001"));
}

#[tokio::test]
async fn the_profile_file() {
    let home = Folder::new();
    let token = home.with("token", "header.payload.sig");
    let text = format!(
        "[default]\ntype = access_key # the usual one\naccess_key_id = LTAIfake0001\naccess_key_secret = fakeS\n\
         [role]\ntype=ram_role_arn\naccess_key_id=LTAIfake0001\naccess_key_secret=fakeS\nrole_arn=acs:r\nrole_session_name=n\n\
         [oidc]\ntype=oidc_role_arn\noidc_provider_arn=p\noidc_token_file_path={}\nrole_arn=acs:o\n\
         [ecs]\ntype=ecs_ram_role\nrole_name=EcsRole\n[rsa]\ntype=rsa_key_pair\n[untyped]\naccess_key_id=fakeSecret0001\n",
        token.display()
    );
    let file = home.with(".alibabacloud/credentials.ini", &text);
    let cloud = Cloud::scripted(&[
        ("POST https://sts.aliyuncs.com/?", 200, ANSWER),
        ("GET https://sts.aliyuncs.com/?", 200, ANSWER),
        (TOKEN, 200, "META-TOKEN"),
        (ROLE, 200, KEY),
    ]);
    let with = || variables(&[]).with_home(&*home).with_metadata_service("http://100.100.100.200");
    let all = CredentialsFile::new();
    assert_eq!(read(&all, &cloud, with()).await.unwrap(), "LTAIfake0001 fakeS - -");
    for name in ["role", "oidc", "ecs"] {
        assert_eq!(read(&all.clone().profile(name), &cloud, with()).await.unwrap(), temporary(), "{name}");
    }
    for (name, said) in
        [("rsa", "is not understood"), ("untyped", "has no `type`"), ("missing", "has no section [missing]")]
    {
        let error = read(&all.clone().profile(name), &cloud, with()).await.unwrap_err();
        assert!(error.contains(said), "{error}");
    }
    let named = [("ALIBABA_CLOUD_CREDENTIALS_FILE", file.to_str().unwrap())];
    assert_eq!(read(&all, &cloud, variables(&named)).await.unwrap(), "LTAIfake0001 fakeS - -");
}
