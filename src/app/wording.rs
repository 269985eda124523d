//! From the officer's draft to the words of a proof. Pure: the same draft gives the same words, byte for byte, so that what
//! the magistrate decides on can be made again and compared. After the freeze nobody words anything any more.

mod closing;
mod mail;
mod notice;
mod post;
mod statement;

#[cfg(test)]
mod tests;

pub(crate) use closing::closing_text;
pub(crate) use mail::{MailInputs, mail_text};
pub(crate) use notice::{NoticeInputs, notice_text};
pub(crate) use post::post_text;
pub use statement::statement_report;
