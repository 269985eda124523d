//! Faults on request: what a real network does once in a while, made to happen now.

use std::collections::{HashMap, VecDeque};

/// What a call is for. Each network has its own calls for these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Who we are, and what the network takes.
    Account,
    /// A picture is uploaded, apart from a post.
    Picture,
    /// A post is made.
    Post,
    /// A post that was made unpublished is published.
    Publish,
    /// A post is deleted.
    Delete,
    /// One post is read.
    Read,
    /// The posts are listed.
    List,
}

/// What goes wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A fault of the server's own, though it was done.
    ServerErrorButDone,
    /// A fault of the server's own, and nothing was done.
    ServerErrorNotDone,
    /// It was done, and the connection closed without a byte of an answer.
    DropAnswerButDone,
    /// A fault of the server's own at once, and it is done this many milliseconds later.
    Late(u64),
    /// A fault of the server's own at once, and it is done when the test says so.
    Held,
    /// Too many requests, nothing done, with or without the seconds to wait.
    TooManyRequests {
        /// Seconds.
        retry_after: Option<u64>,
    },
    /// 200 with an HTML page, nothing done: a gateway or a sign-in wall answered in the network's place.
    HtmlAnswer,
    /// 200, an error in it, nothing done.
    ErrorInside,
    /// 302 to this address, nothing done.
    Redirect(String),
    /// 200 with ten megabytes, though it was done.
    HugeAnswerButDone,
    /// It was done, and the answer comes one byte a second.
    SlowAnswerButDone,
    /// The token is not good any more.
    RevokedToken,
    /// The deletion is confirmed, and the post stands.
    DeleteSaysYesButKeeps,
    /// The post is too old for a program to delete.
    TooOldToDelete,
}

/// The faults still to come, and how many came.
#[derive(Default)]
pub(super) struct Faults {
    coming: HashMap<Step, VecDeque<(Fault, u32)>>,
    met: HashMap<Step, u32>,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault, times: u32, step: Step) {
        self.coming.entry(step).or_default().push_back((fault, times));
    }

    pub(super) fn clear(&mut self) {
        self.coming.clear();
    }

    pub(super) fn met(&self, step: Step) -> u32 {
        self.met.get(&step).copied().unwrap_or_default()
    }

    /// The fault that this call meets, if any: in the order in which they were asked for.
    pub(super) fn next(&mut self, step: Step) -> Option<Fault> {
        let coming = self.coming.get_mut(&step)?;
        while let Some((fault, times)) = coming.front_mut() {
            if *times == 0 {
                coming.pop_front();
                continue;
            }
            *times -= 1;
            *self.met.entry(step).or_default() += 1;
            return Some(fault.clone());
        }
        None
    }
}
