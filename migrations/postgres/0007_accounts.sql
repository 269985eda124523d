-- People: personal data live in accounts.name and accounts.email too.
CREATE TABLE accounts (
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- Public keys and counters; the private keys never leave their devices.
CREATE TABLE passkeys (
    id TEXT NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    body TEXT NOT NULL,
    public_key TEXT NOT NULL,
    counter BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    revoked_reason TEXT
);
CREATE INDEX passkeys_of_account ON passkeys (account_id);

-- An account of the organisation's own provider that may sign in here.
CREATE TABLE provider_accounts (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    linked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (issuer, subject)
);

-- The cookie's SHA-256, never the cookie.
CREATE TABLE sessions (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    hash TEXT NOT NULL UNIQUE,
    how TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    until TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX sessions_of_account ON sessions (account_id);

-- Links sent to people: the token's SHA-256, never the token.
CREATE TABLE links (
    id UUID NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    subject UUID NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX links_of_subject ON links (subject);

-- Questions put to a browser, each answered once: a challenge, and what was asked with it.
CREATE TABLE questions (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject UUID,
    body TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX questions_age ON questions (expires_at);

-- What one person asks for and another must confirm.
CREATE TABLE confirmations (
    id UUID NOT NULL PRIMARY KEY,
    act TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    detail TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    settled_by TEXT,
    settled_at TIMESTAMPTZ,
    settled_as TEXT
);
CREATE INDEX confirmations_open ON confirmations (settled_at);

-- What a key opens, of what its role may do; empty for all of it.
ALTER TABLE api_keys ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
UPDATE api_keys SET role = 'operator' WHERE role = 'duty_operator';

-- The statement that was put before the magistrate, their passkey's signature over it, and the key.
ALTER TABLE decisions ADD COLUMN signed TEXT NOT NULL DEFAULT '';

-- The trail has a digest of every paper over this salt and its text: once the paper is erased, the digest tells nobody anything.
ALTER TABLE papers ADD COLUMN salt TEXT NOT NULL DEFAULT '';
CREATE INDEX trail_of_subject ON trail (subject, seq);

-- Consent asked for by a link. The holder's name is personal data, and goes when the case does.
CREATE TABLE consent_requests (
    id UUID NOT NULL PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES cases (id),
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    holder TEXT NOT NULL,
    authority TEXT NOT NULL,
    lang TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    outcome TEXT NOT NULL,
    paper_id UUID,
    answered_at TIMESTAMPTZ
);
CREATE INDEX consent_requests_of_case ON consent_requests (case_id);
