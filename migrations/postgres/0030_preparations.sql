-- Campaigns that an officer is filling in, step by step: a draft is refused while it lacks something, so what there is so far is kept
-- here. Gone when the campaign is made, or when nobody touched it for long.
CREATE TABLE preparations (
    id UUID NOT NULL PRIMARY KEY,
    case_id UUID NOT NULL REFERENCES cases (id),
    campaign_id UUID REFERENCES campaigns (id),
    version BIGINT,
    saved_by TEXT NOT NULL,
    fields TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX preparations_by_case ON preparations (case_id, updated_at);
