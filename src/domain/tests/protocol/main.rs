//! The retraction protocol as a model, checked in every world that it can reach: the invariants by their names, and mistakes
//! that must each break one. What is modelled, and what not, is told in `docs/protocol.md`, whose tables are held to what is
//! found here.

#![expect(
    clippy::print_stdout,
    reason = "how long a look takes, and each way to break a promise, for who wants to see it"
)]

mod actions;
mod batch;
mod fair;
mod ledger;
mod mistakes;
mod mutants;
mod outside;
mod page;
mod papers;
mod promises;
mod protocol;
mod reports;
mod settings;
mod sights;
mod sought;
mod steps;
mod unhindered;
mod upkeep;
mod world;

use batch::Batch;
use mistakes::Fate;
use protocol::Protocol;
use sought::{broken, look_at_all, shortest};
use stateright::Model;

/// Set this in the environment to look at the largest setting too, which takes a minute or two.
const LARGEST_TOO: &str = "CHILDALERT_PROTOCOL_LARGEST";

#[test]
fn every_promise_holds_in_every_world_that_a_setting_can_reach() {
    let mut lines = vec![look_at_all(batch::mutants::NAME, Batch { slip: None })];
    lines.extend(
        settings::WHOLE.into_iter().map(|setting| look_at_all(setting.name, Protocol::new(setting, None))),
    );
    page::holds("settings", &lines);
    if std::env::var_os(LARGEST_TOO).is_some() {
        let largest = Protocol::new(settings::LARGEST, None);
        page::holds("largest", &[look_at_all(settings::LARGEST.name, largest)]);
    }
}

#[test]
fn every_mistake_breaks_a_promise_or_is_shown_to_break_none() {
    let mut lines = Vec::new();
    for mistake in batch::mutants::ALL {
        let model = Batch { slip: Some(mistake.mutant) };
        lines.push(fate(
            format!("{:?}", mistake.mutant),
            mistake.words,
            mistake.setting,
            mistake.fate,
            model,
        ));
    }
    for mistake in mutants::ALL {
        let model = Protocol::new(mistake.setting, Some(mistake.mutant));
        lines.push(fate(
            format!("{:?}", mistake.mutant),
            mistake.words,
            mistake.setting.name,
            mistake.fate,
            model,
        ));
    }
    let (killed, benign): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|(fate, _)| matches!(fate, Fate::Killed(_)));
    let words = |lines: Vec<(Fate, String)>| lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>();
    assert!(killed.len() >= 30, "{} mistakes are found", killed.len());
    page::holds("mistakes", &words(killed));
    page::holds("benign", &words(benign));
}

/// The page's line on a mistake, after it was found as expected.
fn fate<M>(name: String, words: &str, setting: &str, fate: Fate, model: M) -> (Fate, String)
where
    M: Model + Clone + Send + Sync + 'static,
    M::State: Clone + std::hash::Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + std::fmt::Debug + PartialEq,
{
    let words = words.trim();
    let line = match fate {
        Fate::Killed(by) => {
            let trace =
                shortest(model, by).unwrap_or_else(|| panic!("{name} in {setting}: {by} holds all the same"));
            println!("{name}: {trace:?}");
            format!("| `{name}` | {words} | {setting} | {by} | {} |", trace.len())
        }
        Fate::Benign(why) => {
            assert_eq!(broken(model), None, "{name} in {setting}");
            format!("| `{name}` | {words} | {setting} | {why} |")
        }
    };
    (fate, line)
}
