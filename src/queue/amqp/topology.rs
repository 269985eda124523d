//! What stands at the broker: the names of the queues and how each is declared. Declaring is idempotent and done at
//! every connection, so a broker whose data were wiped is furnished again before the first job.

use crate::DELIVERY_LIMIT;
use childalert_jobs::PARKED_QUEUE;
use lapin::options::QueueDeclareOptions;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, Connection};
use std::time::Duration;

/// Where messages of the parked queue end that are no job at all: nobody's consumer could read them, and they must
/// neither be lost nor come round again and again.
const UNREADABLE_QUEUE: &str = "unreadable.v1";

const DELIVERY_LIMIT_KEY: &str = "x-delivery-limit";

/// The queues' names at the broker.
pub(super) struct Names {
    namespace: String,
    ours: Vec<String>,
}

impl Names {
    pub fn new(namespace: &str, ours: Vec<String>) -> Self {
        Names { namespace: namespace.to_owned(), ours }
    }

    /// Whether the configuration names this queue.
    pub fn is_ours(&self, queue: &str) -> bool {
        queue == PARKED_QUEUE || self.ours.iter().any(|own| own == queue)
    }

    pub fn queue(&self, queue: &str) -> String {
        format!("{}{queue}", self.namespace)
    }

    /// The queue in which jobs of `queue` wait out a delay.
    pub fn waiting_room(&self, queue: &str, delay: Delay) -> String {
        format!("{}{queue}.later.{}", self.namespace, delay.name)
    }

    /// Every queue to declare at a connection. Parked first: the others' dead letters go there.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let others = self.ours.iter().map(String::as_str).filter(|name| *name != PARKED_QUEUE);
        std::iter::once(PARKED_QUEUE).chain(others)
    }
}

/// A length of waiting for which there are queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delay {
    name: &'static str,
    length: Duration,
}

const DELAYS: [Delay; 4] = [
    Delay { name: "1s", length: Duration::from_secs(1) },
    Delay { name: "5s", length: Duration::from_secs(5) },
    Delay { name: "30s", length: Duration::from_secs(30) },
    Delay { name: "5min", length: Duration::from_mins(5) },
];

impl Delay {
    /// The one nearest to `wanted`.
    pub fn nearest(wanted: Duration) -> Delay {
        let [first, rest @ ..] = DELAYS;
        rest.into_iter().fold(first, |best, next| {
            if next.length.abs_diff(wanted) < best.length.abs_diff(wanted) { next } else { best }
        })
    }
}

/// Declares `queue` with its dead letters going to the parked queue.
pub(super) async fn declare(channel: &Channel, names: &Names, queue: &str) -> lapin::Result<()> {
    let mut arguments = quorum();
    if queue == PARKED_QUEUE {
        put_on(channel, &names.queue(UNREADABLE_QUEUE), quorum()).await?;
        dead_letters_to(&mut arguments, &names.queue(UNREADABLE_QUEUE));
        // Said, because RabbitMQ 4 has a limit of its own where none is set.
        arguments.insert(DELIVERY_LIMIT_KEY.into(), AMQPValue::LongInt(i32::MAX));
    } else {
        dead_letters_to(&mut arguments, &names.queue(PARKED_QUEUE));
        // The broker counts returns: the first delivery is none.
        arguments.insert(DELIVERY_LIMIT_KEY.into(), AMQPValue::LongInt(DELIVERY_LIMIT as i32 - 1));
    }
    put_on(channel, &names.queue(queue), arguments).await
}

/// Declares the queue in which jobs of `queue` wait out a delay, and returns its name at the broker.
pub(super) async fn declare_waiting_room(
    channel: &Channel,
    names: &Names,
    queue: &str,
    delay: Delay,
) -> lapin::Result<String> {
    let mut arguments = quorum();
    dead_letters_to(&mut arguments, &names.queue(queue));
    let length = i32::try_from(delay.length.as_millis()).unwrap_or(i32::MAX);
    arguments.insert("x-message-ttl".into(), AMQPValue::LongInt(length));
    let name = names.waiting_room(queue, delay);
    put_on(channel, &name, arguments).await?;
    Ok(name)
}

/// Messages ready in the queue of this name at the broker; `None` if there is no such queue.
pub(super) async fn depth(connection: &Connection, name: &str) -> Option<u64> {
    // A channel of its own: asking for a queue that is not there closes the channel.
    let channel = connection.create_channel().await.ok()?;
    let options = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
    let queue = channel.queue_declare(name.into(), options, FieldTable::default()).await.ok()?;
    Some(u64::from(queue.message_count()))
}

fn quorum() -> FieldTable {
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), AMQPValue::LongString("quorum".into()));
    arguments
}

/// Dead letters through the default exchange, kept until the next queue has confirmed them (which asks for
/// `reject-publish`).
fn dead_letters_to(arguments: &mut FieldTable, name: &str) {
    for (key, value) in [
        ("x-dead-letter-exchange", ""),
        ("x-dead-letter-routing-key", name),
        ("x-dead-letter-strategy", "at-least-once"),
        ("x-overflow", "reject-publish"),
    ] {
        arguments.insert(key.into(), AMQPValue::LongString(value.into()));
    }
}

async fn put_on(channel: &Channel, name: &str, arguments: FieldTable) -> lapin::Result<()> {
    channel.queue_declare(name.into(), QueueDeclareOptions::durable(), arguments).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::Delay;
    use std::time::Duration;

    #[test]
    fn a_delay_is_rounded_to_the_nearest_waiting_room() {
        for (seconds, room) in
            [(0, "1s"), (2, "1s"), (4, "5s"), (17, "5s"), (18, "30s"), (166, "5min"), (9000, "5min")]
        {
            assert_eq!(Delay::nearest(Duration::from_secs(seconds)).name, room, "{seconds} s");
        }
    }
}
