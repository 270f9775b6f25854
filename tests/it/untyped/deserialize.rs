//! Responses read into a caller's own types.

use std::collections::BTreeMap;
use std::time::Duration;

use clouddb::{ErrorKind, RetryConfig, UntypedRequest};
use http::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::scripted::{Answer, Scripted, alibaba, refused, tencent};

const SECRET: &str = "fakeLink0001";

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Instances {
    total_count: u32,
    instance_details: Vec<Instance>,
    next: Option<i8>,
    #[serde(default)]
    region: Region,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Instance {
    instance_id: Id,
    size: f64,
    state: State,
    ports: (u16, u16),
    #[serde(default)]
    tags: BTreeMap<String, Option<String>>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Id(String);

#[derive(Debug, Default, Deserialize, PartialEq)]
struct Region;

#[derive(Debug, Deserialize, PartialEq)]
enum State {
    Running,
    Failed(String),
    Moving { from: char, to: char },
    Split(u8, u8),
}

fn instance(state: &Value) -> Value {
    json!({ "InstanceId": "cmgo-1", "Size": 4, "State": state, "Ports": [1, 2], "Novelty": [{}] })
}

fn body(state: &Value) -> Value {
    json!({ "TotalCount": 1, "InstanceDetails": [instance(state)], "Next": null, "Region": null })
}

fn request() -> UntypedRequest {
    UntypedRequest::action("DescribeDBInstances").read_only()
}

#[tokio::test(start_paused = true)]
async fn any_type_of_serdes_can_be_read() {
    for (state, expected) in [
        (json!("Running"), State::Running),
        (json!({ "Failed": "disk" }), State::Failed("disk".to_owned())),
        (json!({ "Moving": { "from": "a", "to": "b" } }), State::Moving { from: 'a', to: 'b' }),
        (json!({ "Split": [1, 2] }), State::Split(1, 2)),
    ] {
        let script = Scripted::new([tencent(body(&state))]);
        let read: Instances = script.mongodb().untyped(&request()).await.unwrap().deserialize().unwrap();
        assert_eq!(read.total_count, 1, "the envelope is gone");
        assert_eq!(read.instance_details[0].state, expected);
        assert_eq!(read.instance_details[0].instance_id, Id("cmgo-1".to_owned()));
    }
    // Without an envelope; JSON itself is a type too.
    let script = Scripted::new([alibaba(&json!({ "A": [1, -2, 2.5, "x", true, null], "RequestId": "1" }))]);
    let raw = script.dds().untyped(&request()).await.unwrap();
    assert_eq!(raw.deserialize::<Value>().unwrap(), raw.json().unwrap());
    assert_eq!(raw.deserialize::<BTreeMap<String, Value>>().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_is_named_by_its_path_and_not_shown() {
    for (place, value, message) in [
        ("/TotalCount", json!(SECRET), "TotalCount: expected u32, found text"),
        ("/TotalCount", json!(-7_654_321), "TotalCount: expected u32, found another value, an integer"),
        ("/InstanceDetails", json!(SECRET), "InstanceDetails: expected a sequence, found text"),
        (
            "/InstanceDetails/0/InstanceId",
            json!({ SECRET: 1 }),
            "InstanceDetails[0].InstanceId: expected a string, found an object",
        ),
        (
            "/InstanceDetails/0/InstanceId",
            Value::Null,
            "InstanceDetails[0].InstanceId: expected a string, found null",
        ),
        (
            "/InstanceDetails/0/State",
            json!(SECRET),
            "InstanceDetails[0].State: expected one of Running, Failed, Moving, Split",
        ),
        (
            "/InstanceDetails/0/State",
            json!({ "Failed": [SECRET] }),
            "InstanceDetails[0].State: expected a string, found a list",
        ),
        ("/InstanceDetails/0/State", json!("Failed"), "InstanceDetails[0].State: the variant has no content"),
        ("/InstanceDetails/0/State", json!(7_654_321), "InstanceDetails[0].State: expected"),
        ("/InstanceDetails/0/Ports", json!([7_654_321, 1]), "InstanceDetails[0].Ports[0]: expected u16"),
        (
            "/InstanceDetails/0/Ports",
            json!([1]),
            "InstanceDetails[0].Ports: expected a tuple of size 2, found 1 entries",
        ),
        ("/InstanceDetails/0", json!({}), "InstanceDetails[0]: the member `InstanceId` is missing"),
        ("/Next", json!(7_654_321), "Next: expected i8"),
    ] {
        let mut body = body(&json!("Running"));
        *body.pointer_mut(place).unwrap() = value.clone();
        let script = Scripted::new([tencent(body)]);
        let raw = script.mongodb().untyped(&request()).await.unwrap();
        let error = raw.deserialize::<Instances>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains(message), "{error}, not {message}");
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains(SECRET) && !shown.contains("7654321"), "{shown}");
        assert!(error.response().is_some() && error.request_id().is_some());
    }
    // A type's own words may repeat the value.
    let script = Scripted::new([alibaba(&json!({ "At": SECRET }))]);
    let raw = script.dds().untyped(&request()).await.unwrap();
    let error = raw.deserialize::<BTreeMap<String, std::net::IpAddr>>().unwrap_err();
    assert_eq!(error.message(), "the body does not fit: At: the type refuses the value");
    let script = Scripted::new([Answer::Body(200, format!("{{\"a\": {SECRET}").into())]);
    let error = script.dds().untyped(&request()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(!format!("{error:?}").contains(SECRET));
}

#[tokio::test(start_paused = true)]
async fn a_call_has_options() {
    let script = Scripted::new([refused("InternalError"), tencent(json!({}))]);
    let client = script.mongodb();
    assert!(client.untyped(&request()).retry(RetryConfig::off()).await.is_err());
    let call =
        client.untyped(&request()).header(HeaderName::from_static("x-note"), HeaderValue::from_static("1"));
    call.await.unwrap();
    assert_eq!(script.header("x-note"), [None, Some("1".to_owned())]);
    let error =
        Scripted::new([Answer::Never]).mongodb().untyped(&request()).timeout(Duration::from_secs(3)).await;
    assert!(error.unwrap_err().message().contains("3s"));
}
