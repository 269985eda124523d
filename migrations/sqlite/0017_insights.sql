-- What networks say of how copies were received: counts alone. Asked for now and then, while a copy stands.
CREATE TABLE placement_insights (
    placement_id UUID NOT NULL PRIMARY KEY REFERENCES placements (id),
    asked_at TIMESTAMPTZ NOT NULL,
    measured_at TIMESTAMPTZ,
    reach BIGINT,
    reactions BIGINT,
    shares BIGINT,
    replies BIGINT
);
