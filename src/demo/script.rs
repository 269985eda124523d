//! What is said in the demonstration: an invented child, invented people, invented places in a real region.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// When school was out: the newest afternoon, in the winter's Brussels 16.10, that leaves the three hours in which everything
/// else of the story happens.
fn missing_since(now: DateTime<Utc>) -> DateTime<Utc> {
    let latest = now - TimeDelta::hours(3);
    let out = NaiveTime::from_hms_opt(15, 10, 0).unwrap_or_default();
    let today = latest.date_naive().and_time(out).and_utc();
    if today <= latest { today } else { today - TimeDelta::days(1) }
}

/// The case.
pub fn case(now: DateTime<Utc>) -> Value {
    json!({
        "reference": "2026-0417",
        "person": {
            "given_name": "Éloïse", "family_name": "Vandamme-Invented",
            "date_of_birth": (now - TimeDelta::days(12 * 366)).date_naive().to_string(),
            "grammar": "feminine"
        },
        "kind": "runaway",
        "missing_since": missing_since(now),
        "requested_by": "parents",
        "criteria": [
            {"criterion": "under_13", "reason": "Twelve years old."},
            {"criterion": "out_of_character", "reason": "Always comes straight home from school."}
        ],
        "circumstances": "Left school on foot and did not come home.",
        "cell_told_at": now - TimeDelta::hours(2)
    })
}

/// The declaration to the police.
pub fn declaration(now: DateTime<Utc>) -> Value {
    json!({
        "police_service": "Local police zone (invented)", "report_number": "BR.37.L3.012345/2026",
        "declared_at": now - TimeDelta::hours(2),
        "verification": {"by": "details", "contact": "Duty inspector", "magistrate": "J. Peeters (invented)"}
    })
}

/// Who is heard, with what they say.
pub fn concertation(now: DateTime<Utc>) -> Vec<Value> {
    ["magistrate", "police", "foundation", "cell", "parents"]
        .into_iter()
        .map(|party| json!({"party": party, "at": now - TimeDelta::hours(1), "advice": "favourable", "note": ""}))
        .collect()
}

/// Brussels and Walloon Brabant around it, by NIS code.
fn area() -> Value {
    json!({"municipalities": ["21004", "21005", "21009", "21012", "21015", "21018", "25014", "25072", "25091", "25110", "25112"]})
}

/// Every channel: the mother agrees to all of them.
pub const CHANNELS: [&str; 7] = ["page", "feed", "bluesky", "mastodon", "facebook", "telegram", "email"];
/// Those that a campaign goes out on unless its draft says more.
const USUAL: [&str; 4] = ["page", "feed", "bluesky", "email"];
const LANGUAGES: [&str; 4] = ["fr", "nl", "de", "en"];

/// The end of the campaign's period; the consent goes a day further.
fn until(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::days(7)
}

/// What the mother agrees to.
pub fn consent(now: DateTime<Utc>, photo: &str) -> Value {
    json!({
        "holder": "The mother (invented)", "authority": "parent", "given_at": now - TimeDelta::minutes(40),
        "form": "oral", "note": "Said on the telephone to the officer, who called back on the number that the police have.",
        "scope": {
            "photos": [photo], "channels": CHANNELS, "languages": LANGUAGES, "area": area(),
            "until": until(now) + TimeDelta::days(1)
        }
    })
}

/// The campaign.
pub fn campaign(now: DateTime<Utc>, photo: &str) -> Value {
    json!({
        "kind": "public_poster", "channels": USUAL, "area": area(), "until": until(now),
        "shown_name": "Éloïse V.", "photos": [photo],
        "notices": [
            {
                "lang": "fr", "place": "Ixelles, quartier Flagey", "height": "1 m 52, mince",
                "hair": "châtains, mi-longs", "eyes": "bruns", "clothing": "veste orange",
                "appeal": "Éloïse a quitté l’école à pied. Vous l’avez vue ? N’intervenez pas vous-même : appelez, jour et nuit."
            },
            {
                "lang": "nl", "place": "Elsene, wijk Flagey", "height": "1 m 52, slank",
                "hair": "kastanjebruin, halflang", "eyes": "bruin", "clothing": "oranje jas",
                "appeal": "Éloïse verliet de school te voet. Hebt u haar gezien? Grijp niet zelf in: bel, dag en nacht."
            },
            {
                "lang": "de", "place": "Ixelles, Viertel Flagey", "height": "1,52 m, schlank",
                "hair": "kastanienbraun, halblang", "eyes": "braun", "clothing": "orangefarbene Jacke",
                "appeal": "Éloïse hat die Schule zu Fuß verlassen. Haben Sie sie gesehen? Greifen Sie nicht selbst ein: Rufen Sie an, Tag und Nacht."
            },
            {
                "lang": "en", "place": "Ixelles, Flagey area", "height": "1.52 m, slim",
                "hair": "chestnut, medium length", "eyes": "brown", "clothing": "orange jacket",
                "appeal": "Éloïse left school on foot. Have you seen her? Do not approach: call, day or night."
            }
        ]
    })
}

/// Volunteers of the area; `tag` keeps the addresses of several tellings apart.
pub fn volunteers(tag: &str) -> Vec<Value> {
    [
        ("Anneke", "nl", "1050"),
        ("Bilal", "fr", "1050"),
        ("Chloé", "fr", "1000"),
        ("Dirk", "nl", "1000"),
        ("Emma", "fr", "1040"),
        ("Farid", "fr", "1030"),
        ("Greta", "de", "1000"),
        ("Hugo", "fr", "1300"),
        ("Ines", "fr", "1400"),
        ("Jef", "nl", "1040"),
        ("Kate", "en", "1050"),
        ("Louis", "fr", "1420"),
    ]
    .into_iter()
    .map(|(name, lang, postcode)| {
        json!({
            "email": format!("{}{tag}@volunteers.example", name.to_lowercase().replace('é', "e")),
            "name": format!("{name} (invented)"), "lang": lang, "team": "Demo", "postcode": postcode,
            "phone": ""
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn she_left_school_in_an_afternoon_and_everything_else_came_after() {
        for (now, expected) in [
            ("2026-11-21T18:10:00Z", "2026-11-21T15:10:00Z"),
            ("2026-11-21T18:09:59Z", "2026-11-20T15:10:00Z"),
            ("2026-11-21T02:37:00Z", "2026-11-20T15:10:00Z"),
            ("2026-11-21T23:59:59Z", "2026-11-21T15:10:00Z"),
        ] {
            let now: DateTime<Utc> = now.parse().expect("a moment");
            let since = missing_since(now);
            assert_eq!(since, expected.parse::<DateTime<Utc>>().expect("a moment"));
            let moment = |value: &Value| -> DateTime<Utc> {
                value.as_str().and_then(|at| at.parse().ok()).expect("a moment")
            };
            let mut later: Vec<DateTime<Utc>> = vec![
                moment(&case(now)["cell_told_at"]),
                moment(&declaration(now)["declared_at"]),
                moment(&consent(now, "")["given_at"]),
            ];
            later.extend(concertation(now).iter().map(|heard| moment(&heard["at"])));
            assert!(later.iter().all(|at| since < *at && *at < now), "{later:?}");
        }
    }
}
