//! What things are called: the domain's own codes never reach a reader.

use crate::{Arg, has, text, text_with};
use childalert_domain::{
    Area, CampaignState, Channel, Criterion, Kind, Lang, Party, PlacementState, Province, RetractionReason,
    municipality,
};

/// Municipalities that are named one by one before the rest is counted.
const NAMED_MUNICIPALITIES: usize = 4;

/// The name of a code within a group of keys, such as `child_alert` in `kind`.
pub(crate) fn named(lang: Lang, group: &str, code: &str) -> Option<String> {
    let key = format!("{group}-{}", code.replace(['_', '.'], "-"));
    has(&key).then(|| text(lang, &key))
}

/// A channel, such as `Bluesky` or `e-mails aux volontaires`.
pub fn channel(lang: Lang, channel: Channel) -> String {
    text(lang, &format!("channel-{}", channel.name().replace('_', "-")))
}

/// A kind of campaign.
pub fn kind(lang: Lang, kind: Kind) -> String {
    text(lang, &format!("kind-{}", kind.name().replace('_', "-")))
}

/// Where a campaign stands.
pub fn campaign_state(lang: Lang, state: CampaignState) -> String {
    text(lang, &format!("campaign-state-{}", state.name()))
}

/// Where one copy stands.
pub fn placement_state(lang: Lang, state: PlacementState) -> String {
    text(lang, &format!("placement-state-{}", state.name()))
}

/// A worrying criterion, in the words of the directive.
pub fn criterion(lang: Lang, criterion: Criterion) -> String {
    let key = match criterion {
        Criterion::Under13 => "criterion-under-13",
        Criterion::Disability => "criterion-disability",
        Criterion::Treatment => "criterion-treatment",
        Criterion::MortalDanger => "criterion-mortal-danger",
        Criterion::Threatened => "criterion-threatened",
        Criterion::OutOfCharacter => "criterion-out-of-character",
    };
    text(lang, key)
}

/// A party of the concertation, with its article: `le magistrat`.
pub fn party(lang: Lang, party: Party) -> String {
    let key = match party {
        Party::Magistrate => "party-magistrate",
        Party::Police => "party-police",
        Party::Foundation => "party-foundation",
        Party::Cell => "party-cell",
        Party::Parents => "party-parents",
    };
    text(lang, key)
}

/// Why a campaign ended. For those who work on the case only: the public is told none of it.
pub fn retraction_reason(lang: Lang, reason: RetractionReason) -> String {
    text(lang, &format!("reason-{}", reason.name().replace('_', "-")))
}

/// A language, named in `lang`.
pub fn language(lang: Lang, named: Lang) -> String {
    text(lang, &format!("language-{named}"))
}

/// A role by its code, such as `privacy_officer`; `None` for a code that no language file names.
pub fn role(lang: Lang, code: &str) -> Option<String> {
    named(lang, "role", code)
}

/// An age in whole years, such as `12 ans`; below one year in words.
pub fn age(lang: Lang, years: i32) -> String {
    text_with(lang, "age", &[("years", Arg::Number(i64::from(years.max(0))))])
}

/// An area: the country, or its municipalities; a long list is cut short and counted. Codes that are in no row of the
/// reference data are left out. Names are set with the apostrophe of print, which the register does not have.
pub fn area(lang: Lang, area: &Area) -> String {
    let Area::Municipalities(codes) = area else { return text(lang, "area-nationwide") };
    let mut names: Vec<&str> =
        codes.iter().filter_map(|code| municipality(code)).map(|place| place.name(lang)).collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(NAMED_MUNICIPALITIES);
    // "And one other" would be longer than its name.
    let more = if more == 1 { 0 } else { more };
    let listed = names[..names.len() - more].join(", ").replace('\'', "’");
    match i64::try_from(more) {
        Ok(count @ 1..) => {
            text_with(lang, "area-more", &[("names", Arg::Text(&listed)), ("count", Arg::Number(count))])
        }
        _ => listed,
    }
}

/// A province, or the Brussels region, such as `Brabant wallon`.
pub fn province(lang: Lang, province: Province) -> String {
    text(lang, &format!("province-{}", province.code()))
}

/// What a field is called: `person.given_name` is `prénom`, `notices.fr.appeal` is `texte (français)`, `shown_name` is `nom montré`. A field without a name
/// of its own is answered as it came.
pub fn field_name(lang: Lang, field: &str) -> String {
    known_field(lang, field).unwrap_or_else(|| field.to_owned())
}

/// The name of a field that has one. Facts of a rendered notice are counted from 0 in paths, from 1 for people.
pub(crate) fn known_field(lang: Lang, field: &str) -> Option<String> {
    let Some(path) = field.strip_prefix("notices.") else {
        // `criteria.2.reason`: which of them it is, the page shows.
        let parts: Vec<&str> = field.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
        return named(lang, "notice-part", field).or_else(|| named(lang, "part", &parts.join("-")));
    };
    let (of, part) = path.split_once('.').unwrap_or((path, "notice"));
    let of: Lang = of.parse().ok()?;
    let part = match part.split('.').collect::<Vec<_>>().as_slice() {
        ["facts", index, ..] => {
            let number = index.parse::<i64>().ok()?.checked_add(1)?;
            text_with(lang, "notice-part-fact", &[("number", Arg::Number(number))])
        }
        ["name"] => text(lang, "notice-part-shown-name"),
        ["name_native"] => text(lang, "notice-part-shown-name-native"),
        [part] => named(lang, "notice-part", part).unwrap_or_else(|| text(lang, "notice-part-notice")),
        _ => text(lang, "notice-part-notice"),
    };
    let language = language(lang, of);
    Some(text_with(lang, "notice-part-in", &[("part", Arg::Text(&part)), ("language", Arg::Text(&language))]))
}
