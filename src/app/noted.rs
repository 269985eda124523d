//! What was refused and must be known of later: a used link, an old digest, a decision after its time. Strangers' guesses are
//! not noted: the trail must not be filled from outside.

use crate::accounts::AccessFault;
use crate::once::{Act, record};
use crate::{App, AppError};
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

impl App {
    /// Passes a result on, and notes in the trail why it was refused.
    pub(crate) async fn noted<T>(
        &self,
        result: Result<T, AppError>,
        tried: Tried<'_>,
    ) -> Result<T, AppError> {
        let Err(error) = &result else { return result };
        let Some((reason, detail)) = worth_noting(error) else { return result };
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let (actor, Tried { act, subject, campaign, .. }) = (tried.actor.to_owned(), tried);
        let noted = self.inner.store.write(move |tx| {
            Box::pin(async move {
                let detail = format!("{act} {detail}").trim_end().to_owned();
                let act = Act { actor: &actor, act: "refused", subject, campaign, reason: &reason, detail };
                record(tx, inner.ids.id(), now, act);
                Ok::<_, AppError>(())
            })
        });
        if let Err(error) = noted.await {
            tracing::error!(%error, "a refusal could not be noted in the trail");
        }
        result
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
