//! What the engine has to be told, checked before anything is tried, so that a typing error in the address is a plain
//! message at the start and not a connection that never comes.

use lapin::uri::AMQPUri;
use std::fmt;

/// The longest heartbeat, in seconds. A peer is given up after twice that, which leaves time to reconnect within 20 s
/// of a line going dead.
const HEARTBEAT: u16 = 5;
/// AMQP's names have 255 bytes at most; what is left is for the namespace and for `.later.5min`.
const LONGEST_QUEUE_NAME: usize = 200;

/// Where the broker is, and what to keep there.
#[derive(Clone)]
pub struct AmqpConfig {
    /// `amqp://user:password@host:5672/vhost`, or `amqps://` for TLS with the system's certificates. Without a virtual
    /// host it is `/`.
    pub url: String,
    /// All queues that this process publishes to or consumes from, [`childalert_jobs::PARKED_QUEUE`] not needed: they
    /// are declared at every connection.
    pub queues: Vec<String>,
    /// What the broker shows for these connections, such as `childalert serve`.
    pub connection_name: String,
}

/// Never shows the password.
impl fmt::Debug for AmqpConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AmqpConfig")
            .field("queues", &self.queues)
            .field("connection_name", &self.connection_name)
            .finish_non_exhaustive()
    }
}

/// A configuration that cannot work. None of these repeats the address, which holds the password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmqpConfigError {
    /// Another scheme, or none.
    #[error(
        "queue URL: starts with neither amqp:// nor amqps://; write amqp://user:password@host:5672/vhost"
    )]
    Scheme,
    /// No host.
    #[error("queue URL: names no host; write amqp://user:password@host:5672/vhost")]
    Host,
    /// Anything else in it.
    #[error(
        "queue URL: cannot be read; write amqp://user:password@host:5672/vhost, with / : @ # ? and % in the password \
         or vhost written as %2F %3A %40 %23 %3F %25"
    )]
    Malformed,
    /// A queue name that AMQP cannot carry.
    #[error("queue names: one is empty or longer than {LONGEST_QUEUE_NAME} bytes; shorten it")]
    QueueName,
}

impl AmqpConfig {
    /// Checks without connecting.
    pub fn check(&self) -> Result<Address, AmqpConfigError> {
        if self.queues.iter().any(|name| name.is_empty() || name.len() > LONGEST_QUEUE_NAME) {
            return Err(AmqpConfigError::QueueName);
        }
        let rest = self.url.strip_prefix("amqp://").or_else(|| self.url.strip_prefix("amqps://"));
        let rest = rest.ok_or(AmqpConfigError::Scheme)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        if host.is_empty() || host.starts_with(':') {
            return Err(AmqpConfigError::Host);
        }
        let mut uri: AMQPUri = self.url.parse().map_err(|_| AmqpConfigError::Malformed)?;
        if let Some((ipv6, _)) = host.strip_prefix('[').and_then(|host| host.split_once(']')) {
            // The client's parser would quietly take such a host for localhost.
            ipv6.clone_into(&mut uri.authority.host);
        }
        if uri.vhost.is_empty() {
            // `amqp://host/` means the default virtual host to everybody but the letter of the specification.
            "/".clone_into(&mut uri.vhost);
        }
        uri.query.heartbeat = Some(uri.query.heartbeat.map_or(HEARTBEAT, |own| own.clamp(1, HEARTBEAT)));
        Ok(Address(uri))
    }
}

/// A checked address. Shown without user and password.
#[derive(Clone)]
pub struct Address(pub(super) AMQPUri);

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AMQPUri { scheme, authority, vhost, .. } = &self.0;
        write!(f, "{scheme}://{}:{}, vhost {vhost}", authority.host, authority.port)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{AmqpConfig, AmqpConfigError};

    fn config(url: &str) -> AmqpConfig {
        AmqpConfig {
            url: url.to_owned(),
            queues: vec!["renders.v1".to_owned()],
            connection_name: "test".to_owned(),
        }
    }

    #[test]
    fn an_address_that_cannot_work_is_refused_with_its_reason_and_never_shown() {
        for (url, expected) in [
            ("http://host/", AmqpConfigError::Scheme),
            ("host:5672", AmqpConfigError::Scheme),
            ("amqp://user:s3cret@/vhost", AmqpConfigError::Host),
            ("amqp://:5672", AmqpConfigError::Host),
            ("amqp://user:s3cret@host:notaport/", AmqpConfigError::Malformed),
            ("amqp://user:s3cret/5@host:1/", AmqpConfigError::Malformed),
        ] {
            let error = config(url).check().expect_err(url);
            assert_eq!(error, expected, "{url}");
            assert!(!error.to_string().contains("s3cret"), "{error}");
        }
        let unnamed = AmqpConfig { queues: vec![String::new()], ..config("amqp://host") };
        assert_eq!(unnamed.check().expect_err("no name"), AmqpConfigError::QueueName);
    }

    #[test]
    fn an_address_is_read_as_it_was_meant_and_shown_without_its_password() {
        for (url, shown) in [
            ("amqp://user:s3cret@broker.example", "amqp://broker.example:5672, vhost /"),
            ("amqp://user:s3cret@broker.example/", "amqp://broker.example:5672, vhost /"),
            ("amqps://user:s3%2Fcret@[2001:db8::7]:5671/alerts", "amqps://2001:db8::7:5671, vhost alerts"),
            ("amqp://127.0.0.1:25672/%2f?heartbeat=60", "amqp://127.0.0.1:25672, vhost /"),
        ] {
            let config = config(url);
            let address = config.check().expect(url);
            assert_eq!(address.to_string(), shown);
            assert_eq!(address.0.query.heartbeat, Some(super::HEARTBEAT), "{url}");
            assert!(!format!("{config:?} {address:?}").contains("cret"), "{config:?} {address:?}");
        }
    }
}
