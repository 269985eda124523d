-- Personal data live in: cases.body, papers.body, campaigns.body, proofs.*, volunteers. Nowhere else.

CREATE TABLE cases (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- Declarations, consents, overrides, and the words heard in concertation: what a case's lawfulness rests on.
CREATE TABLE papers (
    id UUID NOT NULL PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX papers_of_case ON papers (case_id, recorded_at);

-- Cleaned photos; the bytes lie in the file store under their SHA-256.
CREATE TABLE photos (
    case_id UUID NOT NULL REFERENCES cases (id),
    sha256 TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    focus_x BIGINT NOT NULL,
    focus_y BIGINT NOT NULL,
    warnings TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (case_id, sha256)
);

CREATE TABLE campaigns (
    id UUID NOT NULL PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES cases (id),
    code TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    live_proof UUID,
    until TIMESTAMPTZ,
    edited_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    launched_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    ended_reason TEXT,
    ended_by TEXT,
    closed_at TIMESTAMPTZ
);
CREATE INDEX campaigns_of_case ON campaigns (case_id);
CREATE INDEX campaigns_by_state ON campaigns (state, until);

CREATE TABLE proofs (
    id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    draft TEXT NOT NULL,
    kit_order TEXT NOT NULL,
    canonical TEXT,
    digest TEXT,
    failures TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    deadline TIMESTAMPTZ,
    due_at TIMESTAMPTZ,
    ordered_by TEXT NOT NULL,
    ordered_at TIMESTAMPTZ NOT NULL,
    frozen_at TIMESTAMPTZ,
    UNIQUE (campaign_id, version)
);
CREATE INDEX proofs_due ON proofs (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE decisions (
    id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    proof_id UUID NOT NULL REFERENCES proofs (id),
    body TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX decisions_of_campaign ON decisions (campaign_id, decided_at);

-- The ledger: one row a copy, made before any outside effect.
CREATE TABLE placements (
    id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    proof_id UUID NOT NULL REFERENCES proofs (id),
    epoch BIGINT NOT NULL,
    channel TEXT NOT NULL,
    lang TEXT NOT NULL,
    batch BIGINT NOT NULL,
    state TEXT NOT NULL,
    partly_out BOOLEAN NOT NULL,
    fence BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    deadline TIMESTAMPTZ,
    due_at TIMESTAMPTZ,
    absent_since TIMESTAMPTZ,
    outside_id TEXT,
    url TEXT,
    reason TEXT,
    planned_at TIMESTAMPTZ NOT NULL,
    live_at TIMESTAMPTZ,
    gone_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ NOT NULL,
    closed_by TEXT,
    closed_note TEXT,
    UNIQUE (campaign_id, epoch, channel, lang, batch)
);
CREATE INDEX placements_due ON placements (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX placements_by_state ON placements (campaign_id, state);

CREATE TABLE volunteers (
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    team TEXT NOT NULL,
    postcode TEXT NOT NULL,
    phone TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- The recipients of a batch. Addresses are looked up when a permit is issued; no copy of them is kept here.
CREATE TABLE placement_parts (
    placement_id UUID NOT NULL REFERENCES placements (id),
    number BIGINT NOT NULL,
    volunteer_id UUID NOT NULL REFERENCES volunteers (id),
    state TEXT NOT NULL,
    PRIMARY KEY (placement_id, number)
);

-- Doorbells to ring. One row a job, rung again by the same row.
CREATE TABLE outbox (
    id UUID NOT NULL,
    act TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    queue TEXT NOT NULL,
    rung_at TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    PRIMARY KEY (id, act)
);
CREATE INDEX outbox_order ON outbox (rung_at);

CREATE TABLE api_keys (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    channels TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);

CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    response TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_age ON idempotency (at);

-- Who did what, when. By reference only: no personal data, so that it can be kept when a child is forgotten.
CREATE TABLE trail (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject UUID NOT NULL,
    campaign_id UUID,
    detail TEXT NOT NULL
);
CREATE INDEX trail_of_campaign ON trail (campaign_id, at);

CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON trail
BEGIN
    SELECT RAISE(ABORT, 'the trail is append-only');
END;
CREATE TRIGGER trail_is_not_cut BEFORE DELETE ON trail
BEGIN
    SELECT RAISE(ABORT, 'the trail is append-only');
END;
-- REPLACE deletes the older row without asking the trigger above.
CREATE TRIGGER trail_is_not_replaced BEFORE INSERT ON trail WHEN EXISTS (SELECT 1 FROM trail WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the trail is append-only');
END;
