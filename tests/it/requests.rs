//! What requests say of lists, maps and objects without a value: it is sent, or refused, and never dropped.

use clouddb::__private::parameter::{Parameter, parameters};
use clouddb::__private::protocol::{Encoded, Outgoing, Protocol};
use clouddb::__private::{OperationInfo, Place, ServiceInfo, decode};
use clouddb::Method;
use clouddb::alibaba::Alibaba;
use clouddb::tencent::Tencent;
use clouddb::tencent::mongodb::{DescribeBackupDownloadTaskRequest, DownloadTaskStatus};
use clouddb::tencent::redis::{BackupLimitVpcItem, DescribeBackupUrlRequest};
use clouddb::{ErrorKind, UntypedRequest, alibaba, huawei, tencent};
use http::HeaderMap;
use serde_json::{Value as Json, json};

use crate::golden::trees;
use crate::support::{Canned, key};

fn tencent_config(transport: &Canned) -> tencent::Config {
    let config = tencent::Config::builder().region("ap-guangzhou").credentials(key());
    config.transport(transport.clone()).build().unwrap()
}

/// A request with these members, as `protocol` writes it.
fn encode(
    protocol: &dyn Protocol,
    operation: &'static OperationInfo,
    members: &Json,
) -> Result<Encoded, clouddb::Error> {
    let mut request = (operation.new_request)();
    decode::deserialize(&mut *request, members).unwrap();
    encode_parameters(protocol, operation, parameters(&*request).collect())
}

fn encode_parameters(
    protocol: &dyn Protocol,
    operation: &'static OperationInfo,
    parameters: Vec<Parameter<'_>>,
) -> Result<Encoded, clouddb::Error> {
    protocol.encode(&Outgoing {
        service: operation.service,
        operation: operation.name,
        method: operation.method,
        path: operation.path,
        has_body: parameters.iter().any(|parameter| parameter.place == Place::Body),
        parameters,
        body: None,
        headers: &HeaderMap::new(),
        region: Some("xx-test-1"),
    })
}

fn operation(tree: &str, name: &str) -> &'static OperationInfo {
    let services: &[(&ServiceInfo, &'static [&'static OperationInfo])] =
        trees::ALL.iter().find(|(known, _)| *known == tree).unwrap().1;
    let mut operations = services.iter().flat_map(|(_, operations)| operations.iter());
    operations.find(|operation| operation.name == name).unwrap()
}

fn huawei_protocol() -> huawei::Huawei {
    let config = huawei::Config::builder().region("xx-test-1").project_id("fake").build().unwrap();
    config.vendor().clone()
}

#[tokio::test]
async fn an_empty_list_is_sent_and_an_unset_one_is_not() {
    let transport = Canned::new(200, r#"{"Response":{"TotalCount":0}}"#);
    let client = tencent::mongodb::Client::new(&tencent_config(&transport));
    let unset = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001");
    let empty = unset.clone().status(Vec::<DownloadTaskStatus>::new());
    assert_ne!(unset, empty);
    for (request, expected) in [
        (&unset, json!({"InstanceId": "cmgo-fake0001"})),
        (&empty, json!({"InstanceId": "cmgo-fake0001", "Status": []})),
    ] {
        client.describe_backup_download_task(request).await.unwrap();
        let sent: Json = serde_json::from_slice(transport.last().body()).unwrap();
        assert_eq!(sent, expected);
        assert_eq!(serde_json::to_value(request).unwrap(), expected);
        assert_eq!(&serde_json::from_value::<DescribeBackupDownloadTaskRequest>(expected).unwrap(), request);
    }
}

#[test]
fn json_bodies_say_all_that_is_set() {
    let operation = operation("types", "DescribeTypes");
    let members = json!({
        "Texts": [], "Inners": [{"Name": "x"}], "Matrix": [[], [0.5]], "Tags": {}, "Groups": {"a": []},
        "Anything": {"a": [], "b": {}, "c": null}, "Any": [], "Filters": "[]", "Inner": {"Name": ""},
    });
    let body = encode(&Tencent::default(), operation, &members).unwrap().body;
    // A required member is written whatever it holds; `validate` refuses an empty one.
    assert_eq!(serde_json::from_slice::<Json>(&body).unwrap(), members);
}

#[test]
fn what_a_query_or_form_cannot_express_is_refused() {
    let types = operation("types", "DescribeTypes");
    let places = operation("places", "ListPlaces");
    let huawei = huawei_protocol();
    for (members, faults) in [
        (json!({"Texts": []}), vec!["Texts is an empty list"]),
        (json!({"Tags": {}, "Counts": {}}), vec!["Tags is an empty object", "Counts is an empty object"]),
        (json!({"Groups": {"a": []}}), vec!["Groups.a is an empty list"]),
        (json!({"Matrix": [[1.0], []]}), vec!["Matrix[1] is an empty list"]),
        (json!({"Any": {"a": {"b": []}}}), vec!["Any.a.b is an empty list"]),
        (json!({"Anything": {"a": null}}), vec!["Anything is an empty object"]),
    ] {
        // A form of Alibaba's, whichever vendor the operation is of.
        let error = encode(&Alibaba::default(), types, &members).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{members}");
        let found: Vec<&str> = error.message().split("; ").collect();
        assert_eq!(found.len(), faults.len(), "{error}");
        assert!(found.iter().zip(&faults).all(|(found, fault)| found.starts_with(fault)), "{error}");
    }
    let form = encode(&Alibaba::default(), types, &json!({"Filters": "[]", "Matrix": [[1.5]]})).unwrap().body;
    assert_eq!(form, "Filters=%5B%5D&Matrix.1.1=1.5");

    let error = encode(&huawei, places, &json!({"ids": []})).unwrap_err();
    assert!(error.is_invalid_request() && error.message().starts_with("ids is an empty list"), "{error}");
    assert_eq!(encode(&huawei, places, &json!({"ids": ["a", "b"]})).unwrap().query, "ids=a&ids=b");
    assert_eq!(encode(&huawei, places, &json!({})).unwrap().query, "");
}

#[test]
fn a_header_and_a_path_hold_one_text() {
    let operation = operation("places", "DeletePlaces");
    let huawei = huawei_protocol();
    let (header, path) = ("X-Kind", "instance_id");
    for (value, what) in [(json!([]), "a list"), (json!(["a"]), "a list"), (json!({"a": 1}), "an object")] {
        let filled = json!("x");
        for (in_header, in_path, fault) in [
            (&value, &filled, format!("{header} is {what}, which a header cannot hold")),
            (&filled, &value, format!("{path} is {what}, which a path cannot hold")),
        ] {
            let parameters = vec![
                Parameter::untyped(header, in_header, Place::Header),
                Parameter::untyped(path, in_path, Place::Path),
            ];
            let error = encode_parameters(&huawei, operation, parameters).unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::InvalidRequest, fault.as_str()));
        }
    }
}

#[tokio::test]
async fn untyped_parameters_do_not_vanish_either() {
    let transport = Canned::new(200, "{}");
    let mongodb = tencent::mongodb::Client::new(&tencent_config(&transport));
    let alibaba = alibaba::Config::builder().region("cn-hangzhou").credentials(key());
    let dds = alibaba::dds::Client::new(&alibaba.transport(transport.clone()).build().unwrap());
    let huawei = huawei::Config::builder().region("cn-north-4").project_id("fake0001").credentials(key());
    let huawei = huawei::dds::Client::new(&huawei.transport(transport.clone()).build().unwrap());
    for value in [json!([]), json!({}), json!([null]), json!({"a": []})] {
        let action = UntypedRequest::action("DeleteThings");
        let get = UntypedRequest::rest(Method::Get, "/v3/{project_id}/things", "ListThings");
        for error in [
            mongodb
                .untyped(&action.clone().method(Method::Get).query("Ids", value.clone()))
                .await
                .unwrap_err(),
            dds.untyped(&action.clone().query("Ids", value.clone())).await.unwrap_err(),
            dds.untyped(&action.clone().body("Ids", value.clone())).await.unwrap_err(),
            huawei.untyped(&get.query("Ids", value.clone())).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{value}: {error}");
            assert!(error.message().contains("Ids"), "{value}: {error}");
        }
    }
    assert!(transport.is_unused(), "a request without its filter was sent");

    // Null says that it is not set.
    let request = UntypedRequest::action("DescribeThings").query("Ids", Json::Null).query("Id", "x");
    dds.untyped(&request).await.unwrap();
    assert_eq!(transport.last().uri().query(), Some("Id=x"));
}

#[tokio::test]
async fn a_required_list_needs_an_entry() {
    let transport = Canned::new(200, "{}");
    let client = tencent::redis::Client::new(&tencent_config(&transport));
    let vpc = BackupLimitVpcItem::new("ap-guangzhou", Vec::<String>::new());
    let request = DescribeBackupUrlRequest::new("crs-fake0001", "1").limit_vpc([vpc]);
    let error = client.describe_backup_url(&request).await.unwrap_err();
    assert_eq!(error.message(), "LimitVpc[0].VpcList is needed");
    assert!(transport.is_unused());
}
