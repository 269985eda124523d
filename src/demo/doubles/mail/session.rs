//! One client's conversation with the mail server (RFC 5321, 4.3).

use super::command::{self, Command, Sender};
use super::lines::{Line, LoneLf, next_line};
use super::{Happened, Mailbox, Rule};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::timeout;

/// Longest command line, its end not counted. RFC 5321 says 512 with the end; the extensions of MAIL add to that.
const LONGEST_COMMAND: usize = 1000;
/// Longest line of a mail, its end not counted (RFC 5321, 4.5.3.1.6).
const LONGEST_TEXT: usize = 998;
/// Recipients of one mail that are taken (RFC 5321, 4.5.3.1.8: at least 100).
const MOST_RECIPIENTS: usize = 100;
/// Wrong commands after which a client is sent away.
const PATIENCE: u32 = 20;

/// An answer, without the line's end.
#[derive(Clone, Copy)]
pub(super) struct Reply(pub(super) &'static str);

/// A mail on its way in: who it is from, who may get it, and how the rules want it treated.
struct Envelope {
    from: Sender,
    to: Vec<String>,
    hang_up: bool,
    delay: Duration,
}

struct Session {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    mailbox: Arc<Mailbox>,
    /// `Some(true)` after EHLO, `Some(false)` after HELO.
    extended: Option<bool>,
    envelope: Option<Envelope>,
    mistakes: u32,
}

enum Next {
    Listen,
    HangUp,
}

/// Talks to one client until it leaves, breaks off or keeps silent for too long.
pub(super) async fn serve(stream: TcpStream, mailbox: Arc<Mailbox>) {
    // Without this, answers to pipelined commands wait for each other's acknowledgements.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let (reader, writer) = stream.into_split();
    let reader = BufReader::new(reader);
    let mut session = Session { reader, writer, mailbox, extended: None, envelope: None, mistakes: 0 };
    // A broken connection is the client's business; what was taken before it broke is kept and logged.
    if let Err(error) = session.talk().await {
        tracing::debug!(kind = ?error.kind(), "a mail client broke off");
    }
}

impl Session {
    async fn talk(&mut self) -> io::Result<()> {
        self.say("220 localhost ESMTP mail catcher, nothing is delivered").await?;
        loop {
            let line = match self.listen(LONGEST_COMMAND, LoneLf::EndsLine).await? {
                Some(Line::Whole(line)) => command::parse(&line),
                Some(Line::TooLong) => Err(Reply("500 5.5.6 Line too long")),
                Some(Line::Malformed) => Err(Reply("500 5.5.2 A line ends with CR LF")),
                None => return Ok(()),
            };
            let next = match line {
                Ok(command) => self.obey(command).await?,
                Err(reply) => self.object(reply).await?,
            };
            if let Next::HangUp = next {
                return self.writer.shutdown().await;
            }
        }
    }

    async fn obey(&mut self, command: Command) -> io::Result<Next> {
        let reply = match command {
            Command::Ehlo => {
                self.extended = Some(true);
                self.envelope = None;
                let size = self.mailbox.limits.message_bytes;
                self.say(&format!(
                    "250-localhost\r\n250-PIPELINING\r\n250-SIZE {size}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
                     250 ENHANCEDSTATUSCODES"
                ))
                .await?;
                return Ok(Next::Listen);
            }
            Command::Helo => {
                self.extended = Some(false);
                self.envelope = None;
                Reply("250 localhost")
            }
            Command::Mail(from) => match self.begin(from) {
                Ok(reply) => reply,
                Err(reply) => return self.object(reply).await,
            },
            Command::Rcpt(to) => match self.add(to) {
                Ok(reply) => reply,
                Err(reply) => return self.object(reply).await,
            },
            Command::Data => return self.data().await,
            Command::Rset => {
                self.envelope = None;
                Reply("250 2.0.0 Forgotten")
            }
            Command::Noop => Reply("250 2.0.0 Here"),
            Command::Vrfy => Reply("252 2.1.5 Cannot say; send it and see"),
            Command::Help => Reply("214 2.0.0 RFC 5321"),
            Command::Quit => {
                self.say("221 2.0.0 Goodbye").await?;
                return Ok(Next::HangUp);
            }
        };
        self.say(reply.0).await?;
        Ok(Next::Listen)
    }

    fn begin(&mut self, from: Sender) -> Result<Reply, Reply> {
        let extended = self.extended.ok_or(Reply("503 5.5.1 Say EHLO first"))?;
        if self.envelope.is_some() {
            return Err(Reply("503 5.5.1 One mail at a time: DATA or RSET first"));
        }
        if from.extended && !extended {
            return Err(Reply("555 5.5.4 Parameters need EHLO"));
        }
        if !from.address.is_ascii() && !from.utf8 {
            return Err(Reply("553 5.6.7 This address needs SMTPUTF8"));
        }
        if from.size.is_some_and(|size| size > self.mailbox.limits.message_bytes) {
            return Err(Reply("552 5.3.4 Mail larger than SIZE"));
        }
        self.envelope = Some(Envelope { from, to: Vec::new(), hang_up: false, delay: Duration::ZERO });
        Ok(Reply("250 2.1.0 Sender taken"))
    }

    fn add(&mut self, to: String) -> Result<Reply, Reply> {
        let envelope = self.envelope.as_mut().ok_or(Reply("503 5.5.1 MAIL comes before RCPT"))?;
        if !to.is_ascii() && !envelope.from.utf8 {
            return Err(Reply("553 5.6.7 This address needs SMTPUTF8"));
        }
        if envelope.to.len() == MOST_RECIPIENTS {
            return Ok(Reply("452 4.5.3 Enough recipients for one mail"));
        }
        match self.mailbox.rule_for(&to) {
            Some(Rule::Refuse550) => {
                self.mailbox.note(&Happened::Refused);
                return Ok(Reply("550 5.1.1 No such mailbox"));
            }
            Some(Rule::Later451) => {
                self.mailbox.note(&Happened::Deferred);
                return Ok(Reply("451 4.7.1 Not now, try again later"));
            }
            Some(Rule::DropAfterData) => envelope.hang_up = true,
            Some(Rule::DelayMs(ms)) => envelope.delay = envelope.delay.max(Duration::from_millis(ms)),
            None => {}
        }
        envelope.to.push(to);
        Ok(Reply("250 2.1.5 Recipient taken"))
    }

    async fn data(&mut self) -> io::Result<Next> {
        // Taken off only once DATA is in order: after an objection the transaction goes on.
        let envelope = match self.envelope.take() {
            Some(envelope) if !envelope.to.is_empty() => envelope,
            open => {
                let known = open.is_some();
                self.envelope = open;
                let reply =
                    if known { "554 5.5.1 No valid recipients" } else { "503 5.5.1 MAIL comes before DATA" };
                return self.object(Reply(reply)).await;
            }
        };
        self.say("354 End with a dot on a line of its own").await?;
        let raw = match self.text().await? {
            None => return Ok(Next::HangUp),
            Some(Err(reply)) => {
                self.say(reply.0).await?;
                return Ok(Next::Listen);
            }
            Some(Ok(raw)) => raw,
        };
        self.mailbox.keep(envelope.from.address, envelope.to, raw);
        if envelope.hang_up {
            return Ok(Next::HangUp);
        }
        tokio::time::sleep(envelope.delay).await;
        self.say("250 2.0.0 Caught").await?;
        Ok(Next::Listen)
    }

    /// Reads a mail up to its dot, undoing the stuffed ones (RFC 5321, 4.5.2). It is read to its end even when it will
    /// be refused, or its rest would be taken for commands. `None`: the client was gone before the dot.
    async fn text(&mut self) -> io::Result<Option<Result<Vec<u8>, Reply>>> {
        let mut raw = Vec::new();
        let mut refused = None;
        loop {
            // One more than the longest: a stuffed dot does not count.
            let line = match self.listen(LONGEST_TEXT + 1, LoneLf::IsText).await? {
                None => return Ok(None),
                Some(Line::Whole(line)) if line == b"." => break,
                Some(Line::Whole(line)) => line,
                Some(Line::TooLong) => {
                    refused = refused.or(Some(Reply("554 5.6.0 A line is longer than 998 bytes")));
                    continue;
                }
                Some(Line::Malformed) => {
                    refused = refused.or(Some(Reply("554 5.6.0 A CR or LF stands alone")));
                    continue;
                }
            };
            let line = line.strip_prefix(b".").unwrap_or(&line);
            if line.len() > LONGEST_TEXT {
                refused = refused.or(Some(Reply("554 5.6.0 A line is longer than 998 bytes")));
            } else if raw.len() + line.len() + 2 > self.mailbox.limits.message_bytes {
                refused = refused.or(Some(Reply("552 5.3.4 Mail larger than SIZE")));
            }
            if refused.is_none() {
                raw.extend_from_slice(line);
                raw.extend_from_slice(b"\r\n");
            }
        }
        Ok(Some(refused.map_or(Ok(raw), Err)))
    }

    /// The next line, or an error and a word of farewell if the client keeps silent.
    async fn listen(&mut self, longest: usize, lone_lf: LoneLf) -> io::Result<Option<Line>> {
        match timeout(self.mailbox.limits.idle, next_line(&mut self.reader, longest, lone_lf)).await {
            Ok(line) => line,
            Err(_) => {
                self.say("421 4.4.2 Silent for too long, goodbye").await?;
                Err(io::ErrorKind::TimedOut.into())
            }
        }
    }

    async fn say(&mut self, reply: &str) -> io::Result<()> {
        let line = format!("{reply}\r\n");
        // A client that never reads must not hold the connection either.
        timeout(self.mailbox.limits.idle, self.writer.write_all(line.as_bytes()))
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    async fn object(&mut self, reply: Reply) -> io::Result<Next> {
        self.mistakes += 1;
        if self.mistakes > PATIENCE {
            self.say("421 4.7.0 Too many mistakes, goodbye").await?;
            return Ok(Next::HangUp);
        }
        self.say(reply.0).await?;
        Ok(Next::Listen)
    }
}
