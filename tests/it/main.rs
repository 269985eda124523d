//! The service from the outside: real processes, real servers, the API as a client sees it. `tests/run.sh` installs and
//! starts the servers and runs everything.

mod access;
mod bad_input;
mod browser;
mod commands;
mod crashes;
mod outage;
mod provider;
#[path = "../../src/queue/tests/contract/proxy.rs"]
#[allow(dead_code, reason = "the queue's own tests use the rest of it")]
mod proxy;
mod roles;
mod rules;
mod story;
mod world;
