//! A campaign's way: drafted, frozen into a proof, decided on, launched, taken back, closed.

mod decide;
mod draft;
mod freeze;
mod kit;
mod launch;
mod plan;
mod preview;
mod retract;
mod settle;
mod show;

pub(crate) use retract::{close_settled, live_of_case, retract_in, retract_live, withdrawal};
pub(crate) use show::{frozen_proof, last_decision};
