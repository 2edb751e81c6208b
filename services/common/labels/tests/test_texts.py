"""Portion-marked texts as a whole: banners, marks, what has none, and the banner against the roll-up."""

import io
import json
from datetime import UTC, datetime

import pytest

from services.common.labels import default_groups, shipped_policy
from services.common.labels.__main__ import main
from services.common.labels.texts.check import check_text
from services.common.labels.texts.read import parts_of

US, NATO, GROUPS = shipped_policy("us"), shipped_policy("nato"), default_groups()
AT = datetime(2026, 1, 2, tzinfo=UTC)


def checked(text, policy=US, profile="ic"):
    return check_text(text, policy, profile, GROUPS, AT)


def page(banner, *paragraphs, foot=None):
    return "\n\n".join([banner, *paragraphs, banner if foot is None else foot])


def rules(found):
    return [(one.rule, one.line, one.paragraphs) for one in found.findings]


@pytest.mark.parametrize(
    ("text", "policy", "banner"),
    [
        (page("SECRET//NOFORN", "(S//NF) One.", "(U) Two."), US, "SECRET//NOFORN"),
        (page("SECRET//REL TO USA, GBR", "(S//REL) One.\nmore of it", "1. (U) Two.\n   a. (C//REL) x"), US,
         "SECRET//REL TO USA, GBR"),
        (page("CUI//SP-CTI//NOFORN", "- (CUI//SP-CTI) One.", "(a) (CUI//NF) Two.", "(U) Three (see 2)."),
         US, "CUI//SP-CTI//NOFORN"),
        (page("NATO SECRET", "(NS) One.", "(NU) Two."), NATO, "NATO SECRET"),
        ("UNCLASSIFIED\n(U) One.\nUNCLASSIFIED\n\fUNCLASSIFIED\n(U) Two.\nUNCLASSIFIED", US, "UNCLASSIFIED"),
    ],
)  # fmt: skip
def test_a_text_that_is_marked_as_it_should_be_has_no_findings(text, policy, banner):
    found = checked(text, policy, None)
    assert (found.findings, found.valid, found.banner) == ((), True, banner)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (page("SECRET//NOFORN", "(S//NF) One.", "No mark."), [("unmarked", 5, (2,))]),
        (page("SECRET//NOFORN", "(S//NFX) One.", "(S//NF) x"), [("word_unknown", 3, ())]),
        (page("SECRET//NOFORN", "(SECRET) One.", "(S//NF) x"), [("level_unknown", 3, ())]),
        (page("SECRET//NOFORN", "(HCS-P//NF) One.", "(S//NF) x"), [("level_unknown", 3, ())]),
        (page("SECRET//NOFORN", "(S//NF) x", foot="SECRET"), [("banner_differs", 5, ())]),
        ("SECRET//NOFORN\n(S//NF) x", [("banner_missing", 2, ())]),
        ("(S//NF) x\nSECRET//NOFORN", [("banner_missing", 1, ())]),
        ("(S//NF) x", [("banner_missing", 1, ()), ("banner_missing", 1, ())]),
        ("", [("banner_missing", 1, ()), ("banner_missing", 1, ())]),
        (page("SECRET//NOFRON", "(S//NF) x"), [("word_unknown", 1, ()), ("word_unknown", 5, ())]),
        (page("SECRET", "(TS) One.", "(S) Two."), [("banner_level", 1, (1,))]),
        (page("TOP SECRET", "(S) One."), [("banner_level", 1, ())]),
        (page("SECRET//NOFORN", "(S//SI//NF) One."), [("banner_restrictive", 1, (1,))]),
        (page("SECRET//SI//NOFORN", "(S//NF) One."), [("banner_restrictive", 1, ())]),
        (page("SECRET//ORCON/NOFORN", "(S//NF) One."), [("banner_dissem", 1, ())]),
        (page("SECRET//NOFORN", "(S//OC/NF) One."), [("banner_dissem", 1, (1,))]),
        (page("SECRET//NOFORN", "(S//NF//LES) One."), [("banner_informative", 1, (1,))]),
        (page("SECRET//NOFORN", "(S//FGI DEU//NF) One."), [("banner_foreign", 1, (1,))]),
        (page("SECRET//REL TO USA, GBR", "(S//NF) One.", "(S//REL) Two."), [("banner_rel", 1, (1,))]),
        (page("SECRET//REL TO USA, GBR", "(S) One.", "(S//REL) Two."), [("banner_rel", 1, (1,))]),
        (page("SECRET//REL TO USA, AUS, GBR", "(S//REL TO USA, GBR) x"), [("banner_rel", 1, (1,))]),
        (page("SECRET//REL TO USA, GBR", "(S//REL TO USA, AUS, GBR) x"), [("banner_rel", 1, ())]),
        (page("SECRET//DISPLAY ONLY AFG, IRQ", "(S//DISPLAY ONLY AFG)"), [("banner_display_only", 1, (1,))]),
        (page("SECRET", "(S//NF) One."), [("banner_noforn", 1, (1,))]),
        (page("SECRET//NOFORN", "(S) One."), [("banner_noforn", 1, ())]),
        (page("SECRET//NOFORN", "(//DEU S//NF) One.", "(S) x"), [("roll_up", 1, ())]),
        (page("//JOINT SECRET GBR USA//REL TO USA, GBR", "(S//REL TO USA, GBR)"), [("banner_owner", 1, ())]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_rule_its_line_and_the_paragraphs_that_make_it_so(text, findings):
    found = checked(text)
    assert rules(found) == findings
    assert found.valid is False
    assert all(0 <= one.at <= len(text) and one.message for one in found.findings)


def test_a_finding_points_into_the_text():
    text = page("SECRET//NOFORN", "1. (S//NFX) One.")
    (one,) = checked(text).findings
    assert text[one.at : one.at + 3] == "NFX"
    assert one.nearest == "NF"


def test_a_wrong_mark_of_a_short_release_asks_for_the_banner():
    (one, _) = checked(page("SECRET//NOFORN", "(S//REL) One.", "(S//NF) x\n(S//XX) y")).findings
    assert (one.rule, one.line) == ("release_short", 3)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("(S//NF) x", "(S//NF)"), ("1.2.3 (S) x", "(S)"), ("(a) (C) x", "(C)"), ("(iv) (U) x", "(U)"),
        ("• (//DEU S) x", "(//DEU S)"), ("- a) (S) x", "(S)"), ("(c) x", None), ("(see 3) x", None),
        ("x (S) y", None), ("(S x", None), ("(s//nf) x", "(s//nf)"), ("(XX//NF) x", "(XX//NF)"),
    ],
)  # fmt: skip
def test_a_mark_is_found_behind_bullets_and_numbers(line, mark):
    (one,) = parts_of(line, US, "ic").paragraphs
    assert (one.mark.text if one.mark else None) == mark


def asked(monkeypatch, capsys, given):
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    code = main(["text", "--profile", "ic"])
    return code, capsys.readouterr().out


def test_a_text_is_checked_from_the_command_line_aloud_or_as_json(monkeypatch, capsys):
    wrong = page("SECRET//REL TO USA, GBR", "(S//NF) One.", "No mark.", "(S//REL) Two.")
    code, said = asked(monkeypatch, capsys, wrong)
    assert code == 1
    assert said.splitlines() == [
        "The text is not marked as it should be.",
        "2 marked paragraphs, 1 without a mark. By their marks the banner is SECRET//NOFORN.",
        "Line 1: the banner releases it to GBR, and paragraph 1 does not (roll-up rule 2)."
        " The nearest valid form is SECRET//NOFORN. (rule banner_rel)",
        "Line 5: paragraph 2 has no mark. (rule unmarked)",
    ]
    right = page("SECRET", "(S) One.")
    lines = "\n".join(json.dumps({"id": number, "text": text}) for number, text in enumerate((right, wrong)))
    code, said = asked(monkeypatch, capsys, lines)
    good, bad = [json.loads(line) for line in said.splitlines()]
    assert (code, good["id"], good["valid"], good["banner"]) == (1, 0, True, "SECRET")
    assert bad["unmarked"] == [{"paragraph": 2, "line": 5, "at": 39, "begins": "No mark."}]
    assert bad["portions"][0] == {
        "paragraph": 1, "line": 3, "at": 25, "mark": "(S//NF)", "valid": True, "canonical": "(S//NF)",
    }  # fmt: skip
    assert asked(monkeypatch, capsys, right)[0] == 0
    assert asked(monkeypatch, capsys, '{"text": 3}')[0] == 2


@pytest.mark.parametrize(
    "line",
    [
        "( S) x", "(\u0405) x", "(S\u200b) x", "\uff08S\uff09 x", "[S//NF] x", "(S,NF) x", "(S:NF) x",
        "(NF) x", "(REL TO USA, GBR) x", "(S\u200b//NF) x", "(S\u0301) x",
    ],
)  # fmt: skip
def test_what_looks_like_a_mark_and_is_none_hides_nothing_behind_the_mark_before(line):
    found = checked(f"UNCLASSIFIED\n(U) One.\n{line}\nUNCLASSIFIED")
    assert [(one.rule, one.line) for one in found.findings] == [("level_unknown", 3)]
    assert checked(f"UNCLASSIFIED\n(U) One.\n{line[-1]} (see 2)\nUNCLASSIFIED").valid


@pytest.mark.parametrize(
    "lead",
    ["\u200b", "\ufeff", "\u25cf ", "| ", "> ", '"', "**", "# ", "\x1b", "1.1.1.1.1 ", "(1) (2) (3) (4) "],
)
def test_a_mark_counts_whatever_sign_stands_before_it(lead):
    assert checked(f"UNCLASSIFIED\n(U) One.\n{lead}(S//NF) x\nUNCLASSIFIED").banner == "SECRET//NOFORN"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("(U)(S) x", "(S)"), ("(U) (S//NF) x", "(S//NF)"), ("(U) One (TS//SI//NF) more", "(TS//SI//NF)"),
        ("(U) One. (S) Two.", "(S)"), ("(U) One,\ntwo; (C) three", "(C)"), ("(U) One [S//NF] x", "[S//NF]"),
        ("(U) Temperature (C), a report (U), person(s), (a) first. (See 2)", ""),
    ],
)  # fmt: skip
def test_a_mark_within_a_paragraph_is_told(line, told):
    found = checked(f"UNCLASSIFIED\n{line}\nUNCLASSIFIED")
    within = [one.message.partition(" stands")[0] for one in found.findings if one.rule == "mark_within"]
    assert (within, found.valid) == ([told] if told else [], not told)


def test_letters_of_others_make_no_banner_of_a_page():
    found = checked("UNCLASSIFIED\n(U) One.\nS\u0415CRET\n(U) Two.\nUNCLASSIFIED")
    assert {(one.rule, one.line) for one in found.findings} == {("banner_differs", 3), ("level_unknown", 3)}
