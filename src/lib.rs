//! The composition root: the only place that names concrete engines. Everything else is told what it needs.

pub mod audit;
pub mod cli;
pub mod config;
mod config_file;
pub mod demonstration;
mod installation;
pub mod keys;
pub mod kit;
mod notice_file;
pub mod proof;
pub mod providers;
pub mod report;
pub mod user;

use anyhow::Context;
use childalert_app::{App, InProcessLedger, Settings, SystemClock, SystemIds, WorkerScope};
use childalert_domain::Channel;
use childalert_jobs::{Act, MESSAGE_QUEUE, PARKED_QUEUE, RENDER_QUEUE, placement_queue, retraction_queue};
use childalert_queue::{AmqpConfig, AmqpQueue, MemoryQueue, Queue};
use childalert_store::Store;
use childalert_workers::Roles;
use config::Config;
use installation::statement_key;
use std::net::TcpListener;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The service, put together and running in the background; HTTP is served by [`Service::serve`].
pub struct Service {
    /// Its inside.
    pub app: App,
    listener: TcpListener,
    http_threads: usize,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Opens the database and brings it up to date.
pub async fn open_store(config: &Config) -> anyhow::Result<Store> {
    config.make_folders()?;
    let store = Store::open(&config.database_url, config.database_connections).await.with_context(|| {
        match config.database_file() {
            Some(file) => format!(
                "the database {} cannot be opened: is it a SQLite file, and may this user write to it and its folder?",
                file.display()
            ),
            None => "the database cannot be opened: is database_url right, and does the server run?".to_owned(),
        }
    })?;
    store.migrate().await.context("the database cannot be brought up to this version")?;
    Ok(store)
}

/// The same, of a database that is there: who reads in the wrong folder is told so, and not that there is nothing.
pub async fn open_known_app(config: &Config) -> anyhow::Result<App> {
    if let Some(file) = config.database_file().filter(|file| !file.exists()) {
        anyhow::bail!(
            "there is no database at {}: name its folder with --data, or its address with --database-url",
            file.display()
        );
    }
    open_app(config).await
}

/// The use cases alone, without anything running: for commands that do one thing.
pub async fn open_app(config: &Config) -> anyhow::Result<App> {
    let queue: Arc<dyn Queue> = Arc::new(MemoryQueue::new());
    compose(config, queue).await
}

async fn compose(config: &Config, queue: Arc<dyn Queue>) -> anyhow::Result<App> {
    let store = open_store(config).await?;
    let files = config.files().with_context(|| {
        format!("files_url: {}: name a place that this user may write to", config.files_url)
    })?;
    let settings = Settings {
        public_url: config.public_url.clone(),
        batch_size: config.batch_size,
        authorities: config.authorities.clone(),
        providers: config.providers.clone(),
    };
    Ok(App::new(store, queue, files, Arc::new(SystemClock), Arc::new(SystemIds), settings))
}

/// Every queue of the service.
pub fn queues() -> Vec<String> {
    let mut queues = vec![RENDER_QUEUE.to_owned(), MESSAGE_QUEUE.to_owned()];
    for channel in Channel::all() {
        queues.push(placement_queue(channel.name()));
        queues.push(retraction_queue(channel.name()));
    }
    queues
}

impl Service {
    /// Opens everything and starts relay, sweep and the workers of this process. A missing broker does not stop it: what is
    /// committed waits in the database until the broker is there.
    pub async fn start(config: &Config) -> anyhow::Result<Service> {
        let listener = TcpListener::bind(config.listen).with_context(|| {
            format!("cannot listen on {}: is another program there? Choose with --listen", config.listen)
        })?;
        let queue: Arc<dyn Queue> = match &config.broker_url {
            None => Arc::new(MemoryQueue::new()),
            Some(url) => {
                let connection_name = "childalert serve".to_owned();
                let broker = AmqpConfig { url: url.clone(), queues: queues(), connection_name };
                Arc::new(AmqpQueue::connect(broker).context("queue_url")?)
            }
        };
        let app = compose(config, queue.clone()).await?;
        match statement_key(config) {
            Ok(Some(key)) => app.sign_with(key),
            Ok(None) => {}
            Err(error) => tracing::warn!("closing statements are not signed: {error:#}"),
        }
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let (relay, sweep, parked) = (app.clone(), app.clone(), app.clone());
        let (relay_stop, sweep_stop) = (stopped.clone(), stopped.clone());
        tasks.spawn(async move { relay.run_relay(relay_stop).await });
        tasks.spawn(async move { sweep.run_sweep(sweep_stop).await });
        let (ends, ends_stop) = (app.clone(), stopped.clone());
        tasks.spawn(async move { ends.run_ends(ends_stop).await });
        let (parked_queue, parked_stop) = (queue.clone(), stopped.clone());
        tasks.spawn(async move { watch_parked(parked, parked_queue, parked_stop).await });
        if !config.in_process_workers.is_empty() {
            let names = config.in_process_workers.iter().map(String::as_str);
            let roles = Roles::named(names, &config.workers)?;
            for channel in roles.unconfigured() {
                tracing::warn!(channel, "no account is configured: its placements will be refused");
            }
            let ledger = Arc::new(InProcessLedger::new(app.clone(), WorkerScope::Any));
            let mut stopped = stopped;
            tasks.spawn(async move {
                let shutdown = async move {
                    // An error means that the sender is gone: that is the end as well.
                    let _ = stopped.wait_for(|stop| *stop).await;
                };
                childalert_workers::run(ledger, queue, roles, shutdown).await;
            });
        }
        Ok(Service { app, listener, http_threads: config.http_threads, stop, tasks })
    }

    /// Serves HTTP until `shutdown`, then lets everything under way finish.
    pub async fn serve(mut self, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
        let server = childalert_web::server(self.app.clone(), self.listener, self.http_threads)
            .context("the HTTP server cannot be started")?;
        let handle = server.handle();
        let serving = tokio::spawn(server);
        shutdown.await;
        tracing::info!("stopping: requests and acts under way may finish");
        handle.stop(true).await;
        serving.await.context("the HTTP server failed")?.context("the HTTP server failed")?;
        // Nobody listens any more only if every task has ended already.
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
        Ok(())
    }
}

/// What nobody could handle is put before a person.
async fn watch_parked(app: App, queue: Arc<dyn Queue>, mut stopped: watch::Receiver<bool>) {
    let mut consumer = queue.consume(PARKED_QUEUE, 16).await;
    loop {
        let delivery = tokio::select! {
            delivery = consumer.next() => delivery,
            _ = stopped.wait_for(|stop| *stop) => return,
        };
        let Some(delivery) = delivery else { return };
        let job = delivery.job;
        tracing::error!(act = job.act.name(), id = %job.id, "a job could not be handled and was parked");
        let told = if matches!(job.act, Act::Render | Act::Tell) { Ok(()) } else { app.parked(job.id).await };
        match told {
            Ok(()) => delivery.done().await,
            Err(error) => {
                tracing::error!(%error, "a parked job could not be recorded");
                delivery.later(std::time::Duration::from_secs(5)).await;
            }
        }
    }
}
