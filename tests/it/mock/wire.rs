//! The bytes on the wire: envelopes, limits, connections, and requests as the vendors' own clients send them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use clouddb::Credentials;
use clouddb::mock::{MockCloud, Verdict};
use serde_json::{Value as Json, json};

use crate::support;

/// An answer taken apart.
struct Reply {
    status: u16,
    head: String,
    body: Json,
}

/// Sends `request` on a connection of its own and reads until the other side closes it.
async fn raw(address: SocketAddr, request: impl Into<Vec<u8>>) -> Reply {
    let request = request.into();
    let bytes = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(&request).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let text = String::from_utf8(bytes.await.unwrap()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Reply {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head: head.to_ascii_lowercase(),
        body: serde_json::from_str(body).unwrap_or_default(),
    }
}

#[tokio::test]
async fn envelopes_and_headers_are_exact() {
    let cloud = MockCloud::start().await.unwrap();
    let close = "host: mock\r\nconnection: close\r\n";
    let reply = raw(
        cloud.address(),
        format!("POST / HTTP/1.1\r\n{close}x-tc-action: A\r\ncontent-length: 2\r\n\r\n{{}}"),
    )
    .await;
    assert_eq!(
        (reply.status, &reply.body["Response"]["Error"]["Code"]),
        (200, &json!("AuthFailure.InvalidAuthorization"))
    );
    assert!(reply.body["Response"]["RequestId"].is_string());
    assert!(reply.head.contains("\r\ncontent-type: application/json\r\n"), "{}", reply.head);
    assert!(
        reply.head.contains("\r\ndate: ") && reply.head.contains("\r\ncontent-length: "),
        "{}",
        reply.head
    );

    let reply = raw(
        cloud.address(),
        format!("POST / HTTP/1.1\r\n{close}x-acs-action: A\r\ncontent-length: 0\r\n\r\n"),
    )
    .await;
    assert_eq!((reply.status, &reply.body["Code"]), (400, &json!("IncompleteSignature")));
    assert_eq!(reply.body["HostId"], "mock");
    assert!(
        reply.body["Recommend"].is_string()
            && reply.body["RequestId"].is_string()
            && reply.body["Message"].is_string()
    );
    assert!(reply.head.contains("\r\ncontent-type: application/json;charset=utf-8\r\n"), "{}", reply.head);

    let reply = raw(cloud.address(), format!("GET /v3/p/x HTTP/1.1\r\n{close}\r\n")).await;
    assert_eq!((reply.status, &reply.body["error_code"]), (401, &json!("APIGW.0301")));
    assert!(
        reply.body["error_msg"].is_string() && reply.head.contains("\r\nx-request-id: "),
        "{}",
        reply.head
    );

    for line in ["GET / HTTP/1.1", "OPTIONS / HTTP/1.1", "HEAD / HTTP/1.1", "PUT /favicon.ico HTTP/1.1"] {
        assert_eq!(raw(cloud.address(), format!("{line}\r\n{close}\r\n")).await.status, 404, "{line}");
    }
    assert!(matches!(cloud.requests()[0].verdict(), Verdict::Refused { .. }));
    assert_eq!(cloud.requests()[3].vendor(), None);
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let cloud = MockCloud::start().await.unwrap();
    let head = "POST / HTTP/1.1\r\nhost: mock\r\nx-tc-action: A\r\ncontent-length: 11000000\r\n\r\n";
    let mut request = head.as_bytes().to_vec();
    request.resize(head.len() + 11_000_000, b'x');
    let reply = raw(cloud.address(), request).await;
    assert_eq!(reply.body["Response"]["Error"]["Code"], "RequestSizeLimitExceeded");

    let header = "x".repeat(400_000);
    let reply =
        raw(cloud.address(), format!("GET / HTTP/1.1\r\nhost: mock\r\nx-long: {header}\r\n\r\n")).await;
    assert_eq!(reply.status, 431);
}

#[tokio::test]
async fn a_connection_serves_several_requests() {
    let cloud = MockCloud::start().await.unwrap();
    let one = "GET /v3/p/x HTTP/1.1\r\nhost: mock\r\n\r\n";
    let last = "GET /v3/p/x HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n\r\n";
    raw(cloud.address(), format!("{one}{one}{last}")).await;
    assert_eq!(cloud.requests().len(), 3);
}

#[tokio::test]
async fn shutdown_waits_for_nobody_who_is_slow() {
    let cloud = MockCloud::start().await.unwrap();
    let address = cloud.address();
    let mut idle = TcpStream::connect(address).unwrap();
    let mut slow = TcpStream::connect(address).unwrap();
    slow.write_all(b"POST / HTTP/1.1\r\nhost: mock\r\nx-tc-action: A\r\ncontent-length: 5\r\n\r\n{").unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let started = Instant::now();
    cloud.shutdown().await;
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    idle.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert_eq!(idle.read(&mut [0; 8]).unwrap_or(0), 0, "the connection is still open");
    assert!(TcpStream::connect(address).is_err());
}

#[tokio::test]
async fn dropping_it_closes_the_port() {
    let cloud = MockCloud::start().await.unwrap();
    let address = cloud.address();
    drop(cloud);
    for _ in 0..100 {
        if TcpStream::connect(address).is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it still listens");
}

/// What the vendors' own clients send is let in, byte for byte; whatever is changed on the way is not.
#[tokio::test]
async fn requests_of_the_vendors_clients_are_let_in() {
    for folder in support::folders("vectors", "CLOUDDB_VECTORS") {
        for file in support::files(&folder, ".json") {
            let set: Json = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            if !["tencent", "alibaba", "huawei"].iter().any(|vendor| set["vendor"] == *vendor) {
                continue;
            }
            for vector in set["vectors"].as_array().unwrap() {
                let name = format!("{} {}", set["vendor"], vector["name"]);
                assert_eq!(verdict(vector, |line, body| (line, body)).await, Ok(()), "{name}");
                let turned = verdict(vector, |line, body| {
                    let more = if line.contains('?') { "&x=1 HTTP" } else { "?x=1 HTTP" };
                    (line.replacen(" HTTP", more, 1), body)
                });
                assert!(turned.await.is_err(), "{name}: a changed query was let in");
                let is_covered = !vector["headers"].to_string().contains("UNSIGNED-PAYLOAD");
                let longer = verdict(vector, |line, mut body| {
                    body.push(b' ');
                    (line, body)
                });
                if is_covered && vector["method"] != "GET" {
                    assert!(longer.await.is_err(), "{name}: a changed body was let in");
                }
            }
        }
    }
}

/// Sends a vector's request, changed or not, to a cloud of its own time and key.
async fn verdict(
    vector: &Json,
    change: impl FnOnce(String, Vec<u8>) -> (String, Vec<u8>),
) -> Result<(), String> {
    let input = &vector["input"];
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let key = &input["credentials"];
    let mut credentials = Credentials::new(text(&key["access_key_id"]), text(&key["access_key_secret"]));
    if let Some(token) = key["security_token"].as_str().filter(|token| !token.is_empty()) {
        credentials = credentials.with_token(token);
    }
    let clock = support::Stopped { seconds: input["time"].as_u64().unwrap(), nonce: 1 };
    let cloud = MockCloud::builder().credential(credentials).clock(clock).start().await.unwrap();

    let url = text(&vector["url"]);
    let target = url.splitn(4, '/').nth(3).map_or("/".to_owned(), |rest| format!("/{rest}"));
    let (line, body) = change(
        format!("{} {target} HTTP/1.1", text(&vector["method"])),
        crate::vectors::body(vector).to_vec(),
    );
    let mut request = format!("{line}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in vector["headers"].as_object().unwrap() {
        request += &format!("{name}: {}\r\n", text(value));
    }
    request += "\r\n";
    raw(cloud.address(), [request.into_bytes(), body].concat()).await;
    match cloud.requests().first().map(|request| request.verdict().clone()) {
        Some(Verdict::Verified { .. }) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}
