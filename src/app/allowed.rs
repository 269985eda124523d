//! What may be done, by whom, and while a campaign stands where: one table.

use crate::actor::Role;
use childalert_domain::CampaignState;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Read cases, their papers, photos and scans.
    ReadCases,
    /// Open and change cases, record papers, take photos and scans in.
    WriteCases,
    /// Ask a holder of parental authority for consent, by a link.
    AskConsent,
    /// Read campaigns, proofs and placements.
    ReadCampaigns,
    /// Draft campaigns, edit them, and order proofs.
    PrepareCampaigns,
    /// Approve, require, return or oppose a proof.
    Decide,
    /// Extend the mandate of a live campaign, or end it by order.
    ExtendOrEnd,
    /// Launch a decided campaign, or put a decided newer version in the place of the one that is out.
    Launch,
    /// Retract a campaign: one person is enough.
    Retract,
    /// Answer for a placement that resists.
    SettlePlacements,
    /// Take out the evidence of a campaign.
    ExportProof,
    /// Read and change volunteers.
    Volunteers,
    /// Read accounts, and what waits for a second person.
    ReadAccounts,
    /// Invite, suspend, change roles, recover.
    ManageAccounts,
    /// Say yes or no to what another person asked for.
    ConfirmAccounts,
    /// Make, list and revoke keys.
    ManageKeys,
    /// Read the whole trail, and take checkpoints.
    ReadTrail,
    /// Read how the service is.
    ReadHealth,
    /// Ask the ledger for permits.
    Work,
}

/// While a campaign stands where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum While {
    /// It is not about a campaign, or its state does not matter.
    Any,
    /// Only in these states.
    In(&'static [CampaignState]),
}

impl While {
    /// Whether it may be done while a campaign stands there.
    pub fn holds(self, state: CampaignState) -> bool {
        match self {
            While::Any => true,
            While::In(states) => states.contains(&state),
        }
    }
}

struct Row(Action, &'static [Role], While);

const TABLE: &[Row] = {
    use Action as A;
    use CampaignState as S;
    use Role as R;
    &[
        Row(A::ReadCases, &[R::Officer, R::Magistrate], While::Any),
        Row(A::WriteCases, &[R::Officer], While::Any),
        Row(A::AskConsent, &[R::Officer], While::Any),
        Row(A::ReadCampaigns, &[R::Officer, R::Magistrate, R::Operator], While::Any),
        Row(
            A::PrepareCampaigns,
            &[R::Officer],
            While::In(&[S::Draft, S::Proposed, S::Approved, S::Opposed, S::Live]),
        ),
        // What is live already can still be required, consent or not.
        Row(A::Decide, &[R::Magistrate], While::In(&[S::Proposed, S::Approved, S::Live])),
        Row(A::ExtendOrEnd, &[R::Magistrate], While::In(&[S::Live])),
        Row(A::Launch, &[R::Officer], While::In(&[S::Approved, S::Live])),
        // Whatever others have done: saying it twice does no harm.
        Row(A::Retract, &[R::Officer, R::Magistrate, R::Operator], While::Any),
        Row(A::SettlePlacements, &[R::Officer, R::Operator], While::Any),
        Row(A::ExportProof, &[R::Officer, R::Magistrate], While::Any),
        Row(A::Volunteers, &[R::Officer, R::Coordinator], While::Any),
        Row(A::ReadAccounts, &[R::Administrator, R::PrivacyOfficer], While::Any),
        Row(A::ManageAccounts, &[R::Administrator], While::Any),
        Row(A::ConfirmAccounts, &[R::Administrator, R::PrivacyOfficer], While::Any),
        Row(A::ManageKeys, &[R::Administrator], While::Any),
        Row(A::ReadTrail, &[R::PrivacyOfficer], While::Any),
        Row(A::ReadHealth, &[R::Administrator, R::Operator], While::Any),
        Row(A::Work, &[R::Worker], While::Any),
    ]
};

impl Action {
    /// All actions.
    pub fn all() -> impl Iterator<Item = Action> {
        TABLE.iter().map(|row| row.0)
    }

    /// Name as in the API and as a key's scope.
    pub fn name(self) -> &'static str {
        match self {
            Action::ReadCases => "read_cases",
            Action::WriteCases => "write_cases",
            Action::AskConsent => "ask_consent",
            Action::ReadCampaigns => "read_campaigns",
            Action::PrepareCampaigns => "prepare_campaigns",
            Action::Decide => "decide",
            Action::ExtendOrEnd => "extend_or_end",
            Action::Launch => "launch",
            Action::Retract => "retract",
            Action::SettlePlacements => "settle_placements",
            Action::ExportProof => "export_proof",
            Action::Volunteers => "volunteers",
            Action::ReadAccounts => "read_accounts",
            Action::ManageAccounts => "manage_accounts",
            Action::ConfirmAccounts => "confirm_accounts",
            Action::ManageKeys => "manage_keys",
            Action::ReadTrail => "read_trail",
            Action::ReadHealth => "read_health",
            Action::Work => "work",
        }
    }

    /// Who may do it.
    pub fn roles(self) -> &'static [Role] {
        TABLE.iter().find(|row| row.0 == self).map_or(&[], |row| row.1)
    }

    /// While a campaign stands where.
    pub fn states(self) -> While {
        TABLE.iter().find(|row| row.0 == self).map_or(While::In(&[]), |row| row.2)
    }

    /// Whether only a person who signed in may do it, never a program with a key: what needs a passkey's signature, and what makes
    /// other people's power.
    pub fn needs_person(self) -> bool {
        matches!(
            self,
            Action::Decide
                | Action::ExtendOrEnd
                | Action::ManageAccounts
                | Action::ConfirmAccounts
                | Action::ManageKeys
        )
    }
}

/// A name that no action has.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such scope: `childalert key scopes` lists them by role")]
pub struct UnknownAction;

impl FromStr for Action {
    type Err = UnknownAction;
    fn from_str(name: &str) -> Result<Self, UnknownAction> {
        Action::all().find(|action| action.name() == name).ok_or(UnknownAction)
    }
}

#[cfg(test)]
mod tests {
    use super::Action;
    use crate::campaigns::state_after;
    use childalert_domain::{CampaignMove, CampaignState as S, DecisionAct};

    /// What carries an action out asks the domain's own rules: the table must say the same.
    #[test]
    fn the_table_has_the_states_that_the_rules_allow() {
        for state in [S::Draft, S::Proposed, S::Approved, S::Opposed, S::Live, S::Ended, S::Closed] {
            let moves = |attempted| state.after(attempted).is_ok();
            let decides = |acts: &[DecisionAct]| {
                acts.iter()
                    .any(|act| [false, true].iter().any(|newer| state_after(state, *act, *newer).is_ok()))
            };
            let rules = [
                (Action::PrepareCampaigns, moves(CampaignMove::Edit) || moves(CampaignMove::Freeze)),
                (Action::Launch, moves(CampaignMove::Launch) || moves(CampaignMove::Update)),
                (
                    Action::Decide,
                    decides(&[
                        DecisionAct::Approve,
                        DecisionAct::Require,
                        DecisionAct::Return,
                        DecisionAct::Oppose,
                    ]),
                ),
                (Action::ExtendOrEnd, decides(&[DecisionAct::Extend, DecisionAct::End])),
            ];
            for (action, possible) in rules {
                assert_eq!(
                    action.states().holds(state),
                    possible,
                    "{} while {}",
                    action.name(),
                    state.name()
                );
            }
        }
    }
}
