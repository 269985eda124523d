//! Copies that a person must see to, over all campaigns.

use crate::engine::query;
use crate::placements::State;
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A copy that resists, as far as people must know of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Resisting {
    /// Its id.
    pub id: Uuid,
    /// Of which campaign.
    pub campaign_id: Uuid,
    /// Channel's name.
    pub channel: String,
    /// Language's code.
    pub lang: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was planned.
    pub planned_at: DateTime<Utc>,
    /// Why: a `childalert_jobs::Reason`'s name.
    pub reason: Option<String>,
    /// Where people see it.
    pub url: Option<String>,
    /// Whether it is owed back: its campaign, or its version, is over.
    pub is_over: bool,
    /// Who sees to it: a role and an account.
    pub taken_by: Option<String>,
    /// Since when.
    pub taken_at: Option<DateTime<Utc>>,
}

// Each half finds its rows by an index of its own; an OR over two tables would look at every copy there ever was.
macro_rules! resisting {
    ($rest:literal) => {
        concat!(
            "SELECT id, campaign_id, channel, lang, state, since, planned_at, reason, url, is_over, taken_by, taken_at FROM ( \
             SELECT p.id, p.campaign_id, p.channel, p.lang, p.batch, p.state, COALESCE(p.since, p.updated_at) AS since, p.planned_at, \
             p.reason, p.url, (c.state <> 'live' OR p.over_at IS NOT NULL) AS is_over, p.taken_by, p.taken_at \
             FROM placements p JOIN campaigns c ON c.id = p.campaign_id WHERE p.state IN ('escalated', 'rejected') \
             UNION ALL \
             SELECT p.id, p.campaign_id, p.channel, p.lang, p.batch, p.state, COALESCE(p.since, p.updated_at), p.planned_at, \
             p.reason, p.url, (1 = 0), p.taken_by, p.taken_at \
             FROM campaigns c JOIN placements p ON p.campaign_id = c.id WHERE c.state = 'live' AND p.over_at IS NULL \
             AND p.state IN ('planned', 'placing', 'unknown') AND p.planned_at <= $1) resisting ",
            $rest
        )
    };
}

const ALL: &str = resisting!(
    "WHERE taken_at IS NULL OR taken_at <= $2 ORDER BY CASE WHEN is_over THEN 0 ELSE 1 END, planned_at, id LIMIT 1000"
);
const OF_CAMPAIGN: &str = resisting!("WHERE campaign_id = $2 ORDER BY channel, lang, batch, id LIMIT 200");

/// Copies that resist, or were to be made before `late` and are not out, and that nobody has taken since `taken`.
pub async fn resisting(
    tx: &mut Tx,
    late: DateTime<Utc>,
    taken: DateTime<Utc>,
) -> Result<Vec<Resisting>, StoreError> {
    query!(tx, fetch_all, ALL, late, taken)
}

/// Those of one campaign, taken or not.
pub async fn of_campaign(
    tx: &mut Tx,
    campaign: Uuid,
    late: DateTime<Utc>,
) -> Result<Vec<Resisting>, StoreError> {
    query!(tx, fetch_all, OF_CAMPAIGN, late, campaign)
}
