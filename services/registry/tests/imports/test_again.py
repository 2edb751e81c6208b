"""Refused rows that were mended and come again: read as the import that refused them, by its owners alone."""

import csv
import io
from typing import Any

import pytest

from services.registry.tests.conftest import AUS, UK, US, House, shared
from services.registry.tests.imports.importing import LABEL, act, begun, csv_of, ended

HEADER = ("What", "Land", "When", "Kind", "Money")
ROWS = [
    ["Staff talks", "Viti", "03/05/2027", "gathering", "5"],
    ["", "Viti", "04/06/2027", "gathering", "6"],
    ["Diving", "Viti", "13/06/2027", "gathering", "7"],
]
TARGETS = {"What": "title", "Land": "host", "When": "start", "Kind": "tool", "Money": "cost"}


async def refusing(house: House, label: Any = LABEL) -> Any:
    """An import mapped by hand that refused a row."""
    one = await begun(house, csv_of(ROWS, HEADER), label=label)
    mapping = one["mapping"]
    mapping["columns"] = [{"column": name, "target": target} for name, target in TARGETS.items()]
    mapping["columns"][3]["pairs"] = [["gathering", "contact"]]
    mapping["options"] |= {"country_aliases": {"Viti": "FJI"}, "cost_times": 1000}
    mapping["identity"]["source"] = "desk of the Pacific"
    one = await act(house, one, "mapping", mapping, status=200, method="PUT")
    await act(house, one, "start")
    return await ended(house, one)


async def mended(house: House, one: Any) -> bytes:
    """The file of its refused rows, each with a title."""
    text = (await (await house.as_(US)).get(f"/v1/imports/{one['id']}/refused")).text
    header, *rows = csv.reader(io.StringIO(text))
    return csv_of([["Mended", *row[1:]] for row in rows], tuple(header))


@pytest.mark.parametrize(("person", "nation"), [(UK, "GBR"), (AUS, "AUS")], ids=["reads it", "reads nothing"])
async def test_who_owns_no_such_import_learns_nothing_of_its_mapping(house: House, person: Any, nation: str):
    one = await refusing(house)
    for ref in (one["ref"], "IMP-NONE"):
        body = {"name": "x.csv", "label": shared(nation), "profile": ref}
        refused = await house.post(person, "/v1/imports", body, 422)
        assert [(each["pointer"], each["rule"]) for each in refused["errors"]] == [
            ("/profile", "unknown_profile")
        ]


async def test_mended_rows_are_read_and_called_as_in_their_file(house: House):
    one = await refusing(house)
    assert (one["counts"]["new"], one["counts"]["refused"]) == (2, 1)
    again = await begun(house, await mended(house, one), "IMP-refused.csv", profile=one["ref"])
    assert again["mapping"]["identity"] == {
        "source": "desk of the Pacific", "column": None, "cells": list(HEADER)
    }  # fmt: skip
    refused = await act(house, again, "start", {"gone": "withdraw"}, status=422)
    assert refused["errors"][0]["rule"] == "part_of_file"
    await act(house, again, "start")
    done = await ended(house, again)
    assert {name: number for name, number in done["counts"].items() if number} == {"rows": 1, "new": 1}
    items = (await house.get(US, "/v1/activities?limit=10"))["items"]
    [made] = [each for each in items if each["title"] == "Mended"]
    assert (made["hosts"], made["tool"], made["start"]["value"]) == (["FJI"], "contact", "2027-06-04")
    assert float(made["cost"]["amount"]) == 6000
    rows = [ROWS[0], ["Mended", *ROWS[1][1:]], ROWS[2]]
    whole = await begun(house, csv_of(rows, HEADER), profile=one["ref"])
    await act(house, whole, "start")
    counts = (await ended(house, whole))["counts"]
    assert {name: number for name, number in counts.items() if number} == {"rows": 3, "same": 3}


async def test_a_file_of_another_layout_is_guessed_as_ever(house: House):
    one = await refusing(house)
    again = await begun(house, csv_of([["Talks"]], ("Event",)), profile=one["ref"])
    assert [each["target"] for each in again["mapping"]["columns"]] == ["title"]


async def test_rows_that_are_refused_again_come_back_with_one_reason(house: House):
    one = await refusing(house)
    content = (await mended(house, one)).replace(b"Mended", b"")
    again = await begun(house, content, profile=one["ref"])
    await act(house, again, "start")
    assert (await ended(house, again))["counts"]["refused"] == 1
    third = await begun(house, await mended(house, again), profile=again["ref"])
    assert [each["name"] for each in third["columns"]] == [*HEADER, "reason"]
    await act(house, third, "start")
    assert (await ended(house, third))["counts"]["new"] == 1
