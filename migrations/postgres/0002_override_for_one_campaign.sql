-- An override is for one campaign of its case. One that was recorded before it had to name any is for the newest; where there
-- is none, for none: it covers nothing.
UPDATE papers SET body = (body::jsonb || jsonb_build_object('campaign', coalesce(
    (SELECT id FROM campaigns WHERE campaigns.case_id = papers.case_id ORDER BY created_at DESC, id DESC LIMIT 1),
    '00000000-0000-0000-0000-000000000000')))::text
WHERE kind = 'override';
