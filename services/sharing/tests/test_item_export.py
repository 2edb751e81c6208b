"""An item as a file: what its reader may take along, each part under its label, under the banner of it."""

import pytest

from services.common.labels import default_groups, shipped_policies
from services.common.labels.stanag4778 import read_bindings
from services.common.testing import Person
from services.sharing.tests.conftest import AUS, DEU, FRA, UK, US, House, shared
from services.sharing.tests.test_items import READERS, TEN, ten


async def file(house: House, person: Person, item_id: str, kind: str) -> str:
    answer = await (await house.as_(person)).get(f"/v1/items/{item_id}/export", params={"format": kind})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment") and "no-store" in str(
        answer.headers
    )
    return answer.text


@pytest.mark.parametrize("kind", ["txt", "html", "xml"])
async def test_each_reader_takes_along_theirs_under_its_banner(house: House, kind: str):
    made = await ten(house)
    for person, numbers, banner in READERS[:5]:
        text = await file(house, person, made["id"], kind)
        assert [number for number, (words, _) in enumerate(TEN, 1) if words in text] == list(numbers)
        if kind != "xml":
            assert text.count(banner) == 2
    client = await house.as_(FRA)
    assert (await client.get(f"/v1/items/{made['id']}/export")).status_code == 404


async def test_what_is_only_shown_stays_behind_and_the_file_says_so(house: House):
    made = await ten(house)
    text = await file(house, DEU, made["id"], "txt")
    assert "Seven" not in text and "1 paragraph stays behind" in text
    assert "behind" not in await file(house, UK, made["id"], "txt")


async def test_what_may_not_be_passed_on_stays_behind(house: House):
    portions = [{"text": "Free."}, {"text": "Held.", "label": shared("USA", "GBR", orcon=True)}]
    made = await house.item(portions=portions)
    text = await file(house, UK, made["id"], "txt")
    assert "Free." in text and "Held." not in text and "1 paragraph stays behind" in text


async def test_the_labels_of_the_xml_are_read_back_part_by_part(house: House):
    portions = [
        {"text": "All <of> & \u0001 it.", "kind": "heading"},
        {"text": "Two.", "label": shared("USA", "GBR", level="SECRET")},
    ]
    made = await house.item(portions=portions)
    document = (await file(house, UK, made["id"], "xml")).encode()
    bindings = read_bindings(document, shipped_policies(), default_groups())
    assert bindings.complete and bindings.whole is not None and bindings.whole.label.level == 3
    assert (bindings.portions["#p1"].label.level, bindings.portions["#p2"].label.rel) == (0, ("GBR",))
    assert "Two." not in await file(house, AUS, made["id"], "xml")
    assert "All &lt;of&gt; &amp;" in await file(house, US, made["id"], "html")
