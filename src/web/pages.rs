//! Pages for people who sign in, by role. Server-rendered; what a form can do needs no script, and a passkey, which nothing else can
//! do, has a small one of our own.

mod account;
mod account_form;
mod accounts;
mod area;
mod assets;
mod campaign;
mod cases;
mod consent;
mod decide;
mod fields;
mod form;
mod hand;
mod health;
mod now;
mod passkeys;
mod private;
mod reach;
mod said;
mod shell;
mod sign_in;
mod upload;

pub(crate) use assets::assets;
pub(crate) use passkeys::Errand;
pub(crate) use shell::{Asked, Desk, Reply, known};

use crate::provider;
use actix_web::web;

/// Routes below the language.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    cases::configure(config);
    config
        .route("/sign-in", web::get().to(sign_in::sign_in))
        .route("/invitation/{token}", web::get().to(sign_in::invitation))
        .route("/consent/{token}", web::get().to(consent::show))
        .route("/consent/{token}", web::post().to(consent::answer))
        .route("/consent/{token}/withdraw", web::get().to(consent::before_withdrawing))
        .route("/consent/{token}/withdraw", web::post().to(consent::withdraw))
        .route("/consent/{token}/files/{name}", web::get().to(consent::file))
        .route("/consent/{token}/photos/{sha256}", web::get().to(consent::photo))
        .route("/hand/{token}", web::get().to(hand::show))
        .route("/hand/{token}", web::post().to(hand::act))
        .route("/sign-in/provider/{id}", web::get().to(provider::leave))
        .route("/account", web::get().to(account::show))
        .route("/account/proof/add/provider", web::get().to(provider::leave_to_sign_in_anew))
        .route("/account/proof/{errand}", web::get().to(passkeys::prove))
        .route("/account/passkeys/add", web::get().to(passkeys::add))
        .route("/account/passkeys/{id}/remove", web::get().to(passkeys::before_removing))
        .route("/account/passkeys/{id}/remove", web::post().to(passkeys::remove))
        .route("/health", web::get().to(health::show))
        .route("/accounts", web::get().to(accounts::show))
        .route("/accounts", web::post().to(accounts::act))
        .route("/accounts/{id}", web::get().to(accounts::one::show))
        .route("/accounts/{id}", web::post().to(accounts::one::act))
        .route("/sign-out", web::post().to(account::sign_out))
        .route("/sign-out-everywhere", web::post().to(account::sign_out_everywhere))
        .route("/now", web::get().to(now::show))
        .route("/now/live", web::get().to(now::live))
        .configure(campaign::configure)
        .route("/decide", web::get().to(decide::list))
        .route("/decide/{campaign}", web::get().to(decide::show));
}
