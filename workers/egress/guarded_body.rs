//! A request body that asks the permit when its bytes are about to be written.
//!
//! A check before the request is handed to the HTTP client is too early: the client then resolves a name, connects and
//! agrees on TLS, and a process that was paused in the middle would go on and send once it wakes. The client asks for the
//! body when the connection stands and the head of the request is in its buffer; without its body, the server has nothing
//! that it could act on. The same question tells afterwards whether anything can have been sent.

use bytes::Bytes;
use childalert_jobs::BootTime;
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
};

/// The body.
pub(super) struct GuardedBody {
    bytes: Option<Bytes>,
    until: Option<BootTime>,
    passage: Arc<AtomicU8>,
}

/// Tells afterwards what the body saw.
pub(super) struct Passage(Arc<AtomicU8>);

/// What the body saw.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// Nobody asked for the bytes: no connection stood.
    NotAsked = 0,
    /// The bytes were handed to the connection.
    Passed = 1,
    /// The bytes were asked for too late and withheld.
    Refused = 2,
}

/// The error that breaks the request off.
#[derive(Debug, thiserror::Error)]
#[error("the permit ran out before the body was sent")]
pub(super) struct TooLate;

impl GuardedBody {
    /// A body that may leave until `until`, if there is such a moment.
    pub(super) fn new(bytes: Bytes, until: Option<BootTime>) -> (GuardedBody, Passage) {
        let passage = Arc::new(AtomicU8::new(Seen::NotAsked as u8));
        (GuardedBody { bytes: Some(bytes), until, passage: Arc::clone(&passage) }, Passage(passage))
    }
}

impl Passage {
    /// What the body has seen so far.
    pub(super) fn seen(&self) -> Seen {
        match self.0.load(Ordering::SeqCst) {
            0 => Seen::NotAsked,
            2 => Seen::Refused,
            _ => Seen::Passed,
        }
    }
}

impl Body for GuardedBody {
    type Data = Bytes;
    type Error = TooLate;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TooLate>>> {
        let Some(bytes) = self.bytes.take() else { return Poll::Ready(None) };
        if self.until.is_some_and(|until| until.remaining().is_zero()) {
            self.passage.store(Seen::Refused as u8, Ordering::SeqCst);
            return Poll::Ready(Some(Err(TooLate)));
        }
        self.passage.store(Seen::Passed as u8, Ordering::SeqCst);
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{task::Waker, time::Duration};

    type Asked = Poll<Option<Result<Frame<Bytes>, TooLate>>>;

    fn ask(leave: Duration) -> (Asked, Seen) {
        let until = BootTime::now().after(leave);
        let (mut body, passage) = GuardedBody::new(Bytes::from_static(b"the notice"), Some(until));
        assert!(passage.seen() == Seen::NotAsked);
        let asked = Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()));
        (asked, passage.seen())
    }

    #[test]
    fn a_body_asked_for_after_the_permit_gives_no_byte() {
        let (asked, seen) = ask(Duration::ZERO);
        assert!(matches!(asked, Poll::Ready(Some(Err(TooLate)))));
        assert!(seen == Seen::Refused);
    }

    #[test]
    fn a_body_asked_for_in_time_gives_all_and_counts_as_perhaps_sent() {
        let (asked, seen) = ask(Duration::from_secs(60));
        let Poll::Ready(Some(Ok(frame))) = asked else { panic!("no frame") };
        assert_eq!(frame.into_data().unwrap(), "the notice");
        assert!(seen == Seen::Passed);
    }
}
