//! The send log's lines: what left a worker, written where the worker is, so that the ledger can be compared with something
//! that is not the ledger. No address of a person, no content: ids alone.

use crate::{Act, PermitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One line. Each request that could change something outside has two: before its first byte, and when it has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// When, by the worker's clock, in RFC 3339.
    pub at: String,
    /// The placement, or for [`Act::Tell`] the message.
    pub placement: Uuid,
    /// Number of the permit.
    pub fence: i64,
    /// Under what leave.
    pub act: Act,
    /// The server's host.
    pub host: String,
    /// Number of the recipient in a batch of mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<i32>,
    /// What became of it; `None`: it is about to leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// The server answered that it is done.
    Done,
    /// The server answered something else.
    Answered,
    /// It may have arrived.
    Perhaps,
    /// Nothing left.
    NotSent,
}

impl Sending {
    /// What is about to leave under a permit.
    pub fn leaving(at: String, permit: PermitId, act: Act, host: &str, part: Option<i32>) -> Sending {
        let (placement, fence) = (permit.id, permit.fence);
        Sending { at, placement, fence, act, host: host.to_owned(), part, ended: None }
    }
}
