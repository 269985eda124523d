//! What a drill's copies let out: nothing that a channel with a way out would take. And how the outside that is not there behaves:
//! always the same way, so that whoever prepares an exercise knows what its people will meet.

use super::reason_name;
use crate::AppError;
use childalert_domain::{Lang, PlacementState, Proof, Recall};
use childalert_jobs::{Act, Content, Plays, Reason};
use childalert_store::campaigns::CampaignRow;
use childalert_store::placements::PlacementRow;
use chrono::{DateTime, TimeDelta, Utc};

/// A copy that resists does so no longer than this after it is owed back: an exercise that nobody ends ends by itself.
const RESISTS_FOR: TimeDelta = TimeDelta::minutes(15);

/// The content for one act on one copy of a drill, whatever its channel is.
pub(super) fn training_content(
    campaign: &CampaignRow,
    row: &PlacementRow,
    proof: &Proof,
    (lang, act): (Lang, Act),
    now: DateTime<Utc>,
) -> Result<Content, AppError> {
    let posts = &proof.content().posts;
    let words = posts.iter().find(|post| post.channel.name() == row.channel && post.lang == lang);
    let recall = super::channel_of(row)?.facts().recall;
    let owed_since = super::over_since(row, campaign).unwrap_or(now);
    // Whoever has it tried again has looked, too.
    let ordered = row.state.0 == PlacementState::Withdrawing
        && row.reason.as_deref() == Some(reason_name(Reason::StillThere));
    let attempt = Attempt {
        act,
        first: row.attempts <= 1,
        in_hand: row.taken_by.is_some() || ordered || now - owed_since >= RESISTS_FOR,
    };
    Ok(Content::Training {
        lang: lang.code().to_owned(),
        text: words.ok_or(AppError::NotFound("post"))?.text.clone(),
        plays: plays(recall, lang, attempt),
    })
}

/// What decides how an act goes.
#[derive(Clone, Copy)]
struct Attempt {
    act: Act,
    /// Nothing was tried with this copy before.
    first: bool,
    /// Somebody sees to it, or has it tried again; or it has resisted long enough.
    in_hand: bool,
}

/// On the channel whose copies are deleted, each language has something to learn from, but the first: in Dutch the making has to
/// wait, in English its answer is lost, in German the copy does not go before somebody takes it in hand. Mail goes as mail does.
fn plays(recall: Recall, lang: Lang, attempt: Attempt) -> Plays {
    match (recall, lang, attempt.act) {
        (Recall::Delete, Lang::Nl, Act::Place) if attempt.first => Plays::Busy,
        (Recall::Delete, Lang::En, Act::Place) if attempt.first => Plays::Silent,
        (Recall::Delete, Lang::De, Act::Withdraw) if !attempt.in_hand => Plays::Resists,
        _ => Plays::Willing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempt, plays};
    use childalert_domain::{Lang, Recall};
    use childalert_jobs::{Act, Plays};

    #[test]
    fn each_language_has_its_lesson_and_none_outlasts_a_person() {
        let said = |lang, act, first, in_hand| plays(Recall::Delete, lang, Attempt { act, first, in_hand });
        assert_eq!(said(Lang::Nl, Act::Place, true, false), Plays::Busy);
        assert_eq!(said(Lang::En, Act::Place, true, false), Plays::Silent);
        assert_eq!(said(Lang::De, Act::Withdraw, false, false), Plays::Resists);
        for lang in Lang::ALL {
            for act in [Act::Place, Act::Probe, Act::Withdraw, Act::Correct] {
                assert_eq!(said(lang, act, false, true), Plays::Willing, "{lang}");
                let mail = plays(Recall::Correct, lang, Attempt { act, first: true, in_hand: false });
                assert_eq!(mail, Plays::Willing, "{lang}");
            }
        }
        for act in [Act::Place, Act::Withdraw] {
            assert_eq!(said(Lang::Fr, act, true, false), Plays::Willing);
        }
    }
}
