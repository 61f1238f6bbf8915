-- A code that is on its way serves everybody who asks for one to the same contact: each gets a question of their
-- own, with tries of their own, and no second message goes out. `root` is the question the code was sent for;
-- where it is used, the code is used for all.
ALTER TABLE identity.challenge ADD COLUMN root uuid REFERENCES identity.challenge ON DELETE CASCADE;
CREATE INDEX challenge_underway ON identity.challenge (contact, purpose, created_at) WHERE root IS NULL;
CREATE INDEX challenge_root ON identity.challenge (root) WHERE root IS NOT NULL;
