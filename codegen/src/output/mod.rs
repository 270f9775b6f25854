//! Generated files on the disk: what would change, and changing it whole or not at all.
//!
//! A [`Plan`] compares the files with a folder and touches nothing. [`write()`] makes one and carries it
//! out: the new tree is built beside the old one and takes its place in one step, so that whoever looks,
//! and whenever the run is killed, sees one of the two trees and never a mixture. A file that the
//! generator did not write (it lacks [`HEADER`](crate::emit::HEADER)) is carried over as it is.

mod disk;
mod plan;
mod swap;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use plan::{Change, Plan, plan};
pub use swap::write;

use similar::TextDiff;

/// Why a tree could not be compared or written. The old one is still there.
#[derive(Debug)]
pub enum Error {
    /// A file that the generator did not write is where one of its own must go.
    Foreign {
        /// The path, relative to the generated folder.
        path: String,
        /// What it is.
        what: &'static str,
    },
    /// The generated folder itself is not a folder.
    NotAFolder {
        /// The path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The file system refused.
    Io {
        /// What was to be done: `read`, `write`, …
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Error {
    fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign { path, what } => write!(
                f,
                "`{path}` is in the way: {what} that `cargo xtask generate` did not write; move it or remove it"
            ),
            Self::NotAFolder { path, what } => {
                write!(f, "`{}` is {what}, not a folder to generate into", path.display())
            }
            Self::Io { doing, path, source } => {
                write!(f, "cannot {doing} `{}`: {source}", path.display())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What `path` would become if `text` were written to it; `None` when it is that already.
///
/// # Errors
///
/// When the file is there and cannot be read.
pub fn compare_file(path: &Path, text: &str) -> Result<Option<Change>, Error> {
    let old = disk::read_if_there(path)?;
    Ok(Change::between(old, Some(text.to_owned())))
}

/// Writes one file whole or not at all. It keeps its permissions; a link stays, and what it leads to is
/// written.
///
/// # Errors
///
/// When the file is read-only, or the file system refuses.
pub fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    disk::Staged::new(path, text)?.settle()
}

/// Writes files that belong together. Nothing has changed unless all could be written, each whole beside its
/// place; then one after the other takes it. Each is treated as [`write_file`] does.
///
/// # Errors
///
/// When one of them is read-only, or the file system refuses.
pub fn write_files<'a>(files: impl IntoIterator<Item = (PathBuf, &'a str)>) -> Result<(), Error> {
    let staged = files.into_iter().map(|(path, text)| disk::Staged::new(&path, text));
    staged.collect::<Result<Vec<_>, _>>()?.into_iter().try_for_each(disk::Staged::settle)
}

/// A unified diff from `old` to `new`, as `git` shows it.
pub(crate) fn unified(path: &str, old: Option<&str>, new: Option<&str>) -> String {
    let name = |side: &str, text: Option<&str>| match text {
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    TextDiff::from_lines(old.unwrap_or_default(), new.unwrap_or_default())
        .unified_diff()
        .header(&name("a", old), &name("b", new))
        .to_string()
}
