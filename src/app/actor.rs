//! Who asks, and what each role may do: one table.

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
    /// On duty: may stop a campaign, and look.
    DutyOperator,
    /// Runs the installation, on the command line; the API opens nothing to it.
    Administrator,
    /// A worker process; opens the ledger for its channels, and nothing else.
    Worker,
}

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Read cases and their papers.
    ReadCases,
    /// Open and change cases, record papers, take photos in.
    WriteCases,
    /// Read campaigns, proofs and placements.
    ReadCampaigns,
    /// Prepare campaigns and order proofs.
    PrepareCampaigns,
    /// Decide over a proof.
    Decide,
    /// Launch a decided campaign.
    Launch,
    /// Retract a campaign: one person is enough.
    Retract,
    /// Answer for a placement that resists.
    SettlePlacements,
    /// Read and change volunteers.
    Volunteers,
    /// Ask the ledger for permits.
    Work,
}

const TABLE: &[(Role, &[Permission])] = {
    use Permission as P;
    &[
        (
            Role::Officer,
            &[
                P::ReadCases,
                P::WriteCases,
                P::ReadCampaigns,
                P::PrepareCampaigns,
                P::Launch,
                P::Retract,
                P::SettlePlacements,
                P::Volunteers,
            ],
        ),
        (Role::Magistrate, &[P::ReadCases, P::ReadCampaigns, P::Decide, P::Retract]),
        (Role::Coordinator, &[P::Volunteers]),
        (Role::DutyOperator, &[P::ReadCampaigns, P::Retract, P::SettlePlacements]),
        (Role::Worker, &[P::Work]),
    ]
};

impl Role {
    /// All roles.
    pub const ALL: [Role; 6] = [
        Role::Officer,
        Role::Magistrate,
        Role::Coordinator,
        Role::DutyOperator,
        Role::Administrator,
        Role::Worker,
    ];

    /// Name on the command line and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::Magistrate => "magistrate",
            Role::Coordinator => "coordinator",
            Role::DutyOperator => "duty_operator",
            Role::Administrator => "administrator",
            Role::Worker => "worker",
        }
    }

    /// Whether the role may do it.
    pub fn may(self, permission: Permission) -> bool {
        TABLE.iter().any(|(role, permissions)| *role == self && permissions.contains(&permission))
    }
}

/// A name that no role has.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the role must be one of officer, magistrate, coordinator, duty_operator, administrator, worker")]
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
    /// The key's id.
    pub id: Uuid,
    /// The role.
    pub role: Role,
}

/// As it stands in the trail: role and id, no name.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.role.name(), self.id)
    }
}
