//! Answers' bodies as no honest server sends them.

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Interval, interval};

/// A body that fails at once: the server gives up the connection with the head of the answer still unsent.
pub(super) struct Broken;

impl MessageBody for Broken {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }
}

/// A body that comes one byte a second.
pub(super) struct Slow {
    left: Bytes,
    ticks: Interval,
}

impl Slow {
    pub(super) fn new(bytes: Bytes) -> Self {
        Slow { left: bytes, ticks: interval(Duration::from_secs(1)) }
    }
}

impl MessageBody for Slow {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, io::Error>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        match self.ticks.poll_tick(context) {
            Poll::Ready(_) => Poll::Ready(Some(Ok(self.left.split_to(1)))),
            Poll::Pending => Poll::Pending,
        }
    }
}
