//! The steps of a new campaign: which fields each has, how they are shown, and how all of them together are a draft, and back.

use super::area::{area_of, put_area};
use super::record::photos;
use crate::pages::fields::{Choice, Field, Filled, Group, Read, document, put, put_moment};
use crate::pages::form::Fields;
use childalert_app::CaseView;
use childalert_domain::{
    Area, CampaignDraft, Channel, FactKind, Kind, Lang, NoticeDraft, Reach, Recall, Refusal, Rule,
    draft_refusals,
};
use childalert_words::{Arg, channel, kind, language, text, text_with};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Kind,
    Area,
    Channels,
    Languages,
    Words(Lang),
}

/// The kinds of a real case. One that was opened as an exercise has drills.
const KINDS: [Kind; 4] = [Kind::PublicPoster, Kind::ChildAlert, Kind::Online, Kind::Discreet];

impl Step {
    /// Its name in addresses.
    pub fn name(self) -> String {
        match self {
            Step::Kind => "kind".to_owned(),
            Step::Area => "area".to_owned(),
            Step::Channels => "channels".to_owned(),
            Step::Languages => "languages".to_owned(),
            Step::Words(lang) => format!("words-{lang}"),
        }
    }

    /// The step of that name.
    pub fn named(name: &str) -> Option<Step> {
        let of_words = || Some(Step::Words(name.strip_prefix("words-")?.parse().ok()?));
        let plain = [Step::Kind, Step::Area, Step::Channels, Step::Languages];
        plain.into_iter().find(|step| step.name() == name).or_else(of_words)
    }

    /// What it is called.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Step::Kind => text(lang, "case-step-kind"),
            Step::Area => text(lang, "case-step-area"),
            Step::Channels => text(lang, "case-step-channels"),
            Step::Languages => text(lang, "case-step-languages"),
            Step::Words(of) => {
                let language = language(lang, of);
                text_with(lang, "case-step-words", &[("language", Arg::Text(&language))])
            }
        }
    }

    /// All that a campaign has, by the languages that were chosen.
    pub fn all(fields: &Fields) -> Vec<Step> {
        let words = languages(fields).into_iter().map(Step::Words);
        [Step::Kind, Step::Area, Step::Channels, Step::Languages].into_iter().chain(words).collect()
    }

    /// The fields that it asks for.
    pub fn names(self) -> Vec<String> {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        match self {
            Step::Kind => own(&[
                "kind",
                "until.date",
                "until.time",
                "until.was",
                "shown_name",
                "shown_name_native",
                "cards",
                "photos",
                "first_photo",
            ]),
            Step::Area => own(&["reach", "place"]),
            Step::Channels => own(&["channels"]),
            Step::Languages => own(&[
                "languages",
                "mentions_companion",
                "companion_request.reference",
                "companion_request.terms",
            ]),
            Step::Words(lang) => {
                let facts = FactKind::ALL.map(FactKind::name);
                let parts = ["place", "appeal"].into_iter().chain(facts);
                parts.map(|part| format!("notices.{lang}.{part}")).collect()
            }
        }
    }

    /// The step that a field of the page belongs to.
    pub fn of_field(field: &str) -> Step {
        let first = field.split('.').next().unwrap_or_default();
        match first {
            "area" | "reach" | "place" => Step::Area,
            "channels" => Step::Channels,
            "languages" | "mentions_companion" | "companion_request" => Step::Languages,
            "notices" => {
                let lang = field.split('.').nth(1).and_then(|lang| lang.parse().ok());
                lang.map_or(Step::Languages, Step::Words)
            }
            _ => Step::Kind,
        }
    }
}

/// The languages that were chosen, in page order.
pub(super) fn languages(fields: &Fields) -> Vec<Lang> {
    let chosen = |lang: &Lang| Read(fields).all("languages").any(|code| code == lang.code());
    Lang::ALL.into_iter().filter(chosen).collect()
}

/// The kind that was chosen.
pub(super) fn chosen_kind(fields: &Fields) -> Option<Kind> {
    serde_json::from_value(Read(fields).one("kind")).ok()
}

/// The area that was chosen.
pub(super) fn chosen_area(fields: &Fields) -> Option<Area> {
    serde_json::from_value(area_of(fields)).ok()
}

/// The photos that were chosen, the large one first.
pub(super) fn chosen_photos(fields: &Fields) -> Vec<&str> {
    let first = Read(fields).text("first_photo");
    let mut chosen: Vec<&str> = Read(fields).all("photos").collect();
    chosen.sort_by_key(|photo| first.as_str() != Some(photo));
    chosen
}

/// The languages that are at home in an area.
pub(super) fn languages_of(area: &Area) -> Vec<Lang> {
    let mut languages: Vec<Lang> = area.sheets().into_iter().flatten().collect();
    languages.sort();
    languages.dedup();
    languages
}

/// A draft in the fields of the steps.
pub(super) fn fill(draft: &CampaignDraft) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "kind", draft.kind.name());
    put_moment(&mut fields, "until", Some(draft.until));
    put(&mut fields, "shown_name", &draft.shown_name);
    put(&mut fields, "shown_name_native", &draft.shown_name_native);
    put(&mut fields, "cards", draft.cards.to_string());
    for photo in &draft.photos {
        put(&mut fields, "photos", photo);
    }
    put(&mut fields, "first_photo", draft.photos.first().cloned().unwrap_or_default());
    put_area(&mut fields, &draft.area);
    for one in &draft.channels {
        put(&mut fields, "channels", one.name());
    }
    for notice in &draft.notices {
        put(&mut fields, "languages", notice.lang.code());
        let mut part =
            |name: &str, value: &str| put(&mut fields, &format!("notices.{}.{name}", notice.lang), value);
        part("place", &notice.place);
        for (kind, value) in notice.facts() {
            part(kind.name(), value);
        }
        part("appeal", &notice.appeal);
    }
    put(&mut fields, "mentions_companion", if draft.mentions_companion { "yes" } else { "" });
    if let Some(leave) = &draft.companion_request {
        put(&mut fields, "companion_request.reference", &leave.reference);
        put(&mut fields, "companion_request.terms", &leave.terms);
    }
    fields
}

/// The draft that the fields say, as the API would be sent it.
pub(super) fn read(fields: &Fields) -> Value {
    let read = Read(fields);
    let leave = document([
        ("reference", read.text("companion_request.reference")),
        ("terms", read.text("companion_request.terms")),
    ]);
    let leave = if leave.as_object().is_some_and(|parts| parts.is_empty()) { Value::Null } else { leave };
    document([
        ("kind", read.one("kind")),
        ("channels", read.list("channels")),
        ("area", area_of(fields)),
        ("until", read.moment("until")),
        ("shown_name", read.text("shown_name")),
        ("shown_name_native", read.text("shown_name_native")),
        ("cards", read.number("cards")),
        ("photos", chosen_photos(fields).into()),
        (
            "notices",
            languages(fields).into_iter().map(|lang| notice(fields, lang)).collect::<Vec<_>>().into(),
        ),
        ("mentions_companion", read.yes("mentions_companion").into()),
        ("companion_request", leave),
    ])
}

fn notice(fields: &Fields, lang: Lang) -> Value {
    let part = |name: &str| Read(fields).text(&format!("notices.{lang}.{name}"));
    document([
        ("lang", lang.code().into()),
        ("place", part("place")),
        ("height", part("height")),
        ("hair", part("hair")),
        ("eyes", part("eyes")),
        ("clothing", part("clothing")),
        ("sign", part("sign")),
        ("appeal", part("appeal")),
    ])
}

/// What a path of the draft is called on the pages.
pub(super) fn named(path: &str, fields: &Fields) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["area", ..] => "area".to_owned(),
        ["photos", ..] => "photos".to_owned(),
        ["channels", ..] => "channels".to_owned(),
        ["companion_request"] => "companion_request.reference".to_owned(),
        ["notices"] => "languages".to_owned(),
        ["notices", index, rest @ ..] => {
            let by_place =
                index.parse::<usize>().ok().and_then(|index| languages(fields).get(index).copied());
            match by_place.map(Lang::code).or(Some(*index)) {
                Some(lang) if !rest.is_empty() => format!("notices.{lang}.{}", rest.join(".")),
                _ => "languages".to_owned(),
            }
        }
        _ => path.to_owned(),
    }
}

/// What the rules say of one step, as far as it can be told from what there is so far.
pub(super) fn wrong(step: Step, fields: &Fields, case: &CaseView, now: DateTime<Utc>) -> Vec<Refusal> {
    let read = Read(fields);
    let kind = chosen_kind(fields);
    match step {
        Step::Kind => {
            let until = serde_json::from_value::<DateTime<Utc>>(read.moment("until")).ok();
            let period = kind.zip(until).and_then(|(kind, until)| kind.period_refusal(until, now));
            let known = |photo: &str| case.photos.iter().any(|there| there.sha256 == photo);
            let unknown = read.all("photos").any(|photo| !known(photo));
            let unknown = unknown.then(|| Refusal::at(Rule::PHOTO_UNKNOWN, "photos", ""));
            period.into_iter().chain(unknown).collect()
        }
        Step::Area => {
            let Some(area) = chosen_area(fields) else { return vec![Refusal::at(Rule::AREA, "area", "")] };
            let unknown = area.unknown_codes().into_iter().map(|code| Refusal::at(Rule::AREA, "area", code));
            let none = area == Area::Municipalities(Default::default());
            let none = none.then(|| Refusal::at(Rule::AREA, "area", ""));
            let small = kind.and_then(|kind| kind.area_refusal(&area));
            unknown.chain(none).chain(small).collect()
        }
        Step::Channels => {
            let chosen: Vec<Channel> = read.all("channels").filter_map(|name| name.parse().ok()).collect();
            kind.map(|kind| kind.refusals(&chosen)).unwrap_or_default()
        }
        Step::Languages => {
            let speaks = read.yes("mentions_companion") && read.text("companion_request.reference").is_null();
            speaks
                .then(|| Refusal::at(Rule::COMPANION, "companion_request.reference", ""))
                .into_iter()
                .collect()
        }
        Step::Words(lang) => {
            let draft = serde_json::from_value::<NoticeDraft>(notice(fields, lang));
            draft.map(|draft| draft_refusals(&draft)).unwrap_or_default()
        }
    }
}

/// The fields of a step. The area has a picker of its own.
pub(super) fn groups(step: Step, form: &Filled<'_>, case: &CaseView) -> Vec<Group> {
    let lang = form.lang;
    match step {
        Step::Kind => kind_groups(form, case),
        Step::Area => Vec::new(),
        Step::Channels => {
            let allowed = chosen_kind(form.typed);
            let all = Channel::all().filter(|one| allowed.is_none_or(|kind| kind.allows(*one)));
            let choices =
                all.map(|one| Choice::new(one.name(), channel(lang, one)).hint(of_channel(lang, one)));
            vec![form.group(String::new(), vec![form.some("channels", choices.collect())])]
        }
        Step::Languages => {
            let home = chosen_area(form.typed).map(|area| languages_of(&area)).unwrap_or_default();
            let choices = Lang::ALL.map(|one| {
                let hint = if home.contains(&one) { text(lang, "case-language-home") } else { String::new() };
                Choice::new(one.code(), language(lang, one)).hint(hint)
            });
            vec![
                form.group(String::new(), vec![form.some("languages", choices.into())]),
                form.group(
                    text(lang, "case-companion"),
                    vec![
                        form.yes("mentions_companion", text(lang, "case-companion-yes"))
                            .hint(text(lang, "case-hint-companion")),
                        form.line("companion_request.reference").most(120),
                        form.long("companion_request.terms", 3).most(2000),
                    ],
                ),
            ]
        }
        Step::Words(of) => vec![form.group(String::new(), words_fields(form, of))],
    }
}

fn kind_groups(form: &Filled<'_>, case: &CaseView) -> Vec<Group> {
    let lang = form.lang;
    let kinds = if case.case.drill { &[Kind::Drill][..] } else { &KINDS };
    let kinds = kinds.iter().map(|one| {
        let hint = text(lang, &format!("case-kind-hint-{}", one.name().replace('_', "-")));
        Choice::new(one.name(), kind(lang, *one)).hint(hint)
    });
    // Those that were chosen first, in their order.
    let place = |photo: &str| Read(form.typed).all("photos").position(|chosen| chosen == photo);
    let mut pictures = photos(lang, case);
    pictures.sort_by_key(|photo| place(&photo.value).unwrap_or(usize::MAX));
    let mut of_photos = vec![form.some("photos", pictures.clone()).hint(text(lang, "case-hint-photos"))];
    if pictures.len() > 1 {
        of_photos.push(form.one("first_photo", pictures));
    }
    vec![
        form.group(
            String::new(),
            vec![
                form.one("kind", kinds.collect()),
                form.moment("until").hint(text(lang, "case-hint-until")),
                form.line("shown_name").most(40).hint(text(lang, "case-hint-shown-name")),
                form.line("shown_name_native").most(40).hint(text(lang, "case-hint-native")),
                form.number("cards").hint(text(lang, "case-hint-cards")),
            ],
        ),
        form.group(text(lang, "case-photos"), of_photos),
    ]
}

/// Whom a channel reaches, and how a copy on it is taken back.
pub(super) fn of_channel(lang: Lang, one: Channel) -> String {
    let facts = one.facts();
    let reach = match facts.reach {
        Reach::PublicSite => text(lang, "case-reach-site"),
        Reach::Social => text(lang, "case-reach-social"),
        Reach::Volunteers => text(lang, "case-reach-volunteers"),
        Reach::Training => text(lang, "case-reach-training"),
    };
    let back = match (facts.recall, facts.withdrawable_s) {
        (Recall::Correct, _) => text(lang, "case-recall-correct"),
        (Recall::Delete, None) => text(lang, "case-recall-delete"),
        (Recall::Delete, Some(seconds)) => {
            let hours = Arg::Number(i64::from(seconds / 3600));
            text_with(lang, "case-recall-window", &[("hours", hours)])
        }
    };
    format!("{reach} {back}")
}

fn words_fields(form: &Filled<'_>, of: Lang) -> Vec<Field> {
    let lang = form.lang;
    let path = |part: &str| format!("notices.{of}.{part}");
    let typed = |part: &str| Read(form.typed).text(&path(part));
    let labelled = |field: Field, part: &str| {
        field.label(crate::pages::fields::capital(&childalert_words::field_name(lang, part))).written_in(of)
    };
    let facts = FactKind::ALL.iter().filter(|kind| !typed(kind.name()).is_null()).count() + 2;
    let words = typed("appeal").as_str().map_or(0, |appeal| appeal.split_whitespace().count());
    let count = |number: usize| Arg::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let counted = text_with(lang, "case-words-counted", &[("words", count(words))]);
    let mut fields = vec![
        labelled(form.long(&path("appeal"), 4).most(400), "appeal").hint(counted),
        labelled(form.line(&path("place")).most(80), "place").hint(text(lang, "case-hint-place")),
    ];
    for (index, kind) in FactKind::ALL.into_iter().enumerate() {
        let most = if matches!(kind, FactKind::Clothing | FactKind::Sign) { 80 } else { 60 };
        let field = labelled(form.line(&path(kind.name())).most(most), kind.name());
        let hint = text_with(lang, "case-facts-counted", &[("facts", count(facts))]);
        fields.push(if index == 0 { field.hint(hint) } else { field });
    }
    fields
}

/// What a new campaign begins with: the name as it may be shown, and the photo that the authorities use, or the newest.
pub(super) fn begin(case: &CaseView, shown_name: String) -> Fields {
    let mut fields = Fields::new();
    if case.case.drill {
        put(&mut fields, "kind", Kind::Drill.name());
    }
    put(&mut fields, "shown_name", shown_name.chars().take(40).collect::<String>());
    let official = case.case.official_photo.as_ref();
    let newest = case.photos.last().map(|photo| &photo.sha256);
    let photo = official.filter(|official| case.photos.iter().any(|photo| photo.sha256 == **official));
    put(&mut fields, "photos", photo.or(newest).cloned().unwrap_or_default());
    fields
}
