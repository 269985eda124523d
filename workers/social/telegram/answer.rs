//! What Telegram answers (<https://core.telegram.org/bots/api#making-requests>): `ok` and a `result`, or an `error_code`, a
//! `description` and sometimes `parameters`. The codes are few, so some errors are told apart by their description; those
//! compared here have been the same for years (<https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp>).

use super::Stands;
use crate::egress::Answer;
use crate::social::fault::Fault;
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// The longest pause that is believed.
const PAUSE_MOST: u64 = 15 * 60;

/// Reads an answer: the result of a success, or the fault.
pub(super) fn judge(answer: &Answer) -> Result<Value, Fault> {
    let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or(Value::Null);
    let status = answer.status;
    if status.is_success() {
        return match (body["ok"].as_bool(), body.get("result")) {
            (Some(true), Some(result)) => Ok(result.clone()),
            // A success with an error in it.
            _ => Err(Fault::Nonsense),
        };
    }
    tracing::debug!(status = status.as_u16(), "the network refused");
    let said = body["description"].as_str().unwrap_or_default().to_ascii_lowercase();
    Err(match status {
        StatusCode::TOO_MANY_REQUESTS => {
            let asked =
                body["parameters"]["retry_after"].as_u64().map(|seconds| seconds.clamp(1, PAUSE_MOST));
            Fault::Quota(asked.map_or_else(|| answer.pause(), Duration::from_secs))
        }
        // The bot's token is not good, or the bot is not in the channel, or the channel is none.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => Fault::Credentials,
        _ if is_shut_out(&said) => Fault::Credentials,
        _ if is_gone(&said) => Fault::Missing,
        _ if said.contains("message can't be deleted") => Fault::WindowClosed,
        _ if status.is_client_error() => Fault::Refused,
        _ if status.is_server_error() => Fault::Server,
        _ => Fault::Nonsense,
    })
}

/// Reads the answer to an edit that changes nothing.
pub(super) fn stands(answer: &Answer) -> Result<Stands, Fault> {
    match judge(answer) {
        Ok(_) => Ok(Stands::Yes),
        Err(Fault::Missing) => Ok(Stands::No),
        Err(Fault::Refused) => {
            let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or(Value::Null);
            let said = body["description"].as_str().unwrap_or_default().to_ascii_lowercase();
            Ok(if said.contains("message is not modified") { Stands::Yes } else { Stands::NobodySays })
        }
        Err(fault) => Err(fault),
    }
}

/// The channel is none, or the bot may not do this there.
fn is_shut_out(said: &str) -> bool {
    ["chat not found", "not enough rights", "need administrator rights", "chat_admin_required"]
        .iter()
        .any(|shut| said.contains(shut))
}

fn is_gone(said: &str) -> bool {
    ["message to edit not found", "message to delete not found", "message_id_invalid"]
        .iter()
        .any(|gone| said.contains(gone))
}
