//! What a protocol cannot carry is refused before anything is sent, and nothing else is.

use clouddb::Method;
use clouddb::{ErrorKind, RawCall, UntypedRequest, alibaba, huawei, tencent};
use serde_json::{Value, json};

use crate::support::{Canned, key};

/// Sends a request with each vendor's client; what went out, or why nothing did.
struct Vendors {
    transport: Canned,
    tencent: tencent::mongodb::Client,
    alibaba: alibaba::dds::Client,
    huawei: huawei::dds::Client,
}

impl Vendors {
    fn new() -> Self {
        let transport = Canned::new(200, r#"{"Response":{"RequestId":"1"}}"#);
        let tencent = tencent::Config::builder().region("ap-guangzhou").credentials(key());
        let alibaba = alibaba::Config::builder().region("cn-hangzhou").credentials(key());
        let huawei = huawei::Config::builder().region("cn-north-4").project_id("p1").credentials(key());
        Self {
            tencent: tencent::mongodb::Client::new(&tencent.transport(transport.clone()).build().unwrap()),
            alibaba: alibaba::dds::Client::new(&alibaba.transport(transport.clone()).build().unwrap()),
            huawei: huawei::dds::Client::new(&huawei.transport(transport.clone()).build().unwrap()),
            transport,
        }
    }

    fn call(&self, vendor: &str, request: &UntypedRequest) -> RawCall {
        match vendor {
            "tencent" => self.tencent.untyped(request),
            "alibaba" => self.alibaba.untyped(request),
            _ => self.huawei.untyped(request),
        }
    }

    async fn sends(&self, vendor: &str, request: &UntypedRequest) {
        self.call(vendor, request).await.unwrap();
    }

    async fn refuses(&self, vendor: &str, request: &UntypedRequest, names: &str) {
        let error = self.call(vendor, request).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{vendor} {request:?}: {error}");
        assert!(error.message().contains(names), "{vendor}: {error}");
        assert!(self.transport.is_unused(), "{vendor}: it was sent");
        assert_eq!(error.attempts(), 0);
    }
}

fn post() -> UntypedRequest {
    UntypedRequest::action("DeleteThings")
}

fn get() -> UntypedRequest {
    post().method(Method::Get)
}

fn rest(method: Method, path: &str) -> UntypedRequest {
    UntypedRequest::rest(method, path, "DeleteThings")
}

const ALL: [&str; 3] = ["tencent", "alibaba", "huawei"];

#[tokio::test]
async fn parameters_without_a_place_are_refused() {
    let vendors = Vendors::new();
    for method in [Method::Post, Method::Put, Method::Delete, Method::Patch] {
        vendors
            .refuses("tencent", &post().method(method).query("Filter", 1), "Filter is set for the query")
            .await;
    }
    for vendor in ALL {
        vendors.refuses(vendor, &post().body("Filter", 1).raw_body("{}"), "Filter is set for the body").await;
        vendors.refuses(vendor, &post().raw_body("").body("Filter", 1), "Filter is set for the body").await;
        vendors.refuses(vendor, &post().path("Filter", 1), "Filter is set for the path").await;
        vendors.refuses(vendor, &UntypedRequest::action(" "), "no name").await;
    }
    vendors.refuses("tencent", &get().raw_body("{}"), "a raw body is set").await;
    vendors.refuses("tencent", &get().raw_body(""), "a raw body is set").await;
    let both = post().query("A", 1).path("B", 2);
    vendors.refuses("tencent", &both, "A is set for the query").await;
    vendors.refuses("tencent", &both, "B is set for the path").await;
}

#[tokio::test]
async fn paths_that_stay_open_are_refused() {
    let vendors = Vendors::new();
    for vendor in ALL {
        for (path, names) in [
            ("/v3/{id}/x", "id is needed"),
            ("/v3/{id", "brace"),
            ("/v3/id}", "brace"),
            ("/v3/{{id}}", "brace"),
            ("/v3/{}", " is needed"),
            ("/v3/x?id=1", "has a `?`"),
            ("/v3/x#id", "has a `#`"),
        ] {
            vendors.refuses(vendor, &rest(Method::Delete, path), names).await;
        }
        for value in [json!(""), json!(".."), json!(null), json!(["a"]), json!({"a": 1}), json!([])] {
            vendors.refuses(vendor, &rest(Method::Delete, "/v3/{id}").path("id", value), "id is").await;
        }
        vendors
            .refuses(vendor, &rest(Method::Delete, "/v3/{id}").path("Id", 1), "Id is set for the path")
            .await;
    }
}

#[tokio::test]
async fn what_is_set_twice_is_refused() {
    let vendors = Vendors::new();
    for (vendor, request) in [
        ("tencent", post().body("A", 1).body("A", 2)),
        ("tencent", get().query("A", 1).query("A", 1)),
        ("tencent", get().query("A", 1).body("A", 2)),
        ("alibaba", post().query("A", 1).query("A", 2)),
        ("alibaba", post().query("A", 1).body("A", 2)),
        ("huawei", rest(Method::Put, "/v3/x").body("A", 1).body("A", 2)),
        ("huawei", rest(Method::Get, "/v3/{A}").path("A", 1).path("A", 2)),
    ] {
        vendors.refuses(vendor, &request, "A is set twice").await;
    }
}

#[tokio::test]
async fn null_says_that_a_parameter_is_not_set() {
    let vendors = Vendors::new();
    for (vendor, request) in [
        ("tencent", get().query("A", Value::Null)),
        ("tencent", get().body("A", Value::Null)),
        ("alibaba", post().query("A", Value::Null)),
        ("alibaba", post().body("A", Value::Null)),
        ("huawei", rest(Method::Delete, "/v3/x").query("A", Value::Null)),
    ] {
        vendors.sends(vendor, &request).await;
        let sent = vendors.transport.last();
        assert_eq!((sent.uri().query(), sent.body().as_ref()), (None, &b""[..]), "{vendor} {request:?}");
    }
}

#[tokio::test]
async fn headers_that_would_be_replaced_are_refused() {
    let vendors = Vendors::new();
    for (vendor, names) in [
        (
            "tencent",
            &["x-tc-action", "x-tc-version", "x-tc-timestamp", "x-tc-token", "x-tc-region", "content-type"][..],
        ),
        (
            "alibaba",
            &[
                "x-acs-action",
                "x-acs-version",
                "x-acs-date",
                "x-acs-signature-nonce",
                "accept",
                "x-acs-content-sha256",
            ],
        ),
        ("huawei", &["x-sdk-date", "x-security-token", "x-project-id"]),
    ] {
        for name in names.iter().chain(&["authorization", "host", "content-length", "a b"]) {
            vendors.refuses(vendor, &post().header(name, "evil"), name).await;
        }
    }
    let form = post().body("A", 1).header("content-type", "text/plain");
    vendors.refuses("alibaba", &form, "content-type").await;
    vendors.refuses("huawei", &rest(Method::Get, "/v3/x").header("X-Note", "a\r\nb"), "X-Note").await;
}

#[tokio::test]
async fn what_can_be_carried_is() {
    let vendors = Vendors::new();
    let transport = &vendors.transport;
    let request = post().body("A", json!([])).body("B", Value::Null).header("x-tc-traceid", "mine");
    vendors.tencent.untyped(&request).await.unwrap();
    let sent = transport.last();
    assert_eq!(serde_json::from_slice::<Value>(sent.body()).unwrap(), json!({"A": [], "B": null}));
    assert_eq!(sent.headers()["x-tc-traceid"], "mine");
    vendors.tencent.untyped(&get().query("A", 1).body("B", "x y").header("x-custom", "1")).await.unwrap();
    assert_eq!(transport.last().uri().query(), Some("A=1&B=x+y"));
    assert_eq!(transport.last().headers()["x-custom"], "1");

    // A path is filled in whichever vendor it is of.
    let request = rest(Method::Post, "/clusters/{ClusterId}/nodes/{n}").path("ClusterId", "c/1").path("n", 2);
    let json = request.query("A", 1).raw_body(r#"{"B":2}"#).header("content-type", "application/json");
    vendors.alibaba.untyped(&json).await.unwrap();
    let sent = transport.last();
    assert_eq!(sent.uri().path(), "/clusters/c%2F1/nodes/2");
    assert_eq!((sent.uri().query(), sent.body().as_ref()), (Some("A=1"), &br#"{"B":2}"#[..]));
    let own =
        post().query("A", 1).header("x-acs-resource-owner-id", "7").header("accept", "application/json");
    vendors.alibaba.untyped(&own).await.unwrap();
    assert_eq!(transport.last().headers()["x-acs-resource-owner-id"], "7");

    // The places of a REST operation do not know of each other, and a query repeats the names of lists.
    let request = rest(Method::Put, "/v3/{project_id}/{id}").path("id", "i").query("id", "q").body("id", "b");
    vendors.huawei.untyped(&request.query("t", 1).query("t", 2)).await.unwrap();
    let sent = transport.last();
    assert_eq!(sent.uri().path(), "/v3/p1/i");
    assert_eq!(sent.uri().query(), Some("id=q&t=1&t=2"));
    assert_eq!(sent.body().as_ref(), br#"{"id":"b"}"#);
    let delete = rest(Method::Delete, "/v3/x")
        .body("users", json!(["a"]))
        .header("content-type", "application/json;charset=utf8");
    vendors.huawei.untyped(&delete).await.unwrap();
    assert_eq!(transport.last().body().as_ref(), br#"{"users":["a"]}"#);
    // Gateways pass on the body of a GET: it is signed like any other.
    vendors.huawei.untyped(&rest(Method::Get, "/v3/x").raw_body("{}")).await.unwrap();
    assert_eq!(transport.last().body().as_ref(), b"{}");
    vendors.alibaba.untyped(&get().body("A", 1)).await.unwrap();
    assert_eq!(transport.last().body().as_ref(), b"A=1");
    let given = rest(Method::Get, "/v3/{project_id}/x").path("project_id", "other");
    vendors.huawei.untyped(&given).await.unwrap();
    assert_eq!(transport.last().uri().path(), "/v3/other/x");
}
