//! What the public site shows, in a few small rows: whoever keeps pages in memory compares them with what they were made from.

use crate::engine::query;
use crate::{StoreError, Tx};
use uuid::Uuid;

/// A part of what the site shows. Two lists of these differ whenever two pages do: every change of one raises an epoch or a
/// fence, adds a row or takes one away, and nothing ever goes back to what it was.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ShownRow {
    /// A live copy on a page or in a feed, or a live campaign; `None`: the one row of all that has ended.
    pub id: Option<Uuid>,
    /// The proof that it shows.
    pub proof_id: Option<Uuid>,
    /// Its epoch; how many have ended, in the row of those.
    pub epoch: i64,
    /// The copy's fence; 0 elsewhere.
    pub fence: i64,
}

// Both parts read an index and the live rows alone, however many campaigns there have been.
const SHOWN: &str = "SELECT p.id, p.proof_id, p.epoch, p.fence FROM placements p
    WHERE p.campaign_id IN (SELECT id FROM campaigns WHERE state = 'live') AND p.state = 'live'
        AND p.channel IN ('page', 'feed')
    UNION ALL SELECT c.id, c.live_proof, c.epoch, 0 FROM campaigns c WHERE c.state = 'live'
    UNION ALL SELECT NULL, NULL, COUNT(*), 0 FROM campaigns WHERE state IN ('ended', 'closed')
    ORDER BY 1, 3, 4";

/// All that the site shows.
pub async fn all(tx: &mut Tx) -> Result<Vec<ShownRow>, StoreError> {
    query!(tx, fetch_all, SHOWN)
}
