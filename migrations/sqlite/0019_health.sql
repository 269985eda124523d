-- Which workers are there. Each says so now and then, by the key that it holds, or as the service's own.
CREATE TABLE workers_seen (
    role TEXT NOT NULL,
    worker TEXT NOT NULL,
    equipped BOOLEAN NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (role, worker)
);
-- Written by whoever asks how the service is: a database that can only be read takes nothing back.
CREATE TABLE canary (
    id BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX messages_given_up ON messages (created_at) WHERE state = 'failed';
