//! Small files with keys and tokens.
//!
//! Each is read by a thread of its own, once in minutes: a file that never opens (a named pipe without a writer, a
//! network drive that is away) then costs a call its limit on time and no more. A pool's thread would hold up the end of
//! the runtime that owns the pool.

use std::fs::File;
use std::io::{ErrorKind as Io, Read};
use std::path::Path;
use std::thread;

use tokio::sync::oneshot;

use crate::runtime::error::{Error, Result};
use crate::runtime::secret::Secret;

/// No such file is larger; a device or a log that a variable names by mistake is.
const LARGEST: u64 = 1 << 20;

/// The text of a file, or `None` if it is not there.
///
/// # Errors
///
/// That it is there and cannot be read. The error names the file and holds nothing of it.
pub(crate) async fn read_text(path: &Path) -> Result<Option<String>> {
    let (answer, answered) = oneshot::channel();
    let owned = path.to_owned();
    let reader = thread::Builder::new().name("clouddb-credentials".to_owned());
    let started = reader.spawn(move || {
        // Nobody listens any more when the call has ended.
        let _ = answer.send(read(&owned));
    });
    let unread = |why: &str| Error::credentials(format!("{} cannot be read: {why}", path.display()));
    started.map_err(|error| unread("no thread can be started").with_source(error))?;
    answered.await.unwrap_or_else(|_| Err(unread("the reading thread panicked")))
}

fn read(path: &Path) -> Result<Option<String>> {
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
pub(crate) async fn read_token(path: &Path) -> Result<Secret> {
    let text = read_text(path).await?;
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
