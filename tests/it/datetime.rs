//! Times: what is read, what is sent, order and arithmetic, conversions.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use clouddb::__private::{Kind, View, encode};
use clouddb::tencent::mongodb::DescribeBackupDownloadTaskRequest;
use clouddb::{DateTime, DateTimeFormat, ErrorKind, tencent};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::support::{Canned, key};

const BEIJING: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%d %H:%M:%S", 480);

/// What is sent for `time` in a request whose format is [`BEIJING`].
async fn sent(time: impl Into<DateTime>) -> Result<String, clouddb::Error> {
    let transport = Canned::new(200, r#"{"Response":{"TotalCount":0}}"#);
    let config = tencent::Config::builder().region("xx-test-1").transport(transport.clone());
    let config = config.credentials(key()).build()?;
    let request = DescribeBackupDownloadTaskRequest::new("cmgo-fake0001").start_time(time);
    tencent::mongodb::Client::new(&config).describe_backup_download_task(&request).await?;
    let body: Json = serde_json::from_slice(transport.last().body()).unwrap();
    Ok(body["StartTime"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_is_sent_is_exactly_what_the_format_writes() {
    const WRITTEN: &str = "2024-01-06 19:04:56";
    for right in [
        WRITTEN,
        " 2024-01-06 19:04:56 ",
        "\t2024-01-06 19:04:56\r\n",
        "2024-01-06T11:04:56Z",
        " 2024-01-06T11:04:56Z\n",
        "2024-01-06T19:04:56+08:00",
        "2024-01-06T19:04:56.789+0800",
    ] {
        assert_eq!(sent(right).await.unwrap(), WRITTEN, "{right:?}");
        assert_eq!(sent(right.to_owned()).await.unwrap(), WRITTEN, "{right:?}");
    }
    for wrong in [
        "2024-01-06  19:04:56",
        "2024-01-06\t19:04:56",
        "2024-01-06\n19:04:56",
        "2024-01-06 19: 04:56",
        "2024- 01-06 19:04:56",
        "2024-01-0619:04:56",
        "2024-1-6 9:04:56",
        "2024-01-06 19:4:56",
        "+2024-01-06 19:04:56",
        "2024-01-06 24:04:56",
        "2024-02-30 19:04:56",
        "2024-01-06",
        "2024-01-06T19:04:56",
        "1704539096",
        "",
        " ",
    ] {
        let error = sent(wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{wrong:?}: {error}");
        assert!(error.message().contains("not a time like 2024-01-31 16:00:00"), "{wrong:?}: {error}");
    }
    // A response's text is kept as it came, and held against the same rule when it is sent on.
    assert!(sent(DateTime::from_wire(" 2024-01-06 19:04:56", BEIJING)).await.is_err());
    assert_eq!(sent(DateTime::from_wire(WRITTEN, BEIJING)).await.unwrap(), WRITTEN);
    // It is a point in time all the same.
    let read = DateTime::from_wire(" 2024-01-06 19:04:56", BEIJING).to_system_time().unwrap();
    assert_eq!(sent(read).await.unwrap(), WRITTEN);
}

#[test]
fn numbers_and_other_patterns_are_as_exact() {
    let json = |text: &str, format: &'static Kind| {
        serde_json::to_value(encode::Written { view: View::DateTime(&DateTime::from(text)), kind: format })
            .unwrap()
    };
    let seconds: &'static Kind = &Kind::DateTime(DateTimeFormat::UnixSeconds);
    let millis: &'static Kind = &Kind::DateTime(DateTimeFormat::UnixMillis);
    assert_eq!(json(" 1704539096\n", seconds), 1_704_539_096);
    assert_eq!(json("2024-01-06T11:04:56Z", seconds), 1_704_539_096);
    assert_eq!(json(" 1704539096123", millis), 1_704_539_096_123_i64);
}

#[test]
fn text_is_read_and_written_in_a_vendors_zone() {
    let time = DateTime::parse("2024-01-06 19:04:56", BEIJING).unwrap();
    assert_eq!(time.to_string(), "2024-01-06T11:04:56Z");
    assert_eq!(time.format(BEIJING).unwrap(), "2024-01-06 19:04:56");
    assert_eq!(DateTime::parse(" 2024-1-6  9:04:56", BEIJING).unwrap().to_string(), "2024-01-06T01:04:56Z");
    assert_eq!(DateTime::parse("1704539096", DateTimeFormat::UnixSeconds).unwrap(), time);

    for text in ["", "soon", "2024-13-01 00:00:00", "2024-01-06", "2024-01-06 19:04:56 tail"] {
        let error = DateTime::parse(text, BEIJING).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{text}");
        assert!(error.message().contains("2024-01-31 16:00:00"), "{error}");
    }
    for format in [
        DateTimeFormat::pattern("%Y-%m-%d %", 0),
        DateTimeFormat::pattern("%9", 0),
        DateTimeFormat::pattern("%!", 0),
        DateTimeFormat::pattern("%Y", i16::MAX),
        DateTimeFormat::pattern("%Y", i16::MIN),
    ] {
        assert_eq!(time.format(format).unwrap_err().kind(), ErrorKind::InvalidRequest, "{format:?}");
        assert_eq!(
            DateTime::parse("2024", format).unwrap_err().kind(),
            ErrorKind::InvalidRequest,
            "{format:?}"
        );
        assert!(!format.to_string().is_empty());
    }
    let malformed = DateTime::from_wire("2018-08-016T10:15:14", BEIJING);
    assert_eq!(malformed.format(BEIJING).unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn order_and_arithmetic() {
    let times = ["2024-01-06T11:04:56Z", "2024-01-06T12:04:56+08:00", "2025-01-01T00:00:00Z"];
    let mut sorted: Vec<DateTime> = times.iter().copied().map(DateTime::from).collect();
    sorted.extend(["zz", "aa"].map(|text| DateTime::from_wire(text, BEIJING)));
    sorted.sort();
    let sorted: Vec<String> = sorted.iter().map(ToString::to_string).collect();
    assert_eq!(sorted, ["aa", "zz", "2024-01-06T04:04:56Z", "2024-01-06T11:04:56Z", "2025-01-01T00:00:00Z"]);

    let time = DateTime::from(times[0]);
    let later = time.checked_add(Duration::from_millis(1500)).unwrap();
    assert_eq!(later.duration_since(&time).unwrap(), Duration::from_millis(1500));
    assert_eq!(later.checked_sub(Duration::from_millis(1500)).unwrap(), time);
    assert!(later > time);
    assert_eq!(time.duration_since(&later).unwrap_err().kind(), ErrorKind::InvalidRequest);
    for duration in [Duration::MAX, Duration::from_secs(u64::MAX), Duration::from_secs(1 << 40)] {
        assert_eq!(time.checked_add(duration), None);
        assert_eq!(time.checked_sub(duration), None);
    }
    let none = DateTime::from_wire("aa", BEIJING);
    assert_eq!(none.checked_add(Duration::ZERO), None);
    assert_eq!(none.duration_since(&time).unwrap_err().kind(), ErrorKind::Decode);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Order, equality and hash agree, whatever the times were made from.
    #[test]
    fn order_agrees_with_equality(seconds in prop::collection::vec(0i64..4, 3), forms in prop::collection::vec(0usize..4, 3)) {
        let make = |seconds: i64, form: usize| {
            let time = DateTime::from_unix_seconds(seconds);
            match form {
                0 => time,
                1 => DateTime::from_wire(&time.format(BEIJING).unwrap(), BEIJING),
                2 => DateTime::from_wire(&seconds.to_string(), DateTimeFormat::UnixSeconds),
                _ => DateTime::from_wire(&seconds.to_string(), BEIJING),
            }
        };
        let times: Vec<DateTime> = seconds.iter().zip(&forms).map(|(seconds, form)| make(*seconds, *form)).collect();
        for one in &times {
            for other in &times {
                prop_assert_eq!(one.cmp(other).is_eq(), one == other);
                prop_assert_eq!(one.cmp(other), other.cmp(one).reverse());
                prop_assert!(one != other || HashSet::from([one]).contains(other));
            }
        }
    }

    /// No text and no pattern makes anything panic.
    #[test]
    fn any_text_in_any_pattern(text in ".{0,24}", pattern in "(%[-_0^#:.]{0,2}[0-9]{0,3}[a-zA-Z%]|[ -/T]){0,6}", zone in any::<i16>()) {
        let format = DateTimeFormat::pattern(String::leak(pattern), zone);
        if let Ok(time) = DateTime::parse(&text, format) {
            prop_assert!(time.format(format).is_ok());
        }
        let _ = DateTime::from(text.as_str()).format(format);
        let _ = DateTime::from_unix_seconds(1_704_539_096).format(format);
    }

    /// Other crates' types have the same nanosecond, both ways.
    #[test]
    fn other_types_convert_without_loss(seconds in -60_000_000_000i64..200_000_000_000, nanoseconds in 0u32..1_000_000_000) {
        let at = jiff::Timestamp::new(seconds, 0).unwrap() + jiff::SignedDuration::from_nanos(nanoseconds.into());
        let time = DateTime::from(at);
        prop_assert_eq!(jiff::Timestamp::try_from(&time).unwrap(), at);
        prop_assert_eq!(DateTime::from(&jiff::Zoned::try_from(&time).unwrap()), time.clone());
        let chrono = chrono::DateTime::<chrono::Utc>::try_from(&time).unwrap();
        prop_assert_eq!((chrono.timestamp(), chrono.timestamp_subsec_nanos()), (seconds, nanoseconds));
        prop_assert_eq!(DateTime::from(chrono.fixed_offset()), time.clone());
        let offset = time::OffsetDateTime::try_from(&time).unwrap();
        prop_assert_eq!(offset.unix_timestamp_nanos(), at.as_nanosecond());
        prop_assert_eq!(DateTime::from(offset), time.clone());
        prop_assert_eq!(DateTime::from(SystemTime::from(at)), time);
    }
}

#[test]
fn what_is_no_time_does_not_convert_and_far_years_are_cut_off() {
    let none = DateTime::from_wire("aa", BEIJING);
    assert_eq!(jiff::Timestamp::try_from(&none).unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(jiff::Zoned::try_from(none.clone()).unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(chrono::DateTime::<chrono::Utc>::try_from(&none).unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(time::OffsetDateTime::try_from(&none).unwrap_err().kind(), ErrorKind::Decode);

    assert_eq!(
        DateTime::from(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        DateTime::from(jiff::Timestamp::MAX)
    );
    assert_eq!(
        DateTime::from(chrono::DateTime::<chrono::Utc>::MIN_UTC),
        DateTime::from(jiff::Timestamp::MIN)
    );
    for edge in [jiff::Timestamp::MIN, jiff::Timestamp::MAX] {
        let edge = DateTime::from(edge);
        assert_eq!(DateTime::from(time::OffsetDateTime::try_from(&edge).unwrap()), edge);
        assert_eq!(DateTime::from(chrono::DateTime::<chrono::Utc>::try_from(&edge).unwrap()), edge);
    }
    let one_hour = jiff::SignedDuration::from_hours(1);
    let (time, later) = (DateTime::from_unix_seconds(0), DateTime::from_unix_seconds(3600));
    assert_eq!(later.signed_duration_since(&time).unwrap(), one_hour);
    assert_eq!(time.signed_duration_since(&later).unwrap(), -one_hour);
}
