//! Bodies of responses: complete, broken, stalled or slow.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Interval, interval};

/// The body of a response.
pub(super) struct AnswerBody {
    /// The bytes that are sent.
    data: Bytes,
    /// The length in the head.
    promised: u64,
    end: End,
    drip: Option<Interval>,
}

/// What happens after the last byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    Broken,
    Stalled,
}

impl AnswerBody {
    pub(super) fn whole(data: impl Into<Bytes>) -> Self {
        let data = data.into();
        Self { promised: data.len() as u64, data, end: End::Whole, drip: None }
    }

    pub(super) fn data(&self) -> &Bytes {
        &self.data
    }

    /// Half of the body, and then the connection breaks.
    pub(super) fn broken(self) -> Self {
        Self { data: self.half(), end: End::Broken, ..self }
    }

    /// Half of the body, and then nothing.
    pub(super) fn stalled(self) -> Self {
        Self { data: self.half(), end: End::Stalled, ..self }
    }

    /// Half of the body, with the length of the half.
    pub(super) fn truncated(self) -> Self {
        Self::whole(self.half())
    }

    /// Byte by byte.
    pub(super) fn dripping(self, pause: Duration) -> Self {
        Self { drip: Some(interval(pause.max(Duration::from_micros(1)))), ..self }
    }

    fn half(&self) -> Bytes {
        self.data.slice(..self.data.len() / 2)
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.data.is_empty() {
            return match self.end {
                End::Whole => Poll::Ready(None),
                End::Broken => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
                // Never woken: the connection ends when the client or the mock cloud does.
                End::Stalled => Poll::Pending,
            };
        }
        let amount = match &mut self.drip {
            Some(drip) => {
                if drip.poll_tick(context).is_pending() {
                    return Poll::Pending;
                }
                1
            }
            None => self.data.len(),
        };
        let frame = self.data.split_to(amount);
        Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty() && self.end == End::Whole
    }

    fn size_hint(&self) -> SizeHint {
        // The head promises the whole; later the hint is not looked at.
        SizeHint::with_exact(self.promised)
    }
}
