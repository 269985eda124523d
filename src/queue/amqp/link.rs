//! Keeps the pair of connections to the broker: builds it, watches it, and builds it anew.

use super::config::Address;
use super::publishing::Publisher;
use super::socket::Line;
use super::topology::{self, Names};
use lapin::ErrorKind;
use lapin::protocol::{AMQPErrorKind, AMQPHardError, AMQPSoftError};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Pauses between tries: this, then twice as long each time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How often the connections are looked at. The client has an event for most ways down, but not for all.
const LOOK: Duration = Duration::from_millis(250);
/// The same at the end, when only answers are waited for.
const LAST_LOOK: Duration = Duration::from_millis(10);
/// How long declaring everything may take: a new broker needs some 30 ms a queue.
const DECLARE_LIMIT: Duration = Duration::from_secs(30);

/// Tells tasks that the engine was dropped.
#[derive(Clone)]
pub(super) struct Running(watch::Receiver<()>);

impl Running {
    pub fn new(signal: watch::Receiver<()>) -> Self {
        Running(signal)
    }

    /// Returns when the engine is gone.
    pub async fn over(&mut self) {
        while self.0.changed().await.is_ok() {}
    }
}

/// How it stands with the broker.
#[derive(Clone)]
pub(super) enum Standing {
    /// The first try is not over.
    Starting,
    /// No connection; tried again soon.
    Down,
    /// Connected, all queues declared.
    Up(Arc<Pair>),
}

/// Two connections, one to publish and one to consume.
pub(super) struct Pair {
    pub publisher: Publisher,
    pub consuming: Line,
}

impl Pair {
    async fn open(address: &Address, name: &str, names: &Names) -> lapin::Result<Pair> {
        let publishing = Line::open(address, &format!("{name} (publish)")).await?;
        let consuming = Line::open(address, &format!("{name} (consume)")).await?;
        let pair = Pair { publisher: Publisher::new(publishing), consuming };
        match timeout(DECLARE_LIMIT, pair.declare_all(names)).await {
            Ok(declared) => declared.map(|()| pair),
            Err(_) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()),
        }
    }

    /// Puts every queue in its place. On the connection that does not publish, so that an alarm does not stop it.
    pub async fn declare_all(&self, names: &Names) -> lapin::Result<()> {
        let channel = self.consuming.connection.create_channel().await?;
        for queue in names.all() {
            topology::declare(&channel, names, queue).await?;
        }
        Ok(())
    }

    /// Whether a publish has a chance at this moment.
    pub fn takes_jobs(&self) -> bool {
        self.publisher.takes_jobs() && self.consuming.stands()
    }

    async fn broken(&self) {
        while self.publisher.line.stands() && self.consuming.stands() {
            sleep(LOOK).await;
        }
    }

    async fn close(&self) {
        futures_util::future::join(self.publisher.line.close(), self.consuming.close()).await;
    }
}

/// What the rest of the engine sees of the supervisor.
#[derive(Clone)]
pub(super) struct Link {
    standing: watch::Receiver<Standing>,
    pub running: Running,
}

impl Link {
    /// Starts the supervisor, which ends with `running`.
    pub fn start(address: Address, name: String, names: Arc<Names>, running: Running) -> Link {
        let (tell, standing) = watch::channel(Standing::Starting);
        tokio::spawn(supervise(address, name, names, tell, running.clone()));
        Link { standing, running }
    }

    /// How it stands now.
    pub fn standing(&self) -> Standing {
        self.standing.borrow().clone()
    }

    /// How it stands once the first try is over, or after `limit`.
    pub async fn first_standing(&self, limit: Duration) -> Standing {
        let mut standing = self.standing.clone();
        let known = standing.wait_for(|now| !matches!(now, Standing::Starting));
        match timeout(limit, known).await {
            Ok(Ok(known)) => known.clone(),
            Ok(Err(_)) | Err(_) => Standing::Down,
        }
    }

    /// The next pair of connections that stands; `None` when the supervisor has ended.
    pub async fn up(&mut self) -> Option<Arc<Pair>> {
        match &*self.standing.wait_for(|now| matches!(now, Standing::Up(_))).await.ok()? {
            Standing::Up(pair) => Some(Arc::clone(pair)),
            Standing::Starting | Standing::Down => None,
        }
    }
}

async fn supervise(
    address: Address,
    name: String,
    names: Arc<Names>,
    tell: watch::Sender<Standing>,
    mut running: Running,
) {
    let mut pause = FIRST_PAUSE;
    let mut told = None;
    loop {
        let opened = tokio::select! {
            opened = Pair::open(&address, &name, &names) => opened,
            () = running.over() => return,
        };
        match opened {
            Ok(pair) => {
                tracing::info!(broker = %address, "connected to the broker");
                let pair = Arc::new(pair);
                tell.send_replace(Standing::Up(Arc::clone(&pair)));
                let over = tokio::select! {
                    () = pair.broken() => false,
                    () = running.over() => true,
                };
                tell.send_replace(Standing::Down);
                if over {
                    // Deliveries that are out keep the connections until they are answered.
                    while Arc::strong_count(&pair) > 1 && pair.consuming.stands() {
                        sleep(LAST_LOOK).await;
                    }
                    pair.close().await;
                    return;
                }
                tracing::warn!(broker = %address, "lost the connection to the broker; trying again");
                pair.close().await;
                (pause, told) = (FIRST_PAUSE, None);
            }
            Err(error) => {
                tell.send_replace(Standing::Down);
                let mend = mend(&error);
                if told.replace(mend) == Some(mend) {
                    tracing::debug!(broker = %address, %error, "still no connection to the broker");
                } else {
                    tracing::warn!(broker = %address, %error, mend, "no connection to the broker; trying again");
                }
            }
        }
        tokio::select! {
            () = sleep(pause) => {}
            () = running.over() => return,
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// What an operator can do about it.
fn mend(error: &lapin::Error) -> &'static str {
    let ErrorKind::ProtocolError(refusal) = error.kind() else {
        return "see that the broker runs at this host and port, that nothing between blocks them, and for amqps:// that \
                its certificate is for this host and from an authority that this machine trusts";
    };
    match refusal.kind() {
        AMQPErrorKind::Soft(AMQPSoftError::ACCESSREFUSED) => {
            "check user and password, and the user's rights to configure, write and read in the virtual host"
        }
        AMQPErrorKind::Hard(AMQPHardError::NOTALLOWED) => {
            "see that the virtual host exists and is open to the user"
        }
        AMQPErrorKind::Soft(AMQPSoftError::PRECONDITIONFAILED) => {
            "a queue of ours exists with other settings: move its messages, then delete it at the broker"
        }
        AMQPErrorKind::Soft(_) | AMQPErrorKind::Hard(_) => "see the broker's own log",
    }
}
