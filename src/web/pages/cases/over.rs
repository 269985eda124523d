//! Why one campaign of a case goes out without consent: the magistrate requires it, or the child is in danger without it.

use super::asking::campaigns;
use super::form::{Amiss, Link, Simple, as_it_is, filled, fitted, untitled};
use super::{asked_by, id, standing_of};
use crate::pages::fields::{Choice, Read, document, put_moment};
use crate::pages::form::{Fields, Posted};
use crate::pages::shell::{Asked, Reply};
use actix_web::{HttpRequest, web};
use childalert_app::Action;
use childalert_domain::Override;
use childalert_words::text;

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let mut typed = Fields::new();
    put_moment(&mut typed, "at", Some(asked.app.now()));
    page(&asked, &typed, Amiss::default()).await
}

pub(super) async fn save(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let posted = Posted::of(request, form, Action::WriteCases).await?;
    let amiss = match fitted::<Override>(&posted, read(&posted.fields), as_it_is) {
        Err(amiss) => amiss,
        Ok(over) => match posted.asked.app.record_override(&posted.request(), case, over).await {
            Ok(_) => return Ok(posted.then(&format!("/cases/{case}/consent"))),
            Err(error) => Amiss::of(&posted.asked, error, as_it_is)?,
        },
    };
    page(&posted.asked, &posted.fields, amiss).await
}

pub(super) fn read(fields: &Fields) -> serde_json::Value {
    let read = Read(fields);
    document([
        ("campaign", read.one("campaign")),
        ("ground", read.one("ground")),
        ("reasons", read.text("reasons")),
        ("at", read.moment("at")),
    ])
}

async fn page(asked: &Asked, typed: &Fields, mut amiss: Amiss) -> Reply {
    let (lang, case) = (asked.lang, id(&asked.request, "id"));
    let standing = standing_of(asked).await?;
    if standing.campaigns.iter().all(|campaign| campaign.state.retracted()) {
        amiss.notes.push(text(lang, "case-without-needs-campaign"));
    }
    let form = filled(lang, typed, &amiss);
    let grounds = vec![
        Choice::new("magistrate_requires", text(lang, "case-ground-magistrate-requires")),
        Choice::new("child_in_danger", text(lang, "case-ground-child-in-danger")),
    ];
    let fields = vec![
        campaigns(&form, &standing.campaigns),
        form.one("ground", grounds),
        form.long("reasons", 5).most(5000).hint(text(lang, "case-hint-reasons")),
        form.moment("at"),
    ];
    let groups = untitled(fields);
    let page = Simple {
        case,
        place: "consent/without",
        title: text(lang, "case-without"),
        lead: text(lang, "case-without-lead"),
        back: Link::new(format!("/{lang}/cases/{case}/consent"), text(lang, "case-consent")),
        multipart: false,
    };
    Ok(page.page(asked, amiss, groups))
}
