-- The kit's files have a code of their own: whoever reads the public code on a poster must not reach the pictures of a discreet
-- campaign with it. Campaigns from before that have a proof keep the one that stands in its e-mails, which may have been sent or
-- decided on.
ALTER TABLE campaigns ADD COLUMN kit_code TEXT NOT NULL DEFAULT '';
UPDATE campaigns SET kit_code = CASE
    WHEN EXISTS (SELECT 1 FROM proofs WHERE proofs.campaign_id = campaigns.id) THEN code
    ELSE replace(gen_random_uuid()::text, '-', '')
END;
ALTER TABLE campaigns ALTER COLUMN kit_code DROP DEFAULT;
CREATE UNIQUE INDEX campaigns_by_kit_code ON campaigns (kit_code);
