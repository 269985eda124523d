-- Seals over an entry's digest, and a number in its thread: an extract can then leave out what it is not about, and shows that
-- it leaves out nothing else. Seals cannot be computed here: what was sealed before is put aside, in its order, and the next
-- start takes it over.
ALTER TABLE trail_unsealed ADD COLUMN request TEXT NOT NULL DEFAULT '';
ALTER TABLE trail_unsealed ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE trail_unsealed ADD COLUMN was BIGINT NOT NULL DEFAULT 0;
INSERT INTO trail_unsealed (was, id, at, actor, act, subject, campaign_id, request, reason, detail)
SELECT seq, id, at, actor, act, subject, campaign_id, request, reason, detail FROM trail;
DROP TABLE trail;

CREATE TABLE trail (
    seq BIGINT NOT NULL PRIMARY KEY,
    nth BIGINT NOT NULL,
    id UUID NOT NULL UNIQUE,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject UUID NOT NULL,
    campaign_id UUID,
    request TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX trail_of_campaign ON trail (campaign_id, seq);
CREATE INDEX trail_of_subject ON trail (subject, seq);

CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON trail
BEGIN
    SELECT RAISE(ABORT, 'the trail is append-only');
END;
CREATE TRIGGER trail_is_not_cut BEFORE DELETE ON trail
BEGIN
    SELECT RAISE(ABORT, 'the trail is append-only');
END;
-- REPLACE deletes the older row without asking the trigger above.
CREATE TRIGGER trail_is_not_replaced BEFORE INSERT ON trail
WHEN EXISTS (SELECT 1 FROM trail WHERE seq = NEW.seq OR id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the trail is append-only');
END;
