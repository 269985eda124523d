-- Since when a copy stands as it does: the time of its last change moves with every attempt.
ALTER TABLE placements ADD COLUMN since TIMESTAMPTZ;
UPDATE placements SET since = CASE state
    WHEN 'planned' THEN planned_at
    WHEN 'live' THEN COALESCE(live_at, updated_at)
    ELSE COALESCE(gone_at, updated_at)
END;
-- What changed last, for those who watch a campaign.
CREATE INDEX placements_by_change ON placements (campaign_id, updated_at, id);
