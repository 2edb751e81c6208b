"""Dead letters by command line: list, look under labels, replay once, drop and reopen, forgive."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import orjson
import psycopg
import pytest

from services.common.events import letter_look, letters
from services.common.events.bus import Raw
from services.common.events.consumer import ConsumerLoop, Handler
from services.common.events.deadletter import Place
from services.common.events.envelope import Envelope, Invalid
from services.common.events.letter_rows import Letters
from services.common.events.registry import topics
from services.common.events.tests.conftest import TOPIC, deliverer, event, keep
from services.common.events.tests.conftest import Place as House
from services.common.events.workers import Workers
from services.common.labels import Label, default_groups, default_policy
from services.common.settings import ServiceSettings
from services.common.testing import issuer_keys, settings_for, subject
from tests.contract.bus.harness import read
from tests.waiting import until

LIMIT = topics()[TOPIC].dead_letters.limit
AUDIT = "entente.audit.record.v1"
Run = Callable[..., tuple[int, str]]


def settings_of(place: House) -> ServiceSettings:
    return settings_for(place.database, bus="pglog", bus_dsn=place.bus_dsn)


@pytest.fixture
def run(place: House, capsys: pytest.CaptureFixture[str]) -> Run:
    """A verb as the operator runs it: exit code and what it printed."""

    def run(*arguments: str, handlers: tuple[Handler, ...] = (Handler(TOPIC, keep),)) -> tuple[int, str]:
        code = letters.main(settings_of(place), handlers, arguments)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def refuse(*_: object) -> None:
    raise Invalid("not now")


def take_all(place: House, count: int, *handlers: Handler, topic: str = TOPIC) -> list[Raw]:
    loop = ConsumerLoop(place.bus, place.connect, deliverer(*handlers))
    consumer = place.bus.consumer("audit", [topic])
    try:
        with place.connect() as conn:
            batch = read(consumer, count)
            loop.take(conn, batch, threading.Event())
        consumer.commit()
    finally:
        consumer.close()
    return batch


def set_aside(place: House, *events: Envelope) -> list[str]:
    """The places of events that the consumer could not take."""
    place.publish(*events)
    return [str(Place.of(raw)) for raw in take_all(place, len(events), Handler(TOPIC, refuse))]


def audited(place: House) -> list[tuple[str, str, list[str], str]]:
    query = "SELECT action, subject, object_ids, outcome FROM audit_record ORDER BY id"
    with place.connect() as conn:
        return [tuple(row.values()) for row in conn.execute(query.encode()).fetchall()]


def test_a_letter_is_listed_without_its_content(place: House, run: Run) -> None:
    assert run() == (0, "audit: no dead letters\n")
    [where] = set_aside(place, event("secret key", 77_000, subject="secret subject"))
    code, printed = run("list")
    line, total = printed.splitlines()
    assert code == 0 and total == "audit: 1 dead letters"
    assert line.startswith(f"open counts {where} event=") and line.endswith(": not now")
    assert "type=entente.directory.nation.changed.v1" in line and "1 attempt" in line
    assert "secret" not in printed
    [row] = orjson.loads(run("list", "--json")[1])
    assert row["place"] == where and row["state"] == "open" and "secret" not in str(row)


def test_the_list_is_narrowed_by_topic_and_state(place: House, run: Run) -> None:
    one, other = set_aside(place, event("GBR", 1), event("USA", 1))
    assert run("drop", one, "--reason", "sent twice")[0] == 0
    assert [row["place"] for row in orjson.loads(run("list", "--state", "open", "--json")[1])] == [other]
    assert [row["place"] for row in orjson.loads(run("list", "--state", "dropped", "--json")[1])] == [one]
    assert orjson.loads(run("list", "--topic", AUDIT, "--json")[1]) == []
    assert len(orjson.loads(run("list", "--topic", TOPIC, "--json")[1])) == 2


def test_a_replay_makes_the_effect_once_however_often_it_is_asked_for(place: House, run: Run) -> None:
    [where] = set_aside(place, event("GBR", 7))
    assert run("replay", where) == (0, f"done {where}: replayed\n")
    assert run("replay", where) == (0, f"done {where}: replayed before\n")
    assert place.effects() == [7]
    [row] = orjson.loads(run("list", "--json")[1])
    assert (row["state"], row["attempts"]) == ("replayed", 2) and row["settled_by"].startswith("operator:")
    action, who, objects, outcome = audited(place)[-1]
    assert (action, objects, outcome) == ("letter.replayed", [where], "done") and who == row["settled_by"]


def test_a_message_that_was_redelivered_and_taken_meanwhile_has_no_second_effect(
    place: House, run: Run
) -> None:
    sent = event("GBR", 7)
    [where] = set_aside(place, sent)
    place.publish(sent)
    take_all(place, 1)
    assert run("replay", where)[0] == 0
    assert place.effects() == [7]


def test_a_letter_that_fails_again_stays_open_with_the_new_reason(place: House, run: Run) -> None:
    def fails(*_: object) -> None:
        raise KeyError("secret")

    [where] = set_aside(place, event("GBR", 7))
    code, printed = run("replay", where, handlers=(Handler(TOPIC, fails),))
    assert (code, printed) == (1, f"NOT  {where}: KeyError in the handler of {TOPIC}\n")
    [row] = orjson.loads(run("list", "--json")[1])
    assert (row["state"], row["attempts"]) == ("open", 2) and row["reason"].startswith("KeyError")
    assert place.count("inbox") == 0 and audited(place)[-1][3] == "failed"
    assert run("replay", where)[0] == 0 and place.effects() == [7]


def test_all_letters_of_a_topic_are_replayed_in_order_up_to_the_first_that_fails(
    place: House, run: Run
) -> None:
    def fails_at_two(conn, envelope, message):
        if message.version == 2:
            raise Invalid("still wrong")
        keep(conn, envelope, message)

    places = set_aside(place, *(event("GBR", number) for number in (1, 2, 3)))
    handlers = (Handler(TOPIC, fails_at_two),)
    code, printed = run("replay", "--all", TOPIC, handlers=handlers)
    assert code == 1 and [line[:4] for line in printed.splitlines()] == ["done", "NOT "]
    assert place.effects() == [1]
    code, printed = run("replay", "--all", TOPIC, "--go-on", handlers=handlers)
    assert code == 1 and printed.splitlines()[-1] == f"done {places[2]}: replayed"
    assert place.effects() == [1, 3]
    assert run("replay", "--all", TOPIC)[0] == 0 and place.effects() == [1, 3, 2]
    assert run("replay", "--all", TOPIC) == (1, "audit: nothing to replay\n")


def test_of_two_operators_at_once_one_makes_the_effect(place: House) -> None:
    places = set_aside(place, *(event("GBR", number) for number in range(8)))
    start, codes = threading.Barrier(2), []

    def operator() -> None:
        start.wait()
        codes.append(letters.main(settings_of(place), [Handler(TOPIC, keep)], ["replay", *places]))

    both = [threading.Thread(target=operator) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert codes == [0, 0]
    assert sorted(place.effects()) == list(range(8))


def test_what_was_dropped_can_be_opened_again_and_is_not_replayed_before(place: House, run: Run) -> None:
    [where] = set_aside(place, event("GBR", 7))
    with pytest.raises(SystemExit):
        run("drop", where)
    with pytest.raises(SystemExit):
        run("drop", where, "--reason", "  ")
    assert run("drop", where, "--reason", "a test message")[0] == 0
    assert run("drop", where, "--reason", "again")[0] == 0
    assert "by operator:" in run("list")[1] and "a test message" in run("list")[1]
    assert run("replay", where)[0] == 1 and place.effects() == []
    assert run("reopen", where)[0] == 0
    assert run("replay", where)[0] == 0 and place.effects() == [7]
    assert run("reopen", where)[0] == 1
    assert [record[0] for record in audited(place)] == ["letter.dropped", "letter.open", "letter.replayed"]


def test_no_verb_finds_a_letter_that_is_none(place: House, run: Run) -> None:
    nowhere = f"{TOPIC}/0/99"
    for verb in (["replay"], ["drop", "--reason", "x"], ["reopen"]):
        assert run(*verb, nowhere) == (1, f"NOT  {nowhere}: " + run(*verb, nowhere)[1].split(": ", 1)[1])
        assert "no such letter" in run(*verb, nowhere)[1]


def test_a_stopped_consumer_goes_on_when_the_count_was_forgiven(place: House, run: Run) -> None:
    bad = [event("GBR", number, value=b"\xff") for number in range(LIMIT + 1)]
    place.publish(*bad, event("GBR", 99))
    workers = Workers(place.settings("consumers"), [Handler(TOPIC, keep)])
    workers.start()
    try:
        until(lambda: workers.health()["consumer"].startswith("stopped"))
        assert [row["state"] for row in orjson.loads(run("list", "--json")[1])].count("waits") == 1
        assert run("forgive", TOPIC)[0] == 0
        until(lambda: place.effects() == [99])
        assert workers.health()["consumer"] == "running"
    finally:
        workers.stop()
    assert [row["state"] for row in orjson.loads(run("list", "--json")[1])] == ["open"] * (LIMIT + 1)
    assert run("forgive", AUDIT)[0] == 1


@contextmanager
def stopped(place: House, refusing: threading.Event) -> Iterator[Workers]:
    """A consumer of the audit, whose limit is none, before a message that it cannot take."""

    def effect(conn, envelope, record):
        if refusing.is_set() and record.seq == 1:
            raise Invalid("a link that does not fit")
        conn.execute("INSERT INTO effect (key, n) VALUES (%s, %s)", (envelope.key, record.seq))

    from proto.gen.entente.audit.v1 import audit_pb2

    links = [audit_pb2.AuditRecord(source="x", seq=number).SerializeToString() for number in (1, 2)]
    values = {"topic": AUDIT, "type": "entente.audit.record.added.v1"}
    place.publish(*(event("x", 0, value=value, **values) for value in links))
    workers = Workers(place.settings("consumers"), [Handler(AUDIT, effect)])
    workers.start()
    try:
        until(lambda: workers.health()["consumer"].startswith("stopped"))
        yield workers
    finally:
        workers.stop()


def test_a_consumer_without_a_limit_stands_before_the_message_until_it_is_dropped(
    place: House, run: Run
) -> None:
    refusing = threading.Event()
    refusing.set()
    with stopped(place, refusing) as workers:
        [row] = orjson.loads(run("list", "--json")[1])
        assert row["state"] == "waits" and "does not fit" in row["reason"]
        assert "stands before it" in run("replay", row["place"])[1]
        assert run("drop", row["place"], "--reason", "a stray message")[0] == 0
        until(lambda: place.effects() == [2])
        assert workers.health()["consumer"] == "running"
    assert run("reopen", row["place"])[0] == 0


def test_or_until_it_is_forgiven_and_can_be_taken(place: House, run: Run) -> None:
    refusing = threading.Event()
    refusing.set()
    with stopped(place, refusing) as workers:
        assert run("forgive", AUDIT)[0] == 0
        until(lambda: orjson.loads(run("list", "--json")[1])[0]["attempts"] == 2)
        until(lambda: workers.health()["consumer"].startswith("stopped"))
        refusing.clear()
        assert run("forgive", AUDIT)[0] == 0
        until(lambda: place.effects() == [1, 2])
    [row] = orjson.loads(run("list", "--json")[1])
    assert (row["state"], row["settled_by"]) == ("replayed", "audit")


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("point", ["locked", "delivered", "settled", "committed"])
def test_a_replay_that_dies_anywhere_leaves_all_or_nothing(place: House, run: Run, point: str) -> None:
    from services.common.events.letter_replay import replay

    [where] = set_aside(place, event("GBR", 7))

    def probe(now: str) -> None:
        if now == point:
            raise Killed

    with pytest.raises(Killed), place.connect() as conn:
        replay(Letters(conn, "audit", "x"), deliverer(), place.bus, [Place.read(where)], print, probe=probe)
    whole = point == "committed"
    assert (place.effects(), place.count("inbox")) == (([7], 1) if whole else ([], 0))
    assert run("replay", where) == (0, f"done {where}: {'replayed before' if whole else 'replayed'}\n")
    assert (place.effects(), place.count("inbox")) == ([7], 1)


def labelled(*owners: str) -> str:
    made = default_groups().seal(Label(default_policy().identifier, 1, owners, ()), datetime.now(UTC))
    return orjson.dumps(made.to_json()).decode()


@pytest.fixture
def look(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], tuple[int, str]]:
    """``look`` with the token of a reader of a nation, verified by the test issuer's keys."""
    monkeypatch.setattr(letter_look, "IssuerKeys", lambda *_: issuer_keys())

    def look(where: str, nation: str) -> tuple[int, str]:
        monkeypatch.setenv("ENTENTE_TOKEN", subject(nation).token("audit"))
        return run("look", where)

    return look


def test_the_content_is_shown_under_the_label_and_the_look_is_on_record(place: House, look) -> None:
    [where] = set_aside(place, event("GBR", 7, label_json=labelled("GBR"), subject="the subject"))
    code, printed = look(where, "GBR")
    shown = orjson.loads(printed)
    assert code == 0 and shown["message"] == {"code": "GBR", "version": "7"}
    assert shown["headers"]["ce_subject"] == "the subject" and shown["label"]["owner"] == ["GBR"]
    assert [(record[0], record[2]) for record in audited(place)] == [("read", [where])]


def test_who_may_not_read_a_letter_hears_what_is_said_of_one_that_is_none(place: House, look) -> None:
    labels = [labelled("GBR"), labelled("GBR"), None]
    secret, mangled, bare = set_aside(place, *(event("GBR", 7, label_json=label) for label in labels))
    nowhere = f"{TOPIC}/0/99"
    answers = {look(where, "USA") for where in (secret, nowhere, "no.such.topic/0/0", bare)}
    assert answers == {(1, f"audit: {letter_look.NOTHING}\n")}
    assert [record[0] for record in audited(place)] == ["denied"] * 4
    assert {record[3] for record in audited(place)} == {"not-found"}
    assert look(bare, "GBR") in answers, "without a label nobody reads it"
    assert look(mangled, "GBR")[0] == 0


def test_a_letter_whose_label_cannot_be_read_is_shown_to_nobody(place: House, look, monkeypatch) -> None:
    whole = event("GBR", 7, label_json=labelled("GBR"))
    place.publish(whole)
    [raw] = read(place.bus.consumer("x", [TOPIC]), 1)
    headers = tuple(
        (name, value.replace(b'"GBR"', b'"USA"') if name == "entente_label" else value)
        for name, value in raw.headers
    )
    from services.common.events.deadletter import set_aside as put

    producer = place.bus.producer(None)
    with place.connect() as conn:
        forged = Raw(raw.topic, raw.partition, raw.offset, raw.key, raw.value, headers)
        put(conn, producer, topics()[TOPIC].dead_letters, "audit", forged, "a label that is none")
    producer.close()
    for nation in ("GBR", "USA"):
        assert look(str(Place.of(raw)), nation) == (1, f"audit: {letter_look.NOTHING}\n")


def test_a_letter_of_another_type_is_still_read_under_its_own_label(place: House, look) -> None:
    [where] = set_aside(place, event("GBR", 7, label_json=labelled("GBR"), type="other.v1", value=b"\xff"))
    code, printed = look(where, "GBR")
    assert code == 0 and orjson.loads(printed)["message"] is None
    assert orjson.loads(printed)["value"] == "/w=="


def test_a_look_needs_a_good_token_and_never_as_an_argument(
    place: House, run: Run, monkeypatch, look
) -> None:
    [where] = set_aside(place, event("GBR", 7, label_json=labelled("GBR")))
    monkeypatch.delenv("ENTENTE_TOKEN", raising=False)
    assert run("look", where)[0] == 2
    for token in ("no token", subject("GBR").token("insight"), subject("GBR").token("audit", exp=1)):
        monkeypatch.setenv("ENTENTE_TOKEN", token)
        code, printed = run("look", where)
        assert code == 2 and "GBR" not in printed
    assert [record[0] for record in audited(place)] == ["denied"] * 3


def test_the_token_may_come_by_a_file(place: House, run: Run, look, tmp_path, monkeypatch) -> None:
    [where] = set_aside(place, event("GBR", 7, label_json=labelled("GBR")))
    file = tmp_path / "token"
    file.write_text(subject("GBR").token("audit") + "\n")
    monkeypatch.delenv("ENTENTE_TOKEN", raising=False)
    assert run("look", where, "--token-file", str(file))[0] == 0
    assert run("look", where, "--token-file", str(tmp_path / "none"))[0] == 2


def test_what_another_put_into_the_dead_letter_topic_is_no_letter_of_this_service(
    place: House, run: Run
) -> None:
    [where] = set_aside(place, event("GBR", 7))
    dead = topics()[TOPIC].dead_letters.topic
    place.publish(event("GBR", 8, topic=dead, id=uuid4(), headers={"dead_place": where.encode()}))
    assert run("replay", where)[0] == 0 and place.effects() == [7]


def test_trouble_of_the_database_is_neither_an_effect_nor_a_failure_of_the_letter(
    place: House, run: Run
) -> None:
    def breaks(*_: object) -> None:
        raise psycopg.OperationalError("the connection was lost")

    [where] = set_aside(place, event("GBR", 7))
    code, printed = run("replay", where, handlers=(Handler(TOPIC, breaks),))
    assert code == 1 and "ask again" in printed
    [row] = orjson.loads(run("list", "--json")[1])
    assert (row["state"], row["attempts"], row["reason"]) == ("open", 1, "not now")
