//! What the language of the specs says of values, types and codes, in the Rust that comes of it.

use clouddb::__private::{decode, encode};
use clouddb::Operation;
use clouddb::{Credentials, ErrorClass, ErrorKind, Nullable, huawei};
use serde_json::{Value as Json, json};

use crate::golden::trees::values::huawei::golden::{
    Client, State, UpdateValuesRequest, UpdateValuesResponse,
};
use crate::golden::trees::{errors, modules};
use crate::support::Canned;

fn client(transport: &Canned) -> Client {
    let config = huawei::Config::builder().region("xx-test-1").project_id("fake");
    let config = config.credentials(Credentials::new("FAKEKEY0001", "fakeSecret0001"));
    Client::new(&config.transport(transport.clone()).build().unwrap())
}

fn request() -> UpdateValuesRequest {
    UpdateValuesRequest::new(u64::MAX, 5, State::Ready, Nullable::Null)
}

/// The body that a request is sent with.
async fn sent(request: &UpdateValuesRequest) -> Json {
    let transport = Canned::new(200, r#"{"total": 18446744073709551615, "note": null, "tags": null}"#);
    let response = client(&transport).update_values(request).await.unwrap();
    assert_eq!((response.total, response.note, response.tags.len()), (u64::MAX, None, 0));
    serde_json::from_slice(transport.last().body()).unwrap()
}

#[tokio::test]
async fn null_is_sent_where_it_is_set_and_absent_fields_are_not() {
    let body = sent(&request()).await;
    assert_eq!(body, json!({"count": u64::MAX, "days": 5, "state": "ready", "when": null}));

    let request = request().note(Nullable::Null).tags(vec!["a".to_owned()]).owner(Nullable::Null);
    let body = sent(&request).await;
    assert_eq!((&body["note"], &body["tags"], &body["owner"]), (&Json::Null, &json!(["a"]), &Json::Null));
    assert!(body.as_object().unwrap().contains_key("owner"));

    let again: UpdateValuesRequest = serde_json::from_value(body).unwrap();
    assert_eq!(again, request);
    assert_eq!(request.note("text").note, Some(Nullable::Value("text".to_owned())));
}

#[tokio::test]
async fn times_since_1970_are_text_where_the_spec_says_so() {
    let time = "2024-01-16T11:04:56.789Z";
    let body = sent(&request().since(time).until(time)).await;
    assert_eq!((&body["since"], &body["until"]), (&json!("1705403096789"), &json!("1705403096")));

    let mut response = UpdateValuesResponse::default();
    let members = json!({"total": 1, "times": ["1705403096789", 1_705_403_096_789_i64, "soon"]});
    decode::deserialize(&mut response, &members).unwrap();
    let seconds: Vec<_> = response.times.iter().map(|time| time.unix_seconds().ok()).collect();
    assert_eq!(seconds, [Some(1_705_403_096), Some(1_705_403_096), None]);
    let written = encode::serialize(&response, serde_json::value::Serializer).unwrap();
    assert_eq!(written["times"], json!(["1705403096789", "1705403096789", "soon"]));
}

#[tokio::test]
async fn rules_reach_into_lists_and_maps_and_hold_for_every_number() {
    let transport = Canned::new(200, r#"{"total": 0}"#);
    let client = client(&transport);
    for (request, fault) in [
        (UpdateValuesRequest::new(0, 5, State::Ready, Nullable::Null), "count is 0, not 1 or more"),
        (UpdateValuesRequest::new(1, 8, State::Ready, Nullable::Null), "days is 8, not 1 to 7"),
        (request().sizes([30, 40]), "sizes[1] is 40, not one of 30, 50"),
        (request().ratio(0.25), "ratio is 0.25, not 0.5 to 100"),
        (request().least([-1.0, -1.5]), "least[1] is -1.5, not -1 or more"),
        (request().zones([("a", "normal"), ("b", "gone")]), "zones.b is `gone`, not one of normal, sellout"),
        (request().weights([("a", 101)]), "weights.a is 101, not 0 to 100"),
    ] {
        let error = client.update_values(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::InvalidRequest, fault));
    }
    let good = request()
        .sizes([30, 50])
        .ratio(0.5)
        .least([-1.0, 1e9])
        .zones([("a", "sellout")])
        .weights([("a", 0), ("b", 100)]);
    client.update_values(&good).await.unwrap();
}

#[test]
fn integers_without_a_sign_are_read_exactly_or_refused() {
    let read = |total: &str| {
        let text = format!("{{\"total\": {total}}}");
        serde_json::from_str::<UpdateValuesResponse>(&text).map(|response| response.total)
    };
    for (text, value) in
        [("0", 0), ("18446744073709551615", u64::MAX), ("\"18446744073709551615\"", u64::MAX), ("12.0", 12)]
    {
        assert_eq!(read(text).unwrap(), value, "{text}");
    }
    for text in ["-1", "18446744073709551616", "0.5", "\"-1\"", "[]"] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn types_of_one_name_differ_by_their_modules() {
    use modules::tencent::golden::{self, describe_disks, describe_hosts, describe_pages};

    let own = describe_disks::Item::new(10).kind(golden::Kinds::Fast);
    let request = golden::DescribeDisksRequest::new(own).order(golden::Order::Ascending);
    assert_eq!(serde_json::to_value(request).unwrap()["Wanted"], json!({"Size": 10, "Kind": 1}));
    let hosts = golden::DescribeHostsRequest::new([describe_hosts::Status::Up]);
    assert_eq!(hosts.statuses[0].value(), 1);
    assert_eq!(describe_disks::Status::Attached.as_str(), "attached");

    // The service's own, at the root and where an operation names it.
    let shelf: golden::Shelf = describe_pages::Shelf::default();
    let item: Option<golden::Item> = shelf.item.and_then(|item| item.next.into_option());
    assert!(item.is_none());
    let order: describe_disks::Order = golden::Order::Descending;
    assert_eq!(order, describe_disks::Order::Descending);
}

#[test]
fn codes_of_a_service_are_those_of_its_operations() {
    use errors::alibaba::golden::{
        DescribeMixedCode, DescribeMixedRequest, DescribeNamedCode, DescribeSharedRequest, GoldenCode,
    };

    const LONG: &str = "InstanceLocked.BecauseOfOverdueBillsOrOfAnotherReason";
    assert_eq!(GoldenCode::VALUES, ["Shared.NotFound", "Invalid.Thing"]);
    assert_eq!(DescribeNamedCode::VALUES, GoldenCode::VALUES);
    assert_eq!(DescribeMixedCode::VALUES, ["Shared.NotFound", LONG]);
    assert_eq!(DescribeMixedCode::from("Shared.NotFound"), DescribeMixedCode::SharedNotFound);
    assert_eq!(DescribeMixedCode::SharedNotFound.as_str(), "Shared.NotFound");
    assert_eq!(DescribeMixedCode::from("Invalid.Thing"), DescribeMixedCode::from("Invalid.Thing"));

    let known: Vec<_> =
        DescribeMixedRequest::INFO.errors.iter().map(|error| (error.code, error.http)).collect();
    assert_eq!(known, [("Shared.NotFound", Some(404)), (LONG, Some(403))]);
    let service = DescribeSharedRequest::INFO.service;
    assert!(DescribeSharedRequest::INFO.errors.is_empty());
    let classes: Vec<_> = service.errors.iter().map(|error| error.class).collect();
    assert_eq!(classes, [ErrorClass::NotFound, ErrorClass::InvalidRequest]);
}

#[test]
fn unknown_values_of_enums_are_opaque_and_compare_by_the_wire() {
    use std::collections::{BTreeSet, HashSet};

    use clouddb::alibaba::dds::BackupStatus;
    use clouddb::tencent::mongodb::DownloadTaskStatus;

    let unknown = BackupStatus::from("Paused");
    let BackupStatus::Other(text) = &unknown else { panic!("{unknown:?} is known") };
    assert_eq!(
        (text.as_str(), unknown.as_ref(), unknown.to_string().as_str()),
        ("Paused", "Paused", "Paused")
    );
    assert_eq!(format!("{unknown:?}"), r#"Other("Paused")"#);
    assert_eq!(unknown, BackupStatus::from("Paused".to_owned()));
    assert_ne!(unknown, BackupStatus::Success);
    assert_eq!(String::from(BackupStatus::Success), "Success");

    // By the text, and not by the place of the variant.
    let texts = ["Success", "Failed", "Paused"];
    let sorted: BTreeSet<BackupStatus> = texts.map(BackupStatus::from).into();
    assert_eq!(sorted.iter().map(BackupStatus::as_str).collect::<Vec<_>>(), ["Failed", "Paused", "Success"]);
    let hashed: HashSet<DownloadTaskStatus> = [2, 2, 99].map(DownloadTaskStatus::from).into();
    assert_eq!(hashed.len(), 2);
    assert!(DownloadTaskStatus::Completed < DownloadTaskStatus::from(99));
    assert_eq!(i64::from(DownloadTaskStatus::from(99)), 99);
}
