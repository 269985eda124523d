//! A corner of the test broker, with names of its own for each test, and a hand at what lies in it.

use crate::suite::QUEUE;
use childalert_jobs::PARKED_QUEUE;
use childalert_queue::{AmqpConfig, AmqpQueue};
use lapin::options::{BasicGetOptions, BasicPublishOptions, QueueDeleteOptions};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use std::hash::{BuildHasher, Hasher};

/// One test's corner.
pub struct Broker {
    url: String,
    namespace: String,
}

impl Broker {
    pub fn new() -> Self {
        let url = std::env::var("CHILDALERT_TEST_AMQP_URL")
            .expect("set CHILDALERT_TEST_AMQP_URL to a RabbitMQ that may be used for tests");
        let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
        Broker { url, namespace: format!("test-{random:016x}.") }
    }

    /// An engine on this corner.
    pub fn engine(&self) -> AmqpQueue {
        self.engine_at(self.url.clone())
    }

    /// An engine on this corner that goes through a proxy at this port of this machine.
    pub fn engine_through(&self, port: u16) -> AmqpQueue {
        self.engine_at(self.url.replacen(&self.authority(), &format!("127.0.0.1:{port}"), 1))
    }

    fn engine_at(&self, url: String) -> AmqpQueue {
        let config =
            AmqpConfig { url, queues: vec![QUEUE.to_owned()], connection_name: "contract tests".to_owned() };
        AmqpQueue::connect_in(&self.namespace, config).expect("a good address")
    }

    /// Host and port of the broker.
    pub fn authority(&self) -> String {
        let rest = self.url.split_once("://").expect("an amqp:// address").1;
        let authority = rest.split('/').next().unwrap_or(rest);
        authority.rsplit('@').next().unwrap_or(authority).to_owned()
    }

    /// The name of a queue at the broker.
    pub fn name(&self, queue: &str) -> String {
        format!("{}{queue}", self.namespace)
    }

    /// A channel past the engine.
    pub async fn channel(&self) -> Channel {
        let connection =
            Connection::connect(&self.url, ConnectionProperties::default()).await.expect("a broker");
        connection.create_channel().await.expect("a channel")
    }

    pub async fn publish_raw(&self, queue: &str, body: &[u8]) {
        let (options, properties) = (BasicPublishOptions::default(), BasicProperties::default());
        let channel = self.channel().await;
        let sent = channel.basic_publish("".into(), self.name(queue).into(), options, body, properties).await;
        sent.expect("published");
        channel.close(200, "done".into()).await.expect("flushed");
    }

    /// Takes one message out of a queue.
    pub async fn take_raw(&self, queue: &str) -> Option<Vec<u8>> {
        let options = BasicGetOptions { no_ack: true };
        let message =
            self.channel().await.basic_get(self.name(queue).into(), options).await.expect("a queue");
        message.map(|message| message.delivery.data)
    }

    pub async fn delete(&self, queue: &str) {
        let deleted =
            self.channel().await.queue_delete(self.name(queue).into(), QueueDeleteOptions::default()).await;
        deleted.expect("deleted");
    }

    /// Removes what the test left.
    pub async fn clear(&self) {
        let channel = self.channel().await;
        for queue in [QUEUE, PARKED_QUEUE, "unreadable.v1", "contract.v1.later.1s", "contract.v1.later.5s"] {
            let deleted = channel.queue_delete(self.name(queue).into(), QueueDeleteOptions::default()).await;
            deleted.expect("deleted, or not there");
        }
    }
}
