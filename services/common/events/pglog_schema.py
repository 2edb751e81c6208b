"""The schema of the pglog bus: ``ENTENTE_BUS_OWNER_DSN=… python -m services.common.events.pglog_schema``.

Run by the owner of the bus' database; can be repeated. It makes what is missing, registers the topics that
``proto/topics`` declares, and grants the role ``bus_app`` what producers and consumers need: to append, to
read and to keep offsets, never to change or delete a message. Compaction runs with the owner's rights.
"""

import os
import sys
from collections.abc import Iterable

import psycopg

from services.common.events.bus import TopicSpec
from services.common.events.registry import topics

TABLES = """
CREATE TABLE IF NOT EXISTS topic (
    id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text NOT NULL UNIQUE,
    partitions    int NOT NULL CHECK (partitions > 0),
    keep          interval,
    compact_after interval
);
CREATE TABLE IF NOT EXISTS topic_head (
    topic int NOT NULL REFERENCES topic,
    part  int NOT NULL,
    next  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, part)
) WITH (fillfactor = 25, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE TABLE IF NOT EXISTS log (
    topic      int NOT NULL,
    part       int NOT NULL,
    log_offset bigint NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    key        text NOT NULL,
    headers    bytea NOT NULL,
    value      bytea NOT NULL,
    PRIMARY KEY (topic, part, log_offset)
);
CREATE INDEX IF NOT EXISTS log_key ON log (topic, part, key, log_offset);
CREATE TABLE IF NOT EXISTS compacted (
    topic int NOT NULL,
    part  int NOT NULL,
    upto  bigint NOT NULL,
    PRIMARY KEY (topic, part)
);
CREATE TABLE IF NOT EXISTS producer (name text PRIMARY KEY, epoch bigint NOT NULL);
CREATE TABLE IF NOT EXISTS group_offset (
    grp   text NOT NULL,
    topic int NOT NULL,
    part  int NOT NULL,
    next  bigint NOT NULL,
    PRIMARY KEY (grp, topic, part)
) WITH (fillfactor = 25);
"""

# A row goes when a newer one of its key is older than the compaction time. Only the rows since the last run
# are looked at for newer ones: the cost follows what came, not what is kept.
PRUNE = """
CREATE OR REPLACE FUNCTION pglog_prune() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET lock_timeout = '2s' AS $$
DECLARE
    t record;
    first bigint;
    last bigint;
    n bigint;
    gone bigint := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('pglog_prune')) THEN
        RETURN 0;
    END IF;
    FOR t IN SELECT topic.id, h.part, keep, compact_after, h.next
             FROM public.topic JOIN public.topic_head h ON h.topic = topic.id
    LOOP
        IF t.compact_after IS NOT NULL THEN
            first := coalesce(
                (SELECT upto FROM public.compacted c WHERE c.topic = t.id AND c.part = t.part), 0);
            last := (SELECT log_offset FROM public.log l WHERE l.topic = t.id AND l.part = t.part
                     AND log_offset >= first AND at <= clock_timestamp() - t.compact_after
                     ORDER BY log_offset DESC LIMIT 1);
            CONTINUE WHEN last IS NULL;
            DELETE FROM public.log o USING (
                SELECT key, max(log_offset) AS newest FROM public.log l
                WHERE l.topic = t.id AND l.part = t.part AND log_offset BETWEEN first AND last
                GROUP BY key) AS newer
            WHERE o.topic = t.id AND o.part = t.part AND o.key = newer.key AND o.log_offset < newer.newest;
            GET DIAGNOSTICS n = ROW_COUNT;
            gone := gone + n;
            INSERT INTO public.compacted VALUES (t.id, t.part, last + 1)
            ON CONFLICT (topic, part) DO UPDATE SET upto = excluded.upto;
        END IF;
        IF t.keep IS NOT NULL THEN
            first := coalesce((SELECT log_offset FROM public.log l WHERE l.topic = t.id AND l.part = t.part
                     AND at > clock_timestamp() - t.keep ORDER BY log_offset LIMIT 1), t.next);
            DELETE FROM public.log o WHERE o.topic = t.id AND o.part = t.part AND o.log_offset < first;
            GET DIAGNOSTICS n = ROW_COUNT;
            gone := gone + n;
        END IF;
    END LOOP;
    RETURN gone;
END $$
"""

GRANTS = """
REVOKE ALL ON FUNCTION pglog_prune FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pglog_prune TO bus_app;
GRANT SELECT ON topic, log, topic_head, producer, group_offset TO bus_app;
GRANT INSERT ON log TO bus_app;
GRANT UPDATE (next) ON topic_head TO bus_app;
GRANT INSERT, UPDATE ON producer, group_offset TO bus_app;
"""

_ADD_TOPIC = """
WITH added AS (
    INSERT INTO topic (name, partitions, keep, compact_after)
    VALUES (%s, %s, make_interval(secs => %s), make_interval(secs => %s))
    ON CONFLICT (name) DO UPDATE SET keep = excluded.keep, compact_after = excluded.compact_after
    RETURNING id, partitions)
INSERT INTO topic_head (topic, part) SELECT id, part FROM added, generate_series(0, partitions - 1) AS part
ON CONFLICT DO NOTHING
"""


def create_schema(owner_dsn: str, specs: Iterable[TopicSpec]) -> None:
    """Make what is missing and register ``specs``, in one transaction.

    A topic's retention follows its declaration; its number of partitions stays as it was first (changing it
    would put the later events of a key where the earlier are not).
    """
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('pglog_schema'))")
        connection.execute("SET LOCAL client_min_messages = warning")
        for statements in (TABLES, PRUNE, GRANTS):
            connection.execute(statements.encode())
        for spec in specs:
            connection.execute(_ADD_TOPIC, (spec.name, spec.partitions, spec.keep, spec.compact_after))


def main() -> int:
    """Set up the bus that ``ENTENTE_BUS_OWNER_DSN`` names; exit code 2 without it."""
    dsn = os.environ.get("ENTENTE_BUS_OWNER_DSN")
    if not dsn:
        print("ENTENTE_BUS_OWNER_DSN is not set: the owner's URL of the bus' database", file=sys.stderr)
        return 2
    create_schema(dsn, [spec for topic in topics().values() for spec in topic.specs()])
    return 0


if __name__ == "__main__":
    sys.exit(main())
