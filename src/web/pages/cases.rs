//! The officer's pages: cases, everything in their files, and a new campaign step by step. One thing on each page; every form works
//! without a script; whatever was typed is kept, whoever else was there meanwhile.

mod area;
mod asking;
mod check;
mod consents;
mod declaration;
mod denial;
mod facts;
mod file;
mod form;
mod heard;
mod list;
mod over;
mod photos;
mod prepare;
mod record;
mod scans;
mod steps;
mod withdraw;

#[cfg(test)]
mod tests;

use super::shell::{Asked, Instead};
use actix_web::{HttpRequest, web};
use childalert_app::{Action, CaseStanding, CaseView};
use childalert_domain::Case;
use uuid::Uuid;

/// Routes below the language.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/cases", web::get().to(list::show))
        .route("/cases/new", web::get().to(facts::new))
        .route("/cases/new", web::post().to(facts::open))
        .route("/cases/{id}", web::get().to(file::show))
        .route("/cases/{id}/facts", web::get().to(facts::show))
        .route("/cases/{id}/facts", web::post().to(facts::change))
        .route("/cases/{id}/photo", web::get().to(photos::show))
        .route("/cases/{id}/photo", web::post().to(photos::take_in))
        .route("/cases/{id}/photo/{sha256}/frame", web::post().to(photos::frame))
        .route("/cases/{id}/photo/{sha256}/official", web::post().to(photos::official))
        .route("/cases/{id}/declaration", web::get().to(declaration::show))
        .route("/cases/{id}/declaration", web::post().to(declaration::save))
        .route("/cases/{id}/heard", web::get().to(heard::list))
        .route("/cases/{id}/heard/add", web::get().to(heard::show))
        .route("/cases/{id}/heard/add", web::post().to(heard::save))
        .route("/cases/{id}/consent", web::get().to(consents::show))
        .route("/cases/{id}/consent/ask", web::get().to(asking::show))
        .route("/cases/{id}/consent/ask", web::post().to(asking::ask))
        .route("/cases/{id}/consent/ask/{asking}/revoke", web::post().to(asking::revoke))
        .route("/cases/{id}/consent/record", web::get().to(record::show))
        .route("/cases/{id}/consent/record", web::post().to(record::save))
        .route("/cases/{id}/consent/denied", web::get().to(denial::show))
        .route("/cases/{id}/consent/denied", web::post().to(denial::save))
        .route("/cases/{id}/consent/without", web::get().to(over::show))
        .route("/cases/{id}/consent/without", web::post().to(over::save))
        .route("/cases/{id}/consent/{paper}/withdraw", web::get().to(withdraw::show))
        .route("/cases/{id}/consent/{paper}/withdraw", web::post().to(withdraw::save))
        .route("/cases/{id}/campaign", web::post().to(prepare::begin))
        .route("/cases/{id}/campaign/{preparation}", web::get().to(prepare::go_on))
        .route("/cases/{id}/campaign/{preparation}/check", web::get().to(check::show))
        .route("/cases/{id}/campaign/{preparation}/check", web::post().to(check::make))
        .route("/cases/{id}/campaign/{preparation}/{step}", web::get().to(prepare::show))
        .route("/cases/{id}/campaign/{preparation}/{step}", web::post().to(prepare::save));
}

/// An id in the address; what is none is the id of nothing.
fn id(request: &HttpRequest, name: &str) -> Uuid {
    request.match_info().get(name).and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// A page that somebody who may do it has asked for; or what they get instead.
async fn asked_by(request: HttpRequest, action: Action) -> Result<Asked, Instead> {
    let asked = Asked::of(request).await?;
    asked.visitor_who_may(Some(action))?;
    Ok(asked)
}

/// The case of the address, for a page that shows something of it: the look is noted.
async fn case_of(asked: &Asked) -> Result<CaseView, Instead> {
    let id = id(&asked.request, "id");
    let case = asked.app.case(id).await.map_err(|error| asked.failed(error))?;
    asked.looked("case.look", id, "").await?;
    Ok(case)
}

/// The same with how it stands on its way to a launch.
async fn standing_of(asked: &Asked) -> Result<CaseStanding, Instead> {
    let id = id(&asked.request, "id");
    let standing = asked.app.case_standing(id).await.map_err(|error| asked.failed(error))?;
    asked.looked("case.look", id, "").await?;
    Ok(standing)
}

/// As people are shown in lists: the given name, and of the family name its first letter.
fn short_name(case: &Case) -> String {
    let initial: String =
        case.person.family_name.trim().chars().take(1).flat_map(char::to_uppercase).collect();
    match initial.as_str() {
        "" => case.person.given_name.trim().to_owned(),
        initial => format!("{} {initial}.", case.person.given_name.trim()),
    }
}
