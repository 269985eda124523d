//! Who asks: a role, and an account or a key.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Case officer of the foundation.
    Officer,
    /// Magistrate who directs the inquiry.
    Magistrate,
    /// Coordinates volunteers.
    Coordinator,
    /// Puts posters up, and takes them down.
    Volunteer,
    /// On duty at the hotline: may stop a campaign, and look.
    Operator,
    /// Shows the notice on screens of their own.
    Partner,
    /// Looks after what is kept of whom, and who looked at it.
    PrivacyOfficer,
    /// Runs the installation: accounts and keys, never cases.
    Administrator,
    /// A worker process; opens the ledger for its channels, and nothing else. Only a key has it.
    Worker,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 9] = [
        Role::Officer,
        Role::Magistrate,
        Role::Coordinator,
        Role::Volunteer,
        Role::Operator,
        Role::Partner,
        Role::PrivacyOfficer,
        Role::Administrator,
        Role::Worker,
    ];

    /// Name on the command line and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::Magistrate => "magistrate",
            Role::Coordinator => "coordinator",
            Role::Volunteer => "volunteer",
            Role::Operator => "operator",
            Role::Partner => "partner",
            Role::PrivacyOfficer => "privacy_officer",
            Role::Administrator => "administrator",
            Role::Worker => "worker",
        }
    }

    /// How far it reaches into what can do harm: to give somebody more takes two people, to give less takes one.
    pub fn weight(self) -> u8 {
        match self {
            Role::Volunteer | Role::Partner => 0,
            Role::Coordinator | Role::Operator => 1,
            Role::Officer | Role::PrivacyOfficer => 2,
            Role::Magistrate | Role::Administrator => 3,
            Role::Worker => u8::MAX,
        }
    }

    /// Whether giving `self` to who has `before` (or nothing) takes a second person. From one role to another of the same weight
    /// does too: a magistrate who becomes an administrator gains what they did not have.
    pub fn raises(self, before: Option<Role>) -> bool {
        match before {
            None => self.weight() > 0,
            Some(before) => self != before && self.weight() > 0 && self.weight() >= before.weight(),
        }
    }
}

/// A name that no role has.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the role must be one of officer, magistrate, coordinator, volunteer, operator, partner, privacy_officer, administrator, \
     worker"
)]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Role::ALL.into_iter().find(|role| role.name() == name).ok_or(UnknownRole)
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account's or the key's id.
    pub id: Uuid,
    /// The role.
    pub role: Role,
    /// What it opens of what its role may do; `None`: all of it.
    pub scopes: Option<Vec<Action>>,
    /// Whether a person signed in, and not a program with a key.
    pub person: bool,
}

impl Actor {
    /// Whether the actor may do it at all.
    pub fn may(&self, action: Action) -> bool {
        let scoped = self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&action));
        scoped && action.roles().contains(&self.role) && (self.person || !action.needs_person())
    }
}

/// As it stands in the trail: role and id, no name.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.role.name(), self.id)
    }
}

pub use crate::allowed::Action;
