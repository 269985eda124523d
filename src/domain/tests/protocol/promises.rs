//! The invariants of the retraction protocol by their names.

use crate::protocol::Protocol;
use crate::settings::{Provider, Setting};
use crate::sights::sights;
use crate::world::{Broken, PLACEMENTS, Window, World};
use crate::{fair, unhindered};
use childalert_domain::{CampaignState, PlacementState as S};
use stateright::Property;

/// What the settings promise.
pub fn properties(setting: &Setting) -> Vec<Property<Protocol>> {
    let mut properties = vec![
        Property::<Protocol>::always("I1", |_, world| !world.is_broken(Broken::I1)),
        Property::<Protocol>::always("I2", |_, world| forgotten(world).is_none()),
        Property::<Protocol>::always("I3", |protocol, world| {
            matches!(protocol.setting.provider, Provider::Opaque | Provider::Windowed)
                || world.outside.iter().all(|outside| outside.copies <= 1)
        }),
        Property::<Protocol>::always("I4", |_, world| !world.is_broken(Broken::I4)),
        Property::<Protocol>::always("I5", |_, world| !world.is_broken(Broken::I5)),
        Property::<Protocol>::always("I6", |protocol, world| {
            let copies = world.outside.iter().map(|outside| usize::from(outside.copies > 0)).sum::<usize>();
            copies <= protocol.setting.deletes
        }),
        Property::<Protocol>::always("I7", |_, world| {
            (0..PLACEMENTS).all(|placement| {
                let outside = &world.outside[placement];
                outside.copies == 0 || outside.window != Window::Shut || world.rows[placement].owned
            })
        }),
        Property::<Protocol>::always("L1", fair::settles),
        Property::<Protocol>::always("L2", fair::goes_out),
        Property::<Protocol>::always("R1", unhindered::retraction_waits_for_nobody),
        Property::<Protocol>::always("C1", |_, world| world.campaign != CampaignState::Live || world.covered),
        Property::<Protocol>::always("C2", |_, world| {
            world.campaign != CampaignState::Closed
                || world.rows.iter().all(|row| row.state.is_none_or(|state| !state.owed()))
        }),
        Property::<Protocol>::always("C3", |_, world| {
            world.campaign != CampaignState::Closed
                || (0..PLACEMENTS).all(|placement| {
                    world.outside[placement].copies == 0 || world.rows[placement].state == Some(S::Closed)
                })
        }),
    ];
    properties.extend(sights(setting));
    properties
}

/// I2: a placement with a copy outside whose row has forgotten it. A row that is planned again, or was refused, may meet the
/// late effect of an earlier attempt; it has not forgotten as long as it remembers that one may come.
fn forgotten(world: &World) -> Option<usize> {
    (0..PLACEMENTS).find(|placement| {
        let row = &world.rows[*placement];
        world.outside[*placement].copies > 0
            && match row.state {
                None | Some(S::Suppressed | S::Withdrawn) => true,
                Some(S::Planned | S::Rejected) => !row.partly_out,
                Some(_) => false,
            }
    })
}
