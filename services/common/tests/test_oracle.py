"""`decide`, the database's row-level security and Cedar say the same on the same generated cases."""

import psycopg
import pytest

from services.common.db.labels import LabelStore, PermittedSets
from services.common.labels import MASK_SETTING, decide
from services.common.labels.tests import cedar, generate

SEED, READERS, LABELS = 7, 100, 1_000
FILL = """INSERT INTO note (id, label_id, title, created_at, created_by, updated_at, updated_by)
SELECT uuidv7(), id, 'n', now(), 'x', now(), 'x' FROM security_label"""


def shown(conn, sets, reader, action):
    """The labels of the rows that the database shows a reader for an action."""
    _, mask = sets.current(reader.digest(), reader, action, generate.NOW)
    conn.execute("SELECT set_config(%s, %s, true)", [MASK_SETTING, mask])
    rows = conn.execute("SELECT label_id FROM note").fetchall()
    conn.rollback()
    return {row[0] for row in rows}


def by_cedar(people, labels, cases):
    """Cedar's answers to the cases, in batches: each time it gets 50 readers and 200 labels anew."""
    batches = {}
    for case in cases:
        batches.setdefault((case[0] // 50, case[1] // 200), []).append(case)
    answers = {}
    for (who, what), batch in batches.items():
        near = [(one - who * 50, other - what * 200, action) for one, other, action in batch]
        found = cedar.ask(people[who * 50 :][:50], labels[what * 200 :][:200], near)
        answers.update(zip(batch, found, strict=True))
    return answers


@pytest.mark.oracle
async def test_decide_sql_and_cedar_agree_on_the_same_100_000_pairs(database, record_property):
    people, labels = generate.readers(SEED, READERS), generate.labels(SEED, LABELS)
    cases = list(generate.cases(SEED, READERS, LABELS))
    store, context = LabelStore(database.app_dsn), generate.context()
    ids = [await store.intern(label) for label in labels]
    sets = PermittedSets(store, context)
    with psycopg.connect(database.admin_dsn) as admin:
        admin.execute(FILL)
    with psycopg.connect(database.app_dsn) as conn:
        both = {(who, action) for who, _, action in cases}
        by_rows = {(who, action): shown(conn, sets, people[who], action) for who, action in both}
    third, granted = by_cedar(people, labels, cases), 0
    for who, what, action in cases:
        first = decide(people[who], labels[what], action, generate.NOW, context)
        second = ids[what] in by_rows[who, action]
        assert first.allow == second == third[who, what, action], (people[who], labels[what], action, first)
        granted += first.allow
    await store.close()
    assert len(cases) == 100_000
    assert 0.05 < granted / len(cases) < 0.6  # none of them says the same to everything
    told = f"{len(cases):,} pairs of reader and label, by decide, SQL and Cedar: no difference"
    record_property("compared", told)
