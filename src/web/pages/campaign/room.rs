//! A campaign's room: where it stands, what is next, every copy, and Stop.

use super::act::campaign as of_path;
use super::view::{BarView, ChannelRow, OpenRow, bar, channels, lately, open};
use crate::pages::area::AreaMap;
use crate::pages::fields::capital;
use crate::pages::form::{Errors, once};
use crate::pages::said::with_more;
use crate::pages::shell::{Asked, Reply};
use crate::problem::as_drafted;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use childalert_app::{Action, Room, Visitor};
use childalert_domain::{CampaignState, DecisionAct, Lang, RetractionReason};
use childalert_words::{
    Arg, age, area, campaign_state, date_time, day_month_time, has, kind, kit_failure, photo_warning,
    retraction_reason, text, text_with,
};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct RoomPage {
    campaign: Uuid,
    case_url: String,
    /// Reference, kind and area in a line.
    what: String,
    name: String,
    native: String,
    age: String,
    errors: Option<Errors>,
    warnings: Vec<String>,
    live: LiveView,
    map: AreaMap,
}

/// What changes while somebody looks. Names nobody.
#[derive(Serialize)]
struct LiveView {
    campaign: Uuid,
    /// Where the campaign stands: when it changes, the page is read anew.
    state: &'static str,
    said: String,
    next: Option<NextView>,
    bar: Option<BarView>,
    channels: Vec<ChannelRow>,
    open: Vec<OpenRow>,
    /// How many more are open than are shown.
    more_open: String,
    /// Whether the visitor may do something about them.
    settles: bool,
    stop: Option<StopView>,
    statement: Option<String>,
    untold: String,
    lately: Vec<LatelyView>,
}

/// What is to be done next.
#[derive(Serialize, Default)]
struct NextView {
    title: String,
    text: String,
    /// What is wrong, point by point.
    points: Vec<String>,
    /// Where to go.
    links: Vec<NextLink>,
    /// What buttons send, each by itself.
    posts: Vec<NextPost>,
}

#[derive(Serialize)]
struct NextLink {
    url: String,
    text: String,
    main: bool,
}

#[derive(Serialize)]
struct NextPost {
    action: String,
    text: String,
    once: String,
    /// The campaign, where the address does not name it.
    campaign: Option<Uuid>,
    /// Whether it is what is to be done, or one of several things.
    main: bool,
}

#[derive(Serialize)]
struct StopView {
    once: String,
    text: String,
    reasons: Vec<ReasonView>,
}

#[derive(Serialize)]
struct ReasonView {
    value: &'static str,
    text: String,
}

#[derive(Serialize)]
struct LatelyView {
    when: String,
    text: String,
}

/// The reasons that a person gives. That the period is over is the service's to say.
const REASONS: [RetractionReason; 6] = [
    RetractionReason::FoundSafe,
    RetractionReason::FoundDead,
    RetractionReason::ConsentWithdrawn,
    RetractionReason::MagistrateOrder,
    RetractionReason::PublishedInError,
    RetractionReason::NotPermitted,
];

pub(super) async fn show(request: HttpRequest) -> Reply {
    let campaign = of_path(&request);
    let asked = Asked::of(request).await?;
    shown(&asked, campaign, StatusCode::OK, None, None).await
}

/// The part that changes, for the page's own script. It names nobody, so that looking on is no look at a person's data.
pub(super) async fn live(request: HttpRequest) -> Reply {
    let campaign = of_path(&request);
    let asked = Asked::by_itself(request).await?;
    let visitor = asked.visitor_who_may(Some(Action::ReadCampaigns))?;
    match asked.app.room(campaign).await {
        Ok(room) => Ok(asked.fragment("room-live", "live", live_view(&asked, visitor, &room, None))),
        Err(error) => Err(asked.failed(error)),
    }
}

/// The room; where something was refused, with that, and with what was typed for which copy.
pub(super) async fn shown(
    asked: &Asked,
    campaign: Uuid,
    status: StatusCode,
    refused: Option<Errors>,
    typed: Option<(&str, &str)>,
) -> Reply {
    let visitor = asked.visitor_who_may(Some(Action::ReadCampaigns))?;
    let room = asked.app.room(campaign).await.map_err(|error| asked.failed(error))?;
    asked.looked("campaign.look", campaign, "").await?;
    Ok(page(asked, visitor, room, status, refused, typed))
}

fn page(
    asked: &Asked,
    visitor: &Visitor,
    room: Room,
    status: StatusCode,
    errors: Option<Errors>,
    typed: Option<(&str, &str)>,
) -> HttpResponse {
    let (lang, campaign) = (asked.lang, &room.campaign);
    let draft = &campaign.draft;
    let warnings = campaign.warnings.iter().filter_map(|warning| photo_warning(lang, &warning.code));
    let page = RoomPage {
        campaign: campaign.id,
        case_url: match visitor.actor.may(Action::WriteCases) {
            true => format!("/{lang}/cases/{}", campaign.case_id),
            false => String::new(),
        },
        what: format!("{} · {} · {}", room.reference, kind(lang, draft.kind), area(lang, &draft.area)),
        name: draft.shown_name.clone(),
        native: draft.shown_name_native.clone(),
        age: age(lang, room.age),
        errors,
        warnings: warnings.map(|said| format!("{} {}", said.title, said.mend)).collect(),
        live: live_view(asked, visitor, &room, typed),
        map: AreaMap::of(lang, &draft.area),
    };
    let title = text_with(lang, "room-title", &[("reference", Arg::Text(&room.reference))]);
    asked.page(status, "room", &title, page)
}

fn live_view(asked: &Asked, visitor: &Visitor, room: &Room, typed: Option<(&str, &str)>) -> LiveView {
    let (lang, campaign, ledger) = (asked.lang, &room.campaign, &room.ledger);
    let may = |action| visitor.actor.may(action);
    let more = ledger.open_copies - i64::try_from(ledger.open.len()).unwrap_or_default();
    let count = |key: &str, count: i64| match count {
        0 => String::new(),
        count => text_with(lang, key, &[("count", Arg::Number(count))]),
    };
    let stops = may(Action::Retract) && !campaign.state.retracted();
    LiveView {
        campaign: campaign.id,
        state: campaign.state.name(),
        said: capital(&stands(lang, room)),
        next: next(lang, visitor, room),
        bar: bar(lang, ledger),
        channels: channels(lang, ledger),
        open: open(lang, ledger, typed),
        more_open: count("room-more-open", more.max(0)),
        settles: may(Action::SettlePlacements),
        stop: stops.then(|| StopView {
            once: once(),
            text: match ledger.copies {
                0 => text(lang, "room-stop-none"),
                copies => text_with(lang, "room-stop-text", &[("count", Arg::Number(copies))]),
            },
            reasons: REASONS
                .map(|reason| ReasonView { value: reason.name(), text: retraction_reason(lang, reason) })
                .into(),
        }),
        statement: (campaign.state == CampaignState::Closed)
            .then(|| format!("/api/v1/campaigns/{}/closing-statement.pdf?lang={lang}", campaign.id)),
        untold: count("room-untold", i64::try_from(room.untold).unwrap_or_default()),
        lately: room.lately.iter().filter_map(|done| done_view(asked, done)).collect(),
    }
}

/// Where it stands, in a line.
fn stands(lang: Lang, room: &Room) -> String {
    let campaign = &room.campaign;
    let when = |at| day_month_time(lang, at);
    match (campaign.state, campaign.launched_at, campaign.until, campaign.ended_at) {
        (CampaignState::Live, Some(since), Some(until), _) => {
            let (since, until) = (when(since), date_time(lang, until));
            text_with(lang, "room-since-until", &[("since", Arg::Text(&since)), ("until", Arg::Text(&until))])
        }
        (CampaignState::Ended | CampaignState::Closed, _, _, Some(at)) => {
            let reason = campaign.ended_reason.as_deref().and_then(RetractionReason::named);
            let reason = reason.map(|reason| retraction_reason(lang, reason)).unwrap_or_default();
            let state = campaign_state(lang, campaign.state);
            let args = [("state", state.as_str()), ("when", &when(at)), ("reason", &reason)];
            text_with(lang, "room-ended", &args.map(|(name, value)| (name, Arg::Text(value))))
        }
        (state, ..) => campaign_state(lang, state),
    }
}

/// What is to be done next, by whoever looks or by somebody else.
fn next(lang: Lang, visitor: &Visitor, room: &Room) -> Option<NextView> {
    let campaign = &room.campaign;
    let url = |rest: &str| format!("/{lang}/campaigns/{}{rest}", campaign.id);
    let prepares = visitor.actor.may(Action::PrepareCampaigns);
    let link = |rest: &str, key: &str, main| NextLink { url: url(rest), text: text(lang, key), main };
    let order = |key: &str, main| NextPost {
        action: url("/proof"),
        text: text(lang, key),
        once: once(),
        campaign: None,
        main,
    };
    let titled = |key: &str| NextView {
        title: text(lang, key),
        text: text(lang, &format!("{key}-text")),
        ..NextView::default()
    };
    if campaign.state.retracted() {
        return None;
    }
    let newer = campaign.state == CampaignState::Live;
    let proof = room.proof.as_ref().filter(|proof| !newer || campaign.live_proof != Some(proof.id));
    // The officer's pages of the case fill it in again, step by step.
    let change = prepares.then(|| NextPost {
        action: format!("/{lang}/cases/{}/campaign", campaign.case_id),
        text: text(lang, "room-change"),
        once: once(),
        campaign: Some(campaign.id),
        main: false,
    });
    let Some(proof) = proof else {
        // Of what is out, nothing is owed; it can be changed.
        if newer && room.proof.is_some() {
            let links = vec![link("/proof", "room-see-proof", false)];
            return Some(NextView { links, posts: change.into_iter().collect(), ..NextView::default() });
        }
        let mut view = titled(if newer { "room-next-newer" } else { "room-next-draft" });
        view.points.extend(sent_back(lang, room));
        view.posts.extend(prepares.then(|| order("room-order", true)));
        view.posts.extend(change);
        return Some(view);
    };
    let mut view = match (proof.state.as_str(), room.decided, campaign.state) {
        ("failed", ..) => {
            let mut view = titled("room-next-failed");
            view.points = proof
                .failures
                .iter()
                .map(|failure| {
                    let field = as_drafted(&failure.field);
                    let said = kit_failure(lang, &failure.code, &field, failure.excess, failure.character);
                    format!("{} {}", said.title, said.mend)
                })
                .collect();
            view.posts.extend(prepares.then(|| order("room-order-again", false)));
            view
        }
        ("frozen", None, CampaignState::Proposed | CampaignState::Live) => {
            let mut view = titled("room-next-waiting");
            view.links.push(link("/proof", "room-see-proof", true));
            view
        }
        ("frozen", Some(true), CampaignState::Approved | CampaignState::Live) => {
            let key = if newer { "room-next-update" } else { "room-next-launch" };
            let mut view = titled(key);
            if visitor.actor.may(Action::Launch) {
                view.links.push(link("/launch", if newer { "room-update" } else { "room-launch" }, true));
            }
            view.links.push(link("/proof", "room-see-proof", false));
            view
        }
        ("frozen", ..) => {
            let mut view = titled("room-next-refused");
            view.points.extend(sent_back(lang, room));
            view.links.push(link("/proof", "room-see-proof", false));
            view
        }
        _ => titled("room-next-rendering"),
    };
    view.posts.extend(change);
    Some(view)
}

/// What a magistrate who sent it back, or opposed it, said.
fn sent_back(lang: Lang, room: &Room) -> Option<String> {
    let decision = room.decision.as_ref()?;
    let key = match decision.act {
        DecisionAct::Return => "decide-act-return",
        DecisionAct::Oppose => "decide-act-oppose",
        _ => return None,
    };
    let said = format!("{}, {}", text(lang, key), day_month_time(lang, decision.at));
    Some(with_more(lang, said, &decision.reasons))
}

/// Something that was done; `None` where there are no words for it.
fn done_view(asked: &Asked, done: &childalert_app::Lately) -> Option<LatelyView> {
    let lang = asked.lang;
    let key = format!("act-{}", done.act.replace(['.', '_'], "-"));
    let said = has(&key).then(|| text(lang, &key))?;
    let said = match &done.who {
        Some(who) => text_with(lang, "act-by", &[("what", Arg::Text(&said)), ("who", Arg::Text(who))]),
        None => said,
    };
    Some(LatelyView { when: lately(lang, done.at, asked.app.now()), text: said })
}
