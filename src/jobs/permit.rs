//! Leave to do one act on one placement, once, until a deadline.

use crate::{Act, BootTime, Content};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// Names a permit: the placement and the fence number it was issued under. A report under an older fence is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PermitId {
    /// The placement (or, to render, the proof).
    pub id: Uuid,
    /// Rises with every permit of this placement.
    pub fence: i64,
}

/// Leave for one act, with the content itself. It has no public constructor but [`Permit::issue`], which only the
/// ledger calls, and reading one that the ledger wrote.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Permit {
    id: PermitId,
    act: Act,
    leave: Duration,
    until: BootTime,
    outside_id: Option<String>,
    content: Content,
}

impl Permit {
    /// Issues a permit that runs from now. For the ledger only.
    pub fn issue(
        id: PermitId,
        act: Act,
        leave: Duration,
        outside_id: Option<String>,
        content: Content,
    ) -> Self {
        Permit { id, act, leave, until: BootTime::now().after(leave), outside_id, content }
    }

    /// Its name, for reports.
    pub fn id(&self) -> PermitId {
        self.id
    }

    /// What it allows.
    pub fn act(&self) -> Act {
        self.act
    }

    /// The id that the outside gave to the copy, where one is known.
    pub fn outside_id(&self) -> Option<&str> {
        self.outside_id.as_deref()
    }

    /// What it lets out.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// How long it is still good for, on this machine's boot clock. Zero: no byte may leave any more.
    pub fn remaining(&self) -> Duration {
        self.until.remaining()
    }

    /// Whether it has run out.
    pub fn expired(&self) -> bool {
        self.remaining().is_zero()
    }
}

/// The permit on the wire: a length of leave, not a time of day, so that two clocks never have to agree. It runs from the
/// moment the worker *asked* (see [`Permit::counted_from`]), so that a slow answer shortens it.
#[derive(Serialize, Deserialize)]
struct Written {
    placement: Uuid,
    fence: i64,
    act: Act,
    leave_ms: u64,
    outside_id: Option<String>,
    content: Content,
}

impl From<Written> for Permit {
    fn from(w: Written) -> Self {
        let id = PermitId { id: w.placement, fence: w.fence };
        Permit::issue(id, w.act, Duration::from_millis(w.leave_ms), w.outside_id, w.content)
    }
}

impl From<Permit> for Written {
    fn from(p: Permit) -> Self {
        Written {
            placement: p.id.id,
            fence: p.id.fence,
            act: p.act,
            leave_ms: u64::try_from(p.leave.as_millis()).unwrap_or(u64::MAX),
            outside_id: p.outside_id,
            content: p.content,
        }
    }
}

impl Permit {
    /// Counts the leave from `asked`, the moment before the question was sent, rather than from the answer.
    #[must_use]
    pub fn counted_from(mut self, asked: BootTime) -> Self {
        self.until = asked.after(self.leave);
        self
    }
}
