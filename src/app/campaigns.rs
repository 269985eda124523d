//! A campaign's way: drafted, frozen into a proof, decided on, launched, taken back, closed.

mod ask;
mod decide;
mod desk;
mod draft;
mod evidence;
mod freeze;
mod kit;
mod launch;
mod plan;
mod preview;
mod retract;
mod settle;
mod show;

pub use ask::DecisionQuestion;
#[cfg(test)]
pub(crate) use ask::state_after;
pub use desk::{Desk, DeskEntry, Sheet};
pub(crate) use retract::{close_settled, live_of_case, retract_in, retract_live, withdrawal};
pub(crate) use show::{all_decisions, frozen_proof, thaw};
