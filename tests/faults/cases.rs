//! Every run of the systematic half: crash point × channel × kind of fault × before or after the retraction.

/// What happens to a worker that has reached its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `kill -9`.
    Kill,
    /// `kill -STOP` until somebody else has leave, then `kill -CONT`.
    Stop,
    /// The act alone hangs until its leave is over, and then goes on.
    TimeOut,
}

const KINDS: [Kind; 3] = [Kind::Kill, Kind::Stop, Kind::TimeOut];

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub channel: &'static str,
    /// The point's name in `workers/crash_point.rs`.
    pub point: String,
    pub kind: Kind,
}

impl Case {
    /// Whether the point lies in the looking for a copy of which nobody knows.
    pub fn probes(&self) -> bool {
        self.point.contains(".probe.")
    }
}

/// A channel and its own points, besides those that every channel has.
const CHANNELS: [(&str, &[&str], &[&str]); 7] = [
    ("page", &[], &[]),
    ("feed", &[], &[]),
    ("bluesky", &["place.after_blob"], &["withdraw.after_fence", "withdraw.after_delete"]),
    ("mastodon", &["place.after_media"], &["withdraw.after_delete"]),
    ("facebook", &["place.after_photo", "place.after_draft"], &["withdraw.after_delete"]),
    ("telegram", &[], &["withdraw.after_delete"]),
    ("email", &["place.after_message"], &["correct.after_message"]),
];

/// Points before a copy is known to stand.
fn making(channel: &'static str, own: &[&str]) -> Vec<String> {
    let mut points = vec!["place.after_begin", "place.after_send"];
    points.extend(own);
    // Nobody can look into a mailbox.
    if channel != "email" {
        points.extend(["probe.after_begin", "probe.after_send"]);
    }
    points.iter().map(|point| format!("{channel}.{point}")).collect()
}

/// Points in the taking back, which are reached after a retraction alone.
fn taking_back(channel: &'static str, own: &[&str]) -> Vec<String> {
    let act = if channel == "email" { "correct" } else { "withdraw" };
    let mut points = vec![format!("{act}.after_begin"), format!("{act}.after_send")];
    points.extend(own.iter().map(|point| (*point).to_owned()));
    points.iter().map(|point| format!("{channel}.{point}")).collect()
}

/// What is done with one campaign: at most one run a channel and column, all at once.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// Faults in the making, over before the retraction.
    pub before: Vec<Case>,
    /// Faults in the making, over only after it.
    pub across: Vec<Case>,
    /// Faults in the taking back.
    pub after: Vec<Case>,
    /// A fault in the rendering, before there is anything to launch.
    pub render: Option<Case>,
}

impl Round {
    pub fn runs(&self) -> usize {
        self.before.len() + self.across.len() + self.after.len() + usize::from(self.render.is_some())
    }
}

/// All rounds; with `part` each point once, with each kind and each moment in turn.
pub fn rounds(part: bool) -> Vec<Round> {
    let mut first: Vec<Round> = Vec::new();
    let mut second: Vec<Round> = Vec::new();
    let at = |rounds: &mut Vec<Round>, index: usize, put: &mut dyn FnMut(&mut Round)| {
        while rounds.len() <= index {
            rounds.push(Round::default());
        }
        put(&mut rounds[index]);
    };
    for (nth, (channel, own, own_back)) in CHANNELS.into_iter().enumerate() {
        let kinds = |index: usize| match part {
            true => vec![KINDS[(index + nth) % 3]],
            false => KINDS.to_vec(),
        };
        let mut runs = [0; 3];
        for (index, point) in making(channel, own).into_iter().enumerate() {
            for kind in kinds(index) {
                let case = Case { channel, point: point.clone(), kind };
                if !part || (index + nth) % 2 == 0 {
                    at(&mut first, runs[0], &mut |round| round.before.push(case.clone()));
                    runs[0] += 1;
                }
                if !part || (index + nth) % 2 == 1 {
                    at(&mut second, runs[1], &mut |round| round.across.push(case.clone()));
                    runs[1] += 1;
                }
            }
        }
        for (index, point) in taking_back(channel, own_back).into_iter().enumerate() {
            for kind in kinds(index) {
                let case = Case { channel, point: point.clone(), kind };
                at(&mut first, runs[2], &mut |round| round.after.push(case.clone()));
                runs[2] += 1;
            }
        }
    }
    let mut index = 0;
    for (nth, point) in ["render.render.after_begin", "render.render.after_store"].into_iter().enumerate() {
        let kinds = if part { vec![KINDS[nth]] } else { KINDS.to_vec() };
        for kind in kinds {
            let case = Case { channel: "render", point: point.to_owned(), kind };
            at(&mut first, index, &mut |round| round.render = Some(case.clone()));
            index += 1;
        }
    }
    first.into_iter().chain(second).collect()
}
