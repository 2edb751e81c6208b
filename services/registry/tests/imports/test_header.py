"""The line of column names: below titles, on two lines, in any layout from a desk."""

import pytest

from services.common.reading.header import header_row_of, named_together
from services.registry.domain.imports.cells import Cell
from services.registry.domain.imports.countries import country, hosts
from services.registry.domain.imports.guess import guesses, mapping_of, names_known
from services.registry.domain.imports.mapping import faults

TITLE = ["Plan of the Pacific desk", "", "", "", "", ""]
SPANS = ["Event", "", "Country", "Dates", "", "Money"]
NAMES = ["Title", "Kind", "", "From", "To", "Est. cost"]
DATA = ["Boat handling", "training", "Fiji", "2027-01-04", "8 Jan 2027", "1,200 USD"]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([NAMES, DATA, DATA], 1),
        ([TITLE, [], NAMES, DATA], 3),
        ([TITLE, [], SPANS, NAMES, DATA, DATA], 4),
        ([["title", "country", "unit"], ["course 1", "Fiji", "unit 2"], ["course", "event", "unit"]], 1),
        ([["alpha", "beta", "gamma"], ["1", "2", "3"]], 1),
        ([["A list", "", ""], ["alpha", "beta", "gamma"], ["1", "2", "3"]], 2),
        ([DATA, DATA], 1),
        ([[]], 1),
    ],
)
def test_the_line_of_names_is_found(rows: list[list[str]], line: int) -> None:
    assert header_row_of(rows, names_known) == line


def test_what_spans_both_lines_names_its_column_and_a_title_names_none() -> None:
    assert named_together(SPANS, NAMES)[2] == "Country"
    assert named_together(SPANS, NAMES)[0] == "Title"
    assert named_together(TITLE, ["", "Kind"]) == ["", "Kind"]
    assert named_together(["Event", "Country"], ["Title", "", ""]) == ["Title", "Country", ""]


@pytest.mark.parametrize(
    ("name", "values", "target"),
    [
        ("No. of people", ["10", "12"], "people"),
        ("Est. cost", ["1,200 USD", "4500"], "cost"),
        ("Unit trained", ["Fiji Navy", "1st Brigade"], "unit"),
        ("Event /\nActivity title", ["Diving"], "title"),
        ("Est. cost ($K or as stated)", ["1,200 USD"], "cost"),
        ("What for", ["Counter-terrorism"], "purposes"),
        ("Where", ["Iraq", "Iraq (Baghdad)", "KSA", "Kenya/Djibouti", "Atlantis"], "host"),
        ("Where", ["Suva", "Camp Taji", "Erbil"], "place"),
        ("With whom", ["US", "AUS+NZ"], "nations"),
    ],
)
def test_a_name_is_known_among_other_words(name: str, values: list[str], target: str) -> None:
    assert guesses([name], {name: values})[name].target == target


def test_the_total_under_a_list_is_taken_for_one_and_a_course_about_totals_is_not() -> None:
    header = ["Title", "People"]
    mapped = mapping_of(header, {"Title": ["Diving", "TOTAL"], "People": ["4", "4"]}, "desk")
    assert mapped.totals is not None
    assert (mapped.totals.patterns, mapped.totals.group) == (("TOTAL",), ())
    assert list(faults(mapped, header)) == []
    course = mapping_of(header, {"Title": ["TOTAL FORCE MANAGEMENT"], "People": ["4"]}, "desk")
    assert course.totals is None


def test_of_two_countries_in_a_cell_the_first_is_taken_and_said_to_be_one_of_two() -> None:
    both = country("Iraq/Jordan")
    assert (both.value, both.issues) == ("IRQ", ("country_of_two",))
    assert country("Iraq/somewhere").value == ""


@pytest.mark.parametrize(
    "cell", ["Iraq/Jordan", "Iraq; Jordan", "Iraq, Jordan", "Iraq - Jordan", "IRQ/JOR/IRQ"]
)
def test_every_country_of_a_hosts_cell_is_a_host_and_said_to_be_one_of_several(cell: str) -> None:
    assert hosts(cell) == Cell("IRQ JOR", ("hosts_of_one_cell",))


def test_a_name_that_looks_like_two_countries_and_words_beside_one_are_one_host() -> None:
    assert hosts("Bosnia and Herzegovina") == Cell("BIH")
    assert hosts("Serbia and Montenegro") == Cell("", ("country_unknown",))  # a state that is no more
    assert hosts("Korea, Republic of") == Cell("KOR")
    assert hosts("Fiji   IMET - FY 2006 DoS Training 39").value == "FJI"
    assert hosts("Iraq/somewhere") == Cell("", ("country_unknown",))
    assert hosts("N/A") == Cell("")
