//! Opens one connection, and keeps a hand on its socket. The client's thread waits for a broker that has stopped
//! answering as long as the socket stands: cutting the socket is the way to be sure that the thread ends.

use super::config::Address;
use lapin::tcp::{AsyncTcpStream, TLSConfig};
use lapin::uri::{AMQPScheme, AMQPUri};
use lapin::{Connection, ConnectionProperties};
use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::fd::AsFd;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// How long the name look-up, TCP and TLS may take.
const DIAL_LIMIT: Duration = Duration::from_secs(5);
/// How long all of it may take, the broker's greeting and sign-in included.
const OPEN_LIMIT: Duration = Duration::from_secs(8);

/// A second handle on a connection's socket. Dropped, it cuts the connection, also one that is half open.
#[derive(Default)]
struct Socket(Option<TcpStream>);

impl Socket {
    fn keep(&mut self, stream: impl AsFd) -> io::Result<()> {
        self.0 = Some(TcpStream::from(stream.as_fd().try_clone_to_owned()?));
        Ok(())
    }

    fn cut(&self) {
        if let Some(stream) = &self.0 {
            // Fails where the other side was quicker, which is as good.
            drop(stream.shutdown(Shutdown::Both));
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.cut();
    }
}

/// An open connection. Dropped, it is cut; unacknowledged deliveries go back to their queues.
pub(super) struct Line {
    pub connection: Connection,
    socket: Socket,
}

impl Line {
    /// Dials and signs in, within [`OPEN_LIMIT`].
    pub async fn open(address: &Address, name: &str) -> lapin::Result<Line> {
        let mut socket = Socket::default();
        let opening = async {
            let runtime = lapin::runtime::default_runtime()?;
            // Dialled here and handed over: asked to dial by itself, the client leaves two tasks behind for every
            // try that is refused, which adds up while a broker is away for a day.
            let dialling = async {
                let AMQPUri { scheme, authority, .. } = &address.0;
                let host = authority.host.as_str();
                let found = tokio::net::lookup_host((host, authority.port)).await?;
                let found: Vec<SocketAddr> = found.collect();
                let stream = AsyncTcpStream::connect(&runtime, found).await?;
                if let AsyncTcpStream::Plain(plain) = &stream {
                    socket.keep(plain.get_ref())?;
                }
                match scheme {
                    AMQPScheme::AMQP => Ok(stream),
                    AMQPScheme::AMQPS => stream.into_tls(host, TLSConfig::default()).await,
                }
            };
            let stream = timeout(DIAL_LIMIT, dialling).await.map_err(|_| timed_out())??;
            let dialled = Mutex::new(Some(stream));
            let hand_over = async move |_, _| {
                let stream = dialled.lock().unwrap_or_else(PoisonError::into_inner).take();
                // It may ask once: trying again is the supervisor's.
                stream.ok_or_else(|| io::Error::from(io::ErrorKind::NotConnected).into())
            };
            let properties = ConnectionProperties::default()
                .with_connection_name(name.into())
                .with_client_property("product".into(), env!("CARGO_PKG_NAME").into())
                .with_client_property("version".into(), env!("CARGO_PKG_VERSION").into());
            Connection::connector(address.0.clone(), runtime.clone(), hand_over, properties).await
        };
        let connection = timeout(OPEN_LIMIT, opening).await.map_err(|_| timed_out())??;
        Ok(Line { connection, socket })
    }

    /// Whether it stands, as far as this side knows.
    pub fn stands(&self) -> bool {
        self.connection.status().connected()
    }

    /// Says goodbye where the broker still listens.
    pub async fn close(&self) {
        if self.stands() {
            let farewell = self.connection.close(200, "going away".into());
            drop(timeout(Duration::from_secs(1), farewell).await);
        }
        self.socket.cut();
    }
}

fn timed_out() -> io::Error {
    io::Error::from(io::ErrorKind::TimedOut)
}
