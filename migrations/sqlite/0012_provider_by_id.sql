-- An account is opened by one provider of the configuration, by its id there, and no other of the same issuer: two clients of one
-- issuer may let in different people. The invitation's entry in the trail names the id; without one the account is invited anew.
ALTER TABLE accounts ADD COLUMN provider TEXT;
UPDATE accounts SET provider = (
    SELECT substr(detail, instr(detail, ' ') + 1) FROM trail
    WHERE subject = accounts.id AND act = 'account.invite' AND instr(detail, ' ') > 0
    ORDER BY seq DESC LIMIT 1
) WHERE issuer IS NOT NULL;
UPDATE accounts SET issuer = NULL WHERE provider IS NULL;

ALTER TABLE provider_accounts RENAME TO provider_accounts_by_issuer;
DROP INDEX provider_accounts_of_account;
CREATE TABLE provider_accounts (
    provider TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    linked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (provider, issuer, subject)
);
INSERT INTO provider_accounts (provider, issuer, subject, account_id, linked_at)
SELECT accounts.provider, linked.issuer, linked.subject, linked.account_id, linked.linked_at
FROM provider_accounts_by_issuer AS linked JOIN accounts ON accounts.id = linked.account_id AND accounts.issuer = linked.issuer;
DROP TABLE provider_accounts_by_issuer;
CREATE INDEX provider_accounts_of_account ON provider_accounts (account_id);

-- When somebody signed in anew at their provider because this session asked for it: a first passkey asks how long ago.
ALTER TABLE sessions ADD COLUMN vouched_at TIMESTAMPTZ;
