"""Every published caveat against every published activity: the answers of an officer who reads both."""

from pathlib import Path
from typing import Any

import yaml

from services.common.testing import Person, subject
from services.sharing.tests.conftest import AUS, DEU, UK, US, House, shared

SCENARIO = Path(__file__).parents[3] / "deploy/dev/scenario"
ITA = subject("ITA", name="Magg. Conti", roles=["liaison"])
WRITERS = {"USA": US, "GBR": UK, "AUS": AUS, "DEU": DEU, "ITA": ITA}
UNSAID = {"nations_count", "contributing_nations", "supporting_nations"}

POSSIBLE, DEFINITE = "possible", "definite"
TAUGHT = "British trainers of a third country; what is taught is not said"
OPEN = "who trains and what is taught is not said; British trainers may be among them"
MET: dict[str, dict[str, tuple[str, str]]] = {
    "Transatlantic Capability Enhancement and Training Initiative (TACET)": {
        "gbr-medical": (POSSIBLE, TAUGHT)
    },
    "Combined Joint Enhanced Training Initiative": {"gbr-medical": (POSSIBLE, OPEN)},
    "Pacific Step-Up": {
        "aus-infrastructure": (POSSIBLE, "a programme of Australia's; that it builds is not said")
    },
    "Coral Sea Cable System": {
        "aus-infrastructure": (DEFINITE, "Australia lays a cable for a third country: that is infrastructure")
    },
    "Specialised Infantry Group deployments": {"gbr-medical": (POSSIBLE, TAUGHT)},
    "Training of Kurdish Peshmerga in Erbil (counter-IED, medical, engineering)": {
        "gbr-medical": (POSSIBLE, "medical training; to which standard is not said")
    },
    "Support to five training bases in Iraq": {
        "usa-police": (
            POSSIBLE,
            "U.S. forces support training in Iraq; that police are among the trained is open",
        ),
        "gbr-medical": (POSSIBLE, TAUGHT),
    },
    "Afghan National Police academy (three-year curriculum)": {
        "deu-dark": (POSSIBLE, "German forces in OEF; that they leave a base, and when, is not said"),
        "deu-convoy": (POSSIBLE, "German forces in OEF; that convoys go there, and how, is not said"),
    },
    "Training of Jordanian forces for ISAF": {"gbr-medical": (POSSIBLE, TAUGHT)},
    "NATO Special Operations Coordination Centre courses": {"gbr-medical": (POSSIBLE, OPEN)},
    "NATO Training Mission-Afghanistan": {"gbr-medical": (POSSIBLE, OPEN)},
    "NATO Training Mission-Iraq": {"gbr-medical": (POSSIBLE, OPEN)},
    "Training and security assistance in Nigeria": {"gbr-medical": (POSSIBLE, TAUGHT)},
    "Move of a 51-megawatt turbine to a hydroelectric plant in southern Afghanistan": {
        "aus-infrastructure": (
            POSSIBLE,
            "infrastructure of a third country; whose forces did it is not said",
        ),
        "usa-infrastructure": (POSSIBLE, "the same; and that it supports U.S. forces is not said"),
    },
}
UNKNOWN = {
    "Joint personnel recovery training": ["CAN"],
    "Free and Open Indo-Pacific programmes": ["JPN"],
    "Academy for noncommissioned officers at Taji": ["NZL"],
}


def facts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((SCENARIO / "facts.yaml").read_text())["activities"]
    return found


def plan_of(fact: dict[str, Any]) -> dict[str, Any]:
    """What the facts say of an activity; a nation that is counted and not named is left open."""
    when, where = fact.get("when"), fact.get("where", {})
    parts = [{"nation": one["nation"], "people": one.get("people"),
              "role": one.get("role", "contributor").replace("supporting", "contributor")}
             for one in fact.get("participants", [])]  # fmt: skip
    parts += [{"nation": fact["lead"], "role": "lead"}] if "lead" in fact else []
    parts += [{"nation": one, "role": "contributor"} for one in fact.get("founders", [])]
    span = when if isinstance(when, dict) else {"from": when, "to": when}
    whole = {"start": span.get("from"), "end": span.get("to")}
    return {
        "words": f"{fact['title']} {fact.get('aim', '')}", "tool": fact["tool"], "nations": parts,
        "partnering": fact["cell"].partition("/")[0], "operation": fact.get("operation", ""),
        "hosts": fact.get("hosts", []), "countries": [where["country"]] if where else [],
        "places": [where["place"]] if "place" in where else [], "people": fact.get("people"),
        "complete": ["places", *([] if UNSAID & fact.keys() else ["nations"])],
        **{name: str(value) for name, value in whole.items() if value is not None},
    }  # fmt: skip


async def keep_all(house: House) -> dict[str, str]:
    """The published caveats, each kept by its nation for all the others; the keys by id."""
    kept = {}
    for fact in yaml.safe_load((SCENARIO / "caveats.yaml").read_text())["caveats"]:
        others = [nation for nation in WRITERS if nation != fact["nation"]]
        body = {name: value for name, value in fact.items() if name not in ("key", "observed_by", "rel")}
        body["label"] = shared(fact["nation"], *others)
        writer: Person = WRITERS[fact["nation"]]
        kept[(await house.post(writer, "/v1/caveats", body))["id"]] = fact["key"]
    return kept


async def test_each_answer_is_that_of_an_officer_who_reads_both(house: House):
    kept = await keep_all(house)
    assert len(kept) == 8 == len(yaml.safe_load((SCENARIO / "facts.yaml").read_text())["caveats"])
    titles = {fact["title"] for fact in facts()}
    assert set(MET) <= titles and set(UNKNOWN) <= titles
    for fact in facts():
        answer = await house.post(UK, "/v1/caveats/check", plan_of(fact), 200)
        met = {
            kept[one["caveat"]["id"]]: one["answer"] for nation in answer["nations"] for one in nation["met"]
        }
        expected = {key: said for key, (said, _) in MET.get(fact["title"], {}).items()}
        assert met == expected, fact["title"]
        unknown = [one["nation"] for one in answer["nations"] if one["answer"] == "unknown"]
        assert unknown == UNKNOWN.get(fact["title"], []), fact["title"]


async def test_the_italian_permission_is_found_for_the_us_restriction_on_police_training(house: House):
    kept = await keep_all(house)
    bases = next(fact for fact in facts() if fact["title"].startswith("Support to five"))
    plain = {"words": "U.S. training of Iraqi police", "tool": "training", "partnering": "engagement",
             "operation": "Inherent Resolve", "hosts": ["IRQ"], "nations": [{"nation": "USA"}]}  # fmt: skip
    for plan, expected in ((plan_of(bases), POSSIBLE), (plain, DEFINITE)):
        answer = await house.post(UK, "/v1/caveats/check", plan, 200)
        [usa] = [one for one in answer["nations"] if one["nation"] == "USA"]
        assert usa["answer"] == expected
        assert "permission of Italy fills the gap" in usa["says"]
        [fill] = usa["met"][0]["filled_by"]
        assert (kept[fill["caveat"]["id"]], fill["answer"]) == ("ita-police", DEFINITE)
    police = next(fact for fact in facts() if fact["title"] == "Training of Iraqi police")
    [italy] = (await house.post(UK, "/v1/caveats/check", plan_of(police), 200))["nations"]
    assert (italy["nation"], italy["answer"], italy["met"]) == ("ITA", "none_read", [])
    assert [kept[one["caveat"]["id"]] for one in italy["permitted"]] == ["ita-police"]


async def test_the_sentences_are_those_that_an_officer_would_write(house: House):
    await keep_all(house)
    said = {}
    for fact in facts():
        answer = await house.post(UK, "/v1/caveats/check", plan_of(fact), 200)
        for nation in answer["nations"]:
            for one in nation["met"]:
                said[fact["title"], one["caveat"]["subject"]] = " ".join(why["says"] for why in one["why"])
    bases, peshmerga = "Support to five training bases in Iraq", next(t for t in MET if "Peshmerga" in t)
    assert said[bases, "Training of police"] == "It does not say whether it includes police training."
    assert said[peshmerga, "Advanced medical training"] == (
        "It says medical training, which may include advanced medical training."
    )
    assert said["Coral Sea Cable System", "Infrastructure projects"] == (
        "Forces of Australia take part. It is engagement with third countries."
        " It includes building of infrastructure."
    )
