//! What the outside does with requests, as its documents say, and at its worst.

use crate::mutants::Mutant;
use crate::protocol::Protocol;
use crate::settings::Provider;
use crate::steps::{Answer, Deletion};
use crate::world::{Act, Broken, Said, Stage, Window, World};
use childalert_domain::PlacementState;

/// What a request to make a copy came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Landing {
    /// There is a copy now, or there was one under the same key.
    Stands,
    /// The head has moved: nothing was written.
    Overtaken,
}

/// Somebody wrote to the account: every head that was read before is an old one.
fn move_head(protocol: &Protocol, world: &mut World) {
    if protocol.setting.provider != Provider::Fenced {
        return;
    }
    for worker in &mut world.workers {
        worker.head = false;
    }
    if !protocol.is(Mutant::SwapCommitLeftOut) {
        for outside in &mut world.outside {
            outside.late = 0;
        }
    }
}

/// A request arrives.
fn land(protocol: &Protocol, world: &mut World, placement: usize, head: bool, lawful: bool) -> Landing {
    let outside = world.outside[placement];
    match protocol.setting.provider {
        Provider::Fenced => {
            if !head && !protocol.is(Mutant::SwapCommitLeftOut) {
                return Landing::Overtaken;
            }
            // The record's key is the placement's, so a second attempt meets the first one's record.
            if outside.copies > 0 && !protocol.is(Mutant::RecordKeyOfEachAttempt) {
                return Landing::Stands;
            }
            move_head(protocol, world);
        }
        Provider::Searchable => {
            if outside.key && !protocol.is(Mutant::NoIdempotencyKey) {
                return Landing::Stands;
            }
            world.outside[placement].key = true;
        }
        Provider::Own | Provider::Opaque => {}
        Provider::Windowed => world.outside[placement].window = Window::Open,
    }
    let outside = &mut world.outside[placement];
    outside.copies = (outside.copies + 1).min(3);
    let fenced_off = outside.fenced_off;
    if world.retracted() && !lawful {
        world.break_promise(Broken::I4);
    }
    if fenced_off {
        world.break_promise(Broken::I5);
    }
    Landing::Stands
}

/// The last moment before a request leaves. Where the network forgets its idempotency keys, an attempt that is not the first
/// looks for the copy before it sends: its row may have waited for longer than the key is remembered.
pub fn ask_permit(protocol: &Protocol, world: &mut World, index: usize) {
    if protocol.is(Mutant::HeadReadAfterBegin) {
        world.workers[index].head = true;
    }
    let placement = world.workers[index].placement;
    // There is nothing to send: the site shows what is live.
    if protocol.setting.provider == Provider::Own {
        world.workers[index].stage = Stage::Acted(Said::Live);
        return;
    }
    let found = protocol.setting.provider == Provider::Searchable
        && world.rows[placement].partly_out
        && world.outside[placement].copies > 0
        && !protocol.is(Mutant::RepeatedWithoutALook);
    world.workers[index].stage = if found { Stage::Acted(Said::Live) } else { Stage::Checked };
}

/// The request leaves. Nothing is known of it until it is answered.
pub fn send(protocol: &Protocol, world: &mut World, index: usize) {
    if protocol.is(Mutant::HeadReadBeforeSend) {
        world.workers[index].head = true;
    }
    world.workers[index].stage = Stage::Waiting;
}

/// The outside answers, or does not.
pub fn answer(protocol: &Protocol, world: &mut World, index: usize, answer: Answer) {
    let worker = world.workers[index];
    let arrives = |world: &mut World| land(protocol, world, worker.placement, worker.head, worker.lawful);
    let said = match answer {
        Answer::Done | Answer::DoneAndRepeated => {
            if answer == Answer::DoneAndRepeated {
                stays_under_way(protocol, world, index);
            }
            match arrives(world) {
                Landing::Stands => Said::Live,
                Landing::Overtaken => Said::RetryAfter,
            }
        }
        Answer::DoneUnheard => {
            arrives(world);
            Said::Unknown
        }
        Answer::Lost => Said::Unknown,
        Answer::Refused => Said::Rejected,
        Answer::NotNow => Said::RetryAfter,
        Answer::TooLong => {
            stays_under_way(protocol, world, index);
            Said::Unknown
        }
    };
    world.workers[index].stage = Stage::Acted(said);
}

fn stays_under_way(protocol: &Protocol, world: &mut World, index: usize) {
    let worker = world.workers[index];
    if protocol.may_land_late(&worker) {
        world.outside[worker.placement].late += 1;
    }
}

/// A request takes effect that nobody waits for any more.
pub fn late_effect(protocol: &Protocol, world: &mut World, placement: usize) {
    world.outside[placement].late -= 1;
    land(protocol, world, placement, true, true);
}

/// A probe. Where nothing can be searched, only an id tells.
pub fn look(protocol: &Protocol, world: &mut World, index: usize) {
    let placement = world.workers[index].placement;
    let outside = world.outside[placement];
    let said = match protocol.setting.provider {
        Provider::Own | Provider::Searchable | Provider::Fenced if outside.copies > 0 => Said::Live,
        Provider::Own | Provider::Searchable | Provider::Fenced => Said::Absent,
        Provider::Opaque | Provider::Windowed if protocol.is(Mutant::ProbeGuesses) => Said::Absent,
        Provider::Opaque | Provider::Windowed => Said::Unknown,
    };
    world.workers[index].stage = Stage::Acted(said);
}

/// Any commit moves the head.
pub fn raise_fence(protocol: &Protocol, world: &mut World, index: usize) {
    if !protocol.is(Mutant::NoHeadBump) {
        move_head(protocol, world);
    }
    world.workers[index].stage = Stage::Fenced;
}

/// The deletion: of all that a search finds, of the record under the placement's key, or of the copy that the id names.
pub fn delete(protocol: &Protocol, world: &mut World, index: usize, deletion: Deletion) {
    let placement = world.workers[index].placement;
    let named = world.workers[index].named;
    if protocol.setting.provider == Provider::Fenced {
        world.outside[placement].fenced_off = true;
    }
    if protocol.is(Mutant::KeyReplayedAfterRetraction) && !named {
        land(protocol, world, placement, true, false);
    }
    let by_id = matches!(protocol.setting.provider, Provider::Opaque | Provider::Windowed);
    let shut = protocol.setting.provider == Provider::Windowed
        && world.outside[placement].window == Window::Shut
        && world.outside[placement].named_stands;
    let stage = match deletion {
        Deletion::NotNow => Stage::Acted(Said::RetryAfter),
        // Nobody knows what to delete; or nobody but a person may.
        _ if by_id && (!named || shut) && !protocol.is(Mutant::RefusalTakenForAbsence) => {
            Stage::Acted(Said::Rejected)
        }
        _ if by_id && (!named || shut) => Stage::Acted(Said::Absent),
        Deletion::Pretended => Stage::Deleted,
        Deletion::Done => {
            let stood = world.outside[placement].copies > 0;
            if by_id {
                let outside = &mut world.outside[placement];
                outside.copies -= u8::from(outside.named_stands);
            } else {
                world.outside[placement].copies = 0;
            }
            world.outside[placement].named_stands = false;
            if stood {
                move_head(protocol, world);
            }
            Stage::Deleted
        }
    };
    world.workers[index].stage = stage;
}

/// Whether it is gone.
pub fn read_back(protocol: &Protocol, world: &mut World, index: usize) {
    let outside = world.outside[world.workers[index].placement];
    let seen = match protocol.setting.provider {
        _ if protocol.is(Mutant::DeleteNotReadBack) => false,
        Provider::Own | Provider::Searchable | Provider::Fenced => outside.copies > 0,
        Provider::Opaque | Provider::Windowed => outside.named_stands,
    };
    world.workers[index].stage = Stage::Acted(if seen { Said::RetryAfter } else { Said::Absent });
    debug_assert_eq!(world.workers[index].act, Act::Withdraw);
}

/// The own site shows a row that is live, and no other; caches go on for a while.
pub fn show(world: &mut World) {
    for (row, outside) in world.rows.iter().zip(&mut world.outside) {
        if row.state == Some(PlacementState::Live) {
            (outside.copies, outside.named_stands) = (1, true);
        }
    }
}

/// No cache shows it any more.
pub fn empty_cache(world: &mut World, placement: usize) {
    (world.outside[placement].copies, world.outside[placement].named_stands) = (0, false);
}
