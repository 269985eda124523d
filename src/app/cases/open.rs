//! Opening, changing and reading cases.

use super::case_file;
use crate::campaigns::retract_in;
use crate::once::{Act, record};
use crate::views::CaseView;
use crate::{App, AppError, Conflict, Request, today_in_brussels};
use childalert_domain::{CampaignState, Case, RetractionReason, eligible};
use childalert_store::campaigns;
use childalert_store::cases::{self, CaseRow};
use uuid::Uuid;

impl App {
    /// Opens a case. One that nobody may search for (P 2.1) is refused at once.
    pub async fn open_case(&self, request: &Request, case: Case) -> Result<CaseView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                eligible(&case, today_in_brussels(now)).map_err(AppError::Refused)?;
                let row = CaseRow {
                    id,
                    reference: case.reference.clone(),
                    body: serde_json::to_string(&case)?,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                cases::insert(tx, &row).await.map_err(|error| {
                    if error.is_duplicate() {
                        AppError::Conflict(Conflict::ReferenceTaken)
                    } else {
                        error.into()
                    }
                })?;
                let act = Act {
                    actor: &actor,
                    act: "case.open",
                    subject: id,
                    campaign: None,
                    detail: String::new(),
                };
                record(tx, entry, now, act).await?;
                case_file(tx, id).await?.view(now)
            })
        })
        .await
    }

    /// Replaces the file that was read at `version`. The reference stays. A fact that forbids the search is recorded like any
    /// other, and in the same transaction takes back every live campaign of the case: they should not have been out.
    pub async fn change_case(
        &self,
        request: &Request,
        id: Uuid,
        version: i64,
        mut case: Case,
    ) -> Result<CaseView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_case(id).await?;
                let before = case_file(tx, id).await?;
                case.reference = before.row.reference;
                let body = serde_json::to_string(&case)?;
                if !cases::update(tx, id, version, &body, now).await? {
                    return Err(AppError::Conflict(Conflict::Stale));
                }
                let detail = (version + 1).to_string();
                let act = Act { actor: &actor, act: "case.change", subject: id, campaign: None, detail };
                record(tx, entry, now, act).await?;
                if eligible(&case, today_in_brussels(now)).is_err() {
                    for campaign in campaigns::of_case(tx, id).await? {
                        if campaign.state.0 == CampaignState::Live {
                            let reason = RetractionReason::PublishedInError;
                            retract_in(tx, &inner, campaign.id, reason, &actor, now).await?;
                        }
                    }
                }
                case_file(tx, id).await?.view(now)
            })
        })
        .await
    }

    /// One case.
    pub async fn case(&self, id: Uuid) -> Result<CaseView, AppError> {
        let now = self.inner.clock.now();
        self.inner.store.read(move |tx| Box::pin(async move { case_file(tx, id).await?.view(now) })).await
    }

    /// Cases, newest first.
    pub async fn cases(&self, limit: i64, offset: i64) -> Result<Vec<CaseView>, AppError> {
        let now = self.inner.clock.now();
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let mut views = Vec::new();
                    for row in cases::list(tx, limit, offset).await? {
                        views.push(case_file(tx, row.id).await?.view(now)?);
                    }
                    Ok(views)
                })
            })
            .await
    }
}
