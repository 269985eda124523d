//! Check your answers: everything that a campaign would have, what is wrong with it, and where to change it. Then it is made.

use super::area::{area_of, beside};
use super::asked_by;
use super::form::{Amiss, Link, hidden, to_file};
use super::prepare::{address, found, over};
use super::record::photos;
use super::steps::{self, Step, chosen_area, chosen_photos, languages, languages_of, named};
use crate::pages::fields::{Read, capital};
use crate::pages::form::{Errors, Fields, Kept, Posted, once};
use crate::pages::private;
use crate::pages::shell::{Asked, Reply};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{Action, AppError, CaseView, Conflict, Preparation};
use childalert_domain::{Area, CampaignDraft, FactKind, Kind, Lang, Refusal};
use childalert_words::{
    Arg, area, channel, date_time, field_name, kind, language, photo_warning, text, text_with,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The cards of a campaign that says no number.
const USUAL_CARDS: u32 = 40;

#[derive(Serialize)]
pub(super) struct CheckPage {
    pub back: Link,
    pub errors: Option<Errors>,
    pub notes: Vec<String>,
    pub sections: Vec<Section>,
    pub action: String,
    pub once: String,
    /// Of the campaign that is changed, the version that was read; empty for a new one.
    pub version: String,
    /// The marks of the answers as they stand on the page: of all of them, and of each step's.
    pub seen: Vec<Kept>,
    pub submit: String,
    pub drop: String,
}

/// A step's answers.
#[derive(Serialize)]
pub(super) struct Section {
    title: String,
    url: String,
    change: String,
    answers: Vec<Answer>,
}

#[derive(Serialize)]
pub(super) struct Answer {
    pub label: String,
    pub value: String,
    /// What somebody else made of it meanwhile.
    on_file: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::PrepareCampaigns).await?;
    let (case, preparation) = found(&asked).await?;
    Ok(page(&asked, &case, &preparation, Amiss::default(), None))
}

pub(super) async fn make(request: HttpRequest, form: web::Payload) -> Reply {
    let posted = Posted::of(request, form, Action::PrepareCampaigns).await?;
    let asked = &posted.asked;
    let case_id = super::id(&asked.request, "id");
    let id = super::id(&asked.request, "preparation");
    let seen = posted.first("seen").to_owned();
    // Sent again after somebody else's change was shown: from now on that is what it is a change of.
    let version: Option<i64> = posted.first("version").parse().ok();
    let done = if posted.first("do") == "drop" {
        match asked.app.drop_preparation(&posted.request(), (case_id, id), seen).await {
            Ok(()) | Err(AppError::NotFound("preparation")) => Ok(format!("/cases/{case_id}")),
            Err(error) => Err(error),
        }
    } else {
        finished(&posted, (case_id, id), (seen, version)).await.map(|id| format!("/campaigns/{id}"))
    };
    let error = match done {
        Ok(place) => return Ok(posted.then(&place)),
        Err(error) => error,
    };
    let (case, mut preparation) = found(asked).await?;
    if let Some((changes, version)) = preparation.changes.as_mut().zip(version) {
        changes.1 = version;
    }
    match error {
        AppError::Conflict(Conflict::Stale) if preparation.mark() != posted.first("seen") => {
            Ok(answered_meanwhile(&posted, &case, &preparation))
        }
        AppError::Conflict(Conflict::Stale) => changed_meanwhile(asked, &case, preparation).await,
        // What is wrong shows on the page whenever it is looked at.
        AppError::NotFound("preparation" | "answer") => {
            let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
            Ok(page(asked, &case, &preparation, Amiss { status, ..Amiss::default() }, None))
        }
        AppError::Refused(refusals) => {
            let problem = Problem::from(AppError::Refused(refusals));
            let amiss = elsewhere(asked, &case, &preparation, problem);
            Ok(page(asked, &case, &preparation, amiss, None))
        }
        error => Err(asked.failed(error)),
    }
}

/// Makes the campaign of the answers that were read; its id.
async fn finished(
    posted: &Posted,
    (case, id): (Uuid, Uuid),
    (seen, version): (String, Option<i64>),
) -> Result<Uuid, AppError> {
    let asked = &posted.asked;
    let draft = match asked.app.preparation(case, id).await {
        Ok(now) if now.mark() != seen => return Err(AppError::Conflict(Conflict::Stale)),
        Ok(now) => posted.fit::<CampaignDraft>(steps::read(&now.fields)).ok(),
        // The form that is sent twice finds nothing to fill in any more: its campaign was made by the first.
        Err(AppError::NotFound("preparation")) => None,
        Err(error) => return Err(error),
    };
    let made = match draft {
        Some(draft) => {
            asked.app.finish_preparation(&posted.request(), (case, id), (seen, version), draft).await
        }
        None => asked.app.finished_before(&posted.request()).await,
    };
    made.map(|campaign| campaign.id)
}

/// Somebody else saved a step since the answers were read: which ones, and all of them to be read again.
fn answered_meanwhile(posted: &Posted, case: &CaseView, preparation: &Preparation) -> HttpResponse {
    let asked = &posted.asked;
    let changed: Vec<String> = Step::all(&preparation.fields)
        .into_iter()
        .filter(|step| posted.first(&seen_of(*step)) != preparation.mark_of(&step.names()))
        .map(|step| step.title(asked.lang))
        .collect();
    let note = match changed.join(" · ") {
        none if none.is_empty() => text(asked.lang, "case-check-changed-first"),
        steps => text_with(asked.lang, "case-check-changed", &[("steps", Arg::Text(&steps))]),
    };
    let amiss = Amiss { status: Some(StatusCode::CONFLICT), notes: vec![note], ..Amiss::default() };
    page(asked, case, preparation, amiss, None)
}

/// The field that has the mark of a step as it was read.
fn seen_of(step: Step) -> String {
    format!("seen.{}", step.name())
}

/// Somebody else changed the campaign since it was read: what they made of it stands beside each answer, and to send it again is a
/// decision.
async fn changed_meanwhile(asked: &Asked, case: &CaseView, preparation: Preparation) -> Reply {
    let Some((campaign, _)) = preparation.changes else { return Ok(over(asked, case.id)) };
    let campaign = asked.app.campaign(campaign).await.map_err(|error| asked.failed(error))?;
    let on_file = steps::fill(&campaign.draft);
    let preparation = Preparation { changes: Some((campaign.id, campaign.version)), ..preparation };
    let amiss = Amiss {
        status: Some(StatusCode::CONFLICT),
        notes: vec![text(asked.lang, "case-changed-meanwhile")],
        ..Amiss::default()
    };
    Ok(page(asked, case, &preparation, amiss, Some(&on_file)))
}

/// What is wrong, each with a link to the step where it is mended.
fn elsewhere(asked: &Asked, case: &CaseView, preparation: &Preparation, problem: Problem) -> Amiss {
    let problem = problem.of_a_form(|path| named(path, &preparation.fields));
    let errors = Errors::elsewhere(asked.lang, &problem, |field| {
        let step = Step::of_field(field);
        let place = address(asked.lang, case.id, preparation.id, &step.name());
        Some((field.to_owned(), format!("{place}?then=check#{field}")))
    });
    Amiss { status: Some(StatusCode::UNPROCESSABLE_ENTITY), errors: Some(errors), ..Amiss::default() }
}

/// What is wrong with it so far.
fn wrong(asked: &Asked, fields: &Fields, case: &CaseView) -> Option<Problem> {
    let draft = match crate::pages::form::fit::<CampaignDraft>(&asked.request, steps::read(fields)) {
        Ok(draft) => draft,
        Err(problem) => return Some(problem),
    };
    let photos: BTreeSet<String> = case.photos.iter().map(|photo| photo.sha256.clone()).collect();
    let refusals: Vec<Refusal> = draft.refusals(&case.case, &photos, None, asked.app.now());
    (!refusals.is_empty()).then(|| Problem::from(AppError::Refused(refusals)))
}

fn page(
    asked: &Asked,
    case: &CaseView,
    preparation: &Preparation,
    mut amiss: Amiss,
    on_file: Option<&Fields>,
) -> HttpResponse {
    let lang = asked.lang;
    let status = amiss.status();
    if amiss.errors.is_none()
        && let Some(problem) = wrong(asked, &preparation.fields, case)
    {
        amiss.errors = elsewhere(asked, case, preparation, problem).errors;
    }
    amiss.notes.extend(warnings(lang, &preparation.fields, case));
    let view = view(lang, case, preparation, amiss, on_file);
    asked.page(status, "cases-check", &text(lang, "case-step-check"), view)
}

/// The page's content.
pub(super) fn view(
    lang: Lang,
    case: &CaseView,
    preparation: &Preparation,
    amiss: Amiss,
    on_file: Option<&Fields>,
) -> CheckPage {
    let fields = &of_chosen(&preparation.fields);
    let on_file = on_file.map(of_chosen);
    let on_file = on_file.as_ref();
    // Steps that only somebody else's campaign has stand here too: what they wrote in a language is no less theirs.
    let both: Fields = fields.iter().chain(on_file.into_iter().flatten()).cloned().collect();
    let marks = Step::all(fields).into_iter().map(|step| (seen_of(step), preparation.mark_of(&step.names())));
    let seen = std::iter::once(("seen".to_owned(), preparation.mark())).chain(marks);
    let sections = Step::all(&both).into_iter().map(|step| Section {
        title: step.title(lang),
        url: format!("{}?then=check", address(lang, case.id, preparation.id, &step.name())),
        change: text(lang, "case-change"),
        answers: answers(lang, step, fields, on_file, case),
    });
    let new = preparation.changes.is_none();
    CheckPage {
        back: to_file(lang, case.id),
        errors: amiss.errors,
        notes: amiss.notes,
        sections: sections.collect(),
        action: address(lang, case.id, preparation.id, "check"),
        once: once(),
        version: preparation.changes.map(|(_, version)| version.to_string()).unwrap_or_default(),
        seen: seen.map(|(name, mark)| hidden(&name, mark)).collect(),
        submit: if new { text(lang, "case-make") } else { text(lang, "case-make-change") },
        drop: text(lang, "case-drop"),
    }
}

/// What an officer should know before it is made.
pub(super) fn warnings(lang: Lang, fields: &Fields, case: &CaseView) -> Vec<String> {
    let chosen: Vec<&str> = Read(fields).all("photos").collect();
    let mut warnings: Vec<String> = case
        .photos
        .iter()
        .filter(|photo| chosen.contains(&photo.sha256.as_str()))
        .flat_map(|photo| &photo.warnings)
        .filter_map(|warning| photo_warning(lang, &warning.code))
        .map(|said| format!("{} {}", said.title, said.mend))
        .collect();
    let official = case.case.official_photo.as_deref();
    if official.is_some_and(|official| !chosen.contains(&official))
        && let Some(other) = photo_warning(lang, "not_official_photo")
    {
        warnings.push(format!("{} {}", other.title, other.mend));
    }
    let written = languages(fields);
    let home = chosen_area(fields).map(|area: Area| languages_of(&area)).unwrap_or_default();
    for missing in home.into_iter().filter(|lang| !written.contains(lang)) {
        let language = language(lang, missing);
        warnings.push(text_with(lang, "case-language-missing", &[("language", Arg::Text(&language))]));
    }
    let words = fields.iter().filter(|(name, _)| name.starts_with("notices."));
    warnings.extend(private::warnings(lang, words.map(|(_, value)| value.as_str())));
    warnings
}

/// Without the words of languages that are not chosen (any more): the campaign will not have them.
fn of_chosen(fields: &Fields) -> Fields {
    let chosen = languages(fields);
    let kept = |name: &str| match (name.starts_with("notices."), Step::of_field(name)) {
        (true, Step::Words(lang)) => chosen.contains(&lang),
        _ => true,
    };
    fields.iter().filter(|(name, _)| kept(name)).cloned().collect()
}

/// A step's answers in words; where `on_file` has another one, with that.
pub(super) fn answers(
    lang: Lang,
    step: Step,
    fields: &Fields,
    on_file: Option<&Fields>,
    case: &CaseView,
) -> Vec<Answer> {
    let parts: Vec<(String, String)> = match step {
        Step::Kind => ["kind", "until", "shown_name", "shown_name_native", "cards", "photos"]
            .iter()
            .map(|part| (field_name(lang, part), (*part).to_owned()))
            .collect(),
        Step::Area => vec![(field_name(lang, "area"), "area".to_owned())],
        Step::Channels => vec![(field_name(lang, "channels"), "channels".to_owned())],
        Step::Languages => {
            ["languages", "mentions_companion", "companion_request.reference", "companion_request.terms"]
                .iter()
                .map(|part| (field_name(lang, part), (*part).to_owned()))
                .collect()
        }
        Step::Words(of) => ["appeal", "place"]
            .into_iter()
            .chain(FactKind::ALL.map(FactKind::name))
            .map(|part| (field_name(lang, part), format!("notices.{of}.{part}")))
            .collect(),
    };
    let discreet = steps::chosen_kind(fields) == Some(Kind::Discreet);
    let nothing = text(lang, "case-nothing");
    let or_nothing = |value: String| if value.is_empty() { nothing.clone() } else { value };
    parts
        .into_iter()
        .filter_map(|(label, part)| {
            let value = answer(lang, &part, fields, case);
            let theirs = on_file
                .filter(|on_file| raw(&part, on_file) != raw(&part, fields))
                .map(|on_file| (answer(lang, &part, on_file, case), on_file));
            // What nobody asks for is no answer.
            let asked_for = match part.as_str() {
                "cards" => discreet,
                "shown_name_native" | "mentions_companion" => false,
                part => !part.starts_with("companion_request"),
            };
            let optional =
                matches!(step, Step::Words(_)) && !part.ends_with("appeal") && !part.ends_with("place");
            if value.is_empty() && theirs.is_none() && (!asked_for || optional) {
                return None;
            }
            if part == "cards" && !discreet && theirs.is_none() {
                return None;
            }
            let on_file = theirs.map(|(theirs, on_file)| match part.as_str() {
                "area" => beside(lang, fields, on_file).unwrap_or_default(),
                _ => text_with(lang, "form-on-file", &[("value", Arg::Text(&or_nothing(theirs)))]),
            });
            Some(Answer {
                label: capital(&label),
                value: or_nothing(value),
                on_file: on_file.unwrap_or_default(),
            })
        })
        .collect()
}

/// An answer as the draft has it: two that read the same in words need not be the same.
fn raw(part: &str, fields: &Fields) -> Value {
    let read = Read(fields);
    match part {
        "until" => read.moment(part),
        "photos" => chosen_photos(fields).into(),
        "area" => area_of(fields),
        "channels" => {
            let chosen: BTreeSet<&str> = read.all(part).collect();
            chosen.into_iter().collect::<Vec<_>>().into()
        }
        "languages" => languages(fields).into_iter().map(Lang::code).collect::<Vec<_>>().into(),
        "mentions_companion" => read.yes(part).into(),
        "cards" => match read.number(part) {
            Value::Null => USUAL_CARDS.into(),
            cards => cards,
        },
        part => read.text(part),
    }
}

fn answer(lang: Lang, part: &str, fields: &Fields, case: &CaseView) -> String {
    let read = Read(fields);
    let typed = |part: &str| read.text(part).as_str().unwrap_or_default().to_owned();
    match part {
        "kind" => steps::chosen_kind(fields).map(|one| kind(lang, one)).unwrap_or_default(),
        "until" => serde_json::from_value::<DateTime<Utc>>(read.moment("until"))
            .map(|until| date_time(lang, until))
            .unwrap_or_else(|_| [typed("until.date"), typed("until.time")].join(" ").trim().to_owned()),
        // By their numbers in the file, the large one first.
        "photos" => {
            let there = photos(lang, case);
            let chosen = chosen_photos(fields).into_iter().map(|chosen| {
                let known = there.iter().find(|photo| photo.value == chosen);
                known.map_or_else(|| text(lang, "case-photo-gone"), |photo| photo.text.clone())
            });
            chosen.collect::<Vec<_>>().join(", ")
        }
        "area" => chosen_area(fields).map(|chosen| area(lang, &chosen)).unwrap_or_default(),
        "channels" => {
            let named = read.all("channels").filter_map(|name| name.parse().ok());
            named.map(|one| channel(lang, one)).collect::<Vec<_>>().join(", ")
        }
        "languages" => {
            languages(fields).into_iter().map(|one| language(lang, one)).collect::<Vec<_>>().join(", ")
        }
        "mentions_companion" if read.yes(part) => text(lang, "case-companion-yes"),
        part => typed(part),
    }
}
