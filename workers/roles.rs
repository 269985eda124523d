//! The table of roles: what a worker can be. **A new channel is one file in this crate and one row here.**

use crate::channel::{Channel, Prepared};
use crate::config::WorkersConfig;
use crate::egress::Egress;
use crate::social::{bluesky::Bluesky, facebook::Facebook, mastodon::Mastodon, telegram::Telegram};
use crate::{email::Email, site::Site, training::Training};
use async_trait::async_trait;
use childalert_jobs::{
    Ledger, MESSAGE_QUEUE, Outcome, Permit, Presence, RENDER_QUEUE, Reason, placement_queue, retraction_queue,
};
use std::sync::Arc;

/// Makes a channel; `None`: its account or server is not configured.
type Constructor = fn(&WorkersConfig, &Egress) -> Option<Arc<dyn Channel>>;

/// One row of the table.
pub struct Role {
    /// The role's name, on the command line; for a channel also in the names of its queues.
    pub name: &'static str,
    /// What it does, for the help page.
    pub summary: &'static str,
    work: Work,
}

enum Work {
    /// Renders kits.
    Render,
    /// Serves a channel.
    Channel {
        /// Acts under way at once that make or probe copies.
        placing: u16,
        /// Acts under way at once that take copies back.
        retracting: u16,
        /// Whether it sends the service's own messages too.
        tells: bool,
        make: Constructor,
    },
}

/// What a worker can be.
pub const ROLES: &[Role] = &[
    Role {
        name: "page",
        summary: "the notice's page on the own site",
        work: Work::Channel {
            placing: 8,
            retracting: 8,
            tells: false,
            make: |config, _| Some(Arc::new(Site::new("page", config.egress_to_own_site()))),
        },
    },
    Role {
        name: "feed",
        summary: "the own site's feed",
        work: Work::Channel {
            placing: 8,
            retracting: 8,
            tells: false,
            make: |config, _| Some(Arc::new(Site::new("feed", config.egress_to_own_site()))),
        },
    },
    Role {
        name: "bluesky",
        summary: "posts on Bluesky",
        work: Work::Channel {
            // Every post moves the head that the next one must name: two at once would only overtake one another.
            placing: 1,
            retracting: 4,
            tells: false,
            make: |config, egress| {
                let config = config.bluesky.as_ref()?;
                Some(Arc::new(Bluesky::new(config, egress.clone())))
            },
        },
    },
    Role {
        name: "mastodon",
        summary: "posts on Mastodon",
        work: Work::Channel {
            placing: 2,
            retracting: 4,
            tells: false,
            make: |config, egress| {
                let config = config.mastodon.as_ref()?;
                Some(Arc::new(Mastodon::new(config, egress.clone())))
            },
        },
    },
    Role {
        name: "facebook",
        summary: "posts on a Facebook Page",
        work: Work::Channel {
            placing: 2,
            retracting: 4,
            tells: false,
            make: |config, egress| {
                let config = config.facebook.as_ref()?;
                Some(Arc::new(Facebook::new(config, egress.clone())))
            },
        },
    },
    Role {
        name: "telegram",
        summary: "messages in a Telegram channel",
        work: Work::Channel {
            placing: 2,
            retracting: 4,
            tells: false,
            make: |config, egress| {
                let config = config.telegram.as_ref()?;
                Some(Arc::new(Telegram::new(config, egress.clone())))
            },
        },
    },
    Role {
        name: "email",
        summary: "e-mail to volunteers",
        work: Work::Channel {
            placing: 2,
            retracting: 2,
            tells: true,
            make: |config, egress| Some(Arc::new(Email::new(config.email.clone()?, egress.log().clone()))),
        },
    },
    // Neither is given a way out: a drill reaches nobody.
    Role {
        name: "training",
        summary: "a drill's posts, which reach nobody",
        work: Work::Channel {
            placing: 2,
            retracting: 4,
            tells: false,
            make: |_, _| Some(Arc::new(Training::new("training"))),
        },
    },
    Role {
        name: "training_mail",
        summary: "a drill's mail, which reaches nobody",
        work: Work::Channel {
            placing: 2,
            retracting: 4,
            tells: false,
            make: |_, _| Some(Arc::new(Training::new("training_mail"))),
        },
    },
    Role { name: "render", summary: "posters and pictures of a kit", work: Work::Render },
];

/// The roles of one worker, ready to run.
pub struct Roles {
    pub(crate) channels: Vec<Staffed>,
    pub(crate) render: bool,
    unconfigured: Vec<&'static str>,
}

/// A channel and how many acts it may have under way.
pub(crate) struct Staffed {
    pub(crate) channel: Arc<dyn Channel>,
    pub(crate) placing: u16,
    pub(crate) retracting: u16,
    pub(crate) tells: bool,
}

/// There is no such role.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no role {name:?}: choose from {}", ROLES.iter().map(|role| role.name).collect::<Vec<_>>().join(", "))]
pub struct UnknownRole {
    name: String,
}

impl Roles {
    /// Every role there is, for a service that is its own worker.
    pub fn all(config: &WorkersConfig) -> Roles {
        Roles::of(ROLES.iter(), config)
    }

    /// The named roles, each once.
    pub fn named<'a>(
        names: impl IntoIterator<Item = &'a str>,
        config: &WorkersConfig,
    ) -> Result<Roles, UnknownRole> {
        let mut wanted = Vec::new();
        for name in names {
            let role = ROLES.iter().find(|role| role.name == name);
            let role = role.ok_or_else(|| UnknownRole { name: name.to_owned() })?;
            if !wanted.iter().any(|other: &&Role| other.name == name) {
                wanted.push(role);
            }
        }
        Ok(Roles::of(wanted, config))
    }

    /// One channel that is not in the table, such as a double in a test: so many acts under way on each of its queues.
    pub fn only(channel: Arc<dyn Channel>, in_flight: u16) -> Roles {
        let staffed = Staffed { channel, placing: in_flight, retracting: in_flight, tells: false };
        Roles { channels: vec![staffed], render: false, unconfigured: Vec::new() }
    }

    /// A channel among them.
    pub fn channel(&self, name: &str) -> Option<Arc<dyn Channel>> {
        self.channels.iter().map(|staffed| &staffed.channel).find(|channel| channel.name() == name).cloned()
    }

    /// The queues that these roles consume, to be declared at the broker.
    pub fn queues(&self) -> Vec<String> {
        let channels = self.channels.iter().map(|staffed| staffed.channel.name());
        let mut queues: Vec<String> =
            channels.flat_map(|name| [placement_queue(name), retraction_queue(name)]).collect();
        if self.render {
            queues.push(RENDER_QUEUE.to_owned());
        }
        if self.channels.iter().any(|staffed| staffed.tells) {
            queues.push(MESSAGE_QUEUE.to_owned());
        }
        queues
    }

    /// What a worker of these roles says of itself.
    pub(crate) fn presence(&self) -> Vec<Presence> {
        let channels = self.channels.iter().map(|staffed| staffed.channel.name());
        let all = channels.chain(self.render.then_some("render"));
        let equipped = |role: &str| !self.unconfigured.contains(&role);
        all.map(|role| Presence { role: role.to_owned(), equipped: equipped(role) }).collect()
    }

    /// The channels among them without an account or server. Their jobs are rejected with that reason, so that a person
    /// is told, rather than left to wait for a worker that never comes.
    pub fn unconfigured(&self) -> &[&'static str] {
        &self.unconfigured
    }

    fn of<'a>(roles: impl IntoIterator<Item = &'a Role>, config: &WorkersConfig) -> Roles {
        let egress = config.egress();
        let mut made = Roles { channels: Vec::new(), render: false, unconfigured: Vec::new() };
        for role in roles {
            match role.work {
                Work::Render => made.render = true,
                Work::Channel { placing, retracting, tells, make } => {
                    let channel = make(config, &egress).unwrap_or_else(|| {
                        made.unconfigured.push(role.name);
                        Arc::new(Unconfigured(role.name))
                    });
                    made.channels.push(Staffed { channel, placing, retracting, tells });
                }
            }
        }
        made
    }
}

/// Stands in for a channel whose account or server is not configured.
struct Unconfigured(&'static str);

#[async_trait]
impl Channel for Unconfigured {
    fn name(&self) -> &'static str {
        self.0
    }

    async fn act(&self, _: &Permit, _: Prepared, _: &dyn Ledger) -> Outcome {
        Outcome::Rejected { reason: Reason::NotConfigured }
    }
}
