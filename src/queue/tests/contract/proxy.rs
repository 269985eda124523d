//! A TCP proxy before the broker that does what networks do: it is absent, cuts, goes silent without closing, and says
//! what the other side never said.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast;

/// What happens to the connections that stand at this moment.
#[derive(Clone, Debug)]
enum Fault {
    Cut,
    Silence,
    Say(Vec<u8>),
}

/// A running proxy. Dropped, it is gone with its connections.
pub struct Proxy {
    port: u16,
    faults: broadcast::Sender<Fault>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// A port of this machine that nobody listens at.
    pub async fn free_port() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("an address").port()
    }

    /// Listens at `port` (0: any) and passes everything on to `upstream`, `host:port`.
    pub async fn start(port: u16, upstream: String) -> Proxy {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port");
        let port = listener.local_addr().expect("an address").port();
        let (faults, _) = broadcast::channel(16);
        let tell = faults.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, upstream.clone(), tell.subscribe()));
            }
        });
        Proxy { port, faults, accepting }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Connections that stand.
    pub fn connections(&self) -> usize {
        self.faults.receiver_count()
    }

    /// Closes every connection.
    pub fn cut(&self) {
        self.faults.send(Fault::Cut).expect("connections to cut");
    }

    /// Swallows from now on what either side of the standing connections says, and closes nothing.
    pub fn silence(&self) {
        self.faults.send(Fault::Silence).expect("connections to silence");
    }

    /// Tells every client that the broker closes the connection, as `rabbitmqctl close_all_connections` does: AMQP
    /// 0-9-1, method frame on channel 0, connection.close, code 320.
    pub fn say_that_the_broker_closes(&self) {
        let reason = b"CONNECTION_FORCED - test";
        let mut method = vec![0, 10, 0, 50, 1, 64, reason.len() as u8];
        method.extend_from_slice(reason);
        method.extend_from_slice(&[0, 0, 0, 0]);
        let mut frame = vec![1, 0, 0, 0, 0, 0, method.len() as u8];
        frame.append(&mut method);
        frame.push(0xCE);
        self.faults.send(Fault::Say(frame)).expect("connections to tell");
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn pass(mut client: TcpStream, upstream: String, mut faults: broadcast::Receiver<Fault>) {
    let Ok(mut server) = TcpStream::connect(upstream).await else { return };
    let (mut from_client, mut from_server) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    let mut silent = false;
    loop {
        tokio::select! {
            fault = faults.recv() => match fault {
                Ok(Fault::Silence) => silent = true,
                Ok(Fault::Say(words)) => if client.write_all(&words).await.is_err() { return },
                Ok(Fault::Cut) | Err(_) => return,
            },
            read = client.read(&mut from_client) => match read {
                Ok(n) if n > 0 && silent => {}
                Ok(n) if n > 0 => if server.write_all(&from_client[..n]).await.is_err() { return },
                _ => return,
            },
            read = server.read(&mut from_server) => match read {
                Ok(n) if n > 0 && silent => {}
                Ok(n) if n > 0 => if client.write_all(&from_server[..n]).await.is_err() { return },
                // Silence hides the broker's goodbye too.
                _ if silent => std::future::pending::<()>().await,
                _ => return,
            },
        }
    }
}
