//! Lists of services that behave as they like: a reader gets all rows or an error, and always an end.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use clouddb::BoxFuture;
use clouddb::{ErrorKind, Transport, TransportError, tencent};
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::golden::trees::paging::tencent::golden::{Client, ListByNumberRequest, ListByRowsRequest};
use crate::support::{Stopped, key};

/// A list behind a service with its own ideas.
#[derive(Clone, Debug)]
struct Service {
    /// The number in each row: equal ones make equal rows.
    rows: Vec<u8>,
    /// The most rows that it gives at once.
    largest: usize,
    /// Whether it counts its rows.
    counts: bool,
    /// Rows that it counts and does not give.
    hidden: Vec<bool>,
    /// It goes round in a circle of so many rows.
    circle: Option<usize>,
    calls: Arc<Mutex<usize>>,
}

impl Service {
    fn has_holes(&self) -> bool {
        self.rows.iter().zip(self.hidden.iter().chain(std::iter::repeat(&false))).any(|(_, hidden)| *hidden)
    }

    /// The rows from `first` on, and how many rows it says that there are.
    fn page(&self, first: usize, size: usize) -> Value {
        let place = |index: usize| match self.circle {
            Some(period) => (index % period.min(self.rows.len()).max(1)).min(self.rows.len()),
            None => index,
        };
        let places = (first..first.saturating_add(size.min(self.largest))).map(place);
        let shown = places.filter(|place| !self.hidden.get(*place).copied().unwrap_or(false));
        let rows: Vec<&u8> = shown.filter_map(|place| self.rows.get(place)).collect();
        let states: Vec<Value> = rows.iter().map(|row| json!({ "State": row })).collect();
        let names: Vec<String> = rows.iter().map(ToString::to_string).collect();
        json!({ "TotalCount": self.counts.then_some(self.rows.len()), "Rows": states, "Names": names, "RequestId": "1" })
    }

    fn client(&self) -> Client {
        let config = tencent::Config::builder()
            .region("ap-guangzhou")
            .credentials(key())
            .clock(Stopped { seconds: 1_700_000_000, nonce: 0 })
            .transport(self.clone());
        Client::new(&config.build().unwrap())
    }
}

impl Transport for Service {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        *self.calls.lock().unwrap() += 1;
        let asked: Value = serde_json::from_slice(request.body()).unwrap();
        let number = |name: &str| asked[name].as_u64().map(|number| usize::try_from(number).unwrap());
        let size = number("Limit").or(number("PageSize")).unwrap();
        let by_pages =
            number("PageNumber").unwrap_or(1).saturating_sub(1).saturating_mul(size.min(self.largest));
        let page = self.page(number("Offset").unwrap_or(by_pages), size);
        let body = json!({ "Response": page }).to_string();
        Box::pin(async move { Ok(Response::new(body.into())) })
    }
}

fn service() -> impl Strategy<Value = Service> {
    let rows = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        prop::collection::vec(0..2_u8, 0..40),
        (0..60_u8).prop_map(|count| (0..count).collect()),
        (0..40_usize).prop_map(|count| vec![7; count]),
    ];
    let hidden =
        prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(prop::bool::weighted(0.3), 0..60)];
    let circle = prop_oneof![3 => Just(None), 1 => (1..40_usize).prop_map(Some)];
    (rows, 1..12_usize, any::<bool>(), hidden, circle).prop_map(|(rows, largest, counts, hidden, circle)| {
        Service { rows, largest, counts, hidden, circle, calls: Arc::default() }
    })
}

/// What a reader got: its rows, and the error that ended them.
fn check(service: &Service, size: usize, rows: &[String], error: Option<clouddb::Error>) {
    assert!(*service.calls.lock().unwrap() <= 300, "it goes on for ever");
    let given: Vec<String> = service
        .rows
        .iter()
        .zip(service.hidden.iter().chain(std::iter::repeat(&false)))
        .filter(|(_, hidden)| !**hidden)
        .map(|(row, _)| row.to_string())
        .collect();
    let mut different = service.rows.clone();
    different.sort_unstable();
    different.dedup();
    // Rows of which some are equal may look like a circle.
    let is_plain = service.circle.is_none()
        && !service.has_holes()
        && (different.len() <= 1 || different.len() == service.rows.len());
    match error {
        Some(error) if is_plain => panic!("a list that is as it should be fails: {error}"),
        Some(error) => assert_eq!(error.kind(), ErrorKind::Pagination, "{error}"),
        // What a circle hands out until the total is reached cannot be distinguished from a list that repeats itself.
        None if service.circle.is_some() => {}
        // Without a total, a page that is shorter than was asked for is the last one.
        None if !service.counts && (service.has_holes() || size > service.largest) => {
            assert!(given.starts_with(rows) || service.has_holes());
        }
        None => {
            assert_eq!(rows, given, "rows were lost");
            assert!(!(service.counts && service.has_holes()), "holes were not reported");
        }
    }
    if service.circle.is_none() && !service.has_holes() {
        assert!(given.starts_with(rows), "rows that are none: {rows:?}");
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_list_is_endless_and_none_is_short_without_saying_so(service in service(), size in 1..15_usize) {
        let limit = i64::try_from(size).unwrap();
        let (mut rows, mut error) = (Vec::new(), None);
        run(async {
            let mut items = service.client().items(ListByRowsRequest::new().limit(limit));
            while let Some(row) = items.next().await {
                match row {
                    Ok(row) => rows.push(row.state.unwrap().value().to_string()),
                    Err(failure) => error = Some(failure),
                }
            }
        });
        // Rows that are hidden within a page move the offset of the next one: only whole holes can be read over.
        if !service.has_holes() || service.largest == 1 || size == 1 {
            check(&service, size, &rows, error);
        }

        *service.calls.lock().unwrap() = 0;
        let (mut rows, mut error) = (Vec::new(), None);
        run(async {
            let mut items = service.client().items(ListByNumberRequest::new().page_size(limit));
            while let Some(row) = items.next().await {
                match row {
                    Ok(row) => rows.push(row),
                    Err(failure) => error = Some(failure),
                }
            }
        });
        check(&service, size, &rows, error);
    }
}
