"""The envelope's headers, strictly read; packed headers; words of enums; declarations of topics."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proto.gen.entente.meetings.v1 import item_pb2, meeting_pb2
from services.common.events.envelope import Envelope, Invalid, pack_headers, unpack_headers
from services.common.events.registry import TOPICS, BadTopic, load_topic, seconds, topics
from services.common.events.tests.conftest import TOPIC, event
from services.common.events.words import value, word
from services.common.labels import Label

LABEL = json.dumps(Label("coalition@1", 2, ("GBR", "USA")).to_json(), separators=(",", ":"))


def read(sent: Envelope, **changed: bytes | None) -> Envelope:
    headers = dict(sent.to_headers()) | {name.replace("__", "-"): raw for name, raw in changed.items()}
    kept = [(name, raw) for name, raw in headers.items() if raw is not None]
    return Envelope.from_headers(sent.topic, sent.key, sent.value, kept)


@given(st.lists(st.tuples(st.text(max_size=40), st.binary(max_size=300)), max_size=12))
def test_packed_headers_come_back_byte_for_byte(headers: list[tuple[str, bytes]]) -> None:
    clean = [(name.encode(errors="ignore").decode(), raw) for name, raw in headers]
    assert unpack_headers(pack_headers(clean)) == clean


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.dictionaries(st.from_regex(r"x-[a-z]{1,8}", fullmatch=True), st.binary(max_size=50), max_size=4),
)
def test_an_envelope_comes_back_as_it_was(time: datetime, key: str, headers: dict[str, bytes]) -> None:
    sent = event(key, 1, time=time, label_json=LABEL, subject="s", headers=headers)
    assert read(sent) == sent


def test_times_keep_their_moment_in_whatever_zone_they_were_said() -> None:
    sent = event("k", 1, time=datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=10))))
    assert dict(sent.to_headers())["ce_time"] == b"2026-06-01T02:00:00.000000Z"
    assert read(sent).time == sent.time


@pytest.mark.parametrize("name", ["ce_id", "ce_type", "ce_source", "ce_time"])
def test_a_missing_header_is_named(name: str) -> None:
    with pytest.raises(Invalid, match=name):
        read(event("k", 1), **{name: None})


@pytest.mark.parametrize(
    ("name", "raw"),
    [("ce_id", b"7"), ("ce_time", b"yesterday"), ("ce_time", b"2026-01-01T00:00:00"), ("ce_type", b"\xff")],
)
def test_a_header_that_is_wrong_is_named(name: str, raw: bytes) -> None:
    with pytest.raises(Invalid, match=name):
        read(event("k", 1), **{name: raw})


def test_a_label_whose_access_part_was_widened_on_the_way_is_refused() -> None:
    sent = event("k", 1, label_json=LABEL)
    header = dict(sent.to_headers())["entente_label"]
    with pytest.raises(Invalid, match="does not match its digest"):
        read(sent, entente_label=header.replace(b'"level":2', b'"level":0'))
    with pytest.raises(Invalid, match="no label"):
        read(sent, entente_label=header[:-3])
    assert read(sent).label() == Label("coalition@1", 2, ("GBR", "USA"))
    assert read(replace(sent, label_json=None)).label() is None


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (item_pb2.ItemState, "open", item_pb2.ITEM_STATE_OPEN),
        (item_pb2.OutcomeKind, "agreed_to_disagree", item_pb2.OUTCOME_KIND_AGREED_TO_DISAGREE),
        (meeting_pb2.MeetingState, "minutes_agreed", meeting_pb2.MEETING_STATE_MINUTES_AGREED),
        (item_pb2.Risk, "", 0),
    ],
)
def test_enums_have_the_words_of_the_api(kind, text: str, number: int) -> None:
    assert (word(kind, number), value(kind, text)) == (text, number)


def test_a_word_that_an_enum_has_not_is_refused() -> None:
    with pytest.raises(ValueError):
        value(item_pb2.ItemState, "lost")


def test_a_message_of_another_type_or_of_broken_bytes_is_invalid() -> None:
    topic = topics()[TOPIC]
    assert topic.decode(event("GBR", 3)).version == 3  # type: ignore[attr-defined]  # the topic's own message
    with pytest.raises(Invalid, match="type"):
        topic.decode(event("GBR", 3, type="entente.other.v1"))
    with pytest.raises(Invalid, match="NationSnapshot"):
        topic.decode(event("GBR", 3, value=b"\xff\xff\xff"))


def test_durations_are_seconds() -> None:
    assert [seconds(text) for text in ("90s", "15m", "1h", "30d")] == [90.0, 900.0, 3600.0, 2592000.0]
    with pytest.raises(ValueError):
        seconds("soon")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("policy: compact", "policy: hope"),
        ("NationSnapshot", "Nobody"),
        ("key:", ":"),
        ("limit: 20", "limit: x"),
    ],
)
def test_a_wrong_declaration_names_its_file(tmp_path: Path, old: str, new: str) -> None:
    text = (TOPICS / "directory.nation.v1.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bad.v1.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadTopic, match=r"bad\.v1\.yaml"):
        load_topic(path)
