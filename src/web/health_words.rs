//! What was found of the service, in words that need no programmer.

use childalert_app::{ChannelHealth, HealthCheck, HealthState, HealthView};
use childalert_domain::Lang;
use childalert_words::{Arg, copy_reason, day_month_time, duration, text_with};

/// Puts everything that was found in words.
pub(crate) fn say(view: &mut HealthView, lang: Lang) {
    for check in &mut view.checks {
        (check.message, check.mend) = of_check(check, lang);
    }
    for channel in &mut view.channels {
        (channel.message, channel.mend) = of_channel(channel, lang);
    }
}

/// What was found, and what to do: nothing where it is good.
fn of_check(check: &HealthCheck, lang: Lang) -> (String, String) {
    let when = check.at.map(|at| day_month_time(lang, at)).unwrap_or_default();
    let took = duration(lang, check.took_ms.unwrap_or_default());
    let args = [
        ("when", Arg::Text(&when)),
        ("took", Arg::Text(&took)),
        ("count", Arg::Number(check.count.unwrap_or_default())),
    ];
    let key = format!("{}-{}", check.part.name(), check.found.replace('_', "-"));
    let said = text_with(lang, &format!("health-{key}"), &args);
    match check.state {
        HealthState::Good => (said, String::new()),
        HealthState::Look | HealthState::Down => {
            (said, text_with(lang, &format!("health-{key}-mend"), &args))
        }
    }
}

fn of_channel(channel: &ChannelHealth, lang: Lang) -> (String, String) {
    let when = channel.worker_seen_at.map(|at| day_month_time(lang, at)).unwrap_or_default();
    let args = [("when", Arg::Text(&when)), ("count", Arg::Number(channel.needs_person))];
    let key = channel.found.replace('_', "-");
    let said = text_with(lang, &format!("health-channel-{key}"), &args);
    let reason = channel.reason.as_deref().and_then(|reason| copy_reason(lang, reason));
    match (channel.state, reason) {
        (HealthState::Good, _) => (said, String::new()),
        // Whoever reads this reads at once why.
        (HealthState::Look, Some(reason)) if channel.found == "failing" => {
            (format!("{said} {}", reason.title), reason.mend)
        }
        _ => (said, text_with(lang, &format!("health-channel-{key}-mend"), &args)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::say;
    use childalert_app::{
        CHANNEL_FINDINGS, ChannelHealth, HEALTH_FINDINGS, HealthCheck, HealthState, HealthView,
    };
    use childalert_domain::{Channel, Lang};
    use chrono::{DateTime, Utc};

    /// Everything that can be found, at once.
    pub(crate) fn everything() -> HealthView {
        let at = DateTime::from_timestamp(1_795_000_000, 0);
        let checks = HEALTH_FINDINGS.iter().map(|(part, found, state)| HealthCheck {
            part: *part,
            state: *state,
            found: (*found).to_owned(),
            took_ms: Some(1_987),
            count: Some(1_234_567),
            at,
            message: String::new(),
            mend: String::new(),
        });
        let channels = Channel::all().zip(CHANNEL_FINDINGS).map(|(channel, (found, state))| ChannelHealth {
            channel: channel.name().to_owned(),
            state: *state,
            found: (*found).to_owned(),
            worker_seen_at: at,
            live_at: at,
            failed_at: at,
            reason: Some("still_there".to_owned()),
            standing: 12_345,
            needs_person: 2,
            to_make: Some(99_999),
            to_take_back: Some(1),
            message: String::new(),
            mend: String::new(),
        });
        HealthView {
            launch: HealthState::Down,
            take_back: HealthState::Look,
            at: at.unwrap_or(DateTime::<Utc>::MIN_UTC),
            version: "0.1.0".to_owned(),
            running_since: at.unwrap_or(DateTime::<Utc>::MIN_UTC),
            providers: vec!["<script>".to_owned()],
            checks: checks.collect(),
            channels: channels.collect(),
        }
    }

    #[test]
    fn everything_that_can_be_found_has_words_and_what_is_not_good_has_its_mend() {
        assert!(CHANNEL_FINDINGS.len() <= Channel::all().count(), "each finding is on some channel");
        for lang in Lang::ALL {
            let mut view = everything();
            say(&mut view, lang);
            for check in &view.checks {
                assert!(!check.message.is_empty());
                assert_eq!(check.mend.is_empty(), check.state == HealthState::Good, "{}", check.message);
            }
            for channel in &view.channels {
                assert!(!channel.message.is_empty());
                assert_eq!(
                    channel.mend.is_empty(),
                    channel.state == HealthState::Good,
                    "{}",
                    channel.message
                );
            }
        }
    }
}
