"""Files that are small and stand for more than a machine holds, and cells that no database takes as they are:
each is refused or cut, and the service goes on.
"""

import gzip
import io
import threading
import zipfile
from typing import Any

import pytest

from services.registry.domain.imports import guess
from services.registry.imports import head, proposals
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import LABEL, ROWS, act, begun, csv_of, ended, imported
from services.registry.tests.imports.test_reading import workbook

SHEET = "xl/worksheets/sheet1.xml"
TAGS = {"begins": "<worksheet", "ends": "</sheetData>"}
LAST_CELL = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet'
CELL = '<row r="3"><c r="A3" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData>'


def changed(**ends: str) -> bytes:
    """A workbook of one list, with something else in the XML of its sheet."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Plan=[["title", "country"], ["Talks", "Fiji"]]))) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in book.namelist():
            text = book.read(name).decode()
            for old, new in ends.items() if name == SHEET else ():
                text = text.replace(TAGS[old], new, 1)
            made.writestr(name, text)
    return out.getvalue()


async def received(house: House, content: bytes, name: str):
    """The answer to a file that is whole."""
    made = await house.post(US, "/v1/imports", {"name": name, "label": LABEL})
    place, client = f"/v1/imports/{made['id']}", await house.as_(US)
    assert (await client.post(f"{place}/pieces/0", content=content)).status_code == 200
    tag = (await client.get(place)).headers["etag"]
    return await client.post(f"{place}/received", json={"pieces": 1}, headers={"If-Match": tag})


@pytest.mark.parametrize(
    ("content", "name", "rule"),
    [
        (changed(ends=LAST_CELL), "far.xlsx", "too_much_to_read"),
        (changed(ends=LAST_CELL.replace("XFD", "ALL")), "tall.xlsx", "too_much_to_read"),
        (changed(ends=LAST_CELL.replace("XFD1048576", "ZZZZZZ4294967290")), "out.xlsx", "too_much_to_read"),
        (changed(begins=ENTITY, ends=CELL), "entity.xlsx", "workbook_broken"),
        (gzip.compress(b"title,country\n" + b"x" * 60_000_000), "line.csv.gz", "line_too_long"),
    ],
)
async def test_what_unpacks_to_too_much_is_refused_and_the_service_goes_on(
    house: House, content: bytes, name: str, rule: str
):
    answer = await received(house, content, name)
    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (422, rule)
    await house.get(US, "/v1/activities")


@pytest.mark.parametrize("encoding", ["hex", "base64", "rot13", "idna", "undefined", "utf-16", "../x"])
async def test_a_text_is_not_read_by_what_is_no_encoding_of_it(house: House, encoding: str):
    one = await begun(house, csv_of(ROWS))
    await act(house, one, "reading", {"encoding": encoding}, status=422, method="PUT")


@pytest.mark.parametrize("column", range(len(ROWS[0])))
async def test_a_cell_without_measure_holds_up_no_import(house: House, column: int):
    long = [chr(0x4E00 + number * 7919 % 20_000) for number in range(50_000)]
    rows = [list(ROWS[0]), [*ROWS[0]]]
    for end, row in zip("ab", rows, strict=True):
        row[column] = "".join(long) + end
    one = await begun(house, csv_of(rows))
    mapping = one["mapping"] | {"identity": {"source": "desk", "column": "id", "cells": []}}
    await act(house, one, "mapping", mapping, status=200, method="PUT")
    await act(house, one, "start")
    done = await ended(house, one)
    assert (done["state"], done["problem"]) == ("done", None)
    assert done["counts"]["new"] == (2 if column == 0 else 1), "a name is told apart by all of it"


async def test_a_nul_in_a_cell_holds_up_nothing(house: House):
    lines = b'{"title": "T\\u0000", "country": "F\\u0000iji"}\n{"title": "U", "country": "Fiji"}\n[1]\n'
    done = await imported(house, lines, "list.ndjson")
    assert (done["state"], done["counts"]["new"], done["counts"]["refused"]) == ("done", 2, 1)
    countries = (await house.get(US, f"/v1/imports/{done['id']}/countries"))["items"]
    assert {"raw": "Fiji", "country": "FJI", "rows": 2} in countries


WIDE = "".join(",".join(f"{row % 30}-1 and {column}" for column in range(400)) + "\n" for row in range(800))


def test_of_a_wide_list_no_more_cells_are_looked_at_than_of_a_narrow_one():
    seen = head.look([WIDE.encode()], "wide.csv", None)
    cells = sum(len(values) for values in seen.samples.values())
    assert 0 < cells <= head.MOST_LOOKED_AT + 2 * len(seen.header)


def test_a_field_is_guessed_by_the_beginning_of_long_values(monkeypatch: pytest.MonkeyPatch):
    lengths = []
    monkeypatch.setattr(guess, "_fits", lambda target, said, named: lengths.extend(map(len, said)))
    guess.guesses(["title"], {"title": ["a\n" * 400_000, "Talks"]})
    assert set(lengths) == {guess.LONGEST, 5}


@pytest.mark.parametrize("name", ["Unit trained", "Event / Titel", "No. of people", "x", "a/b", "TITLE", "1"])
def test_a_line_of_names_is_told_as_a_column_is_guessed(name: str):
    alike = any(guess._alike(name, one) > 0.8 for one in guess._NAMES)
    assert guess.names_known([name, ""]) == alike


async def test_nobody_waits_for_a_file_that_is_looked_at(house: House, monkeypatch: pytest.MonkeyPatch):
    """Whatever looks at its words is in no thread that answers others."""
    answering = threading.get_ident()
    looked: set[tuple[str, bool]] = set()
    for module, name in ((head, "look"), (head, "first_lines"), (proposals, "guesses")):
        real = getattr(module, name)

        def seen(*given: Any, real: Any = real) -> Any:
            looked.add((real.__name__, threading.get_ident() == answering))
            return real(*given)

        monkeypatch.setattr(module, name, seen)
    one = await begun(house, csv_of(ROWS))
    await house.get(US, f"/v1/imports/{one['id']}/lines")
    assert looked == {("look", False), ("first_lines", False), ("guesses", False)}
