//! How far a version would reach, by channel: told to whoever decides and to whoever launches, before anything goes out.

use super::plan::{in_batches, one_each, recipients};
use crate::AppError;
use childalert_domain::{Channel, Lang, Proof};
use childalert_store::Tx;

/// How far a channel reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachOf {
    /// The channel.
    pub channel: Channel,
    /// In which languages.
    pub languages: Vec<Lang>,
    /// How many people are written to; `None`: whoever looks.
    pub people: Option<usize>,
}

/// The reach of each channel of a version, as things stand now.
pub(super) async fn reach(tx: &mut Tx, proof: &Proof) -> Result<Vec<ReachOf>, AppError> {
    let mut reach: Vec<ReachOf> = Vec::new();
    for (channel, lang) in one_each(proof) {
        match reach.last_mut().filter(|last| last.channel == channel) {
            Some(last) => last.languages.push(lang),
            None => reach.push(ReachOf { channel, languages: vec![lang], people: None }),
        }
    }
    for channel in in_batches(proof) {
        let mut written = recipients(tx, proof).await?;
        written.retain(|(_, people)| !people.is_empty());
        reach.push(ReachOf {
            channel,
            languages: written.iter().map(|(lang, _)| *lang).collect(),
            people: Some(written.iter().map(|(_, people)| people.len()).sum()),
        });
    }
    Ok(reach)
}
