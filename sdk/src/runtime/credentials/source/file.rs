//! Small files with keys and tokens.
//!
//! Each is read by a thread of its own, once in minutes: a file that never opens (a named pipe without a writer, a
//! network drive that is away) then costs a call its limit on time and no more. A pool's thread would hold up the end of
//! the runtime that owns the pool. While a file is being read, later readers wait for the same thread, so that a file that
//! never opens holds one thread however often it is asked for.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind as Io, Read};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::thread;

use tokio::sync::oneshot;

use crate::runtime::error::{Error, Result};
use crate::runtime::lock::lock;
use crate::runtime::secret::Secret;

/// No such file is larger; a device or a log that a variable names by mistake is.
const MAX_FILE_BYTES: u64 = 1 << 20;

/// The text of a file; `None` if the file is not there.
type Text = Result<Option<String>>;

/// Those who wait for a file that is being read.
type Readers = BTreeMap<PathBuf, Vec<oneshot::Sender<Text>>>;

static READERS: Mutex<Readers> = Mutex::new(BTreeMap::new());

fn readers() -> MutexGuard<'static, Readers> {
    lock(&READERS)
}

/// The text of a file, or `None` if it is not there.
///
/// # Errors
///
/// That it is there and cannot be read. The error names the file and holds nothing of it.
pub(crate) async fn read_text(path: &Path) -> Text {
    let (sender, receiver) = oneshot::channel();
    if add_reader(path, sender) {
        start(path.to_owned()).map_err(|error| {
            readers().remove(path);
            unread(path).with_source(error)
        })?;
    }
    receiver.await.unwrap_or_else(|_| Err(unread(path).with_source("its reading thread has ended")))
}

/// Returns whether no caller is reading the file yet.
fn add_reader(path: &Path, reader: oneshot::Sender<Text>) -> bool {
    let mut readers = readers();
    if let Some(waiting) = readers.get_mut(path) {
        // Calls that have ended do not wait any more.
        waiting.retain(|reader| !reader.is_closed());
        waiting.push(reader);
        return false;
    }
    readers.insert(path.to_owned(), vec![reader]);
    true
}

/// Starts the thread that reads a file for all who wait for it.
fn start(path: PathBuf) -> io::Result<()> {
    let thread = thread::Builder::new().name("clouddb-credentials".to_owned());
    thread.spawn(move || {
        let text = catch_unwind(|| read(&path))
            .unwrap_or_else(|_| Err(unread(&path).with_source("the reading thread panicked")));
        for reader in readers().remove(&path).unwrap_or_default() {
            // A call that has ended does not listen any more.
            let _ = reader.send(text.as_ref().map(Clone::clone).map_err(Error::share));
        }
    })?;
    Ok(())
}

fn unread(path: &Path) -> Error {
    Error::credentials(format!("{} cannot be read", path.display()))
}

fn read(path: &Path) -> Text {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), Io::NotFound | Io::NotADirectory) => return Ok(None),
        Err(error) => return Err(unread(path).with_source(error)),
    };
    let mut text = String::new();
    match file.take(MAX_FILE_BYTES).read_to_string(&mut text) {
        Ok(length) if length as u64 == MAX_FILE_BYTES => {
            Err(unread(path).with_source("it is larger than a megabyte"))
        }
        Ok(_) => Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
        Err(error) => Err(unread(path).with_source(error)),
    }
}

/// The token in a file, without surrounding white space. The file is read each time, because tokens in files are
/// replaced.
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

#[cfg(all(test, unix))]
mod tests {
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[tokio::test]
    async fn a_file_that_does_not_open_holds_one_thread() {
        let folder = std::env::temp_dir().join(format!("clouddb-readers-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let pipe = folder.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut reads: Vec<_> = (0..20).map(|_| Box::pin(read_text(&pipe))).collect();
        for read in &mut reads {
            assert!(matches!(read.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
        }
        drop(reads.drain(..10));
        // What is written once goes to one reader of the pipe.
        std::fs::write(&pipe, "text").unwrap();
        for read in reads {
            assert_eq!(read.await.unwrap().as_deref(), Some("text"));
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
