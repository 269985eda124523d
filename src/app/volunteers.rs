//! Volunteers: added one by one; many at once in [`crate::import`].

use crate::once::{Act, record};
use crate::views::VolunteerView;
use crate::{App, AppError, Request};
use childalert_domain::{Lang, Refusal, Rule};
use childalert_store::volunteers::{self, VolunteerRow};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A volunteer as they are entered.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVolunteer {
    /// E-mail address; names the volunteer when a list is imported again.
    #[schema(min_length = 3, max_length = 254)]
    pub email: String,
    /// Name.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// `fr`, `nl`, `de` or `en`.
    pub lang: String,
    /// Team.
    #[schema(max_length = 80)]
    #[serde(default)]
    pub team: String,
    /// Postcode of where they can go, four digits.
    #[schema(max_length = 10)]
    pub postcode: String,
    /// Phone, written in any way; empty if none.
    #[schema(max_length = 40)]
    #[serde(default)]
    pub phone: String,
    /// Whether they are written to. Where absent: as before, and somebody new is. A list that is imported again must not
    /// call back who asked to be left alone.
    #[serde(default)]
    pub active: Option<bool>,
}

impl NewVolunteer {
    /// The address as it is kept.
    pub(crate) fn address(&self) -> String {
        self.email.trim().to_lowercase()
    }

    /// The row, or everything that is wrong with it; `known` is who has the address already.
    pub(crate) fn row(
        &self,
        id: Uuid,
        at: DateTime<Utc>,
        known: Option<&VolunteerRow>,
    ) -> Result<VolunteerRow, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let email = self.address();
        if !is_address(&email) {
            refusals.push(Refusal::at(Rule::VOLUNTEER_EMAIL, "email", ""));
        }
        let name = self.name.trim();
        if name.is_empty() || name.chars().any(char::is_control) {
            refusals.push(Refusal::at(Rule::EMPTY_TEXT, "name", ""));
        }
        let lang = self.lang.trim().to_lowercase();
        if lang.parse::<Lang>().is_err() {
            refusals.push(Refusal::at(Rule::VOLUNTEER_LANG, "lang", ""));
        }
        let postcode = self.postcode.trim();
        if postcode.len() != 4 || !postcode.bytes().all(|b| b.is_ascii_digit()) {
            refusals.push(Refusal::at(Rule::VOLUNTEER_POSTCODE, "postcode", ""));
        }
        let phone = e164(&self.phone);
        if phone.is_none() {
            refusals.push(Refusal::at(Rule::VOLUNTEER_PHONE, "phone", ""));
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok(VolunteerRow {
            id,
            email,
            name: name.to_owned(),
            lang,
            team: self.team.trim().to_owned(),
            postcode: postcode.to_owned(),
            phone: phone.unwrap_or_default(),
            active: self.active.or(known.map(|known| known.active)).unwrap_or(true),
            updated_at: at,
        })
    }
}

/// E.164 from any way of writing a number (`0475 12 34 56`, `0032 475/12.34.56`, `+32…`); empty stays empty; `None` if it
/// is no number. A number without a country is Belgian.
fn e164(written: &str) -> Option<String> {
    let mut digits = String::new();
    for c in written.trim().replace("(0)", "").chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => digits.push(c),
            ' ' | '.' | '/' | '-' | '(' | ')' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    if digits.is_empty() {
        return Some(digits);
    }
    let number = if let Some(rest) = digits.strip_prefix('+') {
        rest.to_owned()
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else {
        format!("32{}", digits.strip_prefix('0')?)
    };
    (8..=15).contains(&number.len()).then(|| format!("+{number}"))
}

pub(crate) fn volunteer_view(row: VolunteerRow) -> VolunteerView {
    VolunteerView {
        id: row.id,
        email: row.email,
        name: row.name,
        lang: row.lang,
        team: row.team,
        postcode: row.postcode,
        phone: row.phone,
        active: row.active,
    }
}

/// Whether an e-mail can plausibly be written to.
pub(crate) fn is_address(email: &str) -> bool {
    email.trim().split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !email.trim().chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
            && !domain.contains('@')
    })
}

impl App {
    /// Adds a volunteer, or changes the one with the same address.
    pub async fn save_volunteer(
        &self,
        request: &Request,
        volunteer: NewVolunteer,
    ) -> Result<VolunteerView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let known = volunteers::by_email(tx, &volunteer.address()).await?;
                let row = volunteer.row(id, now, known.as_ref()).map_err(AppError::Refused)?;
                volunteers::save(tx, &row).await?;
                let saved =
                    volunteers::by_email(tx, &row.email).await?.ok_or(AppError::NotFound("volunteer"))?;
                let act = Act {
                    actor: &actor,
                    act: "volunteer.save",
                    subject: saved.id,
                    campaign: None,
                    reason: "",
                    detail: String::new(),
                };
                record(tx, entry, now, act);
                Ok(volunteer_view(saved))
            })
        })
        .await
    }

    /// Leaves a volunteer alone from now on. What they were sent is corrected all the same: nobody keeps a notice whose end
    /// they were not told of.
    pub async fn deactivate_volunteer(&self, request: &Request, id: Uuid) -> Result<VolunteerView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let known = volunteers::find(tx, id).await?.ok_or(AppError::NotFound("volunteer"))?;
                let left = VolunteerRow { active: false, updated_at: now, ..known };
                volunteers::save(tx, &left).await?;
                let act = Act {
                    actor: &actor,
                    act: "volunteer.deactivate",
                    subject: id,
                    campaign: None,
                    reason: "",
                    detail: String::new(),
                };
                record(tx, entry, now, act);
                Ok(volunteer_view(left))
            })
        })
        .await
    }

    /// Volunteers by team and name.
    pub async fn volunteers(&self, limit: i64, offset: i64) -> Result<Vec<VolunteerView>, AppError> {
        let rows = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { volunteers::list(tx, limit, offset).await }))
            .await?;
        Ok(rows.into_iter().map(volunteer_view).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::e164;

    #[test]
    fn phones_are_read_as_people_write_them() {
        assert_eq!(e164("0475 12 34 56").as_deref(), Some("+32475123456"));
        assert_eq!(e164("0032 (0)475/12.34.56").as_deref(), Some("+32475123456"));
        assert_eq!(e164("+31 6 12345678").as_deref(), Some("+31612345678"));
        assert_eq!(e164("  ").as_deref(), Some(""));
        assert_eq!(e164("call me"), None);
        assert_eq!(e164("12"), None);
    }
}
