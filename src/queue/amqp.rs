//! The engine on RabbitMQ (3.10 or later), and the only place that names its client.
//!
//! One supervisor keeps a pair of connections: RabbitMQ stops reading from a connection that publishes while it is
//! short of memory or disk, and consumers must go on acknowledging meanwhile. When either connection fails, both are
//! built anew, with channels and queues: the client's own recovery is off, because it does not mend channels that the
//! broker closed. Nothing here waits without a limit, and what was not confirmed in time counts as unknown.
//!
//! Queues are quorum queues. One queue `q` brings `parked.v1` (dead letters, delivery limit) and, once somebody asks
//! for a delay, `q.later.5s` and its like, from which messages fall back into `q`.

mod answering;
mod config;
mod consuming;
mod link;
mod publishing;
mod socket;
mod topology;

pub use config::{AmqpConfig, AmqpConfigError};

use crate::{Consumer, PublishError, Queue};
use async_trait::async_trait;
use childalert_jobs::Job;
use link::{Link, Running, Standing};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use topology::Names;

/// How long a publish may take, waiting for a channel included. After that its fate is unknown.
const PUBLISH_LIMIT: Duration = Duration::from_secs(5);
/// How long the broker is given to tell consumers of a deleted queue.
const DELETION_PAUSE: Duration = Duration::from_secs(1);
/// How long a publish waits for the very first connection, so that a service may publish as soon as it has started.
const FIRST_CONNECTION_LIMIT: Duration = Duration::from_millis(1500);

/// Jobs on RabbitMQ.
pub struct AmqpQueue {
    link: Link,
    names: Arc<Names>,
    /// Dropped with the engine: every task ends when it sees that.
    _running: watch::Sender<()>,
}

impl AmqpQueue {
    /// Checks the configuration and starts connecting in the background. The broker may be absent: until it is there,
    /// [`Queue::ready`] is false and publishing fails at once. Call it inside a tokio runtime.
    pub fn connect(config: AmqpConfig) -> Result<Self, AmqpConfigError> {
        AmqpQueue::connect_in("", config)
    }

    /// The same, with `namespace` before the name of every queue at the broker, so that installations (or tests) can
    /// share one virtual host.
    pub fn connect_in(namespace: &str, config: AmqpConfig) -> Result<Self, AmqpConfigError> {
        let address = config.check()?;
        let names = Arc::new(Names::new(namespace, config.queues));
        let (running, signal) = watch::channel(());
        let running_signal = Running::new(signal);
        let link = Link::start(address, config.connection_name, Arc::clone(&names), running_signal);
        Ok(AmqpQueue { link, names, _running: running })
    }
}

#[async_trait]
impl Queue for AmqpQueue {
    async fn publish(&self, queue: &str, job: &Job) -> Result<(), PublishError> {
        let standing = match self.link.standing() {
            Standing::Starting => self.link.first_standing(FIRST_CONNECTION_LIMIT).await,
            known => known,
        };
        let Standing::Up(pair) = standing else {
            return Err(PublishError::Unconfirmed("not connected to the broker"));
        };
        let body = publishing::body(job)?;
        let publishing = async {
            match pair.publisher.publish(&self.names.queue(queue), &body, 0).await {
                // One of ours was deleted at the broker: put it back and try once more. Not at once, or its consumers
                // are not told that it went.
                Err(publishing::UNROUTABLE) if self.names.is_ours(queue) => {
                    tokio::time::sleep(DELETION_PAUSE).await;
                    pair.declare_all(&self.names).await.map_err(|error| publishing::failed(&error))?;
                    pair.publisher.publish(&self.names.queue(queue), &body, 0).await
                }
                answer => answer,
            }
        };
        match tokio::time::timeout(PUBLISH_LIMIT, publishing).await {
            Ok(answer) => answer.map_err(PublishError::Unconfirmed),
            Err(_) => Err(PublishError::Unconfirmed("no confirm from the broker in time")),
        }
    }

    async fn consume(&self, queue: &str, prefetch: u16) -> Consumer {
        consuming::start(self.link.clone(), Arc::clone(&self.names), queue, prefetch.max(1))
    }

    async fn ready(&self) -> bool {
        matches!(self.link.standing(), Standing::Up(pair) if pair.takes_jobs())
    }

    async fn depth(&self, queue: &str) -> Option<u64> {
        let Standing::Up(pair) = self.link.standing() else { return None };
        let name = self.names.queue(queue);
        let counting = topology::depth(&pair.consuming.connection, &name);
        tokio::time::timeout(PUBLISH_LIMIT, counting).await.ok().flatten()
    }
}
