//! Responses from files, envelope included.
//!
//! An operation has one file with all cases, `<provider>/<service>/<Operation>.json`, whose member `responses` holds
//! them by name; or a folder with a file for each case, `<provider>/<service>/<Operation>/<case>.response.json`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

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
        let mut cases = self.cases(operation)?;
        if let Some(body) = cases.remove(case) {
            return Ok(body);
        }
        let known: Vec<&str> = cases.keys().map(String::as_str).collect();
        let path = self.path(operation);
        Err(format!("{} has no case `{case}`; it has: {}", path.display(), known.join(", ")))
    }

    /// The preferred case, else the first by name; `None` when the operation has no fixtures.
    pub(super) fn any(&self, operation: &OperationInfo) -> Option<Result<Json, String>> {
        let mut cases = match self.cases(operation) {
            Ok(cases) => cases,
            Err(why) => return Some(Err(why)),
        };
        let first = cases.keys().min().cloned()?;
        cases.remove(PREFERRED).or_else(|| cases.remove(&first)).map(Ok)
    }

    /// The path of the operation's folder; its file has the same name with `.json`.
    fn path(&self, operation: &OperationInfo) -> PathBuf {
        let service = operation.service;
        self.root.join(service.provider.name).join(service.name).join(operation.name)
    }

    /// The responses by case, from the file and from the folder.
    fn cases(&self, operation: &OperationInfo) -> Result<Map<String, Json>, String> {
        let folder = self.path(operation);
        let mut cases = match read(&folder.with_extension("json"))? {
            Some(mut file) => match file["responses"].take() {
                Json::Object(cases) => cases,
                _ => Map::new(),
            },
            None => Map::new(),
        };
        let entries = std::fs::read_dir(&folder).into_iter().flatten();
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        for name in names {
            if let Some(case) = name.strip_suffix(ENDING)
                && let Some(body) = read(&folder.join(&name))?
            {
                cases.insert(case.to_owned(), body);
            }
        }
        Ok(cases)
    }
}

/// The JSON in a file; `None` if there is no such file.
fn read(path: &Path) -> Result<Option<Json>, String> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    serde_json::from_slice(&bytes).map(Some).map_err(|error| format!("{}: {error}", path.display()))
}
