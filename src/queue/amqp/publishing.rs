//! Publishes with confirms. A message that the broker cannot route is confirmed all the same, and sent back just
//! before; the client pairs what comes back with the next confirm of the channel, whichever that is. So a channel has
//! one message on its way, and many channels work side by side.

use super::socket::Line;
use super::topology::{self, Delay, Names};
use childalert_jobs::Job;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Confirmation};
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Publishes that run at the same time. More of them gain little: the broker writes the log of all quorum queues with
/// one process, and its batches are full by then.
const CHANNELS: usize = 64;
/// Says how often a job had failed before it was put off: a fresh copy of a message starts with a fresh count.
pub(super) const FAILURES_HEADER: &str = "x-failures";

/// Why a publish was not confirmed: for [`crate::PublishError`], so no word of the broker's.
pub(super) type Reason = &'static str;
pub(super) const UNROUTABLE: Reason = "the broker has no such queue";
const FAILED: Reason = "the connection to the broker failed";

/// The message of a job.
pub(super) fn body(job: &Job) -> Result<Vec<u8>, crate::PublishError> {
    serde_json::to_vec(job).map_err(|_| crate::PublishError::Unconfirmed("the job could not be written"))
}

/// The publishing connection with its channels, made as they are needed.
pub(super) struct Publisher {
    pub line: Line,
    slots: Semaphore,
    idle: Mutex<Vec<Channel>>,
    /// The waiting rooms that were declared on this connection, by their name at the broker.
    rooms: Mutex<HashSet<String>>,
}

/// A channel with nothing on its way. Dropped before [`Lease::give_back`], it is closed: a confirm may still come on
/// it, and must not be taken for the next message's.
struct Lease<'a> {
    publisher: &'a Publisher,
    channel: Channel,
    _slot: SemaphorePermit<'a>,
}

impl Lease<'_> {
    fn give_back(self) {
        locked(&self.publisher.idle).push(self.channel);
    }
}

impl Publisher {
    pub fn new(line: Line) -> Self {
        Publisher { line, slots: Semaphore::new(CHANNELS), idle: Mutex::default(), rooms: Mutex::default() }
    }

    /// Whether a publish has a chance at this moment: connected, and the broker has not stopped publishers for want
    /// of memory or disk.
    pub fn takes_jobs(&self) -> bool {
        self.line.stands() && !self.line.connection.status().blocked()
    }

    /// Publishes to the queue of this name at the broker. `Ok` only when the broker holds the message on disk. Sets
    /// no limit of time: the caller does.
    pub async fn publish(&self, queue: &str, body: &[u8], failures: u32) -> Result<(), Reason> {
        if !self.line.stands() {
            return Err(FAILED);
        }
        if self.line.connection.status().blocked() {
            return Err("the broker takes no messages now: it is short of memory or disk");
        }
        let lease = self.lease().await.map_err(|error| failed(&error))?;
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let sent = lease.channel.basic_publish("".into(), queue.into(), options, body, properties(failures));
        let confirmed = async { sent.await?.await }.await.map_err(|error| failed(&error))?;
        match confirmed {
            Confirmation::Ack(None) => {
                lease.give_back();
                Ok(())
            }
            Confirmation::Ack(Some(_)) | Confirmation::Nack(Some(_)) => {
                lease.give_back();
                Err(UNROUTABLE)
            }
            Confirmation::Nack(None) => {
                lease.give_back();
                Err("the broker refused the message")
            }
            Confirmation::NotRequested => Err("the broker was not asked to confirm"),
        }
    }

    /// Publishes to the queue in which messages wait until they fall back into `queue`.
    pub async fn put_off(
        &self,
        names: &Names,
        queue: &str,
        delay: Delay,
        body: &[u8],
        failures: u32,
    ) -> Result<(), Reason> {
        let room = names.waiting_room(queue, delay);
        let known = locked(&self.rooms).contains(&room);
        if known {
            match self.publish(&room, body, failures).await {
                // Deleted at the broker since: declared again below.
                Err(UNROUTABLE) => locked(&self.rooms).remove(&room),
                answer => return answer,
            };
        }
        let lease = self.lease().await.map_err(|error| failed(&error))?;
        topology::declare_waiting_room(&lease.channel, names, queue, delay)
            .await
            .map_err(|error| failed(&error))?;
        lease.give_back();
        locked(&self.rooms).insert(room.clone());
        self.publish(&room, body, failures).await
    }

    async fn lease(&self) -> lapin::Result<Lease<'_>> {
        let slot = self.slots.acquire().await.map_err(std::io::Error::other)?;
        while let Some(channel) = pop(&self.idle) {
            if channel.status().connected() {
                return Ok(Lease { publisher: self, channel, _slot: slot });
            }
        }
        let channel = self.line.connection.create_channel().await?;
        channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok(Lease { publisher: self, channel, _slot: slot })
    }
}

fn properties(failures: u32) -> BasicProperties {
    let properties =
        BasicProperties::default().with_delivery_mode(2).with_content_type("application/json".into());
    if failures == 0 {
        return properties;
    }
    let mut headers = FieldTable::default();
    headers.insert(FAILURES_HEADER.into(), AMQPValue::LongUInt(failures));
    properties.with_headers(headers)
}

pub(super) fn failed(error: &lapin::Error) -> Reason {
    tracing::debug!(%error, "publish failed");
    FAILED
}

fn pop(idle: &Mutex<Vec<Channel>>) -> Option<Channel> {
    locked(idle).pop()
}

/// Nothing in here is left half-done by a panic, so a poisoned lock is as good as a sound one.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
