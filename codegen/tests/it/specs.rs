//! The committed specs.

use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

#[test]
fn the_committed_specs_have_no_fault() {
    match clouddb_codegen::load(&root()) {
        Ok(model) => assert!(!model.providers.is_empty()),
        Err(report) => panic!("\n{report}"),
    }
}
