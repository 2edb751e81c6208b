"""What of a list may leave in a file: what its reader reads, less ORCON and what is only shown to them."""

from typing import Any

from services.directory.tests.conftest import AUS, US, House

OURS = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["AUS"]}
ORIGINATOR = {**OURS, "orcon": True}
SHOWN = {**OURS, "rel": [], "display_only": ["AUS"]}
FRENCH = {"level": "RESTRICTED", "owner": ["FRA"], "rel": ["AUS"]}
EXPORTS = "/v1/exports"


def wanted(*parts: tuple[Any, list[str]]) -> dict[str, Any]:
    """A list of these parts: a label, and the rows under it."""
    return {"name": "taskings", "parts": [{"label": label, "ids": ids} for label, ids in parts]}


def recorded(house: House) -> list[Any]:
    """What the audit says of files."""
    query = (
        "SELECT action, object_type, object_ids FROM audit_record WHERE route LIKE '%exports' ORDER BY seq"
    )
    return [tuple(row) for row in house.rows(query)]


async def test_a_file_holds_what_may_leave_under_its_banner_and_the_audit_says_so_first(house: House) -> None:
    body = wanted((OURS, ["a", "b"]), (ORIGINATOR, ["c"]), (SHOWN, ["d", "b"]))
    made = await house.post(AUS, EXPORTS, body)
    assert made["refused"] == [1, 2] and made["label"]["banner"] == "USA RESTRICTED//REL TO AUS, USA"
    assert recorded(house) == [("export", "taskings", ["a"])], "of a row every label must let it leave"


async def test_nothing_leaves_by_a_label_that_the_reader_does_not_read(house: House) -> None:
    made = await house.post(US, EXPORTS, wanted((FRENCH, ["a"])))
    assert made == {"label": None, "refused": [0]}
    assert recorded(house) == [("export", "taskings", [])]


async def test_parts_of_several_owners_stand_under_one_banner_and_bad_input_is_named(house: House) -> None:
    apart = [({"level": "SECRET", "owner": [nation], "rel": ["AUS"]}, [nation]) for nation in ("FRA", "USA")]
    together = await house.post(AUS, EXPORTS, wanted(*apart))
    assert together["label"]["readable_by"]["nations"] == ["AUS"]
    refused = await house.post(AUS, EXPORTS, wanted(({"level": "ODD", "owner": ["AUS"]}, ["a"])), status=422)
    assert refused["errors"][0]["pointer"] == "/parts/0/label/level"
    for body, pointer in (
        ({"name": "taskings", "parts": []}, "/parts"), ({**wanted((OURS, ["a"])), "name": "A b"}, "/name"),
        (wanted((OURS, [])), "/parts/0/ids"),
    ):  # fmt: skip
        refused = await house.post(AUS, EXPORTS, body, status=422)
        assert refused["errors"][0]["pointer"] == pointer
    assert [action for action, _, _ in recorded(house)] == ["export"]
