//! Small files with keys and tokens.
//!
//! They are read with plain `std::fs`: a few kilobytes, mostly from the page cache, once in minutes. Handing that to
//! a pool of threads costs more than it takes, and would tie the crate to a runtime that has one.

use std::fs::File;
use std::io::{ErrorKind as Io, Read};
use std::path::Path;

use crate::runtime::error::{Error, Result};
use crate::runtime::secret::Secret;

/// No such file is larger; a device or a log that a variable names by mistake is.
const LARGEST: u64 = 1 << 20;

/// The text of a file, or `None` if it is not there.
///
/// # Errors
///
/// That it is there and cannot be read. The error names the file and holds nothing of it.
pub(crate) fn read_text(path: &Path) -> Result<Option<String>> {
    let refused = |why: &str| Err(Error::credentials(format!("{} cannot be read: {why}", path.display())));
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), Io::NotFound | Io::NotADirectory) => return Ok(None),
        Err(error) => return refused(&error.to_string()),
    };
    let mut text = String::new();
    match file.take(LARGEST).read_to_string(&mut text) {
        Ok(length) if length as u64 == LARGEST => refused("it is larger than a megabyte"),
        Ok(_) => Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
        Err(error) => refused(&error.to_string()),
    }
}

/// The token in a file, without the white space around it. Read anew each time, since tokens in files are replaced.
pub(crate) fn read_token(path: &Path) -> Result<Secret> {
    let text = read_text(path)?;
    let token = text.as_deref().map(str::trim).filter(|token| !token.is_empty());
    token
        .map(Secret::from)
        .ok_or_else(|| Error::credentials(format!("the token file {} is missing or empty", path.display())))
}

/// Refuses the name of a profile that would be looked for in another folder.
pub(crate) fn check_file_name(name: &str) -> Result<()> {
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
        return Err(Error::credentials(format!("{name:?} is no name of a profile")));
    }
    Ok(())
}
