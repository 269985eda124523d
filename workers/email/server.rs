//! A conversation with the mail server, step by step (RFC 5321), because what a lost connection means depends on the step:
//! before the message's content has begun to leave, nothing was sent; after it, nobody can tell.

use super::{batch::Ended, message::Letter};
use crate::config::{EmailConfig, Security};
use childalert_jobs::{Permit, Reason};
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, CertificateStore, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::{ClientId, Extension, MailBodyParameter, MailParameter},
};
use std::time::Duration;

/// How long one step may take, the last one (the answer to the content) excepted: that one has all the leave there is.
const STEP_LIMIT: Duration = Duration::from_secs(15);

/// What became of one message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// The server took it.
    Accepted,
    /// The connection broke after the content had begun to leave.
    Perhaps,
    /// There is no such mailbox, or it takes nothing from us. For good.
    RecipientRefused,
    /// This mailbox asks for patience.
    RecipientNotNow,
    /// Nothing went out, and nothing will for the next recipient either.
    Not(Ended),
}

/// A server, connected or not. One connection serves a whole batch.
pub(super) struct Server<'a> {
    config: &'a EmailConfig,
    permit: &'a Permit,
    connection: Option<AsyncSmtpConnection>,
}

impl<'a> Server<'a> {
    pub(super) fn new(config: &'a EmailConfig, permit: &'a Permit) -> Server<'a> {
        Server { config, permit, connection: None }
    }

    /// Connects and signs in, unless that is done. A connection that the server has closed meanwhile is made anew.
    pub(super) async fn ready(&mut self) -> Result<(), Ended> {
        if let Some(connection) = &mut self.connection {
            if let Ok(true) = tokio::time::timeout(STEP_LIMIT, connection.test_connected()).await {
                return Ok(());
            }
            self.connection = None;
        }
        let limit = STEP_LIMIT.min(self.permit.remaining());
        let connected = tokio::time::timeout(limit, connect(self.config)).await;
        self.connection = Some(connected.unwrap_or(Err(unreachable()))?);
        Ok(())
    }

    /// Hands one message over. [`Server::ready`] comes first.
    pub(super) async fn hand_over(&mut self, letter: &Letter) -> Handed {
        let Some(mut connection) = self.connection.take() else { return Handed::Not(unreachable()) };
        let mut options = Vec::new();
        if !AsRef::<str>::as_ref(&letter.to).is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                self.connection = Some(connection);
                return Handed::RecipientRefused;
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !letter.bytes.is_ascii() {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let handed = self.converse(&mut connection, letter, options).await;
        match handed {
            Handed::Accepted => self.connection = Some(connection),
            // The server may still wait for the rest of this transaction, or be gone: the next message gets a new one.
            Handed::RecipientRefused | Handed::RecipientNotNow | Handed::Perhaps | Handed::Not(_) => {
                let _ = tokio::time::timeout(Duration::from_secs(1), connection.abort()).await;
            }
        }
        handed
    }

    async fn converse(
        &self,
        connection: &mut AsyncSmtpConnection,
        letter: &Letter,
        options: Vec<MailParameter>,
    ) -> Handed {
        let from = Some(self.config.from.email.clone());
        if let Err(fault) = self.step(connection.command(Mail::new(from, options))).await {
            return Handed::Not(fault.about_us());
        }
        match self.step(connection.command(Rcpt::new(letter.to.clone(), vec![]))).await {
            Ok(()) => {}
            Err(StepFault::Permanent(_)) => return Handed::RecipientRefused,
            Err(StepFault::Transient(421)) | Err(StepFault::Lost) => return Handed::Not(unreachable()),
            Err(StepFault::Transient(_)) => return Handed::RecipientNotNow,
        }
        match self.step(connection.command(Data)).await {
            Ok(()) => {}
            Err(StepFault::Permanent(_)) => return Handed::RecipientRefused,
            Err(StepFault::Transient(421)) | Err(StepFault::Lost) => return Handed::Not(unreachable()),
            Err(StepFault::Transient(_)) => return Handed::RecipientNotNow,
        }
        // The last moment: from the next line on, bytes of the notice leave.
        let leave = self.permit.remaining();
        if leave.is_zero() {
            return Handed::Not(Ended::NotNow { ms: 0, reason: Reason::PermitExpired });
        }
        match tokio::time::timeout(leave, connection.message(&letter.bytes)).await {
            Ok(Ok(_)) => Handed::Accepted,
            Ok(Err(error)) => match StepFault::of(&error) {
                StepFault::Permanent(_) => Handed::RecipientRefused,
                StepFault::Transient(_) => Handed::RecipientNotNow,
                StepFault::Lost => Handed::Perhaps,
            },
            Err(_) => Handed::Perhaps,
        }
    }

    async fn step<T>(&self, step: impl Future<Output = Result<T, Error>>) -> Result<(), StepFault> {
        let limit = STEP_LIMIT.min(self.permit.remaining());
        match tokio::time::timeout(limit, step).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(StepFault::of(&error)),
            Err(_) => Err(StepFault::Lost),
        }
    }

    /// Says goodbye.
    pub(super) async fn leave(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = tokio::time::timeout(Duration::from_secs(1), connection.quit()).await;
        }
    }
}

/// Why a step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepFault {
    /// A 5xx.
    Permanent(u16),
    /// A 4xx.
    Transient(u16),
    /// No answer, or none that is SMTP.
    Lost,
}

impl StepFault {
    fn of(error: &Error) -> StepFault {
        tracing::debug!(code = ?error.status(), "the mail server did not say yes");
        match error.status().map(u16::from) {
            Some(code) if error.is_permanent() => StepFault::Permanent(code),
            Some(code) if error.is_transient() => StepFault::Transient(code),
            Some(_) | None => StepFault::Lost,
        }
    }

    /// Where the step says who we are and what we send, not to whom.
    fn about_us(self) -> Ended {
        match self {
            // Too large, or a form of message that the server does not take.
            StepFault::Permanent(552 | 554 | 555) => Ended::ContentRefused,
            // Not signed in, or not allowed to send as this sender.
            StepFault::Permanent(_) => Ended::LoginRefused,
            StepFault::Transient(421) | StepFault::Lost => unreachable(),
            StepFault::Transient(_) => Ended::NotNow { ms: 30_000, reason: Reason::OutsideFault },
        }
    }
}

fn unreachable() -> Ended {
    Ended::NotNow { ms: 2_000, reason: Reason::Unreachable }
}

async fn connect(config: &EmailConfig) -> Result<AsyncSmtpConnection, Ended> {
    let server = &config.server;
    let hello = ClientId::Domain(config.from.email.domain().to_owned());
    let tls = || {
        TlsParameters::builder(server.host.clone())
            .certificate_store(CertificateStore::WebpkiRoots)
            .build_rustls()
            .map_err(|_| unreachable())
    };
    let from_the_start = if server.security == Security::Tls { Some(tls()?) } else { None };
    let address = (server.host.as_str(), server.port);
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(address, Some(STEP_LIMIT), &hello, from_the_start, None)
            .await
            .map_err(|error| match StepFault::of(&error) {
                StepFault::Permanent(_) => Ended::LoginRefused,
                StepFault::Transient(_) | StepFault::Lost => unreachable(),
            })?;
    if server.security == Security::StartTls {
        connection.starttls(tls()?, &hello).await.map_err(|error| {
            tracing::error!(tls = error.is_tls(), "the mail server offers no encryption: nothing was sent");
            unreachable()
        })?;
    }
    if let Some((username, password)) = &config.credentials {
        let credentials = Credentials::new(username.clone(), password.expose().to_owned());
        connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await.map_err(|error| {
            match StepFault::of(&error) {
                _ if error.is_client() => {
                    tracing::error!("the mail server offers no sign-in that this worker knows");
                    Ended::LoginRefused
                }
                StepFault::Permanent(code) => {
                    tracing::error!(
                        code,
                        "the mail server refused the sign-in: its password must be renewed"
                    );
                    Ended::LoginRefused
                }
                StepFault::Transient(_) | StepFault::Lost => unreachable(),
            }
        })?;
    }
    Ok(connection)
}
