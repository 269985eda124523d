-- Until when the outside lets a program take a copy back: a bot deletes on Telegram for 48 hours only.
ALTER TABLE placements ADD COLUMN withdrawable_until TIMESTAMPTZ;
-- The copies of an account, over all campaigns: no more are made than can be deleted in time.
CREATE INDEX placements_by_channel ON placements (channel, state);
