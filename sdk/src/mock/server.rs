//! Accepts connections, serves them concurrently, and ends them with the mock cloud.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::cloud::Cloud;

/// How long a request's head may take, and how long a connection may idle.
const HEAD_TIME: Duration = Duration::from_secs(60);

/// The head of a request may have this many bytes; one vendor puts all parameters into the URL.
const HEAD_LIMIT: usize = 256 << 10;

/// How long requests in progress may take when the mock cloud is shut down.
const GRACE: Duration = Duration::from_secs(2);

/// Serves connections until `stop` changes. Dropping this future ends them at once.
pub(super) async fn serve(listener: TcpListener, cloud: Arc<Cloud>, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, cloud.clone(), stop.clone()));
                }
                // Usually out of file descriptors: other connections must end first.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    // Slower requests are cut off: the set ends its tasks when it is dropped.
    let _ = tokio::time::timeout(GRACE, all).await;
}

async fn connection(stream: TcpStream, cloud: Arc<Cloud>, mut stop: watch::Receiver<bool>) {
    // A small response should not wait for the acknowledgement of the previous one.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let cloud = cloud.clone();
        async move { cloud.respond(request).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_LIMIT)
        .max_header_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // A failed connection, such as of a client that sent no HTTP, does not affect others.
        _ = connection.as_mut() => return,
        _ = stop.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
