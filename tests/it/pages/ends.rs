//! Where a list ends: equal pages, circles, holes, and numbers of rows that change or lie.

use clouddb::alibaba::dds::DescribeBackupsRequest;
use clouddb::{Error, ErrorKind, WaitConfig, WaitError};
use serde_json::{Value, json};

use super::{backups, list_tasks, names, task_names, tasks, token};
use crate::golden::trees::paging::tencent::golden::{
    ListByNumberRequest, ListByPagesRequest, ListByRowsRequest, ListByTokenRequest,
};
use crate::scripted::{Answer, Scripted, tencent};

/// The rows that came before the error, and the error.
async fn failing(script: &Scripted, request: ListByPagesRequest) -> (Vec<String>, Error) {
    let mut items = script.golden().items(request);
    let mut rows = Vec::new();
    loop {
        match items.next().await.expect("the list ended without an error") {
            Ok(row) => rows.push(row),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Pagination, "{error}");
                assert!(items.next().await.is_none(), "after an error the stream ends");
                return (rows, error);
            }
        }
        assert!(rows.len() < 10_000, "it goes on for ever");
    }
}

fn numbered(names: &[&str], total: Option<i64>) -> Answer {
    tencent(json!({ "TotalCount": total, "Names": names }))
}

#[tokio::test(start_paused = true)]
async fn equal_rows_are_rows() {
    let script = Scripted::new([tasks(&["a"], 5)]);
    assert_eq!(task_names(&script, list_tasks().limit(1)).await, ["a"; 5]);
    assert_eq!(script.sent("Offset"), [Value::Null, 1.into(), 2.into(), 3.into(), 4.into()]);

    // Without a total too, and when not all rows of a page are equal.
    let log =
        [names(&["ping", "pong"]), names(&["ping", "pong"]), names(&["ping", "pong"]), names(&["ping"])];
    let script = Scripted::new(log);
    let found = script.golden().items(ListByPagesRequest::new().limit(2)).try_collect().await.unwrap();
    assert_eq!(found.len(), 7);
    let script = Scripted::new(vec![names(&["x", "x"]); 50].into_iter().chain([names(&[])]));
    let found = script.golden().items(ListByPagesRequest::new().limit(2)).try_collect().await.unwrap();
    assert_eq!((found.len(), script.count()), (100, 51));
    let script = Scripted::new([backups(&["1"], None, 1), backups(&["1"], None, 2), backups(&[], None, 3)]);
    let request = DescribeBackupsRequest::new("dds-fake0001");
    assert_eq!(script.dds().items(request.page_size(30)).max_pages(2).try_collect().await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn rows_that_differ_where_the_spec_does_not_look_are_different() {
    let page = |ids: std::ops::Range<i32>| {
        let rows: Vec<Value> = ids.map(|id| json!({ "Status": 2, "Novelty": id })).collect();
        tencent(json!({ "TotalCount": 30, "Tasks": rows }))
    };
    let script = Scripted::new([page(0..10), page(10..20), page(20..30)]);
    let found = script.mongodb().items(list_tasks().limit(10)).try_collect().await.unwrap();
    assert_eq!((found.len(), script.count()), (30, 3));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_ignores_the_offset_is_found_out() {
    // Without a total and a page size nothing else would end it.
    let script = Scripted::new([names(&["a", "b"])]);
    let (rows, error) = failing(&script, ListByPagesRequest::new()).await;
    assert_eq!((rows.len(), script.count()), (6, 4), "two different rows are tolerated twice");
    assert!(error.message().contains("do not advance"), "{error}");

    let script = Scripted::new([names(&["a", "b", "c", "d", "e"])]);
    assert_eq!(failing(&script, ListByPagesRequest::new().limit(5)).await.0.len(), 5);
    let script = Scripted::new([names(&["a"])]);
    assert_eq!(failing(&script, ListByPagesRequest::new().limit(1)).await.0.len(), 100);

    // The total runs away.
    let script = Scripted::new((1..1000).map(|page| tasks(&["a", "b"], 100 + 2 * page)));
    let mut items = script.mongodb().items(list_tasks().limit(2));
    let error = loop {
        if let Err(error) = items.try_next().await {
            break error;
        }
    };
    assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, 4));
    assert_eq!(items.resume_request().unwrap().offset, Some(6));

    // The answer says that it is the page before, with links that are made anew.
    let script = Scripted::new([backups(&["1", "2"], Some(90), 1), backups(&["2", "1"], Some(90), 1)]);
    let request = DescribeBackupsRequest::new("dds-fake0001").page_size(30);
    let error = script.dds().items(request).try_collect().await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, 2));
}

#[tokio::test(start_paused = true)]
async fn links_that_are_signed_anew_do_not_hide_a_circle() {
    let page = |signature: i32| {
        let rows = ["a", "b", "c", "d", "e"]
            .map(|name| json!({ "Url": format!("https://a.example/{name}?sign={signature}") }));
        tencent(json!({ "TotalCount": 100, "Tasks": rows }))
    };
    let script = Scripted::new((0..20).map(page));
    let error = script.mongodb().items(list_tasks().limit(5)).try_collect().await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, 3));
}

#[tokio::test(start_paused = true)]
async fn circles_of_any_period_end() {
    for period in 1..8_usize {
        let pages = (0..period).map(|page| [format!("{page}-1"), format!("{page}-2"), format!("{page}-3")]);
        let pages: Vec<Answer> = pages.map(|page| names(&[&page[0], &page[1], &page[2]])).collect();
        let script = Scripted::new(pages.iter().cycle().take(1000).cloned());
        let (rows, _) = failing(&script, ListByPagesRequest::new().limit(3)).await;
        assert!((period * 3..=period * 3 + 3).contains(&rows.len()), "{period}: {}", rows.len());

        // By tokens: the token comes again, or it is new each time while the pages are not.
        let circle = (0..period).map(|page| token(&[&page.to_string()], &json!(format!("t{page}"))));
        let circle: Vec<Answer> = circle.collect();
        let script = Scripted::new(circle.into_iter().cycle().take(1000).collect::<Vec<_>>());
        let error = script.golden().items(ListByTokenRequest::new()).try_collect().await.unwrap_err();
        assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, period + 1));
        let fresh = (0..1000).map(|page| {
            let row = page % period;
            token(&[&format!("{row}-1"), &format!("{row}-2")], &json!(format!("t{page}")))
        });
        let script = Scripted::new(fresh);
        let error = script.golden().items(ListByTokenRequest::new()).try_collect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert!(script.count() <= period + 4, "{period}: {}", script.count());
    }
}

#[tokio::test(start_paused = true)]
async fn a_hole_is_passed_over() {
    for hole in 1..4 {
        let holes = vec![tasks(&[], 20); hole];
        let script =
            Scripted::new([tasks(&["a", "b"], 20)].into_iter().chain(holes).chain([tasks(&["c"; 18], 20)]));
        assert_eq!(task_names(&script, list_tasks().limit(2)).await.len(), 20);
        let next = i64::try_from(2 + 2 * hole).unwrap();
        assert_eq!(script.sent("Offset").last(), Some(&next.into()), "a page each");
    }
    let script = Scripted::new([
        numbered(&["a", "b"], Some(4)),
        numbered(&[], Some(4)),
        numbered(&["c", "d"], Some(4)),
    ]);
    let request = ListByNumberRequest::new().page_size(2);
    let pages = script.golden().pages(request).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.names.len()).collect::<Vec<_>>(), [2, 0, 2]);
    assert_eq!(script.sent("PageNumber"), [Value::Null, 2.into(), 3.into()]);

    // A service with smaller pages than were asked for: the hole is as wide as its pages.
    let script = Scripted::new([tasks(&["a", "b"], 6), tasks(&[], 6), tasks(&["c", "d", "e", "f"], 6)]);
    assert_eq!(task_names(&script, list_tasks()).await.len(), 6);
    assert_eq!(script.sent("Offset"), [Value::Null, 2.into(), 4.into()]);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_too_short_is_an_error_that_says_by_how_much() {
    let script = Scripted::new([tasks(&["a", "b"], 6), tasks(&[], 6)]);
    let mut items = script.mongodb().items(list_tasks().limit(2));
    assert!(items.try_next().await.unwrap().is_some() && items.try_next().await.unwrap().is_some());
    let error = items.try_next().await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, 4));
    assert!(error.message().contains("6 rows") && error.message().contains("had 2"), "{error}");

    // Without one row, and with a total that would never be reached.
    for (total, count) in [(3, 4), (i64::MAX, 100)] {
        let script = Scripted::new([tasks(&[], total)]);
        let request = list_tasks().limit(1);
        let error = script.mongodb().items(request).try_collect().await.unwrap_err();
        assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, count), "{total}");
    }
    // Without a total an empty page ends the list.
    let script = Scripted::new([names(&["a", "b"]), names(&[])]);
    let found = script.golden().items(ListByPagesRequest::new().limit(2)).try_collect().await.unwrap();
    assert_eq!(found, ["a", "b"]);
}

#[tokio::test(start_paused = true)]
async fn a_total_that_shrinks_below_what_was_read_is_an_error_after_the_rows() {
    for rest in [vec![tasks(&["c", "d"], 3)], vec![tasks(&["c", "d"], 5), tasks(&[], 3)]] {
        let script = Scripted::new([tasks(&["a", "b"], 6)].into_iter().chain(rest));
        let mut items = script.mongodb().items(list_tasks().limit(2));
        for _ in 0..4 {
            assert!(items.try_next().await.unwrap().is_some());
        }
        let error = items.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert!(
            error.message().contains("from 6 rows to 3") && error.message().contains("after 4"),
            "{error}"
        );
    }
    // To nothing, beside no rows: the list is gone.
    let script = Scripted::new([tasks(&["a", "b"], 6), tasks(&[], 0)]);
    let error = script.mongodb().items(list_tasks().limit(2)).try_collect().await.unwrap_err();
    assert!(error.message().contains("from 6 rows to 0"), "{error}");
    // To what was read, or a number that was too small from the start: nothing is known to be missing.
    let script = Scripted::new([tasks(&["a", "b"], 6), tasks(&["c", "d"], 4)]);
    assert_eq!(task_names(&script, list_tasks().limit(2)).await.len(), 4);
    let script = Scripted::new([tasks(&["a", "b"], 1)]);
    assert_eq!(task_names(&script, list_tasks().limit(2)).await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_page_may_come_again_where_more_rows_follow() {
    let rows = ["a", "b", "c", "d", "e", "f"];
    let script = Scripted::new([tasks(&rows, 12), tasks(&rows, 12)]);
    assert_eq!(task_names(&script, list_tasks().limit(6)).await.len(), 12);
}

#[tokio::test(start_paused = true)]
async fn pages_without_rows_do_not_go_on_for_ever() {
    let script = Scripted::new((0..1000).map(|page| token(&[], &json!(format!("t{page}")))));
    let mut pages = script.golden().pages(ListByTokenRequest::new());
    let error = loop {
        if let Err(error) = pages.next().await.unwrap() {
            break error;
        }
    };
    assert_eq!((error.kind(), script.count()), (ErrorKind::Pagination, 100));
    let resume = pages.resume_request().unwrap();
    assert!(resume.next_token.is_some(), "whoever knows better goes on from there");
}

#[tokio::test(start_paused = true)]
async fn a_last_page_that_comes_again_past_the_end_is_the_end() {
    let script = Scripted::new([backups(&["1", "2"], Some(3), 1), backups(&["1", "2"], Some(2), 1)]);
    let request = DescribeBackupsRequest::new("dds-fake0001").page_size(30);
    let pages = script.dds().pages(request).try_collect().await.unwrap();
    assert_eq!((pages.len(), script.count()), (1, 2));

    // Also one that does not say which page it is.
    let script = Scripted::new([tasks(&["a", "b"], 3), tasks(&["a", "b"], 2)]);
    assert_eq!(task_names(&script, list_tasks().limit(2)).await, ["a", "b"]);
}

#[tokio::test(start_paused = true)]
async fn a_listing_that_starts_at_the_short_last_page_ends() {
    // The total counts rows of pages whose size is only guessed: that none follow is no proof that some are missing.
    let script = Scripted::new([numbered(&["e"], Some(5)), numbered(&[], Some(5))]);
    let request = ListByNumberRequest::new().page_size(2).page_number(3);
    assert_eq!(script.golden().items(request).try_collect().await.unwrap(), ["e"]);
    // Or past the end.
    let script = Scripted::new([numbered(&[], Some(5))]);
    let request = ListByNumberRequest::new().page_size(2).page_number(9);
    assert!(script.golden().items(request).try_collect().await.unwrap().is_empty());
    let script = Scripted::new([tasks(&[], 5)]);
    assert!(task_names(&script, list_tasks().offset(7)).await.is_empty());
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn numbers_at_the_end_of_their_type_are_errors() {
    let rows = || tencent(json!({ "Rows": [{ "State": 1 }, { "State": 0 }] }));
    for offset in [i64::MAX, i64::MAX - 1] {
        let script = Scripted::new([rows()]);
        let mut items = script.golden().items(ListByRowsRequest::new().offset(offset));
        assert!(items.try_next().await.unwrap().is_some());
        assert!(items.resume_request().is_some(), "no panic either");
        assert!(items.try_next().await.unwrap().is_some());
        assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Pagination);
    }
    let script = Scripted::new([names(&["a"])]);
    let mut pages = script.golden().pages(ListByPagesRequest::new().offset(i64::MAX).limit(1));
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::Pagination);

    // Numbers that make no sense do no harm.
    for (offset, limit) in [(i64::MIN, i64::MIN), (-1, 0), (i64::MIN, i64::MAX)] {
        let script = Scripted::new([numbered(&["a"], Some(i64::MIN)), numbered(&[], Some(i64::MAX))]);
        let request = ListByNumberRequest::new().page_number(offset).page_size(limit);
        let _ = script.golden().items(request).try_collect().await;
        assert!(script.count() < 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_waiter_reads_by_the_same_rules() {
    let page = |states: &[i64], total: i64| {
        let rows: Vec<Value> = states.iter().map(|state| json!({ "State": state })).collect();
        tencent(json!({ "TotalCount": total, "Rows": rows }))
    };
    // A hole does not hide what is under way behind it.
    let script = Scripted::new([page(&[1], 2), page(&[], 2), page(&[0], 2), page(&[1], 2), page(&[1], 2)]);
    let request = || ListByRowsRequest::new().limit(1);
    let response = script.golden().wait(request(), WaitConfig::default()).await.unwrap();
    assert_eq!((response.rows.len(), script.count()), (2, 5));

    for (script, what) in [
        (Scripted::new([page(&[1], 9), page(&[], 9)]), "a list that is too short"),
        (Scripted::new([page(&[1], 9), page(&[1], 9), page(&[1], 1)]), "a total that shrank"),
        (Scripted::new([page(&[1, 2, -1, 1, 0], 99)]), "a circle"),
    ] {
        let waited = script.golden().wait(request(), WaitConfig::default()).await;
        let Err(WaitError::Call(error)) = waited else { panic!("{what}: {waited:?}") };
        assert_eq!(error.kind(), ErrorKind::Pagination, "{what}: {error}");
    }
}
