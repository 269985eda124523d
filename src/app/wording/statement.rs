//! The closing statement for people: what its JSON says, in one language.

use childalert_domain::{Digest, Kind, Lang, RetractionReason};
use childalert_poster::{Block, Report, Section};
use childalert_trust::{Answered, ChannelAccount, ClosingStatement, Replaced, StatedDecision};
use childalert_words::{
    Arg, channel, copy_reason, duration, kind, language, moment, retraction_reason, role, text, text_with,
};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Stands where there is nothing to say.
const NOTHING: &str = "–";

/// The statement as a document; `digest` is that of its JSON file.
pub fn statement_report(statement: &ClosingStatement, digest: Digest, lang: Lang) -> Report {
    let code = [("code", Arg::Text(&statement.code))];
    let subtitle = format!("{} · {}", text_with(lang, "statement-of", &code), kind(lang, statement.kind));
    let mut sections = vec![course(statement, lang), copies(statement, lang)];
    sections.extend(times(statement, lang));
    sections.extend(persons(&statement.answered, lang));
    sections.extend(statement.replaces.as_ref().map(|replaced| replaces(replaced, lang)));
    sections.push(evidence(statement, digest, lang));
    Report {
        lang: lang.code().to_owned(),
        sender: text(lang, "site-name"),
        title: match statement.kind {
            Kind::Drill => text(lang, "drill-statement-title"),
            _ => text(lang, "statement-title"),
        },
        subtitle,
        lead: text_with(lang, "statement-lead", &[("copies", Arg::Number(statement.copies))]),
        sections,
        check_url: statement.check_url.clone(),
        check: text(lang, "statement-check"),
        footer: text_with(lang, "statement-footer", &code),
    }
}

fn section(lang: Lang, heading: &str, blocks: Vec<Block>) -> Section {
    Section { heading: text(lang, heading), blocks }
}

fn course(statement: &ClosingStatement, lang: Lang) -> Section {
    let when = |at: Option<DateTime<Utc>>| at.map_or_else(|| NOTHING.to_owned(), |at| moment(lang, at));
    let reason = serde_json::from_value::<RetractionReason>(Value::String(statement.ended_reason.clone()));
    let ended = match reason {
        Ok(reason) => format!("{} · {}", moment(lang, statement.ended_at), retraction_reason(lang, reason)),
        Err(_) => moment(lang, statement.ended_at),
    };
    let facts = vec![
        (text(lang, "statement-launched"), when(statement.launched_at)),
        (text(lang, "statement-ended"), ended),
        (text(lang, "statement-last-copy"), when(statement.last_copy_at)),
        (text(lang, "statement-closed"), moment(lang, statement.closed_at)),
    ];
    section(lang, "statement-course", vec![Block::Facts(facts), Block::Text(text(lang, "statement-clock"))])
}

fn copies(statement: &ClosingStatement, lang: Lang) -> Section {
    let head = [
        "statement-channel",
        "statement-planned",
        "statement-withdrawn",
        "statement-corrected",
        "statement-answered",
        "statement-suppressed",
    ];
    let row = |name: String, one: &ChannelAccount| {
        let counts = [one.copies, one.withdrawn, one.corrected, one.answered, one.suppressed];
        std::iter::once(name).chain(counts.map(|count| count.to_string())).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> =
        statement.channels.iter().map(|one| row(channel(lang, one.channel), one)).collect();
    if let [_, _, ..] = statement.channels.as_slice() {
        let sum = |of: fn(&ChannelAccount) -> i64| statement.channels.iter().map(of).sum::<i64>();
        let whole = ChannelAccount {
            copies: statement.copies,
            withdrawn: sum(|one| one.withdrawn),
            corrected: sum(|one| one.corrected),
            answered: sum(|one| one.answered),
            suppressed: sum(|one| one.suppressed),
            ..statement.channels[0].clone()
        };
        rows.push(row(text(lang, "statement-all"), &whole));
    }
    let head = head.map(|key| text(lang, key)).to_vec();
    section(lang, "statement-copies", vec![Block::Table { head, rows }])
}

fn times(statement: &ClosingStatement, lang: Lang) -> Option<Section> {
    let head =
        ["statement-channel", "statement-half", "statement-most", "statement-last", "statement-last-at"];
    let rows: Vec<Vec<String>> = statement
        .channels
        .iter()
        .filter_map(|one| {
            let took = one.took.as_ref()?;
            let [half, most, last] = [took.p50_ms, took.p95_ms, took.max_ms].map(|ms| duration(lang, ms));
            Some(vec![channel(lang, one.channel), half, most, last, moment(lang, took.last_at)])
        })
        .collect();
    let head = head.map(|key| text(lang, key)).to_vec();
    (!rows.is_empty()).then(|| section(lang, "statement-times", vec![Block::Table { head, rows }]))
}

fn persons(answered: &[Answered], lang: Lang) -> Option<Section> {
    let fact = |one: &Answered| {
        let language = one.lang.parse().map_or_else(|_| one.lang.clone(), |of| language(lang, of));
        let reason = one.reason.as_deref().and_then(|reason| copy_reason(lang, reason));
        let said = [moment(lang, one.at), person(lang, &one.by)];
        let said = said.into_iter().chain(reason.map(|reason| reason.title)).collect::<Vec<_>>().join(" · ");
        (format!("{}, {language}", channel(lang, one.channel)), said)
    };
    let facts: Vec<(String, String)> = answered.iter().map(fact).collect();
    (!facts.is_empty()).then(|| section(lang, "statement-persons", vec![Block::Facts(facts)]))
}

/// A role in words and an account by its id: the statement names nobody.
fn person(lang: Lang, by: &str) -> String {
    match by.split_once(':') {
        Some((code, id)) => format!("{} {id}", role(lang, code).unwrap_or_else(|| code.to_owned())),
        None => by.to_owned(),
    }
}

fn replaces(replaced: &Replaced, lang: Lang) -> Section {
    let (closed, reopened) = (moment(lang, replaced.closed_at), moment(lang, replaced.reopened_at));
    let args = [("closed", Arg::Text(&closed)), ("reopened", Arg::Text(&reopened))];
    let mut facts =
        vec![(text(lang, "statement-trail"), entry(lang, replaced.trail.seq, replaced.trail.hash))];
    facts.extend(replaced.statement.map(|digest| (text(lang, "statement-sha256"), digest.to_string())));
    let said = Block::Text(text_with(lang, "statement-replaces-text", &args));
    section(lang, "statement-replaces", vec![said, Block::Facts(facts)])
}

fn entry(lang: Lang, seq: i64, hash: Digest) -> String {
    format!("{} {hash}", text_with(lang, "statement-entry", &[("seq", Arg::Text(&seq.to_string()))]))
}

fn evidence(statement: &ClosingStatement, digest: Digest, lang: Lang) -> Section {
    let mut facts: Vec<(String, String)> =
        statement.proofs.iter().map(|proof| (text(lang, "statement-proof"), proof.to_string())).collect();
    facts.extend(statement.decisions.iter().map(|decision| decided(decision, lang)));
    facts.push((text(lang, "statement-trail"), entry(lang, statement.trail.seq, statement.trail.hash)));
    let signed = match &statement.checkpoint {
        Some(checkpoint) => checkpoint.key.fingerprint().to_string(),
        None => text(lang, "statement-unsigned"),
    };
    facts.push((text(lang, "statement-signed"), signed));
    facts.push((text(lang, "statement-sha256"), digest.to_string()));
    let how = Block::Text(text(lang, "statement-how"));
    section(lang, "statement-evidence", vec![Block::Facts(facts), how])
}

fn decided(decision: &StatedDecision, lang: Lang) -> (String, String) {
    let act = text(lang, &format!("decide-act-{}", decision.act.name()));
    let said = [moment(lang, decision.at), person(lang, &decision.by)];
    let digest = decision.statement.map(|digest| digest.to_string());
    let said: Vec<String> = said.into_iter().chain(digest).collect();
    (text_with(lang, "statement-decision", &[("act", Arg::Text(&act))]), said.join(" · "))
}
