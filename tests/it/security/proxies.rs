//! Proxies of the environment. Each test runs a call in a process of its own, whose variables it sets.

use std::process::Command;

use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use clouddb::{Environment, tencent};

use super::key;
use crate::credentials::server::{Cloud, answer};
use crate::support::empty_environment;

const BODY: &str = r#"{"Response":{"RequestId":"fake-request-0001"}}"#;

/// Makes one call to the endpoint of the variable `CLOUDDB_ENDPOINT` and prints how it ended.
#[tokio::test]
#[ignore = "a part of the other tests"]
async fn one_call() {
    let Ok(endpoint) = std::env::var("CLOUDDB_ENDPOINT") else { return };
    let environment = match std::env::var("CLOUDDB_FIXED") {
        Ok(_) => empty_environment(),
        Err(_) => Environment::process(),
    };
    let config = tencent::Config::builder().environment(environment).endpoint(endpoint).credentials(key());
    let config = config.build().unwrap();
    let request = DescribeBackupUrlRequest::new("crs-fake0001", "b");
    match Client::new(&config).describe_backup_url(&request).await {
        Ok(_) => println!("ended: success"),
        Err(error) => {
            println!("ended: {:?} after {} attempts: {error:?} {error}", error.kind(), error.attempts())
        }
    }
}

/// How the call ends in a process with these variables alone.
fn call(endpoint: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "security::proxies::one_call", "--ignored", "--nocapture"]).env_clear();
    command.env("CLOUDDB_ENDPOINT", endpoint).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let ended = text.lines().find_map(|line| line.split_once("ended: ")).map(|(_, ended)| ended.to_owned());
    ended.unwrap_or_else(|| panic!("{text} {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_proxy_that_cannot_be_used_ends_the_call_before_anything_is_sent() {
    let cloud = Cloud::new(|_| answer(200, BODY));
    for (name, value) in [
        ("http_proxy", "http://user:fakeSecret0001@pro xy:1"),
        ("HTTP_PROXY", "ftp://user:fakeSecret0001@127.0.0.1:1"),
        ("ALL_PROXY", "http://user:fakeSecret0001@127.0.0.1:port"),
        ("all_proxy", "socks5://user:fakeSecret0001@127.0.0.1:1"),
    ] {
        let ended = call(&cloud.url(), &[(name, value)]);
        assert!(ended.starts_with("Config after 1 attempts") && ended.contains(name), "{ended}");
        assert!(!ended.contains("fakeSecret0001"), "{ended}");
    }
    assert!(call(&cloud.url(), &[("ALL_PROXY", "socks5://127.0.0.1:1")]).contains("`socks`"));
    assert!(cloud.seen().is_empty(), "a call went past the proxy");
}

#[test]
fn calls_that_need_no_proxy_are_made() {
    let cloud = Cloud::new(|_| answer(200, BODY));
    for variables in [
        [("HTTPS_PROXY", "ftp://x"), ("A", "")],
        [("ALL_PROXY", "ftp://x"), ("NO_PROXY", "127.0.0.0/8")],
        [("ALL_PROXY", "ftp://x"), ("CLOUDDB_FIXED", "1")],
        [("HTTP_PROXY", ""), ("http_proxy", "ftp://x")],
    ] {
        assert_eq!(call(&cloud.url(), &variables), "success", "{variables:?}");
    }
    // And a proxy that can be used is used.
    let proxy = Cloud::new(|_| answer(200, BODY));
    assert_eq!(call("http://a.invalid", &[("HTTP_PROXY", &proxy.url())]), "success");
    assert!(proxy.lines()[0].contains("http://a.invalid/"), "{:?}", proxy.lines());
}
