//! The generator's golden output, compiled and used.
//!
//! That the output is exactly this is checked where the generator is (`codegen/tests`); here it must compile
//! against the runtime, and what it generates must work.

use clouddb::__private::{
    Kind, OperationInfo, Record, ServiceInfo, Slot, View, Wire, copy, decode, encode, is_equal,
};
use serde_json::{Value, json};

/// What a tree has: each service with its operations.
type Services = &'static [(&'static ServiceInfo, &'static [&'static OperationInfo])];

/// Every folder of `tests/golden`, as modules.
#[allow(dead_code, unreachable_pub, unused_imports, reason = "a golden shows everything and uses little")]
pub(crate) mod trees {
    use super::Services;

    include!(concat!(env!("OUT_DIR"), "/golden.rs"));
}

/// How deep records are filled that hold themselves.
const DEPTH: usize = 3;

/// Fills every field of `record` with a value of its kind.
fn fill_record(record: &mut dyn Record, depth: usize) {
    for (index, field) in record.table().fields.iter().enumerate() {
        fill(record.slot(index), &field.kind, depth);
    }
}

fn fill(slot: Slot<'_>, kind: &'static Kind, depth: usize) {
    let mut innermost = kind;
    while let Kind::List(inner) | Kind::Map(inner) = innermost {
        innermost = inner;
    }
    if depth == 0 && matches!(innermost, Kind::Record(_)) {
        return;
    }
    match (slot, kind) {
        (Slot::Optional(optional), kind) => fill(optional.fill(), kind, depth),
        (Slot::Bool(slot), Kind::Bool) => *slot = true,
        (Slot::Int32(slot), Kind::Int32) => *slot = i32::MIN,
        (Slot::Int64(slot), Kind::Int64) => *slot = i64::MIN,
        (Slot::UInt64(slot), Kind::UInt64) => *slot = u64::MAX,
        (Slot::Float(slot), Kind::Float) => *slot = -0.25,
        (Slot::Text(slot), Kind::Text | Kind::Secret) => "a text".clone_into(slot),
        (Slot::DateTime(slot), Kind::DateTime(_)) => *slot = "2024-01-31T08:00:00Z".into(),
        (Slot::Json(slot), Kind::Any) => *slot = json!({"a": [1, null]}),
        (Slot::Enum(slot), Kind::TextEnum(known)) => assert!(slot.set(Wire::Text(known.last().unwrap()))),
        (Slot::Enum(slot), Kind::IntEnum(known)) => assert!(slot.set(Wire::Int(*known.last().unwrap()))),
        (Slot::Record(record), Kind::Record(_)) => fill_record(record, depth - 1),
        (Slot::List(list), Kind::List(kind)) => {
            for _ in 0..2 {
                list.push_with(&mut |slot| {
                    fill(slot, kind, depth);
                    true
                });
            }
        }
        (Slot::Map(map), Kind::Map(kind)) => map.insert_with("key".to_owned(), &mut |slot| {
            fill(slot, kind, depth);
            true
        }),
        (_, kind) => panic!("the slot of a {kind:?} is of another kind"),
    }
}

fn written(record: &dyn Record) -> Value {
    encode::serialize(record, serde_json::value::Serializer).unwrap()
}

/// Makes an empty record.
type New = fn() -> Box<dyn Record>;

/// Every golden operation's request and response, each with what it is called.
fn records() -> Vec<(String, New)> {
    let services = trees::ALL.iter().flat_map(|(tree, services)| {
        services.iter().map(move |(service, operations)| (tree, service, operations))
    });
    let records = services.flat_map(|(tree, service, operations)| {
        operations.iter().flat_map(move |operation| {
            [(operation.new_request, "request"), (operation.new_response, "response")]
                .map(|(new, what)| (format!("{tree}: {what} of {}.{}", service.name, operation.name), new))
        })
    });
    records.collect()
}

#[test]
fn every_golden_record_round_trips_empty_and_filled() {
    let records = records();
    assert!(records.len() >= 40, "only {} golden records were found", records.len());
    for (name, new) in records {
        let empty = new();
        let mut filled = new();
        fill_record(&mut *filled, DEPTH);
        for (index, field) in empty.table().fields.iter().enumerate() {
            let is_twice = empty.table().fields[..index].iter().any(|other| other.name == field.name);
            assert!(!is_twice, "{name} has {} twice", field.name);
            assert!(!matches!(filled.view(index), View::Absent), "{name}: {} was not filled", field.name);
        }
        for record in [empty, filled] {
            let text = written(&*record);
            let mut again = new();
            decode::deserialize(&mut *again, &text)
                .unwrap_or_else(|fault| panic!("{name}: {fault}\n{text:#}"));
            assert_eq!(written(&*again), text, "{name}");
        }
    }
}

#[test]
fn every_golden_record_is_copied_and_compared_field_by_field() {
    for (name, new) in records() {
        let mut filled = new();
        fill_record(&mut *filled, DEPTH);
        let mut copied = new();
        copy(&*filled, &mut *copied);
        assert!(is_equal(&*filled, &*copied), "{name}");
        assert_eq!(written(&*copied), written(&*filled), "{name}");
        for (index, field) in filled.table().fields.iter().enumerate() {
            let mut other = new();
            copy(&*filled, &mut *other);
            empty(other.slot(index));
            assert!(!is_equal(&*filled, &*other), "{name}: {} is not compared", field.name);
        }
    }
}

/// Undoes what `fill` does.
fn empty(slot: Slot<'_>) {
    match slot {
        Slot::Ignored => {}
        Slot::Optional(optional) => optional.clear(),
        Slot::Bool(slot) => *slot = false,
        Slot::Int32(slot) => *slot = 0,
        Slot::Int64(slot) => *slot = 0,
        Slot::UInt64(slot) => *slot = 0,
        Slot::Float(slot) => *slot = 0.0,
        Slot::Text(slot) => slot.clear(),
        Slot::DateTime(slot) => *slot = "".into(),
        Slot::Json(slot) => *slot = Value::Null,
        Slot::Enum(slot) => assert!(slot.set(Wire::Int(-99))),
        Slot::Record(record) => (0..record.table().fields.len()).for_each(|index| empty(record.slot(index))),
        Slot::List(list) => list.clear(),
        Slot::Map(map) => map.clear(),
    }
}

#[test]
fn null_differs_from_absent_where_requests_can_say_it() {
    let mut seen = 0;
    for (name, new) in records() {
        let fields = new().table().fields.iter().enumerate();
        for (index, field) in fields.filter(|(_, field)| field.nullable) {
            let mut record = new();
            fill_record(&mut *record, DEPTH);
            let mut text = written(&*record);
            text[field.name] = Value::Null;
            let mut again = new();
            decode::deserialize(&mut *again, &text).unwrap();
            assert!(matches!(again.view(index), View::Json(Value::Null)), "{name}: {}", field.name);
            assert_eq!(written(&*again), text, "{name}: {}", field.name);
            seen += 1;
        }
    }
    assert!(seen >= 5, "only {seen} fields can be null");
}

#[test]
fn debug_names_enums_covers_secrets_and_leaves_out_what_is_absent() {
    use clouddb::tencent::mongodb::{BackupDownloadTask, DescribeBackupDownloadTaskResponse};

    let task = r#"{"Status": 2, "BackupMethod": 9, "Url": "https://fake.invalid/x", "Percent": null}"#;
    let task: BackupDownloadTask = serde_json::from_str(task).unwrap();
    let shown = "BackupDownloadTask { status: Completed (2), url: ***, backup_method: 9 }";
    assert_eq!(format!("{task:?}"), shown);
    let mut response = DescribeBackupDownloadTaskResponse::default();
    assert_eq!(format!("{response:?}"), "DescribeBackupDownloadTaskResponse { total_count: 0 }");
    response.tasks.push(task);
    let shown = format!("DescribeBackupDownloadTaskResponse {{ total_count: 0, tasks: [{shown}] }}");
    assert_eq!(format!("{response:?}"), shown);
}
