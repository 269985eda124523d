//! How many questions of signing in are put, from one address and in all: each is a row until its answer comes, and asking
//! costs a stranger nothing. Kept in memory, and nowhere else: an address is personal data.

use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use childalert_app::App;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At once from one address, and how many a second after that: a whole service may sit behind one address in a crisis.
const OF_ONE: Allowance = Allowance { at_once: 60.0, per_second: 1.0 };
/// At once in all, and how many a second after that: more than all who have an account would ever ask.
const OF_ALL: Allowance = Allowance { at_once: 600.0, per_second: 50.0 };
/// Addresses that are remembered at most; the limit in all holds beyond.
const REMEMBERED: usize = 20_000;
/// The trail says so once in a while, however long it lasts.
const NOTED_EVERY: Duration = Duration::from_secs(10 * 60);

struct Allowance {
    at_once: f64,
    per_second: f64,
}

/// What is left of an allowance.
#[derive(Clone, Copy)]
struct Left {
    questions: f64,
    at: Instant,
}

/// Counts.
pub(crate) struct Rush {
    state: Mutex<State>,
}

struct State {
    of_all: Left,
    of_one: HashMap<IpAddr, Left>,
    noted: Option<Instant>,
}

/// Too many.
#[derive(Debug, PartialEq, Eq)]
struct TooMany {
    /// How long to wait.
    seconds: u64,
    /// Whether the trail has not been told for a while.
    note: bool,
}

impl Left {
    fn full(allowance: &Allowance, now: Instant) -> Left {
        Left { questions: allowance.at_once, at: now }
    }

    fn now(self, allowance: &Allowance, now: Instant) -> Left {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * allowance.per_second;
        Left { questions: (self.questions + gained).min(allowance.at_once), at: now }
    }

    /// One question less; or how long until there is one.
    fn take(&mut self, allowance: &Allowance) -> Result<(), f64> {
        if self.questions < 1.0 {
            return Err((1.0 - self.questions) / allowance.per_second);
        }
        self.questions -= 1.0;
        Ok(())
    }
}

impl Rush {
    pub fn new() -> Rush {
        let of_all = Left::full(&OF_ALL, Instant::now());
        Rush { state: Mutex::new(State { of_all, of_one: HashMap::new(), noted: None }) }
    }

    /// Lets a question be put, or says how long to wait.
    pub async fn allow(&self, app: &App, request: &HttpRequest) -> Result<(), Problem> {
        let Err(too_many) = self.take(asker(request), Instant::now()) else { return Ok(()) };
        if too_many.note
            && let Err(error) = app.note_rush().await
        {
            tracing::error!(%error, "a rush could not be noted in the trail");
        }
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests");
        Err(problem.with("seconds", too_many.seconds.to_string()))
    }

    fn take(&self, who: Option<IpAddr>, now: Instant) -> Result<(), TooMany> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { of_all, of_one, noted } = &mut *state;
        *of_all = of_all.now(&OF_ALL, now);
        if of_one.len() >= REMEMBERED {
            of_one.retain(|_, left| left.now(&OF_ONE, now).questions < OF_ONE.at_once);
        }
        // Of its own first: whoever asks too much takes nothing from the others.
        let own = who.filter(|who| of_one.len() < REMEMBERED || of_one.contains_key(who)).map(|who| {
            let left = of_one.entry(who).or_insert_with(|| Left::full(&OF_ONE, now));
            *left = left.now(&OF_ONE, now);
            left
        });
        let taken = own.map_or(Ok(()), |left| left.take(&OF_ONE)).and_then(|()| of_all.take(&OF_ALL));
        taken.map_err(|wait| {
            let note = noted.is_none_or(|at| now.saturating_duration_since(at) >= NOTED_EVERY);
            if note {
                *noted = Some(now);
            }
            TooMany { seconds: Duration::from_secs_f64(wait.ceil().max(1.0)).as_secs(), note }
        })
    }
}

/// The answer of a refusal to a program: how long to wait is a header too (RFC 9110, 10.2.3).
pub(crate) fn later(problem: &Problem) -> HttpResponse {
    let mut response = problem.error_response();
    if let Some(seconds) = problem.said("seconds").and_then(|seconds| seconds.parse().ok()) {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// From where a request comes. A proxy stands on this machine or on a network of our own: what it appended last is the address
/// that it saw itself, and whatever stands before that is what somebody wrote.
fn asker(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let forwarded = request.headers().get_all("X-Forwarded-For").last();
    let forwarded = forwarded.and_then(|list| list.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    Some(network(if ours(peer) { forwarded.unwrap_or(peer) } else { peer }))
}

fn ours(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

/// What one line to the internet has: an address, or the 64 bits before the machines' own.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_address_that_asks_too_much_is_refused_alone_and_let_in_again() {
        let (rush, now) = (Rush::new(), Instant::now());
        for _ in 0..60 {
            assert_eq!(rush.take(Some(ip("192.0.2.1")), now), Ok(()));
        }
        assert_eq!(rush.take(Some(ip("192.0.2.1")), now), Err(TooMany { seconds: 1, note: true }));
        assert_eq!(
            rush.take(Some(ip("192.0.2.1")), now),
            Err(TooMany { seconds: 1, note: false }),
            "told once"
        );
        assert_eq!(rush.take(Some(ip("192.0.2.2")), now), Ok(()), "nobody else is held up");
        let later = now + Duration::from_secs(2);
        assert_eq!(rush.take(Some(ip("192.0.2.1")), later), Ok(()));
    }

    #[test]
    fn many_addresses_together_meet_the_limit_in_all() {
        let (rush, now) = (Rush::new(), Instant::now());
        let many = |number: u32| Some(IpAddr::V4(number.into()));
        for number in 0..600 {
            assert_eq!(rush.take(many(number), now), Ok(()));
        }
        assert!(rush.take(many(600), now).is_err());
        assert!(rush.take(many(601), now + Duration::from_secs(1)).is_ok());
    }

    #[test]
    fn the_memory_of_addresses_has_an_end() {
        let (rush, now) = (Rush::new(), Instant::now());
        for number in 0..30_000_u32 {
            // So slowly that the limit in all never holds, and so fast that no address is forgotten.
            let at = now + Duration::from_micros(u64::from(number) * 20);
            let _ = rush.take(Some(IpAddr::V4(number.into())), at);
        }
        let kept = rush.state.lock().expect("nobody panicked").of_one.len();
        assert_eq!(kept, REMEMBERED);
    }

    #[test]
    fn only_what_our_own_proxy_saw_counts() {
        let from = |peer: &str, forwarded: &str| {
            let request = TestRequest::default().peer_addr(format!("{peer}:1").parse().expect("an address"));
            asker(&request.insert_header(("X-Forwarded-For", forwarded)).to_http_request())
        };
        assert_eq!(from("127.0.0.1", "203.0.113.9, 198.51.100.7"), Some(ip("198.51.100.7")));
        assert_eq!(from("192.0.2.1", "198.51.100.7"), Some(ip("192.0.2.1")), "anybody can write a header");
        assert_eq!(from("127.0.0.1", "nonsense"), Some(ip("127.0.0.1")));
        assert_eq!(
            from("[::1]", "2001:db8:1:2:3:4:5:6"),
            Some(ip("2001:db8:1:2::")),
            "a line, not a machine"
        );
    }
}
