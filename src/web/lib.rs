//! Everything that speaks HTTP: the JSON API by role, the ledger for remote workers, and the public site. An entry point
//! unwraps, makes one call of the app, and wraps.

mod accept;
mod accept_encoding;
mod accept_language;
mod api;
mod caller;
mod checked;
mod health;
mod health_words;
mod ledger;
mod pages;
mod problem;
mod provider;
mod public;
mod rush;
mod sealed;
mod session;
mod sign_in;
mod span;

pub use api::openapi;

use actix_web::dev::Server;
use actix_web::{App as ActixApp, HttpServer, middleware, web};
use childalert_app::App;
use std::net::TcpListener;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;

/// Largest JSON body, in bytes.
pub(crate) const MOST_JSON: usize = 256 * 1024;
/// Largest photo, and largest rendered file, in bytes.
pub(crate) const MOST_FILE: usize = 31 * 1024 * 1024;

/// The HTTP server on an open listener; await it to run it.
pub fn server(app: App, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
    let public = web::Data::new(public::Site::new(app.clone()));
    let rush = web::Data::new(rush::Rush::new());
    let desk = web::Data::new(pages::Desk::new());
    let document = openapi();
    let schemas = web::Data::new(checked::Schemas::new(&document));
    let document = web::Data::new(document);
    let app = web::Data::new(app);
    let server = HttpServer::new(move || {
        let (service, _) = ActixApp::new()
            .into_utoipa_app()
            .openapi(api::document())
            .service(utoipa_actix_web::scope("/api/v1").configure(api::configure))
            .split_for_parts();
        service
            .app_data(app.clone())
            .app_data(public.clone())
            .app_data(desk.clone())
            .app_data(rush.clone())
            .app_data(schemas.clone())
            .app_data(document.clone())
            .app_data(web::PayloadConfig::new(MOST_FILE))
            .app_data(web::PathConfig::default().error_handler(|_, _| problem::bad_path().into()))
            .app_data(web::QueryConfig::default().error_handler(|error, request| {
                problem::bad_query(request.query_string(), &error.to_string()).into()
            }))
            .route("/api/openapi.json", web::get().to(api::serve_document))
            .configure(ledger::configure)
            .configure(sign_in::configure)
            .configure(health::configure)
            .configure(public::configure)
            .default_service(web::to(public::not_found))
            .wrap(middleware::from_fn(problem::localise))
            .wrap(middleware::Compress::default())
            .wrap(middleware::from_fn(accept_encoding::never_refused))
            .wrap(TracingLogger::<span::Request>::new())
            .wrap(middleware::from_fn(public::quick))
            .wrap(middleware::from_fn(sealed::seal))
    });
    Ok(server.workers(workers).shutdown_timeout(10).disable_signals().listen(listener)?.run())
}
