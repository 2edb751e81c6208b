"""The command line: one question at a time, or JSON lines; exit codes that scripts can use."""

import io
import json

import pytest

from services.common.labels.__main__ import main
from services.common.labels.spif import POLICIES


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
        {"portions": ["//CAN R", "U"]},
    ],
)  # fmt: skip
def test_what_cannot_be_combined_says_why(monkeypatch, capsys, page):
    code, (answer,) = asked(monkeypatch, capsys, "combine", lines=[{"id": 1} | page])
    assert (code, answer["banner"], len(answer["errors"])) == (1, None, 1)
    assert answer["errors"][0]["message"]


def test_who_joined_a_group_after_a_label_was_made_is_denied_by_it(monkeypatch, capsys):
    made = {"policy": "us@1", "level": 3, "owner": ["USA"], "rel": ["NATO"]}
    swede = {"affiliation": "SWE", "clearance": {"us": "SECRET"}}
    for epochs, allowed in (([], True), (["NATO@2020-03-27T00:00:00Z"], False)):
        question = {"label": made | {"epochs": epochs}, "clearance": swede}
        _, (answer,) = asked(monkeypatch, capsys, "decide", lines=[question])
        assert answer["allow"] is allowed, answer


def test_what_is_not_known_is_explained_as_such(monkeypatch, capsys):
    assert main(["explain", "SECRET//REL TO USA, BWCS", "//FGI SECRET", "SECRET//REL TO USA, ISAF"]) == 0
    said = capsys.readouterr().out
    assert "BWCS: no nation and no group that is known here. Nobody reads by it." in said
    assert "SECRET, owned by an owner who is not named." in said
    assert "Readable by ISAF and the United States" in said


def test_a_marking_is_explained_as_a_security_officer_would(monkeypatch, capsys):
    assert main(["explain", "SECRET//SI//REL TO USA, AUS, GBR"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "SECRET, owned by the United States.",
        "Readable by Australia, the United Kingdom and the United States, with a clearance for SECRET.",
        "For any other nation the United States has to release it first.",
        "Who reads it must also hold SI.",
        "SI: signals intelligence: asks for access to SI.",
        "Banner: SECRET//SI//REL TO USA, AUS, GBR",
        "Before a paragraph: (S//SI//REL TO USA, AUS, GBR)",
    ]
    assert main(["explain", "//JOINT CONFIDENTIAL CAN GCTF"]) == 0
    assert "jointly owned by Canada and GCTF" in capsys.readouterr().out
    assert main(["explain", "SECRET//DOD UCNI//NOFORN"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Banner: SECRET//DOD UCNI//NOFORN"
    code, (answer,) = asked(
        monkeypatch, capsys, "explain", lines=[{"id": 2, "marking": "S", "kind": "portion"}]
    )
    assert (code, answer["id"], answer["banner"], answer["portion"]) == (0, 2, "SECRET", "(S)")


@pytest.mark.parametrize(
    ("marking", "says"),
    [
        ("SECRET//REL TO USA",
         ["Character 16, “USA”: a list of USA alone releases to nobody: name who else reads."
          " (rule release_alone)"]),
        ("SECRET//REL TO GBR, USA",
         ["Character 16, “GBR, USA”: the list begins with USA. (rule release_begins)",
          "Write SECRET//REL TO USA, GBR"]),
        ("SECRET//NOFORN/REL TO USA, GBR",
         ["Character 16, “REL TO USA, GBR”: NOFORN excludes a release list. (rule label_rel)"]),
        ("SECRET/NOFORN",
         ["Character 7, “/NOFORN”: what stands behind SECRET is parted from it by //. (rule after_level)",
          "Write SECRET//NOFORN"]),
        ("secret//noforn", ["A marking of us is written in capital letters: SECRET//NOFORN"]),
        ("SECRET//NOFORN//SI",
         ["Character 17, “SI”: categories stand in a fixed order, each once."
          " (rule category_order)", "Write SECRET//SI//NOFORN"]),
        ("SECRET//HCS-P//ORCON", ["Character 9, “HCS-P”: HCS asks for NOFORN. (rule hcs_noforn)"]),
        ("COSMIC TOP SECRET",
         ["Character 1, “COSMIC TOP SECRET”: what others own, or several together, begins with //."
          " (rule lead_missing)", "Write //COSMIC TOP SECRET"]),
        ("S//NF", ["It is a portion mark: in a banner it is written SECRET//NOFORN"]),
        ("CONFIDENTIAL//FOUO",
         ["Character 15, “FOUO”: FOUO stands on unclassified text alone. (rule fouo_unclassified)"]),
        ("",
         ["It is empty: no classification stands here: UNCLASSIFIED, CONFIDENTIAL, SECRET or TOP SECRET."
          " (rule level_unknown)"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_explained_with_the_marking_made_right(monkeypatch, capsys, marking, says):
    code, (answer,) = asked(
        monkeypatch, capsys, "explain", lines=[{"marking": marking, "policy": "us", "profile": "ic"}]
    )
    assert (code, answer["valid"], answer["says"]) == (1, False, says)


STATELESS = {"affiliation": None, "clearance": {"us": 4}}


def test_a_label_is_converted_between_its_forms_and_back(monkeypatch, capsys):
    label = "TOP SECRET//SI-G ABCD//FGI DEU//ORCON/REL TO USA, FVEY"
    forms = {}
    for form in ("banner", "portion", "json", "xml"):
        code, (answer,) = asked(monkeypatch, capsys, "convert", lines=[{"id": 1, "label": label, "to": form}])
        assert (code, answer["id"]) == (0, 1)
        forms[form] = answer["result"]
    assert (forms["banner"], forms["portion"]) == (label, "(TS//SI-G ABCD//FGI DEU//OC/REL TO USA, FVEY)")
    for form, lost in (("json", []), ("xml", ["created", "review"])):
        line = {"label": forms[form], "to": "banner"}
        assert asked(monkeypatch, capsys, "convert", lines=[line]) == (0, [{"result": label, "lost": lost}])
    code, (answer,) = asked(
        monkeypatch, capsys, "decide", lines=[{"label": forms["xml"], "clearance": BRITON}]
    )
    assert (code, answer["reason"]) == (1, "clearance")
    assert main(["convert", "--to", "portion", "SECRET", "--profile", "dod"]) == 0
    assert json.loads(capsys.readouterr().out) == {"result": "(S)", "lost": []}
    assert (
        main(["convert", "--policy", "nato", "--under", "us", "--to", "banner", "NATO UNCLASSIFIED - STAFF"])
        == 0
    )
    assert json.loads(capsys.readouterr().out) == {"result": "//NATO UNCLASSIFIED", "lost": ["STAFF"]}
    assert main(["convert", "--under", "nato", "--to", "banner", "SECRET"]) == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["rule"] == "translate_owner"


@pytest.mark.parametrize(
    ("label", "form", "rule"),
    [
        ("SECRET//XX", "json", "word_unknown"), ("<a/>", "banner", "root"), ({"level": 3}, "xml", "label"),
        ({"policy": "nato@1", "level": 3, "owner": ["KFOR", "NATO"]}, "xml", "context_several"),
        ({"policy": "us@1", "level": 3, "owner": ["USA"], "coi": ["ALPHA"]}, "banner", "form"),
        ({"policy": "elsewhere@1", "level": 3, "owner": ["USA"]}, "banner", "label"),
    ],
)  # fmt: skip
def test_what_another_form_cannot_carry_is_said(monkeypatch, capsys, label, form, rule):
    code, (answer,) = asked(monkeypatch, capsys, "convert", lines=[{"label": label, "to": form}])
    assert (code, answer["result"]) == (1, None)
    assert [one["rule"] for one in answer["errors"]] == [rule]


def test_a_policy_is_shown_with_what_it_changes(monkeypatch, capsys):
    xml = (POLICIES / "nato.xml").read_text("utf-8")
    line = {"id": 1, "policy": xml.replace("#c8102e", "#ff0000"), "before": "nato"}
    code, (answer,) = asked(monkeypatch, capsys, "policy", lines=[line])
    assert (code, answer["id"], answer["identifier"], answer["oid"]) == (0, 1, "nato@1", "1.3.26.1.3.1")
    assert answer["levels"][-1] == "TOP SECRET" and "ATOMAL" in answer["words"]["sensitivity"]
    assert answer["changes"] == ["Level 3: colour was #c8102e and is #ff0000."]
    assert main(["policy", "us"]) == 0
    assert json.loads(capsys.readouterr().out)["profiles"] == ["ic", "dod", "cui"]
    for wrong in ("elsewhere", "<a/>"):
        code, (answer,) = asked(monkeypatch, capsys, "policy", lines=[{"policy": wrong}])
        assert (code, answer["identifier"]) == (1, None)


CLEARANCE = """<ConfidentialityClearance xmlns="urn:nato:stanag:4774:confidentialityclearance:1:0">
<PolicyIdentifier URI="urn:oid:1.3.26.1.3.1"/><ClassificationList><Classification>SECRET</Classification>
</ClassificationList><Category Type="PERMISSIVE" TagName="Releasable To"><GenericValue>GBR</GenericValue>
</Category></ConfidentialityClearance>"""
BRITON = {"affiliation": "GBR", "clearance": {"us": "SECRET"}, "restrictive": ["SI"]}


@pytest.mark.parametrize(
    ("question", "allow", "reason"),
    [
        ({"label": "SECRET//SI//REL TO USA, GBR"}, True, "allowed"),
        ({"label": "SECRET//TK//REL TO USA, GBR"}, False, "restrictive"),
        ({"label": "TOP SECRET//REL TO USA, GBR"}, False, "clearance"),
        ({"label": "SECRET//REL TO USA, AUS"}, False, "audience"),
        ({"label": "SECRET//DISPLAY ONLY GBR"}, False, "audience"),
        ({"label": "SECRET//DISPLAY ONLY GBR", "action": "display"}, True, "allowed"),
        ({"label": "SECRET//ORCON/REL TO USA, GBR", "action": "export"}, False, "orcon"),
        ({"label": "SECRET//REL TO USA, FVEY", "action": "release"}, False, "not_owner"),
        ({"label": {"policy": "us@1", "level": 3, "owner": ["GBR"]}}, True, "allowed"),
        ({"label": {"policy": "us@1", "level": 3, "owner": []}}, False, "no_label"),
        ({"label": "NATO SECRET", "policy": "nato", "clearance": CLEARANCE}, True, "allowed"),
        ({"label": "SECRET//"}, False, "no_label"),
        ({}, False, "no_label"),
        ({"label": "SECRET", "clearance": STATELESS}, False, "no_affiliation"),
    ],
)  # fmt: skip
def test_a_decision_is_made_and_what_cannot_be_read_is_denied(monkeypatch, capsys, question, allow, reason):
    code, (answer,) = asked(monkeypatch, capsys, "decide", lines=[{"id": 1, "clearance": BRITON} | question])
    assert (code, answer["allow"], answer["reason"]) == (0 if allow else 1, allow, reason)


def test_a_group_that_ended_is_read_and_a_nation_that_joined_later_is_not_let_in(monkeypatch, capsys):
    page = {"portions": ["S//REL TO USA, FVEY, ISAF", "C//REL TO USA, ISAF, NATO"]}
    code, (answer,) = asked(monkeypatch, capsys, "combine", lines=[page])
    assert (code, answer["banner"]) == (0, "SECRET//REL TO USA, CAN, GBR, ISAF")
    swede = {"affiliation": "SWE", "clearance": "SECRET"}
    sent = {"label": "SECRET//REL TO USA, NATO", "clearance": swede}
    written = {
        "label": {"policy": "us", "level": "SECRET", "owner": ["USA"], "rel": ["NATO"]},
        "clearance": swede,
    }
    xml = {"label": "NATO CONFIDENTIAL", "policy": "nato", "to": "xml", "created": "2024-01-02"}
    _, (made,) = asked(monkeypatch, capsys, "convert", lines=[xml])
    lines = [
        sent, sent | {"created": "2024-01-02"}, written, written | {"created": "2024-01-02"},
        {"label": made["result"], "clearance": swede},
        {"label": made["result"], "clearance": swede | {"affiliation": "FIN"}},
    ]  # fmt: skip
    _, answers = asked(monkeypatch, capsys, "decide", lines=lines)
    assert [one["allow"] for one in answers] == [True, False, True, False, False, True]


def test_a_marking_is_read_by_the_policy_that_reads_it_where_none_is_named(monkeypatch, capsys):
    lines = [{"marking": "NATO SECRET"}, {"marking": "NATO SECRET NOFORN"}, {"marking": "SECRET//XX"}]
    _, answers = asked(monkeypatch, capsys, "check", lines=[*lines, {"marking": "NS", "kind": "portion"}])
    assert [one["valid"] for one in answers] == [True, False, False, True]
    assert answers[0]["label"]["policy"] == answers[3]["label"]["policy"] == "nato@1"
    assert [one["errors"][0]["at"] for one in answers[1:3]] == [12, 8]
    _, (read,) = asked(monkeypatch, capsys, "check", lines=[{"marking": "NATO SECRET", "profile": "nato"}])
    assert read["valid"]
    named = {"policy": "nato", "level": "RESTRICTED", "owner": ["NATO"], "rel": ["Japan", "RESOLUTE SUPPORT"]}
    japan = {"clearance": {"affiliation": "JPN", "clearance": {"NATO": "restricted"}}}
    decided = [{"label": "NATO RESTRICTED Releasable to Japan"} | japan, {"label": named} | japan]
    _, answers = asked(monkeypatch, capsys, "decide", lines=decided)
    assert [one["allow"] for one in answers] == [True, True]
    line = {"label": "COSMIC TOP SECRET", "clearance": {"affiliation": "GBR", "clearance": "cts"}}
    _, (cosmic,) = asked(monkeypatch, capsys, "decide", lines=[line])
    assert cosmic["allow"]
    line["clearance"]["clearance"] = "HIGH"
    code, (unknown,) = asked(monkeypatch, capsys, "decide", lines=[line])
    assert code == 2 and unknown["error"].endswith("CONFIDENTIAL, SECRET, TOP SECRET")


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("check", "no JSON"), ("check", "[]"), ("check", "[" * 100_000), ("check", {"id": 1}),
        ("check", {"marking": 3}),
        ("check", {"marking": "S", "kind": "page"}), ("check", {"marking": "S", "policy": "elsewhere"}),
        ("check", {"marking": "S", "profile": "elsewhere"}), ("combine", {"portions": []}),
        ("combine", {"portions": "S"}), ("combine", {"portions": ["S"], "banner": 3}),
        ("convert", {"label": "SECRET", "to": "stone"}),
        ("convert", {"label": "SECRET", "to": "xml", "created": "yesterday"}),
        ("policy", {}), ("policy", {"policy": "us", "before": 3}),
        ("decide", {"label": "SECRET", "clearance": "<a/>"}),
        ("decide", {"label": "SECRET"}), ("decide", {"label": "SECRET", "clearance": []}),
        ("decide", {"label": "SECRET", "clearance": BRITON, "action": "burn"}),
        ("decide", {"label": "SECRET", "clearance": BRITON | {"clearance": {"us": "HIGH"}}}),
        ("decide", {"label": "SECRET", "clearance": BRITON | {"coi": "ALPHA"}}),
    ],
)  # fmt: skip
def test_what_is_no_question_is_told_and_the_next_line_is_answered(monkeypatch, capsys, command, line):
    good = {"marking": "SECRET", "portions": ["S"], "label": "SECRET//REL TO USA, GBR", "clearance": BRITON}
    good |= {"to": "banner"} | ({"policy": "us"} if command == "policy" else {})
    code, answers = asked(monkeypatch, capsys, command, lines=[line, good])
    assert code == 2
    assert answers[0]["error"]
    assert any(answers[1].get(name) for name in ("valid", "allow", "banner", "result", "identifier"))


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ({}, "no_affiliation"),
        ({"clearance": "SECRET"}, "no_affiliation"),
        ({"affiliation": "USA"}, "no_clearance"),
    ],
)
def test_what_is_not_said_of_a_reader_denies(monkeypatch, capsys, held, reason):
    code, (answer,) = asked(monkeypatch, capsys, "decide", lines=[{"label": "SECRET", "clearance": held}])
    assert (code, answer["allow"], answer["reason"]) == (1, False, reason)


def test_a_decision_is_asked_in_words(monkeypatch, capsys):
    words = "SECRET//ORCON/REL TO USA, GBR", json.dumps(BRITON)
    assert asked(monkeypatch, capsys, "decide", *words)[0] == 0
    code, (answer,) = asked(monkeypatch, capsys, "decide", *words, "export")
    assert (code, answer["reason"]) == (1, "orcon")
    code, (answer,) = asked(monkeypatch, capsys, "decide", "SECRET")
    assert (code, answer) == (2, {"error": "clearance: an object, or XML"})


def test_a_page_of_another_policy_is_read_by_it_where_none_is_named(monkeypatch, capsys):
    code, (answer,) = asked(monkeypatch, capsys, "combine", "NS", "NC")
    assert (code, answer["banner"]) == (0, "NATO SECRET")
    page = {"text": "NATO SECRET\n\n(NS) One.\n\nNATO SECRET\n"}
    code, (answer,) = asked(monkeypatch, capsys, "text", lines=[page])
    assert (code, answer["banner"]) == (0, "NATO SECRET")


def test_what_is_no_question_is_not_called_a_wrong_marking(capsys):
    assert main(["explain", "--policy", "xx", "SECRET"]) == 2
    assert capsys.readouterr().out == "This is no question: no policy xx ships with the library.\n"


def test_nations_are_called_by_name_in_an_explanation(capsys):
    assert main(["explain", "SECRET//DISPLAY ONLY AFG"]) == 0
    assert "may be shown to Afghanistan" in capsys.readouterr().out
