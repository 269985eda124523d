//! How a case stands on its way to a launch: everything in its file, its campaigns, and what the rules still miss.

use super::launch::{newest, weigh};
use super::prepare::{Preparation, view};
use crate::cases::{CaseFile, case_file};
use crate::views::CaseView;
use crate::{App, AppError, today_in_brussels};
use childalert_domain::{CampaignDraft, CampaignMove, CampaignState, Dossier, Kind, Refusal, Rule, launch};
use childalert_store::campaigns::CampaignRow;
use childalert_store::{StoreError, Tx, campaigns, cases, preparations};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Numbers of cases that are read at once.
const NUMBERS: i64 = 200;

/// A campaign of a case.
pub struct CampaignOfCase {
    /// Its id.
    pub id: Uuid,
    /// What kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: CampaignState,
    /// Its draft's version.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether there is something to show to whoever is asked for consent.
    pub proven: bool,
    /// What misses for its launch; empty once it was launched.
    pub missing: Vec<Refusal>,
}

/// A case and how it stands.
pub struct CaseStanding {
    /// The file.
    pub file: CaseView,
    /// What the file misses for any launch.
    pub missing: Vec<Refusal>,
    /// Its campaigns, oldest first.
    pub campaigns: Vec<CampaignOfCase>,
    /// Campaigns that are being filled in.
    pub preparations: Vec<Preparation>,
}

impl App {
    /// One case.
    pub async fn case_standing(&self, id: Uuid) -> Result<CaseStanding, AppError> {
        let now = self.inner.clock.now();
        let read = self.inner.store.read(move |tx| Box::pin(async move { standing(tx, id, now).await }));
        read.await
    }

    /// The numbers of the newest cases.
    pub async fn newest_references(&self) -> Result<Vec<String>, AppError> {
        let read = self.inner.store.read(|tx| Box::pin(async move { cases::list(tx, NUMBERS, 0).await }));
        let rows: Result<Vec<_>, StoreError> = read.await;
        Ok(rows?.into_iter().map(|row| row.reference).collect())
    }

    /// Cases, newest first.
    pub async fn case_standings(&self, limit: i64, offset: i64) -> Result<Vec<CaseStanding>, AppError> {
        let now = self.inner.clock.now();
        let read = self.inner.store.read(move |tx| {
            Box::pin(async move {
                let mut all = Vec::new();
                for row in cases::list(tx, limit, offset).await? {
                    all.push(standing(tx, row.id, now).await?);
                }
                Ok(all)
            })
        });
        read.await
    }
}

async fn standing(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<CaseStanding, AppError> {
    let file = case_file(tx, id).await?;
    let mut all = Vec::new();
    for row in campaigns::of_case(tx, id).await? {
        all.push(campaign(tx, &file, row, now).await?);
    }
    let begun = preparations::of_case(tx, id).await?.into_iter().map(view).collect::<Result<_, _>>()?;
    Ok(CaseStanding {
        missing: of_file(&file, now)?,
        campaigns: all,
        preparations: begun,
        file: file.view(now)?,
    })
}

/// What stands between the file and any launch, whatever the campaign.
fn of_file(file: &CaseFile, now: DateTime<Utc>) -> Result<Vec<Refusal>, AppError> {
    let (declaration, concertation) = (file.declaration()?, file.concertation()?);
    let refused = launch(&Dossier {
        case: &file.case,
        declaration: declaration.as_ref(),
        consents: &[],
        denials: &[],
        overrides: &[],
        concertation: &concertation,
        state: CampaignState::Draft,
        moved: CampaignMove::Launch,
        proof: None,
        decision: None,
        no_longer: file.no_longer(),
        now,
        today: today_in_brussels(now),
    });
    let mut missing = refused.err().unwrap_or_default();
    missing.retain(|refusal| refusal.rule != Rule::NO_PROOF.code);
    Ok(missing)
}

async fn campaign(
    tx: &mut Tx,
    file: &CaseFile,
    row: CampaignRow,
    now: DateTime<Utc>,
) -> Result<CampaignOfCase, AppError> {
    let draft: CampaignDraft = serde_json::from_str(&row.body)?;
    let newest = newest(tx, &row).await?;
    let before_launch = row.launched_at.is_none() && !row.state.0.retracted();
    let missing = match before_launch {
        true => weigh(tx, file, &row, &newest, CampaignMove::Launch, now).await.map(|_| ()),
        false => Ok(()),
    };
    let missing = match missing {
        Ok(()) => Vec::new(),
        Err(AppError::Refused(refusals)) => refusals,
        Err(error) => return Err(error),
    };
    Ok(CampaignOfCase {
        id: row.id,
        kind: draft.kind,
        state: row.state.0,
        version: row.version,
        created_at: row.created_at,
        proven: newest.proof.is_some(),
        missing,
    })
}
