//! A request goes to the URL that was signed, or is refused before anything is sent.

use clouddb::huawei::dds::ShowBackupDownloadLinkRequest;
use clouddb::{ErrorKind, Method, UntypedRequest, alibaba, huawei, tencent};
use proptest::prelude::*;

use super::Echo;
use crate::support::empty_environment;

/// What the paths of untyped requests are refused for.
const REFUSED: [&str; 22] = [
    "",
    "v3/x",
    "@127.0.0.1:4444/v3/x",
    "user:fakeSecret0001@127.0.0.1:4444/v3/x",
    ":4444/x",
    ".evil.example/x",
    "//evil.example/x",
    "/v3//x",
    "/v3/../x",
    "/v3/.",
    "/v3/%2e%2E/x",
    "/v3/.%2e/x",
    "/v3/%2E",
    "/v3\\x",
    "/v3/x?y=z",
    "/v3/x#y",
    "/v3/.\t./x",
    "/v3/.\n./x",
    "/v3/\u{0}",
    "/v3/\r\nHost: evil.example",
    "/v3/{instance_id}/x",
    "/v3/100%",
];

#[tokio::test]
async fn a_path_that_would_lead_elsewhere_is_refused_by_name() {
    for path in REFUSED {
        let echo = Echo::new();
        let request = UntypedRequest::rest(Method::Get, path, "Nothing").read_only();
        let errors = [
            tencent::mongodb::Client::new(&echo.tencent()).untyped(&request).await.unwrap_err(),
            alibaba::dds::Client::new(&echo.alibaba()).untyped(&request).await.unwrap_err(),
            huawei::dds::Client::new(&echo.huawei()).untyped(&request).await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{path:?}: {error}");
            assert!(
                error.message().contains("instance_id") || error.message().contains("the path \""),
                "{error}"
            );
            assert!(!error.message().contains("fakeSecret0001"), "{error}");
        }
        assert!(echo.requests().is_empty(), "{path:?} was sent");
    }
}

#[tokio::test]
async fn a_path_that_only_needs_escapes_is_signed_with_them() {
    let echo = Echo::new();
    let request =
        UntypedRequest::rest(Method::Get, "/v3/{project_id}/a b/é'\"", "Nothing").query("q", "'\"<> é");
    huawei::dds::Client::new(&echo.huawei()).untyped(&request).await.unwrap_err();
    let uri = echo.requests()[0].uri().to_string();
    let expected =
        "https://dds.cn-north-4.myhuaweicloud.com/v3/fake0001/a%20b/%C3%A9'%22?q=%27%22%3C%3E%20%C3%A9";
    assert_eq!(uri, expected);
}

#[tokio::test]
async fn a_typed_request_passes_with_any_value() {
    let echo = Echo::new();
    let request = ShowBackupDownloadLinkRequest::new("../@evil.example/?#", "'\\\t\u{7f}é");
    huawei::dds::Client::new(&echo.huawei()).show_backup_download_link(&request).await.unwrap_err();
    assert!(is_stable(&echo.requests()[0]));
}

#[test]
fn hosts_that_are_read_as_others_are_refused_or_written_out() {
    let builds = |endpoint: &str| {
        tencent::Config::builder().environment(empty_environment()).endpoint(endpoint).build().is_ok()
            && huawei::Config::builder()
                .environment(empty_environment())
                .region("cn-north-4")
                .iam_endpoint(endpoint)
                .build()
                .is_ok()
    };
    for endpoint in [
        "127.1",
        "0x7f000001",
        "0X7f.0.0.1",
        "017700000001",
        "2130706433",
        "1.2.3",
        "1.2.3.4.",
        "a.example.",
        "xn--a",
        "a..example",
        "a_b.example",
        "[fe80::1%25eth0]",
        "[127.0.0.1]",
        "１２７.0.0.1",
        "127。0.0.1",
    ] {
        assert!(!builds(endpoint), "{endpoint} was taken");
        assert!(!builds(&format!("http://{endpoint}:8080/")), "http://{endpoint}:8080/ was taken");
    }
    for endpoint in
        ["127.0.0.1", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]:0443", "A.EXAMPLE", "xn--bcher-kva.example"]
    {
        assert!(builds(endpoint), "{endpoint} was refused");
    }
    for region in ["xn--a", "cn.north", "a@b"] {
        let built = huawei::Config::builder().environment(empty_environment()).region(region).build();
        assert_eq!(built.unwrap_err().kind(), ErrorKind::Config, "{region}");
    }
}

/// Whether an HTTP library sends a request to where it was signed for, and as it was signed.
fn is_stable(request: &http::Request<bytes::Bytes>) -> bool {
    let signed = request.uri().to_string();
    reqwest::Url::parse(&signed).is_ok_and(|url| {
        url.as_str() == signed
            && url.host_str() == request.uri().host()
            && url.port() == request.uri().port_u16()
    })
}

/// Makes a call and waits for its end.
fn run<T>(call: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async { call.await })
}

/// Text with a bias to what means something in a URL.
fn url_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z0-9]{1,3}",
        3 => proptest::sample::select(vec![
            "/", "..", ".", "%2e", "%2F", "%", "@", ":", "?", "#", "\\", "[", "]", "{", "}", "|", "^", "'", "\"", "<",
            "`", " ", "\t", "\n", ";", "&", "=", "+", "~", "*", "é", "。", "\u{200b}", "\u{7f}",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_sent_was_signed(path in url_text(), name in url_text(), value in url_text()) {
        for path in [path.clone(), format!("/{path}")] {
            let echo = Echo::new();
            let request = UntypedRequest::rest(Method::Get, &path, "Nothing").query(&name, value.as_str());
            let config = echo.huawei();
            let error = run(huawei::dds::Client::new(&config).untyped(&request)).unwrap_err();
            let untyped = UntypedRequest::rest(Method::Get, &path, "Nothing").query(&name, value.as_str());
            let other = run(alibaba::dds::Client::new(&echo.alibaba()).untyped(&untyped)).unwrap_err();
            for error in [error, other] {
                prop_assert!(matches!(error.kind(), ErrorKind::InvalidRequest | ErrorKind::Api), "{}", error);
            }
            for request in echo.requests() {
                prop_assert!(is_stable(&request), "{}", request.uri());
                let host = request.uri().host().unwrap();
                prop_assert!(host.ends_with(".myhuaweicloud.com") || host.ends_with(".aliyuncs.com"));
                let signature = request.headers()["authorization"].to_str().unwrap();
                prop_assert!(signature.contains("Signature="));
            }
        }
    }

    #[test]
    fn an_endpoint_is_called_as_it_was_signed(host in url_text(), port in proptest::option::of(0_u32..70_000)) {
        let endpoint = match port {
            Some(port) => format!("http://{host}:{port}"),
            None => host,
        };
        let echo = Echo::broken();
        let config = tencent::Config::builder().environment(empty_environment()).endpoint(&endpoint);
        if let Ok(config) = config.credentials(super::key()).transport(echo.clone()).build() {
            run(tencent::mongodb::Client::new(&config).untyped(&UntypedRequest::action("Nothing"))).unwrap_err();
            for request in echo.requests() {
                prop_assert!(is_stable(&request), "{endpoint}: {}", request.uri());
            }
        }
    }
}
