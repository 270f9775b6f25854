//! Writes generated files, all or nothing.
//!
//! A [`Plan`] compares files in memory with a folder, without changing it. [`write()`] applies a plan: it builds the new
//! tree in a sibling folder and swaps the two folders. Whenever a run is killed, the folder is the old tree or the new
//! tree, never a mixture. Foreign files, which do not start with [`HEADER`](crate::emit::HEADER), are kept.

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

/// Why a tree could not be compared or written. The old tree is unchanged.
#[derive(Debug)]
pub enum Error {
    /// A foreign file has the path of a generated file or folder.
    Foreign {
        /// The path, relative to the generated folder.
        path: String,
        /// What is at the path instead.
        noun: &'static str,
    },
    /// The path of the generated folder is not a folder.
    NotAFolder {
        /// The path.
        path: PathBuf,
        /// What is at the path instead.
        noun: &'static str,
    },
    /// An I/O error.
    Io {
        /// The action that failed: `read`, `write`, …
        action: &'static str,
        /// The path of the file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl Error {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign { path, noun } => write!(
                f,
                "`{path}` is in the way: {noun} that `cargo xtask generate` did not write; move it or remove it"
            ),
            Self::NotAFolder { path, noun } => {
                write!(f, "`{}` is {noun}, not a folder to generate into", path.display())
            }
            Self::Io { action, path, source } => {
                write!(f, "cannot {action} `{}`: {source}", path.display())
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

/// Compares a file with `text`; `None` if they are equal.
///
/// # Errors
///
/// If the file exists and cannot be read.
pub fn compare_file(path: &Path, text: &str) -> Result<Option<Change>, Error> {
    let old = disk::read_if_exists(path)?;
    Ok(Change::between(old, Some(text.to_owned())))
}

/// Writes one file atomically. Permissions are kept, and links are followed.
///
/// # Errors
///
/// If the file is read-only, and on I/O errors.
pub fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    disk::Staged::new(path, text)?.commit()
}

/// Writes several files. All are written to temporary files first, then renamed one by one, so an error before the
/// renames changes nothing. Otherwise like [`write_file`].
///
/// # Errors
///
/// If one of them is read-only, and on I/O errors.
pub fn write_files<'a>(files: impl IntoIterator<Item = (PathBuf, &'a str)>) -> Result<(), Error> {
    let staged = files.into_iter().map(|(path, text)| disk::Staged::new(&path, text));
    staged.collect::<Result<Vec<_>, _>>()?.into_iter().try_for_each(disk::Staged::commit)
}

/// A unified diff from `old` to `new` in the format of git.
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
