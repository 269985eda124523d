//! A fresh database per law, on either engine, gone again however the law ends.

use childalert_store::{Engine, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, SqliteConnection, SqlitePool};
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// A database that one law has for itself. Empty until [`Database::store`] is asked for.
pub struct Database {
    /// Where it is.
    pub url: String,
    /// What holds it.
    pub engine: Engine,
    opened: Mutex<Vec<Store>>,
}

impl Database {
    fn new(url: String, engine: Engine) -> Arc<Database> {
        Arc::new(Database { url, engine, opened: Mutex::default() })
    }

    /// Another pool on it, as another node would have.
    pub async fn open(&self) -> Store {
        let store = Store::open(&self.url, 12).await.expect("the database opens");
        self.opened.lock().expect("no law panics here").push(store.clone());
        store
    }

    /// A pool on it, with this version's tables.
    pub async fn store(&self) -> Store {
        let store = self.open().await;
        store.migrate().await.expect("an empty database can be migrated");
        store
    }

    /// The tables as the migrations up to `version` made them.
    pub async fn version(&self, version: i64) {
        // A pool, because the migrator cannot prove that it is `Send` on a borrowed connection.
        let done = match self.engine {
            Engine::Sqlite => {
                let pool = SqlitePool::connect(&format!("{}?mode=rwc", self.url)).await.expect("a file");
                let done = sqlx::migrate!("../../migrations/sqlite").run_to(version, &pool).await;
                pool.close().await;
                done
            }
            Engine::Postgres => {
                let pool = PgPool::connect(&self.url).await.expect("the server answers");
                let done = sqlx::migrate!("../../migrations/postgres").run_to(version, &pool).await;
                pool.close().await;
                done
            }
        };
        done.expect("an empty database can be migrated");
    }

    /// An id as a literal of the engine.
    pub fn literal(&self, id: Uuid) -> String {
        match self.engine {
            Engine::Sqlite => format!("X'{}'", id.simple()),
            Engine::Postgres => format!("'{id}'"),
        }
    }

    /// Runs one statement past the store, on a connection of its own; answers the number of rows changed.
    pub async fn raw(&self, statement: &str) -> Result<u64, sqlx::Error> {
        let statement = AssertSqlSafe(statement.to_owned());
        match self.engine {
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await?;
                let done =
                    sqlx::query(statement).execute(&mut connection).await.map(|done| done.rows_affected());
                connection.close().await?;
                done
            }
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await?;
                let done =
                    sqlx::query(statement).execute(&mut connection).await.map(|done| done.rows_affected());
                connection.close().await?;
                done
            }
        }
    }

    /// One number, read past the store.
    pub async fn number(&self, statement: &str) -> i64 {
        let statement = AssertSqlSafe(statement.to_owned());
        let number = match self.engine {
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.expect("the file opens");
                sqlx::query_scalar(statement).fetch_one(&mut connection).await
            }
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await.expect("the server answers");
                sqlx::query_scalar(statement).fetch_one(&mut connection).await
            }
        };
        number.expect("the statement gives one number")
    }
}

/// What is held to. Boxed: a task of its own kind for each law would be most of what there is to compile.
type Law = Box<dyn FnOnce(Arc<Database>) -> Held + Send>;
type Held = Pin<Box<dyn Future<Output = ()> + Send>>;

fn boxed<F: Future<Output = ()> + Send + 'static>(
    law: impl FnOnce(Arc<Database>) -> F + Send + 'static,
) -> Law {
    Box::new(move |database| Box::pin(law(database)))
}

/// Holds a law to SQLite.
pub fn hold_on_sqlite<F: Future<Output = ()> + Send + 'static>(
    law: impl FnOnce(Arc<Database>) -> F + Send + 'static,
) -> Held {
    Box::pin(on_sqlite(boxed(law)))
}

/// Holds a law to PostgreSQL, on the server that `CHILDALERT_TEST_POSTGRES_URL` names.
pub fn hold_on_postgres<F: Future<Output = ()> + Send + 'static>(
    law: impl FnOnce(Arc<Database>) -> F + Send + 'static,
) -> Held {
    Box::pin(on_postgres(boxed(law)))
}

async fn on_sqlite(law: Law) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("childalert.db").display());
    law(Database::new(url, Engine::Sqlite)).await;
}

async fn on_postgres(law: Law) {
    static DATABASES: AtomicU32 = AtomicU32::new(0);

    let server = std::env::var("CHILDALERT_TEST_POSTGRES_URL")
        .expect("CHILDALERT_TEST_POSTGRES_URL names a server on which databases may be created");
    let name = format!("contract_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    let (address, _) = server.rsplit_once('/').expect("the URL ends with the name of a database");
    let url = format!("{address}/{name}");
    let mut server = PgConnection::connect(&server).await.expect("the test server answers");
    administer(&mut server, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    let database = Database::new(url, Engine::Postgres);
    // In a task, so that the database goes also where the law does not hold.
    let held = tokio::spawn(law(database.clone())).await;
    let opened = std::mem::take(&mut *database.opened.lock().expect("no law panics here"));
    for store in opened {
        // Where a law left a connection in use, the server ends it below.
        let _ = tokio::time::timeout(Duration::from_secs(1), store.close()).await;
    }
    administer(&mut server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(broken) = held {
        std::panic::resume_unwind(broken.into_panic());
    }
}

async fn administer(server: &mut PgConnection, statement: String) {
    let done = sqlx::query(AssertSqlSafe(statement)).execute(server).await;
    done.expect("the test server lets databases be created and dropped");
}
