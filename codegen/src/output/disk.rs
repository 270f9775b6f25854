//! The file system, as far as generating needs it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Error;
use crate::emit::HEADER;

/// What is at a path of the generated folder.
pub(super) enum Entry {
    /// A file that the generator wrote, and its text.
    Ours(String),
    /// A file of somebody else.
    File,
    /// A symbolic link: never ours, whatever it leads to, and never followed.
    Link,
}

impl Entry {
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Ours(_) | Self::File => "a file",
            Self::Link => "a symbolic link",
        }
    }
}

/// All files under `dir`, by path relative to it, with `/`. Nothing when there is no `dir`.
pub(super) fn scan(dir: &Path) -> Result<BTreeMap<String, Entry>, Error> {
    let mut entries = BTreeMap::new();
    match fs::symlink_metadata(dir) {
        Ok(found) if found.is_dir() => scan_into(dir, "", &mut entries)?,
        Ok(found) => {
            let what = if found.is_symlink() { "a symbolic link" } else { "a file" };
            return Err(Error::NotAFolder { path: dir.to_owned(), what });
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
            return Err(Error::Io { doing: "read", path, source });
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
        Ok(text) if text.starts_with(HEADER) => Entry::Ours(with_plain_ends(text)),
        _ => Entry::File,
    })
}

/// Git may have written the file with the line ends of Windows, which is no difference.
fn with_plain_ends(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// A file's text, or nothing when there is no such file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(with_plain_ends(text))),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::io("read", path)(source)),
    }
}

/// The hidden name beside `path` that a run uses for `purpose`: `.generated.new`.
pub(super) fn beside(path: &Path, purpose: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name.push(purpose);
    path.with_file_name(name)
}

/// Writes a new file and makes the folders above it.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    make_parent(path)?;
    fs::write(path, text).map_err(Error::io("write", path))
}

/// The new text of a file, complete under a hidden name beside it. Unless it is [put in place](Self::settle)
/// it goes without a trace.
pub(super) struct Staged {
    path: PathBuf,
    hidden: PathBuf,
}

impl Staged {
    /// Writes the new text of a file, which may be there already or not.
    pub(super) fn new(path: &Path, text: &str) -> Result<Self, Error> {
        let found = match fs::symlink_metadata(path) {
            Ok(found) => Some(found),
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(Error::io("read", path)(source)),
        };
        if found.as_ref().is_some_and(fs::Metadata::is_symlink) {
            // Renaming would put a file where the link is.
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
        let staged = Self { path: path.to_owned(), hidden: beside(path, "new") };
        // What a killed run left over, or somebody put there: it must not be written through.
        match fs::remove_file(&staged.hidden) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("remove", &staged.hidden)(fault));
            }
            _ => {}
        }
        fill(&staged.hidden, text, permissions).map_err(Error::io("write", path))?;
        Ok(staged)
    }

    /// Puts it in place, in one step.
    pub(super) fn settle(self) -> Result<(), Error> {
        fs::rename(&self.hidden, &self.path).map_err(Error::io("write", &self.path))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a fault that is the one to tell; after success there is nothing left.
        let _ = fs::remove_file(&self.hidden);
    }
}

/// Writes a file that must not be there yet.
fn fill(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
}

fn make_parent(path: &Path) -> Result<(), Error> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(Error::io("make the folder", parent)),
        None => Ok(()),
    }
}

/// Lets `to` be the same file as `from`, times and permissions included.
///
/// A hard link does that, of a symbolic link as well; where there are none, a copy must do.
pub(super) fn carry(from: &Path, to: &Path) -> Result<(), Error> {
    make_parent(to)?;
    match fs::hard_link(from, to) {
        // A copy would be one of what the link leads to.
        Err(fault) if from.is_symlink() => Err(Error::io("copy", from)(fault)),
        Err(_) => fs::copy(from, to).map(drop).map_err(Error::io("copy", from)),
        Ok(()) => Ok(()),
    }
}

/// Removes a folder with all that is in it, if it is there.
pub(super) fn remove(dir: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(dir) {
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(Error::io("remove", dir)),
    }
}
