"""The verifier finds a record changed, removed (the last too) or reordered, in the ledger and in the tail."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import Connection

from proto.gen.entente.audit.v1 import audit_pb2
from services.audit.ledger.heads import HeadFiles, sign
from services.audit.ledger.intake import Intake
from services.audit.ledger.verify import Walk
from services.audit.tests.conftest import SOURCE, Row, World
from services.common.audit import Head
from services.common.db import LabelStore
from services.common.events.bus import Raw
from services.common.events.consumer import Deliverer, Handler
from services.common.events.envelope import Invalid
from services.common.events.registry import topics


def test_a_chain_that_nobody_touched_is_whole(world: World) -> None:
    world.all(12)
    world.sign()
    world.all(3, nation="GBR")
    report = world.verify()
    assert (report.wrong, report.links, report.signed) == (None, 15, 1)


def test_links_of_the_tail_count_before_they_are_published(world: World) -> None:
    world.all(5)
    world.record(3)
    world.chain()
    assert world.verify().wrong is None


def test_links_on_their_way_are_told_from_links_that_are_gone(world: World) -> None:
    world.all(5)
    world.record(2)
    world.chain()
    world.publish()
    assert world.verify().wrong == "seq 6 is missing: the source's head is 7"
    world.take()
    assert world.verify().wrong is None


def changed(assignment: str, table: str = "ledger", seq: int = 4) -> str:
    return f"UPDATE {table} SET {assignment} WHERE seq = {seq}"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (changed("record = replace(encode(record, 'escape'), 'issue', 'close')::bytea"), "seq 4 was changed"),
        (changed("action = 'tasking.close'"), "seq 4 was changed: action beside the record"),
        (changed("nation = 'GBR'"), "seq 4 was changed: nation beside the record"),
        (changed("object_ids = '{}'"), "seq 4 was changed: object_ids beside the record"),
        (changed("at = at + interval '1s'"), "seq 4 was changed: at beside the record"),
        (changed("detail = '{}'"), "seq 4 was changed: detail beside the record"),
        ("DELETE FROM ledger WHERE seq = 1", "seq 1 is missing"),
        ("DELETE FROM ledger WHERE seq = 4", "seq 4 is missing"),
        ("DELETE FROM ledger WHERE seq = 8", "seq 8 is missing"),
        ("DELETE FROM ledger", "seq 1 is missing"),
        ("UPDATE ledger SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4); "
         "UPDATE ledger SET seq = -seq WHERE seq < 0", "seq 3 does not follow"),
    ],
)  # fmt: skip
def test_tampering_with_the_ledger_is_found(world: World, statement: str, found: str) -> None:
    world.all(8)
    world.tamper(statement)
    wrong = world.verify(ask_source=False).wrong
    assert wrong is not None and wrong.startswith(found)


def test_a_ledger_that_grows_while_it_is_proved_is_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.all(4)
    follow = Walk.follow

    def grows_meanwhile(walk: Walk, conn: Connection[Row], source: str) -> str | None:
        wrong = follow(walk, conn, source)
        world.all(2)
        world.sign()
        return wrong

    monkeypatch.setattr(Walk, "follow", grows_meanwhile)
    assert (world.verify().wrong, world.count()) == (None, 6)


def test_a_relabelled_record_is_found(world: World) -> None:
    world.all(4)
    world.all(1, nation="GBR")
    world.tamper("UPDATE ledger SET label_id = (SELECT label_id FROM ledger WHERE seq = 5) WHERE seq = 2")
    assert world.verify().wrong == "seq 2 was changed: label beside the record"


CUT = """DELETE FROM ledger WHERE seq > 6;
UPDATE ledger_head SET seq = 6, hash = (SELECT hash FROM ledger WHERE seq = 6)"""


def test_a_tail_cut_with_its_kept_head_is_found_by_what_the_source_claims(world: World) -> None:
    world.all(8)
    world.tamper(CUT)
    assert world.verify(ask_source=False).wrong == "seq 7 is missing: the source's head is 8"


def test_a_claim_from_the_future_is_not_the_last_that_is_taken(world: World) -> None:
    """Every service writes that topic, so whoever has the password of one speaks for another's source."""
    world.all(2)
    world.claim(Head(), datetime.now(UTC) + timedelta(days=365))
    world.all(1)
    world.tamper(
        "DELETE FROM ledger WHERE seq = 3; UPDATE ledger_head SET (seq, hash) ="
        " (SELECT seq, hash FROM ledger WHERE seq = 2)"
    )
    assert world.verify(ask_source=False).wrong == "seq 3 is missing: the source's head is 3"


def test_a_tail_cut_with_every_head_in_the_database_is_found_by_the_signed_heads(world: World) -> None:
    world.all(8)
    world.sign()
    world.tamper(f"{CUT}; DELETE FROM source_head")
    wrong = world.verify(ask_source=False).wrong
    assert wrong is not None and wrong.startswith("seq 7 is missing: a head at 8 was signed")


def test_a_ledger_written_anew_with_good_hashes_is_found_by_the_signed_heads(world: World) -> None:
    world.all(3)
    world.sign()
    world.tamper("DELETE FROM ledger; DELETE FROM ledger_head; DELETE FROM source_head; DELETE FROM inbox")
    world.tamper("UPDATE chain_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')", source=True)
    world.all(3, action="forged")
    wrong = world.verify().wrong
    assert wrong is not None and wrong.startswith("seq 3 is another than was signed")


def test_a_cut_tail_is_found_by_asking_the_source(world: World) -> None:
    world.all(8)
    world.tamper(f"{CUT}; DELETE FROM source_head")
    assert world.verify().wrong == "seq 7 is missing: the source's head is 8"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (changed("record = record || ' '", "audit_record", 6), "seq 6 was changed (in the source's tail)"),
        ("DELETE FROM audit_record WHERE seq = 6", "seq 6 is missing"),
        ("DELETE FROM audit_record WHERE seq = 5", "seq 5 is missing"),
        ("DELETE FROM audit_record WHERE seq = 7", "seq 7 is missing: the source's head is 7"),
        ("DELETE FROM audit_record", "seq 5 is missing: the source's head is 7"),
        ("UPDATE audit_record SET seq = CASE seq WHEN 5 THEN 1006 ELSE 1005 END WHERE seq IN (5, 6); "
         "UPDATE audit_record SET seq = seq - 1000 WHERE seq > 1000", "seq 5 does not follow"),
    ],
)  # fmt: skip
def test_tampering_with_the_tail_is_found(world: World, statement: str, found: str) -> None:
    world.all(4)
    world.record(3)
    world.chain()
    world.tamper(statement, source=True)
    wrong = world.verify().wrong
    assert wrong is not None and wrong.startswith(found)


def test_a_forged_signature_is_found(world: World) -> None:
    world.all(2)
    world.sign()
    forged = sign(Ed25519PrivateKey.generate(), SOURCE, 2, bytes(32), datetime.now(UTC))
    world.files.append(forged)
    wrong = world.verify().wrong
    assert wrong is not None and "no good signature" in wrong


def test_a_link_that_does_not_follow_is_refused_and_the_ledger_stays(world: World) -> None:
    world.all(3)
    world.record(2)
    world.chain()
    world.tamper("UPDATE audit_record SET record = record || ' ' WHERE seq = 4", source=True)
    world.publish()
    with pytest.raises(Invalid, match="seq 4 was changed"):
        world.take()
    assert [row["seq"] for row in world.conn.execute("SELECT seq FROM ledger ORDER BY seq")] == [1, 2, 3]


def test_nobody_can_send_links_in_another_sources_name(world: World) -> None:
    world.all(1)
    link = audit_pb2.AuditRecord(source="meetings", seq=1, previous=bytes(32), hash=b"x", record=b"{}")
    consumer = world.bus.consumer("look", ["entente.audit.record.v1"])
    sent = consumer.poll(2.0)[0]
    consumer.close()
    raw = Raw(sent.topic, 0, 0, sent.key, link.SerializeToString(), fresh(sent.headers))
    deliverer = Deliverer(
        "audit", [Handler(sent.topic, Intake(LabelStore(world.ledger.worker_dsn)).record)], topics()
    )
    with pytest.raises(Invalid, match="another source sent it"):
        deliverer.deliver(world.conn, [raw])


def fresh(headers: tuple[tuple[str, bytes], ...]) -> tuple[tuple[str, bytes], ...]:
    changed = {"ce_id": b"019a9f00-0000-7000-8000-00000000ffff"}
    return tuple((name, changed.get(name, value)) for name, value in headers)


def test_worker_and_app_can_neither_change_nor_delete_a_link(world: World) -> None:
    world.all(2)
    for dsn in (world.ledger.worker_dsn, world.ledger.app_dsn):
        for statement in ("UPDATE ledger SET action = 'x'", "DELETE FROM ledger"):
            with psycopg.connect(dsn) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(statement.encode())


def test_heads_are_signed_once_into_files_for_the_owner_only(world: World, tmp_path: Path) -> None:
    world.all(2)
    assert (world.sign(), world.sign()) == (1, 0)
    world.all(1)
    assert world.sign() == 1
    path = tmp_path / "heads" / f"{SOURCE}.jsonl"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [head.seq for head in HeadFiles(path.parent).read(SOURCE)] == [2, 3]
