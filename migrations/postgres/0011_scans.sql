-- Scans of papers: who signed what. The bytes lie in the file store under their SHA-256; the trail has a digest over the salt and
-- that, which tells nobody anything once the row is erased.
CREATE TABLE scans (
    case_id UUID NOT NULL REFERENCES cases (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    salt TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (case_id, sha256)
);

-- When an officer took the link back; the answer that was given by it stands.
ALTER TABLE consent_requests ADD COLUMN revoked_at TIMESTAMPTZ;
