"""The tables that every service's database has for events and audit; migrations call `event_tables`.

Grants: app may only add to outbox and audit; worker (relay, consumers, schedulers) reads and deletes all
rows. None of these tables is ever shown to a user, so none has row-level security but what its grants say.
"""

from collections.abc import Sequence

_OUTBOX = """
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid NOT NULL DEFAULT uuidv7(),
    topic       text NOT NULL,
    key         text NOT NULL,
    type        text NOT NULL,
    subject_ref text,
    payload     bytea NOT NULL,
    label       text,
    traceparent text,
    at          timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)
"""

# seq, previous, hash and record are the relay's: a record is chained in a committed step before it is
# published.
_AUDIT = """
CREATE TABLE audit_record (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    subject     text NOT NULL,
    nation      text,
    acts_for    text,
    client      text,
    action      text NOT NULL,
    object_type text NOT NULL,
    object_ids  text[] NOT NULL DEFAULT '{}',
    label       text,
    outcome     text NOT NULL DEFAULT 'done',
    route       text,
    trace       text,
    traceparent text,
    detail      jsonb NOT NULL DEFAULT '{}',
    seq         bigint,
    previous    bytea,
    hash        bytea,
    record      bytea
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)
"""

_CHAIN_HEAD = """
CREATE TABLE chain_head (
    source text PRIMARY KEY,
    seq    bigint NOT NULL DEFAULT 0,
    hash   bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
)
"""

# One row an event and consumer. The week is the event's own time, so that a redelivery meets the same
# partition.
_INBOX = """
CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (consumer, event_id, at)
) PARTITION BY RANGE (at)
"""

_DEAD_LETTER = """
CREATE TABLE dead_letter (
    consumer  text NOT NULL,
    topic     text NOT NULL,
    part      int NOT NULL,
    log_offset bigint NOT NULL,
    event_id  text,
    reason    text NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    forgiven  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (consumer, topic, part, log_offset)
)
"""

# Partitions are made and dropped by the worker, who does not own the table: hence definer's rights, a pinned
# path, and nothing of the argument but a week's Monday in the statement.
_INBOX_WEEK = """
CREATE FUNCTION inbox_week(at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    monday date := date_trunc('week', at)::date;
    name text := 'inbox_' || to_char(monday, 'IYYY_IW');
BEGIN
    IF to_regclass('public.' || name) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('inbox_week'));
        EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.inbox
                        FOR VALUES FROM (%L) TO (%L)', name, monday, monday + 7);
    END IF;
END $$
"""

_INBOX_PRUNE = """
CREATE FUNCTION inbox_prune(before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    week regclass;
    dropped int := 0;
BEGIN
    FOR week IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'public.inbox'::regclass
    LOOP
        IF to_date(right(week::text, 7), 'IYYY_IW') + 7 <= before::date THEN
            EXECUTE format('DROP TABLE %s', week);
            dropped := dropped + 1;
        END IF;
    END LOOP;
    RETURN dropped;
END $$
"""


def event_tables(service: str) -> Sequence[str]:
    """The statements that make outbox, audit_record, chain_head, inbox and dead_letter in the database of
    ``service``, with grants to ``<service>_app`` and ``<service>_worker``; run by the owner, in order.
    """
    if not service.isidentifier():
        raise ValueError(f"not the name of a service: {service!r}")
    app, worker = f"{service}_app", f"{service}_worker"
    return (
        _OUTBOX,
        _AUDIT,
        "CREATE INDEX audit_unchained ON audit_record (id) WHERE seq IS NULL",
        "CREATE UNIQUE INDEX audit_chained ON audit_record (seq) WHERE seq IS NOT NULL",
        _CHAIN_HEAD,
        f"INSERT INTO chain_head (source) VALUES ('{service}')",
        _INBOX,
        _DEAD_LETTER,
        _INBOX_WEEK,
        _INBOX_PRUNE,
        f"REVOKE ALL ON FUNCTION inbox_week, inbox_prune FROM PUBLIC; "
        f"GRANT EXECUTE ON FUNCTION inbox_week, inbox_prune TO {worker}",
        f"GRANT INSERT ON outbox, audit_record TO {app}, {worker}",
        f"GRANT SELECT, UPDATE, DELETE ON outbox, audit_record TO {worker}",
        f"GRANT SELECT, UPDATE ON chain_head TO {worker}",
        f"GRANT SELECT, INSERT, DELETE ON inbox TO {worker}",
        f"GRANT SELECT, INSERT, UPDATE ON dead_letter TO {worker}",
    )
