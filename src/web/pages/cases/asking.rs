//! Asking a holder of parental authority by a link: it is shown once, to be given to them.

use super::consents::shown;
use super::form::{Amiss, Link, Simple, as_it_is, filled, fitted, untitled};
use super::{asked_by, id, standing_of};
use crate::pages::fields::{Choice, Field, Filled, Read, code, document};
use crate::pages::form::{Fields, Posted};
use crate::pages::said::capacity;
use crate::pages::shell::{Asked, Reply};
use actix_web::{HttpRequest, web};
use childalert_app::{Action, CampaignOfCase, ConsentAsk};
use childalert_domain::{Authority, Lang};
use childalert_words::{campaign_state, day_month_time, kind, language, text};

pub(super) const AUTHORITIES: [Authority; 5] = [
    Authority::Parent,
    Authority::Guardian,
    Authority::Institution,
    Authority::Administrator,
    Authority::Child,
];

/// In what capacity somebody speaks, to choose from.
pub(super) fn authorities(form: &Filled<'_>) -> Field {
    let all = AUTHORITIES.iter().map(|one| Choice::new(code(one), capacity(form.lang, *one)));
    form.one("authority", all.collect())
}

/// The campaigns of a case to choose from: those that are not over.
pub(super) fn campaigns(form: &Filled<'_>, all: &[CampaignOfCase]) -> Field {
    let lang = form.lang;
    let open = all.iter().rev().filter(|campaign| !campaign.state.retracted());
    let choices = open.map(|campaign| {
        let said = format!("{}, {}", kind(lang, campaign.kind), day_month_time(lang, campaign.created_at));
        let proof = if campaign.proven { "case-proof-there" } else { "case-proof-missing" };
        let hint = format!("{} · {}", campaign_state(lang, campaign.state), text(lang, proof));
        Choice::new(campaign.id.to_string(), said).hint(hint)
    });
    form.one("campaign", choices.collect())
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::AskConsent).await?;
    let typed = vec![("lang".to_owned(), asked.lang.code().to_owned())];
    page(&asked, &typed, Amiss::default()).await
}

pub(super) async fn ask(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let posted = Posted::of(request, form, Action::AskConsent).await?;
    let amiss = match fitted::<ConsentAsk>(&posted, read(&posted.fields), as_it_is) {
        Err(amiss) => amiss,
        Ok(ask) => match posted.asked.app.ask_consent(&posted.request(), case, ask).await {
            Ok(done) => {
                let again = done.link.is_none().then(|| text(posted.asked.lang, "case-link-shown-before"));
                let link = done.link.unwrap_or_default();
                return shown(&posted.asked, link, again.into_iter().collect()).await;
            }
            Err(error) => Amiss::of(&posted.asked, error, as_it_is)?,
        },
    };
    page(&posted.asked, &posted.fields, amiss).await
}

pub(super) async fn revoke(request: HttpRequest, form: web::Payload) -> Reply {
    let (case, asking) = (id(&request, "id"), id(&request, "asking"));
    let mut posted = Posted::of(request, form, Action::AskConsent).await?;
    posted.asked.place = Some(format!("/cases/{case}/consent"));
    match posted.asked.app.revoke_consent_link(&posted.request(), case, asking).await {
        Ok(_) => Ok(posted.then(&format!("/cases/{case}/consent"))),
        Err(error) => Err(posted.asked.failed(error)),
    }
}

pub(super) fn read(fields: &Fields) -> serde_json::Value {
    let read = Read(fields);
    document([
        ("campaign", read.one("campaign")),
        ("holder", read.text("holder")),
        ("authority", read.one("authority")),
        ("lang", read.one("lang")),
    ])
}

async fn page(asked: &Asked, typed: &Fields, mut amiss: Amiss) -> Reply {
    let (lang, case) = (asked.lang, id(&asked.request, "id"));
    let standing = standing_of(asked).await?;
    if standing.campaigns.iter().all(|campaign| campaign.state.retracted() || !campaign.proven) {
        amiss.notes.push(text(lang, "case-ask-needs-proof"));
    }
    let form = filled(lang, typed, &amiss);
    let languages = Lang::ALL.map(|one| Choice::new(one.code(), language(lang, one)));
    let fields = vec![
        campaigns(&form, &standing.campaigns),
        form.line("holder").most(160).hint(text(lang, "case-hint-holder")),
        authorities(&form),
        form.one("lang", languages.into()),
    ];
    let groups = untitled(fields);
    let page = Simple {
        case,
        place: "consent/ask",
        title: text(lang, "case-ask"),
        lead: text(lang, "case-ask-lead"),
        back: Link::new(format!("/{lang}/cases/{case}/consent"), text(lang, "case-consent")),
        multipart: false,
    };
    Ok(page.page(asked, amiss, groups))
}
