//! A campaign's way: drafted, frozen into a proof, decided on, launched, taken back, closed.

mod ask;
mod board;
mod decide;
mod desk;
mod draft;
mod evidence;
mod freeze;
mod kit;
mod launch;
mod plan;
mod prepare;
mod preview;
mod reach;
mod retract;
mod room;
mod settle;
mod show;
mod standing;
mod statement;
mod update;

pub use ask::DecisionQuestion;
#[cfg(test)]
pub(crate) use ask::state_after;
pub use board::{Board, BoardEntry};
pub(crate) use desk::newer_version;
pub use desk::{Desk, DeskEntry, Sheet};
pub use prepare::{FormFields, Preparation, StepTyped};
pub use reach::ReachOf;
pub(crate) use retract::{close_settled, live_of_case, retract_in, retract_live, withdrawal};
pub use room::{Lately, LaunchSheet, Room};
pub(crate) use settle::settle_in;
pub(crate) use show::{all_decisions, frozen_proof, placement_view, thaw};
pub use standing::{CampaignOfCase, CaseStanding};
pub use statement::STATEMENT_LOOK;
pub(crate) use update::renew;
