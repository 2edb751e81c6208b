"""Questions on labels and markings: nothing hidden is told, every error has its place, all is bounded."""

import re

from services.common.labels.tests.test_bindings import EMBEDDED
from services.common.testing import Person, subject
from services.directory.tests.conftest import AUS, FRA, PLATFORM, US, House

EMBED = subject("GBR", acts_for="USA", roles=["liaison"], coi=["ALPHA"])
SYSTEM = subject("USA", name="A system", roles=["partner_system"])
QUESTIONS = {
    "parse": {"marking": "USA SECRET"},
    "suggest": {"marking": "USA "},
    "readers": {"label": {"level": "SECRET", "owner": ["USA"]}, "nations": ["USA"]},
    "check": {"markings": [{"marking": "USA SECRET"}]},
    "combine": {"portions": ["USA S"]},
    "convert": {"label": "USA SECRET", "to": "portion"},
    "decide": {"label": "USA SECRET", "clearance": {"affiliation": "USA", "clearance": {"us": "SECRET"}}},
    "policies/compare": {"policy": "us", "before": "us"},
}


async def ask(house: House, name: str, status: int = 200, who: Person = US, **body: object) -> dict:
    return await house.post(who, f"/v1/labels/{name}", body, status)


async def test_nobody_asks_without_a_token_and_a_partners_system_may_ask(house: House) -> None:
    client = await house.as_(US)
    for name, body in QUESTIONS.items():
        headers = {"Authorization": "Bearer none"}
        assert (await client.post(f"/v1/labels/{name}", json=body, headers=headers)).status_code == 401
        for who in (SYSTEM, PLATFORM):
            await ask(house, name, who=who, **body)


async def test_a_community_of_the_directory_and_none_are_told_apart_by_no_answer(house: House) -> None:
    """No label may name MISSION (its roster is hidden from Australia) or QUIET, whoever asks."""

    async def told(who: Person, code: str) -> str:
        marking, page = f"USA SECRET//REL TO {code}, USA", f"USA SECRET//REL TO USA, {code}"
        label = {"level": "SECRET", "owner": ["USA"], "rel": [code]}
        briton = {"affiliation": "GBR", "clearance": {"coalition": "SECRET"}}
        answers = [
            await ask(house, "parse", who=who, marking=marking, nations=["FRA"]),
            await ask(house, "check", who=who, markings=[{"marking": marking}]),
            await ask(house, "suggest", who=who, marking=marking),
            await ask(house, "suggest", who=who, marking=f"USA SECRET//REL TO {code[:-2]}"),
            await ask(house, "readers", 422, who, label=label, nations=["FRA"]) | {"trace_id": ""},
            await ask(house, "combine", who=who, portions=[f"USA S//REL TO USA, {code}"]),
            await ask(house, "decide", who=who, label=page, clearance=briton),
            await ask(house, "convert", who=who, label=page, to="xml", under="us"),
        ]
        timeless = re.sub(r"\d{4}-\d\d-\d\dT[^<\"]+", "", str(answers))
        return re.sub(rf"\b{code[:-2]}\b", "X", timeless.replace(code, "X"))

    for who in (US, AUS):
        assert await told(who, "MISSION") == await told(who, "NQSVCHX")
        assert await told(who, "QUIET") == await told(who, "NQSVC")


async def test_no_suggestion_names_a_community_of_the_directory(house: House) -> None:
    for typed in (
        "USA SECRET//REL TO USA, MI",
        "USA SECRET//REL TO USA, Q",
        "USA SECRET//REL TO USA, A missi",
    ):
        found = await ask(house, "suggest", marking=typed)
        assert not {"MISSION", "QUIET"} & {one["text"] for one in found["items"]}
        assert "mission" not in str(found).lower() and "quiet" not in str(found).lower()


async def test_a_typed_marking_is_a_label_with_its_readers(house: House) -> None:
    said = await ask(
        house, "parse", marking="JOINT SECRET GBR USA//REL TO AUS, GBR, USA", nations=["CAN", "AUS"]
    )
    assert (said["valid"], said["errors"], said["unsettable"]) == (True, [], [])
    assert said["canonical"] == said["label"]["banner"] == "JOINT SECRET GBR USA//REL TO AUS, GBR, USA"
    assert said["label"]["readable_by"]["nations"] == ["AUS", "GBR", "USA"]
    assert "not by Canada" in said["label"]["readable_by"]["words"]
    assert said["says"][0] == "SECRET, jointly owned by the United Kingdom and the United States."
    again = await ask(house, "explain", label={"level": "SECRET", "owner": ["GBR", "USA"], "rel": ["AUS"]})
    assert again["epochs"] == said["label"]["epochs"] and again["portion"] == said["label"]["portion"]


async def test_an_error_has_its_rule_its_place_and_what_would_be_right(house: House) -> None:
    cases: list[tuple[dict, str, str, str | None]] = [
        ({"marking": "USA SECRT"}, "level_unknown", "SECRT", "USA SECRET"),
        ({"marking": "USA SECRET//REL TO USA, AUS"}, "codes_order", "USA", "USA SECRET//REL TO AUS, USA"),
        ({"marking": "USA SECRET//REL TO AUZ, USA"}, "code_unknown", "AUZ", None),
        (
            {"marking": "USA SECRET//REL TO USA, ABCAMZ"},
            "code_unknown",
            "ABCAMZ",
            "USA SECRET//REL TO USA, ABCANZ",
        ),
        ({"marking": "USA SECRET//REL TO USA, ISAF"}, "label_rel", "ISAF", None),
        (
            {"marking": "(S//RELDIO)", "kind": "portion", "policy": "us"},
            "word_unknown",
            "RELDIO",
            "(S//RELIDO)",
        ),
        ({"marking": ""}, "level_unknown", "", None),
    ]
    for asked, rule, wrong, use in cases:
        said = await ask(house, "parse", **asked)
        error = said["errors"][0]
        assert (said["valid"], said["label"], error["rule"]) == (False, None, rule)
        assert (asked["marking"][error["at"] : error["end"]], error["use"]) == (wrong, use)
        assert error["message"] and said["says"]


async def test_a_marking_of_another_policy_is_offered_in_this_one(house: House) -> None:
    said = await ask(house, "parse", marking="SECRET//REL TO USA, AUS, GBR")
    assert said["valid"] is False
    assert said["instead"] == {"policy": "us", "marking": "USA SECRET//REL TO AUS, GBR, USA"}
    said = await ask(house, "parse", marking="SECRET")
    assert said["instead"] == {"policy": "us", "marking": "USA SECRET"}
    said = await ask(house, "parse", who=AUS, marking="SECRET")
    assert said["instead"] == {"policy": "au", "marking": "AUS SECRET"}
    said = await ask(house, "parse", who=FRA, marking="SECRET")
    assert said["instead"] is None, "nobody can tell whose it is"
    said = await ask(house, "parse", marking="CUI")
    assert said["instead"] is None, "a word would be lost without a word"
    said = await ask(house, "parse", marking="SECRET//SI//NOFORN")
    assert said["instead"] is None or "SI" in said["instead"]["marking"]


async def test_what_a_records_label_has_no_place_for_is_named(house: House) -> None:
    said = await ask(house, "parse", marking="USA SECRET//CONTAINS CAN//TLP:RED")
    assert (said["valid"], said["unsettable"]) == (True, ["CAN", "TLP:RED"])


async def test_the_next_words_are_offered_at_the_caret(house: House) -> None:
    asked = {"marking": "USA SECRET//REL TO  USA", "at": 19, "nations": ["CAN", "GBR"]}
    found = (await ask(house, "suggest", **asked))["items"]
    assert [one["text"] for one in found[:2]] == ["CAN", "GBR"]
    assert found[0] == {"at": 19, "text": "CAN", "says": "Canada"}
    own = await ask(house, "suggest", who=EMBED, marking="USA SECRET//COI")
    assert [one["text"] for one in own["items"]] == ["COI ALPHA"]
    assert (await ask(house, "suggest", marking="USA SECRET//COI"))["items"] == []


async def test_why_each_nation_reads_or_does_not(house: House) -> None:
    label = {"level": "SECRET", "owner": ["USA"], "rel": ["NATO"], "display_only": ["AUS"], "coi": ["ALPHA"]}
    said = await ask(house, "readers", who=FRA, label=label, nations=["USA", "GBR", "AUS", "JPN"])
    assert [(one["reads"], one["shown"]) for one in said["nations"]] == [
        (True, True), (True, True), (False, True), (False, False),
    ]  # fmt: skip
    assert said["nations"][1]["name"] == "the United Kingdom"
    assert said["nations"][1]["says"].startswith("a member of North Atlantic Treaty Organization")
    assert "Who reads it must also hold ALPHA." in said["says"]


async def test_who_joined_after_a_label_was_made_is_told_so(house: House) -> None:
    label = {"level": "SECRET", "owner": ["USA"], "rel": ["NATO"], "epochs": ["NATO@2020-03-27T00:00:00Z"]}
    said = await ask(house, "readers", label=label, nations=["SWE"])
    assert said["nations"][0]["reads"] is False and "joined" in said["nations"][0]["says"]
    assert "Sweden" not in said["says"][1]


async def test_many_are_checked_and_the_marks_of_a_page_combined(house: House) -> None:
    markings = [{"marking": "SECRET//NOFORN", "policy": "us"}, {"marking": "S//NFF", "kind": "portion"}]
    said = await ask(house, "check", markings=markings)
    assert [one["valid"] for one in said["items"]] == [True, False]
    page = ["S//REL TO USA, AUS, GBR", "(C//REL TO USA, GBR)", "U"]
    said = await ask(house, "combine", portions=page, policy="us")
    assert said["banner"] == "SECRET//REL TO USA, GBR" and {step["rule"] for step in said["steps"]} >= {1, 5}
    said = await ask(house, "combine", portions=[*page, "S//UNHEARD"], policy="us", profile="ic")
    assert (said["banner"], said["errors"][0]["portion"]) == (None, 3)


async def test_a_label_is_carried_over_or_refused_with_the_rule(house: House) -> None:
    said = await ask(
        house, "convert", label="SECRET//REL TO USA, GBR", policy="us", to="banner", under="coalition"
    )
    assert (said["result"], said["lost"]) == ("USA SECRET//REL TO GBR, USA", [])
    parts = {"level": "SECRET", "owner": ["USA"], "rel": ["GBR"]}
    xml = (await ask(house, "convert", label=parts, to="xml"))["result"]
    assert xml.startswith("<") and "SECRET" in xml
    back = await ask(house, "convert", label=xml, to="json")
    assert (back["result"], back["label"]["rel"], back["label"]["level"]) == (None, ["GBR"], "SECRET")
    said = await ask(house, "convert", label="USA RESTRICTED", to="banner", under="us")
    assert (said["result"], said["errors"][0]["rule"]) == (None, "translate_level")
    said = await ask(house, "convert", label="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", to="json")
    assert said["result"] is None and said["errors"]


async def test_a_decision_is_made_by_what_was_sent_and_denies_without_it(house: House) -> None:
    label = {"level": "SECRET", "owner": ["USA"], "rel": ["GBR"]}
    briton = {"affiliation": "GBR", "clearance": {"coalition": "SECRET"}}
    for clearance, allow, reason in (
        (briton, True, "allowed"), ({}, False, "no_affiliation"),
        ({"affiliation": "GBR"}, False, "no_clearance"), (briton | {"affiliation": "FRA"}, False, "audience"),
    ):  # fmt: skip
        said = await ask(house, "decide", who=FRA, label=label, clearance=clearance)
        assert (said["allow"], said["reason"]) == (allow, reason)
    said = await ask(house, "decide", label=label, clearance=briton, action="release")
    assert (said["allow"], said["reason"]) == (False, "not_owner")


async def test_policies_are_listed_and_compared(house: House) -> None:
    listed = {one["name"]: one for one in (await house.get(AUS, "/v1/labels/policies"))["items"]}
    assert {"coalition", "nato", "us"} <= set(listed)
    secret = next(level for level in listed["us"]["levels"] if level["name"] == "SECRET")
    assert {"policy": "nato", "level": "SECRET"} in secret["equivalent"] and secret["colour"] == "#c8102e"
    assert {"ic", "dod"} <= set(listed["us"]["profiles"]) and listed["us"]["newest"] is True
    same = await ask(house, "policies/compare", policy="us", before="us")
    other = await ask(house, "policies/compare", policy="us", before="<SPIF/>")
    assert (same["changes"], other["identifier"]) == ([], None) and other["errors"]


async def test_what_is_no_question_is_named_and_never_echoed(house: House) -> None:
    cases: list[tuple[str, dict, str]] = [
        ("parse", {"marking": "S" * 2001}, "/marking"),
        ("parse", {"marking": "S", "policy": "none"}, "/policy"),
        ("parse", {"marking": "S", "policy": "us", "profile": "none"}, "/profile"),
        ("parse", {"marking": "S", "kind": "page"}, "/kind"),
        ("parse", {"marking": "S", "nations": ["US"]}, "/nations/0"),
        ("suggest", {"marking": "S", "at": -1}, "/at"),
        ("check", {"markings": [{"marking": "S"}] * 201}, "/markings"),
        ("check", {"markings": []}, "/markings"),
        ("combine", {"portions": ["S"] * 501}, "/portions"),
        ("convert", {"label": "USA SECRET", "to": "pdf"}, "/to"),
        ("decide", {"label": "USA SECRET", "clearance": "<a/>"}, "/clearance"),
        ("decide", {"label": "USA SECRET", "clearance": {"clearance": {"us": "HIGH"}}}, "/clearance"),
        ("readers", {"label": {"level": "SECRET", "owner": ["USA"]}, "nations": ["USA"] * 301}, "/nations"),
        ("policies/compare", {"policy": "us", "before": ""}, "/before"),
    ]
    for name, body, pointer in cases:
        said = await ask(house, name, 422, **body)
        assert said["errors"][0]["pointer"] == pointer, said
        assert "HIGH" not in str(said) and "SSSS" not in str(said)


async def test_questions_while_typing_leave_no_audit_record_and_decisions_do(house: House) -> None:
    def count() -> int:
        return int(house.rows("SELECT count(*) FROM audit_record")[0][0])

    before = count()
    for name in ("parse", "suggest", "readers"):
        await ask(house, name, **QUESTIONS[name])
    assert count() == before
    await ask(house, "decide", **QUESTIONS["decide"])
    assert count() == before + 1
    assert house.rows("SELECT count(*) FROM security_label WHERE body::text LIKE '%ALPHA%'")[0][0] == 0


async def test_a_document_with_bindings_is_told_as_a_whole_and_in_its_parts(house: House) -> None:
    said = await ask(house, "convert", label=EMBEDDED.decode(), to="json")
    whole = said["label"]
    assert (whole["owner"], whole["rel"]) == (["NATO"], []), "what its parts do not share is for NATO alone"
    assert said["errors"] == []
    levels = {address: one["level"] for address, one in said["portions"].items()}
    assert levels == {"#p1": "RESTRICTED", "#s1": "CONFIDENTIAL", "#p2": "RESTRICTED"}


async def test_a_marking_under_which_no_record_can_stand_is_told_so(house: House) -> None:
    for marking in ("SECRET//DOE UCNI", "//DEU RESTRICTED"):
        said = await ask(house, "parse", marking=marking, policy="us")
        assert (said["valid"], said["label"], said["unsettable"]) == (True, None, [said["canonical"]])
    said = await ask(house, "convert", label="SECRET//DOE UCNI", policy="us", to="json")
    assert (said["result"], said["label"]) == (None, None)
    assert [one["rule"] for one in said["errors"]] == ["label_inexpressible"]
    label = {"policy": "us", "level": "SECRET", "owner": ["USA"], "restrictive": ["DOE UCNI"]}
    refused = await ask(house, "explain", 422, label=label)
    assert refused["errors"][0]["rule"] == "label_inexpressible"


async def test_an_owner_that_is_concealed_is_known_as_such(house: House) -> None:
    said = await ask(house, "parse", marking="//FGI S", kind="portion", policy="us")
    assert said["valid"] is True and said["label"]["readable_by"]["nations"] in ([], ["CONCEALED"])
