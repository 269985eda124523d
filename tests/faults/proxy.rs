//! A TCP proxy that does what networks do. It stands between the service's processes and everything they speak to.
//!
//! | fault | what it is |
//! | --- | --- |
//! | cut | standing connections are closed |
//! | away | the same, and nobody gets a new one |
//! | held | nothing passes; what was said arrives when it is over, as after a partition |
//! | delayed | everything passes later |
//! | half open | standing connections swallow everything and are never closed |
//! | mute | what is asked arrives, and no answer comes back |

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What happens on the line. A connection is older than a number if it is one of the first so many.
#[derive(Clone, Copy, Debug, Default)]
struct Weather {
    away: bool,
    held: bool,
    delay: Duration,
    cut_before: u64,
    swallowed_before: u64,
    mute_before: u64,
}

/// How much of each fault really happened: the proof of it.
#[derive(Debug, Default)]
pub struct Felt {
    /// Connections that a cut ended.
    pub cut: AtomicU64,
    /// Connections that were refused.
    pub refused: AtomicU64,
    /// Pieces that waited for the end of a hold or of a delay.
    pub late: AtomicU64,
    /// Pieces that never arrived.
    pub swallowed: AtomicU64,
}

/// A running proxy. Dropped, it is gone with its connections.
pub struct Proxy {
    port: u16,
    weather: watch::Sender<Weather>,
    connections: Arc<AtomicU64>,
    felt: Arc<Felt>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// Listens at a free port of this machine and passes everything on to `upstream`, `host:port`.
    pub async fn to(upstream: String) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (weather, seen) = watch::channel(Weather::default());
        let (connections, felt) = (Arc::new(AtomicU64::new(0)), Arc::new(Felt::default()));
        let (count, told) = (connections.clone(), felt.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let number = count.fetch_add(1, Ordering::SeqCst);
                let line = Line { number, weather: seen.clone(), felt: told.clone() };
                tokio::spawn(line.open(client, upstream.clone()));
            }
        });
        Proxy { port, weather, connections, felt, accepting }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What the faults did so far.
    pub fn felt(&self) -> &Felt {
        &self.felt
    }

    /// Closes every connection.
    pub fn cut(&self) {
        let all = self.connections.load(Ordering::SeqCst);
        self.weather.send_modify(|weather| weather.cut_before = all);
    }

    /// Closes every connection and takes no new one until [`Proxy::mend`].
    pub fn go_away(&self) {
        self.weather.send_modify(|weather| weather.away = true);
        self.cut();
    }

    /// Lets nothing pass until [`Proxy::mend`].
    pub fn hold(&self) {
        self.weather.send_modify(|weather| weather.held = true);
    }

    /// Lets everything pass this much later until [`Proxy::mend`].
    pub fn delay(&self, by: Duration) {
        self.weather.send_modify(|weather| weather.delay = by);
    }

    /// Leaves the standing connections half open.
    pub fn half_open(&self) {
        let all = self.connections.load(Ordering::SeqCst);
        self.weather.send_modify(|weather| weather.swallowed_before = all);
    }

    /// Loses every answer on the standing connections.
    pub fn mute(&self) {
        let all = self.connections.load(Ordering::SeqCst);
        self.weather.send_modify(|weather| weather.mute_before = all);
    }

    /// Ends holds, delays and absence. What is half open or mute stays so until it is cut.
    pub fn mend(&self) {
        self.weather.send_modify(|weather| {
            (weather.away, weather.held, weather.delay) = (false, false, Duration::ZERO);
        });
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

/// One connection.
#[derive(Clone)]
struct Line {
    number: u64,
    weather: watch::Receiver<Weather>,
    felt: Arc<Felt>,
}

impl Line {
    async fn open(self, client: TcpStream, upstream: String) {
        if self.weather.borrow().away {
            self.felt.refused.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let Ok(server) = TcpStream::connect(upstream).await else { return };
        // Small packets must not wait for each other: the proxy adds no delay of its own.
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let asking = self.clone().carry(from_client, to_server, false);
        let answering = self.clone().carry(from_server, to_client, true);
        tokio::select! {
            () = self.clone().until_cut() => { self.felt.cut.fetch_add(1, Ordering::Relaxed); }
            _ = async { tokio::join!(asking, answering) } => {}
        }
    }

    /// Ends when this connection is to be closed.
    async fn until_cut(mut self) {
        let number = self.number;
        // An error means that the proxy is gone, which closes it as well.
        let _ = self.weather.wait_for(|weather| number < weather.cut_before).await;
    }

    async fn carry(mut self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, answers: bool) {
        let mut piece = vec![0; 16 * 1024];
        loop {
            let read = from.read(&mut piece).await.unwrap_or(0);
            let weather = *self.weather.borrow();
            let dead = self.number < weather.swallowed_before;
            if dead || (answers && self.number < weather.mute_before) {
                self.felt.swallowed.fetch_add(1, Ordering::Relaxed);
                // Not even that one side went is told to the other.
                if read == 0 {
                    return std::future::pending().await;
                }
                continue;
            }
            if weather.held || !weather.delay.is_zero() {
                self.felt.late.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(weather.delay).await;
                let _ = self.weather.wait_for(|weather| !weather.held).await;
            }
            if read == 0 || to.write_all(&piece[..read]).await.is_err() {
                // Half closed: what the other side still says may come.
                let _ = to.shutdown().await;
                return;
            }
        }
    }
}
