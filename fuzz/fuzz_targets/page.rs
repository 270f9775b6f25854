//! Any bytes as a page: blocks and facts, or a refusal with a reason; never a panic, and soon.

#![no_main]

use clouddb_codegen::page::{parse, read, to_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &[u8]| {
    let _ = parse(page);
    match read(page) {
        Ok(facts) => assert!(to_json(&facts).is_object()),
        Err(refused) => assert!(!refused.message.is_empty()),
    }
});
