//! The answers of holders of parental authority, by the link that they were given: they see exactly what would go out, agree to as
//! much of it as they will, and can take it back by the same link for as long as anything may be out.

use super::consents::{supersede, take_back_uncovered, tell_withdrawn, wanted, withdraw_in};
use super::{case_file, sealed};
use crate::accounts::{AccessFault, Purpose, Token, good_link};
use crate::error::Changed;
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_domain::{
    Area, CampaignState, Channel, Consent, ConsentDenied, Denial, Digest, Lang, NoticeText, PlacementState,
    Proof, ProofContent, Refusal, Rule, Scope, Shown, mandate, stands_beside,
};
use childalert_store::campaigns::CampaignRow;
use childalert_store::cases::{self, PaperKind, PaperRow};
use childalert_store::consent_requests::{self, ConsentRequestRow};
use childalert_store::{StoreError, Tx, campaigns, links, placements, proofs};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a holder agrees to, of what was shown.
#[derive(Clone, Debug, Default)]
pub struct ConsentAnswer {
    /// To all that was shown, whatever else is named here.
    pub all: bool,
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
    /// Whether another campaign of the case is out while what they agreed to stands.
    pub elsewhere: bool,
    /// Something else keeps it out without their consent: another holder's, or a decision of the foundation.
    pub kept_by_others: bool,
    /// Copies by channel.
    pub copies: BTreeMap<String, CopiesOf>,
}

/// How the copies on one channel stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopiesOf {
    /// All there were.
    pub all: usize,
    /// Out, on their way out or on their way back, or nobody can tell.
    pub out: usize,
    /// Of those, a person sees to it: they could not be taken back by the service.
    pub with_person: usize,
    /// Sent, and whoever has it was told of the end: mail cannot be taken back.
    pub told: usize,
}

impl App {
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
        self.noted_of_link(sheet, Tried { actor, act, subject, campaign: None }).await
    }

    /// A file of what a holder is shown: only of that proof, and only until the end.
    pub async fn consent_file(&self, token: &Token, name: &str) -> Result<(String, bytes::Bytes), AppError> {
        let sheet = self.consent_sheet(token).await?;
        let content = Some(sheet.content).filter(|_| !sheet.ended).ok_or(AppError::NotFound("file"))?;
        let file = content.files.iter().find(|file| file.name == name).ok_or(AppError::NotFound("file"))?;
        Ok((file.media_type.clone(), self.inner.files.get(file.sha256).await?))
    }

    /// A photo that the holder is asked about, as it is.
    pub async fn consent_photo(&self, token: &Token, sha256: Digest) -> Result<bytes::Bytes, AppError> {
        let sheet = self.consent_sheet(token).await?;
        let asked_about = !sheet.ended && sheet.content.photos.iter().any(|photo| photo.sha256 == sha256);
        if !asked_about {
            return Err(AppError::NotFound("photo"));
        }
        self.inner.files.get(sha256).await
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
                let chosen = Scope {
                    photos: answer.photos.intersection(&shown.photos).cloned().collect(),
                    channels: answer.channels.intersection(&shown.channels).copied().collect(),
                    languages: answer.languages.intersection(&shown.languages).copied().collect(),
                    area: match answer.area {
                        true => shown.area.clone(),
                        false => Area::Municipalities(BTreeSet::new()),
                    },
                    // An end that nobody can read is none that was chosen.
                    until: answer.until.unwrap_or(now).min(shown.until),
                };
                let wanted = if answer.all { shown.clone() } else { chosen };
                let missing = [
                    (wanted.photos.is_empty(), Rule::CONSENT_PHOTO, "photos"),
                    (wanted.channels.is_empty(), Rule::CONSENT_CHANNEL, "channels"),
                    (wanted.languages.is_empty(), Rule::CONSENT_LANGUAGE, "languages"),
                    (!answer.area && !answer.all, Rule::CONSENT_AREA, "area"),
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
                let before = case_file(tx, asked.case_id).await?;
                let (consents, denials) = (before.consents()?, before.denials()?);
                let consent = Consent {
                    beside: stands_beside(&consents, &denials, &asked.holder, &wanted, &shown, now),
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
                // All that they said, on whatever paper: whoever takes their word back by their link takes all of it back.
                for older in standing_of(tx, &asked).await? {
                    if older != paper {
                        supersede(tx, &inner, older, &holder(&asked), now).await?;
                    }
                }
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
        self.noted_of_link(done, Tried { actor: "holder", act, subject, campaign: None }).await
    }

    async fn link_subject(&self, token: &Token) -> Option<Uuid> {
        let hash = token.hash();
        let read = self.inner.store.read(move |tx| Box::pin(async move { links::find(tx, &hash).await }));
        let found: Result<_, StoreError> = read.await;
        found.ok().flatten().map(|link| link.subject)
    }
}

/// The papers by which a holder agrees.
async fn standing_of(tx: &mut Tx, asked: &ConsentRequestRow) -> Result<Vec<Uuid>, AppError> {
    let mut standing = Vec::new();
    for paper in cases::papers(tx, asked.case_id).await? {
        if paper.kind == PaperKind::Consent.name() {
            let consent: Consent = serde_json::from_str(&paper.body)?;
            if consent.withdrawn_at.is_none() && consent.is_of(&asked.holder) {
                standing.push(paper.id);
            }
        }
    }
    Ok(standing)
}

/// There is nothing to answer any more.
fn over() -> AppError {
    Refusal::at(Rule::CAMPAIGN_STATE, "campaign", CampaignState::Ended.name()).into()
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

/// The newest proof that can be looked at.
pub(super) async fn newest_frozen(tx: &mut Tx, campaign: Uuid) -> Result<Option<Proof>, AppError> {
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
    // Whoever did not answer yet is shown what would go out next; whoever did, how it stands with what they answered to.
    let newer = match asked.outcome == "asked" {
        true => crate::campaigns::newer_version(tx, &row).await?,
        false => None,
    };
    let proof = match (newer, row.live_proof) {
        (Some((newer, _)), _) => crate::campaigns::thaw(newer)?.ok_or(AppError::NotFound("proof"))?,
        (None, Some(live)) => crate::campaigns::frozen_proof(tx, live).await?,
        (None, None) => newest_frozen(tx, row.id).await?.ok_or(AppError::NotFound("proof"))?,
    };
    let content = proof.content().clone();
    let notice = content.notices.iter().find(|notice| notice.lang == lang).or(content.notices.first());
    let notice = notice.cloned().ok_or(AppError::NotFound("notice"))?;
    let decisions = crate::campaigns::all_decisions(tx, row.id).await?;
    let required = mandate(&decisions, proof.digest()).is_some_and(|mandate| mandate.required);
    let mut copies: BTreeMap<String, CopiesOf> = BTreeMap::new();
    add_copies(tx, row.id, &mut copies).await?;
    let paper = match asked.paper_id.filter(|_| asked.outcome == "agreed") {
        Some(paper) => cases::find_paper(tx, paper).await?,
        None => None,
    };
    let (mut given, mut outcome, mut answered_at) = (None, asked.outcome, asked.answered_at);
    let mut others_out = false;
    if let Some(paper) = paper {
        let consent: Consent = serde_json::from_str(&paper.body)?;
        // What else it put out is theirs to know of until it is back.
        for other in others_covered(tx, &row, &consent.scope).await? {
            add_copies(tx, other.id, &mut copies).await?;
            others_out |= !other.state.0.retracted();
        }
        match consent.withdrawn_at {
            None => given = Some(consent.scope),
            // An officer recorded it, by telephone.
            Some(at) => (outcome, answered_at) = ("withdrawn".to_owned(), Some(at)),
        }
    }
    let until = row.until.unwrap_or(content.until);
    let live = row.launched_at.is_some() && !row.state.0.retracted();
    Ok(ConsentSheet {
        kept_by_others: (live || others_out) && given.is_none() && !required && outcome != "asked",
        elsewhere: others_out && given.is_some(),
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

/// The case's other campaigns that a consent covers, and that are out or on their way back.
async fn others_covered(tx: &mut Tx, own: &CampaignRow, scope: &Scope) -> Result<Vec<CampaignRow>, AppError> {
    let mut covered = Vec::new();
    for other in campaigns::of_case(tx, own.case_id).await? {
        let open = other.id != own.id && other.state.0 != CampaignState::Closed;
        let Some(proof) = other.live_proof.filter(|_| open) else { continue };
        let proof = match crate::campaigns::frozen_proof(tx, proof).await {
            Ok(proof) => proof,
            Err(AppError::Store(error)) => return Err(error.into()),
            // Nobody can show what it covers: it is on its way back for that.
            Err(_) => continue,
        };
        if scope.gaps(&wanted(&other, &proof)).is_empty() {
            covered.push(other);
        }
    }
    Ok(covered)
}

/// Counts a campaign's copies in, by channel.
async fn add_copies(
    tx: &mut Tx,
    campaign: Uuid,
    copies: &mut BTreeMap<String, CopiesOf>,
) -> Result<(), AppError> {
    for count in placements::counts(tx, campaign).await? {
        let state = PlacementState::named(&count.state).ok_or(StoreError::Unreadable("placements.state"))?;
        let many = usize::try_from(count.copies).unwrap_or_default();
        let of = copies.entry(count.channel).or_default();
        of.all += many;
        of.out += if state.owed() { many } else { 0 };
        of.with_person += if state == PlacementState::Escalated { many } else { 0 };
        of.told += if state == PlacementState::Corrected { many } else { 0 };
    }
    Ok(())
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
