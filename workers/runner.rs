//! The loop of a worker. Each role has consumers of its own for new copies and for retractions, so that a retraction never
//! stands behind a broadcast, and asks the ledger itself for those that the queue did not take. A delivery is handled in a
//! task of its own: what goes wrong in one stays in it.

use crate::channel::Channel;
use crate::placement;
use crate::render::Renders;
use crate::roles::{Roles, Staffed};
use childalert_jobs::{
    Ledger, MESSAGE_QUEUE, Presence, RENDER_QUEUE, SAY_HERE, placement_queue, retraction_queue,
};
use childalert_queue::{Delivery, Queue};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::{JoinError, JoinSet},
};

/// How long acts under way may take to finish once the worker is told to stop. What is left then is dropped: its message
/// is delivered again, and the ledger finds out what became of it.
const GRACE: Duration = Duration::from_secs(25);

/// How often the ledger is asked for retractions that wait for the queue. It hands over what has waited for two seconds, so
/// that a retraction begins about three seconds after it when the broker is away, unless the role has its hands full.
const ASK: Duration = Duration::from_secs(1);
/// How often the ledger is asked what is to be measured, and how much it hands over.
const MEASURE: Duration = Duration::from_secs(60);
const MEASURED_AT_ONCE: u16 = 20;
/// How long to leave a ledger alone that did not answer.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Runs the roles until `shutdown` completes, then lets the acts under way finish (at most 25 s). Returns early only if the
/// queue engine ends its consumers.
pub async fn run(
    ledger: Arc<dyn Ledger>,
    queue: Arc<dyn Queue>,
    roles: Roles,
    shutdown: impl Future<Output = ()> + Send,
) {
    let (stop, stopping) = watch::channel(false);
    let (mut consumers, mut collectors) = (JoinSet::new(), JoinSet::new());
    collectors.spawn(say_here(Arc::clone(&ledger), roles.presence(), stopping.clone()));
    for Staffed { channel, placing, retracting, tells } in roles.channels {
        collectors.spawn(collect(Arc::clone(&channel), Arc::clone(&ledger), retracting, stopping.clone()));
        if channel.measures() {
            collectors.spawn(measure(Arc::clone(&channel), Arc::clone(&ledger), stopping.clone()));
        }
        let mut lanes =
            vec![(retraction_queue(channel.name()), retracting), (placement_queue(channel.name()), placing)];
        if tells {
            lanes.push((MESSAGE_QUEUE.to_owned(), 1));
        }
        for (name, in_flight) in lanes {
            let (channel, ledger) = (Arc::clone(&channel), Arc::clone(&ledger));
            consumers.spawn(consume(
                Arc::clone(&queue),
                name,
                in_flight,
                stopping.clone(),
                move |delivery| {
                    let (channel, ledger) = (Arc::clone(&channel), Arc::clone(&ledger));
                    async move { placement::handle(&*channel, &*ledger, delivery).await }
                },
            ));
        }
    }
    if roles.render {
        let renders = Arc::new(Renders::new(ledger));
        consumers.spawn(consume(queue, RENDER_QUEUE.to_owned(), 1, stopping, move |delivery| {
            let renders = Arc::clone(&renders);
            async move { renders.handle(delivery).await }
        }));
    }
    tokio::select! {
        () = shutdown => tracing::info!("stopping: no new jobs; the acts under way may finish"),
        () = all(&mut consumers) => {}
    }
    // Nobody listens any more only if there was no channel.
    let _ = stop.send(true);
    let all_of_both = async {
        all(&mut consumers).await;
        all(&mut collectors).await;
    };
    if tokio::time::timeout(GRACE, all_of_both).await.is_err() {
        tracing::warn!("some acts did not finish in time: the ledger will find out what became of them");
    }
}

async fn consume<F, Fut>(
    queue: Arc<dyn Queue>,
    name: String,
    in_flight: u16,
    mut stopping: watch::Receiver<bool>,
    handle: F,
) where
    F: Fn(Delivery) -> Fut + Send,
    Fut: Future<Output = ()> + Send + 'static,
{
    let mut consumer = queue.consume(&name, in_flight).await;
    tracing::info!(queue = name, in_flight, "waiting for jobs");
    let mut acts = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            // An error means that the runner is gone.
            _ = stopping.wait_for(|stop| *stop) => break,
            Some(ended) = acts.join_next(), if !acts.is_empty() => note(&name, ended),
            delivery = consumer.next(), if acts.len() < usize::from(in_flight) => match delivery {
                Some(delivery) => { acts.spawn(handle(delivery)); }
                None => break,
            },
        }
    }
    // What was fetched and not begun goes back to the queue at once, to another worker.
    drop(consumer);
    while let Some(ended) = acts.join_next().await {
        note(&name, ended);
    }
}

/// Handles what the ledger hands over of a channel's retractions like what the queue delivers.
async fn collect(
    channel: Arc<dyn Channel>,
    ledger: Arc<dyn Ledger>,
    in_flight: u16,
    mut stopping: watch::Receiver<bool>,
) {
    let mut acts = JoinSet::new();
    let mut pause = ASK;
    loop {
        let free = in_flight.saturating_sub(u16::try_from(acts.len()).unwrap_or(u16::MAX));
        tokio::select! {
            biased;
            // An error means that the runner is gone.
            _ = stopping.wait_for(|stop| *stop) => break,
            Some(ended) = acts.join_next(), if !acts.is_empty() => {
                note(channel.name(), ended);
                continue;
            }
            () = tokio::time::sleep(pause), if free > 0 => {}
        }
        let jobs = match ledger.waiting_retractions(channel.name(), free).await {
            Ok(jobs) => jobs,
            Err(fault) => {
                tracing::warn!(channel = channel.name(), "{fault}: retractions come by the queue alone");
                pause = ASK_AGAIN;
                continue;
            }
        };
        // Where as many came as were asked for, there are more.
        pause = if jobs.len() < usize::from(free) { ASK } else { Duration::ZERO };
        for job in jobs {
            tracing::info!(channel = channel.name(), placement = %job.id, "the queue did not take it in time");
            let (channel, ledger) = (Arc::clone(&channel), Arc::clone(&ledger));
            let delivery = Delivery::outside_of_queues(job);
            acts.spawn(async move { placement::handle(&*channel, &*ledger, delivery).await });
        }
    }
    while let Some(ended) = acts.join_next().await {
        note(channel.name(), ended);
    }
}

/// Reads how copies were received, one after the other: nothing waits for it, and networks limit how often they are asked.
async fn measure(channel: Arc<dyn Channel>, ledger: Arc<dyn Ledger>, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            biased;
            // An error means that the runner is gone.
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(MEASURE) => {}
        }
        let permits = match ledger.to_measure(channel.name(), MEASURED_AT_ONCE).await {
            Ok(permits) => permits,
            Err(fault) => {
                tracing::debug!(channel = channel.name(), "{fault}: nothing is measured");
                continue;
            }
        };
        for permit in permits {
            if *stopping.borrow() {
                return;
            }
            let Some(insights) = channel.measure(&permit).await else { continue };
            if let Err(fault) = ledger.measured(permit.id(), insights).await {
                tracing::debug!(channel = channel.name(), "{fault}: a measure was lost");
            }
        }
    }
}

/// Says now and then that this worker is there. Nothing waits for it.
async fn say_here(ledger: Arc<dyn Ledger>, does: Vec<Presence>, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(fault) = ledger.here(&does).await {
            tracing::debug!("{fault}: nobody is told that this worker is there");
        }
        tokio::select! {
            biased;
            // An error means that the runner is gone.
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(SAY_HERE) => {}
        }
    }
}

fn note(queue: &str, ended: Result<(), JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        // The delivery was dropped with its task: it comes again, and is parked when that does not help.
        tracing::error!(queue, "a job's handling panicked");
    }
}

async fn all(consumers: &mut JoinSet<()>) {
    while consumers.join_next().await.is_some() {}
}
