//! A TCP proxy that lets everything through but one request, recognised by a line of its head, and proves that it met it.

use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What happens to the request.
#[derive(Clone)]
pub enum Fault {
    /// The server gets it whole; its answer is lost.
    LoseAnswer,
    /// The server never gets it; the client's connection is cut after the request has left.
    LoseRequest,
    /// The answer comes one byte a second.
    Trickle,
    /// The server gets it when the channel says `true`, however late that is.
    Hold(watch::Receiver<bool>),
}

/// A running proxy. It ends with the test's runtime.
pub struct Proxy {
    pub address: SocketAddr,
    met: watch::Receiver<u32>,
}

impl Proxy {
    /// Forwards to `upstream` (`host:port`) and breaks requests that contain `needle`.
    pub async fn start(upstream: &str, needle: &'static str, fault: Fault) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (meet, met) = watch::channel(0);
        let (meet, upstream) = (Arc::new(meet), upstream.to_owned());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&upstream).await.unwrap();
                tokio::spawn(pass(client, server, needle, fault.clone(), Arc::clone(&meet)));
            }
        });
        Proxy { address, met }
    }

    /// How many requests were broken.
    pub fn met(&self) -> u32 {
        *self.met.borrow()
    }

    /// Waits until one was met.
    pub async fn meeting(&self) {
        let mut met = self.met.clone();
        tokio::time::timeout(Duration::from_secs(10), met.wait_for(|met| *met > 0)).await.unwrap().unwrap();
    }
}

async fn pass(
    client: TcpStream,
    server: TcpStream,
    needle: &'static str,
    fault: Fault,
    meet: Arc<watch::Sender<u32>>,
) -> Option<()> {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let (mut question, mut answer) = (vec![0; 65_536], vec![0; 65_536]);
    let (mut trickle, mut lose) = (false, false);
    loop {
        tokio::select! {
            read = from_client.read(&mut question) => {
                let read = &question[..read.ok().filter(|n| *n > 0)?];
                if read.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                    meet.send_modify(|met| *met += 1);
                    match &fault {
                        Fault::LoseRequest => return None,
                        // The answer's arrival here will prove that the server has done it.
                        Fault::LoseAnswer => lose = true,
                        Fault::Trickle => trickle = true,
                        Fault::Hold(released) => {
                            released.clone().wait_for(|go| *go).await.ok()?;
                        }
                    }
                }
                to_server.write_all(read).await.ok()?;
            }
            read = from_server.read(&mut answer) => {
                if lose {
                    return None;
                }
                let read = &answer[..read.ok().filter(|n| *n > 0)?];
                for chunk in read.chunks(if trickle { 1 } else { read.len() }) {
                    to_client.write_all(chunk).await.ok()?;
                    if trickle {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        }
    }
}
