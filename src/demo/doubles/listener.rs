//! Opening a double's port, on this machine alone, and closing it when the double is dropped.

use actix_web::dev::ServerHandle;
use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

/// Why a double could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Doubles have no passwords worth the name: they must not be reachable from elsewhere.
    #[error("address {0}: a double listens on this machine alone; use 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The port is taken, or may not be opened.
    #[error("address {addr}: cannot listen there ({source}); take another port, or 0 for any free one")]
    Listen {
        /// Where it was to listen.
        addr: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The ground-truth log cannot be written.
    #[error("log {}: cannot be opened for appending ({source}); name a file in a folder that exists", path.display())]
    Log {
        /// The log's path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Opens a port on the loopback interface. Port 0 takes any free one. Returns the address that was bound.
pub(super) fn listen(addr: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    if !addr.ip().is_loopback() {
        return Err(StartError::NotLoopback(addr));
    }
    let open = || {
        let listener = TcpListener::bind(addr)?;
        listener.set_nonblocking(true)?;
        let bound = listener.local_addr()?;
        Ok((listener, bound))
    };
    open().map_err(|source| StartError::Listen { addr, source })
}

/// A running web server, stopped when dropped.
pub(super) struct WebServer {
    addr: SocketAddr,
    handle: ServerHandle,
}

impl WebServer {
    /// Serves what `configure` registers, in the caller's runtime.
    pub(super) fn start<F>(addr: SocketAddr, configure: F) -> Result<Self, StartError>
    where
        F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
    {
        let (listener, addr) = listen(addr)?;
        let server = HttpServer::new(move || App::new().configure(configure.clone()))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .map_err(|source| StartError::Listen { addr, source })?
            .run();
        let handle = server.handle();
        tokio::spawn(server);
        Ok(WebServer { addr, handle })
    }

    /// Where it listens.
    pub(super) fn addr(&self) -> SocketAddr {
        self.addr
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        // The order to stop is sent by the call itself; there is nobody here to wait for the answer.
        drop(self.handle.stop(false));
    }
}
