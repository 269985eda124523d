//! The doubles, driven from outside as the workers drive them: each rule and fault is shown to happen, and what the
//! network answers is held against a real server.

#![expect(clippy::unwrap_used, reason = "a test's own tools may fail it as a test may")]

mod agreement;
mod faults;
mod mail;
mod mail_rules;
mod network;
mod pages;
mod smtp_client;
mod social;

use std::net::SocketAddr;
use std::time::Duration;

/// Any free port of this machine.
fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// Waits for something that is on its way; gives up after five seconds.
async fn soon(what: &str, happened: impl Fn() -> bool) {
    for _ in 0..500 {
        if happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what} did not happen within five seconds");
}

/// A client for plain HTTP. Its library wants a TLS provider all the same; every test installs the same one, and only the
/// first takes.
fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}
