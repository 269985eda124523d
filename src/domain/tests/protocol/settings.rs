//! The bounded worlds that are looked at whole.

/// What kind of place outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// The service's own site: it shows the rows that are live, and caches show them a while longer.
    Own,
    /// Can be searched for the copy, and knows an idempotency key for longer than any request is under way (Mastodon).
    Searchable,
    /// A write names the head of the account that was read before, and fails if anything was written since (Bluesky). No
    /// assumption on time at all: clocks may stand still and requests take for ever.
    Fenced,
    /// Tells nothing of a copy but by the id that it gave for it.
    Opaque,
    /// The same, and a program may delete a copy for a while only (Telegram).
    Windowed,
}

/// How workers come to hear of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doorbells {
    /// Anybody may be handed any job at any moment, as often as the world likes: whatever outbox, broker, redelivery and
    /// sweep can do, and more.
    Any,
    /// Outbox, relay, broker and sweep one by one, so that a job can get lost.
    Real,
}

/// One bounded world.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub name: &'static str,
    pub provider: Provider,
    pub placements: usize,
    /// Workers that make copies.
    pub makers: usize,
    /// Workers that take them back.
    pub retractors: usize,
    pub doorbells: Doorbells,
    /// Most requests of one placement that are under way with nobody waiting for them.
    pub late: u8,
    /// How many deletions the outside allows in the promised time.
    pub deletes: usize,
}

/// One copy, made by two workers at once, on a network that can be searched.
pub const SEARCHABLE: Setting = Setting {
    name: "searchable",
    provider: Provider::Searchable,
    placements: 1,
    makers: 2,
    retractors: 1,
    doorbells: Doorbells::Any,
    late: 1,
    deletes: 2,
};
/// The same, taken back by two at once.
pub const TAKEN_BACK_TWICE: Setting =
    Setting { name: "searchable, taken back by two", makers: 1, retractors: 2, ..SEARCHABLE };
/// The same with a head to be named in every write, clocks that stand still, and requests that take for ever.
pub const FENCED: Setting = Setting { name: "fenced", provider: Provider::Fenced, ..SEARCHABLE };
/// The same, taken back by two at once.
pub const FENCED_TWICE: Setting =
    Setting { name: "fenced, taken back by two", makers: 1, retractors: 2, ..FENCED };
/// The own site.
pub const OWN: Setting = Setting { name: "own site", provider: Provider::Own, late: 0, ..SEARCHABLE };
/// Where nothing can be looked up.
pub const OPAQUE: Setting = Setting { name: "opaque", provider: Provider::Opaque, ..SEARCHABLE };
/// The same, and a copy can be deleted for a while only.
pub const WINDOWED: Setting = Setting { name: "windowed", provider: Provider::Windowed, ..SEARCHABLE };
/// Every doorbell from the outbox to the acknowledgement.
pub const DOORBELLS: Setting = Setting {
    name: "opaque, doorbells one by one",
    provider: Provider::Opaque,
    makers: 1,
    doorbells: Doorbells::Real,
    ..SEARCHABLE
};
/// Two copies and one deletion.
pub const QUOTA: Setting = Setting {
    name: "searchable, two copies, one deletion",
    placements: 2,
    makers: 1,
    deletes: 1,
    late: 0,
    ..SEARCHABLE
};
/// Two copies on one account, whose head they share.
pub const FENCED_TWO: Setting =
    Setting { name: "fenced, two copies", placements: 2, makers: 1, late: 1, ..FENCED };
/// The largest: two copies and a late request for each.
pub const LARGEST: Setting =
    Setting { name: "searchable, two copies", placements: 2, makers: 1, ..SEARCHABLE };

/// Those that are looked at whole in every test run.
pub const WHOLE: [Setting; 10] =
    [OWN, FENCED, FENCED_TWICE, FENCED_TWO, SEARCHABLE, TAKEN_BACK_TWICE, OPAQUE, WINDOWED, DOORBELLS, QUOTA];
