//! The generator's golden output, compiled and used.
//!
//! That the output is exactly this is checked where the generator is (`codegen/tests`); here it must compile
//! against the runtime, and what it generates must work.

use std::collections::BTreeMap;
use std::path::Path;

use clouddb::runtime::{Kind, OperationInfo, ServiceInfo, Table, debug, decode, encode};

use crate::support::files;

/// What a tree has: each service with its operations.
type Services = &'static [(&'static ServiceInfo, &'static [&'static OperationInfo])];

/// Every folder of `tests/golden`, as modules.
#[allow(dead_code, unreachable_pub, unused_imports, reason = "a golden shows everything and uses little")]
pub(crate) mod trees {
    use super::Services;

    include!(concat!(env!("OUT_DIR"), "/golden.rs"));
}

#[test]
fn every_golden_record_round_trips() {
    let mut operations_seen = 0;
    for (tree, services) in trees::ALL {
        for (service, operations) in *services {
            for operation in *operations {
                for new in [operation.new_request, operation.new_response] {
                    let empty = new();
                    let written = encode::serialize(&*empty, serde_json::value::Serializer).unwrap();
                    let mut again = new();
                    decode::deserialize(&mut *again, &written).unwrap();
                    let rewritten = encode::serialize(&*again, serde_json::value::Serializer).unwrap();
                    assert_eq!(written, rewritten, "{tree}: {} {}", service.name, operation.name);
                    for (index, field) in empty.table().fields.iter().enumerate() {
                        let twice =
                            empty.table().fields[..index].iter().any(|other| other.name == field.name);
                        assert!(!twice, "{tree}: {} has {} twice", empty.table().name, field.name);
                    }
                }
                operations_seen += 1;
            }
        }
    }
    assert!(operations_seen >= 5, "only {operations_seen} golden operations were found");
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
