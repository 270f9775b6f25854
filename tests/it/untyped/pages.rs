//! Lists in pages of operations without a spec.

use std::time::Duration;

use clouddb::{ErrorKind, RetryConfig, UntypedPagination, UntypedRequest};
use serde_json::{Value, json};

use crate::scripted::{Answer, Scripted, alibaba, refused, tencent};

fn list() -> UntypedRequest {
    UntypedRequest::action("ListThings").read_only()
}

fn by_rows() -> UntypedPagination {
    UntypedPagination::row_offset("Offset", "Data.Things").size("Limit").total("Data.Total")
}

fn things(ids: std::ops::Range<i32>, total: i32) -> Answer {
    tencent(json!({ "Data": { "Things": ids.collect::<Vec<_>>(), "Total": total } }))
}

#[tokio::test(start_paused = true)]
async fn rows_are_skipped_where_the_caller_said() {
    let script = Scripted::new([things(0..2, 5), things(2..4, 5), things(4..5, 5)]);
    let rows = script.mongodb().untyped_pages(list().body("Limit", 2), by_rows()).items();
    assert_eq!(rows.try_collect().await.unwrap(), [0, 1, 2, 3, 4]);
    assert_eq!(script.sent("Offset"), [Value::Null, 2.into(), 4.into()], "in the body of a POST, unasked");
    assert_eq!(script.sent("Limit"), [2, 2, 2]);
}

#[tokio::test(start_paused = true)]
async fn pages_are_numbered_in_the_query_and_lists_are_wrapped() {
    let page = |rows: Value| {
        alibaba(&json!({ "Items": { "Log": rows }, "TotalRecordCount": "3", "RequestId": "1" }))
    };
    let script = Scripted::new([page(json!([{ "SQL": "a" }, { "SQL": "b" }])), page(json!({ "SQL": "c" }))]);
    let by =
        UntypedPagination::page_number("PageNumber", "Items.Log").size("PageSize").total("TotalRecordCount");
    let pages = script.dds().untyped_pages(list().query("PageSize", "2").query("PageNumber", "1"), by);
    let rows = pages.items().try_collect().await.unwrap();
    assert_eq!(rows, [json!({ "SQL": "a" }), json!({ "SQL": "b" }), json!({ "SQL": "c" })]);
    assert_eq!(script.asked("PageNumber"), [Some("1".to_owned()), Some("2".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn tokens_and_page_offsets_lead_on() {
    let page = |rows: Value, next: Value| tencent(json!({ "Rows": rows, "Page": { "Next": next } }));
    for (tokens, end) in [([json!("t1"), json!("t2")], json!("")), ([json!(7), json!(9)], json!(0))] {
        let script = Scripted::new([
            page(json!(["a"]), tokens[0].clone()),
            page(json!([]), tokens[1].clone()),
            page(json!(["b"]), end),
        ]);
        let by = UntypedPagination::token("Token", "Page.Next", "Rows");
        let pages = script.mongodb().untyped_pages(list(), by).try_collect().await.unwrap();
        assert_eq!(pages.len(), 3);
        assert_eq!(script.sent("Token"), [Value::Null, tokens[0].clone(), tokens[1].clone()], "as it came");
    }
    let rows = |rows: &[&str]| tencent(json!({ "Rows": rows }));
    let script = Scripted::new([rows(&["a", "b"]), rows(&["c"])]);
    let by = UntypedPagination::page_offset("Page", "Rows").size("Limit");
    let rows = script.mongodb().untyped_pages(list().body("Limit", 2), by).items();
    assert_eq!(rows.try_collect().await.unwrap().len(), 3);
    assert_eq!(script.sent("Page"), [Value::Null, 1.into()]);
}

#[tokio::test(start_paused = true)]
async fn the_same_rules_hold() {
    // Circles, holes, short lists.
    let script = Scripted::new([things(0..5, 100)]);
    let error =
        script.mongodb().untyped_pages(list().body("Limit", 5), by_rows()).try_collect().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation(), script.count()),
        (ErrorKind::Pagination, Some("ListThings"), 3)
    );
    let script = Scripted::new([things(0..2, 6), things(0..0, 6)]);
    let mut rows = script.mongodb().untyped_pages(list().body("Limit", 2), by_rows()).items();
    assert!(rows.try_next().await.unwrap().is_some() && rows.try_next().await.unwrap().is_some());
    let error = rows.try_next().await.unwrap_err();
    assert!(error.kind() == ErrorKind::Pagination && error.message().contains("6 rows"), "{error}");
    assert!(rows.next().await.is_none());

    // What cannot be carried is refused, here as elsewhere.
    let script = Scripted::new([things(0..2, 6)]);
    let error =
        script.mongodb().untyped_pages(list().query("A", 1), by_rows()).try_collect().await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::InvalidRequest, 0));
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_not_where_it_was_declared_is_no_empty_list() {
    let script = Scripted::new([things(0..2, 6)]);
    let by = UntypedPagination::row_offset("Offset", "Data.Thing");
    let error = script.mongodb().untyped_pages(list(), by).try_collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("`Data.Thing`") && error.response().is_some(), "{error}");
    // One that is there and holds nothing is.
    let script = Scripted::new([tencent(json!({ "Data": { "Things": null, "Total": 0 } }))]);
    let rows = script.mongodb().untyped_pages(list(), by_rows()).items().try_collect().await.unwrap();
    assert!(rows.is_empty());
}

#[tokio::test(start_paused = true)]
async fn it_can_be_stopped_and_continued() {
    let script = Scripted::new([things(0..2, 6), things(2..4, 6), refused("InternalError")]);
    let client = script.mongodb();
    let mut pages = client
        .untyped_pages(list().body("Limit", 2), by_rows())
        .each_call(|call| call.retry(RetryConfig::off()).timeout(Duration::from_secs(5)));
    assert!(pages.try_next().await.unwrap().is_some() && pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.next().await.unwrap().unwrap_err().code_str(), Some("InternalError"));
    let rest = pages.resume_request().unwrap();
    let script = Scripted::new([things(4..6, 6)]);
    let mut rows = script.mongodb().untyped_pages(rest, by_rows()).max_pages(1).items();
    assert_eq!(rows.try_next().await.unwrap(), Some(json!(4)));
    assert_eq!(script.sent("Offset"), [4]);
    let rest = rows.resume_request().unwrap();
    assert_eq!(rows.try_next().await.unwrap(), Some(json!(5)));
    assert!(rows.resume_request().is_none());
    let script = Scripted::new([things(5..6, 6)]);
    assert_eq!(script.mongodb().untyped_pages(rest, by_rows()).items().try_collect().await.unwrap(), [5]);
    assert_eq!(script.sent("Offset"), [5], "after the rows that were handed out");
}

#[tokio::test(start_paused = true)]
async fn numbers_at_the_end_of_their_type_are_errors() {
    let script = Scripted::new([things(0..2, 6)]);
    let request = list().body("Offset", i64::MAX - 1);
    let by = UntypedPagination::row_offset("Offset", "Data.Things");
    let mut rows = script.mongodb().untyped_pages(request, by).items();
    assert!(rows.try_next().await.unwrap().is_some() && rows.resume_request().is_some());
    assert!(rows.try_next().await.unwrap().is_some());
    assert_eq!(rows.try_next().await.unwrap_err().kind(), ErrorKind::Pagination);
}
