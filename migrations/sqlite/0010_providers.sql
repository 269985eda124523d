-- When a passkey answered last in a session; none where the provider's word alone began it. Adding a passkey asks how long ago.
ALTER TABLE sessions ADD COLUMN proven_at TIMESTAMPTZ;

-- The one provider whose word may open this account; none: passkeys alone. No other provider that knows the address can.
ALTER TABLE accounts ADD COLUMN issuer TEXT;
CREATE INDEX provider_accounts_of_account ON provider_accounts (account_id);
