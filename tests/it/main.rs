//! The service from the outside: real processes, real servers, the API as a client sees it. `tests/run.sh` installs and
//! starts the servers and runs everything.

mod access;
mod administrator;
mod bad_input;
mod broken_off;
mod broken_servers;
mod browser;
mod browsing;
mod commands;
mod consents;
mod crashes;
mod drill;
mod evidence;
mod faults_page;
mod officer;
mod outage;
mod provider;
#[path = "../../src/queue/tests/contract/proxy.rs"]
#[allow(dead_code, reason = "the queue's own tests use the rest of it")]
mod proxy;
mod roles;
mod rules;
mod rush;
mod story;
mod watch;
mod world;
