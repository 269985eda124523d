//! The contract between the service and its workers, and nothing else: what a queue message says ([`Job`]),
//! what a worker is allowed to do ([`Permit`]), what became of it ([`Outcome`]), and whom it asks ([`Ledger`]).
//!
//! A message is a doorbell: it carries ids, never personal data. The content comes with the permit, and the permit
//! comes from the ledger alone, after it has read the campaign's state and epoch again under the campaign's lock.

mod boot_time;
mod content;
mod hurry;
mod insights;
mod job;
mod ledger;
mod outcome;
mod permit;
mod presence;
mod render;
mod sending;

pub use boot_time::BootTime;
pub use content::{Content, Part, PartReport, PartState, Picture, Plays};
pub use hurry::{Hurry, hurry};
pub use insights::Insights;
pub use job::{Act, Job, MESSAGE_QUEUE, PARKED_QUEUE, RENDER_QUEUE, placement_queue, retraction_queue};
pub use ledger::{Begun, Finished, Ledger, LedgerFault, Refusal, Standing};
pub use outcome::{Outcome, Reason};
pub use permit::{Permit, PermitId};
pub use presence::{Presence, SAY_HERE};
pub use render::{RenderFailure, RenderPermit, RenderedFile};
pub use sending::{Ended, Sending};

/// The version of this contract. The ledger refuses a worker that speaks an older one, so that a forgotten binary
/// cannot act on rules that have changed since. Raise it when a change here is not understood by older workers.
pub const PROTOCOL_VERSION: u32 = 3;
