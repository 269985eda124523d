//! Named places where a test can stop this process, to prove what a crash there leaves behind. Compiled only with the
//! cargo feature `crash-points`; without it the macro is nothing at all.
//!
//! When `CHILDALERT_PAUSE_AT` names the place, one line with the name is appended to the file in `CHILDALERT_PAUSE_LOG`
//! (the proof that the place was reached), and the thread sleeps until the process is killed. With `CHILDALERT_PAUSE_UNTIL`
//! only this act waits, until that file is there, and then goes on.
//!
//! | name | where |
//! | --- | --- |
//! | `{channel}.{act}.after_begin` | the ledger gave the permit; nothing was sent |
//! | `{channel}.{act}.after_send` | the outside said yes; the ledger does not know |
//! | `email.{act}.after_message` | one message was accepted; its part still stands as being sent |
//! | `bluesky.place.after_blob` | the picture is uploaded; there is no post |
//! | `bluesky.withdraw.after_fence` | the head was moved; the post still stands |
//! | `bluesky.withdraw.after_delete` | the post is deleted; nobody read back |
//! | `mastodon.place.after_media` | the picture is uploaded; there is no post |
//! | `facebook.place.after_photo` | the picture is uploaded; there is no post |
//! | `facebook.place.after_draft` | the unpublished post's id is in the ledger; it is not published |
//! | `mastodon.withdraw.after_delete`, `facebook.…`, `telegram.…` | the post is deleted; nobody read back |
//! | `render.render.after_begin`, `render.render.after_store` | before the first file; after the last one |

/// Stops here if a test asked for it. Takes what `format!` takes.
macro_rules! crash_point {
    ($($name:tt)+) => {
        #[cfg(feature = "crash-points")]
        crate::crash_point::reached(&format!($($name)+)).await;
    };
}

/// Sleeps if `name` is the place that was asked for. For good, it blocks the thread: no timer of this task runs any more, just
/// as none runs in a process that is gone.
#[cfg(feature = "crash-points")]
pub(crate) async fn reached(name: &str) {
    use std::io::Write;
    if std::env::var("CHILDALERT_PAUSE_AT").as_deref() != Ok(name) {
        return;
    }
    if let Some(path) = std::env::var_os("CHILDALERT_PAUSE_LOG") {
        let written = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .and_then(|mut log| log.write_all(format!("{name}\n").as_bytes()));
        if let Err(error) = written {
            tracing::error!(%error, name, "the crash point was reached but could not be logged");
        }
    }
    if let Some(until) = std::env::var_os("CHILDALERT_PAUSE_UNTIL") {
        while !std::path::Path::new(&until).exists() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        return;
    }
    loop {
        std::thread::park();
    }
}
