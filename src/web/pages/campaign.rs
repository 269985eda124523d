//! A campaign's pages, for those who run it: its room, the proof, the launch, and what is done with a copy that resists.

mod act;
mod launch;
mod proof;
mod room;
mod view;

use actix_web::web;

/// Routes below the language.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/campaigns/{campaign}", web::get().to(room::show))
        .route("/campaigns/{campaign}/live", web::get().to(room::live))
        .route("/campaigns/{campaign}/proof", web::get().to(proof::show))
        .route("/campaigns/{campaign}/proof", web::post().to(act::order))
        .route("/campaigns/{campaign}/launch", web::get().to(launch::show))
        .route("/campaigns/{campaign}/launch", web::post().to(launch::launch))
        .route("/campaigns/{campaign}/stop", web::post().to(act::stop))
        .route("/campaigns/{campaign}/copies", web::post().to(act::settle));
}
