//! Huawei Cloud's project: looked up once, or refused.

use clouddb::huawei::dds::{Client, ShowBackupDownloadLinkRequest};
use clouddb::{Credentials, Environment, ErrorKind, huawei};

use super::server::{Cloud, answer};
use super::variables;

fn client(cloud: &Cloud, environment: Environment, region: &str) -> Client {
    let key = Credentials::new("AKfake0001", "fakeSecret0001").with_token("fakeToken0001");
    let config = huawei::Config::builder().environment(environment).region(region).credentials(key);
    Client::new(&config.transport(cloud.transport()).build().unwrap())
}

fn cloud(projects: &'static str) -> Cloud {
    Cloud::new(move |seen| match seen.url.contains("/v3/projects?") {
        true => (200, projects.to_owned(), Some(("X-IAM-Trace-Id", "trace-1"))),
        false => answer(200, "{}"),
    })
}

fn request() -> ShowBackupDownloadLinkRequest {
    ShowBackupDownloadLinkRequest::new("i", "b")
}

#[tokio::test]
async fn the_project_is_looked_up_once() {
    let cloud = cloud(r#"{"projects":[{"id":"p1","name":"cn-north-4"}]}"#);
    let client = client(&cloud, variables(&[]), "cn-north-4");
    let calls: Vec<_> =
        (0..20).map(|_| tokio::spawn(client.show_backup_download_link(&request()).raw())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    client.show_backup_download_link(&request()).await.unwrap();
    let seen = cloud.seen();
    assert_eq!(seen[0].line(), "GET https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4");
    let authorization = seen[0].header("authorization");
    let start = "SDK-HMAC-SHA256 Access=AKfake0001, SignedHeaders=host;x-sdk-date;x-security-token, ";
    assert!(authorization.starts_with(start), "{authorization}");
    assert_eq!(seen.iter().filter(|seen| seen.url.contains("/v3/projects?")).count(), 1);
    assert_eq!(seen.len(), 22);
    for call in &seen[1..] {
        let start = "https://dds.cn-north-4.myhuaweicloud.com/v3/p1/backups/download-file?";
        assert!(call.url.starts_with(start), "{}", call.url);
        assert_eq!(call.header("x-project-id"), "p1");
        assert!(call.header("authorization").contains("x-project-id"));
    }
}

#[tokio::test]
async fn none_or_several_projects_are_refused() {
    for (projects, said) in [
        (r#"{"projects":[]}"#, "knows no project `cn-north-4`, trace id trace-1"),
        ("{}", "knows no project"),
        (r#"{"projects":[{"id":"p1"},{"id":"p2"}]}"#, "knows several projects `cn-north-4`: p1, p2"),
        ("fakeSecret0001", "is no JSON"),
    ] {
        let cloud = cloud(projects);
        let error = client(&cloud, variables(&[]), "cn-north-4")
            .show_backup_download_link(&request())
            .await
            .unwrap_err();
        assert!(error.message().contains(said), "{error}");
        assert!(!format!("{error:?}").contains("fakeSecret0001"));
        assert_eq!(cloud.lines().len(), 1, "a call was made without a project");
    }
    let cloud = Cloud::scripted(&[("GET", 403, r#"{"error":{"code":"IAM.0001","message":"no"}}"#)]);
    let error =
        client(&cloud, variables(&[]), "cn-north-4").show_backup_download_link(&request()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains("HTTP 403 IAM.0001: no"), "{error}");
    assert!(error.message().contains("HUAWEICLOUD_SDK_PROJECT_ID"), "{error}");
}

#[tokio::test]
async fn where_iam_is() {
    for (set, region, host) in [
        (&[][..], "eu-west-101", "https://iam.myhuaweicloud.com"),
        (&[], "tr-west-1", "https://iam.tr-west-1.myhuaweicloud.com"),
        (
            &[("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.example:8443")],
            "tr-west-1",
            "https://iam.example:8443",
        ),
    ] {
        let cloud = cloud(r#"{"projects":[{"id":"p1"}]}"#);
        client(&cloud, variables(set), region).show_backup_download_link(&request()).await.unwrap();
        assert_eq!(cloud.lines()[0], format!("GET {host}/v3/projects?name={region}"));
    }
    let built =
        huawei::Config::builder().environment(variables(&[])).region("cn-north-4").iam_endpoint("a@b/c");
    assert_eq!(built.build().unwrap_err().kind(), ErrorKind::Config);
}

#[tokio::test]
async fn a_known_project_is_not_looked_up() {
    let cloud = cloud(r#"{"projects":[{"id":"wrong"}]}"#);
    let set = [("HUAWEICLOUD_SDK_PROJECT_ID", "p2")];
    client(&cloud, variables(&set), "cn-north-4").show_backup_download_link(&request()).await.unwrap();
    let key = Credentials::new("AKfake0001", "fakeSecret0001").with_project_id("p3");
    let config = huawei::Config::builder().environment(variables(&[])).region("cn-north-4").credentials(key);
    let client = Client::new(&config.transport(cloud.transport()).build().unwrap());
    client.show_backup_download_link(&request()).await.unwrap();
    let paths: Vec<String> =
        cloud.lines().iter().map(|line| line.split('/').nth(4).unwrap().to_owned()).collect();
    assert_eq!(paths, ["p2", "p3"]);

    // Without a region there is nothing to look up.
    let config = huawei::Config::builder()
        .environment(variables(&[]))
        .endpoint("dds.example")
        .credentials(Credentials::new("AKfake0001", "fakeSecret0001"))
        .transport(cloud.transport());
    let error =
        Client::new(&config.build().unwrap()).show_backup_download_link(&request()).await.unwrap_err();
    assert!(error.message().contains("there is no region"), "{error}");
    assert_eq!(cloud.lines().len(), 2);
}
