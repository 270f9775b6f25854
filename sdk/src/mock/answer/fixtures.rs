//! Responses from files: `<provider>/<service>/<Operation>/<case>.response.json`, envelope included.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::runtime::OperationInfo;

const ENDING: &str = ".response.json";

/// The default case of an operation.
const PREFERRED: &str = "full";

/// A folder of fixtures. Files are read on each use, so that they can be edited meanwhile.
pub(super) struct Fixtures {
    root: PathBuf,
}

impl Fixtures {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The case that was chosen.
    pub(super) fn case(&self, operation: &OperationInfo, case: &str) -> Result<Json, String> {
        let folder = self.folder(operation);
        let cases = cases(&folder);
        if cases.iter().any(|known| known == case) {
            return read(&folder, case);
        }
        Err(format!("{} has no case `{case}`; it has: {}", folder.display(), cases.join(", ")))
    }

    /// The preferred case, else the first by name; `None` when the operation has no fixtures.
    pub(super) fn any(&self, operation: &OperationInfo) -> Option<Result<Json, String>> {
        let folder = self.folder(operation);
        let cases = cases(&folder);
        let case = cases.iter().find(|case| *case == PREFERRED).or(cases.first())?;
        Some(read(&folder, case))
    }

    fn folder(&self, operation: &OperationInfo) -> PathBuf {
        let service = operation.service;
        self.root.join(service.provider.name).join(service.name).join(operation.name)
    }
}

/// The names of the cases in a folder, sorted.
fn cases(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut cases: Vec<String> =
        names.filter_map(|name| name.strip_suffix(ENDING).map(str::to_owned)).collect();
    cases.sort();
    cases
}

fn read(folder: &Path, case: &str) -> Result<Json, String> {
    let path = folder.join(format!("{case}{ENDING}"));
    let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|e| format!("{}: {e}", path.display()))
}
