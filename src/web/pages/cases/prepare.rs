//! A new campaign, or a change of one, step by step. Each step is saved as it was typed, right or wrong: nothing is lost by going back,
//! by closing the browser, or by another officer going on with it.

use super::area::{beside, in_full, picker, spelled_out};
use super::check::{Answer, answers};
use super::form::{Amiss, FormPage, Link, Step as StepView, filled, hidden, to_file};
use super::steps::{self, Step, chosen_area, chosen_kind, groups, languages_of, named, wrong};
use super::{asked_by, case_of, id, short_name};
use crate::pages::fields::{Filled, Read, put, put_moment};
use crate::pages::form::{Fields, Posted, fit, once};
use crate::pages::shell::{Asked, Instead, Reply};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{Action, AppError, CaseView, Conflict, Preparation, StepTyped};
use childalert_domain::{CampaignDraft, Kind, Lang};
use childalert_words::text;
use chrono::{DurationRound, TimeDelta};
use serde::Serialize;
use uuid::Uuid;

/// How long a Child Alert lasts where nothing else was said.
const CHILD_ALERT: TimeDelta = TimeDelta::hours(6);

/// The address of a step, or of what is checked in the end.
pub(super) fn address(lang: Lang, case: Uuid, preparation: Uuid, step: &str) -> String {
    format!("/{lang}/cases/{case}/campaign/{preparation}/{step}")
}

/// Begins: a new campaign, or the change of the one that the form names.
pub(super) async fn begin(request: HttpRequest, form: web::Payload) -> Reply {
    let id = id(&request, "id");
    let mut posted = Posted::of(request, form, Action::PrepareCampaigns).await?;
    posted.asked.place = Some(format!("/cases/{id}"));
    let asked = &posted.asked;
    let begun = async {
        let case = asked.app.case(id).await?;
        let (changes, fields) = match posted.first("campaign") {
            "" => (None, steps::begin(&case, short_name(&case.case))),
            campaign => {
                let campaign = campaign.parse().map_err(|_| AppError::NotFound("campaign"))?;
                let campaign = asked.app.campaign(campaign).await?;
                (Some((campaign.id, campaign.version)), steps::fill(&campaign.draft))
            }
        };
        asked
            .app
            .begin_preparation(&posted.request(), id, changes, fields)
            .await
            .map(|begun| (begun, changes))
    };
    match begun.await {
        // Of a campaign that is there everything was answered: it is looked over, and changed where it must be.
        Ok((begun, changes)) => {
            let step = if changes.is_some() { "check" } else { "kind" };
            Ok(posted.then(&format!("/cases/{id}/campaign/{begun}/{step}")))
        }
        Err(error) => Err(asked.failed(error)),
    }
}

/// On with one that was begun: to the first step that is not right yet.
pub(super) async fn go_on(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::PrepareCampaigns).await?;
    let (case, preparation) = found(&asked).await?;
    let open = Step::all(&preparation.fields)
        .into_iter()
        .find(|step| amiss(&asked, *step, &preparation.fields, &case).is_some());
    let step = open.map_or_else(|| "check".to_owned(), Step::name);
    Ok(asked.to(&format!("/cases/{}/campaign/{}/{step}", case.id, preparation.id)))
}

/// The case and the campaign that is filled in; or the page that says that it is over.
pub(super) async fn found(asked: &Asked) -> Result<(CaseView, Preparation), Instead> {
    let case = case_of(asked).await?;
    match asked.app.preparation(case.id, id(&asked.request, "preparation")).await {
        Ok(preparation) => Ok((case, preparation)),
        Err(AppError::NotFound("preparation")) => Err(over(asked, case.id).into()),
        Err(error) => Err(asked.failed(error)),
    }
}

/// What is left of one that is over.
#[derive(Serialize)]
pub(super) struct OverPage {
    pub back: Link,
    /// What was typed, to be copied.
    pub typed: Vec<Answer>,
}

/// Made meanwhile, thrown away, or forgotten, while somebody wrote a step: what they wrote is on the page, to be copied.
fn over_with(asked: &Asked, case: &CaseView, step: Step, typed: &Fields) -> HttpResponse {
    let lang = asked.lang;
    let page = over_page(lang, case, step, typed);
    asked.page(StatusCode::GONE, "cases-over", &text(lang, "case-step-over"), page)
}

/// The page's content.
pub(super) fn over_page(lang: Lang, case: &CaseView, step: Step, typed: &Fields) -> OverPage {
    let mut typed_here = answers(lang, step, typed, None, case);
    if step == Step::Area {
        for answer in &mut typed_here {
            answer.value = in_full(lang, typed);
        }
    }
    OverPage {
        back: Link::new(format!("/{lang}/cases/{}#campaigns", case.id), text(lang, "case-back")),
        typed: typed_here,
    }
}

/// Made meanwhile, thrown away, or forgotten: what to do next.
pub(super) fn over(asked: &Asked, case: Uuid) -> HttpResponse {
    let lang = asked.lang;
    let page = crate::pages::shell::Message {
        text: text(lang, "case-step-over-text"),
        link: Some(format!("/{lang}/cases/{case}#campaigns")),
        link_text: text(lang, "case-back"),
    };
    asked.page(StatusCode::GONE, "message", &text(lang, "case-step-over"), page)
}

fn step_of(request: &HttpRequest) -> Option<Step> {
    Step::named(request.match_info().get("step").unwrap_or_default())
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let step = step_of(&request);
    let asked = asked_by(request, Action::PrepareCampaigns).await?;
    let (case, preparation) = found(&asked).await?;
    let Some(step) = step else { return Err(asked.failed(AppError::NotFound("step"))) };
    let typed = proposed(step, &preparation.fields);
    let to_check = asked.request.query_string() == "then=check";
    Ok(page(&asked, step, &case, &preparation, (&typed, None), Amiss::default(), to_check))
}

/// What is proposed where nothing was chosen yet: the area that the kind asks for, the languages that the area asks for.
fn proposed(step: Step, fields: &Fields) -> Fields {
    let mut typed = fields.clone();
    match step {
        Step::Area
            if Read(fields).text("reach").is_null() && chosen_kind(fields) == Some(Kind::ChildAlert) =>
        {
            put(&mut typed, "reach", "nationwide");
        }
        Step::Languages if Read(fields).all("languages").next().is_none() => {
            for lang in chosen_area(fields).map(|area| languages_of(&area)).unwrap_or_default() {
                put(&mut typed, "languages", lang.code());
            }
        }
        _ => {}
    }
    typed
}

pub(super) async fn save(request: HttpRequest, form: web::Payload) -> Reply {
    let step = step_of(&request);
    let posted = Posted::of(request, form, Action::PrepareCampaigns).await?;
    let asked = &posted.asked;
    let Some(step) = step else { return Err(asked.failed(AppError::NotFound("step"))) };
    let case = case_of(asked).await?;
    let id = id(&asked.request, "preparation");
    let typed = completed(asked, step, &posted.fields);
    let to_check = posted.first("then") == "check";
    let sent =
        StepTyped { names: step.names(), fields: typed.clone(), seen: posted.first("seen").to_owned() };
    let preparation = match asked.app.save_step(&posted.request(), (case.id, id), sent).await {
        Ok(preparation) => preparation,
        Err(AppError::NotFound("preparation")) => return Ok(over_with(asked, &case, step, &typed)),
        Err(AppError::Conflict(Conflict::Stale)) => {
            return match asked.app.preparation(case.id, id).await {
                Ok(now) => Ok(written_meanwhile(asked, step, &case, &now, &typed, to_check)),
                Err(AppError::NotFound("preparation")) => Ok(over_with(asked, &case, step, &typed)),
                Err(error) => Err(asked.failed(error)),
            };
        }
        Err(error) => return Err(asked.failed(error)),
    };
    if posted.first("do") == "find" {
        let mut shown = preparation.fields.clone();
        put(&mut shown, "find", posted.first("find"));
        return Ok(page(asked, step, &case, &preparation, (&shown, None), Amiss::default(), to_check));
    }
    if let Some(problem) = amiss(asked, step, &preparation.fields, &case) {
        let amiss = Amiss::in_fields(asked.lang, problem, |path| named(path, &preparation.fields));
        return Ok(page(asked, step, &case, &preparation, (&preparation.fields, None), amiss, to_check));
    }
    let all = Step::all(&preparation.fields);
    let next = all.iter().position(|one| *one == step).and_then(|at| all.get(at + 1)).filter(|_| !to_check);
    let next = next.map_or_else(|| "check".to_owned(), |next| next.name());
    Ok(posted.then(&format!("/cases/{}/campaign/{}/{next}", case.id, preparation.id)))
}

/// Somebody else saved the same step since it was read: what was typed is kept, what is on file stands beside it, and to send it again
/// is a decision.
fn written_meanwhile(
    asked: &Asked,
    step: Step,
    case: &CaseView,
    now: &Preparation,
    typed: &Fields,
    to_check: bool,
) -> HttpResponse {
    let names = step.names();
    let of_step = typed.iter().filter(|(name, _)| names.contains(name));
    let others = now.fields.iter().filter(|(name, _)| !names.contains(name));
    let kept: Fields = others.chain(of_step).cloned().collect();
    let mut notes = vec![text(asked.lang, "case-changed-meanwhile")];
    if step == Step::Area {
        notes.extend(beside(asked.lang, typed, &now.fields));
    }
    let amiss = Amiss { status: Some(StatusCode::CONFLICT), notes, ..Amiss::default() };
    page(asked, step, case, now, (&kept, Some(&now.fields)), amiss, to_check)
}

/// A Child Alert without an end is one of the usual length; a province is its municipalities.
fn completed(asked: &Asked, step: Step, typed: &Fields) -> Fields {
    let mut typed = if step == Step::Area { spelled_out(typed) } else { typed.clone() };
    let alert = step == Step::Kind && chosen_kind(&typed) == Some(Kind::ChildAlert);
    if alert && Read(&typed).moment("until").is_null() {
        typed.retain(|(name, _)| !name.starts_with("until."));
        // To the minute: sent twice, it is the same.
        let until = asked.app.now() + CHILD_ALERT;
        put_moment(&mut typed, "until", until.duration_trunc(TimeDelta::minutes(1)).ok().or(Some(until)));
    }
    typed
}

/// What is wrong with a step: what its fields are not, or else what the rules say.
fn amiss(asked: &Asked, step: Step, fields: &Fields, case: &CaseView) -> Option<Problem> {
    let of_step = |path: &str| Step::of_field(&named(path, fields)) == step;
    let draft = fit::<CampaignDraft>(&asked.request, steps::read(fields));
    if let Some(problem) = draft.err().and_then(|problem| problem.about(of_step)) {
        return Some(problem);
    }
    let refusals = wrong(step, fields, case, asked.app.now());
    (!refusals.is_empty()).then(|| Problem::from(AppError::Refused(refusals)))
}

/// The steps, to go back and forth.
pub(super) fn all_steps(
    lang: Lang,
    case: Uuid,
    preparation: &Preparation,
    current: Option<Step>,
) -> Vec<StepView> {
    let url = |step: &str| address(lang, case, preparation.id, step);
    let steps = Step::all(&preparation.fields).into_iter().map(|step| StepView {
        url: url(&step.name()),
        text: step.title(lang),
        current: Some(step) == current,
    });
    let check =
        StepView { url: url("check"), text: text(lang, "case-step-check"), current: current.is_none() };
    steps.chain([check]).collect()
}

fn page(
    asked: &Asked,
    step: Step,
    case: &CaseView,
    preparation: &Preparation,
    (typed, on_file): (&Fields, Option<&Fields>),
    amiss: Amiss,
    to_check: bool,
) -> HttpResponse {
    let lang = asked.lang;
    let form = Filled { on_file, ..filled(lang, typed, &amiss) };
    let groups = groups(step, &form, case);
    let area = (step == Step::Area).then(|| picker(&form));
    let mut notes = amiss.notes.clone();
    if step == Step::Kind && case.photos.is_empty() {
        notes.push(text(lang, "case-photo-first"));
    }
    let status = amiss.status();
    let mut kept = vec![hidden("seen", preparation.mark_of(&step.names()))];
    kept.extend(to_check.then(|| hidden("then", "check")));
    let page = FormPage {
        back: to_file(lang, case.id),
        steps: all_steps(lang, case.id, preparation, Some(step)),
        action: address(lang, case.id, preparation.id, &step.name()),
        once: once(),
        hidden: kept,
        groups,
        area,
        submit: text(lang, "case-step-save"),
        errors: amiss.errors,
        notes,
        ..FormPage::default()
    };
    asked.page(status, "cases-form", &step.title(lang), page)
}
