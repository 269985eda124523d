//! A fresh database per law, on either engine, gone again however the law ends.

use childalert_store::{Engine, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A database that one law has for itself. Empty until [`Database::store`] is asked for.
pub struct Database {
    /// Where it is.
    pub url: String,
    /// What holds it.
    pub engine: Engine,
}

impl Database {
    /// Another pool on it, as another node would have.
    pub async fn open(&self) -> Store {
        Store::open(&self.url, 12).await.expect("the database opens")
    }

    /// A pool on it, with this version's tables.
    pub async fn store(&self) -> Store {
        let store = self.open().await;
        store.migrate().await.expect("an empty database can be migrated");
        store
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

/// Holds a law to SQLite.
pub async fn hold_on_sqlite<F: Future<Output = ()> + Send + 'static>(law: impl FnOnce(Arc<Database>) -> F) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("childalert.db").display());
    law(Arc::new(Database { url, engine: Engine::Sqlite })).await;
}

/// Holds a law to PostgreSQL, on the server that `CHILDALERT_TEST_POSTGRES_URL` names.
pub async fn hold_on_postgres<F: Future<Output = ()> + Send + 'static>(law: impl FnOnce(Arc<Database>) -> F) {
    static DATABASES: AtomicU32 = AtomicU32::new(0);

    let server = std::env::var("CHILDALERT_TEST_POSTGRES_URL")
        .expect("CHILDALERT_TEST_POSTGRES_URL names a server on which databases may be created");
    let name = format!("contract_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    let (address, _) = server.rsplit_once('/').expect("the URL ends with the name of a database");
    let url = format!("{address}/{name}");
    let drop_it = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    administer(&server, &drop_it).await;
    administer(&server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    // In a task, so that the database goes also where the law does not hold.
    let held = tokio::spawn(law(Arc::new(Database { url, engine: Engine::Postgres }))).await;
    administer(&server, &drop_it).await;
    if let Err(broken) = held {
        std::panic::resume_unwind(broken.into_panic());
    }
}

async fn administer(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server).await.expect("the test server answers");
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the test server lets databases be created and dropped");
    connection.close().await.expect("the connection closes");
}
