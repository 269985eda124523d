//! Can we launch, and can we take back, right now? Every part is asked at once and each has two seconds, so that whoever asks has
//! an answer in two seconds whatever hangs. What is found is a code; its words are put to it where it is shown.

mod channels;
mod findings;
mod probes;

pub use findings::{CHANNEL_FINDINGS, FINDINGS};

use crate::App;
use crate::views::{HealthState, HealthView};
use channels::channels;
use findings::Hinders;
use probes::Trouble;
use std::time::Duration;
use tokio::time::Instant;

/// How long one part may take to answer.
pub(crate) const LIMIT: Duration = Duration::from_secs(2);
/// Whoever asks so soon after somebody else is told the same: a wall of monitors must not be a burden.
const FRESH: Duration = Duration::from_secs(1);

/// What was found last, and when. Behind a lock that is held while parts are asked: nobody asks beside somebody else.
pub(crate) type Last = tokio::sync::Mutex<Option<(Instant, HealthView)>>;

impl App {
    /// How the service is. Answers within some two seconds, or twice that beside somebody else who asks; never fails.
    pub async fn health(&self) -> HealthView {
        let mut last = self.inner.health.lock().await;
        if let Some((asked, view)) = last.as_ref().filter(|(asked, _)| asked.elapsed() < FRESH) {
            tracing::trace!(age = ?asked.elapsed(), "the same again");
            return view.clone();
        }
        let view = self.look_at_everything().await;
        *last = Some((Instant::now(), view.clone()));
        view
    }

    async fn look_at_everything(&self) -> HealthView {
        let (database, kept, copies, broker, files, depths) = tokio::join!(
            self.probe_database(),
            self.probe_records(),
            self.probe_copies(),
            self.probe_broker(),
            self.probe_files(),
            self.probe_depths(),
        );
        let now = self.inner.clock.now();
        let mut checks = vec![database.check, self.clock_check(database.clock, &kept), broker];
        let workers = kept.as_ref().map(|kept| kept.workers.as_slice()).unwrap_or_default();
        checks.extend(probes::record_checks(&kept, now));
        checks.push(files);
        checks.push(probes::copies_check(&copies));
        checks.extend(self.settings_checks());
        let channels = match (&kept, &copies) {
            (Ok(_), Ok(copies)) => channels(workers, copies, &depths, now),
            _ => Vec::new(),
        };
        let hindered = |by: fn(&Hinders) -> findings::Weight| {
            let parts = checks.iter().map(|check| by(&findings::hinders(check.part)).of(check.state));
            let channels = channels.iter().map(|one| by(&channels::hinders(one)).of(one.state));
            parts.chain(channels).max().unwrap_or(HealthState::Good)
        };
        HealthView {
            launch: hindered(|hinders| hinders.launch),
            take_back: hindered(|hinders| hinders.take_back),
            at: now,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            running_since: self.inner.running_since,
            providers: self.providers().map(|(_, name)| name.to_owned()).collect(),
            checks,
            channels,
        }
    }
}

/// What the records say, or why they do not.
type Told<T> = Result<T, Trouble>;
