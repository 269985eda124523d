//! What a closed campaign leaves behind: that every copy of it is accounted for, as evidence that can be kept and shown when the
//! child is forgotten. It holds references, counts, times and digests; no name, no face, no word of a notice, and no reference
//! of the case, which the press may have printed beside the name.

use crate::{Checkpoint, CheckpointFault, InstallationKey, PublicKey, encoded};
use childalert_domain::{Channel, DecisionAct, Digest, Kind, PlacementState, TrailHead};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const FORMAT: &str = "childalert-closing-statement/2";

/// The closing statement of a campaign. Its file is its canonical JSON (RFC 8785), and its digest the SHA-256 of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingStatement {
    /// `childalert-closing-statement/2`.
    pub format: String,
    /// The campaign's id.
    pub campaign: Uuid,
    /// Its public code: in the address on every copy.
    pub code: String,
    /// What kind it was.
    pub kind: Kind,
    /// Its epoch at the end.
    pub epoch: i64,
    /// Where anybody sees that it ended.
    pub check_url: String,
    /// When it went out; absent where it never did.
    pub launched_at: Option<DateTime<Utc>>,
    /// When it was taken back,
    pub ended_at: DateTime<Utc>,
    /// and why, as a code.
    pub ended_reason: String,
    /// When the last copy was gone.
    pub last_copy_at: Option<DateTime<Utc>>,
    /// When nothing was owed any more.
    pub closed_at: DateTime<Utc>,
    /// The proofs that went out, by digest, oldest first.
    pub proofs: Vec<Digest>,
    /// Every decision, oldest first.
    pub decisions: Vec<StatedDecision>,
    /// Copies in all. Those of the channels add up to it.
    pub copies: i64,
    /// By channel.
    pub channels: Vec<ChannelAccount>,
    /// Copies that could be neither deleted nor corrected, each with who answered for it.
    pub answered: Vec<Answered>,
    /// Where the trail stood when the campaign was closed: the entry that says so.
    pub trail: TrailHead,
    /// The same, signed by the installation, where it has a key.
    pub checkpoint: Option<Checkpoint>,
    /// The closing that this one takes the place of, because a copy turned up after it.
    pub replaces: Option<Replaced>,
    /// Over all of the above, by the key of the checkpoint, in base64url: the checkpoint alone is over the trail and says nothing of
    /// this page.
    pub signature: Option<String>,
}

/// A decision, without its reasons, which are in somebody's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedDecision {
    /// What.
    pub act: DecisionAct,
    /// When.
    pub at: DateTime<Utc>,
    /// Over which proof.
    pub proof: Digest,
    /// Of the statement that the passkey signed; absent for one from before decisions were signed.
    pub statement: Option<Digest>,
    /// Who, as role and account.
    pub by: String,
}

/// What became of the copies on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelAccount {
    /// The channel.
    pub channel: Channel,
    /// Copies that were planned.
    pub copies: i64,
    /// Of these, those that went live for certain.
    pub made: i64,
    /// Deleted, and read back as absent until that could be believed.
    pub withdrawn: i64,
    /// Could not be recalled: those who had it were told.
    pub corrected: i64,
    /// Never made.
    pub suppressed: i64,
    /// A named person answered for it.
    pub answered: i64,
    /// How long it took from the end of the campaign; absent where nothing had to be taken back.
    pub took: Option<Took>,
}

/// How long the copies of a channel took, counted from the campaign's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Took {
    /// Half of them, in milliseconds.
    pub p50_ms: i64,
    /// 95 of 100.
    pub p95_ms: i64,
    /// All.
    pub max_ms: i64,
    /// When the last one was gone.
    pub last_at: DateTime<Utc>,
}

/// A copy that a named person answered for. The name is in the service's own records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The copy.
    pub copy: Uuid,
    /// Where it was.
    pub channel: Channel,
    /// In which language.
    pub lang: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as role and account.
    pub by: String,
    /// Why it resisted, as a code.
    pub reason: Option<String>,
}

/// A closing that did not last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// When that was.
    pub closed_at: DateTime<Utc>,
    /// Where the trail stood then.
    pub trail: TrailHead,
    /// The digest of its statement, where that was ever taken out.
    pub statement: Option<Digest>,
    /// When a copy turned up.
    pub reopened_at: DateTime<Utc>,
}

/// Why a file is no closing statement to rely on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementFault {
    /// Of a format that this version does not know, or not written as this program writes it.
    #[error("it is not a closing statement of this version, or was changed")]
    Format,
    /// The copies do not add up.
    #[error("its copies do not add up: {0}")]
    Sums(&'static str),
    /// Its checkpoint does not hold.
    #[error("its checkpoint does not hold: {0}")]
    Checkpoint(#[from] CheckpointFault),
    /// The checkpoint is of another place in the trail.
    #[error("its checkpoint is of another entry of the trail")]
    OtherEntry,
    /// It has no checkpoint, though a key was given to check one with; or a checkpoint, and is not signed itself.
    #[error("it is not signed")]
    Unsigned,
    /// The signature is not over what it says.
    #[error("its signature does not fit: it was changed")]
    Signature,
}

impl ClosingStatement {
    /// The format that this version writes.
    pub fn format() -> String {
        FORMAT.to_owned()
    }

    /// The same, signed by the installation: the trail's head, and all that it says.
    pub fn signed(self, key: &InstallationKey) -> Result<Self, serde_json::Error> {
        let checkpoint = Some(Checkpoint::sign(self.trail, self.closed_at, key));
        let statement = ClosingStatement { checkpoint, signature: None, ..self };
        let signature = Some(encoded::encoded(&key.sign(&statement.message()?)));
        Ok(ClosingStatement { signature, ..statement })
    }

    /// What the signature is over.
    fn message(&self) -> Result<Vec<u8>, serde_json::Error> {
        let bare = ClosingStatement { signature: None, ..self.clone() };
        Ok(format!("{FORMAT}\n{}", Digest::of(bare.canonical()?.as_bytes())).into_bytes())
    }

    /// The file.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json_canonicalizer::to_string(self)
    }

    /// Reads a file and checks what can be checked of it alone; with the installation's key, where that is known from
    /// elsewhere. Whether the trail really has the entry, the trail tells: the head is a checkpoint of it.
    pub fn read(file: &[u8], trusted: Option<&PublicKey>) -> Result<ClosingStatement, StatementFault> {
        let statement: ClosingStatement = serde_json::from_slice(file).map_err(|_| StatementFault::Format)?;
        let canonical = statement.canonical().map_err(|_| StatementFault::Format)?;
        if statement.format != FORMAT || canonical.as_bytes() != file.trim_ascii_end() {
            return Err(StatementFault::Format);
        }
        statement.adds_up()?;
        match &statement.checkpoint {
            Some(checkpoint) if checkpoint.check(trusted)? != statement.trail => {
                Err(StatementFault::OtherEntry)
            }
            None if trusted.is_some() || statement.signature.is_some() => Err(StatementFault::Unsigned),
            None => Ok(statement),
            Some(checkpoint) => {
                let signature = statement.signature.as_deref().ok_or(StatementFault::Unsigned)?;
                let signature = encoded::decoded(signature).ok_or(StatementFault::Signature)?;
                let message = statement.message().map_err(|_| StatementFault::Format)?;
                match checkpoint.key.verifies(&message, &signature) {
                    true => Ok(statement),
                    false => Err(StatementFault::Signature),
                }
            }
        }
    }

    fn adds_up(&self) -> Result<(), StatementFault> {
        let sum = |of: fn(&ChannelAccount) -> i64| self.channels.iter().map(of).sum::<i64>();
        if sum(|channel| channel.copies) != self.copies {
            return Err(StatementFault::Sums("those of the channels are not those of the campaign"));
        }
        let ended = |channel: &ChannelAccount| {
            channel.withdrawn + channel.corrected + channel.suppressed + channel.answered
        };
        if self.channels.iter().any(|channel| ended(channel) != channel.copies) {
            return Err(StatementFault::Sums("a channel has copies without an end"));
        }
        if sum(|channel| channel.answered) != i64::try_from(self.answered.len()).unwrap_or(i64::MAX) {
            return Err(StatementFault::Sums("a copy was answered for by nobody"));
        }
        Ok(())
    }
}

impl ChannelAccount {
    /// A channel without copies.
    pub fn of(channel: Channel) -> Self {
        ChannelAccount {
            channel,
            copies: 0,
            made: 0,
            withdrawn: 0,
            corrected: 0,
            suppressed: 0,
            answered: 0,
            took: None,
        }
    }

    /// Adds copies that ended in a state; whether that is an end at all.
    pub fn add(&mut self, state: PlacementState, copies: i64, made: i64) -> bool {
        let place = match state {
            PlacementState::Withdrawn => &mut self.withdrawn,
            PlacementState::Corrected => &mut self.corrected,
            PlacementState::Suppressed => &mut self.suppressed,
            PlacementState::Closed => &mut self.answered,
            PlacementState::Planned
            | PlacementState::Placing
            | PlacementState::Live
            | PlacementState::Unknown
            | PlacementState::Rejected
            | PlacementState::Withdrawing
            | PlacementState::Escalated => return false,
        };
        *place += copies;
        self.copies += copies;
        self.made += made;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> InstallationKey {
        InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("the key")
    }

    fn statement(key: Option<&InstallationKey>) -> ClosingStatement {
        let at = DateTime::UNIX_EPOCH;
        let trail = TrailHead { seq: 7, hash: Digest::of(b"seal") };
        let mut page = ChannelAccount::of("page".parse().expect("a channel"));
        assert!(page.add(PlacementState::Withdrawn, 3, 3) && page.add(PlacementState::Suppressed, 1, 0));
        assert!(!page.add(PlacementState::Escalated, 1, 1));
        let statement = ClosingStatement {
            format: ClosingStatement::format(),
            campaign: Uuid::nil(),
            code: "abcd".to_owned(),
            kind: Kind::PublicPoster,
            epoch: 2,
            check_url: "https://alert.example/c/abcd".to_owned(),
            launched_at: Some(at),
            ended_at: at,
            ended_reason: "found_safe".to_owned(),
            last_copy_at: Some(at),
            closed_at: at,
            proofs: vec![Digest::of(b"proof")],
            decisions: Vec::new(),
            copies: 4,
            channels: vec![page],
            answered: Vec::new(),
            trail,
            checkpoint: None,
            replaces: None,
            signature: None,
        };
        match key {
            Some(key) => statement.signed(key).expect("JSON"),
            None => statement,
        }
    }

    fn file(statement: &ClosingStatement) -> Vec<u8> {
        statement.canonical().expect("JSON").into_bytes()
    }

    #[test]
    fn a_statement_reads_back_and_its_signature_is_checked_where_the_key_is_known() {
        let (ours, other) = (key(), key());
        let signed = statement(Some(&ours));
        for trusted in [None, Some(&ours.public())] {
            assert_eq!(ClosingStatement::read(&file(&signed), trusted), Ok(signed.clone()));
        }
        let read = |statement: &ClosingStatement, trusted: Option<&InstallationKey>| {
            let trusted = trusted.map(InstallationKey::public);
            ClosingStatement::read(&file(statement), trusted.as_ref())
        };
        assert_eq!(read(&signed, Some(&other)), Err(CheckpointFault::Key.into()));
        let bare = statement(None);
        assert_eq!(read(&bare, None), Ok(bare.clone()));
        assert_eq!(read(&bare, Some(&ours)), Err(StatementFault::Unsigned));
        let moved = ClosingStatement { trail: TrailHead { seq: 8, ..signed.trail }, ..signed.clone() };
        assert_eq!(read(&moved, None), Err(StatementFault::OtherEntry));
        let nobody = ClosingStatement { signature: None, ..signed.clone() };
        assert_eq!(read(&nobody, None), Err(StatementFault::Unsigned));
        let later = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(1));
        for changed in [
            ClosingStatement { ended_reason: "found_dead".to_owned(), ..signed.clone() },
            ClosingStatement { launched_at: later, ..signed.clone() },
            ClosingStatement { proofs: vec![Digest::of(b"another")], ..signed.clone() },
            ClosingStatement { campaign: Uuid::from_u128(1), ..signed.clone() },
            ClosingStatement { code: "abce".to_owned(), ..signed.clone() },
        ] {
            assert_eq!(read(&changed, None), Err(StatementFault::Signature), "{changed:?}");
        }
    }

    #[test]
    fn a_statement_that_does_not_add_up_or_says_more_is_refused() {
        let good = statement(None);
        let read = |statement: &ClosingStatement| ClosingStatement::read(&file(statement), None);
        let more = ClosingStatement { copies: 5, ..good.clone() };
        assert!(matches!(read(&more), Err(StatementFault::Sums(_))));
        let mut owed = good.clone();
        owed.channels[0].withdrawn -= 1;
        assert!(matches!(read(&owed), Err(StatementFault::Sums(_))));
        let spaced = serde_json::to_vec_pretty(&good).expect("JSON");
        assert_eq!(ClosingStatement::read(&spaced, None), Err(StatementFault::Format));
        let named = String::from_utf8(file(&good)).expect("text").replacen('{', "{\"a\":1,", 1);
        assert_eq!(ClosingStatement::read(named.as_bytes(), None), Err(StatementFault::Format));
    }

    /// What is kept for years must be read years later: no field may go or change its name without another format.
    #[test]
    fn the_file_is_written_as_it_always_was() {
        let expected = format!(
            r#"{{"answered":[],"campaign":"00000000-0000-0000-0000-000000000000","channels":[{{"answered":0,"channel":"page","copies":4,"corrected":0,"made":3,"suppressed":1,"took":null,"withdrawn":3}}],"check_url":"https://alert.example/c/abcd","checkpoint":null,"closed_at":"1970-01-01T00:00:00Z","code":"abcd","copies":4,"decisions":[],"ended_at":"1970-01-01T00:00:00Z","ended_reason":"found_safe","epoch":2,"format":"childalert-closing-statement/2","kind":"public_poster","last_copy_at":"1970-01-01T00:00:00Z","launched_at":"1970-01-01T00:00:00Z","proofs":["{}"],"replaces":null,"signature":null,"trail":{{"hash":"{}","seq":7}}}}"#,
            Digest::of(b"proof"),
            Digest::of(b"seal")
        );
        assert_eq!(statement(None).canonical().expect("JSON"), expected);
    }
}
