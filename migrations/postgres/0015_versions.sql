-- How many attempts in a row had no clear answer: after a few the next one is a person's.
ALTER TABLE placements ADD COLUMN unclear BIGINT NOT NULL DEFAULT 0;
-- Since when a newer version of the notice goes before this copy: it is owed back though its campaign is live.
ALTER TABLE placements ADD COLUMN over_at TIMESTAMPTZ;
-- Who said that they see to a copy that resists, and since when.
ALTER TABLE placements ADD COLUMN taken_by TEXT;
ALTER TABLE placements ADD COLUMN taken_at TIMESTAMPTZ;
CREATE INDEX placements_that_resist ON placements (campaign_id) WHERE state IN ('escalated', 'rejected');
CREATE INDEX parts_of_volunteer ON placement_parts (volunteer_id);
-- Of which version of the draft the proof is: an edit voids it, also while an older one is out.
ALTER TABLE proofs ADD COLUMN draft_version BIGINT;
