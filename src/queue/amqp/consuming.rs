//! Feeds one consumer, over as many connections as it takes.

use super::answering::AmqpAnswer;
use super::link::{Link, Pair};
use super::publishing::FAILURES_HEADER;
use super::topology::{self, Names};
use crate::{Consumer, DELIVERY_LIMIT, Delivery, Source};
use async_trait::async_trait;
use childalert_jobs::{Job, PARKED_QUEUE};
use futures_util::StreamExt;
use lapin::message::Delivery as Message;
use lapin::options::{
    BasicCancelOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions, BasicRejectOptions,
};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Acker, Channel};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{sleep, timeout};

/// A consumer that got nothing for so long subscribes anew. A queue that is deleted and at once put back by somebody
/// takes its consumers along on paper, and never sends them anything (seen on 3.10.8): silence proves nothing.
const SILENCE: Duration = Duration::from_secs(15);
/// Pause before a consumer tries again that failed while the connection stood.
const PAUSE: Duration = Duration::from_millis(500);
/// How long starting to consume may take, and how long handing messages back at the end.
const LIMIT: Duration = Duration::from_secs(10);

/// Starts a consumer of `queue`. Its task ends when the consumer is dropped or the engine is.
pub(super) fn start(link: Link, names: Arc<Names>, queue: &str, prefetch: u16) -> Consumer {
    // One place, not `prefetch`: what waits here may be overtaken by a lost connection.
    let (out, inbox) = mpsc::channel(1);
    let slots = Arc::new(Semaphore::new(usize::from(prefetch)));
    let feed = Feed { link, names, queue: queue.into(), prefetch, slots, out };
    tokio::spawn(feed.run());
    Consumer { source: Box::new(Inbox(inbox)) }
}

struct Inbox(mpsc::Receiver<(Delivery, Acker)>);

#[async_trait]
impl Source for Inbox {
    async fn next(&mut self) -> Option<Delivery> {
        loop {
            let (delivery, acker) = self.0.recv().await?;
            // Not if its channel was lost since: the broker delivers it again.
            if acker.usable() {
                return Some(delivery);
            }
        }
    }
}

struct Feed {
    link: Link,
    names: Arc<Names>,
    queue: Arc<str>,
    prefetch: u16,
    /// One for each delivery that may be out. They outlast connections: a delivery of the last one that is still
    /// being handled counts.
    slots: Arc<Semaphore>,
    out: mpsc::Sender<(Delivery, Acker)>,
}

/// Why a feed stopped.
enum Stop {
    /// Nobody listens any more.
    Over,
    /// Nothing came for [`SILENCE`].
    Silence,
    /// The channel, the queue or the connection is gone.
    Lost,
}

impl Feed {
    async fn run(mut self) {
        let (out, mut running) = (self.out.clone(), self.link.running.clone());
        loop {
            let up = async {
                match self.link.up().await {
                    Some(pair) => Some(pair),
                    // The supervisor has ended, and so will this.
                    None => std::future::pending().await,
                }
            };
            let pair = tokio::select! {
                pair = up => pair,
                () = out.closed() => return,
                () = running.over() => return,
            };
            let Some(pair) = pair else { return };
            match self.feed(&pair).await {
                Ok(Stop::Over) => return,
                Ok(Stop::Silence) => continue,
                Ok(Stop::Lost) => {}
                // A lost connection is the supervisor's to report.
                Err(error) if !pair.consuming.stands() => {
                    tracing::debug!(queue = %self.queue, %error, "consumer lost its connection");
                }
                Err(error) => tracing::warn!(queue = %self.queue, %error, "cannot consume; trying again"),
            }
            drop(pair);
            tokio::select! {
                () = sleep(PAUSE) => {}
                () = out.closed() => return,
                () = running.over() => return,
            }
        }
    }

    async fn feed(&self, pair: &Arc<Pair>) -> lapin::Result<Stop> {
        let started = timeout(LIMIT, self.begin(pair)).await;
        let (channel, mut messages) = started.map_err(|_| timed_out())??;
        let mut running = self.link.running.clone();
        let mut silent = false;
        loop {
            let next = async {
                let slot = Arc::clone(&self.slots).acquire_owned().await.ok()?;
                Some((slot, timeout(SILENCE, messages.next()).await))
            };
            let next = tokio::select! {
                next = next => next,
                () = self.out.closed() => break,
                () = running.over() => break,
            };
            let (slot, message) = match next {
                Some((slot, Ok(Some(message)))) => (slot, message),
                Some((_, Err(_))) if !silent => {
                    // What is on its way at this moment still comes, and then the end.
                    silent = true;
                    let cancelling = channel.basic_cancel(messages.tag(), BasicCancelOptions::default());
                    timeout(LIMIT, cancelling).await.map_err(|_| timed_out())??;
                    continue;
                }
                Some(_) | None => return Ok(if silent { Stop::Silence } else { Stop::Lost }),
            };
            let Some(delivery) = self.read(pair, &channel, message?, slot).await else { continue };
            let sent = tokio::select! {
                sent = self.out.send(delivery) => sent.is_ok(),
                () = running.over() => false,
            };
            if !sent {
                break;
            }
        }
        drop(timeout(LIMIT, hand_back(&channel, messages)).await);
        Ok(Stop::Over)
    }

    async fn begin(&self, pair: &Pair) -> lapin::Result<(Channel, lapin::Consumer)> {
        let channel = pair.consuming.connection.create_channel().await?;
        // Deleted at the broker, a queue ends its consumers: this puts it back.
        topology::declare(&channel, &self.names, &self.queue).await?;
        channel.basic_qos(self.prefetch, BasicQosOptions::default()).await?;
        let name = self.names.queue(&self.queue);
        let options = BasicConsumeOptions::default();
        let messages = channel.basic_consume(name.into(), "".into(), options, FieldTable::default()).await?;
        Ok((channel, messages))
    }

    /// Makes a delivery of a message. `None`: it was parked, because it is no job or was delivered too often.
    async fn read(
        &self,
        pair: &Arc<Pair>,
        channel: &Channel,
        message: Message,
        slot: OwnedSemaphorePermit,
    ) -> Option<(Delivery, Acker)> {
        let failures = count(&message, FAILURES_HEADER).saturating_add(count(&message, "x-delivery-count"));
        let job = match serde_json::from_slice::<Job>(&message.data) {
            Ok(job) if failures < DELIVERY_LIMIT || &*self.queue == PARKED_QUEUE => job,
            Ok(job) => {
                tracing::warn!(queue = %self.queue, job = %job.id, "job parked: delivered too often");
                drop(message.acker.reject(BasicRejectOptions { requeue: false }).await);
                return None;
            }
            Err(_) => {
                tracing::error!(queue = %self.queue, bytes = message.data.len(), "message is no job; parked as it is");
                drop(message.acker.reject(BasicRejectOptions { requeue: false }).await);
                return None;
            }
        };
        let answer = AmqpAnswer {
            acker: message.acker.clone(),
            body: message.data,
            failures,
            queue: Arc::clone(&self.queue),
            names: Arc::clone(&self.names),
            running: self.link.running.clone(),
            runtime: tokio::runtime::Handle::current(),
            pair: Arc::clone(pair),
            _channel: channel.clone(),
            _slot: slot,
        };
        let delivery = Delivery { job, attempt: failures.saturating_add(1), answer: Some(Box::new(answer)) };
        Some((delivery, message.acker))
    }
}

/// Stops consuming and gives back what the broker sent ahead, so that others get it at once. Deliveries that are out
/// keep the channel open until they are answered.
async fn hand_back(channel: &Channel, mut messages: lapin::Consumer) {
    if channel.basic_cancel(messages.tag(), BasicCancelOptions::default()).await.is_err() {
        return;
    }
    while let Some(Ok(message)) = messages.next().await {
        let options = BasicNackOptions { requeue: true, ..BasicNackOptions::default() };
        drop(message.acker.nack(options).await);
    }
}

fn timed_out() -> lapin::Error {
    std::io::Error::from(std::io::ErrorKind::TimedOut).into()
}

/// A header that counts, 0 where there is none.
fn count(message: &Message, header: &str) -> u32 {
    let value = message.properties.headers().as_ref().and_then(|headers| headers.inner().get(header));
    match value {
        Some(AMQPValue::LongLongInt(n)) => u32::try_from(*n).unwrap_or(0),
        Some(AMQPValue::LongInt(n)) => u32::try_from(*n).unwrap_or(0),
        Some(AMQPValue::LongUInt(n)) => *n,
        Some(AMQPValue::ShortInt(n)) => u32::try_from(*n).unwrap_or(0),
        Some(AMQPValue::ShortUInt(n)) => u32::from(*n),
        Some(AMQPValue::ShortShortInt(n)) => u32::try_from(*n).unwrap_or(0),
        Some(AMQPValue::ShortShortUInt(n)) => u32::from(*n),
        _ => 0,
    }
}
