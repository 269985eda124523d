-- An account is opened by one provider of the configuration, by its id there, and no other of the same issuer: two clients of one
-- issuer may let in different people. The invitation's entry in the trail names the id; without one the account is invited anew.
ALTER TABLE accounts ADD COLUMN provider TEXT;
UPDATE accounts SET provider = (
    SELECT split_part(detail, ' ', 2) FROM trail
    WHERE subject = accounts.id AND act = 'account.invite' AND strpos(detail, ' ') > 0
    ORDER BY seq DESC LIMIT 1
) WHERE issuer IS NOT NULL;
UPDATE accounts SET issuer = NULL WHERE provider IS NULL;

ALTER TABLE provider_accounts ADD COLUMN provider TEXT;
UPDATE provider_accounts SET provider = accounts.provider FROM accounts
WHERE accounts.id = provider_accounts.account_id AND accounts.issuer = provider_accounts.issuer;
DELETE FROM provider_accounts WHERE provider IS NULL;
ALTER TABLE provider_accounts DROP CONSTRAINT provider_accounts_pkey;
ALTER TABLE provider_accounts ADD PRIMARY KEY (provider, issuer, subject);

-- When somebody signed in anew at their provider because this session asked for it: a first passkey asks how long ago.
ALTER TABLE sessions ADD COLUMN vouched_at TIMESTAMPTZ;
