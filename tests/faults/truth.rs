//! The ledger against what really stands outside. What the four numbers mean:
//!
//! | number | counts |
//! | --- | --- |
//! | lost | a launch that was answered and is not there; a copy of a live campaign that after the calm is neither live nor has a person; a copy that the ledger calls live and that does not stand |
//! | orphans | a copy outside without a row, with a row that says it is not out (I2), or beside another one of the same row (I3); a mail that came twice to one person, or that its row knows nothing of |
//! | late | something planned, begun or written down as being sent after its campaign was retracted (I1, I4); a copy that was made without any leave before the retraction; a page that still shows the notice |
//! | unowned | a copy of a retracted campaign that after the calm is neither withdrawn, suppressed, corrected nor with a person (L1); a retraction that was answered and is not there |

use crate::campaigns::Sent;
use crate::installation::Installation;
use crate::observer::{Copy, Part};
use crate::world::variable;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// A copy outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    pub channel: &'static str,
    pub code: String,
    pub lang: String,
    /// The mark of its address.
    pub mark: String,
}

/// What was found. The texts say where to look.
#[derive(Debug, Default)]
pub struct Verdict {
    pub lost: Vec<String>,
    pub orphans: Vec<String>,
    pub late: Vec<String>,
    pub unowned: Vec<String>,
    /// How many copies ended how, by channel and state.
    pub ends: BTreeMap<(String, String), usize>,
}

impl Verdict {
    pub fn good(&self) -> bool {
        [&self.lost, &self.orphans, &self.late, &self.unowned].iter().all(|found| found.is_empty())
    }

    /// Everything that was found, a line each.
    pub fn lines(&self) -> Vec<String> {
        let named = [
            ("lost", &self.lost),
            ("orphan", &self.orphans),
            ("late", &self.late),
            ("unowned", &self.unowned),
        ];
        named
            .iter()
            .flat_map(|(name, found)| found.iter().map(move |what| format!("{name}: {what}")))
            .collect()
    }

    /// How the copies ended, in one line.
    pub fn ends(&self) -> String {
        let mut states: BTreeMap<&str, usize> = BTreeMap::new();
        for ((_, state), count) in &self.ends {
            *states.entry(state).or_default() += count;
        }
        let states: Vec<String> = states.iter().map(|(state, count)| format!("{count} {state}")).collect();
        states.join(", ")
    }
}

/// Looks at everything, once all is calm. `campaigns`: what the service was asked for, and answered.
pub async fn compare(installation: &Installation, campaigns: &[Sent]) -> Verdict {
    let mut verdict = Verdict::default();
    let copies = installation.copies().expect("the database answers");
    let parts = installation.parts().expect("the database answers");
    answered(installation, campaigns, &mut verdict);
    for late in installation.after_retraction().expect("the database answers") {
        verdict.late.push(late.to_string());
    }
    let standing = standing(installation, &copies).await;
    copies_against(&copies, &standing, &mut verdict);
    made(installation, &copies, &mut verdict);
    mails_against(installation, &copies, &parts, &mut verdict);
    verdict
}

/// What was answered is there.
fn answered(installation: &Installation, campaigns: &[Sent], verdict: &mut Verdict) {
    let states: BTreeMap<String, String> =
        installation.campaign_states().expect("the database answers").into_iter().collect();
    for sent in campaigns {
        let state = states.get(&sent.id).map_or("none", String::as_str);
        if sent.launched && !["live", "ended", "closed"].contains(&state) {
            verdict.lost.push(format!("the launch of {} was answered, and it is {state}", sent.code));
        }
        if sent.retracted && !["ended", "closed"].contains(&state) {
            verdict.unowned.push(format!("the retraction of {} was answered, and it is {state}", sent.code));
        }
        for what in &sent.seen_late {
            verdict.late.push(what.clone());
        }
    }
}

fn copies_against(copies: &[Copy], standing: &[Standing], verdict: &mut Verdict) {
    let mut known = BTreeSet::new();
    for copy in copies {
        *verdict.ends.entry((copy.channel.clone(), copy.state.clone())).or_default() += 1;
        let what = format!("{} {} {} {} is {}", copy.channel, copy.lang, copy.code, copy.id, copy.state);
        let mark = copy.mark();
        known.insert((copy.channel.clone(), copy.code.clone(), copy.lang.clone(), mark.clone()));
        let out = match copy.channel.as_str() {
            "email" => None,
            channel => {
                let there = |s: &&Standing| {
                    s.channel == channel && s.code == copy.code && s.lang == copy.lang && s.mark == mark
                };
                Some(standing.iter().filter(there).count())
            }
        };
        let not_out = ["planned", "suppressed", "rejected", "withdrawn"].contains(&copy.state.as_str());
        let remembers = copy.partly_out && ["planned", "rejected"].contains(&copy.state.as_str());
        match out {
            Some(out) if out > 0 && not_out && !remembers => verdict.orphans.push(what.clone()),
            Some(out) if out > 1 => verdict.orphans.push(format!("{what}, and stands {out} times")),
            Some(0) if copy.state == "live" => verdict.lost.push(format!("{what}, and does not stand")),
            _ => {}
        }
        if copy.moves()
            || (!copy.retracted()
                && !copy.over
                && ["withdrawn", "corrected", "closed"].contains(&copy.state.as_str()))
        {
            let found = if copy.retracted() { &mut verdict.unowned } else { &mut verdict.lost };
            found.push(format!("{what} ({}) in a campaign that is {}", copy.reason, copy.campaign));
        }
        if copy.campaign == "closed" && out.is_some_and(|out| out > 0) && !not_out {
            verdict.orphans.push(format!("{what} in a closed campaign"));
        }
    }
    let codes: BTreeSet<&str> = copies.iter().map(|copy| copy.code.as_str()).collect();
    for copy in standing {
        // Other tests use the same servers.
        let ours = codes.contains(copy.code.as_str());
        let key = (copy.channel.to_owned(), copy.code.clone(), copy.lang.clone(), copy.mark.clone());
        if ours && !known.contains(&key) {
            verdict.orphans.push(format!("{copy:?} has no row"));
        }
    }
}

/// Everything that stands outside, of every channel but e-mail.
pub async fn standing(installation: &Installation, copies: &[Copy]) -> Vec<Standing> {
    let mut found = on_the_site(installation, copies).await;
    found.extend(on_bluesky(installation).await);
    let networks = &installation.networks;
    for (channel, texts) in [
        ("mastodon", networks.mastodon.texts()),
        ("facebook", networks.facebook.texts()),
        ("telegram", networks.telegram.texts()),
    ] {
        found.extend(texts.iter().filter_map(|text| led_to(channel, text)));
    }
    found
}

/// The copy whose notice a text leads to, by the address in it: `…/LANG/a/CODE`, or `/c/` where there is no page; with a mark
/// where it is not the first in its place.
fn led_to(channel: &'static str, text: &str) -> Option<Standing> {
    let (before, after) = text.split_once("/a/").or_else(|| text.split_once("/c/"))?;
    let code: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
    let lang = before.rsplit('/').next()?.to_owned();
    let mark = after[code.len()..].strip_prefix("?v=").unwrap_or_default();
    let mark = mark.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    Some(Standing { channel, code, lang, mark })
}

async fn on_the_site(installation: &Installation, copies: &[Copy]) -> Vec<Standing> {
    let world = &installation.world;
    let mut found = Vec::new();
    let asked: BTreeSet<(&str, &str)> =
        copies.iter().map(|copy| (copy.code.as_str(), copy.lang.as_str())).collect();
    for (code, lang) in &asked {
        if world.page(&format!("/{lang}/a/{code}")).await.0 == 200 {
            let (code, lang) = ((*code).to_owned(), (*lang).to_owned());
            found.push(Standing { channel: "page", code, lang, mark: String::new() });
        }
    }
    for lang in asked.iter().map(|(_, lang)| *lang).collect::<BTreeSet<_>>() {
        let (_, feed) = world.page(&format!("/{lang}/feed.atom")).await;
        found.extend(feed.split("<entry>").skip(1).filter_map(|entry| led_to("feed", entry)));
    }
    found
}

async fn on_bluesky(installation: &Installation) -> Vec<Standing> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let url = format!(
            "{}/xrpc/com.atproto.repo.listRecords?repo={}&collection=app.bsky.feed.post&limit=100&cursor={cursor}",
            variable("CHILDALERT_TEST_PDS_URL"),
            variable("CHILDALERT_TEST_PDS_HANDLE")
        );
        let answer = installation.world.client.get(url).send().await.expect("the PDS answers");
        let listed: Value = serde_json::from_str(&answer.text().await.expect("text")).expect("JSON");
        let records = listed["records"].as_array().cloned().unwrap_or_default();
        found.extend(records.iter().filter_map(|record| led_to("bluesky", &record.to_string())));
        match listed["cursor"].as_str() {
            Some(next) if !records.is_empty() => cursor = next.to_owned(),
            _ => return found,
        }
    }
}

/// Whatever was made outside, also if it is gone by now, had leave before its campaign was retracted: that no leave came after
/// is looked at inside.
fn made(installation: &Installation, copies: &[Copy], verdict: &mut Verdict) {
    let by_key = |made: &Standing| {
        let same = |copy: &&Copy| {
            copy.channel == made.channel
                && copy.code == made.code
                && copy.lang == made.lang
                && copy.mark() == made.mark
        };
        copies.iter().find(same)
    };
    let truth = Command::new(variable("CHILDALERT_TEST_PDS_TRUTH")).output().expect("the PDS's log");
    assert!(truth.status.success(), "{}", String::from_utf8_lossy(&truth.stderr));
    for line in String::from_utf8_lossy(&truth.stdout).lines() {
        let event: Value = serde_json::from_str(line).expect("a line of JSON");
        let Some(made) = event["link"].as_str().and_then(|link| led_to("bluesky", link)) else { continue };
        if by_key(&made).is_some_and(|copy| !copy.begun) {
            verdict.late.push(format!("{made:?} was made without leave"));
        }
    }
    let networks = &installation.networks;
    for (channel, events) in [
        ("mastodon", networks.mastodon.truth()),
        ("facebook", networks.facebook.truth()),
        ("telegram", networks.telegram.truth()),
    ] {
        for event in events {
            // These networks are this installation's alone. What was made of a row that became a newer version has that one's mark now.
            let begun = led_to(channel, &event.link).is_some_and(|made| {
                let same = |copy: &Copy| {
                    copy.channel == channel && copy.code == made.code && copy.lang == made.lang && copy.begun
                };
                copies.iter().any(same)
            });
            if !begun {
                verdict.late.push(format!("{channel} {} was made without leave", event.id));
            }
        }
    }
}

/// The mails that really arrived: their Message-ID names the batch, the recipient's number, and whether it is the correction.
fn mails_against(installation: &Installation, copies: &[Copy], parts: &[Part], verdict: &mut Verdict) {
    let mut arrived: BTreeMap<(String, i64, bool), usize> = BTreeMap::new();
    for entry in std::fs::read_dir(variable("CHILDALERT_TEST_SMTP_DIR")).expect("the mail folder").flatten() {
        let Ok(mail) = std::fs::read(entry.path()) else { continue };
        let mail = String::from_utf8_lossy(&mail);
        let header = |name: &str| mail.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        if !header("X-Envelope-To:").is_some_and(|to| to.contains(&format!("{}@", installation.world.tag))) {
            continue;
        }
        let id = header("Message-ID:").and_then(|id| id.trim_matches(['<', '>']).split('@').next());
        let mut words = id.unwrap_or_default().split('.');
        let (Some(placement), Some(number)) = (words.next(), words.next()) else { continue };
        let Ok(number) = number.parse() else { continue };
        *arrived.entry((placement.to_owned(), number, words.next() == Some("end"))).or_default() += 1;
    }
    let batch = |id: &str| copies.iter().find(|copy| copy.id == id);
    for ((placement, number, correction), times) in &arrived {
        let Some(copy) = batch(placement) else {
            verdict.orphans.push(format!("a mail of batch {placement} that has no row"));
            continue;
        };
        let what = format!("recipient {number} of batch {placement}, which is {}", copy.state);
        let what =
            if *correction { format!("the correction to {what}") } else { format!("the notice to {what}") };
        if *times > 1 {
            verdict.orphans.push(format!("{what}, came {times} times"));
        }
        let part = parts.iter().find(|part| part.placement_id == *placement && part.number == *number);
        match part {
            None => verdict.orphans.push(format!("{what}, has no row")),
            Some(part) if !part.written_down => verdict.late.push(format!("{what}, came without leave")),
            Some(part) if ["planned", "suppressed", "refused"].contains(&part.state.as_str()) => {
                verdict.orphans.push(format!("{what}, whose row says {}", part.state));
            }
            Some(_) => {}
        }
    }
    // What the ledger has as sent arrived, and of a batch that is live nobody was left out.
    for copy in copies.iter().filter(|copy| copy.channel == "email" && copy.state == "live" && !copy.over) {
        for part in parts.iter().filter(|part| part.placement_id == copy.id) {
            let what =
                format!("recipient {} of batch {}, which is live, is {}", part.number, copy.id, part.state);
            let arrived = arrived.contains_key(&(copy.id.clone(), part.number, false));
            match part.state.as_str() {
                "sent" if !arrived => verdict.lost.push(format!("{what}, and has no mail")),
                "sent" | "sending" | "refused" => {}
                _ => verdict.lost.push(what),
            }
        }
    }
    // Everybody who has the notice of a corrected batch was told of the end.
    for copy in copies.iter().filter(|copy| copy.channel == "email" && copy.state == "corrected") {
        for (placement, number, _) in
            arrived.keys().filter(|(id, _, correction)| *id == copy.id && !correction)
        {
            if !arrived.contains_key(&(placement.clone(), *number, true)) {
                verdict.unowned.push(format!("recipient {number} of {placement} was never told of the end"));
            }
        }
    }
}
