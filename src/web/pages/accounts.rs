//! Who has an account, who is to get one, and what waits for a second person. For whoever runs the installation, and for the
//! privacy officer, who reads and confirms.

pub(super) mod one;

use super::account_form::{Field, fit};
use super::fields::Choice;
use super::form::{Errors, Posted, once};
use super::shell::{Asked, Reply};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use childalert_app::{
    AccessFault, AccountUse, Action, App, AppError, ConfirmationView, Invited, NewAccount, Role, Visitor,
};
use childalert_domain::Lang;
use childalert_words::{Arg, date, day_month_time, language, role, text, text_with};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// Accounts on one page.
const AT_ONCE: i64 = 50;
/// What the form asks for, by the API's own names.
const FIELDS: [&str; 6] = ["name", "email", "lang", "role", "provider", "reason"];

#[derive(Serialize)]
struct ListPage {
    /// What was just done; empty where nothing was.
    done: String,
    errors: Option<Errors>,
    waiting: Vec<WaitingLine>,
    /// Whoever only reads has no form to invite.
    invite: Option<InviteForm>,
    accounts: Vec<AccountLine>,
    earlier: Option<String>,
    later: Option<String>,
}

#[derive(Serialize)]
struct WaitingLine {
    id: Uuid,
    once: String,
    what: String,
    asked: String,
    reason: String,
    /// Whoever asked, and whomever it is about, cannot confirm it.
    confirmable: bool,
}

#[derive(Serialize)]
struct InviteForm {
    once: String,
    name: Field,
    email: Field,
    reason: Field,
    role_error: String,
    languages: Vec<Choice>,
    roles: Vec<Choice>,
    /// Empty where none is configured.
    providers: Vec<Choice>,
}

#[derive(Serialize)]
struct AccountLine {
    url: String,
    name: String,
    email: String,
    role: String,
    state: String,
    came_in: String,
    passkeys: i64,
}

#[derive(Serialize)]
struct LinkPage {
    /// The link, once; none where it was shown before.
    link: Option<String>,
    name: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let query = |name: &str| {
        let mut pairs = form_urlencoded::parse(asked.request.query_string().as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let from = query("from").parse().unwrap_or(0_i64).clamp(0, 1_000_000);
    let (done, form) = (done(asked.lang, &query("done")), Typed::default());
    list(&asked, StatusCode::OK, &View { from, done, errors: None, form }).await
}

/// What is shown besides what there is.
#[derive(Default)]
struct View {
    from: i64,
    done: String,
    errors: Option<Errors>,
    form: Typed,
}

/// What was typed, by field.
type Typed = HashMap<&'static str, String>;

pub(super) async fn act(request: HttpRequest, form: web::Payload) -> Reply {
    let may = |wanted: &str| match wanted {
        "invite" => Action::ManageAccounts,
        "confirm" | "decline" => Action::ConfirmAccounts,
        _ => Action::ReadAccounts,
    };
    let posted = Posted::of_several(request, form, may).await?;
    match posted.first("do") {
        "invite" => invite(&posted).await,
        "confirm" => confirm(&posted).await,
        "decline" => decline(&posted).await,
        _ => list(&posted.asked, StatusCode::BAD_REQUEST, &View::default()).await,
    }
}

async fn invite(posted: &Posted) -> Reply {
    let asked = &posted.asked;
    let request = posted.request();
    let invited = match fit::<NewAccount>(posted, &FIELDS) {
        Ok(new) => asked.app.invite(&request, new).await.map_err(|error| {
            let taken = matches!(error, AppError::Access(AccessFault::EmailTaken));
            (Problem::from(error), taken.then_some("email"))
        }),
        Err(problem) => Err((problem, None)),
    };
    match invited {
        Ok(invited) if invited.account.state == "waiting" => Ok(posted.then("/accounts?done=waiting")),
        Ok(invited) => Ok(link(asked, invited)),
        Err((problem, field)) => {
            let lang = asked.lang;
            let errors = match field {
                Some(field) => {
                    let said = problem.document(lang);
                    let wrong = format!("{} {}", said.title, said.detail);
                    Errors::at(text(lang, "problem-invalid-body"), field, wrong)
                }
                None => Errors::of(lang, &problem.of_a_form(str::to_owned), |field| {
                    FIELDS.contains(&field).then(|| field.to_owned())
                }),
            };
            let form = FIELDS.map(|name| (name, posted.first(name).to_owned())).into_iter().collect();
            let view = View { errors: Some(errors), form, ..View::default() };
            list(asked, StatusCode::UNPROCESSABLE_ENTITY, &view).await
        }
    }
}

async fn confirm(posted: &Posted) -> Reply {
    let request = posted.request();
    let asked = &posted.asked;
    let Ok(id) = posted.first("id").parse() else {
        return list(asked, StatusCode::BAD_REQUEST, &View::default()).await;
    };
    match asked.app.confirm(&request, id).await {
        Ok(invited) if invited.account.state == "invited" => Ok(link(asked, invited)),
        Ok(invited) => Ok(posted.then(&format!("/accounts/{}?done=confirmed", invited.account.id))),
        Err(error) => failed(asked, error).await,
    }
}

async fn decline(posted: &Posted) -> Reply {
    let request = posted.request();
    let asked = &posted.asked;
    let Ok(id) = posted.first("id").parse() else {
        return list(asked, StatusCode::BAD_REQUEST, &View::default()).await;
    };
    match asked.app.decline(&request, id).await {
        Ok(_) => Ok(posted.then("/accounts?done=declined")),
        Err(error) => failed(asked, error).await,
    }
}

/// The list again, with what was wrong: somebody else was first, or it is not theirs to confirm.
async fn failed(asked: &Asked, error: AppError) -> Reply {
    let problem = Problem::from(error);
    let errors = Some(Errors::of(asked.lang, &problem, |_| None));
    list(asked, problem.status_code(), &View { errors, ..View::default() }).await
}

/// The one time that a link is shown. It stands in the answer to the form, and in no address; a reload finds it gone.
fn link(asked: &Asked, invited: Invited) -> HttpResponse {
    let title = text_with(asked.lang, "accounts-link-title", &[("name", Arg::Text(&invited.account.name))]);
    let page = LinkPage { link: invited.link, name: invited.account.name };
    asked.page(StatusCode::OK, "account-link", &title, page)
}

/// What was done, by the code that leads here; nothing for another.
fn done(lang: Lang, code: &str) -> String {
    match code {
        "waiting" => text(lang, "accounts-done-waiting"),
        "declined" => text(lang, "accounts-done-declined"),
        "confirmed" => text(lang, "accounts-done-confirmed"),
        "role" => text(lang, "accounts-done-role"),
        "suspended" => text(lang, "accounts-done-suspended"),
        _ => String::new(),
    }
}

/// The list, with the look at it noted before it is shown.
async fn list(asked: &Asked, status: StatusCode, view: &View) -> Reply {
    let visitor = asked.visitor_who_may(Some(Action::ReadAccounts))?;
    let page = listed(asked, visitor, view).await.map_err(|error| asked.failed(error))?;
    Ok(asked.page(status, "accounts", &text(asked.lang, "accounts-title"), page))
}

async fn listed(asked: &Asked, visitor: &Visitor, view: &View) -> Result<ListPage, AppError> {
    let (app, lang) = (&asked.app, asked.lang);
    let mut accounts = app.accounts_and_their_use(AT_ONCE + 1, view.from).await?;
    let more = i64::try_from(accounts.len()).is_ok_and(|found| found > AT_ONCE);
    accounts.truncate(usize::try_from(AT_ONCE).unwrap_or(usize::MAX));
    let waiting = app.confirmations().await?;
    let names = names(app, &accounts, &waiting).await?;
    let mut seen: Vec<String> = names.keys().map(|id| id.simple().to_string()).collect();
    seen.sort_unstable();
    app.looked((&visitor.actor, &asked.number()), "accounts.look", Uuid::nil(), seen.join(" ")).await?;
    Ok(ListPage {
        done: view.done.clone(),
        errors: view.errors.clone(),
        waiting: waiting.iter().map(|one| waiting_line(asked, visitor, one, &names)).collect(),
        invite: visitor.actor.may(Action::ManageAccounts).then(|| invite_form(asked, view)),
        accounts: accounts.into_iter().map(|one| account_line(lang, one)).collect(),
        earlier: (view.from > 0).then(|| format!("/{lang}/accounts?from={}", (view.from - AT_ONCE).max(0))),
        later: more.then(|| format!("/{lang}/accounts?from={}", view.from + AT_ONCE)),
    })
}

/// What people are called: those on the page, those whom something is about, and those who asked for it.
async fn names(
    app: &App,
    accounts: &[AccountUse],
    waiting: &[ConfirmationView],
) -> Result<HashMap<Uuid, String>, AppError> {
    let mut names: HashMap<Uuid, String> =
        accounts.iter().map(|one| (one.account.id, one.account.name.clone())).collect();
    for id in waiting.iter().flat_map(|one| [Some(one.account), asker(one)]).flatten() {
        if !names.contains_key(&id)
            && let Ok(account) = app.account(id).await
        {
            names.insert(id, account.name);
        }
    }
    Ok(names)
}

/// The account of whoever asked.
fn asker(one: &ConfirmationView) -> Option<Uuid> {
    one.asked_by.split_once(':').and_then(|(_, id)| id.parse().ok())
}

fn waiting_line(
    asked: &Asked,
    visitor: &Visitor,
    one: &ConfirmationView,
    names: &HashMap<Uuid, String>,
) -> WaitingLine {
    let lang = asked.lang;
    let named = |id: Option<Uuid>| id.and_then(|id| names.get(&id)).cloned();
    let (about, by) = (named(Some(one.account)).unwrap_or_default(), named(asker(one)));
    let role = one.role.and_then(|of| role(lang, of.name())).unwrap_or_default();
    let args = [("name", Arg::Text(&about)), ("role", Arg::Text(&role))];
    let what = match one.act.as_str() {
        "invite" => text_with(lang, "accounts-waiting-invite", &args),
        "raise" => text_with(lang, "accounts-waiting-raise", &args),
        _ => text_with(lang, "accounts-waiting-recover", &args),
    };
    let (when, until) = (day_month_time(lang, one.asked_at), day_month_time(lang, one.expires_at));
    let by = by.unwrap_or_else(|| one.asked_by.clone());
    let args = [("name", Arg::Text(&by)), ("when", Arg::Text(&when)), ("until", Arg::Text(&until))];
    let own = visitor.actor.id;
    WaitingLine {
        id: one.id,
        once: once(),
        what,
        asked: text_with(lang, "accounts-waiting-asked", &args),
        reason: match one.reason.as_str() {
            "" => String::new(),
            reason => text_with(lang, "accounts-waiting-reason", &[("reason", Arg::Text(reason))]),
        },
        confirmable: one.account != own && asker(one) != Some(own),
    }
}

fn invite_form(asked: &Asked, view: &View) -> InviteForm {
    let (lang, app, errors) = (asked.lang, &asked.app, view.errors.as_ref());
    let was = |name: &str| view.form.get(name).map(String::as_str).unwrap_or_default();
    let languages = Lang::ALL.map(|one| Choice {
        checked: was("lang") == one.code() || (was("lang").is_empty() && one == lang),
        ..Choice::new(one.code(), language(lang, one))
    });
    let providers =
        app.providers().map(|(id, name)| Choice { checked: was("provider") == id, ..Choice::new(id, name) });
    InviteForm {
        once: once(),
        name: Field::of(was("name"), "name", errors),
        email: Field::of(was("email"), "email", errors),
        reason: Field::of(was("reason"), "reason", errors),
        role_error: errors.map(|errors| errors.about("role")).unwrap_or_default(),
        languages: languages.into(),
        roles: roles(lang, was("role")),
        providers: providers.collect(),
    }
}

/// The roles that a person may have.
fn roles(lang: Lang, chosen: &str) -> Vec<Choice> {
    let people = Role::ALL.into_iter().filter(|of| *of != Role::Worker);
    let choice = |of: Role| Choice {
        checked: of.name() == chosen,
        ..Choice::new(of.name(), role(lang, of.name()).unwrap_or_default())
    };
    people.map(choice).collect()
}

fn state(lang: Lang, name: &str) -> String {
    match name {
        "waiting" => text(lang, "accounts-state-waiting"),
        "invited" => text(lang, "accounts-state-invited"),
        "suspended" => text(lang, "accounts-state-suspended"),
        _ => text(lang, "accounts-state-active"),
    }
}

fn account_line(lang: Lang, one: AccountUse) -> AccountLine {
    let AccountUse { account, passkeys, came_in_at } = one;
    AccountLine {
        url: format!("/{lang}/accounts/{}", account.id),
        role: role(lang, account.role.name()).unwrap_or_default(),
        state: state(lang, &account.state),
        came_in: came_in_at.map_or_else(|| text(lang, "accounts-never"), |at| date(lang, at)),
        name: account.name,
        email: account.email,
        passkeys,
    }
}

#[cfg(test)]
mod tests;
