//! Faults on request: what a real network does once in a while, made to happen now.

use super::endpoint::Endpoint;
use std::collections::{HashMap, VecDeque};

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 500, though it was done.
    ServerErrorButDone,
    /// 500, and nothing was done.
    ServerErrorNotDone,
    /// It was done, and the connection closed without a byte of an answer.
    DropAnswerButDone,
    /// It is done this many milliseconds late and answered then, even if the caller has gone away meanwhile.
    Delay(u64),
    /// 429, nothing done. `retry_after` in seconds goes into a `Retry-After` header; `None` leaves it out, as the
    /// reference server does.
    TooManyRequests {
        /// Seconds.
        retry_after: Option<u64>,
    },
    /// 200 with an HTML page, nothing done: a gateway or a sign-in wall answered in the network's place.
    HtmlAnswer,
    /// The credentials no longer hold: `createSession` says that they are wrong and `refreshSession` that the token was
    /// revoked; to any other call the access token has expired, and stays so. On `createSession` and `refreshSession`
    /// too, it is as if the account's password had been changed.
    RevokedToken,
    /// `deleteRecord` says yes, with a commit, and the record stands.
    DeleteSaysYesButKeeps,
}

/// The faults still to come, and how many came.
#[derive(Default)]
pub(super) struct Faults {
    coming: HashMap<Endpoint, VecDeque<(Fault, u32)>>,
    met: HashMap<Endpoint, u32>,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault, times: u32, endpoint: Endpoint) {
        self.coming.entry(endpoint).or_default().push_back((fault, times));
    }

    pub(super) fn clear(&mut self) {
        self.coming.clear();
    }

    pub(super) fn met(&self, endpoint: Endpoint) -> u32 {
        self.met.get(&endpoint).copied().unwrap_or_default()
    }

    /// The fault that this call meets, if any: in the order in which they were asked for.
    pub(super) fn next(&mut self, endpoint: Endpoint) -> Option<Fault> {
        let coming = self.coming.get_mut(&endpoint)?;
        while let Some((fault, times)) = coming.front_mut() {
            if *times == 0 {
                coming.pop_front();
                continue;
            }
            *times -= 1;
            *self.met.entry(endpoint).or_default() += 1;
            return Some(*fault);
        }
        None
    }
}
