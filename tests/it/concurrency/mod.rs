//! Calls beside each other: none holds up another, and what they share belongs to the configuration.

mod hangs;
mod parked;
mod runtimes;
mod shared_state;

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use clouddb::BoxFuture;
use clouddb::{Credentials, CredentialsProvider, Error, ProviderContext};

/// A future that was polled once and is kept alive without being polled again, as in a `select!` whose other branch
/// runs.
fn park<F: Future>(future: F) -> Pin<Box<F>> {
    let mut future = Box::pin(future);
    let poll = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(poll, Poll::Pending), "it ended at once and parks nothing");
    future
}

/// How a provider answers one question.
#[derive(Clone, Copy, Debug)]
enum Reply {
    After(Duration),
    Never,
}

/// Gives a key as its script says; the last reply holds for all further questions.
#[derive(Clone, Debug)]
struct Provider {
    key: Credentials,
    replies: Arc<Mutex<Vec<Reply>>>,
    asked: Arc<AtomicU32>,
}

impl Provider {
    fn new(key: &Credentials, replies: &[Reply]) -> Self {
        let replies = Arc::new(Mutex::new(replies.to_vec()));
        Self { key: key.clone(), replies, asked: Arc::default() }
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }
}

impl CredentialsProvider for Provider {
    fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(async move {
            self.asked.fetch_add(1, Ordering::SeqCst);
            let reply = {
                let mut replies = self.replies.lock().unwrap();
                if replies.len() > 1 { replies.remove(0) } else { replies[0] }
            };
            match reply {
                Reply::After(time) => tokio::time::sleep(time).await,
                Reply::Never => std::future::pending().await,
            }
            Ok(self.key.clone())
        })
    }
}
