//! Opening, changing and reading cases.

use super::case_file;
use crate::campaigns::{live_of_case, retract_live};
use crate::messages::{About, Template, tell_authorities};
use crate::once::{Act, record};
use crate::views::{CaseChangeView, CaseView};
use crate::{App, AppError, Conflict, Request, today_in_brussels};
use childalert_domain::{Case, RetractionReason, eligible};
use childalert_store::cases::{self, CaseRow};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl App {
    /// Opens a case. One that nobody may search for (P 2.1) is refused at once.
    pub async fn open_case(&self, request: &Request, case: Case) -> Result<CaseView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let today = today_in_brussels(now);
                let mut refusals = case.date_refusals(now, today);
                refusals.extend(eligible(&case, today).err().unwrap_or_default());
                if !refusals.is_empty() {
                    return Err(AppError::Refused(refusals));
                }
                let row = CaseRow {
                    id,
                    reference: case.reference.clone(),
                    body: serde_json::to_string(&case)?,
                    drill: case.drill,
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
                    reason: if case.drill { "drill" } else { "" },
                    detail: String::new(),
                };
                record(tx, entry, now, act);
                if case.worrying(today) {
                    tell_authorities(tx, &inner, Template::Worrying, &about_case(id, &case, now), now)
                        .await?;
                }
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
                let mut refusals = case.date_refusals(now, today_in_brussels(now));
                tx.own_case(id).await?;
                let before = case_file(tx, id).await?;
                refusals.extend(case.drill_refusal(&before.case));
                if !refusals.is_empty() {
                    return Err(AppError::Refused(refusals));
                }
                case.reference.clone_from(&before.row.reference);
                let body = serde_json::to_string(&case)?;
                if !cases::update(tx, id, version, &body, now).await? {
                    return Err(AppError::Conflict(Conflict::Stale));
                }
                let detail = (version + 1).to_string();
                let act = Act {
                    actor: &actor,
                    act: "case.change",
                    subject: id,
                    campaign: None,
                    reason: "",
                    detail,
                };
                record(tx, entry, now, act);
                let today = today_in_brussels(now);
                // Learnt only now: whoever learns of it first tells the Cell at once (P 2.3.2).
                if case.worrying(today) && !before.case.worrying(today) {
                    tell_authorities(tx, &inner, Template::Worrying, &about_case(id, &case, now), now)
                        .await?;
                }
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

fn about_case(id: Uuid, case: &Case, now: DateTime<Utc>) -> About {
    let facts = [("reference", case.reference.clone()), ("when", now.to_rfc3339())];
    About { case: Some(id), campaign: None, facts: facts.into() }
}
