//! The systematic half: each worker is caught at a named point, hurt there, and another takes over; then the ledger is compared
//! with what stands outside. Several installations work at once, each on rounds of its own; in one round every channel is hurt
//! at once, because their copies have nothing to do with each other.

use crate::campaigns::{Approved, Case as File, Desk};
use crate::cases::{Case, Kind, Round, rounds};
use crate::installation::{Installation, ROLES};
use crate::observer::{Copy, copies_in};
use crate::processes::Process;
use crate::say;
use crate::truth::{compare, standing};
use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Installations at work at once.
const LANES: usize = 5;
/// How much faster time runs: the longest leave takes ten seconds.
const TIMES: u32 = 12;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// How it went.
#[derive(Default)]
pub struct Report {
    pub runs: usize,
    pub reached: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

impl Report {
    fn note(&self, what: String) {
        say(&what);
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    pub fn wrong(&self) -> usize {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub fn reached(&self) -> usize {
        self.reached.load(Ordering::SeqCst)
    }
}

pub async fn run(part: bool) -> Report {
    let rounds = rounds(part);
    let report = Report { runs: rounds.iter().map(Round::runs).sum(), ..Report::default() };
    say(&format!("{} runs in {} rounds, {LANES} at once", report.runs, rounds.len()));
    let next = AtomicUsize::new(0);
    join_all((0..LANES.min(rounds.len())).map(|number| lane(number, &rounds, &next, &report))).await;
    report
}

async fn lane(number: usize, rounds: &[Round], next: &AtomicUsize, report: &Report) {
    let installation = Installation::prepare(TIMES).await;
    installation.observe();
    let _serve = installation.serve();
    assert!(installation.answers(Duration::from_secs(60)).await, "the service does not answer");
    let desk = Desk::open(&installation, Instant::now() + Duration::from_secs(3_600));
    desk.volunteers().await;
    let file = desk.case(number).await;
    let (tell, ledger) = watch::channel(Vec::new());
    let looking = async {
        loop {
            let database = installation.database.clone();
            // Each look is a process: none of the lanes waits for it.
            if let Ok(Some(copies)) = tokio::task::spawn_blocking(move || copies_in(&database)).await {
                tell.send_replace(copies);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    let working = async {
        while let Some(round) = rounds.get(next.fetch_add(1, Ordering::SeqCst)) {
            let began = Instant::now();
            let lane = Lane { installation: &installation, desk: &desk, ledger: ledger.clone(), report };
            lane.round(round, &file).await;
            say(&format!("{} runs in {:.1} s", round.runs(), began.elapsed().as_secs_f64()));
        }
        let sent = desk.sent.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let verdict = compare(&installation, &sent).await;
        say(&format!("lane {number}: {}", verdict.ends()));
        verdict.lines().into_iter().for_each(|line| report.note(line));
    };
    tokio::select! {
        () = working => {}
        () = looking => {}
    }
}

/// One installation at one round.
struct Lane<'a> {
    installation: &'a Installation,
    desk: &'a Desk<'a>,
    ledger: watch::Receiver<Vec<Copy>>,
    report: &'a Report,
}

/// A worker that waits at its point, or is on its way there.
struct Trapped<'a> {
    case: &'a Case,
    process: Process,
    reached: PathBuf,
    go_on: PathBuf,
}

/// The processes of a round, by what they do.
type Staff = BTreeMap<&'static str, Vec<Process>>;

impl Lane<'_> {
    async fn round(&self, round: &Round, file: &File) {
        let mut staff = Staff::new();
        let Some(campaign) = self.decided(round.render.as_ref(), file).await else {
            return self.report.note(format!("no campaign could be made for {round:?}"));
        };
        let across = !round.across.is_empty();
        let making = if across { &round.across } else { &round.before };
        for role in ROLES.into_iter().filter(|role| *role != "render") {
            if !making.iter().any(|case| case.channel == role) {
                staff.entry(role).or_default().push(self.installation.work(role, &[]));
            }
        }
        let on_their_way: Vec<Trapped<'_>> = making.iter().map(|case| self.trap(case)).collect();
        if !self.desk.launch(&campaign).await {
            return self.report.note(format!("{} could not be launched", campaign.code));
        }
        let mut trapped = self.reach(on_their_way, &campaign).await;
        if across {
            for (one, _) in trapped.iter_mut().filter(|(one, _)| one.case.kind == Kind::Stop) {
                one.process.stop();
            }
            self.desk.retract(&campaign).await;
        }
        self.take_over(trapped, &campaign, &mut staff).await;
        self.settled(&campaign, across).await;
        if !across {
            self.stands_once(&round.before, &campaign).await;
            for case in &round.after {
                staff.remove(case.channel);
            }
            let on_their_way: Vec<Trapped<'_>> = round.after.iter().map(|case| self.trap(case)).collect();
            self.desk.retract(&campaign).await;
            let trapped = self.reach(on_their_way, &campaign).await;
            self.take_over(trapped, &campaign, &mut staff).await;
            self.settled(&campaign, true).await;
        }
        self.stands_no_more(&campaign).await;
    }

    /// A campaign that may be launched, with a fault in its rendering where one is asked for.
    async fn decided(&self, render: Option<&Case>, file: &File) -> Option<Approved> {
        let channels: Vec<&str> = ROLES.into_iter().filter(|role| *role != "render").collect();
        let deciding = self.desk.approved(file, &channels, 1, None);
        let Some(case) = render else {
            let _render = self.installation.work("render", &[]);
            return deciding.await;
        };
        let mut trapped = self.trap(case);
        let hurting = async {
            match self.reached(&trapped).await {
                true => _ = self.report.reached.fetch_add(1, Ordering::SeqCst),
                false => self.report.note(format!("{case:?} was never reached")),
            }
            match case.kind {
                Kind::Kill => trapped.process.kill(),
                Kind::Stop => trapped.process.stop(),
                Kind::TimeOut => {}
            }
            self.installation.work("render", &[])
        };
        let (decided, _render) = tokio::join!(deciding, hurting);
        // It wakes to find that somebody else was quicker.
        wake(&mut trapped);
        decided
    }

    /// Starts a worker that will stop at the case's point.
    fn trap<'c>(&self, case: &'c Case) -> Trapped<'c> {
        // A copy is looked for when whoever made it is gone.
        let point =
            if case.probes() { format!("{}.place.after_send", case.channel) } else { case.point.clone() };
        self.trap_at(case, &point, case.kind == Kind::Kill || case.probes())
    }

    fn trap_at<'c>(&self, case: &'c Case, point: &str, for_good: bool) -> Trapped<'c> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = self.installation.world.folder.path();
        let (reached, go_on) =
            (folder.join(format!("{number}.reached")), folder.join(format!("{number}.go_on")));
        let (log, until) = (reached.display().to_string(), go_on.display().to_string());
        let mut settings = vec![("CHILDALERT_PAUSE_AT", point), ("CHILDALERT_PAUSE_LOG", &log)];
        if !for_good {
            settings.push(("CHILDALERT_PAUSE_UNTIL", &until));
        }
        Trapped { case, process: self.installation.work(case.channel, &settings), reached, go_on }
    }

    /// Waits until each is at its point.
    async fn reach<'c>(
        &self,
        on_their_way: Vec<Trapped<'c>>,
        campaign: &Approved,
    ) -> Vec<(Trapped<'c>, i64)> {
        let reaching = on_their_way.into_iter().map(async |mut trapped| {
            let mut there = self.reached(&trapped).await;
            if there && trapped.case.probes() {
                trapped.process.kill();
                let case = trapped.case;
                trapped = self.trap_at(case, &case.point, case.kind == Kind::Kill);
                there = self.reached(&trapped).await;
            }
            if there {
                self.report.reached.fetch_add(1, Ordering::SeqCst);
            } else {
                self.report.note(format!("{:?} was never reached in {}", trapped.case, campaign.code));
            }
            let fence = self.copy(campaign, trapped.case.channel).map_or(0, |copy| copy.fence);
            (trapped, fence)
        });
        join_all(reaching).await
    }

    async fn reached(&self, trapped: &Trapped<'_>) -> bool {
        self.until(|| std::fs::read(&trapped.reached).is_ok_and(|line| !line.is_empty())).await
    }

    /// Hurts each of them and lets another take over.
    async fn take_over(&self, trapped: Vec<(Trapped<'_>, i64)>, campaign: &Approved, staff: &mut Staff) {
        let taking = trapped.into_iter().map(async |(mut trapped, fence)| {
            let channel = trapped.case.channel;
            match trapped.case.kind {
                Kind::Kill => trapped.process.kill(),
                Kind::Stop => trapped.process.stop(),
                Kind::TimeOut => {}
            }
            let other = self.installation.work(channel, &[]);
            if trapped.case.kind != Kind::Kill {
                let moved = |copy: &Copy| copy.fence > fence || !copy.moves();
                if !self.until(|| self.copy(campaign, channel).is_some_and(|copy| moved(&copy))).await {
                    self.report
                        .note(format!("nobody took over from {:?} in {}", trapped.case, campaign.code));
                }
                wake(&mut trapped);
            }
            (channel, [trapped.process, other])
        });
        for (channel, processes) in join_all(taking).await {
            staff.entry(channel).or_default().extend(processes);
        }
    }

    /// Waits until nothing moves any more, in the state that the campaign was brought to.
    async fn settled(&self, campaign: &Approved, retracted: bool) {
        let rests = || {
            let ledger = self.ledger.borrow();
            let mut copies = ledger.iter().filter(|copy| copy.code == campaign.code).peekable();
            copies.peek().is_some() && copies.all(|copy| copy.retracted() == retracted && !copy.moves())
        };
        if !self.until(rests).await {
            let ledger = self.ledger.borrow().clone();
            let moving = ledger.iter().filter(|copy| copy.code == campaign.code && copy.moves());
            let moving: Vec<String> = moving.map(|copy| format!("{} {}", copy.channel, copy.state)).collect();
            self.report.note(format!("{} does not come to rest: {}", campaign.code, moving.join(", ")));
        }
    }

    /// Before the retraction each copy stands once, or a person was told that nobody knows.
    async fn stands_once(&self, cases: &[Case], campaign: &Approved) {
        let copies = self.ledger.borrow().clone();
        let standing = standing(self.installation, &copies).await;
        for case in cases.iter().filter(|case| case.channel != "email") {
            let Some(copy) = self.copy(campaign, case.channel) else { continue };
            let times =
                standing.iter().filter(|s| s.channel == case.channel && s.code == campaign.code).count();
            let expected =
                if copy.state == "live" { times == 1 } else { copy.state == "escalated" && times <= 1 };
            if !expected {
                self.report.note(format!("{case:?}: {} and stands {times} times", copy.state));
            }
        }
    }

    /// After it none stands but what a person has.
    async fn stands_no_more(&self, campaign: &Approved) {
        let copies = self.ledger.borrow().clone();
        for left in standing(self.installation, &copies).await.iter().filter(|s| s.code == campaign.code) {
            let copy = self.copy(campaign, left.channel);
            if copy.is_none_or(|copy| copy.state != "escalated") {
                self.report.note(format!("{left:?} stands after the retraction"));
            }
        }
    }

    fn copy(&self, campaign: &Approved, channel: &str) -> Option<Copy> {
        let ledger = self.ledger.borrow();
        ledger.iter().find(|copy| copy.code == campaign.code && copy.channel == channel).cloned()
    }

    async fn until(&self, mut probe: impl FnMut() -> bool) -> bool {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if probe() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }
}

/// Lets it go on: what it does from now on is done without leave.
fn wake(trapped: &mut Trapped<'_>) {
    // Where it cannot be written the worker stays where it is, and the run is found out by what it leaves.
    let _ = std::fs::write(&trapped.go_on, "");
    if trapped.process.is_stopped() {
        trapped.process.go_on();
    }
}
