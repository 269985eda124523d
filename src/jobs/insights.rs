//! What a network says of how a copy was received. Counts alone: nothing of who.

use serde::{Deserialize, Serialize};

/// Counts of one copy, as far as its network gives them. What is `None`, the network does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insights {
    /// How many people, or how often: as the network counts views.
    pub reach: Option<i64>,
    /// Likes and the like.
    pub reactions: Option<i64>,
    /// Reposts, boosts, shares, quotes.
    pub shares: Option<i64>,
    /// Replies and comments.
    pub replies: Option<i64>,
}
