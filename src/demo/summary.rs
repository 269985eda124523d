//! What the demonstration measured and made, for people and for scripts.

use serde_json::{Map, Value, json};
use std::path::Path;

/// A launch or a retraction, as it went.
pub struct Phase {
    /// Until a reader saw the page live, or gone, from the moment the request was sent.
    pub page_ms: f64,
    /// Until nothing moved any more.
    pub settled_ms: f64,
    /// The ledger's last count.
    pub progress: Value,
}

impl Phase {
    /// Copies of a channel in a state.
    pub fn count(&self, channel: &str, state: &str) -> usize {
        self.states(Some(channel)).get(state).and_then(Value::as_u64).map_or(0, |n| n as usize)
    }

    /// Copies by state, of one channel or of all.
    fn states(&self, channel: Option<&str>) -> Map<String, Value> {
        let mut states = Map::new();
        for counted in self.progress["channels"].as_array().into_iter().flatten() {
            if channel.is_some_and(|channel| counted["channel"] != channel) {
                continue;
            }
            for state in counted["states"].as_array().into_iter().flatten() {
                let name = state["state"].as_str().unwrap_or_default();
                let before = states.get(name).and_then(Value::as_i64).unwrap_or(0);
                let copies = state["copies"].as_i64().unwrap_or(0);
                states.insert(name.to_owned(), json!(before + copies));
            }
        }
        states
    }
}

/// A file of the kit.
pub struct KitFile {
    /// Its name.
    pub name: String,
    /// SHA-256 as the proof has it, hex.
    pub sha256: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// The whole.
pub struct Summary {
    launch: Phase,
    retraction: Phase,
    kit: Vec<KitFile>,
    page_url: String,
    check_url: String,
}

impl Summary {
    pub(crate) fn new(
        launch: Phase,
        retraction: Phase,
        kit: Vec<KitFile>,
        page_url: String,
        check_url: String,
    ) -> Self {
        Summary { launch, retraction, kit, page_url, check_url }
    }

    /// The notice's page.
    pub fn page_url(&self) -> &str {
        &self.page_url
    }

    /// The page behind the QR code.
    pub fn check_url(&self) -> &str {
        &self.check_url
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let kit: Vec<Value> = self
            .kit
            .iter()
            .map(|file| json!({"file": file.name, "bytes": file.content.len(), "sha256": file.sha256}))
            .collect();
        json!({
            "launch": {
                "placements": self.launch.states(None),
                "page_live_ms": self.launch.page_ms,
                "settled_ms": self.launch.settled_ms,
            },
            "retraction": {
                "placements": self.retraction.states(None),
                "page_gone_ms": self.retraction.page_ms,
                "settled_ms": self.retraction.settled_ms,
            },
            "kit": kit,
        })
    }

    /// Writes `DIR/kit/*` and `DIR/summary.json`.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let kit = folder.join("kit");
        std::fs::create_dir_all(&kit)?;
        for file in &self.kit {
            std::fs::write(kit.join(&file.name), &file.content)?;
        }
        let text = serde_json::to_string_pretty(&self.json()).unwrap_or_default();
        std::fs::write(folder.join("summary.json"), text + "\n")
    }
}
