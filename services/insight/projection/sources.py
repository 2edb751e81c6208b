"""Sources that speak by heartbeat."""

from services.insight.projection.rows import Worker


def heard(conn: Worker, source: str) -> None:
    """Remember by the database's clock that a source spoke now; later ones overwrite it."""
    conn.execute(
        """INSERT INTO source_beat (source, at) VALUES (%s, clock_timestamp())
           ON CONFLICT (source) DO UPDATE SET at = excluded.at""",
        (source,),
    )
