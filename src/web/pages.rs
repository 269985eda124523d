//! Pages for people who sign in, by role. Server-rendered; what a form can do needs no script, and a passkey, which nothing else can
//! do, has a small one of our own.

mod account;
mod consent;
mod decide;
mod passkeys;
mod shell;
mod sign_in;

pub(crate) use passkeys::Errand;
pub(crate) use shell::{Asked, Desk, script};

use crate::provider;
use actix_web::web;

/// Routes below the language.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/sign-in", web::get().to(sign_in::sign_in))
        .route("/invitation/{token}", web::get().to(sign_in::invitation))
        .route("/consent/{token}", web::get().to(consent::show))
        .route("/consent/{token}", web::post().to(consent::answer))
        .route("/consent/{token}/withdraw", web::get().to(consent::before_withdrawing))
        .route("/consent/{token}/withdraw", web::post().to(consent::withdraw))
        .route("/consent/{token}/files/{name}", web::get().to(consent::file))
        .route("/sign-in/provider/{id}", web::get().to(provider::leave))
        .route("/account", web::get().to(account::show))
        .route("/account/proof/{errand}", web::get().to(passkeys::prove))
        .route("/account/passkeys/add", web::get().to(passkeys::add))
        .route("/account/passkeys/{id}/remove", web::get().to(passkeys::before_removing))
        .route("/account/passkeys/{id}/remove", web::post().to(passkeys::remove))
        .route("/sign-out", web::post().to(account::sign_out))
        .route("/sign-out-everywhere", web::post().to(account::sign_out_everywhere))
        .route("/decide", web::get().to(decide::list))
        .route("/decide/{campaign}", web::get().to(decide::show));
}
