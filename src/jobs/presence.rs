//! What a worker says of itself now and then, so that people see who is there before anything has to go out.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How often it says so.
pub const SAY_HERE: Duration = Duration::from_secs(15);

/// One of the things that a worker does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// A channel's name, or `render`.
    pub role: String,
    /// Whether it has what it needs for that. Without an account or a server all it can do is to refuse.
    pub equipped: bool,
}
