-- Since when a doorbell waits to be published. A ring that repeats one does not make it younger.
ALTER TABLE outbox ADD COLUMN waiting_since TIMESTAMPTZ;
UPDATE outbox SET waiting_since = rung_at;
