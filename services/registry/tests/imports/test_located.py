"""Country and place out of one cell, where that is certain; told where no host is known."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.imports.batch import BODY
from services.registry.domain.imports.guess import mapping_of
from services.registry.domain.imports.located import located
from services.registry.domain.imports.mapping import Column, FileMapping, Identity, Options
from services.registry.domain.imports.rows import Interpreter
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import act, begun, csv_of, ended


@pytest.mark.parametrize(
    ("cell", "hosts", "place"),
    [
        ("Suva, Fiji", "FJI", "Suva"),
        ("Fiji - Suva", "FJI", "Suva"),
        ("Fiji – Suva", "FJI", "Suva"),
        ("Fiji/Suva", "FJI", "Suva"),
        ("Fiji (Suva)", "FJI", "Suva"),
        ("Suva (Fiji)", "FJI", "Suva"),
        ("Fiji: Suva", "FJI", "Suva"),
        ("Suva, FJI", "FJI", "Suva"),
        ("Fiji", "FJI", ""),
        ("Camp Smith, Hawaii, USA", "USA", "Camp Smith, Hawaii"),
        ("Victoria, BC, Canada", "CAN", "Victoria, BC"),
        ("Aldershot, UK", "GBR", "Aldershot"),
        ("Mexico City, Mexico", "MEX", "Mexico City"),
        ("Singapore, Singapore", "SGP", ""),
        ("Andersen AFB, Guam", "GUM", "Andersen AFB"),
        ("Iraq, Baghdad", "IRQ", "Baghdad"),
        ("Guinea - Bissau", "GNB", ""),
        ("Congo (Kinshasa)", "COD", ""),
        ("Fiji / Tonga", "FJI TON", ""),
        ("Suva, Fiji; Nuku'alofa, Tonga", "FJI TON", "Suva; Nuku'alofa"),
        ("Georgia", "GEO", ""),
    ],
)
def test_what_is_certain_is_taken_apart(cell: str, hosts: str, place: str):
    assert located(cell, {}) == (tuple(hosts.split()), place)


@pytest.mark.parametrize(
    "cell",
    [
        "Suva",
        "Fort Benning, Georgia",
        "Minna, Niger",
        "Lebanon, Tennessee",
        "Lebanon, PA",
        "San Diego, CA",
        "CA",
        "Camp Bondsteel",
        "Hall 3, Fiji wing, Suva",
        "TBC",
        "Suva Fiji",
        "",
    ],
)
def test_a_place_alone_or_one_that_may_be_elsewhere_stays_a_place(cell: str):
    assert located(cell, {}) == ((), cell)


def test_a_person_says_the_country_of_a_cell():
    said = {"tbilisi, georgia": "GEO", "Suva": "FJI", "Fiji House": ""}
    assert located("Tbilisi, Georgia", said) == (("GEO",), "Tbilisi")
    assert located("Suva", said) == (("FJI",), "Suva")
    assert located("Fiji House", said) == ((), "Fiji House")


@given(st.text(max_size=60))
def test_any_cell_is_read_and_what_names_no_country_stays_as_it_is(cell: str):
    hosts, place = located(cell, {})
    assert hosts or place == " ".join(cell.split())


def read(header: list[str], rows: list[list[str]], **options: Any) -> list[tuple[str, list[Any], str]]:
    """Hosts, places and messages of rows as their columns are guessed."""
    samples = {name: [row[at] for row in rows] for at, name in enumerate(header)}
    guessed = mapping_of(header, samples, "desk")
    batch = Interpreter(guessed, header, date(2027, 1, 11)).read(rows, 1)
    said = {row: issue.kind for row, issue in batch.messages if issue.kind.startswith("host")}
    found = []
    for one in batch.taken:
        body = dict(zip(BODY, one.body.split("\t"), strict=True))
        places = [(each["country"], each["name"]) for each in json.loads(body["places"])]
        found.append((" ".join(one.hosts), places, said.get(one.row, "")))
    return found


@pytest.mark.parametrize("name", ["Where", "Location"])
@pytest.mark.parametrize("countries", [1, 9], ids=["few", "most"])
def test_one_column_that_says_where_gives_hosts_and_places(name: str, countries: int):
    rows = [["Talks", cell] for cell in ("Suva, Fiji", "Suva", "", *["Iraq"] * countries)]
    assert read(["Event", name], rows) == [
        ("FJI", [("FJI", "Suva")], "host_and_place"),
        ("", [("", "Suva")], "host_unknown"),
        ("", [], "host_unknown"),
        *[("IRQ", [], "")] * countries,
    ]


def test_where_a_column_holds_the_host_places_are_left_as_they_are():
    rows = [["Course", "Fiji", "San Antonio, USA"], ["Course", "", "Suva, Fiji"]]
    assert read(["Event", "Country", "Location"], rows) == [
        ("FJI", [("", "San Antonio, USA")], ""),
        ("", [("", "Suva, Fiji")], ""),
    ]
    columns = (Column("event", "title"), Column("at", "place"))
    mapping = FileMapping(columns, {"host": "IRQ"}, Options(), None, Identity("desk"))
    batch = Interpreter(mapping, ["event", "at"], date(2027, 1, 11)).read([["Talks", "Suva, Fiji"]], 1)
    assert batch.taken[0].hosts == ("IRQ",) and batch.messages == []


async def test_a_dry_run_says_once_that_no_host_is_known_and_a_person_says_it(house: House):
    rows = [["Talks", "Suva"], ["Diving", "Suva"], ["Radar", "Lautoka, Fiji"], ["Drill", "Camp Bondsteel"]]
    one = await begun(house, csv_of(rows, ("Event", "Where")))
    await act(house, one, "check")
    checked = await ended(house, one)
    place = f"/v1/imports/{one['id']}"
    kinds = (await house.get(US, f"{place}/message-kinds"))["items"]
    said = [(each["severity"], each["kind"], each["column"], each["count"]) for each in kinds]
    assert said == [("warning", "host_unknown", "Where", 3), ("note", "host_and_place", "Where", 1)]
    listed = (await house.get(US, f"{place}/countries"))["items"]
    assert {each["raw"]: each["country"] for each in listed} == {
        "Suva": "", "Camp Bondsteel": "", "Lautoka, Fiji": "FJI"
    }  # fmt: skip
    mapping = checked["mapping"]
    mapping["options"]["country_aliases"] = {"Suva": "FJI"}
    mapped = await act(house, checked, "mapping", mapping, status=200, method="PUT")
    await act(house, mapped, "start")
    await ended(house, mapped)
    items = (await house.get(US, "/v1/activities?limit=10"))["items"]
    assert {each["title"]: (each["hosts"], each["place"]) for each in items} == {
        "Talks": (["FJI"], "Suva"),
        "Diving": (["FJI"], "Suva"),
        "Radar": (["FJI"], "Lautoka"),
        "Drill": ([], "Camp Bondsteel"),
    }
