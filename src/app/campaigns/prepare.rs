//! Filling a campaign in, step by step. Each step is kept as it was typed, right or wrong, by whoever is on the case; only at the end
//! it is a draft, and then every rule is asked. Several may fill in the same one: whoever saves a step, makes the campaign or throws it
//! away says what they had read of it, and what somebody else wrote since is never replaced unseen.

use super::draft::{draft_in, edit_in};
use super::show::find;
use crate::views::CampaignView;
use crate::{App, AppError, Conflict, Request};
use childalert_domain::{CampaignDraft, CampaignMove, Digest, Refusal};
use childalert_store::preparations::{self, PreparationRow};
use childalert_store::{Tx, cases};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The fields of a form in their order; a name may come more than once.
pub type FormFields = Vec<(String, String)>;

/// A campaign that is being filled in.
#[derive(Clone, PartialEq, Eq)]
pub struct Preparation {
    /// Its id.
    pub id: Uuid,
    /// For which case.
    pub case: Uuid,
    /// The campaign that is changed, and the version of it that was read; `None`: a new one.
    pub changes: Option<(Uuid, i64)>,
    /// What it has so far.
    pub fields: FormFields,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
}

impl Preparation {
    /// The mark of the fields of these names: another one as soon as anything in them is another. What is read is told by it from what
    /// is on file later. By fields and not by a count, so that two people who fill in different steps are not in each other's way.
    pub fn mark_of(&self, names: &[String]) -> String {
        mark(self.fields.iter().filter(|(name, _)| names.contains(name)))
    }

    /// The mark of all of it.
    pub fn mark(&self) -> String {
        mark(self.fields.iter())
    }
}

/// Over the names and values, whatever the order of the names. Fields that nothing is in are as those that are not there, and line ends
/// are those of any browser.
fn mark<'a>(fields: impl Iterator<Item = &'a (String, String)>) -> String {
    let clean = |value: &str| value.replace("\r\n", "\n").trim().to_owned();
    let mut fields: Vec<(&str, String)> = fields.map(|(name, value)| (name.as_str(), clean(value))).collect();
    fields.retain(|(_, value)| !value.is_empty());
    fields.sort_by_key(|(name, _)| *name);
    let mut bytes = Vec::new();
    for piece in fields.iter().flat_map(|(name, value)| [*name, value.as_str()]) {
        bytes.extend_from_slice(piece.as_bytes());
        bytes.push(0);
    }
    Digest::of(&bytes).to_string()
}

/// A step as somebody sends it.
pub struct StepTyped {
    /// The fields that it asks for.
    pub names: Vec<String>,
    /// What was typed in them.
    pub fields: FormFields,
    /// The [mark](Preparation::mark_of) of those fields as they were read before.
    pub seen: String,
}

impl App {
    /// Begins to fill a campaign in: a new one of the case, or a change of the one that was read at a version.
    pub async fn begin_preparation(
        &self,
        request: &Request,
        case: Uuid,
        changes: Option<(Uuid, i64)>,
        fields: FormFields,
    ) -> Result<Uuid, AppError> {
        let (id, saved_by) = (self.inner.ids.id(), request.actor.to_string());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
                if let Some((campaign, _)) = changes {
                    let row = find(tx, campaign).await?;
                    if row.case_id != case {
                        return Err(AppError::NotFound("campaign"));
                    }
                    row.state.0.after(CampaignMove::Edit).map_err(Refusal::from)?;
                }
                let row = PreparationRow {
                    id,
                    case_id: case,
                    campaign_id: changes.map(|(campaign, _)| campaign),
                    version: changes.map(|(_, version)| version),
                    saved_by,
                    fields: serde_json::to_string(&fields)?,
                    updated_at: now,
                };
                preparations::insert(tx, &row).await?;
                Ok(id)
            })
        })
        .await
    }

    /// One of a case's.
    pub async fn preparation(&self, case: Uuid, id: Uuid) -> Result<Preparation, AppError> {
        let read = self.inner.store.read(move |tx| Box::pin(async move { found(tx, case, id).await }));
        view(read.await?)
    }

    /// Saves a step: of the names that it asks for, what was there goes, and what was typed is kept. Refused as stale where somebody
    /// else saved another answer to the same step since it was read.
    pub async fn save_step(
        &self,
        request: &Request,
        (case, id): (Uuid, Uuid),
        step: StepTyped,
    ) -> Result<Preparation, AppError> {
        let (saved_by, now) = (request.actor.to_string(), self.inner.clock.now());
        let saved = self.inner.store.write(move |tx| {
            Box::pin(async move {
                tx.own_case(case).await?;
                let before = found(tx, case, id).await?;
                let there: FormFields = serde_json::from_str(&before.fields)?;
                let StepTyped { names, fields: typed, seen } = step;
                let (of_step, mut fields): (FormFields, FormFields) =
                    there.into_iter().partition(|(name, _)| names.contains(name));
                let typed: FormFields = typed.into_iter().filter(|(name, _)| names.contains(name)).collect();
                let on_file = mark(of_step.iter());
                // What is on file already was sent twice, or two people think alike.
                if on_file != seen && on_file != mark(typed.iter()) {
                    return Err(AppError::Conflict(Conflict::Stale));
                }
                fields.extend(typed);
                let fields = serde_json::to_string(&fields)?;
                let row = PreparationRow { fields, saved_by, updated_at: now, ..before };
                if preparations::save(tx, &row).await? {
                    Ok(row)
                } else {
                    Err(AppError::NotFound("preparation"))
                }
            })
        });
        view(saved.await?)
    }

    /// Makes the campaign, or changes it; in the same transaction nothing of it is being filled in any more. `seen`: the
    /// [mark](Preparation::mark) of the answers that the draft is made of; others are refused as stale. `version`: of the campaign that is
    /// changed, the one that was read since.
    pub async fn finish_preparation(
        &self,
        request: &Request,
        (case, id): (Uuid, Uuid),
        (seen, version): (String, Option<i64>),
        draft: CampaignDraft,
    ) -> Result<CampaignView, AppError> {
        let (actor, inner) = (request.actor.to_string(), self.inner.clone());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_case(case).await?;
                let row = unchanged(tx, (case, id), &seen).await?;
                preparations::end(tx, id).await?;
                match row.campaign_id.zip(version.or(row.version)) {
                    Some(changes) => edit_in(tx, &inner, changes, &draft, (&actor, now)).await,
                    None => draft_in(tx, &inner, case, &draft, (&actor, now)).await,
                }
            })
        })
        .await
    }

    /// The campaign that the same request made before.
    pub async fn finished_before(&self, request: &Request) -> Result<CampaignView, AppError> {
        self.once(request, |_, _| Box::pin(async { Err(AppError::NotFound("preparation")) })).await
    }

    /// Throws away what was filled in, where it is still what was read: `seen` is its [mark](Preparation::mark).
    pub async fn drop_preparation(
        &self,
        request: &Request,
        (case, id): (Uuid, Uuid),
        seen: String,
    ) -> Result<(), AppError> {
        self.once(request, move |tx, _| {
            Box::pin(async move {
                tx.own_case(case).await?;
                unchanged(tx, (case, id), &seen).await?;
                preparations::end(tx, id).await?;
                Ok(())
            })
        })
        .await
    }
}

/// The one that is there, if it is still what was read.
async fn unchanged(tx: &mut Tx, (case, id): (Uuid, Uuid), seen: &str) -> Result<PreparationRow, AppError> {
    let row = found(tx, case, id).await?;
    let fields: FormFields = serde_json::from_str(&row.fields)?;
    if mark(fields.iter()) == seen { Ok(row) } else { Err(AppError::Conflict(Conflict::Stale)) }
}

async fn found(tx: &mut Tx, case: Uuid, id: Uuid) -> Result<PreparationRow, AppError> {
    let row = preparations::find(tx, id).await?;
    row.filter(|row| row.case_id == case).ok_or(AppError::NotFound("preparation"))
}

pub(super) fn view(row: PreparationRow) -> Result<Preparation, AppError> {
    Ok(Preparation {
        id: row.id,
        case: row.case_id,
        changes: row.campaign_id.zip(row.version),
        fields: serde_json::from_str(&row.fields)?,
        saved_at: row.updated_at,
    })
}

#[cfg(test)]
mod tests {
    use super::mark;

    fn of(fields: &[(&str, &str)]) -> String {
        let fields: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        mark(fields.iter())
    }

    #[test]
    fn a_mark_tells_what_was_written_and_nothing_else() {
        let read = of(&[("appeal", "a\nb"), ("photos", "1"), ("photos", "2")]);
        assert_eq!(of(&[("photos", "1"), ("photos", "2"), ("hair", " "), ("appeal", "a\r\nb")]), read);
        for other in [
            of(&[("appeal", "a\nc"), ("photos", "1"), ("photos", "2")]),
            of(&[("appeal", "a\nb"), ("photos", "2"), ("photos", "1")]),
            of(&[("appeal", "a\nb"), ("photos", "1")]),
            of(&[("appeal", "a\nb"), ("photos", "12")]),
            of(&[("hair", "a\nb"), ("photos", "1"), ("photos", "2")]),
        ] {
            assert_ne!(other, read);
        }
    }
}
