//! What was refused and must be known of later: a used link, an old digest, a decision after its time. Strangers' guesses are
//! not noted: the trail must not be filled from outside.

use crate::accounts::AccessFault;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_store::{StoreError, trail};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Of what a refusal is noted.
pub(crate) struct Tried<'a> {
    /// Who tried: a role and an id, or `nobody`.
    pub actor: &'a str,
    /// What, such as `campaign.decide`.
    pub act: &'static str,
    /// On what.
    pub subject: Uuid,
    /// In which campaign.
    pub campaign: Option<Uuid>,
}

/// How often the same refusal of the same link is noted. Whoever has an old link can try it as often as they like, and the trail
/// is kept for good.
const OF_A_LINK_EVERY: TimeDelta = TimeDelta::hours(1);

impl App {
    /// Passes a result on, and notes in the trail why it was refused.
    pub(crate) async fn noted<T>(
        &self,
        result: Result<T, AppError>,
        tried: Tried<'_>,
    ) -> Result<T, AppError> {
        self.note(result.as_ref().err(), tried, None).await;
        result
    }

    /// As [`App::noted`], of what somebody tried who has a link and nothing else: the same refusal once an hour. The trail itself says
    /// when it was noted last, so that it holds for every machine and after every start.
    pub(crate) async fn noted_of_link<T>(
        &self,
        result: Result<T, AppError>,
        tried: Tried<'_>,
    ) -> Result<T, AppError> {
        let since = self.inner.clock.now() - OF_A_LINK_EVERY;
        self.note(result.as_ref().err(), tried, Some(since)).await;
        result
    }

    /// Notes a refusal, unless the same one was noted after `since`.
    async fn note(&self, error: Option<&AppError>, tried: Tried<'_>, since: Option<DateTime<Utc>>) {
        let Some((reason, detail)) = error.and_then(worth_noting) else { return };
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let (actor, Tried { act, subject, campaign, .. }) = (tried.actor.to_owned(), tried);
        let detail = format!("{act} {detail}").trim_end().to_owned();
        let same = (reason.clone(), detail.clone());
        let noted = async {
            if let Some(since) = since {
                // Only read, so that no stranger holds up a writer.
                let read = self.inner.store.read(move |tx| {
                    Box::pin(async move { trail::refused_since(tx, subject, &same.0, &same.1, since).await })
                });
                if read.await? {
                    return Ok(());
                }
            }
            let write = self.inner.store.write(move |tx| {
                Box::pin(async move {
                    if let Some(since) = since {
                        // Of many at the same moment one is noted.
                        tx.own_request(&actor, &format!("{subject} {reason} {detail}")).await?;
                        if trail::refused_since(tx, subject, &reason, &detail, since).await? {
                            return Ok(());
                        }
                    }
                    let act =
                        Act { actor: &actor, act: "refused", subject, campaign, reason: &reason, detail };
                    record(tx, inner.ids.id(), now, act);
                    Ok(())
                })
            });
            write.await
        };
        let noted: Result<(), StoreError> = noted.await;
        if let Err(error) = noted {
            tracing::error!(%error, "a refusal could not be noted in the trail");
        }
    }
}

/// The refusal's code, and what makes it exact.
fn worth_noting(error: &AppError) -> Option<(String, String)> {
    match error {
        AppError::Access(AccessFault::LinkUnknown | AccessFault::NoPasskeysHere) => None,
        AppError::Access(fault) => Some((fault.code().to_owned(), String::new())),
        AppError::Refused(refusals) => {
            let rules: Vec<&str> = refusals.iter().map(|refusal| refusal.rule).collect();
            Some((rules.first().copied().unwrap_or_default().to_owned(), rules.join(" ")))
        }
        AppError::Clock { behind_s } => Some(("clock-behind".to_owned(), behind_s.to_string())),
        AppError::Scan(error) => Some((format!("scan-{}", error.code()), String::new())),
        AppError::ShownChanged(changed) => {
            let changed: Vec<&str> = changed.iter().map(|part| part.name()).collect();
            Some(("shown-changed".to_owned(), changed.join(" ")))
        }
        _ => None,
    }
}
