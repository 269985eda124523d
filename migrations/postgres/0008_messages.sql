-- Mail that the service itself sends to those concerned: the authorities, magistrates, officers. By reference: the words are
-- made when a worker has leave to send them, and no address is kept here.
CREATE TABLE messages (
    id UUID NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    template TEXT NOT NULL,
    facts TEXT NOT NULL,
    case_id UUID,
    campaign_id UUID,
    state TEXT NOT NULL,
    fence BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    deadline TIMESTAMPTZ,
    due_at TIMESTAMPTZ,
    reason TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ
);
CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX messages_of_campaign ON messages (campaign_id, created_at);
CREATE INDEX messages_of_case ON messages (case_id, created_at);
