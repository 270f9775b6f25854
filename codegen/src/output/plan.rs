//! What would change.

use std::collections::BTreeMap;
use std::path::Path;

use super::disk::{self, Entry};
use super::swap::Hidden;
use super::{Error, unified};
use crate::emit::Files;

/// What happens to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added {
        /// What it will hold.
        new: String,
    },
    /// It is there with another text.
    Changed {
        /// What it holds.
        old: String,
        /// What it will hold.
        new: String,
    },
    /// It is there and the specs no longer ask for it.
    Removed {
        /// What it holds.
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

/// What writing some files into a folder would change.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the folder will hold of ours.
    pub(super) files: Files,
    /// What is in the folder and not ours, by relative path.
    pub(super) foreign: Vec<String>,
    changes: BTreeMap<String, Change>,
}

/// Compares `files` with the folder `dir`, which need not be there yet.
///
/// # Errors
///
/// When something that the generator did not write is in the way, or the folder cannot be read.
pub fn plan(files: &Files, dir: &Path) -> Result<Plan, Error> {
    // A killed run may have left the tree under its other name; to look is no reason to put it back.
    compare(files, disk::scan(&Hidden::beside(dir).current(dir))?)
}

fn compare(files: &Files, entries: BTreeMap<String, Entry>) -> Result<Plan, Error> {
    let mut changes = BTreeMap::new();
    let mut foreign = Vec::new();
    for (path, entry) in &entries {
        let Entry::Ours(old) = entry else {
            refuse_in_the_way(files, path, entry)?;
            foreign.push(path.clone());
            continue;
        };
        let change = Change::between(Some(old.clone()), files.get(path).cloned());
        changes.extend(change.map(|change| (path.clone(), change)));
    }
    for (path, new) in files {
        if !matches!(entries.get(path), Some(Entry::Ours(_))) {
            changes.insert(path.clone(), Change::Added { new: new.clone() });
        }
    }
    // A folder with only foreign files in it may have the name of one of our files.
    for path in files.keys() {
        let inside = format!("{path}/");
        if foreign.iter().any(|foreign| foreign.starts_with(&inside)) {
            return Err(Error::Foreign { path: path.clone(), what: "a folder with files" });
        }
    }
    Ok(Plan { files: files.clone(), foreign, changes })
}

/// A foreign file may be neither one of our files nor one of our folders.
fn refuse_in_the_way(files: &Files, path: &str, entry: &Entry) -> Result<(), Error> {
    let folder = format!("{path}/");
    let blocks_folder = files.keys().any(|ours| ours.starts_with(&folder));
    if files.contains_key(path) || blocks_folder {
        return Err(Error::Foreign { path: path.to_owned(), what: entry.what() });
    }
    Ok(())
}

impl Plan {
    /// Whether the folder holds exactly our files already, beside what is not ours.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes, by path relative to the folder.
    pub fn changes(&self) -> &BTreeMap<String, Change> {
        &self.changes
    }

    /// Number of files that stay as they are.
    pub fn unchanged(&self) -> usize {
        let kept = |path: &&String| !self.changes.contains_key(*path);
        self.files.keys().filter(kept).count()
    }

    /// All changes as unified diffs; `prefix` is the folder as people know it: `sdk/src/generated`.
    pub fn diff(&self, prefix: &str) -> String {
        let diffs = self.changes.iter().map(|(path, change)| change.diff(&format!("{prefix}/{path}")));
        diffs.collect()
    }
}
