-- An override is for one campaign of its case. One that was recorded before it had to name any is for the newest; where there
-- is none, for none: it covers nothing.
UPDATE papers SET body = json_set(body, '$.campaign', coalesce(
    (SELECT lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-'
        || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21))
     FROM campaigns WHERE campaigns.case_id = papers.case_id ORDER BY created_at DESC, id DESC LIMIT 1),
    '00000000-0000-0000-0000-000000000000'))
WHERE kind = 'override';
