//! One message as bytes (RFC 5322, MIME). Its Message-ID comes from the placement and the part's number, so that the
//! correction can name what it corrects, and a mail program that gets one message twice shows it once.

use super::batch::Purpose;
use crate::config::EmailConfig;
use childalert_jobs::{Content, Part, Permit};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use std::error::Error;

/// A message ready to be handed over.
pub(super) struct Letter {
    /// To whom.
    pub(super) to: Address,
    /// Headers and bodies.
    pub(super) bytes: Vec<u8>,
}

/// Why there is no message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotWritable {
    /// The recipient's address is none.
    Recipient,
    /// The notice is not of this kind, or its subject holds a line break.
    Content,
}

impl Letter {
    pub(super) fn write(
        config: &EmailConfig,
        permit: &Permit,
        purpose: Purpose,
        part: &Part,
    ) -> Result<Letter, NotWritable> {
        let Content::Mail { lang, subject, text, html, .. } = permit.content() else {
            return Err(NotWritable::Content);
        };
        if subject.chars().any(char::is_control)
            || !lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return Err(NotWritable::Content);
        }
        let to: Address = part.address.parse().map_err(|_| NotWritable::Recipient)?;
        let name: String = part.name.chars().filter(|c| !c.is_control()).collect();
        let id = |suffix: &str| {
            format!("<{}.{}{suffix}@{}>", permit.id().id, part.number, config.from.email.domain())
        };
        let message = Message::builder()
            .from(config.from.clone())
            .to(Mailbox::new(Some(name).filter(|name| !name.trim().is_empty()), to.clone()))
            .subject(subject)
            .header(AutoSubmitted)
            .header(ContentLanguage(lang.clone()));
        let message = match purpose {
            Purpose::Notice => message.message_id(Some(id(""))),
            Purpose::Correction => {
                message.message_id(Some(id(".end"))).in_reply_to(id("")).references(id(""))
            }
        };
        let bodies = MultiPart::alternative_plain_html(text.clone(), html.clone());
        let message = message.multipart(bodies).map_err(|_| NotWritable::Content)?;
        Ok(Letter { to, bytes: message.formatted() })
    }
}

/// `Auto-Submitted` (RFC 3834): no holiday answers, please.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// `Content-Language` (RFC 3282).
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(ContentLanguage(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
