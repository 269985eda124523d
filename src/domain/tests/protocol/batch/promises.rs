//! What a batch promises, and what must be seen of it.

use super::{Batch, Ended, Hand, Handed, Heard, Part, Post, Purpose, RECIPIENTS, Stage, Step};
use childalert_domain::{CampaignState, PlacementState as S};
use stateright::Property;

/// All of it.
pub fn properties() -> Vec<Property<Batch>> {
    vec![
        Property::<Batch>::always("I1", |_, post| !post.begun_late),
        Property::<Batch>::always("I2", |_, post| {
            post.notices == [0; RECIPIENTS]
                || match post.row {
                    None | Some(S::Suppressed | S::Withdrawn) => false,
                    Some(S::Planned | S::Rejected) => post.partly_out,
                    Some(_) => true,
                }
        }),
        Property::<Batch>::always("B1", |_, post| {
            post.notices.iter().chain(&post.corrections).all(|letters| *letters <= 1)
        }),
        Property::<Batch>::always("B2", |_, post| {
            post.row != Some(S::Corrected)
                || (0..RECIPIENTS)
                    .all(|recipient| post.notices[recipient] == 0 || post.corrections[recipient] > 0)
        }),
        Property::<Batch>::always("B3", |_, post| {
            (0..RECIPIENTS).all(|recipient| {
                post.notices[recipient] == 0
                    || !matches!(post.parts[recipient], Part::Planned | Part::Suppressed)
            })
        }),
        Property::<Batch>::always("L1", |batch, post| {
            !post.campaign.retracted()
                || [Mood::Kind, Mood::Away, Mood::Hanging].into_iter().all(|mood| ends(batch, *post, mood))
        }),
        Property::<Batch>::always("L2", |batch, post| {
            post.campaign != CampaignState::Live
                || [Mood::Kind, Mood::Hanging].into_iter().all(|mood| ends(batch, *post, mood))
        }),
        Property::<Batch>::always("R1", |batch, post| {
            post.campaign != CampaignState::Live
                || batch.step(post, Step::Retract).is_some_and(|after| after.campaign.retracted())
        }),
        Property::<Batch>::sometimes("all were told of the end", |_, post| {
            post.campaign == CampaignState::Closed && post.corrections == [1; RECIPIENTS]
        }),
        Property::<Batch>::sometimes("a notice may leave after its correction", |_, post| {
            post.row == Some(S::Corrected)
                && post
                    .hands
                    .iter()
                    .any(|hand| hand.purpose == Purpose::Notice && matches!(hand.stage, Stage::Written(_)))
        }),
        Property::<Batch>::sometimes("stopped half-way", |_, post| {
            post.hands.iter().any(|hand| hand.stage == Stage::Over(Ended::Stopped) && hand.gone_out)
        }),
        Property::<Batch>::sometimes("nobody was left", |_, post| {
            post.row == Some(S::Suppressed) && !post.campaign.retracted()
        }),
        Property::<Batch>::sometimes("a person answered for it", |_, post| post.row == Some(S::Closed)),
    ]
}

/// What the end meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    /// Everybody does their work, and the server takes every message.
    Kind,
    /// The mail server is away: only a person can end it.
    Away,
    /// Whoever was at work does nothing more.
    Hanging,
}

/// Whether the row comes to an end, or to a person.
fn ends(batch: &Batch, mut post: Post, mood: Mood) -> bool {
    if mood == Mood::Hanging {
        post.hands = [Hand::IDLE; 2];
    }
    for _ in 0..40 {
        let retracted = post.campaign.retracted();
        let Some(state) = post.row.filter(|state| !state.settled(retracted)) else { return true };
        let at_work = (0..post.hands.len()).find(|index| post.hands[*index].stage != Stage::Idle);
        let step = match (state, at_work) {
            (_, Some(index)) => onward(&post, index, mood),
            (S::Placing, None) => Some(Step::DeadlinePasses),
            (S::Withdrawing, None) if mood == Mood::Away => Some(Step::Escalate),
            (S::Withdrawing, None) => Some(Step::Begin(0, Purpose::Correction)),
            (S::Planned, None) => Some(Step::Begin(0, Purpose::Notice)),
            _ => None,
        };
        match step.and_then(|step| batch.step(&post, step)) {
            Some(next) => post = next,
            None => return false,
        }
    }
    false
}

fn onward(post: &Post, index: usize, mood: Mood) -> Option<Step> {
    let hand = &post.hands[index];
    Some(match hand.stage {
        Stage::Idle => return None,
        Stage::Between if mood == Mood::Away => Step::BreakOff(index, Ended::NotNow),
        Stage::Between if hand.left.contains(&true) => Step::WriteDown(index, Heard::Both),
        Stage::Between => Step::BreakOff(index, Ended::Through),
        Stage::Written(_) if mood == Mood::Away => Step::HandOver(index, Handed::NotNow),
        Stage::Written(_) => Step::HandOver(index, Handed::Accepted),
        Stage::Over(_) => Step::LastWord(index, Heard::Both),
        Stage::Acted(_) => Step::Finish(index),
    })
}
