//! The two engines behind one transaction type.

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;
use uuid::Uuid;

/// What went wrong in the store. The text is for the log; users get words of their own.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused, failed, or could not be reached.
    #[error("the database failed")]
    Engine(#[from] sqlx::Error),
    /// The migrations do not fit the database.
    #[error("the database could not be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A stored value cannot be read back.
    #[error("the database holds a value in {0} that this version cannot read")]
    Unreadable(&'static str),
    /// The database URL makes no sense.
    #[error(
        "the database URL must begin with sqlite: or postgres:, such as sqlite:childalert.db or postgres://user@host/childalert"
    )]
    Url,
    /// The transaction's task was ended, as at shutdown, or took too long.
    #[error("the transaction was interrupted")]
    Interrupted,
}

impl StoreError {
    /// Whether a unique constraint refused the row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, StoreError::Engine(sqlx::Error::Database(e)) if e.is_unique_violation())
    }
}

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
}

#[derive(Clone)]
enum Pools {
    /// One writer, so that writers wait in our queue and not in SQLite's busy loop; several readers.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction on either engine.
pub struct Tx {
    pub(crate) inner: Inner,
    /// Goes into the trail when the transaction commits.
    pub(crate) appended: Vec<crate::trail::Entry>,
    /// The request that it serves, for the trail.
    pub(crate) request: String,
}

pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one statement on whichever engine the transaction has; answers the number of rows changed.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut $tx.inner {
            $crate::engine::Inner::Sqlite(t) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **t).await.map(|done| done.rows_affected())
            }
            $crate::engine::Inner::Postgres(t) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **t).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs one query and reads its rows with `$fetch`: `fetch_all`, `fetch_optional` or `fetch_one`.
macro_rules! query {
    ($tx:expr, $fetch:ident, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut $tx.inner {
            $crate::engine::Inner::Sqlite(t) => sqlx::query_as($sql)$(.bind($bind))*.$fetch(&mut **t).await,
            $crate::engine::Inner::Postgres(t) => sqlx::query_as($sql)$(.bind($bind))*.$fetch(&mut **t).await,
        }
        .map_err($crate::StoreError::from)
    };
}
pub(crate) use {execute, query};

/// The work of one transaction.
pub type Work<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

impl Store {
    /// Opens the database; a missing SQLite file is made. `connections` bounds the pool.
    pub async fn open(url: &str, connections: u32) -> Result<Store, StoreError> {
        let pools = if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // What was acknowledged survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10));
            let writer = open_writer(&options).await?;
            let readers = SqlitePoolOptions::new()
                .max_connections(connections.clamp(1, 4))
                .connect_with(options.read_only(true))
                .await?;
            Pools::Sqlite { writer, readers }
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?
                .application_name("childalert")
                // A transaction whose node vanished must not hold a campaign's lock, or the trail's, for long: it is ended well
                // before those who wait for the lock give up.
                .options([("idle_in_transaction_session_timeout", "4000"), ("lock_timeout", "10000")]);
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(Duration::from_secs(10))
                // The engine's own test waits for ever on a line that went dead without closing.
                .test_before_acquire(false)
                .before_acquire(|connection, seen| {
                    Box::pin(async move {
                        // It answered when it was given back.
                        if seen.idle_for < ANSWER { Ok(true) } else { answers(connection).await }
                    })
                })
                .after_release(|connection, _| Box::pin(answers(connection)))
                .connect_with(options)
                .await?;
            Pools::Postgres(pool)
        } else {
            return Err(StoreError::Url);
        };
        Ok(Store { pools })
    }

    /// Which engine.
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Brings the tables up to this version. Safe to repeat, and to run from several nodes at once.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                // Alone from the first look on: unlike PostgreSQL's, this migrator takes no lock of its own, and two
                // processes would both find the tables missing. (`run` cannot prove that it is `Send` on a borrowed
                // connection; `run_direct` is what sqlx has for that.)
                let mut alone = writer.begin_with("BEGIN IMMEDIATE").await?;
                sqlx::migrate!("../../migrations/sqlite").run_direct(None, &mut *alone, false).await?;
                alone.commit().await?;
            }
            Pools::Postgres(pool) => sqlx::migrate!("../../migrations/postgres").run(pool).await?,
        }
        while self.write(|tx| Box::pin(crate::trail::seal_older(tx))).await? {}
        Ok(())
    }

    /// Runs `work` in one writing transaction: committed if it answers `Ok`, rolled back otherwise. It runs in a task of
    /// its own, because a cancelled `begin` would hand a connection with an open transaction back to the pool.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let pools = self.pools.clone();
        in_task(Box::pin(async move {
            let mut tx = pools.begin_writing().await?;
            let value = work(&mut tx).await?;
            tx.seal().await?;
            Ok(value)
        }))
        .await
    }

    /// Runs `work` on one consistent view, without writing.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let pools = self.pools.clone();
        in_task(Box::pin(async move {
            let mut tx = pools.begin_reading().await?;
            let value = work(&mut tx).await?;
            tx.commit().await?;
            Ok(value)
        }))
        .await
    }

    /// Ends all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Runs work in a task of its own. Boxed: there are hundreds of transactions, and a task of its own kind for each would be most of
/// what there is to compile.
async fn in_task<T, E>(work: Work<'static, T, E>) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let work = tokio::spawn(tokio::time::timeout(LONGEST, work));
    // Ended, or over its time: what it held is rolled back, or was committed without an answer.
    work.await.ok().and_then(Result::ok).unwrap_or_else(|| Err(StoreError::Interrupted.into()))
}

/// How long a transaction may take. It has given up its wait for a lock long before; what takes longer waits for a server that
/// is not there any more, on a line that nobody closed.
const LONGEST: Duration = Duration::from_secs(15);

/// How long a connection that nobody uses may take to answer.
const ANSWER: Duration = Duration::from_secs(1);

/// Whether the server still answers on a connection; one that it does not answer on is closed.
async fn answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match tokio::time::timeout(ANSWER, connection.ping()).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()),
    }
}

/// Opens a file for writing. Its first turn to write-ahead logging does not wait for another process that turns it at the
/// same moment, whatever the busy timeout: so it is tried again.
async fn open_writer(options: &SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    const BUSY: &str = "5";
    let mut attempts = 0;
    loop {
        match SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(BUSY) && attempts < 200 => {
                attempts += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            opened => return opened,
        }
    }
}

impl Pools {
    async fn begin_writing(&self) -> Result<Tx, StoreError> {
        Ok(Tx::of(match self {
            // Immediate: a reader that becomes a writer would fail where another wrote in between.
            Pools::Sqlite { writer, .. } => Inner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            // Whatever the server's default is: what is read after the wait for a lock must be read as it is then.
            Pools::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await?)
            }
        }))
    }

    async fn begin_reading(&self) -> Result<Tx, StoreError> {
        Ok(Tx::of(match self {
            Pools::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        }))
    }
}

impl Tx {
    fn of(inner: Inner) -> Tx {
        Tx { inner, appended: Vec::new(), request: String::new() }
    }

    /// Commits, with what goes into the trail.
    async fn seal(mut self) -> Result<(), StoreError> {
        crate::trail::seal_appended(&mut self).await?;
        self.commit().await
    }

    async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await?,
            Inner::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Takes the campaign's lock for a plan, a begin or a finish: many may hold it at once, none beside a retraction. A
    /// statement of its own, so that what is read next is read after the wait.
    pub async fn share_campaign(&mut self, campaign: Uuid) -> Result<(), StoreError> {
        self.lock("SELECT pg_advisory_xact_lock_shared($1)", campaign).await
    }

    /// Takes the campaign's lock alone: for launch, update, retraction.
    pub async fn own_campaign(&mut self, campaign: Uuid) -> Result<(), StoreError> {
        self.lock("SELECT pg_advisory_xact_lock($1)", campaign).await
    }

    /// Takes the case's lock alone, before any of its campaigns' locks: for what changes the lawfulness of campaigns, and
    /// for the launch that relies on it.
    pub async fn own_case(&mut self, case: Uuid) -> Result<(), StoreError> {
        self.lock("SELECT pg_advisory_xact_lock($1)", case).await
    }

    /// Takes an account's lock alone, before it is read to be changed: of two changes at once, the later one must see the earlier.
    pub async fn own_account(&mut self, account: Uuid) -> Result<(), StoreError> {
        self.lock("SELECT pg_advisory_xact_lock($1)", account).await
    }

    /// Takes the lock of one request, before any other: the same request at the same moment waits for the first one's
    /// answer.
    pub async fn own_request(&mut self, actor: &str, key: &str) -> Result<(), StoreError> {
        self.lock("SELECT pg_advisory_xact_lock($1)", name_of(actor, key)).await
    }

    /// Takes the lock of one channel's account, after its campaign's: for what counts the copies of all campaigns there.
    pub async fn own_channel(&mut self, channel: &str) -> Result<(), StoreError> {
        self.lock("SELECT pg_advisory_xact_lock($1)", name_of("channel", channel)).await
    }

    /// Names the request that this transaction serves, for the trail.
    pub fn comes_from(&mut self, request: String) {
        self.request = request;
    }

    /// Takes the trail's lock, after every other.
    pub(crate) async fn own_trail(&mut self) -> Result<(), StoreError> {
        const TRAIL: Uuid = Uuid::from_u128(0x7472_6169_6c00_0000_0000_0000_0000_0000);
        self.lock("SELECT pg_advisory_xact_lock($1)", TRAIL).await
    }

    /// SQLite has one writer at a time: its immediate transaction is the lock.
    async fn lock(&mut self, statement: &'static str, campaign: Uuid) -> Result<(), StoreError> {
        if let Inner::Postgres(transaction) = &mut self.inner {
            let (high, low) = campaign.as_u64_pair();
            let key = i64::from_ne_bytes((high ^ low).to_ne_bytes());
            sqlx::query(statement).bind(key).execute(&mut **transaction).await?;
        }
        Ok(())
    }
}

/// FNV-1a, 128 bits, over two texts: what shares a lock by chance only waits for each other.
fn name_of(kind: &str, name: &str) -> Uuid {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in kind.bytes().chain([0]).chain(name.bytes()) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    Uuid::from_u128(hash)
}
