//! What must hold whatever comes in.

use clouddb::__private::{Kind, View, decode, encode, percent};
use clouddb::DateTimeFormat;
use clouddb::{DateTime, Secret};
use proptest::prelude::*;
use serde_json::Value as Json;

/// Any JSON, with the member names of the operations now and then.
fn json() -> impl Strategy<Value = Json> {
    let name = prop_oneof![
        prop::sample::select(vec![
            "Response",
            "Error",
            "Code",
            "Message",
            "RequestId",
            "TotalCount",
            "Tasks",
            "Status",
            "Url",
            "Backups",
            "Backup",
            "BackupJobs",
            "BackupInfos",
            "BackupSize",
            "IsAvail",
            "files",
            "size",
            "link_expired_time",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z_é]{0,4}",
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
        "[0-9]{1,20}".prop_map(Json::from),
        Just(Json::from("2018-08-016T10:15:14+0000")),
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::hash_map(name.clone(), inner, 0..8)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// The signing encoder leaves only unreserved characters, and loses nothing.
    #[test]
    fn percent_encoding_is_lossless(name in ".{0,20}", value in ".{0,40}") {
        for encoder in [percent::encode, percent::encode_form] {
            let joined = percent::join(&[(name.clone(), value.clone())], encoder);
            let reserved = joined.chars().filter(|c| !c.is_ascii_alphanumeric() && !"-_.~%=+".contains(*c));
            prop_assert_eq!(reserved.count(), 0, "{}", joined);
            prop_assert_eq!(percent::split(&joined), vec![(name.clone(), value.clone())]);
        }
        prop_assert!(!percent::encode(&value).contains('+'));
        prop_assert_eq!(percent::encode(&value).to_ascii_uppercase().matches('%').count(), percent::encode(&value).matches('%').count());
    }

    /// Any answer to any operation is read or refused, never a panic; what was read encodes and reads again to the same.
    #[test]
    fn any_answer_decodes_or_errs(body in json()) {
        for (service, operations) in clouddb::__private::SERVICES {
            let root = (service.provider.name == "tencent").then_some("Response");
            for operation in *operations {
                let mut record = (operation.new_response)();
                if decode::read(body.to_string().as_bytes(), root, &mut *record).is_err() {
                    continue;
                }
                let written = encode::serialize(&*record, serde_json::value::Serializer).unwrap();
                let mut again = (operation.new_response)();
                decode::deserialize(&mut *again, &written).unwrap();
                prop_assert_eq!(encode::serialize(&*again, serde_json::value::Serializer).unwrap(), written);
            }
        }
    }

    /// Bytes that are no JSON are refused, never a panic.
    #[test]
    fn any_bytes_decode_or_err(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for (_, operations) in clouddb::__private::SERVICES {
            for operation in *operations {
                for root in [None, Some("Response")] {
                    let _ = decode::read(&bytes, root, &mut *(operation.new_response)());
                }
            }
        }
    }

    /// A truncated response is refused, and not read as a shorter one.
    #[test]
    fn a_truncated_response_is_refused(cut in 1usize..200) {
        let fixtures: serde_json::Value = serde_json::from_str(include_str!("../fixtures/tencent/mongodb/DescribeBackupDownloadTask.json")).unwrap();
        let body = fixtures["responses"]["full"].to_string();
        let operation = clouddb::__private::SERVICES.iter().flat_map(|(_, all)| all.iter()).find(|info| info.name == "DescribeBackupDownloadTask").unwrap();
        let mut record = (operation.new_response)();
        prop_assert!(decode::read(&body.as_bytes()[..body.len() - cut], Some("Response"), &mut *record).is_err());
    }

    /// Enums keep what they do not know.
    #[test]
    fn enums_round_trip(text in ".{0,20}", value in any::<i64>()) {
        use clouddb::alibaba::dds::BackupStatus;
        use clouddb::tencent::mongodb::DownloadTaskStatus;

        let parsed = BackupStatus::from(text.as_str());
        prop_assert_eq!(parsed.as_str(), text.as_str());
        prop_assert_eq!(BackupStatus::from(parsed.to_string()), parsed);
        for value in [value, value.rem_euclid(8)] {
            let parsed = DownloadTaskStatus::from(value);
            prop_assert_eq!(parsed.value(), value);
            let shown = parsed.name().map_or(value.to_string(), |name| format!("{name} ({value})"));
            prop_assert_eq!(parsed.to_string(), shown);
            prop_assert_eq!(parsed.name().is_some(), DownloadTaskStatus::VALUES.contains(&value));
        }
        prop_assert_eq!(DownloadTaskStatus::Completed.to_string(), "Completed (2)");
        prop_assert_eq!(format!("{:>4}|{:<15}|", DownloadTaskStatus::from(7), DownloadTaskStatus::Failed), "   7|Failed (3)     |");
    }

    /// Times in every format and zone come back to the same second.
    #[test]
    fn times_round_trip(seconds in -30_000_000_000i64..200_000_000_000, zone in -14i16..=14) {
        let time = DateTime::from_unix_seconds(seconds);
        prop_assert_eq!(time.unix_seconds().unwrap(), seconds);
        let text = time.to_string();
        prop_assert_eq!(text.parse::<DateTime>().unwrap(), time.clone());
        for pattern in ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S%z"] {
            let format = DateTimeFormat::pattern(pattern, zone * 60);
            let written = time.to_text(format);
            prop_assert_eq!(DateTime::from_wire(&written, format).unix_seconds().unwrap(), seconds, "{}", written);
        }
    }

    /// A time that is a number on the wire is one however the caller wrote it.
    #[test]
    fn unix_times_are_numbers(seconds in 0i64..4_000_000_000) {
        let kind: &'static Kind = &Kind::DateTime(DateTimeFormat::UnixSeconds);
        let text = DateTime::from(seconds.to_string());
        let time = DateTime::from_unix_seconds(seconds);
        for time in [&text, &time] {
            let written = encode::Written { view: View::DateTime(time), kind };
            prop_assert_eq!(serde_json::to_value(written).unwrap(), Json::from(seconds));
        }
    }

    /// Any text is kept as a time's text, and asking for the time never panics.
    #[test]
    fn any_text_is_kept(text in ".{0,40}") {
        let format = DateTimeFormat::pattern("%Y-%m-%d %H:%M:%S", 480);
        let time = DateTime::from_wire(&text, format);
        prop_assert_eq!(time.to_text(format), text.clone());
        let _ = time.unix_seconds();
        let _ = text.parse::<DateTime>();
    }

    /// A secret shows nothing of itself.
    #[test]
    fn secrets_do_not_show(text in "[a-zA-Z0-9]{12,40}") {
        let secret = Secret::from(text.as_str());
        let shown = format!("{secret:?}");
        prop_assert!(!shown.contains(&text));
        prop_assert_eq!(secret.expose(), text.as_str());
    }
}
