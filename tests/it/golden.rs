//! The generator's golden output, compiled and used.
//!
//! That the output is exactly this is checked where the generator is (`codegen/tests`); here it must compile
//! against the runtime, and what it generates must work.

use std::collections::BTreeMap;
use std::path::Path;

use clouddb::runtime::{Kind, OperationInfo, Record, ServiceInfo, Slot, Table, View, debug, decode, encode};
use serde_json::{Value, json};

use crate::support::files;

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
        (Slot::Enum(slot), Kind::TextEnum(known)) => assert!(slot.set_text(known.last().unwrap())),
        (Slot::Enum(slot), Kind::IntEnum(known)) => slot.set_int(*known.last().unwrap()),
        (Slot::Record(record), Kind::Record(_)) => fill_record(record, depth - 1),
        (Slot::List(list), Kind::List(kind)) => {
            fill(list.push(), kind, depth);
            fill(list.push(), kind, depth);
        }
        (Slot::Map(map), Kind::Map(kind)) => fill(map.insert("key".to_owned()), kind, depth),
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
            assert!(!matches!(filled.get(index), View::Absent), "{name}: {} was not filled", field.name);
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
fn null_is_told_from_absent_where_requests_can_say_it() {
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
            assert!(matches!(again.get(index), View::Json(Value::Null)), "{name}: {}", field.name);
            assert_eq!(written(&*again), text, "{name}: {}", field.name);
            seen += 1;
        }
    }
    assert!(seen >= 5, "only {seen} fields can be null");
}

/// The fields of every struct below `folder`, by the struct's name. Names are unique in a service alone.
fn structs(folder: &Path) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut structs: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for path in files(folder, ".rs") {
        let text = std::fs::read_to_string(path).unwrap();
        for part in text.split("\npub struct ").skip(1) {
            let (name, rest) = part.split_once(" {").unwrap();
            let body = rest.split("\n}").next().unwrap();
            let fields = body.lines().filter_map(|line| line.strip_prefix("    pub ")?.split_once(':'));
            let fields = fields.map(|(ident, _)| ident.trim_start_matches("r#").to_owned()).collect();
            structs.entry(name.to_owned()).or_default().push(fields);
        }
    }
    structs
}

/// All tables that `table` leads to, itself included.
fn tables(table: &'static Table, found: &mut BTreeMap<*const Table, &'static Table>) {
    if found.insert(table, table).is_some() {
        return;
    }
    for field in table.fields {
        let mut kind = &field.kind;
        while let Kind::List(inner) | Kind::Map(inner) = kind {
            kind = inner;
        }
        if let Kind::Record(table) = kind {
            tables(table, found);
        }
    }
}

#[test]
fn debug_shows_fields_by_their_rust_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = trees::ALL.iter().map(|(tree, services)| (root.join("golden").join(tree), *services));
    let own = (root.join("../sdk/src/generated"), clouddb::SERVICES);
    let mut tables_seen = 0;
    for (folder, services) in golden.chain([own]) {
        let structs = structs(&folder);
        let mut found = BTreeMap::new();
        for operation in services.iter().flat_map(|(_, operations)| operations.iter()) {
            tables((operation.new_request)().table(), &mut found);
            tables((operation.new_response)().table(), &mut found);
        }
        for table in found.values() {
            let shown: Vec<String> =
                table.fields.iter().map(|field| debug::ident(field).into_owned()).collect();
            let declared = structs.get(table.name).map_or(&[][..], Vec::as_slice);
            assert!(declared.contains(&shown), "{}: {} shows {shown:?}", folder.display(), table.name);
        }
        tables_seen += found.len();
    }
    assert!(tables_seen > 40, "only {tables_seen} tables were found");
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
