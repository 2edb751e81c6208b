"""Small values: references, dates, settings, entity tags, names of telemetry."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.common import telemetry_names
from services.common.concurrency import etag
from services.common.dates import ImpreciseDate, Overlap, Precision
from services.common.migrate import ROOT
from services.common.references import ALPHABET, new_reference, uuid7
from services.common.settings import load, placeholder, settings_class


def test_a_reference_can_be_said_aloud_and_is_no_counter():
    made = [new_reference("TSK") for _ in range(2_000)]
    assert all(re.fullmatch(rf"TSK-[{ALPHABET}]{{7}}", one) for one in made)
    assert len(set(made)) == len(made) and made != sorted(made)
    assert not set("ILOU") & set(ALPHABET)


def test_ids_are_ordered_by_time():
    made = [uuid7() for _ in range(1_000)]
    assert made == sorted(made) and {one.version for one in made} == {7}


def test_ids_of_one_moment_tell_of_none_between_them():
    made = [uuid7().int for _ in range(1_000)]
    steps = [after - before for before, after in pairwise(made) if after >> 80 == before >> 80]
    assert len({step.bit_length() for step in steps}) > 20, "the steps of a counter are of one length"


def test_a_date_keeps_its_precision():
    month = ImpreciseDate(value="2026-02", precision=Precision.MONTH)
    assert (month.first(), month.last()) == (date(2026, 2, 1), date(2026, 2, 28))
    assert month.model_dump(mode="json") == {"value": "2026-02", "precision": "month"}
    assert ImpreciseDate.of(date(2026, 6, 30), "year") == ImpreciseDate(
        value="2026", precision=Precision.YEAR
    )
    assert ImpreciseDate().first() is None and ImpreciseDate.of(None) == ImpreciseDate()


@pytest.mark.parametrize(
    "value",
    [
        {"value": "2026-13", "precision": "month"}, {"value": "2026-02-30", "precision": "day"},
        {"value": "2026", "precision": "day"}, {"value": "2026"}, {"precision": "day"},
        {"value": "0000", "precision": "year"}, {"value": "2026-06\n", "precision": "month"},
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValidationError):
        ImpreciseDate.model_validate(value)


DATES = st.builds(
    ImpreciseDate.of, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.sampled_from(list(Precision))
)


@given(DATES, DATES)
def test_overlap_is_definite_only_where_no_other_reading_is_left(one, other):
    found = one.overlap(other)
    assert found == other.overlap(one)
    first, last = one.first(), one.last()
    starts, ends = other.first(), other.last()
    if first is None or last is None or starts is None or ends is None:
        assert found is Overlap.POSSIBLE
        return
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    others = {starts + timedelta(n) for n in range((ends - starts).days + 1)}
    meeting = [day == another for day in days for another in others]
    expected = Overlap.DEFINITE if all(meeting) else Overlap.POSSIBLE if any(meeting) else Overlap.NONE
    assert found is expected


GOOD = {
    "PORT": "8001", "ENVIRONMENT": "development", "APP_DSN": "postgresql://a:secret@/x",
    "WORKER_DSN": "postgresql://w:secret@/x", "ISSUER": "http://localhost:1",
}  # fmt: skip


def set_environment(monkeypatch, **changes):
    for name, value in {**GOOD, **changes}.items():
        if value is not None:
            monkeypatch.setenv(f"ENTENTE_THING_{name}", value)


def test_settings_come_from_the_environment(monkeypatch):
    set_environment(monkeypatch, POOL_SIZE="3", UNKNOWN="x")
    made = load(settings_class("thing"))
    assert (made.service, made.audience, made.port, made.pool_size) == ("thing", "thing", 8001, 3)
    assert (made.app_role, made.worker_role) == ("thing_app", "thing_worker")
    assert "secret" not in repr(made)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"APP_DSN": None}, "ENTENTE_THING_APP_DSN"),
        ({"PORT": "0"}, "ENTENTE_THING_PORT"),
        ({"ENVIRONMENT": "staging"}, "ENTENTE_THING_ENVIRONMENT"),
        ({"BUS": "rabbit"}, "ENTENTE_THING_BUS"),
        ({"DIRECTORY_URL": "http://d", "CLIENT_ID": "x"}, "CLIENT_SECRET"),
        ({"ENVIRONMENT": "production"}, "https"),
    ],
)
def test_wrong_settings_stop_the_start_and_are_named_without_their_values(
    monkeypatch, capsys, changes, named
):
    set_environment(monkeypatch, **changes)
    with pytest.raises(SystemExit) as ended:
        load(settings_class("thing"))
    said = capsys.readouterr().err
    assert ended.value.code == 2 and named in said and "secret@" not in said


def test_what_the_environment_does_not_give_comes_from_the_folder_of_secrets(monkeypatch, tmp_path):
    set_environment(monkeypatch, APP_DSN=None, WORKER_DSN="postgresql://given")
    (tmp_path / "ENTENTE_THING_APP_DSN").write_text("postgresql://a:secret@/from-a-file\n")
    (tmp_path / "ENTENTE_THING_WORKER_DSN").write_text("postgresql://never-read")
    monkeypatch.setenv("ENTENTE_SECRETS", str(tmp_path))
    made = load(settings_class("thing"))
    assert (made.app_dsn, made.worker_dsn) == ("postgresql://a:secret@/from-a-file", "postgresql://given")


def test_a_folder_of_secrets_that_is_missing_stops_the_start(monkeypatch, capsys, tmp_path):
    set_environment(monkeypatch)
    monkeypatch.setenv("ENTENTE_SECRETS", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit) as ended:
        load(settings_class("thing"))
    assert ended.value.code == 2 and "ENTENTE_SECRETS" in capsys.readouterr().err


def test_a_document_can_be_printed_without_settings():
    assert placeholder(settings_class("thing")).audience == "thing"


def test_an_entity_tag_is_strong_quoted_and_of_the_bytes():
    assert etag(b"a") == etag(b"a") != etag(b"b")
    assert re.fullmatch(r'"[A-Za-z0-9_-]{20}"', etag(b"a"))


def test_no_name_of_telemetry_is_used_twice():
    names = [value for key, value in vars(telemetry_names).items() if key.isupper()]
    assert len(names) == len(set(names)) and all(isinstance(name, str) for name in names)


def code(top: str) -> list[Path]:
    return [path for path in (ROOT / top).rglob("*.py") if not {"tests", "node_modules"} & set(path.parts)]


def test_every_name_of_telemetry_is_used_and_written_in_one_place_only():
    own = ROOT / "services/common/telemetry_names.py"
    sources = {path: path.read_text("utf-8") for top in ("services", "gateway") for path in code(top)}
    rest = "\n".join(text for path, text in sources.items() if path != own)
    names = {key: value for key, value in vars(telemetry_names).items() if key.isupper()}
    assert [key for key in names if not re.search(rf"\b{key}\b", rest)] == []
    spelt = [key for key, value in names.items() if not key.startswith("SPAN_") and f'"{value}"' in rest]
    assert spelt == []
