//! What a demonstration needs besides the service itself, inside one process and with nothing to install: doubles of the
//! outside that keep a log of what really happened, and the story told through the API.

pub mod client;
pub mod doubles;
pub mod script;
pub mod story;
pub mod summary;
