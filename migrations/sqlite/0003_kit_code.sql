-- The kit's files have a code of their own: whoever reads the public code on a poster must not reach the pictures of a discreet
-- campaign with it. Campaigns from before keep the one that stands in e-mails that were sent or decided on.
ALTER TABLE campaigns ADD COLUMN kit_code TEXT NOT NULL DEFAULT '';
UPDATE campaigns SET kit_code = code;
CREATE UNIQUE INDEX campaigns_by_kit_code ON campaigns (kit_code);
