//! The workers: they ask the ledger for leave, act outside, and report what became of it. No SQL, no templates, no
//! decision of their own about what may be published.
//!
//! [`run`] consumes the queues of the chosen [`Roles`]; a [`channel::Channel`] does the act; [`egress`] is the one way out.
//! Inside `childalert serve` the ledger is a call; in the binary `childalert-worker` it is [`RemoteLedger`].

#[macro_use]
mod crash_point;

pub mod channel;
pub mod config;
pub mod egress;
mod email;
mod finish;
mod placement;
mod remote_ledger;
mod render;
mod roles;
mod runner;
mod secret;
mod site;
mod social;
mod tls;
mod training;

pub use remote_ledger::RemoteLedger;
pub use roles::{ROLES, Role, Roles, UnknownRole};
pub use runner::run;
pub use secret::Secret;
