//! Somebody who looks on inside the database: triggers note when a placement was planned and begun, a recipient written down
//! as being sent to, and a campaign retracted. Each note is made under the campaign's lock that the transaction holds, so the
//! order of the notes is the order in which the locks were held: no clock decides what came first.

use crate::installation::Installation;
use serde_json::Value;
use std::process::Command;

const NOTES: &str = "
CREATE SCHEMA truth;
CREATE SEQUENCE truth.nth;
CREATE TABLE truth.notes (nth BIGINT NOT NULL DEFAULT nextval('truth.nth'), what TEXT NOT NULL, campaign UUID NOT NULL,
    placement UUID, number BIGINT);
CREATE INDEX notes_of_campaign ON truth.notes (campaign, what);
CREATE INDEX notes_of_placement ON truth.notes (placement, what);

CREATE FUNCTION truth.placement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO truth.notes (what, campaign, placement) VALUES ('planned', NEW.campaign_id, NEW.id);
    ELSIF NEW.state = 'placing' AND OLD.state = 'planned' THEN
        INSERT INTO truth.notes (what, campaign, placement) VALUES ('begun', NEW.campaign_id, NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER truth AFTER INSERT OR UPDATE ON placements FOR EACH ROW EXECUTE FUNCTION truth.placement();

CREATE FUNCTION truth.part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO truth.notes (what, campaign, placement, number)
        SELECT 'sending', campaign_id, id, NEW.number FROM placements WHERE id = NEW.placement_id;
    RETURN NULL;
END $$;
CREATE TRIGGER truth AFTER UPDATE ON placement_parts FOR EACH ROW
    WHEN (NEW.state = 'sending' AND OLD.state <> 'sending') EXECUTE FUNCTION truth.part();

CREATE FUNCTION truth.campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO truth.notes (what, campaign) VALUES ('retracted', NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER truth AFTER UPDATE ON campaigns FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION truth.campaign();
";

/// What was planned, begun or written down after its campaign was retracted (I1, I4).
const AFTER_RETRACTION: &str = "SELECT note.what, note.placement, note.number FROM truth.notes note
    JOIN truth.notes retracted ON retracted.campaign = note.campaign AND retracted.what = 'retracted'
    WHERE note.what <> 'retracted' AND note.nth > retracted.nth";

const COPIES: &str = "SELECT p.id, c.code, c.state AS campaign, p.channel, p.lang, p.epoch, p.batch, p.state, p.fence, p.over_at IS NOT NULL AS over, coalesce(p.reason, '') AS reason,
    p.partly_out,
    EXISTS (SELECT FROM truth.notes WHERE placement = p.id AND what = 'begun') AS begun
    FROM placements p JOIN campaigns c ON c.id = p.campaign_id";

const PARTS: &str = "SELECT placement_id, number, state,
    EXISTS (SELECT FROM truth.notes note WHERE note.placement = placement_id AND note.number = part.number) AS written_down
    FROM placement_parts part";

/// A row of the ledger.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Copy {
    pub id: String,
    pub code: String,
    /// The campaign's state.
    pub campaign: String,
    pub channel: String,
    pub lang: String,
    pub epoch: i64,
    pub batch: i64,
    pub state: String,
    /// The number of the newest leave; it only rises.
    pub fence: i64,
    pub reason: String,
    pub partly_out: bool,
    /// A newer version goes before it.
    pub over: bool,
    /// Whether there ever was leave to make it.
    pub begun: bool,
}

/// A recipient of a batch.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Part {
    pub placement_id: String,
    pub number: i64,
    pub state: String,
    /// Whether it was ever written down as being sent to.
    pub written_down: bool,
}

impl Copy {
    pub fn retracted(&self) -> bool {
        ["ended", "closed"].contains(&self.campaign.as_str())
    }

    /// What its address on a network has at its end: nothing, where it is the first in its place.
    pub fn mark(&self) -> String {
        let first = self.epoch <= 1 && self.batch == 0;
        match ["page", "feed"].contains(&self.channel.as_str()) || first {
            true => String::new(),
            false => format!("{}.{}", self.epoch, self.batch),
        }
    }

    /// Whether something must still happen to it by itself. What waits for room among an account's deletions waits by rule, and
    /// says so.
    pub fn moves(&self) -> bool {
        match self.state.as_str() {
            "placing" | "unknown" | "withdrawing" => true,
            "planned" => self.retracted() || self.reason != "deletes_reserved",
            "live" | "rejected" => self.retracted() || self.over,
            _ => false,
        }
    }
}

impl Installation {
    /// Begins to look on.
    pub fn observe(&self) {
        ask(&self.database, NOTES).expect("the observer's triggers");
    }

    /// Every row of the ledger; `None` while the database is away.
    pub fn copies(&self) -> Option<Vec<Copy>> {
        self.read(COPIES)
    }

    /// Every recipient.
    pub fn parts(&self) -> Option<Vec<Part>> {
        self.read(PARTS)
    }

    /// What came too late inside.
    pub fn after_retraction(&self) -> Option<Vec<Value>> {
        self.read(AFTER_RETRACTION)
    }

    /// The states of campaigns by their id.
    pub fn campaign_states(&self) -> Option<Vec<(String, String)>> {
        let rows: Vec<Value> = self.read("SELECT id, state FROM campaigns")?;
        let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
        Some(rows.iter().map(|row| (text(row, "id"), text(row, "state"))).collect())
    }

    fn read<T: serde::de::DeserializeOwned>(&self, query: &str) -> Option<Vec<T>> {
        read(&self.database, query)
    }
}

/// Every row of the ledger, for somebody who asks from a thread of their own.
pub fn copies_in(database: &str) -> Option<Vec<Copy>> {
    read(database, COPIES)
}

fn read<T: serde::de::DeserializeOwned>(database: &str, query: &str) -> Option<Vec<T>> {
    let lines = ask(database, &format!("SELECT row_to_json(line) FROM ({query}) line"))?;
    Some(lines.lines().map(|line| serde_json::from_str(line).expect("a row as asked for")).collect())
}

fn ask(database: &str, statement: &str) -> Option<String> {
    let mut psql = Command::new("psql");
    psql.args(["-qAtX", "-v", "ON_ERROR_STOP=1", database, "-c", statement]);
    let output = psql.env("PGCONNECT_TIMEOUT", "20").output().expect("psql runs");
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
