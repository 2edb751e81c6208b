"""Database access: pool, unit of work, label store, dependencies. Migrations use `migration_ops`."""

from services.common.db.database import Database, utc_now, worker_connection
from services.common.db.dependencies import Feeding, Reading, Writing, opened, opened_for_writing
from services.common.db.labels import LabelStore
from services.common.db.records import Actor, OutboxEvent
from services.common.db.unit import Unit, unit_of_work

__all__ = [
    "Actor",
    "Database",
    "Feeding",
    "LabelStore",
    "OutboxEvent",
    "Reading",
    "Unit",
    "Writing",
    "opened",
    "opened_for_writing",
    "unit_of_work",
    "utc_now",
    "worker_connection",
]
