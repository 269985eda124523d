//! The processes of the service under test: started, killed, stopped and continued, by their own numbers and never by a name.
//! A file tells which run, with the moment each was born, so that tests/faults.sh can sweep up after a run that was killed
//! itself.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Which run now, by number: the start time in clock ticks.
static RUNNING: Mutex<BTreeMap<u32, String>> = Mutex::new(BTreeMap::new());

/// A process that ends with this value.
pub struct Process {
    child: std::process::Child,
    stopped: bool,
}

impl Process {
    /// Starts a command that writes its log to the file. In a group of its own: Ctrl-C in the terminal ends the run first,
    /// and the run ends its processes.
    pub fn start(mut command: Command, log: &PathBuf) -> Process {
        use std::os::unix::process::CommandExt;
        let log = std::fs::File::options().create(true).append(true).open(log).expect("a log file");
        let also = log.try_clone().expect("a second handle");
        let child = command.stdin(Stdio::null()).stdout(also).stderr(log).process_group(0).spawn();
        let child = child.expect("the process starts");
        note(|running| {
            running.insert(child.id(), born(child.id()));
        });
        Process { child, stopped: false }
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.stopped = false;
        note(|running| {
            running.remove(&self.child.id());
        });
    }

    /// `kill -STOP`: it does nothing until [`Process::go_on`], and does not know it.
    pub fn stop(&mut self) {
        self.signal("STOP");
        self.stopped = true;
    }

    /// `kill -CONT`.
    pub fn go_on(&mut self) {
        self.signal("CONT");
        self.stopped = false;
    }

    /// Whether it is stopped.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    fn signal(&self, name: &str) {
        let order = format!("kill -{name} {}", self.child.id());
        // It may have ended meanwhile.
        let _ = Command::new("bash").args(["-c", &order]).stderr(Stdio::null()).status();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The moment a process was born, as `/proc` tells it; the name in the second field may hold anything.
fn born(pid: u32) -> String {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let rest = stat.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default();
    rest.split(' ').nth(19).unwrap_or_default().to_owned()
}

fn note(change: impl FnOnce(&mut BTreeMap<u32, String>)) {
    let mut running = RUNNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    change(&mut running);
    let Some(path) = std::env::var_os("CHILDALERT_FAULTS_PROCESSES").map(PathBuf::from) else { return };
    let lines: String = running.iter().map(|(pid, born)| format!("{pid} {born}\n")).collect();
    let new = path.with_extension("new");
    // Appears whole: the sweep must not read half a number.
    if std::fs::write(&new, lines).and_then(|()| std::fs::rename(&new, &path)).is_err() {
        eprintln!("{} cannot be written: nothing is swept up after a kill", path.display());
    }
}
