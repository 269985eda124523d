//! The workers without any server but doubles inside the test.
#![expect(clippy::unwrap_used, reason = "where a test cannot go on, its line says why")]

#[path = "../script/mod.rs"]
mod script;

mod bluesky_answers;
mod configuration;
mod egress;
mod email;
mod measures;
mod remote_ledger;
mod rendering;
mod running;
mod site;
mod social;
mod training;
