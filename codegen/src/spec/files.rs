//! The files of a tree of specs, as bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The layout has three levels: providers, services, operations. One more is looked at to tell what is stray.
const DEEPEST: usize = 4;

/// The files below a root, read but not looked at.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// What people call the root: `specs`.
    pub(super) root: String,
    /// Content by path below the root, with `/`; or why it cannot be read.
    pub(super) files: BTreeMap<String, Result<Vec<u8>, String>>,
    /// Folders below the root, with `/`.
    pub(super) folders: BTreeSet<String>,
    /// Folders that cannot be read, and why; the root is the empty path.
    pub(super) closed: BTreeMap<String, String>,
}

impl Files {
    /// Reads all files under `root`. What cannot be read is kept as a fault to report. What editors and tools
    /// leave beside specs is passed over, here as in [`from_memory`](Self::from_memory).
    pub fn read(root: &Path) -> Self {
        let mut files = Self { root: shown(root), ..Self::default() };
        files.folder(root, "", 0);
        files
    }

    /// Files that exist in memory alone, as tests have them. `root` is what people call their root.
    pub fn from_memory(root: &str, contents: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut files = Self { root: root.to_owned(), ..Self::default() };
        for (path, bytes) in contents {
            if path.split('/').any(is_left_over) {
                continue;
            }
            let mut folder = path.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                files.folders.insert(parent.to_owned());
                folder = parent;
            }
            files.files.insert(path, Ok(bytes));
        }
        files
    }

    /// The files that are text: the path below the root, the name for people, and the content.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String, &str)> {
        self.files.iter().filter_map(|(path, content)| {
            let text = std::str::from_utf8(content.as_ref().ok()?).ok()?;
            Some((path.as_str(), format!("{}/{path}", self.root), text))
        })
    }

    fn folder(&mut self, folder: &Path, path: &str, depth: usize) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => {
                self.closed.insert(path.to_owned(), plain(&error));
                return;
            }
        };
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_left_over(&name) {
                continue;
            }
            let below = if path.is_empty() { name } else { format!("{path}/{name}") };
            // Not `entry.file_type()`: a link counts as what it leads to.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir());
            if is_folder {
                self.folders.insert(below.clone());
                if depth < DEEPEST {
                    self.folder(&entry.path(), &below, depth + 1);
                }
            } else {
                let content = fs::read(entry.path()).map_err(|error| plain(&error));
                self.files.insert(below, content);
            }
        }
    }

    /// Puts a file in its place, in memory alone, as if it had been read there. `path` is below the root.
    pub fn put(&mut self, path: &str, text: &str) {
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            self.folders.insert(parent.to_owned());
            folder = parent;
        }
        self.files.insert(path.to_owned(), Ok(text.as_bytes().to_vec()));
    }
}

/// Whether a file or folder of this name is nobody's work: hidden files, backups and swap files of editors, what a
/// merge or a patch left.
pub fn is_left_over(name: &str) -> bool {
    const ENDINGS: &[&str] = &["~", ".bak", ".orig", ".rej", ".swo", ".swp", ".tmp"];
    // Vim sees by a file of this name whether it may write.
    name.starts_with('.')
        || name == "4913"
        || (name.starts_with('#') && name.ends_with('#'))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The system's words without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// A path as people want to see it: relative to the current folder where that is possible, with `/`.
pub fn shown(path: &Path) -> String {
    let absolute = normal(path);
    let relative = std::env::current_dir().ok().and_then(|current| relative(&absolute, &normal(&current)));
    let shown = relative.unwrap_or(absolute);
    let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let text = parts.join("/");
    match text.as_str() {
        "" => ".".to_owned(),
        _ => text.replacen("//", "/", 1),
    }
}

/// `path` seen from `from`, when they have more in common than the root of the file system.
fn relative(path: &Path, from: &Path) -> Option<PathBuf> {
    let common = path.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    if common < 2 {
        return None;
    }
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    Some(up.chain(path.components().skip(common)).collect())
}

/// The absolute path without `.` and `..`, without asking the file system.
pub fn normal(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{normal, relative};
    use std::path::{Path, PathBuf};

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        let from = |path: &str, from: &str| relative(Path::new(path), Path::new(from));
        assert_eq!(from("/home/a/repo/specs", "/home/a/repo"), Some(PathBuf::from("specs")));
        assert_eq!(from("/home/a/repo/specs", "/home/a/repo/sdk/src"), Some(PathBuf::from("../../specs")));
        assert_eq!(from("/srv/specs", "/home/a"), None);
        assert_eq!(normal(Path::new("/a/./b/../c")), PathBuf::from("/a/c"));
    }
}
