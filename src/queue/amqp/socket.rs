//! Opens one connection, and keeps a hand on its socket. The client's thread waits for a broker that has stopped
//! answering as long as the socket stands: cutting the socket is the way to be sure that the thread ends.

use super::config::Address;
use lapin::tcp::{AsyncTcpStream, TLSConfig};
use lapin::uri::{AMQPScheme, AMQPUri};
use lapin::{Connection, ConnectionProperties};
use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// How long the name look-up, TCP and TLS may take.
const DIAL_LIMIT: Duration = Duration::from_secs(5);
/// How long all of it may take, the broker's greeting and sign-in included.
const OPEN_LIMIT: Duration = Duration::from_secs(8);

/// A second handle on a connection's socket. Dropped, it cuts the connection.
#[derive(Clone, Default)]
struct Socket(Arc<Mutex<Option<TcpStream>>>);

impl Socket {
    fn keep(&self, stream: impl AsFd) -> io::Result<()> {
        let second = TcpStream::from(stream.as_fd().try_clone_to_owned()?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(second);
        Ok(())
    }

    fn cut(&self) {
        if let Some(stream) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Fails where the other side was quicker, which is as good.
            drop(stream.shutdown(Shutdown::Both));
        }
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
        let socket = Socket::default();
        let opening = async {
            let runtime = lapin::runtime::default_runtime()?;
            let (kept, reactor) = (socket.clone(), runtime.clone());
            let dial = async move |uri: AMQPUri, _| {
                let host = uri.authority.host.as_str();
                let dialling = async {
                    let found: Vec<SocketAddr> =
                        tokio::net::lookup_host((host, uri.authority.port)).await?.collect();
                    let stream = AsyncTcpStream::connect(&reactor, found).await?;
                    if let AsyncTcpStream::Plain(plain) = &stream {
                        kept.keep(plain.get_ref())?;
                    }
                    match uri.scheme {
                        AMQPScheme::AMQP => Ok(stream),
                        AMQPScheme::AMQPS => stream.into_tls(host, TLSConfig::default()).await,
                    }
                };
                let stream = timeout(DIAL_LIMIT, dialling).await.map_err(|_| timed_out())?;
                Ok(stream?)
            };
            let properties = ConnectionProperties::default()
                .with_connection_name(name.into())
                .with_client_property("product".into(), env!("CARGO_PKG_NAME").into())
                .with_client_property("version".into(), env!("CARGO_PKG_VERSION").into());
            Connection::connector(address.0.clone(), runtime, dial, properties).await
        };
        match timeout(OPEN_LIMIT, opening).await {
            Ok(Ok(connection)) => Ok(Line { connection, socket }),
            Ok(Err(error)) => {
                socket.cut();
                Err(error)
            }
            Err(_) => {
                socket.cut();
                Err(timed_out().into())
            }
        }
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

impl Drop for Line {
    fn drop(&mut self) {
        self.socket.cut();
    }
}

fn timed_out() -> io::Error {
    io::Error::from(io::ErrorKind::TimedOut)
}
