"""What the registry and sharing tell: news for the streams alone. What is new is read from the service
itself, which lists and counts its own records under the reader's rights.
"""

from uuid import UUID

from services.insight.projection.rows import Worker, tell


def apply(conn: Worker, kind: str, object_id: str, label_id: int, *, gone: bool) -> None:
    """Tell who may read it that a record changed; ``gone``: who could read it, that they read it no more.

    A record that changes its label is told twice: as gone under the old one, then as it is under the new.
    """
    under = {label_id}
    tell(conn, kind, UUID(object_id), under if gone else set(), set() if gone else under)
