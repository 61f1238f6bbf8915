"""pgbench next to booking: the same function, `booking.place_hold`, on the same server with fsync on.

One call is one transaction and one round trip with a prepared statement. Booking makes the same for a hold
that comes alone, and lets holds that come together share a transaction (decision 026). Parameters are
computed in the statement from the number of the attempt. Where several attempts want one seat, pgbench
calls a function that looks at the seat first and catches the refusal: pgbench cannot, and would stop.
"""

import os
import re
import subprocess
import tempfile

TRY = """
CREATE SCHEMA IF NOT EXISTS bench;
GRANT USAGE ON SCHEMA bench TO sluice_booking;
ALTER DEFAULT PRIVILEGES IN SCHEMA bench GRANT EXECUTE ON FUNCTIONS TO sluice_booking;
CREATE OR REPLACE FUNCTION bench.try_hold(
    p_id uuid, p_trip text, p_seats int[], p_a int, p_b int, p_account uuid, p_admission text,
    p_prices bigint[], p_idem bytea, p_key text, p_digest bytea, p_answer text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM booking.seat WHERE trip = p_trip AND number = p_seats[1]
        AND taken & booking.mask(p_a, p_b) <> 0)
    THEN
        RETURN false;
    END IF;
    PERFORM booking.place_hold(p_id, p_trip, p_seats, p_a, p_b, p_account, p_admission, p_prices, p_idem,
        p_key, p_digest, p_answer);
    RETURN true;
EXCEPTION WHEN exclusion_violation OR serialization_failure OR deadlock_detected THEN
    RETURN false;
END $$;
"""
# pgbench's trips are copies that left sixty days ago: booking looks after each trip to come, and would tell
# Redis of every hold there, one by one, while somebody measures.
PAST = """
INSERT INTO booking.trip (id, train, date, legs, departs_at, arrives_at)
    SELECT 'past-' || id, train, date - 60, legs, departs_at - interval '60 days',
        arrives_at - interval '60 days'
    FROM booking.trip WHERE date BETWEEN current_date + %d AND current_date + %d ORDER BY id LIMIT 200;
INSERT INTO booking.coach (trip, index, label, class, layout)
    SELECT t.id, c.index, c.label, c.class, c.layout
    FROM booking.trip t JOIN booking.coach c ON t.id = 'past-' || c.trip;
INSERT INTO booking.seat (trip, number, coach, label, class)
    SELECT t.id, s.number, s.coach, s.label, s.class
    FROM booking.trip t JOIN booking.seat s ON t.id = 'past-' || s.trip;
"""
SCRIPT = """\\set n :base + :turn * :clients + :client_id
\\set turn :turn + 1
SELECT * FROM {function}(gen_random_uuid(), ({trips})[1 + :n::int / {attempts} % {count}],
    ARRAY[:n::int / {attempts} / {count}], 0, 1,
    ('00000000-0000-4000-8000-' || lpad((:n::int % {people})::text, 12, '0'))::uuid, 'bench',
    ARRAY[45000]::bigint[], uuid_send(gen_random_uuid()), 'bench-' || :n::int,
    decode(repeat('ab', 32), 'hex'), '{answer}');
"""
# As long as booking's own; a colon before a letter would be a variable of pgbench.
ANSWER = ('{"amount":"450.00","currency":"BDT","from":"DHA","id":"00000000-0000-4000-8000-000000000000",'
          '"is_extended": false,"seats":["KA-14"],"status":"held","to":"CTG","trip":"701-2026-11-30"')


class Holds:
    """The seats that pgbench takes, each once."""

    def __init__(self, sale, days, people):
        self.folder, self.people = sale.database, people
        self.psql(TRY, user="sluice")
        self.psql(PAST % days, user="sluice")
        self.psql("VACUUM ANALYZE booking.seat", user="sluice")
        rows = self.psql("SELECT id FROM booking.trip WHERE id LIKE 'past-%' ORDER BY id")
        self.trips = rows.split()
        self.least = int(self.psql(
            "SELECT min(n) FROM (SELECT count(*) n FROM booking.seat WHERE trip = ANY (%s) GROUP BY trip) s"
            % self.array))
        # Attempts on free seats and on hot ones begin at seats of their own.
        self.used = 0

    @property
    def array(self):
        return "ARRAY[" + ",".join(f"'{trip}'" for trip in self.trips) + "]"

    def psql(self, sql, user="sluice_booking"):
        return subprocess.run(
            ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", user, "-d",
             "sluice", "-c", sql], check=True, capture_output=True, text=True).stdout.strip()

    def run(self, clients, attempts, seats):
        """Takes so many seats with so many clients; returns successful holds a second."""
        if self.used + seats > self.least * len(self.trips):
            raise RuntimeError("pgbench has no free seats left")
        base = self.used * attempts
        self.used += seats
        script = SCRIPT.format(
            function="booking.place_hold" if attempts == 1 else "bench.try_hold", trips=self.array,
            attempts=attempts, count=len(self.trips), people=self.people, answer=ANSWER)
        with tempfile.NamedTemporaryFile("w", suffix=".sql", delete=False) as file:
            file.write(script)
        before = self.held()
        try:
            text = subprocess.run(
                ["pgbench", "-n", "-M", "prepared", "-h", self.folder, "-U", "sluice_booking",
                 "-f", file.name, "-c", str(clients), "-j", "1", "-t", str(seats * attempts // clients),
                 "-D", f"base={base}", "-D", "turn=0", "-D", f"clients={clients}", "sluice"],
                check=True, stdout=subprocess.PIPE, text=True).stdout
        finally:
            os.unlink(file.name)
        rate = float(re.search(r"tps = ([0-9.]+) \(without", text).group(1))
        done = int(re.search(r"processed: (\d+)", text).group(1))
        return (self.held() - before) / (done / rate)

    def held(self):
        """How many holds pgbench has made."""
        return int(self.psql("SELECT count(*) FROM booking.hold WHERE admission = 'bench'"))
