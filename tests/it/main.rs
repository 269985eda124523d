//! The service from the outside: real processes, real servers, the API as a client sees it. `tests/run.sh` installs and
//! starts the servers and runs everything.

mod bad_input;
mod commands;
mod crashes;
mod outage;
mod rules;
mod story;
mod world;
