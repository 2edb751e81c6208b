"""The page of states is the code's own."""

from services.meetings.domain import tables
from services.meetings.domain.rules import RULES


def test_the_page_in_docs_is_drawn_from_this_code():
    assert tables.main(["--check"]) == 0


def test_the_page_names_every_rule():
    page = tables.page()
    assert [name for name in RULES if f"`{name}`" not in page] == []


def test_an_answer_moves_an_open_item_and_not_a_closed_one():
    line = next(line for line in tables.page().splitlines() if line.startswith("| answered "))
    assert line.split(" | ")[2:8] == ["answered", "answered", "", "", "", ""]
