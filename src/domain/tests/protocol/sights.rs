//! What must be seen to happen, or the model would prove nothing.

use crate::protocol::Protocol;
use crate::settings::{Doorbells, Provider, Setting};
use crate::upkeep;
use crate::world::{Absence, Act, PLACEMENTS, Said, Stage, WORKERS, Window, World};
use childalert_domain::{CampaignState, PlacementState as S};
use stateright::Property;

/// What must be seen.
pub fn sights(setting: &Setting) -> Vec<Property<Protocol>> {
    let mut sights = vec![
        Property::<Protocol>::sometimes("all is withdrawn, and the campaign closed", |_, world| {
            world.campaign == CampaignState::Closed && any(world, S::Withdrawn)
        }),
        Property::<Protocol>::sometimes("deleted, and who did it is gone before reading back", |_, world| {
            (0..PLACEMENTS).any(|placement| {
                let (row, outside) = (&world.rows[placement], &world.outside[placement]);
                row.state == Some(S::Withdrawing)
                    && row.named
                    && row.absence == Absence::No
                    && outside.copies == 0
                    && !upkeep::being_taken_back(world, placement)
            })
        }),
        Property::<Protocol>::sometimes("a person has it", |_, world| any(world, S::Escalated)),
        Property::<Protocol>::sometimes("a person answered for it", |_, world| any(world, S::Closed)),
        Property::<Protocol>::sometimes("suppressed", |_, world| any(world, S::Suppressed)),
    ];
    if setting.provider != Provider::Own {
        sights.push(Property::<Protocol>::sometimes(
            "a copy appears after the retraction, and is owed",
            |_, world| {
                world.retracted()
                    && (0..PLACEMENTS)
                        .any(|p| world.outside[p].copies > 0 && world.rows[p].state == Some(S::Placing))
            },
        ));
    }
    let looked_for = matches!(setting.provider, Provider::Searchable | Provider::Fenced);
    if looked_for {
        sights.extend([
            Property::<Protocol>::sometimes(
                "a worker wakes with a permit to what is withdrawn",
                |_, world| {
                    world.workers.iter().any(|worker| {
                        worker.act == Act::Place
                            && worker.stage == Stage::Begun
                            && world.rows[worker.placement].state == Some(S::Withdrawn)
                    })
                },
            ),
            Property::<Protocol>::sometimes("a probe finds the copy, and it is adopted", |_, world| {
                world.workers.iter().any(|worker| {
                    worker.act == Act::Probe && worker.newest && worker.stage == Stage::Acted(Said::Live)
                })
            }),
        ]);
    }
    if looked_for && setting.late > 0 {
        sights.push(Property::<Protocol>::sometimes(
            "planned again, though an attempt may still come",
            |_, world| {
                (0..PLACEMENTS).any(|p| {
                    world.rows[p].state == Some(S::Planned)
                        && world.rows[p].partly_out
                        && world.may_still_land(p)
                })
            },
        ));
    }
    match setting.provider {
        Provider::Own => sights.push(Property::<Protocol>::sometimes(
            "a cache shows what the site does not any more, and it is owed",
            |_, world| world.outside[0].copies > 0 && world.rows[0].state == Some(S::Withdrawing),
        )),
        Provider::Searchable if setting.late == 0 => {}
        Provider::Searchable => sights.push(Property::<Protocol>::sometimes(
            "a late effect, after it was read back as absent",
            |_, world| {
                (0..PLACEMENTS).any(|p| {
                    world.outside[p].copies > 0
                        && world.rows[p].state == Some(S::Withdrawing)
                        && world.rows[p].absence == Absence::Seen
                        && !upkeep::being_taken_back(world, p)
                })
            },
        )),
        Provider::Fenced => sights.push(Property::<Protocol>::sometimes(
            "a request is under way with a head that has moved",
            |_, world| world.workers.iter().any(|worker| worker.stage == Stage::Waiting && !worker.head),
        )),
        Provider::Opaque => {}
        Provider::Windowed => sights.push(Property::<Protocol>::sometimes(
            "the window is shut, and a person has the copy",
            |_, world| (0..PLACEMENTS).any(|p| world.outside[p].window == Window::Shut),
        )),
    }
    if setting.placements == 2 && setting.deletes >= 2 {
        sights.extend([
            Property::<Protocol>::sometimes("one is withdrawn while one is still being made", |_, world| {
                world.retracted() && any(world, S::Withdrawn) && any(world, S::Placing)
            }),
            Property::<Protocol>::sometimes("both are live", |_, world| {
                world.rows.iter().all(|row| row.state == Some(S::Live))
            }),
        ]);
    }
    if setting.doorbells == Doorbells::Real {
        sights.push(Property::<Protocol>::sometimes(
            "a copy is owed, and no doorbell rings for it",
            |_, world| {
                any(world, S::Withdrawing)
                    && world.outbox == 0
                    && world.broker == 0
                    && world.workers[WORKERS - 1].stage == Stage::Idle
            },
        ));
    }
    sights
}

fn any(world: &World, state: S) -> bool {
    world.rows.iter().any(|row| row.state == Some(state))
}
