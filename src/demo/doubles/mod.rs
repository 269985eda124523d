//! The outside world, played inside the process: a mail server that keeps what it gets ([`mail`]), a social network
//! that speaks the AT Protocol ([`network`]), and a Mastodon server, a Facebook Page and a Telegram channel ([`social`]).
//!
//! The demonstration uses them so that nothing has to be installed. Tests use them for what no real server can be made
//! to do on request: take a mail and lose the answer, do a thing and say that it failed, say yes and not do it. Each
//! double keeps a ground-truth log of its own, what really happened outside in the order in which it happened, to be
//! held against the service's ledger.
//!
//! The doubles listen on this machine alone and have no clock: what they note is an order and the time since they
//! were started. All need a tokio runtime around them and stop when they are dropped.

mod bodies;
mod listener;
pub mod mail;
pub mod network;
mod pages;
pub mod passkey;
pub mod social;
mod truth_log;

pub use listener::StartError;
