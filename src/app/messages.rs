//! Telling those concerned: the authorities of each worrying case and of each launch and end (P 2.3.2, 2.3.3.1), magistrates of
//! what waits for them, everybody on a case of a consent that was withdrawn. Each message is a row before it is sent, and is
//! tried until a mail server has taken it or a person must look; sent twice, it does no harm.

use crate::campaigns::newer_version;
use crate::hands::make_link;
use crate::ledger::{WorkerScope, reason_name};
use crate::{App, AppError, Inner, Role};
use childalert_domain::{CampaignState, Lang};
use childalert_jobs::{
    Act, Begun, Content, Finished, Job, MESSAGE_QUEUE, Outcome, Part, Permit, PermitId, Refusal, Standing,
};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::messages::{self, MessageRow};
use childalert_store::outbox::{self, Bell};
use childalert_store::{Tx, accounts, cases, proofs};
use childalert_words::{Arg, text_with};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use utoipa::ToSchema;
use uuid::Uuid;

/// An authority that is told of each worrying case, launch and end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// A short name, such as `cell`.
    pub name: String,
    /// Where it is written to.
    pub email: String,
    /// In which language.
    pub lang: Lang,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    /// A worrying disappearance, to the authorities.
    Worrying,
    /// A launch, to the authorities.
    Launch,
    /// A newer version goes out, to the authorities.
    Update,
    /// An end, to the authorities.
    End,
    /// A proof waits, to magistrates.
    Waiting,
    /// A mandate ends soon, to magistrates.
    EndsSoon,
    /// A consent was withdrawn or refused, to officers and magistrates.
    Withdrawn,
    /// Copies resist, to those on duty.
    Resists,
}

impl Template {
    pub fn name(self) -> &'static str {
        match self {
            Template::Worrying => "worrying",
            Template::Launch => "launch",
            Template::Update => "update",
            Template::End => "end",
            Template::Waiting => "waiting",
            Template::EndsSoon => "ends-soon",
            Template::Withdrawn => "withdrawn",
            Template::Resists => "resists",
        }
    }
}

/// What a message is about.
pub(crate) struct About {
    pub case: Option<Uuid>,
    pub campaign: Option<Uuid>,
    /// References, codes and times (RFC 3339), by the variable that they fill.
    pub facts: BTreeMap<&'static str, String>,
}

/// A message, as its sender sees it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct MessageView {
    /// Its id.
    pub id: Uuid,
    /// To whom: `authority:NAME` or `account:ID`.
    pub recipient: String,
    /// What it says: `worrying`, `launch`, `update`, `end`, `waiting`, `ends-soon`, `withdrawn` or `resists`.
    pub template: String,
    /// `planned`, `sending`, `sent`, or `failed` for good; `exercise`: a drill would have sent it, and it goes to nobody.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it was not sent (yet).
    pub reason: Option<String>,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// When a mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

/// How long a worker has.
const LEAVE: TimeDelta = TimeDelta::seconds(30);
/// Tries before a person must look.
const MOST_ATTEMPTS: i64 = 12;
/// The pause after a try doubles up to this.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Tells every authority.
pub(crate) async fn tell_authorities(
    tx: &mut Tx,
    inner: &Inner,
    template: Template,
    about: &About,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for authority in &inner.settings.authorities {
        tell(tx, inner, &format!("authority:{}", authority.name), template, about, now).await?;
    }
    Ok(())
}

/// Tells everybody who has one of the roles, and has not been told the same since `since`.
pub(crate) async fn tell_roles(
    tx: &mut Tx,
    inner: &Inner,
    roles: &[Role],
    template: Template,
    about: &About,
    (since, now): (Option<DateTime<Utc>>, DateTime<Utc>),
) -> Result<(), AppError> {
    for account in accounts::list(tx, 10_000, 0).await? {
        let wanted = account.role.parse::<Role>().is_ok_and(|role| roles.contains(&role));
        if !wanted || account.state != "active" {
            continue;
        }
        let recipient = format!("account:{}", account.id);
        if let (Some(campaign), Some(since)) = (about.campaign, since)
            && let Some(last) = messages::last(tx, campaign, template.name(), &recipient).await?
            && last.created_at > since
        {
            continue;
        }
        tell(tx, inner, &recipient, template, about, now).await?;
    }
    Ok(())
}

/// Plans a message to one recipient, and rings for it. All that the service itself writes to anybody goes through here.
pub(crate) async fn tell(
    tx: &mut Tx,
    inner: &Inner,
    recipient: &str,
    template: Template,
    about: &About,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = MessageRow {
        id: inner.ids.id(),
        recipient: recipient.to_owned(),
        template: template.name().to_owned(),
        facts: serde_json::to_string(&about.facts)?,
        case_id: about.case,
        campaign_id: about.campaign,
        state: "planned".to_owned(),
        fence: 0,
        attempts: 0,
        deadline: None,
        due_at: Some(now + AGAIN),
        reason: None,
        created_at: now,
        sent_at: None,
    };
    // What a drill would have sent is written down, so that those who hold it see who would have been told, and goes to nobody.
    if messages::insert(tx, &row).await? {
        outbox::ring(tx, &bell(row.id, now)).await?;
    }
    Ok(())
}

/// How long a magistrate is left in peace after a reminder.
const REMIND_AGAIN: TimeDelta = TimeDelta::minutes(15);

/// When the sweep rings again for a message whose doorbell may be lost.
const AGAIN: TimeDelta = TimeDelta::seconds(10);

fn bell(id: Uuid, now: DateTime<Utc>) -> Bell {
    Bell { id, act: Act::Tell.name().to_owned(), epoch: 0, queue: MESSAGE_QUEUE.to_owned(), rung_at: now }
}

impl App {
    /// Messages of a campaign, oldest first.
    pub async fn campaign_messages(&self, campaign: Uuid) -> Result<Vec<MessageView>, AppError> {
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { messages::of_campaign(tx, campaign).await }));
        let rows: Result<Vec<_>, childalert_store::StoreError> = read.await;
        Ok(rows?.into_iter().map(view).collect())
    }

    /// Messages of a case, oldest first.
    pub async fn case_messages(&self, case: Uuid) -> Result<Vec<MessageView>, AppError> {
        let read =
            self.inner.store.read(move |tx| Box::pin(async move { messages::of_case(tx, case).await }));
        let rows: Result<Vec<_>, childalert_store::StoreError> = read.await;
        Ok(rows?.into_iter().map(view).collect())
    }

    /// Leave to send a message, with its words.
    pub(crate) async fn begin_message(&self, scope: &WorkerScope, job: Job) -> Result<Begun, AppError> {
        if !scope.opens("email") {
            return Err(AppError::Forbidden);
        }
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let refused = |refusal| Ok::<_, AppError>(Begun::Refused { refusal });
                    let now = inner.clock.now();
                    let Some(was) = messages::find(tx, job.id).await? else {
                        return refused(Refusal::NotFound);
                    };
                    let held = was.deadline.is_some_and(|deadline| deadline > now);
                    if held || !["planned", "sending"].contains(&was.state.as_str()) {
                        return refused(Refusal::NotDue);
                    }
                    let Some((lang, part)) = addressed(tx, &inner, &was.recipient).await? else {
                        let row = MessageRow {
                            state: "failed".to_owned(),
                            reason: Some("recipient_gone".to_owned()),
                            due_at: None,
                            ..was.clone()
                        };
                        messages::save(tx, &was, &row).await?;
                        return refused(Refusal::NotDue);
                    };
                    let row = MessageRow {
                        state: "sending".to_owned(),
                        fence: was.fence + 1,
                        attempts: was.attempts + 1,
                        deadline: Some(now + LEAVE),
                        due_at: Some(now + LEAVE + AGAIN),
                        ..was.clone()
                    };
                    if !messages::save(tx, &was, &row).await? {
                        return refused(Refusal::NotDue);
                    }
                    let link = link_of(tx, &inner, &row, lang, now).await?;
                    let content = written(lang, &row, link, part)?;
                    let id = PermitId { id: row.id, fence: row.fence };
                    let leave = Duration::from_secs(u64::try_from(LEAVE.num_seconds()).unwrap_or(30));
                    Ok(Begun::Permit(Box::new(Permit::issue(id, Act::Tell, leave, None, content))))
                })
            })
            .await
    }

    /// Whether a permit is a message's; then whether it still stands.
    pub(crate) async fn message_standing(&self, permit: PermitId) -> Result<Option<Standing>, AppError> {
        let read =
            self.inner.store.read(move |tx| Box::pin(async move { messages::find(tx, permit.id).await }));
        let found: Result<_, childalert_store::StoreError> = read.await;
        Ok(found?.map(|row| match row.fence == permit.fence && row.state == "sending" {
            true => Standing::Good,
            false => Standing::Stop,
        }))
    }

    /// What became of a message. `None`: the permit is no message's.
    pub(crate) async fn finish_message(
        &self,
        permit: PermitId,
        outcome: &Outcome,
    ) -> Result<Option<Finished>, AppError> {
        let (inner, outcome) = (self.inner.clone(), outcome.clone());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(was) = messages::find(tx, permit.id).await? else { return Ok(None) };
                    if was.fence != permit.fence || was.state != "sending" {
                        return Ok(Some(Finished::Late));
                    }
                    let now = inner.clock.now();
                    let row = settled(&was, &outcome, now);
                    let saved = messages::save(tx, &was, &row).await?;
                    Ok(Some(if saved { Finished::Recorded } else { Finished::Late }))
                })
            })
            .await
    }

    /// Reminds magistrates of what waits for them, until somebody acts, and of mandates that end soon.
    pub(crate) async fn remind(&self) -> Result<(), AppError> {
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let now = inner.clock.now();
                    for campaign in campaigns::in_state(tx, CampaignState::Proposed).await? {
                        let newest = proofs::newest(tx, campaign.id).await?;
                        let Some(frozen_at) = newest.and_then(|proof| proof.frozen_at) else { continue };
                        let again = now - REMIND_AGAIN;
                        remind_of(tx, &inner, &campaign, Template::Waiting, (frozen_at, again, now)).await?;
                    }
                    for campaign in campaigns::in_state(tx, CampaignState::Live).await? {
                        if let Some((newer, false)) = newer_version(tx, &campaign).await?
                            && let Some(frozen_at) = newer.frozen_at
                        {
                            let again = now - REMIND_AGAIN;
                            remind_of(tx, &inner, &campaign, Template::Waiting, (frozen_at, again, now))
                                .await?;
                        }
                        let (Some(until), Some(from)) = (campaign.until, campaign.launched_at) else {
                            continue;
                        };
                        // An hour before the end of a Child Alert, a day before the end of a longer one.
                        let before = if until - from <= TimeDelta::hours(30) {
                            TimeDelta::hours(1)
                        } else {
                            TimeDelta::days(1)
                        };
                        if now >= until - before {
                            let once = until - before;
                            remind_of(tx, &inner, &campaign, Template::EndsSoon, (until, once, now)).await?;
                        }
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        self.inner.committed();
        Ok(())
    }

    /// Rings for messages that are due: lost doorbells, dead workers, pauses that are over.
    pub(crate) async fn ring_messages(&self) -> Result<usize, AppError> {
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let now = inner.clock.now();
                    let due = messages::due(tx, now).await?;
                    for was in &due {
                        let given_up = was.attempts >= MOST_ATTEMPTS;
                        let row = MessageRow {
                            state: if given_up { "failed" } else { was.state.as_str() }.to_owned(),
                            due_at: (!given_up).then_some(now + AGAIN),
                            ..was.clone()
                        };
                        if messages::save(tx, was, &row).await? && !given_up {
                            outbox::ring(tx, &bell(was.id, now)).await?;
                        }
                        if given_up {
                            tracing::error!(message = %was.id, template = was.template, "a message could not be sent");
                        }
                    }
                    Ok(due.len())
                })
            })
            .await
    }
}

async fn remind_of(
    tx: &mut Tx,
    inner: &Inner,
    campaign: &CampaignRow,
    template: Template,
    (when, since, now): (DateTime<Utc>, DateTime<Utc>, DateTime<Utc>),
) -> Result<(), AppError> {
    let case = cases::find(tx, campaign.case_id).await?.map(|case| case.reference).unwrap_or_default();
    let facts = [
        ("reference", case),
        ("when", when.to_rfc3339()),
        ("link", format!("{}/fr/decide/{}", inner.settings.public_url, campaign.id)),
    ];
    let about = About { case: Some(campaign.case_id), campaign: Some(campaign.id), facts: facts.into() };
    tell_roles(tx, inner, &[Role::Magistrate], template, &about, (Some(since), now)).await
}

fn settled(was: &MessageRow, outcome: &Outcome, now: DateTime<Utc>) -> MessageRow {
    let doubled = TimeDelta::seconds(5 << was.attempts.clamp(0, 8));
    let again = |reason: Option<String>, pause: TimeDelta| {
        let given_up = was.attempts >= MOST_ATTEMPTS;
        MessageRow {
            state: if given_up { "failed" } else { "planned" }.to_owned(),
            deadline: None,
            due_at: (!given_up).then_some(now + pause.min(LONGEST_PAUSE)),
            reason,
            ..was.clone()
        }
    };
    match outcome {
        Outcome::Live { .. } | Outcome::Corrected => MessageRow {
            state: "sent".to_owned(),
            deadline: None,
            due_at: None,
            reason: None,
            sent_at: Some(now),
            ..was.clone()
        },
        Outcome::RetryAfter { ms, reason } => {
            let asked = TimeDelta::milliseconds(i64::try_from(*ms).unwrap_or(i64::MAX));
            again(Some(reason_name(*reason).to_owned()), asked.max(doubled))
        }
        Outcome::Unknown { reason } | Outcome::Rejected { reason } => {
            again(Some(reason_name(*reason).to_owned()), doubled)
        }
        Outcome::Absent => again(None, doubled),
    }
}

/// The recipient's language and address as they are now. `None`: they are gone.
async fn addressed(tx: &mut Tx, inner: &Inner, recipient: &str) -> Result<Option<(Lang, Part)>, AppError> {
    match recipient.split_once(':') {
        Some(("authority", name)) => {
            let authority = inner.settings.authorities.iter().find(|authority| authority.name == name);
            Ok(authority.map(|authority| {
                let (address, name) = (authority.email.clone(), String::new());
                (authority.lang, Part { number: 0, address, name })
            }))
        }
        Some(("account", id)) => {
            let Ok(id) = id.parse() else { return Ok(None) };
            let account = accounts::find(tx, id).await?.filter(|account| account.state == "active");
            Ok(account.map(|account| {
                let lang = account.lang.parse().unwrap_or(Lang::Fr);
                (lang, Part { number: 0, address: account.email, name: account.name })
            }))
        }
        _ => Ok(None),
    }
}

/// The link of a call, made as it is sent: only its hash is kept, so a message that is sent again brings another.
async fn link_of(
    tx: &mut Tx,
    inner: &Inner,
    row: &MessageRow,
    lang: Lang,
    now: DateTime<Utc>,
) -> Result<Option<String>, AppError> {
    let account = row.recipient.strip_prefix("account:").and_then(|id| id.parse().ok());
    match (account, row.campaign_id) {
        (Some(account), Some(campaign)) if row.template == Template::Resists.name() => {
            let token = make_link(tx, inner, (account, campaign), now).await?;
            Ok(Some(format!("{}/{lang}/hand/{}", inner.settings.public_url, token.text())))
        }
        _ => Ok(None),
    }
}

/// The words, in the recipient's language. Codes and times become words only here.
fn written(lang: Lang, row: &MessageRow, link: Option<String>, part: Part) -> Result<Content, AppError> {
    let facts: BTreeMap<String, String> = serde_json::from_str(&row.facts)?;
    let link = link.map(|link| ("link".to_owned(), link));
    let shown: Vec<(String, String)> = facts
        .into_iter()
        .chain(link)
        .map(|(name, value)| (name.clone(), readable(lang, &name, value)))
        .collect();
    let args: Vec<(&str, Arg<'_>)> =
        shown.iter().map(|(name, value)| (name.as_str(), Arg::Text(value.as_str()))).collect();
    let said = |part: &str| text_with(lang, &format!("message-{}-{part}", row.template), &args);
    let text = said("text");
    let html = format!("<p>{}</p>", handlebars::html_escape(&text).replace('\n', "<br>"));
    Ok(Content::Mail {
        lang: lang.code().to_owned(),
        subject: said("subject"),
        text,
        html,
        parts: vec![part],
    })
}

fn readable(lang: Lang, name: &str, value: String) -> String {
    match name {
        "when" | "until" => match value.parse::<DateTime<Utc>>() {
            Ok(at) => childalert_words::date_time(lang, at),
            Err(_) => value,
        },
        // In the reader's own language.
        "link" => value.replace("/fr/decide/", &format!("/{lang}/decide/")),
        "channels" => {
            let known = value.split(' ').filter_map(|name| name.parse().ok());
            known.map(|one| childalert_words::channel(lang, one)).collect::<Vec<_>>().join(", ")
        }
        "kind" => serde_json::from_value(value.clone().into())
            .map_or(value, |kind| childalert_words::kind(lang, kind)),
        "reason" => serde_json::from_value(value.clone().into())
            .map_or(value, |reason| childalert_words::retraction_reason(lang, reason)),
        _ => value,
    }
}

fn view(row: MessageRow) -> MessageView {
    let MessageRow { id, recipient, template, state, attempts, reason, created_at, sent_at, .. } = row;
    MessageView { id, recipient, template, state, attempts, reason, created_at, sent_at }
}
