//! Consent asked for by a link: the holder sees exactly what would go out, in their language, agrees to as much of it as they
//! will, and can take it back by the same link for as long as anything may be out.

use super::consents::{supersede, take_back_uncovered, tell_withdrawn, withdraw_in};
use super::{case_file, sealed};
use crate::accounts::{AccessFault, Purpose, Token, good_link, make_link};
use crate::error::Changed;
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::{App, AppError, Request};
use childalert_domain::{
    Area, Authority, Channel, Consent, ConsentDenied, Denial, Digest, Lang, NoticeText, Proof, ProofContent,
    Refusal, Rule, Scope, Shown, mandate,
};
use childalert_store::cases::{self, PaperKind, PaperRow};
use childalert_store::consent_requests::{self, ConsentRequestRow};
use childalert_store::{StoreError, Tx, campaigns, links, placements, proofs};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use utoipa::ToSchema;
use uuid::Uuid;

/// Whom to ask.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentAsk {
    /// For which campaign of the case; its newest frozen proof is what is shown.
    pub campaign: Uuid,
    /// Who is asked.
    #[schema(min_length = 1, max_length = 160)]
    pub holder: String,
    /// In what capacity.
    pub authority: Authority,
    /// In which language.
    pub lang: Lang,
}

/// A consent that was asked for.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConsentAsked {
    /// Its id.
    pub id: Uuid,
    /// For which campaign.
    pub campaign: Uuid,
    /// Who is asked.
    pub holder: String,
    /// `asked`, `agreed`, `refused` or `withdrawn`.
    pub outcome: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When an officer took the link back.
    #[serde(default)]
    pub revoked_at: Option<DateTime<Utc>>,
    /// The address to give to the holder, shown once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What a holder agrees to, of what was shown.
#[derive(Clone, Debug, Default)]
pub struct ConsentAnswer {
    /// Photos.
    pub photos: BTreeSet<String>,
    /// Channels.
    pub channels: BTreeSet<Channel>,
    /// Languages.
    pub languages: BTreeSet<Lang>,
    /// Whether the area is agreed to.
    pub area: bool,
    /// Until when.
    pub until: Option<DateTime<Utc>>,
    /// The proof that was on the page.
    pub shown: Option<Digest>,
}

/// What a holder sees.
pub struct ConsentSheet {
    /// Who they are.
    pub holder: String,
    /// Their language.
    pub lang: Lang,
    /// `asked`, `agreed`, `refused` or `withdrawn`.
    pub outcome: String,
    /// When they answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// The words of the notice, in their language where it has it.
    pub notice: NoticeText,
    /// What would go out.
    pub content: ProofContent,
    /// Its digest.
    pub digest: Digest,
    /// Until when it would be out: the period that runs, once it does.
    pub until: DateTime<Utc>,
    /// What they agreed to.
    pub given: Option<Scope>,
    /// Whether the magistrate requires the diffusion: then it stands without them.
    pub required: bool,
    /// Whether anything is, or was, out.
    pub launched: bool,
    /// Whether the campaign is over: then nothing that names or shows the child is shown any more.
    pub ended: bool,
    /// Copies by channel: how many are out or on their way back, and how many there were.
    pub copies: BTreeMap<String, (usize, usize)>,
}

impl App {
    /// Makes a link for a holder of parental authority. An older unused one of the same request does not exist: each asking is its
    /// own.
    pub async fn ask_consent(
        &self,
        request: &Request,
        case: Uuid,
        ask: ConsentAsk,
    ) -> Result<ConsentAsked, AppError> {
        let (id, link, entry) = (self.inner.ids.id(), self.inner.ids.id(), self.inner.ids.id());
        let by = request.actor.to_string();
        let token = Token::new(&self.inner);
        let (made, hash) = (Arc::new(AtomicBool::new(false)), token.clone());
        let done = made.clone();
        let lang = ask.lang;
        let asked = self
            .once(request, move |tx, now| {
                Box::pin(async move {
                    let campaign = campaigns::find(tx, ask.campaign)
                        .await?
                        .filter(|campaign| campaign.case_id == case)
                        .ok_or_else(|| Refusal::at(Rule::OVERRIDE_CAMPAIGN, "campaign", ""))?;
                    // What nobody can look at cannot be agreed to.
                    if newest_frozen(tx, campaign.id).await?.is_none() {
                        return Err(Refusal::at(Rule::PROOF_NOT_FROZEN, "campaign", "").into());
                    }
                    let row = ConsentRequestRow {
                        id,
                        case_id: case,
                        campaign_id: campaign.id,
                        holder: ask.holder.trim().to_owned(),
                        authority: serde_json::to_string(&ask.authority)?,
                        lang: ask.lang.code().to_owned(),
                        asked_by: by.clone(),
                        asked_at: now,
                        outcome: "asked".to_owned(),
                        paper_id: None,
                        answered_at: None,
                        revoked_at: None,
                    };
                    consent_requests::insert(tx, &row).await?;
                    make_link(tx, link, Purpose::Consent, id, &hash, (&by, now)).await?;
                    let act = Act {
                        actor: &by,
                        act: "consent.ask",
                        subject: case,
                        campaign: Some(campaign.id),
                        reason: "",
                        detail: id.to_string(),
                    };
                    record(tx, entry, now, act);
                    done.store(true, Ordering::Relaxed);
                    Ok(asked_view(row))
                })
            })
            .await?;
        let link = format!("{}/{lang}/consent/{}", self.public_url(), token.text());
        Ok(ConsentAsked { link: made.load(Ordering::Relaxed).then_some(link), ..asked })
    }

    /// A case's askings, oldest first.
    pub async fn consents_asked(&self, case: Uuid) -> Result<Vec<ConsentAsked>, AppError> {
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { consent_requests::of_case(tx, case).await }));
        let rows: Result<Vec<_>, StoreError> = read.await;
        Ok(rows?.into_iter().map(asked_view).collect())
    }

    /// Takes the link of an asking back: it opens nothing from then on. An answer that was given by it stands, and is withdrawn by
    /// word of mouth.
    pub async fn revoke_consent_link(
        &self,
        request: &Request,
        case: Uuid,
        asking: Uuid,
    ) -> Result<ConsentAsked, AppError> {
        let (entry, by) = (self.inner.ids.id(), request.actor.to_string());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_case(case).await?;
                let find = async |tx: &mut Tx| {
                    let found = consent_requests::find(tx, asking).await?;
                    found.filter(|asked| asked.case_id == case).ok_or(AppError::NotFound("consent request"))
                };
                let asked = find(tx).await?;
                if consent_requests::revoke(tx, asking, now).await? {
                    links::revoke_of(tx, asking, now).await?;
                    let act = Act {
                        actor: &by,
                        act: "consent.revoke_link",
                        subject: case,
                        campaign: Some(asked.campaign_id),
                        reason: "",
                        detail: asking.to_string(),
                    };
                    record(tx, entry, now, act);
                }
                Ok(asked_view(find(tx).await?))
            })
        })
        .await
    }

    /// What a holder sees.
    pub async fn consent_sheet(&self, token: &Token) -> Result<ConsentSheet, AppError> {
        let (now, sent) = (self.inner.clock.now(), token.clone());
        let read = self.inner.store.read(move |tx| {
            Box::pin(async move {
                let asked = asked(tx, &sent, now).await?;
                sheet(tx, asked).await
            })
        });
        let sheet = read.await;
        let (actor, act) = ("holder", "consent.look");
        let subject = match sheet {
            Ok(_) => Uuid::nil(),
            Err(_) => self.link_subject(token).await.unwrap_or_default(),
        };
        self.noted(sheet, Tried { actor, act, subject, campaign: None }).await
    }

    /// A file of what a holder is shown: only of that proof, and only until the end.
    pub async fn consent_file(&self, token: &Token, name: &str) -> Result<(String, bytes::Bytes), AppError> {
        let sheet = self.consent_sheet(token).await?;
        let content = Some(sheet.content).filter(|_| !sheet.ended).ok_or(AppError::NotFound("file"))?;
        let file = content.files.iter().find(|file| file.name == name).ok_or(AppError::NotFound("file"))?;
        Ok((file.media_type.clone(), self.inner.files.get(file.sha256).await?))
    }

    /// The holder agrees, to no more than what was shown.
    pub async fn give_consent(&self, token: &Token, answer: ConsentAnswer) -> Result<(), AppError> {
        let inner = self.inner.clone();
        let salt = Token::new(&self.inner).text().to_owned();
        self.answer_consent(token, "consent.give", move |tx, asked, now| {
            Box::pin(async move {
                let sheet = sheet(tx, asked.clone()).await?;
                if sheet.ended {
                    return Err(over());
                }
                if answer.shown != Some(sheet.digest) {
                    let changed = changed(tx, asked.campaign_id, answer.shown, &sheet).await?;
                    return Err(AppError::ShownChanged(changed));
                }
                let shown = Scope { until: sheet.until, ..sheet.content.scope() };
                let wanted = Scope {
                    photos: answer.photos.intersection(&shown.photos).cloned().collect(),
                    channels: answer.channels.intersection(&shown.channels).copied().collect(),
                    languages: answer.languages.intersection(&shown.languages).copied().collect(),
                    area: if answer.area { shown.area } else { Area::Municipalities(BTreeSet::new()) },
                    until: answer.until.unwrap_or(shown.until).min(shown.until),
                };
                let missing = [
                    (wanted.photos.is_empty(), Rule::CONSENT_PHOTO, "photos"),
                    (wanted.channels.is_empty(), Rule::CONSENT_CHANNEL, "channels"),
                    (wanted.languages.is_empty(), Rule::CONSENT_LANGUAGE, "languages"),
                    (!answer.area, Rule::CONSENT_AREA, "area"),
                    (wanted.until <= now, Rule::PERIOD_PAST, "until"),
                ];
                let missing: Vec<Refusal> = missing
                    .into_iter()
                    .filter(|(missing, ..)| *missing)
                    .map(|(_, rule, field)| Refusal::at(rule, field, ""))
                    .collect();
                if !missing.is_empty() {
                    return Err(AppError::Refused(missing));
                }
                let consent = Consent {
                    holder: asked.holder.clone(),
                    authority: serde_json::from_str(&asked.authority)?,
                    given_at: now,
                    scope: wanted,
                    form: None,
                    scan: None,
                    note: String::new(),
                    shown: Some(Shown { proof: sheet.digest, lang: sheet.lang }),
                    withdrawn_at: None,
                };
                // One answer stands for one link: the older one goes, and with it what the newer one does not cover.
                let by = holder(&asked);
                if let Some(older) = asked.paper_id.filter(|_| asked.outcome == "agreed") {
                    supersede(tx, &inner, older, &by, now).await?;
                }
                let body = serde_json::to_string(&consent)?;
                file_answer(tx, &inner, &asked, (PaperKind::Consent, body, salt), "agreed", now).await?;
                let file = case_file(tx, asked.case_id).await?;
                let taken_back = take_back_uncovered(tx, &inner, &file, &by, now).await?;
                if taken_back.is_empty() {
                    return Ok(());
                }
                // A narrower answer than before: whoever has a campaign out must know that it is coming back.
                tell_withdrawn(tx, &inner, &file, taken_back.len(), now).await
            })
        })
        .await
    }

    /// The holder says no: it stands against everybody else's yes.
    pub async fn refuse_consent(&self, token: &Token, reasons: String) -> Result<(), AppError> {
        let inner = self.inner.clone();
        let salt = Token::new(&self.inner).text().to_owned();
        self.answer_consent(token, "consent.refuse", move |tx, asked, now| {
            Box::pin(async move {
                let row =
                    campaigns::find(tx, asked.campaign_id).await?.ok_or(AppError::NotFound("campaign"))?;
                if row.state.0.retracted() {
                    return Err(over());
                }
                let denied = ConsentDenied {
                    holder: asked.holder.clone(),
                    authority: serde_json::from_str(&asked.authority)?,
                    outcome: Denial::Refused,
                    reasons: reasons.chars().take(2000).collect(),
                    at: now,
                };
                let body = serde_json::to_string(&denied)?;
                file_answer(tx, &inner, &asked, (PaperKind::Denied, body, salt), "refused", now).await?;
                let file = case_file(tx, asked.case_id).await?;
                let taken_back = take_back_uncovered(tx, &inner, &file, &holder(&asked), now).await?;
                tell_withdrawn(tx, &inner, &file, taken_back.len(), now).await
            })
        })
        .await
    }

    /// The holder takes their consent back: in the same transaction, everything that it alone covered is retracted.
    pub async fn withdraw_by_link(&self, token: &Token) -> Result<(), AppError> {
        let inner = self.inner.clone();
        self.answer_consent(token, "consent.withdraw", move |tx, asked, now| {
            Box::pin(async move {
                let paper = asked.paper_id.filter(|_| asked.outcome == "agreed");
                let paper = paper.ok_or_else(|| Refusal::at(Rule::CONSENT, "consents", ""))?;
                withdraw_in(tx, &inner, paper, &holder(&asked), now).await?;
                consent_requests::answer(tx, asked.id, "withdrawn", Some(paper), now).await?;
                Ok(())
            })
        })
        .await
    }

    async fn answer_consent<F>(&self, token: &Token, act: &'static str, work: F) -> Result<(), AppError>
    where
        F: for<'t> FnOnce(
                &'t mut Tx,
                ConsentRequestRow,
                DateTime<Utc>,
            ) -> childalert_store::Work<'t, (), AppError>
            + Send
            + 'static,
    {
        let (now, sent) = (self.inner.clock.now(), token.clone());
        let done = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let row = asked(tx, &sent, now).await?;
                    tx.own_case(row.case_id).await?;
                    // Read again: another answer by the same link, or an officer who took the link back, may have come first.
                    let row = consent_requests::find(tx, row.id).await?.ok_or(AccessFault::LinkUnknown)?;
                    if row.revoked_at.is_some() {
                        return Err(AccessFault::LinkExpired.into());
                    }
                    work(tx, row, now).await
                })
            })
            .await;
        self.inner.committed();
        let subject = self.link_subject(token).await.unwrap_or_default();
        self.noted(done, Tried { actor: "holder", act, subject, campaign: None }).await
    }

    async fn link_subject(&self, token: &Token) -> Option<Uuid> {
        let hash = token.hash();
        let read = self.inner.store.read(move |tx| Box::pin(async move { links::find(tx, &hash).await }));
        let found: Result<_, StoreError> = read.await;
        found.ok().flatten().map(|link| link.subject)
    }
}

/// There is nothing to answer any more.
fn over() -> AppError {
    Refusal::at(Rule::CAMPAIGN_STATE, "campaign", childalert_domain::CampaignState::Ended.name()).into()
}

/// What differs between the proof that somebody was shown and the one that there is now.
async fn changed(
    tx: &mut Tx,
    campaign: Uuid,
    shown: Option<Digest>,
    now: &ConsentSheet,
) -> Result<Vec<Changed>, AppError> {
    let shown = shown.map(|digest| digest.to_string());
    let proofs = proofs::of_campaign(tx, campaign).await?;
    let before = proofs.into_iter().find(|row| row.digest.is_some() && row.digest == shown);
    let Some(before) = before.map(crate::campaigns::thaw).transpose()?.flatten() else {
        return Ok(vec![Changed::Look]);
    };
    let (before, after) = (before.content(), &now.content);
    let differences = [
        (before.notices != after.notices, Changed::Texts),
        (before.scope().photos != after.scope().photos, Changed::Photos),
        (before.channels != after.channels, Changed::Channels),
        (before.scope().languages != after.scope().languages, Changed::Languages),
        (before.area != after.area, Changed::Area),
        (before.until != after.until, Changed::Until),
    ];
    let differences: Vec<Changed> =
        differences.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect();
    Ok(if differences.is_empty() { vec![Changed::Look] } else { differences })
}

/// A holder, in the trail: by the request, without a name.
fn holder(asked: &ConsentRequestRow) -> String {
    format!("holder:{}", asked.id)
}

async fn asked(tx: &mut Tx, token: &Token, now: DateTime<Utc>) -> Result<ConsentRequestRow, AppError> {
    // One that an officer took back is over, and not a stranger's guess.
    let revoked = links::find(tx, &token.hash())
        .await?
        .is_some_and(|link| link.purpose == Purpose::Consent.name() && link.revoked_at.is_some());
    if revoked {
        return Err(AccessFault::LinkExpired.into());
    }
    let link = good_link(tx, token, &[Purpose::Consent], now).await?;
    consent_requests::find(tx, link.subject).await?.ok_or_else(|| AccessFault::LinkUnknown.into())
}

async fn newest_frozen(tx: &mut Tx, campaign: Uuid) -> Result<Option<Proof>, AppError> {
    for row in proofs::of_campaign(tx, campaign).await?.into_iter().rev() {
        if let Some(proof) = crate::campaigns::thaw(row)? {
            return Ok(Some(proof));
        }
    }
    Ok(None)
}

async fn sheet(tx: &mut Tx, asked: ConsentRequestRow) -> Result<ConsentSheet, AppError> {
    let lang: Lang = asked.lang.parse().unwrap_or(Lang::Fr);
    let row = campaigns::find(tx, asked.campaign_id).await?.ok_or(AppError::NotFound("campaign"))?;
    let proof = match row.live_proof {
        Some(live) => crate::campaigns::frozen_proof(tx, live).await?,
        None => newest_frozen(tx, row.id).await?.ok_or(AppError::NotFound("proof"))?,
    };
    let content = proof.content().clone();
    let notice = content.notices.iter().find(|notice| notice.lang == lang).or(content.notices.first());
    let notice = notice.cloned().ok_or(AppError::NotFound("notice"))?;
    let decisions = crate::campaigns::all_decisions(tx, row.id).await?;
    let required = mandate(&decisions, proof.digest()).is_some_and(|mandate| mandate.required);
    let mut copies: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for copy in placements::of_campaign(tx, row.id, 10_000, 0).await? {
        let (out, all) = copies.entry(copy.channel).or_default();
        *all += 1;
        *out += usize::from(!copy.state.0.settled(true));
    }
    let paper = match asked.paper_id.filter(|_| asked.outcome == "agreed") {
        Some(paper) => cases::find_paper(tx, paper).await?,
        None => None,
    };
    let (mut given, mut outcome, mut answered_at) = (None, asked.outcome, asked.answered_at);
    if let Some(paper) = paper {
        let consent: Consent = serde_json::from_str(&paper.body)?;
        match consent.withdrawn_at {
            None => given = Some(consent.scope),
            // An officer recorded it, by telephone.
            Some(at) => (outcome, answered_at) = ("withdrawn".to_owned(), Some(at)),
        }
    }
    let until = row.until.unwrap_or(content.until);
    Ok(ConsentSheet {
        holder: asked.holder,
        lang,
        outcome,
        answered_at,
        notice,
        digest: proof.digest(),
        until,
        content,
        given,
        required,
        launched: row.launched_at.is_some(),
        ended: row.state.0.retracted(),
        copies,
    })
}

/// Files a holder's answer as a paper of the case.
async fn file_answer(
    tx: &mut Tx,
    inner: &crate::Inner,
    asked: &ConsentRequestRow,
    (kind, body, salt): (PaperKind, String, String),
    outcome: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let by = holder(asked);
    let row = PaperRow {
        id: inner.ids.id(),
        case_id: asked.case_id,
        kind: kind.name().to_owned(),
        body,
        salt,
        recorded_by: by.clone(),
        recorded_at: now,
    };
    cases::insert_paper(tx, &row).await?;
    consent_requests::answer(tx, asked.id, outcome, Some(row.id), now).await?;
    let act = if kind == PaperKind::Consent { "consent.give" } else { "consent.refuse" };
    // In the case's thread of the trail: a consent stands for every campaign of the case.
    let (subject, campaign) = (asked.case_id, None);
    record(
        tx,
        inner.ids.id(),
        now,
        Act { actor: &by, act, subject, campaign, reason: "", detail: sealed(&row) },
    );
    Ok(())
}

fn asked_view(row: ConsentRequestRow) -> ConsentAsked {
    let ConsentRequestRow { id, campaign_id, holder, outcome, asked_at, revoked_at, .. } = row;
    ConsentAsked { id, campaign: campaign_id, holder, outcome, asked_at, revoked_at, link: None }
}
