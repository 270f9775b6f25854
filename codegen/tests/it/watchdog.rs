//! A guard against work without end.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// No measure, and no promise: what grows with the square of these inputs takes far longer, what is as it
/// should be takes a small part of it on the slowest machine. How fast reading is, `cargo bench` says.
const NEVER: Duration = Duration::from_secs(300);

/// The result of `work`; the test fails if it does not return in time.
pub(crate) fn ends<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, waiting) = mpsc::channel();
    let worker = thread::spawn(move || {
        // Nobody waits any more when the test has failed.
        let _ = done.send(work());
    });
    match waiting.recv_timeout(NEVER) {
        Ok(given) => given,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("no end after {NEVER:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match worker.join() {
            Err(cause) => std::panic::resume_unwind(cause),
            Ok(()) => panic!("the work ended without a result"),
        },
    }
}
