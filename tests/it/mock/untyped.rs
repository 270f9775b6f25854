//! Operations without a spec, answered by name.

use std::time::Duration;

use clouddb::Method;
use clouddb::alibaba::dds::DescribeBackupsRequest;
use clouddb::huawei::dds::ShowBackupDownloadLinkRequest;
use clouddb::mock::{Fault, MockCloud, MockError};
use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
use clouddb::{Credentials, RetryConfig, UntypedPagination, UntypedRequest};
use serde_json::{Value as Json, json};

use super::{dds, huawei, mongodb, refusal, tasks};

#[tokio::test]
async fn each_vendor_answers_by_name() {
    let cloud = MockCloud::start().await.unwrap();
    cloud.on_untyped("DescribeNovelties", |request| Ok(json!({ "Echo": request })));
    cloud.on_untyped("GET /v3/{project_id}/novelties", |request| Ok(json!({ "Echo": request })));
    cloud.on_untyped("PUT /v3/{project_id}/novelties/{id}/name", |request| Ok(json!({ "Echo": request })));

    let post =
        UntypedRequest::action("DescribeNovelties").body("Ids", json!(["a", { "b": 1 }])).body("Limit", 10);
    let raw = mongodb(&cloud).untyped(&post).await.unwrap();
    assert_eq!(raw.json().unwrap()["Echo"], json!({ "Ids": ["a", { "b": 1 }], "Limit": 10 }));
    assert!(
        raw.request_id().is_some() && raw.body().starts_with(b"{\"Response\":"),
        "in the vendor's envelope"
    );
    let get = UntypedRequest::action("DescribeNovelties").method(Method::Get).query("Ids", json!(["a", "b"]));
    let echo = mongodb(&cloud).untyped(&get).await.unwrap().json().unwrap();
    assert_eq!(echo["Echo"], json!({ "Ids.0": "a", "Ids.1": "b" }), "texts as they came");

    let form = UntypedRequest::action("DescribeNovelties").query("A", 1).body("B", true);
    let raw = dds(&cloud).untyped(&form).await.unwrap();
    assert_eq!(raw.json().unwrap()["Echo"], json!({ "A": "1", "B": "true" }));
    assert!(raw.json().unwrap()["RequestId"].is_string() && raw.request_id().is_some());
    let path = UntypedRequest::rest(Method::Post, "/clusters/{id}", "DescribeNovelties")
        .path("id", "c1")
        .query("A", 1);
    let json = path.raw_body(r#"{"B":[1]}"#).header("content-type", "application/json");
    let echo = dds(&cloud).untyped(&json).await.unwrap().json().unwrap();
    assert_eq!(echo["Echo"], json!({ "A": "1", "B": [1] }));

    let list = UntypedRequest::rest(Method::Get, "/v3/{project_id}/novelties", "ListBackups");
    let raw = huawei(&cloud).untyped(&list.query("ids", json!(["a", "b"])).query("limit", 5)).await.unwrap();
    let echo = raw.json().unwrap();
    assert_eq!(echo["Echo"]["ids"], json!(["a", "b"]));
    assert_eq!((&echo["Echo"]["limit"], echo["Echo"]["project_id"].is_string()), (&json!("5"), true));
    let rename = UntypedRequest::rest(Method::Put, "/v3/{project_id}/novelties/{id}/name", "Rename");
    let rename = rename.path("id", "i/1").body("new_name", "x");
    let echo = huawei(&cloud).untyped(&rename).await.unwrap().json().unwrap();
    assert_eq!((&echo["Echo"]["id"], &echo["Echo"]["new_name"]), (&json!("i/1"), &json!("x")));

    let requests = cloud.requests();
    assert!(requests.iter().all(|request| request.verdict().is_verified() && request.status() == 200));
    let names: Vec<&str> = requests.iter().map(|request| request.operation()).collect();
    assert_eq!(names[0], "DescribeNovelties");
    assert_eq!(names[4], "GET /v3/{project_id}/novelties");
    assert_eq!(requests[0].parameters()["Limit"], 10);
    assert!(!format!("{:?}", requests[0]).contains("\"a\""), "nobody knows which parameters are secrets");
}

#[tokio::test]
async fn what_is_wrong_is_refused_as_ever() {
    let cloud = MockCloud::start().await.unwrap();
    cloud.on_untyped("DescribeNovelties", |_| Ok(json!({})));
    cloud.on_untyped("GET /v3/{project_id}/novelties", |_| Ok(json!({})));
    let request = UntypedRequest::action("DescribeNovelties");
    let wrong = Credentials::new(cloud.credentials().access_key_id(), "wrong");
    let config = cloud.tencent().retry(RetryConfig::off()).credentials(wrong);
    let client = clouddb::tencent::mongodb::Client::new(&config.build().unwrap());
    assert_eq!(refusal(&client.untyped(&request).await.unwrap_err()).0, "AuthFailure.SignatureFailure");
    for (name, code) in [("DescribeNoveltie", "InvalidAction"), ("describeNovelties", "")] {
        let made = mongodb(&cloud).untyped(&UntypedRequest::action(name)).await;
        assert_eq!(made.err().map(|error| refusal(&error).0).unwrap_or_default(), code, "{name}");
    }
    let put = request.clone().method(Method::Put);
    assert_eq!(refusal(&mongodb(&cloud).untyped(&put).await.unwrap_err()).0, "UnsupportedProtocol");
    for (method, path) in
        [(Method::Post, "/v3/{project_id}/novelties"), (Method::Get, "/v3/{project_id}/novelties/x")]
    {
        let error = huawei(&cloud).untyped(&UntypedRequest::rest(method, path, "X")).await.unwrap_err();
        assert_eq!(refusal(&error), ("APIGW.0101".to_owned(), 404));
    }
}

#[tokio::test]
async fn errors_and_faults_come_as_for_typed_operations() {
    let cloud = MockCloud::start().await.unwrap();
    let client = dds(&cloud);
    let request = UntypedRequest::action("DescribeNovelties").read_only();
    cloud.once_untyped("DescribeNovelties", |_| {
        Err(MockError::code("InvalidDBInstanceId.NotFound").http_status(404))
    });
    cloud.once_untyped("DescribeNovelties", |_| Ok(json!({ "A": 1 })));
    let error = client.untyped(&request).await.unwrap_err();
    assert_eq!(refusal(&error), ("InvalidDBInstanceId.NotFound".to_owned(), 404));
    assert_eq!(client.untyped(&request).await.unwrap().json().unwrap()["A"], 1);
    assert_eq!(
        refusal(&client.untyped(&request).await.unwrap_err()),
        ("InvalidApi.NotFound".to_owned(), 404)
    );

    cloud.on_untyped("DescribeNovelties", |_| Ok(json!({ "A": 2 })));
    cloud.fail_untyped("DescribeNovelties", [Fault::Throttle(None), Fault::None, Fault::Html(502)]);
    assert!(client.untyped(&request).await.unwrap_err().is_throttled());
    assert!(client.untyped(&request).await.is_ok());
    assert_eq!(client.untyped(&request).await.unwrap_err().http_status(), Some(502));
    cloud.fail_untyped_always("DescribeNovelties", Fault::Internal);
    for _ in 0..2 {
        assert_eq!(refusal(&client.untyped(&request).await.unwrap_err()).0, "InternalError");
    }
    cloud.fail_untyped_always("DescribeNovelties", Fault::None);
    assert!(client.untyped(&request).await.is_ok());
    // A fault needs no answer to be set.
    cloud.fail_untyped("GET /v3/{project_id}/x", [Fault::Stall]);
    let stalled = UntypedRequest::rest(Method::Get, "/v3/{project_id}/x", "X");
    let error = huawei(&cloud).untyped(&stalled).timeout(Duration::from_millis(50)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // The name that an answer is set for need not be the one that a fault is.
    cloud.on_untyped("ShowBackupDownloadLink", |_| Ok(json!({ "bucket": "b" })));
    cloud.fail_untyped("GET /v3/{project_id}/backups/download-file", [Fault::Internal]);
    let link = ShowBackupDownloadLinkRequest::new("in02", "br02");
    assert!(huawei(&cloud).show_backup_download_link(&link).await.is_err());
    let answered = huawei(&cloud).show_backup_download_link(&link).await.unwrap();
    assert_eq!(answered.bucket.as_deref(), Some("b"));
}

#[tokio::test]
async fn it_comes_before_what_is_set_for_the_type() {
    let cloud = MockCloud::start().await.unwrap();
    cloud.on::<DescribeBackupDownloadTaskRequest>(|_| Err(MockError::code("InternalError")));
    cloud.on_untyped("DescribeBackupDownloadTask", |request| {
        assert_eq!(request["Novelty"], json!(7), "a parameter that the spec lacks");
        Ok(json!({ "TotalCount": request["Limit"], "Tasks": [], "News": request["Novelty"] }))
    });
    let request = UntypedRequest::action("DescribeBackupDownloadTask").body("Limit", 500).body("Novelty", 7);
    let answer = mongodb(&cloud).untyped(&request).await.unwrap();
    assert_eq!(
        (answer.json().unwrap()["News"].clone(), cloud.requests()[0].parameters()["Limit"].clone()),
        (json!(7), json!(500))
    );
    assert!(cloud.requests()[0].is::<DescribeBackupDownloadTaskRequest>());

    // Typed calls get it too, and a spec's types are those of the parameters.
    cloud.on_untyped("DescribeBackups", |request| Ok(json!({ "TotalCount": request["PageSize"] })));
    let response =
        dds(&cloud).describe_backups(&DescribeBackupsRequest::new("dds-fake0001").page_size(30)).await;
    assert_eq!(response.unwrap().total_count, Some(30));
    // Huawei's by the name that the spec gives, or by method and path.
    let link = ShowBackupDownloadLinkRequest::new("in02", "br02");
    cloud.once_untyped("ShowBackupDownloadLink", |_| Ok(json!({ "bucket": "by name" })));
    cloud.on_untyped("GET /v3/{project_id}/backups/{name}", |_| Ok(json!({ "bucket": "by a wider path" })));
    cloud.on_untyped("GET /v3/{project_id}/backups/download-file", |_| Ok(json!({ "bucket": "by path" })));
    for bucket in ["by name", "by path"] {
        let response = huawei(&cloud).show_backup_download_link(&link).await.unwrap();
        assert_eq!(response.bucket.as_deref(), Some(bucket));
    }
}

#[tokio::test]
async fn a_service_with_pages_can_be_written_in_a_closure() {
    let cloud = MockCloud::start().await.unwrap();
    cloud.on_untyped("ListThings", |request| {
        let page: usize = request["PageNumber"].as_str().unwrap_or("1").parse().unwrap();
        let rows: Vec<usize> = (0..5).skip((page - 1) * 2).take(2).collect();
        Ok(json!({ "Things": { "Thing": rows }, "TotalCount": 5 }))
    });
    let by =
        UntypedPagination::page_number("PageNumber", "Things.Thing").size("PageSize").total("TotalCount");
    let request = UntypedRequest::action("ListThings").query("PageSize", 2).read_only();
    let rows = dds(&cloud).untyped_pages(request, by).items().try_collect().await.unwrap();
    assert_eq!(rows, [0, 1, 2, 3, 4].map(Json::from));
    assert_eq!(cloud.requests().len(), 3);
    assert!(mongodb(&cloud).describe_backup_download_task(&tasks()).await.is_ok(), "others answer as ever");
}
