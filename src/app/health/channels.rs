//! How each channel stands: whether its worker is there and has an account, and what became of its last copies.

use super::findings::{CHANNEL_FINDINGS, Hinders, Weight};
use super::probes::{Copies, Depths};
use crate::views::{ChannelHealth, HealthState};
use childalert_domain::{Channel, Reach};
use childalert_store::health::WorkerSeen;
use chrono::{DateTime, TimeDelta, Utc};

/// A worker that was not heard of for so long is not there: it says so every fifteen seconds.
pub(super) const SILENT: TimeDelta = TimeDelta::seconds(60);

/// The newest word of a worker of a role, and whether any that is there has what it needs.
pub(super) fn newest(
    workers: &[WorkerSeen],
    role: &str,
    now: DateTime<Utc>,
) -> Option<(DateTime<Utc>, bool)> {
    let of_role = || workers.iter().filter(|worker| worker.role == role);
    let seen_at = of_role().map(|worker| worker.seen_at).max()?;
    let there = |worker: &&WorkerSeen| worker.seen_at + SILENT > now || worker.seen_at == seen_at;
    Some((seen_at, of_role().filter(there).any(|worker| worker.equipped)))
}

/// Every channel that there is.
pub(super) fn channels(
    workers: &[WorkerSeen],
    copies: &Copies,
    depths: &Depths,
    now: DateTime<Utc>,
) -> Vec<ChannelHealth> {
    Channel::all().map(|channel| one(channel, workers, copies, depths, now)).collect()
}

fn one(
    channel: Channel,
    workers: &[WorkerSeen],
    copies: &Copies,
    depths: &Depths,
    now: DateTime<Utc>,
) -> ChannelHealth {
    let name = channel.name();
    let worker = newest(workers, name, now);
    let row = copies.channels.iter().find(|row| row.channel == name);
    let trouble = copies.troubles.iter().find(|row| row.channel == name);
    let live_at = row.and_then(|row| row.live_at);
    let needs_person = row.map_or(0, |row| row.needs_person);
    let depth = depths.iter().find(|(of, _, _)| of == name);
    // A social network that nobody set up is no fault, and neither is that nobody trains; our own site and the mail to volunteers
    // belong to every installation.
    let needed = !matches!(channel.facts().reach, Reach::Social | Reach::Training) || row.is_some();
    let found = match worker {
        None if needed => "never",
        None => "unused",
        Some((seen_at, _)) if seen_at + SILENT <= now && needed => "silent",
        Some((seen_at, _)) if seen_at + SILENT <= now => "unused",
        Some((_, false)) if needed => "no_account",
        Some((_, false)) => "unused",
        _ if needs_person > 0 => "needs_person",
        _ if trouble.is_some_and(|row| live_at.is_none_or(|live| live < row.at)) => "failing",
        _ => "ready",
    };
    let known = CHANNEL_FINDINGS.iter().find(|(code, _)| *code == found);
    ChannelHealth {
        channel: name.to_owned(),
        state: known.map_or(HealthState::Down, |(_, state)| *state),
        found: found.to_owned(),
        worker_seen_at: worker.map(|(seen_at, _)| seen_at),
        live_at,
        failed_at: trouble.map(|row| row.at),
        reason: trouble.map(|row| row.reason.clone()),
        standing: row.map_or(0, |row| row.standing),
        needs_person,
        to_make: depth.and_then(|(_, to_make, _)| *to_make),
        to_take_back: depth.and_then(|(_, _, to_take_back)| *to_take_back),
        message: String::new(),
        mend: String::new(),
    }
}

/// What a channel stands in the way of. The own page is the notice itself; the others are each one way of many. Where copies
/// stand, their worker is what takes them back. A drill's channels reach nobody: without them an exercise waits, and no child.
pub(super) fn hinders(channel: &ChannelHealth) -> Hinders {
    if channel.channel.parse().is_ok_and(|of: Channel| of.facts().reach == Reach::Training) {
        return Hinders { launch: Weight::None, take_back: Weight::None };
    }
    let launch = if channel.channel == "page" { Weight::Full } else { Weight::Some };
    let take_back = match channel.standing {
        0 => Weight::None,
        _ => Weight::Full,
    };
    Hinders { launch, take_back }
}

#[cfg(test)]
mod tests {
    use super::{channels, hinders, newest};
    use crate::health::findings::Weight;
    use crate::health::probes::Copies;
    use crate::views::HealthState as S;
    use childalert_store::health::{ChannelRow, TroubleRow, WorkerSeen};
    use chrono::{DateTime, TimeDelta, Utc};

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("a moment")
    }

    fn worker(role: &str, equipped: bool, seconds_ago: i64) -> WorkerSeen {
        let seen_at = now() - TimeDelta::seconds(seconds_ago);
        WorkerSeen { role: role.to_owned(), worker: format!("{seconds_ago}"), equipped, seen_at }
    }

    fn row(channel: &str, standing: i64, needs_person: i64) -> ChannelRow {
        let live_at = Some(now() - TimeDelta::minutes(9));
        let needed_since = (needs_person > 0).then(now);
        ChannelRow { channel: channel.to_owned(), live_at, standing, needs_person, needed_since }
    }

    #[test]
    fn a_channel_is_told_by_its_worker_first_and_then_by_its_copies() {
        let workers = [
            worker("page", true, 5),
            worker("feed", true, 400),
            worker("email", false, 5),
            worker("bluesky", false, 5),
            worker("mastodon", true, 5),
            worker("facebook", true, 5),
        ];
        let trouble = |minutes| TroubleRow {
            channel: "facebook".to_owned(),
            reason: "unreachable".to_owned(),
            at: now() - TimeDelta::minutes(minutes),
        };
        let mut copies = Copies {
            channels: vec![row("mastodon", 2, 1), row("facebook", 1, 0)],
            troubles: vec![trouble(1)],
        };
        let told = |copies: &Copies| -> Vec<(String, String, S)> {
            channels(&workers, copies, &Vec::new(), now())
                .into_iter()
                .map(|one| (one.channel, one.found, one.state))
                .collect()
        };
        let one = |channel: &str, found: &str, state| (channel.to_owned(), found.to_owned(), state);
        assert_eq!(
            told(&copies),
            [
                one("page", "ready", S::Good),
                one("feed", "silent", S::Down),
                one("bluesky", "unused", S::Good),
                one("mastodon", "needs_person", S::Look),
                one("facebook", "failing", S::Look),
                one("telegram", "unused", S::Good),
                one("email", "no_account", S::Look),
                one("training", "unused", S::Good),
                one("training_mail", "unused", S::Good),
            ]
        );
        copies.troubles = vec![trouble(30)];
        assert_eq!(told(&copies)[4], one("facebook", "ready", S::Good), "it went well since");
        copies.channels.push(row("telegram", 1, 0));
        assert_eq!(
            told(&copies)[5],
            one("telegram", "never", S::Down),
            "copies stand that nobody takes back"
        );
    }

    #[test]
    fn what_is_for_drills_alone_stands_in_the_way_of_nothing() {
        let workers = [worker("training", true, 400), worker("page", true, 400)];
        let copies = Copies { channels: vec![row("training_mail", 2, 1)], troubles: Vec::new() };
        let told = channels(&workers, &copies, &Vec::new(), now());
        for name in ["training", "training_mail"] {
            let channel = told.iter().find(|one| one.channel == name).expect("it is told of");
            let hinders = hinders(channel);
            assert!(hinders.launch == Weight::None && hinders.take_back == Weight::None, "{name}");
        }
        let of = |name: &str| told.iter().find(|one| one.channel == name).map(|one| one.found.as_str());
        assert_eq!((of("training"), of("page")), (Some("unused"), Some("silent")));
        let page = told.iter().find(|one| one.channel == "page").expect("the page");
        assert!(hinders(page).launch == Weight::Full, "what is meant weighs as before");
    }

    #[test]
    fn of_several_workers_one_that_is_there_and_has_an_account_is_enough() {
        let workers = [worker("email", false, 2), worker("email", true, 10)];
        assert_eq!(newest(&workers, "email", now()), Some((now() - TimeDelta::seconds(2), true)));
        let workers = [worker("email", false, 2), worker("email", true, 600)];
        assert_eq!(newest(&workers, "email", now()), Some((now() - TimeDelta::seconds(2), false)));
        assert_eq!(newest(&workers, "render", now()), None);
    }
}
