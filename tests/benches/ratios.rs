//! The runtime against floors, as ratios in one run: wall time wanders from machine to machine, ratios little.
//!
//! `cargo bench -p clouddb-tests`

use std::hint::black_box;
use std::time::{Duration, Instant};

use clouddb::__private::{decode, percent};
use clouddb::WithSecrets;
use clouddb::alibaba::dds::DescribeBackupsResponse;
use clouddb::tencent::signer;
use http::{HeaderMap, HeaderValue, Method};

/// The same response with serde's derive, as a client by hand would have it: the floor of decoding.
#[allow(dead_code, non_snake_case, clippy::upper_case_acronyms)] // wire names, never read
mod floor {
    #[derive(serde::Deserialize)]
    pub(super) struct Response {
        TotalCount: Option<i64>,
        RequestId: Option<String>,
        PageSize: Option<i64>,
        PageNumber: Option<i64>,
        Backups: Option<Backups>,
    }

    #[derive(serde::Deserialize)]
    pub(super) struct Backups {
        Backup: Vec<Backup>,
    }

    #[derive(serde::Deserialize)]
    pub(super) struct Backup {
        BackupStatus: Option<String>,
        BackupType: Option<String>,
        BackupStartTime: Option<String>,
        BackupIntranetDownloadURL: Option<String>,
        BackupSize: Option<i64>,
        BackupDownloadURL: Option<String>,
        BackupMode: Option<String>,
        BackupEndTime: Option<String>,
        BackupId: Option<String>,
        BackupDBNames: Option<String>,
        BackupMethod: Option<String>,
        BackupJobId: Option<String>,
        BackupName: Option<String>,
        BackupScale: Option<String>,
        IsAvail: Option<bool>,
        EngineVersion: Option<String>,
        BackupExpireTime: Option<String>,
    }
}

/// A page of a hundred backups.
fn page() -> String {
    let fixtures: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/alibaba/dds/DescribeBackups.json")).unwrap();
    let one = &fixtures["responses"]["full"];
    let mut page = one.clone();
    page["Backups"]["Backup"] = vec![one["Backups"]["Backup"][0].clone(); 100].into();
    page.to_string()
}

/// The least time of many rounds, the two taken in turns so that a busy moment meets both.
fn compare(name: &str, mut ours: impl FnMut(), mut floor: impl FnMut()) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        for _ in 0..20 {
            work();
        }
        start.elapsed() / 20
    };
    let (mut least_ours, mut least_floor) = (Duration::MAX, Duration::MAX);
    for _ in 0..60 {
        least_ours = least_ours.min(time(&mut ours));
        least_floor = least_floor.min(time(&mut floor));
    }
    let ratio = least_ours.as_secs_f64() / least_floor.as_secs_f64();
    println!("{name:<44} {least_ours:>10.2?}  floor {least_floor:>10.2?}  ratio {ratio:.2}");
}

fn main() {
    let page = page();
    compare(
        "decode 100 backups / serde derive, from_slice",
        || {
            let mut response = DescribeBackupsResponse::default();
            decode::read(black_box(page.as_bytes()), None, &mut response).unwrap();
            black_box(response);
        },
        || {
            black_box(serde_json::from_slice::<floor::Response>(black_box(page.as_bytes())).unwrap());
        },
    );
    let fractions = page.replace(r#""EngineVersion":"4.2""#, r#""EngineVersion":4.2"#);
    compare(
        "decode 100 backups in two passes / the same",
        || {
            let mut response = DescribeBackupsResponse::default();
            decode::read(black_box(fractions.as_bytes()), None, &mut response).unwrap();
            black_box(response);
        },
        || {
            black_box(serde_json::from_slice::<floor::Response>(black_box(page.as_bytes())).unwrap());
        },
    );
    let response: DescribeBackupsResponse = serde_json::from_str(&page).unwrap();
    let value: serde_json::Value = serde_json::from_str(&page).unwrap();
    compare(
        "encode 100 backups / serde_json::Value",
        || {
            black_box(serde_json::to_vec(black_box(&WithSecrets(&response))).unwrap());
        },
        || {
            black_box(serde_json::to_vec(black_box(&value)).unwrap());
        },
    );
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    let body = br#"{"InstanceId":"cmgo-fake0001","Limit":20}"#;
    compare(
        "TC3 signature / SHA-256 of the body twice",
        || {
            let canonical = signer::ToSign {
                method: &Method::POST,
                path: "/",
                query: "",
                headers: &headers,
                host: "mongodb.tencentcloudapi.com",
                signed_headers: &signer::SIGNED_HEADERS,
                body: black_box(body),
            }
            .canonical_request();
            let scope = signer::scope("2024-01-31", "mongodb");
            let to_sign = signer::string_to_sign(1_706_688_000, &scope, &canonical);
            let key = signer::derived_key("fakeSecret0001", "2024-01-31", "mongodb");
            black_box(signer::authorization("AKIDfake0001", &scope, &signer::SIGNED_HEADERS, &key, &to_sign));
        },
        || {
            black_box(clouddb::__private::signing::sha256_hex(black_box(body)));
            black_box(clouddb::__private::signing::sha256_hex(black_box(body)));
        },
    );
    let text = "备份 a+b&c=d ".repeat(20);
    compare(
        "percent-encode 20 phrases / copy",
        || {
            black_box(percent::encode(black_box(&text)));
        },
        || {
            black_box(black_box(&text).clone());
        },
    );
}
