"""Rows to activities: totals, identity, refusals, sums, on an extract of the real file and on made ones."""

import csv
import gzip
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.imports.batch import BODY
from services.registry.domain.imports.fmtr import FMTR, HEADER
from services.registry.domain.imports.guess import mapping_of
from services.registry.domain.imports.identity import Occurrences
from services.registry.domain.imports.mapping import Column, FileMapping, Identity, Totals, faults
from services.registry.domain.imports.rows import Interpreter
from services.registry.domain.imports.spelling import from_json, to_json

WHOLE = Path(__file__).parents[4] / ".." / "shared" / "data" / "fmtr_1999_2021.csv.gz"
TODAY = date(2027, 1, 11)
SIMPLE = ("id", "title", "country", "people", "cost", "start")


def simple(**changes: object) -> FileMapping:
    columns = (
        Column("title", "title"),
        Column("country", "host"),
        Column("people", "people"),
        Column("cost", "cost"),
        Column("start", "start"),
    )
    values = {"identity": Identity("test", "id"), **changes}
    return FileMapping(columns, **values)


def test_the_ready_mapping_fits_its_file_and_survives_being_kept():
    assert list(faults(FMTR, HEADER)) == []
    assert from_json(to_json(FMTR)) == FMTR


def test_every_fault_of_a_mapping_names_its_place():
    broken = FileMapping(
        (
            Column("titel", "title"),
            Column("country", "nowhere"),
            Column("cost", "cost", (("*a*b*c*d*e", "x"),)),
        ),
        {"lead": "United States", "tool": "dancing", "title": "x"},
        totals=Totals("title", (), ("country",), {"joy": "cost"}),
        identity=Identity("", "row"),
    )
    assert {fault.pointer for fault in faults(broken, SIMPLE)} >= {
        "/columns/0/column",
        "/columns/1/target",
        "/columns/2/pairs/0",
        "/constants/lead",
        "/constants/tool",
        "/constants/title",
        "/totals",
        "/totals/sums/joy",
        "/identity/source",
        "/identity",
    }


def test_rows_are_taken_flagged_or_refused_and_nothing_is_lost():
    read = Interpreter(simple(), SIMPLE, TODAY).read(
        [
            ["1", "Staff talks", "Fiji", "3", "$10", "2/30/2009"],
            ["2", " ", "Fiji", "", "", ""],
            ["", "No id", "Fiji", "", "", ""],
            ["4", "Short"],
            ["5", "Long", "Fiji", "", "", "", "more"],
            ["", "", "", "", "", "", ""],
            ["6", "Who", "Atlantis", "", "", ""],
            ["", "", " ", "", "", ""],
        ],
        1,
    )
    assert "".join(read.outcomes) == "ARRAREAE"
    assert {(row, issue.kind) for row, issue in read.messages} == {
        (1, "date_impossible"),
        (2, "title_missing"),
        (3, "id_missing"),
        (4, "cells_too_few"),
        (5, "cells_too_many"),
        (7, "country_unknown"),
    }
    assert read.refused() == {2, 3, 5}
    assert '{"date_impossible"}' in read.taken[0].body


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=30), st.randoms())
def test_identical_rows_keep_their_names_whatever_the_order(rows, shuffle: random.Random):
    """Re-import of the same rows in any order finds the same names, so it makes no doubles."""

    def names(some):
        known = Occurrences(Identity("s"), ("p", "q"))
        return [known.identify(row)[0] for row in some]

    first = names(rows)
    assert len(set(first)) == len(first)
    shuffle.shuffle(rows)
    assert sorted(names(rows)) == sorted(first)


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B"]), st.integers(0, 50), st.integers(0, 900)),
        min_size=1,
        max_size=20,
    )
)
def test_sums_meet_the_printed_totals_exactly_where_nothing_is_missing(rows):
    totals = Totals("title", ("Total",), ("country",), {"people": "people", "cost": "cost"})
    lines = [
        [str(number), "Course", country, str(people), f"${cost:,}", ""]
        for number, (country, people, cost) in enumerate(rows)
    ]
    for country in {row[0] for row in rows}:
        of = [row for row in rows if row[0] == country]
        lines.append(
            [
                "t" + country,
                " TOTAL ",
                country,
                str(sum(row[1] for row in of)),
                f"${sum(row[2] for row in of):,}",
                "",
            ]
        )
    whole, cut = (
        Interpreter(simple(totals=totals), SIMPLE, TODAY),
        Interpreter(simple(totals=totals), SIMPLE, TODAY),
    )
    whole.read(lines, 1)
    assert all(group.people_agree and group.cost_agrees for _, group in whole.reconciliation.groups())
    cut.read(lines[1:], 1)
    group = dict(cut.reconciliation.groups())[(rows[0][0],)]
    assert (group.people_agree, group.cost_agrees) == (rows[0][1] == 0, rows[0][2] == 0)


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=12), st.integers(1, 5))
def test_any_rows_read_alike_in_batches_of_any_size(rows, size):
    def read(step):
        interpreter = Interpreter(simple(identity=Identity("s")), SIMPLE, TODAY)
        return [
            one.digest
            for at in range(0, len(rows), step)
            for one in interpreter.read(rows[at : at + step], at + 1).taken
        ]

    assert read(size) == read(max(len(rows), 1))


def test_a_mapping_is_guessed_from_names_and_values():
    header = (
        "Row No",
        "Event title",
        "Partner nation",
        "Begin date",
        "Finish date",
        "Pax",
        "Budget",
        "Remarks",
        "Blob",
    )
    samples = {
        "Row No": ["1", "2"],
        "Partner nation": ["Fiji", "Iraq "],
        "Begin date": ["31/12/2026", "1/2/2027"],
        "Finish date": ["1/1/2027", ""],
        "Pax": ["12", "3"],
        "Budget": ["$3", "4.50"],
    }
    guessed = mapping_of(header, samples, "desk")
    assert {one.column: one.target for one in guessed.columns} == {
        "Event title": "title",
        "Partner nation": "host",
        "Begin date": "start",
        "Finish date": "end",
        "Pax": "people",
        "Budget": "cost",
        "Remarks": "description",
    }
    assert (guessed.identity.column, guessed.options.date_order) == ("Row No", "shown")
    assert list(faults(guessed, header)) == []


# The file is public data, kept beside the product and not in it: where it is not there the summary says so,
# and the rows that stand in these tests hold the same rules.
@pytest.mark.skipif(
    not WHOLE.exists(), reason=f"the whole real file is not beside the checkout ({WHOLE.name})"
)
def test_the_whole_real_file_reconciles():
    """8,480 totals are totals and courses named so are none; the sums meet the printed ones."""
    interpreter, outcomes, found = Interpreter(FMTR, HEADER, TODAY), [], []
    with gzip.open(WHOLE, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        batch = []
        for number, row in enumerate(rows, 1):
            batch.append(row)
            if len(batch) == 4000:
                read = interpreter.read(batch, number - len(batch) + 1)
                outcomes, found, batch = outcomes + read.outcomes, found + read.messages, []
        read = interpreter.read(batch, len(outcomes) + 1)
        outcomes, found = outcomes + read.outcomes, found + read.messages
    kinds = [issue.kind for _, issue in found]
    assert {one: outcomes.count(one) for one in "ATBRE"} == {
        "A": 254_697,
        "T": 8_480,
        "B": 561,
        "R": 0,
        "E": 0,
    }
    groups = [group for _, group in interpreter.reconciliation.groups() if not group.bare]
    assert len(groups) == 8_472
    assert sum(group.people_agree for group in groups) >= 8_370
    assert sum(group.cost_agrees for group in groups) >= 8_118
    bare = [group for _, group in interpreter.reconciliation.groups() if group.bare]
    assert sum(group.people_agree and group.cost_agrees for group in bare) == len(bare) == 561
    assert (kinds.count("date_impossible"), kinds.count("country_unknown")) == (13, 71)
    assert sum(group.cost for group in groups) > Decimal(10**9)


def test_a_total_of_the_whole_list_is_compared_with_all_its_rows_and_a_blank_in_it_with_nothing():
    totals = Totals("title", ("TOTAL",), (), {"people": "people", "cost": "cost"})
    interpreter = Interpreter(simple(totals=totals), SIMPLE, TODAY)
    rows = [
        ["1", "A", "Fiji", "4", "10", ""],
        ["2", "B", "Iraq", "5", "", ""],
        ["", "TOTAL", "", "9", "", ""],
    ]
    interpreter.read(rows, 1)
    [(key, group)] = interpreter.reconciliation.groups()
    assert (key, group.rows, group.people, group.printed_people) == ((), 2, 9, 9)
    assert (group.cost, group.printed_cost, group.cost_agrees) == (10, None, True)


def test_words_that_nobody_looked_up_are_read_as_ever_or_told():
    columns = (Column("title", "title"), Column("country", "tool", (("visit", "contact"),)))
    mapping = FileMapping(columns, identity=Identity("test", "id"))
    words = ("Visit", "training", "parade", "")
    rows = [[str(number), "Talks", word, "", "", ""] for number, word in enumerate(words)]
    read = Interpreter(mapping, SIMPLE, TODAY).read(rows, 1)
    assert [one.body.split("\t")[BODY.index("tool")] for one in read.taken] == ["contact", "training", "", ""]
    assert [(row, issue.kind) for row, issue in read.messages] == [(3, "word_unknown")]


@pytest.mark.parametrize(("name", "target"), [("Start-Dates", "start"), ("Pax", "people"), ("Blob", None)])
def test_a_spreadsheets_numbers_are_days_only_in_a_column_that_is_named_so(name: str, target: str | None):
    guessed = mapping_of(["Event", name], {"Event": ["Talks"], name: ["45678", "46023"]}, "desk")
    assert {one.column: one.target for one in guessed.columns} == {"Event": "title"} | (
        {name: target} if target else {}
    )
