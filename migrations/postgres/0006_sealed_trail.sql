-- The trail, each entry sealed with the hash of the one before it. Seals cannot be computed here: what was written before is
-- put aside, and the first start of this version takes it over.
DROP TRIGGER trail_is_not_changed ON trail;
DROP INDEX trail_of_campaign;
ALTER INDEX trail_pkey RENAME TO trail_unsealed_pkey;
ALTER TABLE trail RENAME TO trail_unsealed;

CREATE TABLE trail (
    seq BIGINT NOT NULL PRIMARY KEY,
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

CREATE TRIGGER trail_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
