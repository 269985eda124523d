//! A mail server that delivers nothing and keeps everything: SMTP as in RFC 5321, on this machine alone.
//!
//! It speaks HELO and EHLO, MAIL, RCPT, DATA, RSET, NOOP, VRFY, HELP and QUIT with PIPELINING (RFC 2920), SIZE (RFC 1870), 8BITMIME
//! (RFC 6152), SMTPUTF8 (RFC 6531) and enhanced status codes (RFC 2034). It is strict where lenience has let mails be
//! smuggled: a line ends with CR LF and nothing else. [`Rule`]s make it refuse, postpone, fall silent or hang up.
//!
//! Left out: TLS, AUTH, CHUNKING, DSN, and all of what comes after acceptance, such as bounces.
//!
//! The log, where one is given, has a line for each mail that was taken and each recipient that was turned away, with
//! message ids and numbers: no address, no text.

mod command;
mod lines;
mod page;
mod session;

use super::listener::{StartError, WebServer, listen};
use super::truth_log::TruthLog;
use mail_parser::MessageParser;
use serde::Serialize;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// A mail that was taken.
#[derive(Clone)]
pub struct CaughtMail {
    /// 1 for the first mail; its address on the page.
    pub id: u64,
    /// Its place among all events of this catcher, refusals included.
    pub received: u64,
    /// The envelope's sender; empty for `<>`.
    pub from: String,
    /// The envelope's recipients that were accepted.
    pub to: Vec<String>,
    /// The subject, decoded (RFC 2047); empty if there is none.
    pub subject: String,
    /// Without the angle brackets.
    pub message_id: Option<String>,
    /// The first id of the field, without the angle brackets.
    pub in_reply_to: Option<String>,
    /// The mail as it was sent, dots unstuffed.
    pub raw: Arc<[u8]>,
}

impl fmt::Debug for CaughtMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CaughtMail({}, {} bytes)", self.id, self.raw.len())
    }
}

/// How the server treats recipients whose address begins in a certain way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// There is no such mailbox: 550 to RCPT.
    Refuse550,
    /// Not now: 451 to RCPT.
    Later451,
    /// The mail is taken, and the connection closed without a word.
    DropAfterData,
    /// The mail is taken, and the answer to it comes this many milliseconds late.
    DelayMs(u64),
}

/// What the server puts up with.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest mail, in bytes.
    pub message_bytes: usize,
    /// How long a client may keep silent.
    pub idle: Duration,
}

impl Default for Limits {
    /// 10 MiB; five minutes, as RFC 5321 (4.5.3.2.7) asks of a server.
    fn default() -> Self {
        Limits { message_bytes: 10 * 1024 * 1024, idle: Duration::from_secs(300) }
    }
}

/// The running mail server. It stops when dropped, its page too.
pub struct MailCatcher {
    addr: SocketAddr,
    mailbox: Arc<Mailbox>,
    accepting: JoinHandle<()>,
    pages: Mutex<Vec<WebServer>>,
}

impl MailCatcher {
    /// Starts a server at a loopback address (port 0: any free one), with a ground-truth log if a path is given.
    pub async fn start(addr: SocketAddr, log: Option<PathBuf>) -> Result<Self, StartError> {
        Self::start_with(addr, log, Limits::default()).await
    }

    /// Starts a server with limits of the caller's choice.
    pub async fn start_with(
        addr: SocketAddr,
        log: Option<PathBuf>,
        limits: Limits,
    ) -> Result<Self, StartError> {
        let log = TruthLog::open(log)?;
        let (listener, addr) = listen(addr)?;
        let listener =
            TcpListener::from_std(listener).map_err(|source| StartError::Listen { addr, source })?;
        let mailbox = Arc::new(Mailbox {
            limits,
            kept: Mutex::new(Kept { mails: Vec::new(), log }),
            rules: Mutex::default(),
        });
        let accepting = tokio::spawn(accept(listener, mailbox.clone()));
        Ok(MailCatcher { addr, mailbox, accepting, pages: Mutex::default() })
    }

    /// Where it takes mails.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// All mails taken so far, oldest first.
    pub fn mails(&self) -> Vec<CaughtMail> {
        self.mailbox.mails()
    }

    /// From now on, treats recipients whose address begins with `address_prefix` (upper and lower case alike) by
    /// `rule`. Where several rules fit, the one given last counts.
    pub fn rule(&self, address_prefix: &str, rule: Rule) {
        locked(&self.mailbox.rules).push((address_prefix.to_lowercase(), rule));
    }

    /// Forgets all rules.
    pub fn clear_rules(&self) {
        locked(&self.mailbox.rules).clear();
    }

    /// Serves a page on which a person can read the mails, at a loopback address. Returns where it is.
    pub async fn serve_web(&self, addr: SocketAddr) -> Result<SocketAddr, StartError> {
        let mailbox = self.mailbox.clone();
        let server = WebServer::start(addr, move |routes| page::routes(routes, mailbox.clone()))?;
        let addr = server.addr();
        locked(&self.pages).push(server);
        Ok(addr)
    }
}

impl Drop for MailCatcher {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Takes connections until aborted; the set's end ends them too.
async fn accept(listener: TcpListener, mailbox: Arc<Mailbox>) {
    let mut sessions = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(sessions.spawn(session::serve(stream, mailbox.clone()))),
            // Out of file descriptors, most likely: some will be free again soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        while sessions.try_join_next().is_some() {}
    }
}

/// What sessions and pages share.
struct Mailbox {
    limits: Limits,
    kept: Mutex<Kept>,
    rules: Mutex<Vec<(String, Rule)>>,
}

struct Kept {
    mails: Vec<CaughtMail>,
    log: TruthLog,
}

/// What a line of the ground-truth log tells.
#[derive(Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum Happened<'a> {
    Caught { mail: u64, message_id: Option<&'a str>, recipients: usize },
    Refused,
    Deferred,
}

impl Mailbox {
    fn mails(&self) -> Vec<CaughtMail> {
        locked(&self.kept).mails.clone()
    }

    fn mail(&self, id: u64) -> Option<CaughtMail> {
        locked(&self.kept).mails.iter().find(|mail| mail.id == id).cloned()
    }

    fn rule_for(&self, address: &str) -> Option<Rule> {
        let address = address.to_lowercase();
        let rules = locked(&self.rules);
        rules.iter().rev().find(|(prefix, _)| address.starts_with(prefix)).map(|&(_, rule)| rule)
    }

    /// Keeps a mail: from here on it has arrived, whatever the sender gets to hear.
    fn keep(&self, from: String, to: Vec<String>, raw: Vec<u8>) {
        let parsed = MessageParser::default().parse(&raw);
        let parsed = parsed.as_ref();
        let subject = parsed.and_then(|mail| mail.subject()).unwrap_or_default().to_owned();
        let message_id = parsed.and_then(|mail| mail.message_id()).map(str::to_owned);
        let in_reply_to = parsed
            .and_then(|mail| mail.in_reply_to().as_text_list().and_then(|ids| ids.first().cloned()))
            .map(|id| id.into_owned());

        let mut kept = locked(&self.kept);
        let id = kept.mails.len() as u64 + 1;
        let caught = Happened::Caught { mail: id, message_id: message_id.as_deref(), recipients: to.len() };
        let received = kept.log.note(&caught).order;
        let raw = raw.into();
        kept.mails.push(CaughtMail { id, received, from, to, subject, message_id, in_reply_to, raw });
    }

    /// A recipient was turned away.
    fn note(&self, happened: &Happened<'_>) {
        locked(&self.kept).log.note(happened);
    }
}

/// A double outlives a panic of one of its users: what it knows is whole between two statements.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
