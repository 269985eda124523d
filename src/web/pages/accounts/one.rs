//! One account: what is known of it, and what an administrator may do about it.

use super::super::account_form::{Field, fit};
use super::super::fields::Choice;
use super::super::form::{Errors, Posted, once};
use super::super::shell::{Asked, Instead, Reply};
use super::{done, roles, state};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, ResponseError, web};
use childalert_app::{AccountView, Action, AppError, ReasonOrder, RoleOrder};
use childalert_domain::Lang;
use childalert_words::{date, language, role};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
pub(super) struct OnePage {
    pub url: String,
    pub done: String,
    pub errors: Option<Errors>,
    pub email: String,
    pub role: String,
    pub state: String,
    pub language: String,
    pub made: String,
    /// What people call the provider by whose word it may be opened too; empty where there is none.
    pub provider: String,
    /// It is the visitor's own.
    pub own: bool,
    /// Whoever only reads changes nothing.
    pub forms: Option<Forms>,
}

#[derive(Serialize)]
pub(super) struct Forms {
    /// One for each form: they are different requests.
    pub once: [String; 3],
    pub roles: Vec<Choice>,
    pub role_error: String,
    pub role_reason: Field,
    pub recover_reason: Field,
    /// A suspended account is not suspended again.
    pub suspends: bool,
}

/// What is shown besides what there is.
#[derive(Default)]
struct View {
    done: String,
    errors: Option<Errors>,
    role: String,
    role_reason: String,
    recover_reason: String,
}

pub(in crate::pages) async fn show(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let id = id(&asked)?;
    let mut query = form_urlencoded::parse(asked.request.query_string().as_bytes());
    let code = query.find(|(key, _)| key == "done").map(|(_, value)| value.into_owned()).unwrap_or_default();
    let view = View { done: done(asked.lang, &code), ..View::default() };
    page(&asked, id, StatusCode::OK, &view).await
}

pub(in crate::pages) async fn act(request: HttpRequest, form: web::Payload) -> Reply {
    let may = |wanted: &str| match wanted {
        "role" | "recover" | "suspend" => Action::ManageAccounts,
        _ => Action::ReadAccounts,
    };
    let posted = Posted::of_several(request, form, may).await?;
    let id = id(&posted.asked)?;
    match posted.first("do") {
        "role" => change_role(&posted, id).await,
        "recover" => recover(&posted, id).await,
        "suspend" => suspend(&posted, id).await,
        _ => page(&posted.asked, id, StatusCode::BAD_REQUEST, &View::default()).await,
    }
}

async fn change_role(posted: &Posted, id: Uuid) -> Reply {
    let request = posted.request();
    let order = fit::<RoleOrder>(posted, &["role", "reason"]);
    let wanted = order.as_ref().ok().map(|order| order.role);
    let changed = match order {
        Ok(order) => posted.asked.app.change_role(&request, id, order).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(account) if Some(account.role) == wanted => Ok(posted.then(&format!("/accounts/{id}?done=role"))),
        Ok(_) => Ok(posted.then(&format!("/accounts/{id}?done=waiting"))),
        Err(problem) => {
            let (role, role_reason) = (posted.first("role").to_owned(), posted.first("reason").to_owned());
            let view = View { role, role_reason, ..View::default() };
            again(&posted.asked, id, problem, ("role_reason", view)).await
        }
    }
}

async fn recover(posted: &Posted, id: Uuid) -> Reply {
    let request = posted.request();
    let asked = match fit::<ReasonOrder>(posted, &["reason"]) {
        Ok(order) => {
            posted.asked.app.recover_account(&request, id, order.reason).await.map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    match asked {
        Ok(_) => Ok(posted.then(&format!("/accounts/{id}?done=waiting"))),
        Err(problem) => {
            let view = View { recover_reason: posted.first("reason").to_owned(), ..View::default() };
            again(&posted.asked, id, problem, ("recover_reason", view)).await
        }
    }
}

async fn suspend(posted: &Posted, id: Uuid) -> Reply {
    let request = posted.request();
    match posted.asked.app.suspend_account(&request, id).await {
        Ok(_) => Ok(posted.then(&format!("/accounts/{id}?done=suspended"))),
        Err(error) => Err(posted.asked.failed(error)),
    }
}

/// The account again, with what is wrong. Two of its forms ask for a reason: `reason` is the field of the one that was sent.
async fn again(asked: &Asked, id: Uuid, problem: Problem, (reason, view): (&str, View)) -> Reply {
    let problem = problem.of_a_form(str::to_owned);
    let errors = Errors::of(asked.lang, &problem, |field| match field {
        "reason" => Some(reason.to_owned()),
        "role" => Some(field.to_owned()),
        _ => None,
    });
    page(asked, id, problem.status_code(), &View { errors: Some(errors), ..view }).await
}

fn id(asked: &Asked) -> Result<Uuid, Instead> {
    let id = asked.request.match_info().get("id").and_then(|id| id.parse().ok());
    id.ok_or_else(|| asked.failed(AppError::NotFound("account")))
}

/// The account, with the look at it noted before it is shown.
async fn page(asked: &Asked, id: Uuid, status: StatusCode, view: &View) -> Reply {
    let visitor = asked.visitor_who_may(Some(Action::ReadAccounts))?;
    let account = asked.app.account(id).await.map_err(|error| asked.failed(error))?;
    asked.looked("accounts.look", Uuid::nil(), &id.simple().to_string()).await?;
    let lang = asked.lang;
    let own = visitor.actor.id == id;
    let forms = (!own && visitor.actor.may(Action::ManageAccounts)).then(|| forms(asked, &account, view));
    let page = OnePage {
        url: format!("/{lang}/accounts/{id}"),
        done: view.done.clone(),
        errors: view.errors.clone(),
        role: role(lang, account.role.name()).unwrap_or_default(),
        state: state(lang, &account.state),
        language: account.lang.parse::<Lang>().map(|of| language(lang, of)).unwrap_or_default(),
        made: date(lang, account.created_at),
        provider: asked.app.provider_name(&account).unwrap_or_default().to_owned(),
        own,
        forms,
        email: account.email,
    };
    Ok(asked.page(status, "account-of", &account.name, page))
}

fn forms(asked: &Asked, account: &AccountView, view: &View) -> Forms {
    let errors = view.errors.as_ref();
    let chosen = if view.role.is_empty() { account.role.name() } else { &view.role };
    Forms {
        once: [(); 3].map(|()| once()),
        roles: roles(asked.lang, chosen),
        role_error: errors.map(|errors| errors.about("role")).unwrap_or_default(),
        role_reason: Field::of(&view.role_reason, "role_reason", errors),
        recover_reason: Field::of(&view.recover_reason, "recover_reason", errors),
        suspends: account.state != "suspended",
    }
}
