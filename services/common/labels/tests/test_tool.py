"""The command line: one question at a time, or JSON lines; exit codes that scripts can use."""

import io
import json

import pytest

from services.common.labels.__main__ import main


def asked(monkeypatch, capsys, *arguments, lines=()):
    """Exit code and answers."""
    given = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    code = main([*arguments])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_marking_is_checked_with_its_label_and_its_canonical_form(monkeypatch, capsys):
    line = {"id": 7, "marking": "S//TK/SI//NF", "kind": "portion", "profile": "DOD"}
    code, (answer,) = asked(monkeypatch, capsys, "check", lines=[line])
    assert (code, answer["id"], answer["valid"], answer["errors"]) == (0, 7, True, [])
    assert answer["canonical"] == "(S//SI/TK//NF)"
    assert (answer["label"]["level"], answer["label"]["restrictive"]) == (3, ["SI", "TK"])


def test_every_condition_that_is_broken_is_told_with_its_place(monkeypatch, capsys):
    code, (answer,) = asked(monkeypatch, capsys, "check", "UNCLASSIFIED//HCS-P//ORCON")
    assert (code, answer["valid"], answer["canonical"], answer["label"]) == (1, False, None, None)
    assert [(one["rule"], one["at"]) for one in answer["errors"]] == [
        ("hcs_noforn", 14), ("control_classified", 14), ("orcon_classified", 21),
    ]  # fmt: skip


def test_the_nearest_valid_form_stands_beside_what_is_wrong(monkeypatch, capsys):
    code, (answer,) = asked(monkeypatch, capsys, "check", "SECRET//REL TO GBR, USA")
    assert code == 1
    assert answer["errors"][0]["nearest"] == "REL TO USA, GBR"


def test_portions_are_combined_with_the_reasons(monkeypatch, capsys):
    code, (answer,) = asked(
        monkeypatch, capsys, "combine", "S//REL TO USA, AUS, GBR", "C//REL TO USA, GBR", "U"
    )
    assert (code, answer["banner"]) == (0, "SECRET//REL TO USA, GBR")
    assert {step["rule"] for step in answer["steps"]} >= {1, 3, 5}
    line = {"id": "a", "portions": ["S//REL", "U"], "banner": "SECRET//REL TO USA, GBR", "profile": "ic"}
    code, (answer,) = asked(monkeypatch, capsys, "combine", lines=[line])
    assert (code, answer["id"], answer["banner"]) == (0, "a", "SECRET//REL TO USA, GBR")


@pytest.mark.parametrize(
    "page",
    [
        {"portions": ["S", "S//XX"]}, {"portions": ["S//REL"]}, {"portions": [3]},
        {"portions": ["//KFOR S", "//DEU S//NF"]}, {"portions": ["S"], "banner": "SECRET//XX"},
    ],
)  # fmt: skip
def test_what_cannot_be_combined_says_why(monkeypatch, capsys, page):
    code, (answer,) = asked(monkeypatch, capsys, "combine", lines=[{"id": 1} | page])
    assert (code, answer["banner"], len(answer["errors"])) == (1, None, 1)
    assert answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("check", "no JSON"), ("check", "[]"), ("check", "[" * 100_000), ("check", {"id": 1}),
        ("check", {"marking": 3}),
        ("check", {"marking": "S", "kind": "page"}), ("check", {"marking": "S", "policy": "elsewhere"}),
        ("check", {"marking": "S", "profile": "elsewhere"}), ("combine", {"portions": []}),
        ("combine", {"portions": "S"}), ("combine", {"portions": ["S"], "banner": 3}),
    ],
)  # fmt: skip
def test_what_is_no_question_is_told_and_the_next_line_is_answered(monkeypatch, capsys, command, line):
    good = {"marking": "SECRET", "portions": ["S"]}
    code, answers = asked(monkeypatch, capsys, command, lines=[line, good])
    assert code == 2
    assert answers[0]["error"] and (answers[1].get("valid") or answers[1]["banner"] == "SECRET")
