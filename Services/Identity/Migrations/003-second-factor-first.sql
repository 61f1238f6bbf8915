-- A password that is reset by a code waits for the second factor, where the account has one: the code shows that
-- somebody reads the owner's messages, not that they are the owner.
ALTER TABLE identity.challenge ADD COLUMN password text,
    ADD CONSTRAINT challenge_password CHECK (password IS NULL OR purpose = 'second_factor' AND used_at IS NULL);
