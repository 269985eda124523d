//! The photos of a case: sent, framed, and one of them named as the authorities' own.

use super::form::{Amiss, Link, to_file};
use super::{asked_by, case_of, id};
use crate::MOST_FILE;
use crate::pages::fields::{Field, Read, document};
use crate::pages::form::{Errors, Posted, once};
use crate::pages::shell::{Asked, Reply};
use crate::pages::upload::{NoFile, Upload};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use childalert_app::{Action, AppError, CaseView, Conflict, FocusOrder, PhotoView};
use childalert_domain::{Case, Digest, Lang};
use childalert_poster::{Focus, crop_box};
use childalert_words::{Arg, photo_warning, text, text_with};
use serde::Serialize;

/// What a browser offers to choose from.
const ACCEPTS: &str = "image/jpeg,image/png,image/webp";

#[derive(Serialize)]
pub(super) struct PhotosPage {
    pub back: Link,
    pub errors: Option<Errors>,
    pub notes: Vec<String>,
    pub photos: Vec<Photo>,
    /// Where another is sent; empty for whoever may not.
    pub action: String,
    pub once: String,
    pub field: Field,
}

#[derive(Serialize)]
pub(super) struct Photo {
    number: i64,
    title: String,
    url: String,
    width: i64,
    height: i64,
    official: String,
    warnings: Vec<String>,
    /// As on file, or as it was typed where that is wrong.
    focus_x: String,
    focus_y: String,
    /// The middle of the face, in pixels, and how large its mark is.
    x: i64,
    y: i64,
    radius: i64,
    crops: Vec<Crop>,
    focus_action: String,
    official_action: String,
    once: String,
}

/// What a format shows of a photo.
#[derive(Serialize)]
struct Crop {
    /// Left, top, width and height in pixels.
    #[serde(rename = "box")]
    part: String,
    ratio: &'static str,
    text: String,
    url: String,
    width: i64,
    height: i64,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::ReadCases).await?;
    shown(&asked, Amiss::default()).await
}

async fn shown(asked: &Asked, amiss: Amiss) -> Reply {
    let case = case_of(asked).await?;
    let status = amiss.status();
    let view = page(asked.lang, &case, amiss, asked.may(Action::WriteCases));
    Ok(asked.page(status, "cases-photo", &text(asked.lang, "case-photos"), view))
}

pub(super) async fn take_in(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let upload = Upload::of(request, form, Action::WriteCases, MOST_FILE).await?;
    let posted = upload.posted;
    let lang = posted.asked.lang;
    let amiss = match upload.file {
        Err(NoFile::Lost) => Amiss::at(lang, "file", text(lang, "form-file-lost")),
        Err(NoFile::TooLarge) => {
            about_file(lang, Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "photo-too-large"))
        }
        Ok(None) => Amiss::at(lang, "file", text(lang, "case-photo-choose")),
        Ok(Some(bytes)) => match posted.asked.app.take_in_photo(&posted.request(), case, bytes).await {
            Ok(_) => return Ok(posted.then(&format!("/cases/{case}/photo"))),
            Err(error @ AppError::Photo(_)) => about_file(lang, Problem::from(error)),
            Err(error) => return Err(posted.asked.failed(error)),
        },
    };
    shown(&posted.asked, amiss).await
}

/// What is wrong with the file that was sent, said of its field.
fn about_file(lang: Lang, problem: Problem) -> Amiss {
    let document = problem.document(lang);
    let status = StatusCode::from_u16(document.status).ok();
    let errors = Errors::at(document.title, "file", document.detail);
    Amiss { status, errors: Some(errors), ..Amiss::default() }
}

pub(super) async fn frame(request: HttpRequest, form: web::Payload) -> Reply {
    let (case, sha256) = (id(&request, "id"), photo_of(&request));
    let mut posted = Posted::of(request, form, Action::WriteCases).await?;
    posted.asked.place = Some(format!("/cases/{case}/photo"));
    let Some(sha256) = sha256 else { return Err(posted.asked.failed(AppError::NotFound("photo"))) };
    let read = Read(&posted.fields);
    let focus = document([("focus_x", read.number("focus_x")), ("focus_y", read.number("focus_y"))]);
    let focus: FocusOrder = match posted.fit(focus) {
        Ok(focus) => focus,
        Err(problem) => {
            // Which photo's number is wrong, its place in the list says.
            let case = posted.asked.app.case(case).await.map_err(|error| posted.asked.failed(error))?;
            let number = case.photos.iter().position(|photo| photo.sha256 == sha256.to_string());
            let problem = problem.of_a_form(str::to_owned);
            let errors = Errors::of(posted.asked.lang, &problem, |field| {
                let axis = field.strip_prefix("focus_")?;
                number.map(|number| format!("{axis}-{}", number + 1))
            });
            let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
            let amiss = Amiss { status, errors: Some(errors), ..Amiss::default() };
            let mut view = page(posted.asked.lang, &case, amiss, true);
            if let Some(photo) = number.and_then(|number| view.photos.get_mut(number)) {
                posted.first("focus_x").clone_into(&mut photo.focus_x);
                posted.first("focus_y").clone_into(&mut photo.focus_y);
            }
            return Ok(posted.asked.page(
                StatusCode::UNPROCESSABLE_ENTITY,
                "cases-photo",
                &text(posted.asked.lang, "case-photos"),
                view,
            ));
        }
    };
    match posted.asked.app.move_focus(&posted.request(), case, sha256, focus).await {
        Ok(_) => Ok(posted.then(&format!("/cases/{case}/photo"))),
        Err(error) => again(&posted, error).await,
    }
}

pub(super) async fn official(request: HttpRequest, form: web::Payload) -> Reply {
    let (id, sha256) = (id(&request, "id"), photo_of(&request));
    let mut posted = Posted::of(request, form, Action::WriteCases).await?;
    posted.asked.place = Some(format!("/cases/{id}/photo"));
    let asked = &posted.asked;
    let case = asked.app.case(id).await.map_err(|error| asked.failed(error))?;
    let sha256 = sha256.map(|sha256| sha256.to_string());
    let chosen = sha256.filter(|sha256| case.photos.iter().any(|photo| photo.sha256 == *sha256));
    let Some(chosen) = chosen else { return Err(asked.failed(AppError::NotFound("photo"))) };
    let changed = Case { official_photo: Some(chosen), ..case.case };
    match asked.app.change_case(&posted.request(), id, case.version, changed, false).await {
        Ok(_) => Ok(posted.then(&format!("/cases/{id}/photo"))),
        Err(error) => again(&posted, error).await,
    }
}

/// The page again, with what stood against it.
async fn again(posted: &Posted, error: AppError) -> Reply {
    let lang = posted.asked.lang;
    if let AppError::Conflict(Conflict::TakesBack(count)) = error {
        // Whoever may not be searched for: that is settled first, where the facts are.
        let count = Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
        let title = text_with(lang, "problem-takes-back", &[("count", count)]);
        return Ok(posted.asked.said(StatusCode::CONFLICT, &title, text(lang, "case-next-not-allowed")));
    }
    let amiss = Amiss::of(&posted.asked, error, str::to_owned)?;
    shown(&posted.asked, amiss).await
}

fn photo_of(request: &HttpRequest) -> Option<Digest> {
    request.match_info().get("sha256")?.parse().ok()
}

pub(super) fn page(lang: Lang, case: &CaseView, amiss: Amiss, may_write: bool) -> PhotosPage {
    let typed = Vec::new();
    let form = super::form::filled(lang, &typed, &amiss);
    let field =
        form.file("file", ACCEPTS).label(text(lang, "case-photo-file")).hint(text(lang, "case-photo-hint"));
    let mut notes = amiss.notes.clone();
    if case.photos.is_empty() {
        notes.push(text(lang, "case-photos-none"));
    }
    if case.case.official_photo.is_none() && !case.photos.is_empty() {
        notes.push(text(lang, "case-photo-no-official"));
    }
    PhotosPage {
        back: to_file(lang, case.id),
        notes,
        photos: case
            .photos
            .iter()
            .zip(1..)
            .map(|(one, number)| photo(lang, case, one, number, may_write))
            .collect(),
        action: if may_write { format!("/{lang}/cases/{}/photo", case.id) } else { String::new() },
        once: once(),
        field,
        errors: amiss.errors,
    }
}

fn photo(lang: Lang, case: &CaseView, photo: &PhotoView, number: i64, may_write: bool) -> Photo {
    let official = case.case.official_photo.as_ref() == Some(&photo.sha256);
    let below = format!("/{lang}/cases/{}/photo/{}", case.id, photo.sha256);
    let url = format!("/api/v1/cases/{}/photos/{}", case.id, photo.sha256);
    let crops = [("4:5", (4.0, 5.0), "case-crop-poster"), ("16:9", (16.0, 9.0), "case-crop-screen")];
    Photo {
        number,
        title: text_with(lang, "consent-photo", &[("number", Arg::Number(number))]),
        width: photo.width,
        height: photo.height,
        official: if official { text(lang, "case-photo-is-official") } else { String::new() },
        warnings: photo
            .warnings
            .iter()
            .filter_map(|warning| photo_warning(lang, &warning.code))
            .map(|said| format!("{} {}", said.title, said.mend))
            .collect(),
        focus_x: photo.focus_x.to_string(),
        focus_y: photo.focus_y.to_string(),
        x: photo.width * photo.focus_x / 1000,
        y: photo.height * photo.focus_y / 1000,
        radius: photo.width.min(photo.height) / 16,
        crops: crops
            .into_iter()
            .map(|(ratio, proportions, key)| Crop {
                part: part(photo, proportions),
                ratio,
                text: text(lang, key),
                url: url.clone(),
                width: photo.width,
                height: photo.height,
            })
            .collect(),
        focus_action: if may_write { format!("{below}/frame") } else { String::new() },
        official_action: if may_write && !official { format!("{below}/official") } else { String::new() },
        once: once(),
        url,
    }
}

/// The part of a photo that a format shows, by the same reckoning as the kit's.
fn part(photo: &PhotoView, proportions: (f32, f32)) -> String {
    let pixels = |side: i64| u32::try_from(side).unwrap_or(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "thousandths")]
    let share = |thousandths: i64| thousandths as f32 / 1000.0;
    let focus = Focus { x: share(photo.focus_x), y: share(photo.focus_y) };
    let (left, top, width, height) =
        crop_box((pixels(photo.width), pixels(photo.height)), proportions, focus);
    format!("{left} {top} {width} {height}")
}
