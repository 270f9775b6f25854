//! The generator's golden output, compiled and used.
//!
//! That the output is exactly this is checked where the generator is (`codegen/tests`); here it must compile
//! against the runtime, and what it generates must work.

use clouddb::runtime::{OperationInfo, ServiceInfo, decode, encode};

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
