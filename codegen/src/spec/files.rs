//! Reads the files of a tree of specs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The layout has three levels: providers, services, operations. One more is read to report stray files.
const MAX_DEPTH: usize = 4;

/// The files below a root, not parsed yet.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The display path of the root: `specs`.
    pub(super) root: String,
    /// Content, or the reason why it cannot be read, by path relative to the root, with `/`.
    pub(super) files: BTreeMap<String, Result<Vec<u8>, String>>,
    /// Folders, by path relative to the root, with `/`.
    pub(super) folders: BTreeSet<String>,
    /// Folders that cannot be read, with the reason; the root is the empty path.
    pub(super) unreadable: BTreeMap<String, String>,
}

impl Files {
    /// Reads all files below `root`. Read errors are kept and reported later. Files of editors and tools are ignored,
    /// here and in [`from_memory`](Self::from_memory).
    pub fn read(root: &Path) -> Self {
        let mut files = Self { root: display_path(root), ..Self::default() };
        files.read_folder(root, "", 0);
        files
    }

    /// Creates files in memory, for tests. `root` is the display path of the root.
    pub fn from_memory(root: &str, contents: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut files = Self { root: root.to_owned(), ..Self::default() };
        for (path, bytes) in contents {
            if path.split('/').any(is_ignored) {
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

    /// The files that are text: relative path, display path and content.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String, &str)> {
        self.files.iter().filter_map(|(path, content)| {
            let text = std::str::from_utf8(content.as_ref().ok()?).ok()?;
            Some((path.as_str(), format!("{}/{path}", self.root), text))
        })
    }

    fn read_folder(&mut self, folder: &Path, path: &str, depth: usize) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => {
                self.unreadable.insert(path.to_owned(), error_text(&error));
                return;
            }
        };
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_ignored(&name) {
                continue;
            }
            let below = if path.is_empty() { name } else { format!("{path}/{name}") };
            // Not `entry.file_type()`, because links are followed.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir());
            if is_folder {
                self.folders.insert(below.clone());
                if depth < MAX_DEPTH {
                    self.read_folder(&entry.path(), &below, depth + 1);
                }
            } else {
                let content = fs::read(entry.path()).map_err(|error| error_text(&error));
                self.files.insert(below, content);
            }
        }
    }

    /// Adds or replaces a file in memory. `path` is relative to the root.
    pub fn put(&mut self, path: &str, text: &str) {
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            self.folders.insert(parent.to_owned());
            folder = parent;
        }
        self.files.insert(path.to_owned(), Ok(text.as_bytes().to_vec()));
    }
}

/// Whether a file or folder is ignored by its name: hidden files, backups and swap files of editors, leftovers of merges
/// and patches.
pub fn is_ignored(name: &str) -> bool {
    const SUFFIXES: &[&str] = &["~", ".bak", ".orig", ".rej", ".swo", ".swp", ".tmp"];
    // Vim creates a file of this name to test whether it can write.
    name.starts_with('.')
        || name == "4913"
        || (name.starts_with('#') && name.ends_with('#'))
        || SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

/// The message of an I/O error without its number.
fn error_text(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The path for display: relative to the current folder where possible, with `/`.
pub fn display_path(path: &Path) -> String {
    let absolute = normalize(path);
    let relative = std::env::current_dir().ok().and_then(|current| relative(&absolute, &normalize(&current)));
    let shown = relative.unwrap_or(absolute);
    let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let text = parts.join("/");
    match text.as_str() {
        "" => ".".to_owned(),
        _ => text.replacen("//", "/", 1),
    }
}

/// `path` relative to `from`, if they share more than the root of the file system.
fn relative(path: &Path, from: &Path) -> Option<PathBuf> {
    let common = path.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    if common < 2 {
        return None;
    }
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    Some(up.chain(path.components().skip(common)).collect())
}

/// The absolute path without `.` and `..`; does not access the file system.
pub fn normalize(path: &Path) -> PathBuf {
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
    use super::{normalize, relative};
    use std::path::{Path, PathBuf};

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        let from = |path: &str, from: &str| relative(Path::new(path), Path::new(from));
        assert_eq!(from("/home/a/repo/specs", "/home/a/repo"), Some(PathBuf::from("specs")));
        assert_eq!(from("/home/a/repo/specs", "/home/a/repo/sdk/src"), Some(PathBuf::from("../../specs")));
        assert_eq!(from("/srv/specs", "/home/a"), None);
        assert_eq!(normalize(Path::new("/a/./b/../c")), PathBuf::from("/a/c"));
    }
}
