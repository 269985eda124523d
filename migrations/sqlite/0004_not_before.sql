-- Until when a network asked to be left in peace: nobody begins before it, however often the doorbell rings.
ALTER TABLE placements ADD COLUMN not_before TIMESTAMPTZ;
