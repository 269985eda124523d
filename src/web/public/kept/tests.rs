//! A database that changes, is slow, hangs and comes back, and what readers are told meanwhile.

use super::*;
use actix_web::test::TestRequest;
use futures_util::future::{join, join_all};

/// A database with one number in it, which the page shows.
#[derive(Default)]
struct Database {
    /// What stands in it.
    number: AtomicU64,
    /// What this node has changed.
    changes: AtomicU64,
    hangs: AtomicBool,
    refuses: AtomicBool,
    /// How often what is shown was asked, and the page made.
    asked: AtomicU64,
    made: AtomicU64,
}

impl Database {
    async fn read(&self) -> Result<u64, AppError> {
        while self.hangs.load(Ordering::SeqCst) {
            sleep(Duration::from_millis(5)).await;
        }
        match self.refuses.load(Ordering::SeqCst) {
            true => Err(AppError::FilesAway),
            false => Ok(self.number.load(Ordering::SeqCst)),
        }
    }

    fn counts(&self) -> (u64, u64) {
        (self.asked.load(Ordering::SeqCst), self.made.load(Ordering::SeqCst))
    }

    /// A change by this node, or by another.
    fn changed(&self, ours: bool) {
        self.number.fetch_add(1, Ordering::SeqCst);
        self.changes.fetch_add(u64::from(ours), Ordering::SeqCst);
    }
}

impl Source for Arc<Database> {
    type State = u64;

    fn change(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    async fn shown(&self) -> Result<u64, AppError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.read().await
    }
}

type Memory = Arc<Kept<Arc<Database>>>;

/// On a clock that stands still until all wait for it: a slow machine is no late answer.
fn memory() -> (Memory, Arc<Database>) {
    tokio::time::pause();
    let database = Arc::<Database>::default();
    (Kept::new(database.clone()), database)
}

/// Somebody comes later, by whatever it is.
async fn later() {
    sleep(Duration::from_millis(1)).await;
}

fn key() -> Key {
    Key::Front(Lang::Fr)
}

fn page(number: u64) -> Page {
    Page::packed(StatusCode::OK, "text/plain", number.to_string())
}

/// What a reader is shown; the status where they are not.
async fn read(memory: &Memory) -> Result<u64, u16> {
    read_of(memory, &key(), Made::Keep).await
}

async fn read_of(memory: &Memory, key: &Key, kept: fn(Page) -> Made) -> Result<u64, u16> {
    let database = memory.source.clone();
    let found = memory.page(key, async move || {
        database.made.fetch_add(1, Ordering::SeqCst);
        Ok(kept(page(database.read().await?)))
    });
    match found.await {
        Ok(page) => Ok(number_on(&page).await),
        Err(problem) => Err(actix_web::ResponseError::status_code(&problem).as_u16()),
    }
}

async fn number_on(page: &Page) -> u64 {
    let answer = page.answer(&TestRequest::default().to_http_request());
    let body = actix_web::body::to_bytes(answer.into_body()).await.expect("a body");
    std::str::from_utf8(&body).expect("text").parse().expect("a number")
}

#[actix_web::test]
async fn a_rush_asks_once_and_makes_once() {
    let (memory, database) = memory();
    let all = join_all((0..200).map(|_| read(&memory))).await;
    assert!(all.iter().all(|read| *read == Ok(0)));
    assert_eq!(database.counts(), (1, 1));
    for _ in 0..200 {
        assert_eq!(read(&memory).await, Ok(0));
    }
    assert_eq!(database.counts(), (1, 1), "from memory alone");
}

#[actix_web::test]
async fn a_change_of_this_node_shows_in_the_next_answer() {
    let (memory, database) = memory();
    for number in 0..50 {
        assert_eq!(read(&memory).await, Ok(number));
        database.changed(true);
    }
}

#[actix_web::test]
async fn a_change_of_another_node_shows_within_a_second_while_everybody_reads() {
    let (memory, database) = memory();
    for number in 0..3 {
        assert_eq!(read(&memory).await, Ok(number));
        database.changed(false);
        let changed = Instant::now();
        while read(&memory).await != Ok(number + 1) {
            assert!(changed.elapsed() < OLDEST, "an older page after {:?}", changed.elapsed());
            sleep(Duration::from_millis(2)).await;
        }
        assert!(changed.elapsed() < ASKED_EVERY * 3, "{:?}", changed.elapsed());
    }
    let (asked, made) = database.counts();
    assert!(asked <= 12 && made == 4, "a few questions a second, however many read: {asked}, {made}");
}

#[actix_web::test]
async fn a_state_that_stays_the_same_is_not_made_again() {
    let (memory, database) = memory();
    for _ in 0..10 {
        assert_eq!(read(&memory).await, Ok(0));
        sleep(Duration::from_millis(120)).await;
    }
    let (asked, made) = database.counts();
    assert!((3..=6).contains(&asked) && made == 1, "{asked}, {made}");
}

#[actix_web::test]
async fn nobody_reads_and_nothing_is_asked() {
    let (memory, database) = memory();
    assert_eq!(read(&memory).await, Ok(0));
    sleep(Duration::from_millis(1200)).await;
    assert_eq!(database.counts(), (1, 1));
    database.changed(false);
    assert_eq!(read(&memory).await, Ok(1), "what is old is not given while somebody looks");
}

#[actix_web::test]
async fn a_database_that_hangs_makes_the_site_say_so_within_the_second_and_never_anything_old() {
    let (memory, database) = memory();
    assert_eq!(read(&memory).await, Ok(0));
    database.hangs.store(true, Ordering::SeqCst);
    database.changed(false);
    let hung = Instant::now();
    let (mut still, mut refused) = (0, None);
    while refused.is_none() {
        let began = Instant::now();
        match read(&memory).await {
            Ok(number) => {
                assert_eq!(number, 0);
                assert!(hung.elapsed() < OLDEST, "an old page after {:?}", hung.elapsed());
                still += 1;
                sleep(Duration::from_millis(10)).await;
            }
            Err(status) => refused = Some((status, began.elapsed())),
        }
    }
    let (status, waited) = refused.expect("it is refused");
    assert_eq!(status, 503);
    assert!(still > 10 && waited < PATIENCE + Duration::from_millis(500), "{still}, {waited:?}");
    // Many who wait are told together, not one after the other.
    let began = Instant::now();
    assert!(join_all((0..100).map(|_| read(&memory))).await.iter().all(|read| *read == Err(503)));
    assert!(began.elapsed() < PATIENCE + Duration::from_millis(500), "{:?}", began.elapsed());
    database.hangs.store(false, Ordering::SeqCst);
    later().await;
    assert_eq!(read(&memory).await, Ok(1), "and at once the truth when it answers again");
}

#[actix_web::test]
async fn a_change_while_the_database_hangs_is_never_covered_by_memory() {
    let (memory, database) = memory();
    assert_eq!(read(&memory).await, Ok(0));
    database.changed(true);
    database.hangs.store(true, Ordering::SeqCst);
    let back = async {
        sleep(Duration::from_millis(300)).await;
        database.hangs.store(false, Ordering::SeqCst);
    };
    let (read, ()) = join(read(&memory), back).await;
    assert_eq!(read, Ok(1), "it waits, and shows what is");
}

#[actix_web::test]
async fn what_lies_ready_is_given_at_once_while_it_holds_and_not_after() {
    let (memory, database) = memory();
    let ready = async || match memory.ready(&key()) {
        Some(page) => Some(number_on(&page).await),
        None => None,
    };
    assert_eq!(ready().await, None, "nobody has made it");
    assert_eq!(read(&memory).await, Ok(0));
    assert_eq!(ready().await, Some(0));
    database.changed(true);
    assert_eq!(ready().await, None, "a change of this node");
    assert_eq!(read(&memory).await, Ok(1));
    database.changed(false);
    let changed = Instant::now();
    while ready().await == Some(1) {
        assert!(changed.elapsed() < OLDEST, "an older page after {:?}", changed.elapsed());
        sleep(Duration::from_millis(2)).await;
    }
    assert!(changed.elapsed() < ASKED_EVERY * 2, "it asks ahead: {:?}", changed.elapsed());
    assert_eq!(ready().await, None, "another state is known, and its page not made");
    assert_eq!(read(&memory).await, Ok(2));
    database.hangs.store(true, Ordering::SeqCst);
    sleep(RELIED_ON).await;
    assert_eq!(ready().await, None, "nobody can know");
}

#[test]
fn an_address_names_what_its_route_makes_and_nothing_else() {
    let lang = Lang::Nl;
    for (path, key) in [
        ("/nl/", Some(Key::Front(lang))),
        ("/nl/feed.atom", Some(Key::Feed(lang))),
        ("/nl/a/k7", Some(Key::Notice(lang, "k7".to_owned()))),
        ("/k/k7/wide.jpg", Some(Key::File("k7".to_owned(), "wide.jpg".to_owned()))),
        // Which of two answers this is, depends on who asks.
        ("/nl/c/k7", None),
        ("/c/k7", None),
        ("/nl", None),
        ("/NL/", None),
        ("/es/a/k7", None),
        ("/nl/a/k7/", None),
        ("/nl/a/k%37", None),
        ("nl/a/k7", None),
        ("/", None),
        ("", None),
    ] {
        assert!(Key::at(path) == key, "{path}: {:?}", Key::at(path));
    }
}

#[actix_web::test]
async fn a_database_that_refuses_is_asked_again_by_the_next_reader() {
    let (memory, database) = memory();
    database.refuses.store(true, Ordering::SeqCst);
    assert_eq!(read(&memory).await, Err(503));
    database.refuses.store(false, Ordering::SeqCst);
    later().await;
    assert_eq!(read(&memory).await, Ok(0));
}

#[actix_web::test]
async fn a_page_made_from_a_slow_database_is_not_older_than_a_second_when_it_is_given() {
    let (memory, database) = memory();
    let (first, key) = (AtomicBool::new(true), key());
    let found = memory.page(&key, async move || {
        let number = database.read().await?;
        if first.swap(false, Ordering::SeqCst) {
            // Ended by another node after it was read.
            database.changed(false);
            sleep(OLDEST + Duration::from_millis(100)).await;
        }
        Ok(Made::Keep(page(number)))
    });
    let found = found.await.expect("a page");
    assert_eq!(number_on(&found).await, 1, "what had ended meanwhile was not given");
}

#[actix_web::test]
async fn addresses_that_nobody_knows_take_no_memory_and_neither_does_what_is_over() {
    let (memory, database) = memory();
    let notice = |number: usize| Key::Notice(Lang::Nl, format!("code{number}"));
    for number in 0..500 {
        assert_eq!(read_of(&memory, &notice(number), Made::Once).await, Ok(0));
    }
    assert_eq!(locked(&memory.pages).slots.len(), 0);
    for number in 0..MOST_PAGES + 500 {
        assert_eq!(read_of(&memory, &notice(number), Made::Keep).await, Ok(0));
    }
    assert_eq!(locked(&memory.pages).slots.len(), MOST_PAGES);
    let made = database.counts().1;
    assert_eq!(read_of(&memory, &notice(MOST_PAGES + 499), Made::Keep).await, Ok(0));
    assert_eq!(database.counts().1, made, "the newest stay");
    database.changed(true);
    assert_eq!(read(&memory).await, Ok(1));
    let pages = locked(&memory.pages);
    assert_eq!((pages.slots.len(), pages.bytes), (1, page(1).weight()), "nothing of before is left");
}

#[actix_web::test]
async fn what_nobody_reads_any_more_is_forgotten() {
    let (memory, database) = memory();
    actix_web::rt::spawn(Kept::sweep(Arc::downgrade(&memory)));
    assert_eq!(read(&memory).await, Ok(0));
    for _ in 0..30 {
        sleep(Duration::from_secs(1)).await;
        assert_eq!(read(&memory).await, Ok(0));
    }
    assert_eq!(database.counts().1, 1, "what is read stays");
    sleep(UNREAD * 2).await;
    let pages = locked(&memory.pages);
    assert_eq!((pages.slots.len(), pages.bytes), (0, 0));
}

#[actix_web::test]
async fn what_is_kept_has_an_end_in_bytes() {
    let (memory, _) = memory();
    const MANY: usize = 12 * 1024 * 1024;
    for number in 0..5 {
        let file = Key::File("kit".to_owned(), number.to_string());
        let found = memory.page(&file, async || {
            Ok(Made::Keep(Page::file(StatusCode::OK, "application/pdf", vec![0; MANY].into())))
        });
        assert!(found.await.is_ok());
        let pages = locked(&memory.pages);
        assert!(pages.bytes <= MOST_BYTES && pages.slots.len() <= 2, "{}", pages.bytes);
    }
}

#[actix_web::test]
async fn a_page_that_is_slow_to_make_outlives_its_reader_and_is_made_once() {
    let (memory, database) = memory();
    let key = key();
    let slow = Duration::from_millis(400);
    let gone = memory.page(&key, async move || {
        sleep(slow).await;
        Ok(Made::Keep(page(9)))
    });
    assert!(timeout(Duration::from_millis(50), gone).await.is_err());
    assert_eq!(read(&memory).await, Ok(9), "who asks again gets what was begun for the first");
    assert_eq!(database.counts().1, 0, "and it is not begun anew");
}

#[actix_web::test]
async fn a_page_that_takes_longer_than_anybody_waits_is_there_for_those_who_ask_again() {
    let (memory, database) = memory();
    let key = key();
    let slow = PATIENCE + Duration::from_millis(300);
    let began = Instant::now();
    let first = memory.page(&key, async move || {
        sleep(slow).await;
        Ok(Made::Keep(page(9)))
    });
    assert!(first.await.is_err() && began.elapsed() < slow, "{:?}", began.elapsed());
    assert_eq!(read(&memory).await, Ok(9));
    // What has ended meanwhile is not given for that.
    database.changed(true);
    assert_eq!(read(&memory).await, Ok(1));
    assert_eq!(database.counts().1, 1);
}

#[actix_web::test]
async fn a_page_that_could_not_be_made_is_begun_anew_by_the_next_reader() {
    let ((memory, _), key) = (memory(), key());
    let broken = memory.page(&key, async || Err(unavailable()));
    assert!(broken.await.is_err());
    assert_eq!(locked(&memory.pages).slots.len(), 0);
    // The thread that made it may be gone as well.
    let broken = memory.page(&key, async || panic!("a page that cannot be made"));
    assert!(broken.await.is_err());
    assert_eq!(read(&memory).await, Ok(0));
}
