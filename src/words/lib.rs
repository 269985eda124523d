//! Every word that a person reads, in the four languages. The words themselves live in `assets/words/{fr,nl,de,en}/*.ftl`
//! ([Project Fluent](https://projectfluent.org)) and are embedded; code names them by key and never holds a sentence.
//!
//! Keys are literals wherever they can be: a test of this crate reads the workspace's sources and templates, and fails on
//! a key that no language file has. Keys that are put together (`problem-{code}`) are checked by whoever owns the codes,
//! with [`has`].
//!
//! | keys | what | variables |
//! | --- | --- | --- |
//! | `rule-{code}`, `rule-{code}-mend` | a refusal of the domain; read them with [`rule`] | – |
//! | `problem-{code}`, `problem-{code}-mend` | title and detail of an API error | see `problems.ftl` |
//! | `field-{code}` | what is wrong with one field of a request; read them with [`field_error`] | – |
//! | `photo-warning-{code}`, `photo-warning-{code}-mend` | what to know of a photo; read them with [`photo_warning`] | – |
//! | `copy-{code}`, `copy-{code}-mend` | why a copy is not where it should be; read them with [`copy_reason`] | – |
//! | `problem-kit-{code}` | why a kit could not be rendered; read them with [`kit_failure`] | – |

mod bundle;
mod moment;
mod names;
mod refusal;
mod request;
mod template;

#[cfg(test)]
mod tests;

pub use bundle::{Arg, has, text, text_with};
pub use moment::{
    clock, date, date_numeric, date_time, day_month, day_month_short, day_month_time, day_month_time_short,
    duration, moment,
};
pub use names::{
    age, area, campaign_state, channel, criterion, field_name, kind, language, party, placement_state,
    province, retraction_reason, role,
};
pub use refusal::{RuleWords, rule};
pub use request::{copy_reason, field_error, kit_failure, photo_warning};
pub use template::{Escaping, engine};
