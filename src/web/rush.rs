//! How many questions of signing in are put, from one address, from its neighbours and in all: each is a row until its answer
//! comes, and asking costs a stranger nothing. Kept in memory, and nowhere else: an address is personal data.

use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use childalert_app::App;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{NotUntil, Quota, RateLimiter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

/// At once from one address, and how many a second after that: a whole service may sit behind one address in a crisis.
const OF_ONE: Quota = quota(60, 1);
/// At once from what one customer of a network has at most, and how many a second after that: many lines are theirs for nothing.
const OF_NEIGHBOURS: Quota = quota(150, 5);
/// At once in all, and how many a second after that: more than all who have an account would ever ask.
const OF_ALL: Quota = quota(600, 50);
/// Networks that are remembered at most, of each size; the wider limit holds beyond.
const REMEMBERED: usize = 20_000;
/// How often those are looked for that need not be remembered any more, once there are so many.
const SWEPT_EVERY: Duration = Duration::from_secs(1);
/// The trail says so once in a while, however long it lasts.
const NOTED_EVERY: Duration = Duration::from_secs(10 * 60);

const fn quota(at_once: u32, per_second: u32) -> Quota {
    match (NonZeroU32::new(at_once), NonZeroU32::new(per_second)) {
        (Some(at_once), Some(per_second)) => Quota::per_second(per_second).allow_burst(at_once),
        _ => panic!("an allowance of nothing"),
    }
}

/// One every `period`.
fn seldom(period: Duration) -> Quota {
    Quota::with_period(period).expect("a period of some length")
}

type Limit<K, S, C> = RateLimiter<K, S, C, NoOpMiddleware<<C as Clock>::Instant>>;
type Single<C> = Limit<NotKeyed, InMemoryState, C>;

/// Counts.
pub(crate) struct Rush<C: Clock = DefaultClock> {
    clock: C,
    of_one: OfEach<C>,
    of_neighbours: OfEach<C>,
    of_all: Single<C>,
    noted: Single<C>,
}

/// Counts of networks of one size.
struct OfEach<C: Clock> {
    limit: Limit<IpAddr, HashMapStateStore<IpAddr>, C>,
    swept: Single<C>,
}

/// Too many.
#[derive(Debug, PartialEq, Eq)]
struct TooMany {
    /// How long to wait.
    seconds: u64,
    /// Whether the trail has not been told for a while.
    note: bool,
}

impl<C: Clock + Clone> OfEach<C> {
    fn new(quota: Quota, clock: &C) -> OfEach<C> {
        OfEach {
            limit: RateLimiter::hashmap_with_clock(quota, clock.clone()),
            swept: RateLimiter::direct_with_clock(seldom(SWEPT_EVERY), clock.clone()),
        }
    }

    fn take(&self, network: IpAddr) -> Result<(), NotUntil<C::Instant>> {
        if self.limit.len() >= REMEMBERED {
            if self.swept.check().is_ok() {
                self.limit.retain_recent();
            }
            if self.limit.len() >= REMEMBERED {
                return Ok(());
            }
        }
        self.limit.check_key(&network)
    }
}

impl Rush {
    pub fn new() -> Rush {
        Rush::by(DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rush<C> {
    fn by(clock: C) -> Rush<C> {
        Rush {
            of_one: OfEach::new(OF_ONE, &clock),
            of_neighbours: OfEach::new(OF_NEIGHBOURS, &clock),
            of_all: RateLimiter::direct_with_clock(OF_ALL, clock.clone()),
            noted: RateLimiter::direct_with_clock(seldom(NOTED_EVERY), clock.clone()),
            clock,
        }
    }

    /// Lets a question be put, or says how long to wait.
    pub async fn allow(&self, app: &App, request: &HttpRequest) -> Result<(), Problem> {
        let Err(too_many) = self.take(asker(request)) else { return Ok(()) };
        if too_many.note
            && let Err(error) = app.note_rush().await
        {
            tracing::error!(%error, "a rush could not be noted in the trail");
        }
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests");
        Err(problem.with("seconds", too_many.seconds.to_string()))
    }

    /// Of the narrowest first: whoever asks too much takes nothing from the others.
    fn take(&self, who: Option<IpAddr>) -> Result<(), TooMany> {
        let taken = who
            .map_or(Ok(()), |who| {
                self.of_one.take(line(who))?;
                self.of_neighbours.take(neighbours(who))
            })
            .and_then(|()| self.of_all.check());
        taken.map_err(|until| {
            let wait = until.wait_time_from(self.clock.now()).as_secs_f64();
            TooMany { seconds: wait.ceil().max(1.0) as u64, note: self.noted.check().is_ok() }
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
    Some(if ours(peer) { forwarded.unwrap_or(peer) } else { peer })
}

fn ours(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

/// What one line to the internet has: an address, or the 64 bits before the machines' own (RFC 6177, chapter 2).
fn line(address: IpAddr) -> IpAddr {
    first_bits(address, 32, 64)
}

/// What one customer is given at most without being asked what for (RFC 6177, chapter 2: 48 bits), or one small network.
fn neighbours(address: IpAddr) -> IpAddr {
    first_bits(address, 24, 48)
}

fn first_bits(address: IpAddr, v4: u32, v6: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << (32 - v4))).into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << (128 - v6))).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use governor::clock::FakeRelativeClock;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn rush() -> (Rush<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Rush::by(clock.clone()), clock)
    }

    /// How many of so many questions at once are let through.
    fn let_through(rush: &Rush<FakeRelativeClock>, askers: impl Iterator<Item = IpAddr>) -> usize {
        askers.filter(|who| rush.take(Some(*who)).is_ok()).count()
    }

    #[test]
    fn one_address_that_asks_too_much_is_refused_alone_and_let_in_again() {
        let (rush, clock) = rush();
        for _ in 0..60 {
            assert_eq!(rush.take(Some(ip("192.0.2.1"))), Ok(()));
        }
        assert_eq!(rush.take(Some(ip("192.0.2.1"))), Err(TooMany { seconds: 1, note: true }));
        assert_eq!(rush.take(Some(ip("192.0.2.1"))), Err(TooMany { seconds: 1, note: false }), "told once");
        assert_eq!(rush.take(Some(ip("192.0.2.2"))), Ok(()), "nobody else is held up");
        clock.advance(Duration::from_secs(2));
        assert_eq!(rush.take(Some(ip("192.0.2.1"))), Ok(()));
        clock.advance(NOTED_EVERY);
        let _ = let_through(&rush, (0..60).map(|_| ip("192.0.2.1")));
        assert_eq!(rush.take(Some(ip("192.0.2.1"))), Err(TooMany { seconds: 1, note: true }), "told again");
    }

    #[test]
    fn the_lines_of_one_customer_do_not_use_up_what_all_have() {
        let lines =
            |site: u16| (0..10_000_u16).map(move |line| ip(&format!("2001:db8:{site:x}:{line:x}::1")));
        let machines = |third: u8| {
            (0..=255_u8).cycle().take(10_000).map(move |last| Ipv4Addr::new(198, 51, third, last).into())
        };
        let (rush, clock) = rush();
        assert_eq!(let_through(&rush, lines(1)), 150);
        assert_eq!(let_through(&rush, machines(100)), 150);
        assert_eq!(rush.take(Some(ip("203.0.113.9"))), Ok(()), "somebody else is not held up");
        assert_eq!(let_through(&rush, lines(2)), 150, "nor another customer");
        clock.advance(Duration::from_secs(2));
        assert_eq!(let_through(&rush, lines(1)), 10);
    }

    #[test]
    fn many_addresses_together_meet_the_limit_in_all() {
        let (rush, clock) = rush();
        let many = |number: u32| Some(IpAddr::V4((number << 8).into()));
        for number in 0..600 {
            assert_eq!(rush.take(many(number)), Ok(()));
        }
        assert!(rush.take(many(600)).is_err());
        clock.advance(Duration::from_secs(1));
        assert!(rush.take(many(601)).is_ok());
    }

    #[test]
    fn the_memory_of_addresses_has_an_end() {
        let (rush, clock) = rush();
        let _ = let_through(&rush, (0..30_000_u32).map(|number| IpAddr::V4((number << 8).into())));
        assert_eq!((rush.of_one.limit.len(), rush.of_neighbours.limit.len()), (REMEMBERED, REMEMBERED));
        clock.advance(Duration::from_secs(60));
        assert_eq!(rush.take(Some(ip("192.0.2.1"))), Ok(()));
        assert_eq!((rush.of_one.limit.len(), rush.of_neighbours.limit.len()), (1, 1), "nobody asks any more");
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
        let far = from("[::1]", "2001:db8:1:2:3:4:5:6").expect("an address");
        assert_eq!(line(far), ip("2001:db8:1:2::"), "a line, not a machine");
        assert_eq!(neighbours(far), ip("2001:db8:1::"));
        assert_eq!(line(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
        assert_eq!(neighbours(ip("::ffff:192.0.2.1")), ip("192.0.2.0"));
    }
}
