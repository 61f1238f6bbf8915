-- The roles as whom the services log in, and nothing for those who are none of them.
--
-- Roles belong to the whole server: another database, or whoever runs the server, may have made them already.
DO $$
DECLARE
    service text;
BEGIN
    FOREACH service IN ARRAY ARRAY['sluice_identity', 'sluice_booking', 'sluice_payment', 'sluice_ticket'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I LOGIN', service);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- made at the same moment, for another database
            END;
        END IF;
        -- Where all services log in as the owner, each becomes its own role with SET ROLE.
        IF NOT pg_has_role(current_user, service, 'MEMBER') THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', service, current_user);
            EXCEPTION WHEN unique_violation THEN
                NULL; -- given at the same moment, for another database
            END;
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), service);
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA sluice FROM PUBLIC;

-- Functions are open to everybody unless this is said; each grant names who may call.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
