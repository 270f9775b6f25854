//! File system operations of the writer.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Error;
use crate::emit::HEADER;

/// An entry of the generated folder.
pub(super) enum Entry {
    /// A generated file, with its text.
    Generated(String),
    /// A foreign file.
    File,
    /// A symbolic link, which is always foreign and not followed.
    Link,
}

impl Entry {
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Generated(_) | Self::File => "a file",
            Self::Link => "a symbolic link",
        }
    }
}

/// All files below `dir`, by relative path with `/`; empty if `dir` does not exist.
pub(super) fn scan(dir: &Path) -> Result<BTreeMap<String, Entry>, Error> {
    let mut entries = BTreeMap::new();
    match fs::symlink_metadata(dir) {
        Ok(found) if found.is_dir() => scan_into(dir, "", &mut entries)?,
        Ok(found) => {
            let noun = if found.is_symlink() { "a symbolic link" } else { "a file" };
            return Err(Error::NotAFolder { path: dir.to_owned(), noun });
        }
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(Error::io("read", dir)(source)),
    }
    Ok(entries)
}

fn scan_into(dir: &Path, prefix: &str, entries: &mut BTreeMap<String, Entry>) -> Result<(), Error> {
    for found in fs::read_dir(dir).map_err(Error::io("read", dir))? {
        let found = found.map_err(Error::io("read", dir))?;
        let path = found.path();
        let name = found.file_name();
        let Some(name) = name.to_str() else {
            let source = io::Error::new(io::ErrorKind::InvalidData, "its name is not UTF-8");
            return Err(Error::Io { action: "read", path, source });
        };
        let relative = format!("{prefix}{name}");
        let kind = found.file_type().map_err(Error::io("read", &path))?;
        if kind.is_dir() {
            scan_into(&path, &format!("{relative}/"), entries)?;
        } else if kind.is_symlink() {
            entries.insert(relative, Entry::Link);
        } else {
            entries.insert(relative, classify(&path)?);
        }
    }
    Ok(())
}

fn classify(path: &Path) -> Result<Entry, Error> {
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) if text.starts_with(HEADER) => Entry::Generated(with_unix_line_ends(text)),
        _ => Entry::File,
    })
}

/// Replaces CRLF, which git may have written, so that line ends are no difference.
fn with_unix_line_ends(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// The text of a file; `None` if it does not exist.
pub(super) fn read_if_exists(path: &Path) -> Result<Option<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(with_unix_line_ends(text))),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::io("read", path)(source)),
    }
}

/// A temporary sibling of `path`: `.generated.new`.
pub(super) fn staging_path(path: &Path, purpose: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name.push(purpose);
    path.with_file_name(name)
}

/// Writes a new file and creates its parent folders.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    make_parent(path)?;
    fs::write(path, text).map_err(Error::io("write", path))
}

/// The new text of a file, in a temporary sibling. Dropping it without [`commit`](Self::commit) removes the sibling.
pub(super) struct Staged {
    path: PathBuf,
    staging: PathBuf,
}

impl Staged {
    /// Writes the new text of a file, which need not exist, to its sibling.
    pub(super) fn new(path: &Path, text: &str) -> Result<Self, Error> {
        let found = match fs::symlink_metadata(path) {
            Ok(found) => Some(found),
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(Error::io("read", path)(source)),
        };
        if found.as_ref().is_some_and(fs::Metadata::is_symlink) {
            // Renaming would replace the link itself.
            let target = fs::canonicalize(path).map_err(Error::io("follow", path))?;
            return Self::new(&target, text);
        }
        if found.as_ref().is_some_and(fs::Metadata::is_dir) {
            let source = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
            return Err(Error::io("write", path)(source));
        }
        let permissions = found.map(|found| found.permissions());
        if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
            let source = io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only");
            return Err(Error::io("write", path)(source));
        }
        make_parent(path)?;
        let staged = Self { path: path.to_owned(), staging: staging_path(path, "new") };
        // A leftover of a killed run, or a link: it must not be written through.
        match fs::remove_file(&staged.staging) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("remove", &staged.staging)(error));
            }
            _ => {}
        }
        fill(&staged.staging, text, permissions).map_err(Error::io("write", path))?;
        Ok(staged)
    }

    /// Renames the sibling to the file, which is atomic.
    pub(super) fn commit(self) -> Result<(), Error> {
        fs::rename(&self.staging, &self.path).map_err(Error::io("write", &self.path))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // The error is already reported. After a commit the sibling does not exist.
        let _ = fs::remove_file(&self.staging);
    }
}

/// Writes a file that must not exist.
fn fill(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
}

fn make_parent(path: &Path) -> Result<(), Error> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(Error::io("create the folder", parent)),
        None => Ok(()),
    }
}

/// Makes `to` the same file as `from` with a hard link, which keeps times and permissions and also links symbolic links.
/// Copies the file if the file system has no hard links.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> Result<(), Error> {
    make_parent(to)?;
    match fs::hard_link(from, to) {
        // A copy would copy the target of the link.
        Err(error) if from.is_symlink() => Err(Error::io("copy", from)(error)),
        Err(_) => fs::copy(from, to).map(drop).map_err(Error::io("copy", from)),
        Ok(()) => Ok(()),
    }
}

/// Removes a folder with its content, if it exists.
pub(super) fn remove(dir: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(dir) {
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(Error::io("remove", dir)),
    }
}
