//! The guard of specs that are not finished.

use super::Files;

/// Where the specs are, seen from the root of the generated folder in the SDK.
const SPECS: &str = "../../../specs";

/// Lets the generated code be built where the specs are, and nowhere else: a package holds none, so
/// `cargo publish` stops when it builds what it has packed. `source` is a spec that is not finished.
pub fn keep_from_publishing(files: &mut Files, source: &str) {
    if let Some(root) = files.get_mut("mod.rs") {
        root.push_str(&format!(
            "\n// This keeps `cargo publish` from succeeding: a package has no specs, so it does not compile.\n\
             const _: &[u8] = include_bytes!(\"{SPECS}/{source}\"); // not finished, see `cargo xtask check`\n"
        ));
    }
}
