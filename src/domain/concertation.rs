//! Who weighed whether and how to publish, before it is done (P 2.3.3.1).

use crate::{Refusal, Rule};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The magistrate who directs the inquiry.
    Magistrate,
    /// The police service on the case.
    Police,
    /// The foundation.
    Foundation,
    /// The federal Missing Persons Cell, where the case is worrying.
    Cell,
    /// The parents or relatives, save exceptional circumstances.
    Parents,
}

/// What a party advised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Publish.
    Favourable,
    /// Publish, on conditions (say them in the note).
    Conditional,
    /// Do not. Binding when it is the magistrate's (opposition) or the foundation's (reasoned refusal).
    Against,
    /// Exceptionally not heard; the note says why. Only for the parents.
    NotHeard,
}

/// One party's word.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// Who.
    pub party: Party,
    /// When.
    pub at: DateTime<Utc>,
    /// What they advised.
    pub advice: Advice,
    /// In words; mandatory unless favourable.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    #[serde(default)]
    pub note: String,
}

/// All that was heard. The last word of each party counts: last as it was said, not as it was recorded.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concertation(pub Vec<Heard>);

impl Concertation {
    fn last(&self, party: Party) -> Option<&Heard> {
        self.0.iter().filter(|heard| heard.party == party).max_by_key(|heard| heard.at)
    }

    /// Whose last word binds everybody else not to publish: the magistrate's opposition comes before the foundation's refusal.
    pub fn opposed_by(&self) -> Option<Party> {
        let against = |party: &Party| self.last(*party).is_some_and(|heard| heard.advice == Advice::Against);
        [Party::Magistrate, Party::Foundation].into_iter().find(against)
    }

    /// What is missing or stands against a diffusion. The Cell must be heard where the case is worrying.
    pub fn refusals(&self, worrying: bool) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let required = [
            (Party::Magistrate, "magistrate", true),
            (Party::Police, "police", true),
            (Party::Foundation, "foundation", true),
            (Party::Cell, "cell", worrying),
            (Party::Parents, "parents", true),
        ];
        for (party, name, needed) in required {
            match self.last(party) {
                None if needed => refusals.push(Refusal::at(Rule::CONCERTATION, "concertation", name)),
                Some(heard) if heard.advice == Advice::NotHeard && party != Party::Parents => {
                    refusals.push(Refusal::at(Rule::CONCERTATION, "concertation", name));
                }
                Some(heard) if heard.advice == Advice::Against && party == Party::Magistrate => {
                    refusals.push(Refusal::at(Rule::OPPOSED, "concertation", name));
                }
                Some(heard) if heard.advice == Advice::Against && party == Party::Foundation => {
                    refusals.push(Refusal::at(Rule::FOUNDATION_REFUSES, "concertation", name));
                }
                _ => {}
            }
        }
        refusals
    }
}
