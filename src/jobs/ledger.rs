//! Whom a worker asks. In the same process this is a call; for a remote worker it goes over HTTP with the worker's key.

use crate::{
    Insights, Job, Outcome, PartReport, Permit, PermitId, Presence, RenderFailure, RenderPermit, RenderedFile,
};
use async_trait::async_trait;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// The answer to a worker that wants to begin.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "begun", rename_all = "snake_case")]
pub enum Begun {
    /// Go ahead.
    Permit(Box<Permit>),
    /// Nothing may be done; the message is to be acknowledged.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// Why a begin was refused. None of these is a fault: the doorbell rang for something that is settled or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The campaign has been retracted, or its epoch has passed.
    Overtaken,
    /// Another worker has it, or it is already done.
    NotDue,
    /// There is no such placement for this worker.
    NotFound,
    /// The mandate's or consent's period does not cover this moment.
    OutOfPeriod,
}

/// The answer to a report half-way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The permit still stands.
    Good,
    /// Stop now: the campaign was retracted or the permit is not the newest. What was not sent must not be.
    Stop,
}

/// The answer to a finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finished {
    /// Recorded.
    Recorded,
    /// The permit is not the newest any more; somebody else answers for the placement now.
    Late,
}

/// The ledger could not answer. Whatever was asked may or may not have been recorded: ask again.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    /// No answer, or a fault on its side.
    #[error("the ledger could not be reached")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The key does not open this channel, or was revoked.
    #[error(
        "the ledger refused this worker's key: give it a key for this channel (`childalert key create --role worker --channel …`)"
    )]
    KeyRefused,
    /// This worker speaks an older contract.
    #[error("the ledger refused this worker's protocol version: update the worker")]
    VersionRefused,
    /// What was asked makes no sense to the ledger, such as a file that the permit does not name.
    #[error("the ledger refused the request: {0}")]
    Refused(&'static str),
}

/// The ledger of copies, as a worker sees it.
#[async_trait]
pub trait Ledger: Send + Sync + 'static {
    /// Asks for leave. The row becomes `placing` (or is leased to a withdrawal) before this returns a permit.
    async fn begin(&self, job: &Job) -> Result<Begun, LedgerFault>;

    /// Reports parts of a batch *before* and after each is sent, and learns whether to go on. What is reported as
    /// `Sending` and never again is treated as perhaps sent: never sent twice, always corrected.
    async fn checkpoint(&self, permit: PermitId, parts: &[PartReport]) -> Result<Standing, LedgerFault>;

    /// Writes down the outside's id of a copy that nobody can see yet, *before* it is published, and learns whether it may be.
    async fn keep_id(&self, permit: PermitId, outside_id: &str) -> Result<Standing, LedgerFault>;

    /// Reports the outcome. Only then is the message acknowledged.
    async fn finish(&self, permit: PermitId, outcome: &Outcome) -> Result<Finished, LedgerFault>;

    /// The bytes of a file that the permit's content names.
    async fn file(&self, permit: PermitId, sha256: &str) -> Result<Bytes, LedgerFault>;

    /// Collects the withdrawals and corrections of a channel, at most so many, whose doorbell has waited for two seconds or
    /// longer: the queue does not take it, and a retraction does not wait for a queue. What is handed over here is not
    /// rung for again at once; whoever dies with it leaves it to the sweep. A ledger without an outbox has none.
    async fn waiting_retractions(&self, _channel: &str, _most: u16) -> Result<Vec<Job>, LedgerFault> {
        Ok(Vec::new())
    }

    /// Collects copies of a channel that stand and were not measured lately, at most so many, each with leave to read it. A
    /// ledger that keeps no counts has none.
    async fn to_measure(&self, _channel: &str, _most: u16) -> Result<Vec<Permit>, LedgerFault> {
        Ok(Vec::new())
    }

    /// Keeps what a network said of a copy.
    async fn measured(&self, _permit: PermitId, _insights: Insights) -> Result<(), LedgerFault> {
        Ok(())
    }

    /// Says that a worker is there, every [`crate::SAY_HERE`], and what it does: idle or busy, with or without the queue. Nothing
    /// depends on it but what people are told. A ledger that tells nobody does not listen.
    async fn here(&self, _does: &[Presence]) -> Result<(), LedgerFault> {
        Ok(())
    }

    /// Asks for leave to render a proof's kit. `None`: nothing to do any more.
    async fn begin_render(&self, job: &Job) -> Result<Option<RenderPermit>, LedgerFault>;

    /// Stores a rendered file under its SHA-256 (returned, lower-case hex). Storing the same bytes again does no harm.
    async fn store_file(
        &self,
        permit: PermitId,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<String, LedgerFault>;

    /// Reports the kit, or why there is none.
    async fn finish_render(
        &self,
        permit: PermitId,
        kit: Result<Vec<RenderedFile>, Vec<RenderFailure>>,
    ) -> Result<Finished, LedgerFault>;
}
