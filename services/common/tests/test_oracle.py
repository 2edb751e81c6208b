"""The database's answer is `decide`'s, on generated pairs of reader and label."""

import psycopg
import pytest

from services.common.db.labels import LabelStore, PermittedSets
from services.common.labels import MASK_SETTING, Action, decide
from services.common.labels.tests import generate

READERS, LABELS = 100, 1_000
FILL = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
SELECT uuidv7(), id, 'n', now(), 'x', now(), 'x' FROM security_label"""


@pytest.mark.oracle
async def test_row_level_security_shows_what_decide_allows_on_100_000_pairs(database):
    labels, context = generate.labels(7, LABELS), generate.context()
    store = LabelStore(database.app_dsn)
    ids = [await store.intern(label) for label in labels]
    sets = PermittedSets(store, context)
    with psycopg.connect(database.admin_dsn) as admin:
        admin.execute(FILL)
    pairs = granted = 0
    with psycopg.connect(database.app_dsn) as conn:
        for reader in generate.readers(11, READERS):
            _, mask = sets.current(reader.digest(), reader, Action.READ, generate.NOW)
            conn.execute("SELECT set_config(%s, %s, true)", [MASK_SETTING, mask])
            shown = {row[0] for row in conn.execute("SELECT label_id FROM note")}
            conn.rollback()
            for label_id, label in zip(ids, labels, strict=True):
                allowed = decide(reader, store.get(label_id), Action.READ, generate.NOW, context).allow
                assert allowed == decide(reader, label, Action.READ, generate.NOW, context).allow
                assert (label_id in shown) == allowed, (reader, label)
                pairs, granted = pairs + 1, granted + allowed
    await store.close()
    assert pairs == 100_000 and 0.02 < granted / pairs < 0.9
