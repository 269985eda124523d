//! All SQL, on SQLite and PostgreSQL from one text. The only crate that names sqlx.
//!
//! A statement is a constant that runs on either engine; where the engines truly differ (locks, the trail's triggers) the
//! text stands twice, side by side. Times and ids come from the caller, never from SQL. Every write happens in one
//! transaction that [`Store::write`] opens, in a task of its own, so that a caller who goes away cancels nothing half-way.

mod engine;

pub mod accounts;
pub mod campaigns;
pub mod cases;
pub mod consent_requests;
pub mod copies;
pub mod hands;
pub mod health;
pub mod idempotency;
pub mod insights;
pub mod keys;
pub mod links;
pub mod messages;
pub mod outbox;
pub mod parts;
pub mod placements;
pub mod preparations;
pub mod proofs;
pub mod shown;
pub mod trail;
pub mod volunteers;

pub use engine::{Engine, Store, StoreError, Tx, Work};
