//! Waiting until something has ended: when it is over, how it is reported, how often it looks.

use std::error::Error as _;
use std::sync::Mutex;
use std::time::Duration;

use clouddb::alibaba::dds::DescribeBackupTasksRequest;
use clouddb::tencent::mongodb::{DescribeBackupDownloadTaskRequest, DownloadTaskStatus};
use clouddb::{Error, ErrorKind, WaitConfig, WaitError};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::golden::trees::paging::tencent::golden::{DescribeJobRequest, DescribeStateRequest};
use crate::scripted::{Answer, Scripted, alibaba, refused, tencent};

const LINK: &str = "https://cos.example/fakeLink0001";

/// A page of tasks in these states, and how many there are on all pages.
fn page(states: &[i64], total: usize) -> Answer {
    let named = states.iter().enumerate();
    let tasks: Vec<Value> = named
        .map(|(index, state)| {
            let name = format!("backup-{total}-{index}-{state}");
            json!({ "BackupName": name, "Status": state, "Url": LINK })
        })
        .collect();
    tencent(json!({ "TotalCount": total, "Tasks": tasks }))
}

fn tasks(states: &[i64]) -> Answer {
    page(states, states.len())
}

fn request() -> DescribeBackupDownloadTaskRequest {
    DescribeBackupDownloadTaskRequest::new("cmgo-fake0001")
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn it_ends_when_nothing_is_waiting_running_or_retrying() {
    let script = Scripted::new([tasks(&[0, 2]), tasks(&[1, 2]), tasks(&[4, 2]), tasks(&[2, 2])]);
    let waiting = script.mongodb().wait(request(), WaitConfig::default());
    assert_eq!(script.count(), 0, "nothing is called before it is awaited");
    let response = waiting.await.unwrap();
    assert_eq!(script.count(), 4);
    assert!(response.tasks.iter().all(|task| task.status == Some(DownloadTaskStatus::Completed)));
}

#[tokio::test(start_paused = true)]
async fn what_is_done_already_takes_one_call() {
    let script = Scripted::new([tasks(&[2])]);
    let started = Instant::now();
    script.mongodb().wait(request(), WaitConfig::default()).await.unwrap();
    assert_eq!((script.count(), started.elapsed()), (1, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn all_pages_are_looked_at() {
    let script = Scripted::new([
        page(&[2, 2], 3),
        page(&[1], 3), // under way on the second page
        page(&[2, 2], 3),
        page(&[2], 3),
    ]);
    let response = script.mongodb().wait(request().limit(2), WaitConfig::default()).await.unwrap();
    assert_eq!(response.tasks.len(), 3, "the response has the entries of all pages");
    assert_eq!(script.sent("Offset"), [Value::Null, 2.into(), Value::Null, 2.into()]);
}

#[tokio::test(start_paused = true)]
async fn what_failed_is_handed_over_when_the_rest_has_ended() {
    let script = Scripted::new([tasks(&[3, 1, 2]), tasks(&[3, 3, 2])]);
    let error = script.mongodb().wait(request(), WaitConfig::default()).await.unwrap_err();
    assert_eq!(script.count(), 2, "one failure does not end the waiting for the others");
    let line = error.to_string();
    assert_eq!(
        line,
        "tencent mongodb DescribeBackupDownloadTask: what was waited for failed, Status being 3: \
         1 of 3 done, 2 failed (poll 2, after 2.0 s)"
    );
    assert!(!format!("{error:?}").contains(LINK), "{error:?}");
    assert_eq!(error.progress().unwrap().response.tasks.len(), 3);
    let WaitError::Failed { entries, .. } = &error else { panic!("{error:?}") };
    assert_eq!(
        entries.iter().map(|task| task.backup_name.as_deref()).collect::<Vec<_>>(),
        [Some("backup-3-0-3"), Some("backup-3-1-3")]
    );

    let error = Error::from(error);
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Failed, Some("DescribeBackupDownloadTask")));
    assert!(!error.to_string().contains('\n') && !format!("{error} {error:?}").contains(LINK));
    let source = error.source().unwrap().downcast_ref::<WaitError<DescribeBackupDownloadTaskRequest>>();
    assert!(matches!(source, Some(WaitError::Failed { .. })));
}

#[tokio::test(start_paused = true)]
async fn unknown_values_count_as_under_way() {
    let unknown =
        tencent(json!({ "TotalCount": 2, "Tasks": [{ "Status": 9 }, { "BackupName": "without" }] }));
    let script = Scripted::new([unknown, tasks(&[2, 2])]);
    let mut pending = Vec::new();
    let waiting = script.mongodb().wait(request(), WaitConfig::default());
    waiting.on_progress(|progress| pending.push(progress.pending)).await.unwrap();
    assert_eq!(pending, [2, 0]);

    let jobs = |state| alibaba(&json!({ "BackupJobs": [{ "BackupSetStatus": state }], "RequestId": "1" }));
    let script = Scripted::new([jobs("Checking"), jobs("Polishing"), jobs("Finished")]);
    let request = DescribeBackupTasksRequest::new("dds-fake0001");
    script.dds().wait(request, WaitConfig::default()).await.unwrap();
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_empty_list_is_done_unless_entries_are_expected() {
    let script = Scripted::new([tasks(&[])]);
    assert!(script.mongodb().wait(request(), WaitConfig::default()).await.unwrap().tasks.is_empty());

    let script = Scripted::new([tasks(&[]), tasks(&[2]), tasks(&[2, 2])]);
    let config = WaitConfig::default().at_least(2);
    let response = script.mongodb().wait(request(), config).await.unwrap();
    assert_eq!((response.tasks.len(), script.count()), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn the_response_itself_can_be_waited_for() {
    let state = |state: &str| tencent(json!({ "Status": state }));
    let script = Scripted::new([state("starting"), state(""), state("ok")]);
    let config = WaitConfig::default().at_least(5); // means nothing without a list
    let response = script.golden().wait(DescribeStateRequest::new(), config).await.unwrap();
    assert_eq!((response.status.as_deref(), script.count()), (Some("ok"), 3));
}

#[tokio::test(start_paused = true)]
async fn a_field_of_an_object_in_the_response_can_be_waited_for() {
    let state = |state: &str| tencent(json!({ "Job": { "Status": state } }));
    let script = Scripted::new([tencent(json!({})), state("Running"), state("Completed")]);
    script.golden().wait(DescribeJobRequest::new(), WaitConfig::default()).await.unwrap();
    assert_eq!(script.count(), 3);

    let script = Scripted::new([state("Running"), state("Failed")]);
    let error = script.golden().wait(DescribeJobRequest::new(), WaitConfig::default()).await.unwrap_err();
    assert!(matches!(error, WaitError::Failed { .. }), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_it_with_the_last_response() {
    let script = Scripted::new([tasks(&[1, 2])]);
    let config = WaitConfig::default().deadline(seconds(60));
    let started = Instant::now();
    let error = script.mongodb().wait(request(), config).await.unwrap_err();
    assert_eq!(started.elapsed(), seconds(60));
    let WaitError::Deadline { elapsed, last: Some(last) } = &error else { panic!("{error:?}") };
    assert_eq!((*elapsed, last.done, last.pending, last.response.tasks.len()), (seconds(60), 1, 1, 2));
    let line = error.to_string();
    let expected = "tencent mongodb DescribeBackupDownloadTask: still under way at the deadline, after 60.0 s: 1 of 2 done, 1 under way (poll ";
    assert!(line.starts_with(expected), "{line}");
    assert_eq!(last.poll as usize, script.count());
    let error = Error::from(error);
    assert!(
        error.is_timeout()
            && error
                .to_string()
                .starts_with("tencent mongodb DescribeBackupDownloadTask: timeout error: still"),
        "{error}"
    );

    // The calls count: one that hangs does not outlast the deadline.
    let script = Scripted::new([Answer::Never]);
    let config = config.deadline(seconds(5));
    let started = Instant::now();
    let error = script.mongodb().wait(request(), config).await.unwrap_err();
    assert!(matches!(error, WaitError::Deadline { last: None, .. }), "{error:?}");
    assert_eq!(started.elapsed(), seconds(5));
    assert!(error.to_string().contains("the first poll was not answered by the deadline, 5.0 s"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn progress_is_told_at_each_poll() {
    let script = Scripted::new([tasks(&[0, 1]), tasks(&[2, 3]), tasks(&[2])]);
    let reported = Mutex::new(Vec::new());
    let waiting = script.mongodb().wait(request(), WaitConfig::default());
    let outcome = waiting
        .on_progress(|progress| {
            let line = progress.to_string();
            reported.lock().unwrap().push((line, progress.response.tasks.len()));
        })
        .await;
    assert!(matches!(outcome, Err(WaitError::Failed { .. })));
    let reported = reported.into_inner().unwrap();
    let expected = [
        ("0 of 2 done, 2 under way (poll 1, after 0.0 s)".to_owned(), 2),
        ("1 of 2 done, 1 failed (poll 2, after 2.0 s)".to_owned(), 2),
    ];
    assert_eq!(reported, expected);
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_and_chance_shortens_them() {
    let config = WaitConfig::default()
        .first_delay(seconds(2))
        .factor(2.0)
        .longest_delay(seconds(10))
        .jitter(0.5)
        .deadline(seconds(600));
    for (nonce, pauses) in [(0, [2.0, 4.0, 8.0, 10.0, 10.0]), (u128::MAX, [1.0, 2.0, 4.0, 5.0, 5.0])] {
        let mut answers = vec![tasks(&[1]); 5];
        answers.push(tasks(&[2]));
        let script = Scripted::new(answers);
        script.mongodb_with_chance(nonce).wait(request(), config).await.unwrap();
        let times = script.times();
        for (pair, pause) in times.windows(2).zip(pauses) {
            let waited = (pair[1] - pair[0]).as_secs_f64();
            assert!((waited - pause).abs() < 0.01, "{waited} s, not {pause} s");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_fails_ends_it() {
    let script = Scripted::new([tasks(&[1]), refused("InvalidParameterValue.NotFoundInstance")]);
    let error = script.mongodb().wait(request(), WaitConfig::default()).await.unwrap_err();
    assert_eq!(script.count(), 2);
    let WaitError::Call(call) = &error else { panic!("{error:?}") };
    assert!(call.is_not_found());
    assert_eq!(error.to_string(), call.to_string());
    assert!(Error::from(error).is_not_found());
}

#[tokio::test(start_paused = true)]
async fn transient_failures_are_retried_by_the_call() {
    let script = Scripted::new([tasks(&[1]), Answer::Broken, refused("RequestLimitExceeded"), tasks(&[2])]);
    script.mongodb().wait(request(), WaitConfig::default()).await.unwrap();
    assert_eq!(script.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn dropping_it_cancels_it_and_options_hold_for_every_call() {
    let script = Scripted::new([tasks(&[1])]);
    let client = script.mongodb();
    let waiting = client.wait(request(), WaitConfig::default());
    assert!(tokio::time::timeout(seconds(5), waiting).await.is_err());
    let polls = script.count();
    tokio::time::sleep(seconds(600)).await;
    assert_eq!(script.count(), polls);

    let script = Scripted::new([tasks(&[1]), Answer::Never]);
    let waiting = script.mongodb().wait(request(), WaitConfig::default());
    let error = waiting.each_call(|call| call.timeout(seconds(3))).await.unwrap_err();
    assert!(matches!(&error, WaitError::Call(call) if call.is_timeout()), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn it_can_cross_threads() {
    let client = Scripted::new([tasks(&[1]), tasks(&[2])]).mongodb();
    let waiting = client.wait(request(), WaitConfig::default()).on_progress(|_| ());
    assert_eq!(format!("{waiting:?}"), "Wait(DescribeBackupDownloadTask, not started)");
    assert_eq!(tokio::spawn(waiting).await.unwrap().unwrap().tasks.len(), 1);
}
