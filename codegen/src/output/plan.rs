//! Compares generated files with a folder.

use std::collections::BTreeMap;
use std::path::Path;

use super::disk::{self, Entry};
use super::{Error, unified};
use crate::emit::Files;

/// The change of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file is added.
    Added {
        /// The new text.
        new: String,
    },
    /// The file exists with another text.
    Changed {
        /// The old text.
        old: String,
        /// The new text.
        new: String,
    },
    /// The file exists and is no longer generated.
    Removed {
        /// The old text.
        old: String,
    },
}

impl Change {
    pub(super) fn between(old: Option<String>, new: Option<String>) -> Option<Self> {
        match (old, new) {
            (None, Some(new)) => Some(Self::Added { new }),
            (Some(old), Some(new)) if old != new => Some(Self::Changed { old, new }),
            (Some(old), None) => Some(Self::Removed { old }),
            (Some(_), Some(_)) | (None, None) => None,
        }
    }

    /// The change as a unified diff of the file `path`.
    pub fn diff(&self, path: &str) -> String {
        match self {
            Self::Added { new } => unified(path, None, Some(new)),
            Self::Changed { old, new } => unified(path, Some(old), Some(new)),
            Self::Removed { old } => unified(path, Some(old), None),
        }
    }
}

/// The changes that writing files to a folder makes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The generated files of the new tree.
    pub(super) files: Files,
    /// The foreign files in the folder, by relative path.
    pub(super) foreign: Vec<String>,
    changes: BTreeMap<String, Change>,
}

/// Compares `files` with the folder `dir`, which need not exist.
///
/// # Errors
///
/// If a foreign file has the path of a generated one, or the folder cannot be read.
pub fn plan(files: &Files, dir: &Path) -> Result<Plan, Error> {
    compare(files, disk::scan(dir)?)
}

fn compare(files: &Files, entries: BTreeMap<String, Entry>) -> Result<Plan, Error> {
    let mut changes = BTreeMap::new();
    let mut foreign = Vec::new();
    for (path, entry) in &entries {
        let Entry::Generated(old) = entry else {
            refuse_in_the_way(files, path, entry)?;
            foreign.push(path.clone());
            continue;
        };
        let change = Change::between(Some(old.clone()), files.get(path).cloned());
        changes.extend(change.map(|change| (path.clone(), change)));
    }
    for (path, new) in files {
        if !matches!(entries.get(path), Some(Entry::Generated(_))) {
            changes.insert(path.clone(), Change::Added { new: new.clone() });
        }
    }
    // A folder with only foreign files can have the path of a generated file.
    for path in files.keys() {
        let inside = format!("{path}/");
        if foreign.iter().any(|foreign| foreign.starts_with(&inside)) {
            return Err(Error::Foreign { path: path.clone(), noun: "a folder with files" });
        }
    }
    Ok(Plan { files: files.clone(), foreign, changes })
}

/// Refuses a foreign file with the path of a generated file or folder.
fn refuse_in_the_way(files: &Files, path: &str, entry: &Entry) -> Result<(), Error> {
    let folder = format!("{path}/");
    let blocks_folder = files.keys().any(|generated| generated.starts_with(&folder));
    if files.contains_key(path) || blocks_folder {
        return Err(Error::Foreign { path: path.to_owned(), noun: entry.noun() });
    }
    Ok(())
}

impl Plan {
    /// Whether the folder already contains exactly the generated files, besides foreign ones.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes, by relative path.
    pub fn changes(&self) -> &BTreeMap<String, Change> {
        &self.changes
    }

    /// The number of unchanged files.
    pub fn unchanged(&self) -> usize {
        let kept = |path: &&String| !self.changes.contains_key(*path);
        self.files.keys().filter(kept).count()
    }

    /// All changes as unified diffs; `prefix` is the display path of the folder: `sdk/src/generated`.
    pub fn diff(&self, prefix: &str) -> String {
        let diffs = self.changes.iter().map(|(path, change)| change.diff(&format!("{prefix}/{path}")));
        diffs.collect()
    }
}
