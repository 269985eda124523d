//! An SMTP client that says exactly what a test wants said, byte for byte.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(5);

pub struct SmtpClient {
    stream: BufReader<TcpStream>,
}

impl SmtpClient {
    /// Connects and takes the greeting.
    pub async fn connect(addr: SocketAddr) -> Self {
        let mut client = SmtpClient { stream: BufReader::new(TcpStream::connect(addr).await.unwrap()) };
        assert_eq!(client.reply().await[..4], *"220 ");
        client
    }

    /// Connects and says EHLO.
    pub async fn greeted(addr: SocketAddr) -> Self {
        let mut client = Self::connect(addr).await;
        client.ask("EHLO client.example", "250").await;
        client
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// The next reply, its last line.
    pub async fn reply(&mut self) -> String {
        loop {
            let mut line = String::new();
            timeout(PATIENCE, self.stream.read_line(&mut line)).await.expect("no reply in time").unwrap();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line.trim_end().to_owned();
            }
        }
    }

    /// Sends a line; the reply must begin with `code`.
    pub async fn ask(&mut self, line: &str, code: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes()).await;
        let reply = self.reply().await;
        assert!(reply.starts_with(code), "{line:.60} was answered by {reply}, not {code}");
        reply
    }

    /// What comes until the server closes the connection.
    pub async fn rest(&mut self) -> String {
        let mut rest = String::new();
        timeout(PATIENCE, self.stream.read_to_string(&mut rest)).await.expect("still open").unwrap();
        rest
    }
}
