//! Everything that may go wrong around the service, at random: processes killed and stopped, lines cut, held, delayed, mute and
//! half open, servers killed, networks that do a thing and say that they failed.

use crate::chance::Chance;
use crate::installation::{Installation, ROLES};
use crate::processes::Process;
use crate::servers;
use childalert_demo::doubles::social::{Fault, Step};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// A process that comes back whatever happens to it.
struct Slot {
    name: &'static str,
    process: Option<Process>,
    /// When it is started or goes on.
    back_at: Instant,
}

/// What was done, by name.
pub type Tally = BTreeMap<&'static str, u64>;

pub struct Chaos<'a> {
    installation: &'a Installation,
    chance: Chance,
    slots: Vec<Slot>,
    /// Lines that something is wrong with, and until when.
    ill: BTreeMap<&'static str, Instant>,
    broker_killed: Instant,
    database_killed: Instant,
    /// Servers that were killed and are coming back.
    coming: Vec<(&'static str, tokio::task::JoinHandle<bool>)>,
    pub tally: Tally,
}

/// Between two kills of a server at least: it takes seconds to come back, and everything else must happen to a service that
/// runs.
const BETWEEN_BROKERS: Duration = Duration::from_secs(20);
const BETWEEN_DATABASES: Duration = Duration::from_secs(6);

impl<'a> Chaos<'a> {
    /// Everything runs.
    pub fn before_the_storm(installation: &'a Installation, chance: Chance) -> Chaos<'a> {
        let now = Instant::now();
        let names = std::iter::once("serve").chain(ROLES);
        let slots = names.map(|name| Slot { name, process: None, back_at: now }).collect();
        let mut chaos = Chaos {
            installation,
            chance,
            slots,
            ill: BTreeMap::new(),
            broker_killed: now,
            database_killed: now,
            coming: Vec::new(),
            tally: Tally::new(),
        };
        chaos.look_after_processes();
        chaos
    }

    /// Kills, which the last line counts.
    pub fn kills(&self) -> u64 {
        let killed = ["worker killed", "service killed", "database killed", "broker killed"];
        killed.iter().filter_map(|name| self.tally.get(name)).sum()
    }

    /// Does its worst until then.
    pub async fn storm(&mut self, until: Instant) {
        while Instant::now() < until {
            self.look_after_processes();
            self.look_after_lines();
            let pause = self.chance.between(60, 350);
            tokio::time::sleep(pause).await;
            match self.chance.below(100) {
                0..34 => self.kill_a_worker(),
                34..42 => self.stop_a_worker(),
                42..50 => self.kill_the_service(),
                50..54 => self.stop_the_service(),
                54..84 => self.hurt_a_line(),
                84..94 => self.confuse_a_network(),
                94..98 if self.database_killed.elapsed() > BETWEEN_DATABASES => self.kill_the_database(),
                _ if self.broker_killed.elapsed() > BETWEEN_BROKERS => self.kill_the_broker(),
                _ => {}
            }
        }
    }

    /// Everything is mended and runs.
    pub async fn calm(&mut self) {
        for (name, coming) in std::mem::take(&mut self.coming) {
            let came = coming.await.expect("no panic");
            assert!(came, "{name} does not come back: see the log in its folder");
        }
        for line in self.installation.lines.values() {
            line.mend();
            line.cut();
        }
        self.ill.clear();
        let networks = &self.installation.networks;
        networks.mastodon.clear_faults();
        networks.facebook.clear_faults();
        networks.telegram.clear_faults();
        for slot in &mut self.slots {
            slot.back_at = Instant::now();
        }
        self.look_after_processes();
    }

    /// Starts and continues whatever is due, and starts again what has ended by itself, as a supervisor does.
    pub fn look_after_processes(&mut self) {
        let now = Instant::now();
        for slot in &mut self.slots {
            if let Some(process) = &mut slot.process {
                if process.is_stopped() && slot.back_at <= now {
                    process.go_on();
                }
                if process.has_ended() {
                    *self.tally.entry("ended by itself").or_default() += 1;
                    slot.process = None;
                    slot.back_at = now + Duration::from_millis(300);
                }
            } else if slot.back_at <= now {
                slot.process = Some(match slot.name {
                    "serve" => self.installation.serve(),
                    role => self.installation.work(role, &[]),
                });
            }
        }
    }

    fn did(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    fn look_after_lines(&mut self) {
        let now = Instant::now();
        let well: Vec<&str> =
            self.ill.iter().filter(|(_, until)| **until <= now).map(|(name, _)| *name).collect();
        for name in well {
            self.ill.remove(name);
            self.installation.lines[name].mend();
            // What is half open, no end of the fault would mend: somebody must close it.
            if self.chance.percent(50) {
                self.installation.lines[name].cut();
            }
        }
    }

    /// A slot whose process runs and is not stopped.
    fn running(&mut self, service: bool) -> Option<&mut Slot> {
        let runs = |slot: &Slot| {
            (slot.name == "serve") == service
                && slot.process.as_ref().is_some_and(|process| !process.is_stopped())
        };
        let running: Vec<usize> = (0..self.slots.len()).filter(|at| runs(&self.slots[*at])).collect();
        let at = *running.get(self.chance.below(running.len()))?;
        Some(&mut self.slots[at])
    }

    fn kill(&mut self, service: bool, what: &'static str) {
        let away = self.chance.between(0, 800);
        let Some(slot) = self.running(service) else { return };
        if let Some(mut process) = slot.process.take() {
            process.kill();
        }
        slot.back_at = Instant::now() + away;
        self.did(what);
    }

    fn stop(&mut self, service: bool, longest_ms: usize, what: &'static str) {
        let away = self.chance.between(100, longest_ms);
        let Some(slot) = self.running(service) else { return };
        slot.process.iter_mut().for_each(Process::stop);
        slot.back_at = Instant::now() + away;
        self.did(what);
    }

    fn kill_a_worker(&mut self) {
        self.kill(false, "worker killed");
    }

    fn stop_a_worker(&mut self) {
        self.stop(false, 6_000, "worker stopped");
    }

    fn kill_the_service(&mut self) {
        self.kill(true, "service killed");
    }

    fn stop_the_service(&mut self) {
        self.stop(true, 2_500, "service stopped");
    }

    fn hurt_a_line(&mut self) {
        let names: Vec<&'static str> = self.installation.lines.keys().copied().collect();
        let name = *self.chance.one_of(&names);
        let line = &self.installation.lines[name];
        let lasts = self.chance.between(200, 4_000);
        let what = match self.chance.below(6) {
            0 => {
                line.cut();
                "line cut"
            }
            1 => {
                line.go_away();
                "line away"
            }
            2 => {
                line.hold();
                "line held"
            }
            3 => {
                line.delay(self.chance.between(20, 900));
                "line delayed"
            }
            4 => {
                line.half_open();
                "line half open"
            }
            _ => {
                line.mute();
                "line mute"
            }
        };
        self.ill.insert(name, Instant::now() + lasts);
        self.did(what);
    }

    fn confuse_a_network(&mut self) {
        let step = *self.chance.one_of(&[Step::Post, Step::Publish, Step::Delete, Step::Read, Step::List]);
        let faults = [
            Fault::ServerErrorButDone,
            Fault::ServerErrorNotDone,
            Fault::DropAnswerButDone,
            Fault::Late(1_500),
            Fault::TooManyRequests { retry_after: Some(1) },
            Fault::HtmlAnswer,
            Fault::ErrorInside,
            Fault::SlowAnswerButDone,
        ];
        let mut fault = self.chance.one_of(&faults).clone();
        if step == Step::Delete && self.chance.percent(30) {
            fault = Fault::DeleteSaysYesButKeeps;
        }
        let networks = &self.installation.networks;
        match self.chance.below(3) {
            0 => networks.mastodon.fault(fault, 1, step),
            1 => networks.facebook.fault(fault, 1, step),
            _ => networks.telegram.fault(fault, 1, step),
        }
        self.did("network confused");
    }

    /// Whether a server is still on its way back: nobody kills what is not there yet.
    fn is_coming(&self, server: &str) -> bool {
        self.coming.iter().any(|(name, coming)| *name == server && !coming.is_finished())
    }

    fn kill_the_database(&mut self) {
        if self.is_coming("postgres") {
            return;
        }
        if servers::kill("postgres") {
            self.did("database killed");
        }
        self.start_server("postgres", false);
        self.database_killed = Instant::now();
    }

    fn kill_the_broker(&mut self) {
        if self.is_coming("rabbitmq") {
            return;
        }
        let wiped = self.chance.percent(50);
        if servers::kill("rabbitmq") {
            self.did("broker killed");
        }
        if wiped {
            servers::wipe_broker();
            self.did("broker wiped");
        }
        self.start_server("rabbitmq", wiped);
        self.broker_killed = Instant::now();
    }

    /// The storm goes on meanwhile.
    fn start_server(&mut self, name: &'static str, wiped: bool) {
        let host = wiped.then(|| self.installation.world.host());
        self.coming.push((name, tokio::task::spawn_blocking(move || servers::start(name, host))));
    }
}
