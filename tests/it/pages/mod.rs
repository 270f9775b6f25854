//! Lists in pages: what is asked for, where they end, what goes wrong, and how one continues.

mod ends;
mod random;

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use clouddb::alibaba::dds::DescribeBackupsRequest;
use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
use clouddb::{ErrorKind, RetryConfig};
use futures_core::Stream;
use serde_json::{Value, json};

use crate::golden::trees::paging::tencent::golden::{
    ListByCursorRequest, ListByNumberRequest, ListByPagesRequest, ListByTokenRequest,
};
use crate::scripted::{Answer, Scripted, alibaba, refused, tencent};

fn tasks(names: &[&str], total: i64) -> Answer {
    let tasks: Vec<Value> = names.iter().map(|name| json!({ "BackupName": name })).collect();
    tencent(json!({ "TotalCount": total, "Tasks": tasks }))
}

fn names(names: &[&str]) -> Answer {
    tencent(json!({ "Names": names }))
}

fn token(names: &[&str], next: &Value) -> Answer {
    tencent(json!({ "Names": names, "NextToken": next }))
}

fn backups(ids: &[&str], total: Option<i64>, page: i64) -> Answer {
    let backups: Vec<Value> = ids.iter().map(|id| json!({ "BackupId": id })).collect();
    alibaba(
        &json!({ "TotalCount": total, "PageNumber": page, "Backups": { "Backup": backups }, "RequestId": "1" }),
    )
}

fn list_tasks() -> DescribeBackupDownloadTaskRequest {
    DescribeBackupDownloadTaskRequest::new("cmgo-fake0001")
}

/// The names of tasks that a script gives out.
async fn task_names(script: &Scripted, request: DescribeBackupDownloadTaskRequest) -> Vec<String> {
    let tasks = script.mongodb().items(request).try_collect().await.unwrap();
    tasks.into_iter().map(|task| task.backup_name.unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn rows_are_skipped_by_as_many_as_came() {
    let script = Scripted::new([tasks(&["a", "b"], 5), tasks(&["c"], 5), tasks(&["d", "e"], 5)]);
    let found = task_names(&script, list_tasks().limit(2)).await;
    assert_eq!(found, ["a", "b", "c", "d", "e"]);
    assert_eq!(
        script.sent("Offset"),
        [Value::Null, 2.into(), 3.into()],
        "the caller's start, then what follows"
    );
    assert_eq!(script.sent("Limit"), [2, 2, 2], "the caller's page size is kept");
}

#[tokio::test(start_paused = true)]
async fn a_page_size_left_open_is_the_largest_of_the_spec() {
    let script = Scripted::new([tasks(&[], 0)]);
    task_names(&script, list_tasks()).await;
    assert_eq!(script.sent("Limit"), [100], "the end of a range");

    let script = Scripted::new([backups(&[], Some(0), 1)]);
    script.dds().items(DescribeBackupsRequest::new("dds-fake0001")).try_collect().await.unwrap();
    assert_eq!(script.asked("PageSize"), [Some("100".to_owned())], "the largest of several");

    let script = Scripted::new([names(&[])]);
    script.golden().items(ListByPagesRequest::new()).try_collect().await.unwrap();
    assert_eq!(script.sent("Limit"), [Value::Null], "nothing is known");
}

#[tokio::test(start_paused = true)]
async fn pages_are_numbered_from_one() {
    let script = Scripted::new([
        backups(&["1", "2"], Some(5), 1),
        backups(&["3", "4"], Some(5), 2),
        backups(&["5"], Some(5), 3),
    ]);
    let pages = script.dds().pages(DescribeBackupsRequest::new("dds-fake0001").page_size(30));
    let pages = pages.try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.backups.len()).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(script.asked("PageNumber"), [None, Some("2".to_owned()), Some("3".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn pages_are_skipped_from_zero_and_without_a_total_a_short_one_is_the_last() {
    let script = Scripted::new([names(&["a", "b"]), names(&["c", "d"]), names(&["e"])]);
    let request = ListByPagesRequest::new().limit(2);
    let found = script.golden().items(request).try_collect().await.unwrap();
    assert_eq!(found, ["a", "b", "c", "d", "e"]);
    assert_eq!(script.sent("Offset"), [Value::Null, 1.into(), 2.into()]);

    // Without a size no page is known to be short: an empty one ends it.
    let script = Scripted::new([names(&["a", "b"]), names(&["c"]), names(&[])]);
    let pages = script.golden().pages(ListByPagesRequest::new().offset(3)).try_collect().await.unwrap();
    assert_eq!(pages.len(), 2, "an empty page behind the last row is none");
    assert_eq!(script.sent("Offset"), [3, 4, 5]);
}

#[tokio::test(start_paused = true)]
async fn tokens_lead_from_page_to_page_over_empty_ones() {
    for end in [Value::Null, json!("")] {
        let script =
            Scripted::new([token(&["a"], &json!("t1")), token(&[], &json!("t2")), token(&["b"], &end)]);
        let mut names = script.golden().items(ListByTokenRequest::new());
        assert_eq!(names.try_next().await.unwrap().as_deref(), Some("a"));
        assert_eq!(names.try_next().await.unwrap().as_deref(), Some("b"));
        assert!(names.next().await.is_none() && names.next().await.is_none());
        assert!(names.resume_request().is_none(), "a list that was read to its end does not start again");
        assert_eq!(script.sent("NextToken"), [Value::Null, "t1".into(), "t2".into()]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_can_be_a_number_and_zero_ends_it() {
    let flags = |next: i64| tencent(json!({ "NextCursor": next, "Flags": { "Flag": [{ "Set": true }] } }));
    let script = Scripted::new([flags(17), flags(5), flags(0)]);
    let found = script.golden().items(ListByCursorRequest::new()).try_collect().await.unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(script.sent("Cursor"), [Value::Null, 17.into(), 5.into()]);
    assert_eq!(script.sent("Count"), [50, 50, 50]);

    // The next one is more than the request can hold.
    let script = Scripted::new([flags(1 << 40)]);
    let mut pages = script.golden().pages(ListByCursorRequest::new());
    pages.try_next().await.unwrap().unwrap();
    let error = pages.try_next().await.unwrap_err();
    assert!(error.kind() == ErrorKind::Pagination && error.message().contains("no room"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn pages_are_asked_for_when_they_are_wanted() {
    let script = Scripted::new([tasks(&["a", "b"], 4), tasks(&["c", "d"], 4)]);
    let mut items = script.mongodb().items(list_tasks().limit(2));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(script.count(), 0, "nothing is sent before the first poll");
    for (count, name) in [(1, "a"), (1, "b"), (2, "c"), (2, "d")] {
        let item = items.try_next().await.unwrap().unwrap();
        assert_eq!((item.backup_name.as_deref(), script.count()), (Some(name), count));
    }
    assert!(items.next().await.is_none());
    assert_eq!(script.count(), 2, "the total says that there is no third page");
}

#[tokio::test(start_paused = true)]
async fn an_empty_list_is_one_page_without_rows() {
    let script = Scripted::new([tasks(&[], 0)]);
    let pages = script.mongodb().pages(list_tasks()).try_collect().await.unwrap();
    assert_eq!((pages.len(), script.count()), (1, 1));
    assert!(script.mongodb().items(list_tasks()).next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_total_that_changes_moves_the_end() {
    // It grows while the pages are read.
    let script = Scripted::new([tasks(&["a", "b"], 3), tasks(&["c", "d"], 5), tasks(&["e"], 5)]);
    assert_eq!(task_names(&script, list_tasks().limit(2)).await, ["a", "b", "c", "d", "e"]);

    // A total of nothing beside rows is no total.
    let script = Scripted::new([tasks(&["a", "b"], 0), tasks(&["c"], 0)]);
    assert_eq!(task_names(&script, list_tasks().limit(2)).await, ["a", "b", "c"]);
}

#[tokio::test(start_paused = true)]
async fn a_service_with_smaller_pages_than_asked_for_loses_nothing() {
    let script = Scripted::new([
        backups(&["1", "2"], Some(5), 1),
        backups(&["3", "4"], Some(5), 2),
        backups(&["5"], Some(5), 3),
    ]);
    let request = DescribeBackupsRequest::new("dds-fake0001").page_size(100);
    assert_eq!(script.dds().items(request).try_collect().await.unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn the_request_of_the_next_page_continues() {
    let script = Scripted::new([tasks(&["a", "b"], 6), tasks(&["c", "d"], 6), refused("InternalError")]);
    let client = script.mongodb();
    let options = |call: clouddb::Call<_>| call.retry(RetryConfig::off());
    let mut pages = client.pages(list_tasks().limit(2)).each_call(options);
    assert_eq!(pages.resume_request().unwrap().offset, None);
    pages.try_next().await.unwrap().unwrap();
    assert_eq!(pages.resume_request().unwrap().offset, Some(2));
    pages.try_next().await.unwrap().unwrap();

    let error = pages.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.code_str()), (ErrorKind::Api, Some("InternalError")));
    assert!(pages.next().await.is_none(), "after an error the stream ends");
    assert_eq!(script.count(), 3);
    let resume = pages.resume_request().unwrap();
    assert_eq!((resume.offset, resume.limit), (Some(4), Some(2)), "the page that failed comes next");

    let script = Scripted::new([tasks(&["e", "f"], 6)]);
    assert_eq!(task_names(&script, resume).await, ["e", "f"]);
    assert_eq!(script.count(), 1, "rows before the start count towards the total");
}

#[tokio::test(start_paused = true)]
async fn rows_continue_after_the_last_one_that_was_taken() {
    let script = Scripted::new([tasks(&["a", "b"], 4), tasks(&["c", "d"], 4)]);
    let mut items = script.mongodb().items(list_tasks().limit(2));
    for offset in [Some(1), Some(2), Some(3)] {
        items.try_next().await.unwrap().unwrap();
        assert_eq!(items.resume_request().unwrap().offset, offset);
    }
    items.try_next().await.unwrap().unwrap();
    assert!(items.resume_request().is_none());

    // Where whole pages are numbered, the page comes again.
    let script = Scripted::new([backups(&["1", "2"], Some(4), 1), backups(&["3", "4"], Some(4), 2)]);
    let mut items = script.dds().items(DescribeBackupsRequest::new("dds-fake0001").page_size(30));
    for page in [None, Some(2), Some(2)] {
        items.try_next().await.unwrap().unwrap();
        assert_eq!(items.resume_request().unwrap().page_number, page);
    }
}

#[tokio::test(start_paused = true)]
async fn a_listing_that_starts_at_a_later_page_ends_with_the_total() {
    let script = Scripted::new([backups(&["3", "4"], Some(5), 2), backups(&["5"], Some(5), 3)]);
    let request = DescribeBackupsRequest::new("dds-fake0001").page_size(30).page_number(2);
    assert_eq!(script.dds().items(request).try_collect().await.unwrap().len(), 3);
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_comes_twice_is_an_error() {
    for circle in [["t1", "t1", "t1"], ["t1", "t2", "t1"]] {
        let script = Scripted::new(circle.map(|next| token(&["a"], &json!(next))));
        let mut pages = script.golden().pages(ListByTokenRequest::new());
        let mut read = 0;
        let error = loop {
            match pages.next().await.unwrap() {
                Ok(_) => read += 1,
                Err(error) => break error,
            }
            assert!(read < 10, "it goes on for ever");
        };
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert!(
            error
                .to_string()
                .starts_with("tencent golden ListByToken: pagination error: the service gave a token")
        );
        assert_eq!(read, script.count(), "what came before is not lost");
        assert!(pages.next().await.is_none());
    }
    // So is one that leads back to where the caller started.
    let script = Scripted::new([token(&["a"], &json!("t0"))]);
    let mut names = script.golden().items(ListByTokenRequest::new().next_token("t0"));
    names.try_next().await.unwrap();
    assert_eq!(names.try_next().await.unwrap_err().kind(), ErrorKind::Pagination);
}

#[tokio::test(start_paused = true)]
async fn a_page_under_way_survives_the_future_that_waited_for_it() {
    let body = r#"{"Response":{"Names":["a"],"NextToken":"t1","RequestId":"1"}}"#;
    let script =
        Scripted::new([Answer::Late(Duration::from_secs(3), body.into()), token(&["b"], &Value::Null)]);
    let mut names = script.golden().items(ListByTokenRequest::new());
    for _ in 0..2 {
        assert!(tokio::time::timeout(Duration::from_secs(1), names.next()).await.is_err());
    }
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("a"));
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("b"));
    assert_eq!(script.sent("NextToken"), [Value::Null, "t1".into()], "no page is asked for twice");
}

#[tokio::test(start_paused = true)]
async fn a_cap_on_pages_ends_the_list_early_and_it_can_continue() {
    let script = Scripted::new([tasks(&["a", "b"], 6), tasks(&["c", "d"], 6), tasks(&["e", "f"], 6)]);
    let mut pages = script.mongodb().pages(list_tasks().limit(2)).max_pages(2);
    assert!(pages.try_next().await.unwrap().is_some() && pages.try_next().await.unwrap().is_some());
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!((script.count(), pages.resume_request().unwrap().offset), (2, Some(4)));
    let items = script.mongodb().items(list_tasks().limit(2)).max_pages(0).try_collect().await.unwrap();
    assert!(items.is_empty() && script.count() == 2);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_request_is_one_error() {
    let script = Scripted::new([tasks(&[], 0)]);
    let mut items = script.mongodb().items(list_tasks().limit(1000));
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    assert!(items.next().await.is_none());
    assert_eq!(script.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn options_hold_for_every_call() {
    let script = Scripted::new([tasks(&["a"], 2), Answer::Never]);
    let items = script.mongodb().items(list_tasks().limit(1));
    let mut items = items
        .each_call(|call| call.timeout(Duration::from_secs(2)))
        .each_call(|call| call.retry(RetryConfig::off()));
    items.try_next().await.unwrap().unwrap();
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_timeout() && error.message().contains("2s"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn pages_and_items_are_streams_that_can_cross_threads() {
    async fn count<T>(mut stream: impl Stream<Item = clouddb::Result<T>> + Send + Unpin) -> usize {
        let mut count = 0;
        while let Some(entry) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
            entry.unwrap();
            count += 1;
        }
        count
    }
    let answer = tencent(json!({ "TotalCount": 3, "Names": ["a", "b", "c"] }));
    let client = Scripted::new([answer]).golden();
    assert_eq!(tokio::spawn(count(client.pages(ListByNumberRequest::new()))).await.unwrap(), 1);
    assert_eq!(tokio::spawn(count(client.items(ListByNumberRequest::new()))).await.unwrap(), 3);
}
