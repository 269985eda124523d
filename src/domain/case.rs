//! A missing person's file.

use crate::{Refusal, Rule};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The six criteria of the ministerial directive of 20 February 2002 (R p. 6). One is enough to make a disappearance
/// worrying (*inquiétante*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// 1: under 13.
    // Cases that were stored under the older name still read.
    #[serde(rename = "under_13", alias = "under13")]
    Under13,
    /// 2: physical or mental disability, or lacks autonomy.
    Disability,
    /// 3: under medical treatment, or needs medicine.
    Treatment,
    /// 4: may be in mortal danger.
    MortalDanger,
    /// 5: may be with others who threaten their welfare, or victim of an offence.
    Threatened,
    /// 6: the absence is in total contradiction with usual behaviour.
    OutOfCharacter,
}

/// A criterion that holds, and why the officer says so.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionHeld {
    /// Which.
    pub criterion: Criterion,
    /// Why it holds, in the officer's words. Never published.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Kinds of disappearance (P 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DisappearanceKind {
    /// Abduction by a third party.
    ThirdPartyAbduction,
    /// International (parental) abduction.
    InternationalAbduction,
    /// Runaway.
    Runaway,
    /// Unaccompanied foreign minor.
    UnaccompaniedMinor,
    /// Not yet defined.
    Undefined,
}

/// Who asks for the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Requester {
    /// A parent or holder of parental authority.
    Parents,
    /// A directly interested person.
    InterestedPerson,
    /// The judicial authorities.
    JudicialAuthorities,
    /// The foundation itself.
    Foundation,
}

/// How sentences about the person are worded in languages that need it (FR *disparue*, *disparu*). Grammar, not identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grammar {
    /// *elle, disparue*.
    Feminine,
    /// *il, disparu*.
    Masculine,
    /// Worded around it: *disparition*.
    #[default]
    Neutral,
}

/// The missing person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Given name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub given_name: String,
    /// Family name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// How sentences about the person are worded.
    #[serde(default)]
    pub grammar: Grammar,
    /// Whether the person has the protected status that replaced *minorité prolongée* (law of 17 March 2013).
    #[serde(default)]
    pub protected_status: bool,
}

impl Person {
    /// Age in whole years on `today`, in the country's calendar.
    pub fn age_on(&self, today: NaiveDate) -> i32 {
        let years = today.year() - self.date_of_birth.year();
        let had_birthday =
            (today.month(), today.day()) >= (self.date_of_birth.month(), self.date_of_birth.day());
        if had_birthday { years } else { years - 1 }
    }
}

/// A foreign organisation's request to search here (P 2.3.3.4).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForeignRequest {
    /// Which organisation.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 160))]
    pub organisation: String,
    /// Its country, as ISO 3166-1 has it (`FR`).
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{2}$"))]
    pub country: String,
    /// When the federal prosecutor was told of it.
    #[serde(default)]
    pub prosecutor_told_at: Option<DateTime<Utc>>,
    /// When the Missing Persons Cell was.
    #[serde(default)]
    pub cell_told_at: Option<DateTime<Utc>>,
}

impl ForeignRequest {
    /// Whether both were told before `now`.
    pub fn announced(&self, now: DateTime<Utc>) -> bool {
        [self.prosecutor_told_at, self.cell_told_at].iter().all(|told| told.is_some_and(|at| at <= now))
    }
}

/// The file. Holds personal data: it stays in the database.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The foundation's own number, such as `2026-0417`; the only name a case has outside of its file.
    #[cfg_attr(feature = "openapi", schema(pattern = r"^[0-9]{4}-[0-9]{3,6}$"))]
    pub reference: String,
    /// Who is missing.
    pub person: Person,
    /// Kind of disappearance.
    pub kind: DisappearanceKind,
    /// Since when (RFC 3339).
    pub missing_since: DateTime<Utc>,
    /// Who asks.
    pub requested_by: Requester,
    /// The worrying criteria that hold; empty if none.
    #[serde(default)]
    pub criteria: Vec<CriterionHeld>,
    /// What happened, for those who work on the case. Never published.
    #[cfg_attr(feature = "openapi", schema(max_length = 5000))]
    #[serde(default)]
    pub circumstances: String,
    /// When the Missing Persons Cell was told of a worrying disappearance (P 2.3.2).
    #[serde(default)]
    pub cell_told_at: Option<DateTime<Utc>>,
    /// A foreign organisation's request, where that is what the case began with.
    #[serde(default)]
    pub foreign_request: Option<ForeignRequest>,
    /// The photograph that the authorities use, by SHA-256 as the photo's upload answered it: notices show the same one
    /// (P 2.3.3.1).
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9a-f]{64}$"))]
    #[serde(default)]
    pub official_photo: Option<String>,
    /// Whether the person is sought because of an offence that they committed. Then nothing may be published (P 2.3.3.1).
    #[serde(default)]
    pub sought_for_offence: bool,
    /// Whether the case is an exercise about an invented person. Said when it is opened, and never changed: it has drills only, and
    /// nobody outside is told of it.
    // Left out where it is not so: what was written before there were exercises reads and writes as it did.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drill: bool,
}

/// How far another machine's clock may go ahead of ours.
const CLOCKS: TimeDelta = TimeDelta::minutes(5);
/// Nobody is older.
const OLDEST: i32 = 120;

/// What refuses a date that something is said to have happened at: it lies ahead.
pub fn ahead(field: &str, at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Refusal> {
    at.is_some_and(|at| at > now + CLOCKS).then(|| Refusal::at(Rule::DATE_AHEAD, field, ""))
}

/// What refuses a date that something about a disappearance is said to have happened at: it lies before it.
pub fn before(field: &str, at: Option<DateTime<Utc>>, missing_since: DateTime<Utc>) -> Option<Refusal> {
    at.is_some_and(|at| at + CLOCKS < missing_since).then(|| Refusal::at(Rule::DATE_BEFORE, field, ""))
}

/// What refuses a text of which nothing can be read.
pub fn blank(field: &str, text: &str) -> Option<Refusal> {
    let readable = text.chars().any(|c| !c.is_whitespace() && !c.is_control() && c != '\u{200b}');
    (!readable).then(|| Refusal::at(Rule::EMPTY_TEXT, field, ""))
}

impl Case {
    /// What is wrong with the dates in the file, and with texts of which nothing can be read.
    pub fn date_refusals(&self, now: DateTime<Utc>, today: NaiveDate) -> Vec<Refusal> {
        let foreign = self.foreign_request.as_ref();
        let mut refusals: Vec<Refusal> = [
            ("missing_since", Some(self.missing_since)),
            ("cell_told_at", self.cell_told_at),
            ("foreign_request.prosecutor_told_at", foreign.and_then(|request| request.prosecutor_told_at)),
            ("foreign_request.cell_told_at", foreign.and_then(|request| request.cell_told_at)),
        ]
        .into_iter()
        .filter_map(|(field, at)| ahead(field, at, now))
        .collect();
        let born = self.person.date_of_birth;
        if born > today || born > self.missing_since.date_naive() || self.person.age_on(today) > OLDEST {
            refusals.push(Refusal::at(Rule::BIRTH_DATE, "person.date_of_birth", ""));
        }
        refusals.extend(before("cell_told_at", self.cell_told_at, self.missing_since));
        refusals.extend(blank("person.given_name", &self.person.given_name));
        refusals.extend(blank("person.family_name", &self.person.family_name));
        refusals.extend(self.criteria.iter().find_map(|held| blank("criteria", &held.reason)));
        refusals
    }

    /// What refuses to make an exercise of a case, or a case of an exercise, once it is opened.
    pub fn drill_refusal(&self, before: &Case) -> Option<Refusal> {
        (self.drill != before.drill).then(|| Refusal::at(Rule::DRILL_FIXED, "drill", ""))
    }

    /// Whether at least one criterion holds. Being under 13 is a fact, not an opinion: it holds,
    /// or not, whatever was ticked.
    pub fn worrying(&self, today: NaiveDate) -> bool {
        let under_13 = self.person.age_on(today) < 13;
        under_13 || self.criteria.iter().any(|held| held.criterion != Criterion::Under13)
    }
}
