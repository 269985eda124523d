//! Opening, changing and reading cases.

use super::case_file;
use crate::campaigns::{live_of_case, retract_live};
use crate::once::{Act, record};
use crate::views::{CaseChangeView, CaseView};
use crate::{App, AppError, Conflict, Request, today_in_brussels};
use childalert_domain::{Case, RetractionReason, eligible};
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
    /// other, and in the same transaction takes back every live campaign of the case. What is out before a whole country is
    /// not taken back by a slip of the pen: nothing is done unless the caller says with `retract` that this is meant.
    pub async fn change_case(
        &self,
        request: &Request,
        id: Uuid,
        version: i64,
        mut case: Case,
        retract: bool,
    ) -> Result<CaseChangeView, AppError> {
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
                let mut retracted = Vec::new();
                if eligible(&case, today_in_brussels(now)).is_err() {
                    let live = live_of_case(tx, id).await?.len();
                    if live > 0 && !retract {
                        return Err(AppError::Conflict(Conflict::TakesBack(live)));
                    }
                    let reason = RetractionReason::NotPermitted;
                    retracted = retract_live(tx, &inner, id, reason, &actor, now).await?;
                }
                Ok(CaseChangeView { case: case_file(tx, id).await?.view(now)?, retracted })
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
