//! The doubles' pages, for a person who tries the demonstration: typed contexts, templates that escape what they show.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use handlebars::Handlebars;
use serde::Serialize;
use std::sync::LazyLock;

/// A page: its template and what goes into it.
pub(super) trait Page: Serialize {
    /// The template's name in [`TEMPLATES`].
    const TEMPLATE: &'static str;
}

static TEMPLATES: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    for (name, text) in [
        ("layout", include_str!("pages/layout.hbs")),
        ("mails", include_str!("pages/mails.hbs")),
        ("mail", include_str!("pages/mail.hbs")),
        ("timeline", include_str!("pages/timeline.hbs")),
        ("wall", include_str!("pages/wall.hbs")),
        ("preview", include_str!("pages/preview.hbs")),
    ] {
        templates
            .register_template_string(name, text)
            .expect("the templates are part of the program, and every page is rendered by a test");
    }
    templates
});

/// Renders a page. Nothing in it may run, and nothing in it is fetched but styles and pictures of its own.
pub(super) fn show<P: Page>(status: StatusCode, page: &P) -> HttpResponse {
    match TEMPLATES.render(P::TEMPLATE, page) {
        Ok(html) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header((
                CONTENT_SECURITY_POLICY,
                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-src 'self'; base-uri 'none'; \
                 form-action 'none'",
            ))
            .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .body(html),
        Err(error) => {
            tracing::error!(template = P::TEMPLATE, %error, "a page could not be rendered");
            HttpResponse::InternalServerError().body("This page could not be made.")
        }
    }
}
