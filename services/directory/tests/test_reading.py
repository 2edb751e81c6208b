"""What each reader learns of nations, communities, organisations and people, and what not."""

import pytest

from services.common.testing import Person
from services.directory.tests.conftest import (
    AUS,
    EMBED_ID,
    FRA,
    HIDDEN_ID,
    MISSING_ID,
    UK_ADMIN,
    UK_ID,
    US,
    US_ID,
    House,
)


def _names(page: dict) -> list[str]:
    return [item["name"] for item in page["items"]]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/me",
        "/v1/nations",
        "/v1/communities",
        "/v1/organisations",
        "/v1/people",
        "/v1/policy",
        "/v1/revocations",
    ],
)
async def test_nobody_reads_without_a_token(house: House, path: str) -> None:
    answer = await (await house.as_(US)).get(path, headers={"Authorization": ""})
    assert answer.status_code == 401


async def test_me_is_what_the_token_says_with_the_billet_that_is_known(house: House) -> None:
    me = await house.get(US, "/v1/me")
    assert me["id"] == str(US_ID) and me["nation_name"] == "United States"
    assert (
        me["clearance"] == {"coalition": "SECRET"} and me["billet"] == "Secretary" and me["rank"] == "Major"
    )
    stranger = await house.get(AUS, "/v1/me")
    assert stranger["billet"] is None and stranger["acts_for"] == "AUS"


async def test_a_reader_sees_people_of_the_communities_that_they_share(house: House) -> None:
    assert _names(await house.get(US, "/v1/people")) == ["Solene", "Fiona", "Harriet", "Dana", "Ada Hidden"]
    assert _names(await house.get(UK_ADMIN, "/v1/people")) == ["Solene", "Fiona", "Harriet", "Dana"]
    assert _names(await house.get(AUS, "/v1/people")) == ["Fiona", "Harriet", "Dana"]
    assert _names(await house.get(FRA, "/v1/people")) == ["Solene", "Fiona", "Harriet", "Dana"]
    assert _names(await house.get(AUS, "/v1/people", nation="USA")) == ["Dana"]
    assert _names(await house.get(AUS, "/v1/people", acts_for="USA")) == ["Harriet", "Dana"]


async def test_the_list_pages_without_a_gap_where_somebody_is_hidden(house: House) -> None:
    seen, cursor = [], None
    while True:
        params = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = await house.get(AUS, "/v1/people", **params)
        seen += _names(page)
        assert len(page["items"]) == 1
        if (cursor := page["next"]) is None:
            break
    assert seen == ["Fiona", "Harriet", "Dana"]


async def test_attributes_are_the_own_nations_business(house: House) -> None:
    own = await house.get(US, f"/v1/people/{US_ID}")
    assert (
        own["attributes"]["clearance"] == {"coalition": "SECRET"}
        and own["attributes"]["username"] == "us.one"
    )
    other = await house.get(UK_ADMIN, f"/v1/people/{US_ID}")
    assert other["name"] == "Dana" and other["attributes"] is None
    assert "us.one" not in str(other) and "SECRET" not in str(other).replace("UNCLASSIFIED", "")
    embed = await house.get(UK_ADMIN, f"/v1/people/{EMBED_ID}")
    assert embed["billet_kind"] == "embed" and embed["attributes"]["letter"]["max_level"] == "CONFIDENTIAL"


async def test_a_hidden_person_answers_as_one_who_does_not_exist(house: House) -> None:
    for person in (AUS, UK_ADMIN, FRA):
        client = await house.as_(person)
        for method, suffix in (("GET", ""), ("POST", "/revoke")):
            hidden = await client.request(method, f"/v1/people/{HIDDEN_ID}{suffix}")
            missing = await client.request(method, f"/v1/people/{MISSING_ID}{suffix}")
            assert hidden.status_code == missing.status_code == 404
            one, two = hidden.json(), missing.json()
            one.pop("trace_id"), two.pop("trace_id")
            assert one == two
            drop = ("date", "x-trace-id")
            assert [h for h in hidden.headers.items() if h[0] not in drop] == [
                h for h in missing.headers.items() if h[0] not in drop
            ]


async def test_a_hidden_organisation_is_not_named_by_those_who_serve_in_it(house: House) -> None:
    assert "Secret cell" in _names(await house.get(US, "/v1/organisations"))
    assert "Secret cell" not in _names(await house.get(UK_ADMIN, "/v1/organisations"))
    organisation = house.rows("SELECT id FROM organisation WHERE name = 'Secret cell'")[0][0]
    page = await house.get(UK_ADMIN, "/v1/people", organisation=str(organisation))
    nobody = await house.get(UK_ADMIN, "/v1/people", organisation=str(MISSING_ID))
    assert page["items"] == nobody["items"] == []


async def _community(house: House, person: Person, code: str) -> dict | None:
    page = await house.get(person, "/v1/communities", limit=200)
    return next((item for item in page["items"] if item["code"] == code), None)


async def test_a_restricted_roster_hides_members_and_not_the_community(house: House) -> None:
    own = await _community(house, US, "MISSION")
    assert [member["nation"] for member in own["members"]] == ["FRA", "GBR", "USA"]
    assert own["members"][0]["until"] == "2026-01-01"
    others = await _community(house, AUS, "MISSION")
    assert others["name"] == "A mission coalition" and others["members"] == []
    assert await _community(house, UK_ADMIN, "QUIET") is None and await _community(house, US, "QUIET")


async def test_shipped_communities_carry_their_dated_members(house: House) -> None:
    nato = await _community(house, AUS, "NATO")
    since = {member["nation"]: member["since"] for member in nato["members"]}
    assert since["SWE"] == "2024-03-07" and since["USA"] == "1949-08-24" and "AUS" not in since


async def test_nations_say_who_takes_part(house: House) -> None:
    page = await house.get(FRA, "/v1/nations")
    nations = {item["code"]: item for item in page["items"]}
    assert nations["GBR"] == {"code": "GBR", "name": "United Kingdom", "participates": True}
    assert nations["NOR"]["participates"] is False and page["next"] is None


async def test_the_policy_comes_from_its_file(house: House) -> None:
    policy = await house.get(AUS, "/v1/policy")
    assert [level["value"] for level in policy["levels"]] == [0, 1, 2, 3, 4]
    assert policy["fictional"] is True and "fictional" in policy["notice"]
    assert policy["levels"][0] == {
        "name": "UNCLASSIFIED", "short": "U", "value": 0, "colour": "#007a33", "text_colour": "#ffffff",
    }  # fmt: skip


async def test_a_label_is_explained_in_words(house: House) -> None:
    body = {"label": {"level": "SECRET", "owner": ["USA"], "rel": ["GBR"]}, "nations": ["USA", "GBR", "AUS"]}
    view = await house.post(AUS, "/v1/labels/explain", body)
    assert view["readable_by"]["nations"] == ["GBR", "USA"] and "Australia" in view["readable_by"]["words"]
    assert view["banner"].startswith("SECRET") or "SECRET" in view["banner"]
    assert house.rows("SELECT count(*) FROM security_label WHERE body::text LIKE '%explain%'")[0][0] == 0


async def test_labels_roll_up_with_the_reason_of_each_step(house: House) -> None:
    joint = {"level": "RESTRICTED", "owner": ["USA", "GBR"]}
    wider = {"level": "UNCLASSIFIED", "owner": ["USA", "AUS"]}
    whole = await house.post(US, "/v1/labels/roll-up", {"labels": [joint, wider]})
    assert whole["label"]["level"] == "RESTRICTED"
    assert whole["label"]["readable_by"]["nations"] == ["USA"] and whole["steps"]
    apart = [{"level": "SECRET", "owner": ["FRA"]}, {"level": "SECRET", "owner": ["AUS"]}]
    refused = await house.post(US, "/v1/labels/roll-up", {"labels": apart}, status=422)
    assert refused["errors"][0]["rule"] == "roll_up_refused"


@pytest.mark.parametrize(
    ("label", "pointer"),
    [
        ({"level": "SECRETISH", "owner": ["USA"]}, "/label/level"),
        ({"level": "SECRET", "owner": []}, "/label/owner"),
        ({"level": "SECRET", "owner": ["USA"], "rel": ["MISSION"]}, "/label/rel"),
        ({"level": "SECRET", "owner": ["USA"], "rel": ["NOSUCH"]}, "/label/rel"),
        ({"level": "SECRET", "owner": ["USA"], "policy": "other"}, "/label/policy"),
    ],
)
async def test_a_label_that_breaks_a_rule_is_named(house: House, label: dict, pointer: str) -> None:
    answer = await house.post(US, "/v1/labels/explain", {"label": label}, status=422)
    assert answer["errors"][0]["pointer"] == pointer


async def test_a_secret_community_and_one_that_does_not_exist_are_refused_alike(house: House) -> None:
    answers = []
    for code in ("QUIET", "NOSUCH"):
        body = {"label": {"level": "SECRET", "owner": ["USA"], "rel": [code]}}
        answer = await house.post(AUS, "/v1/labels/explain", body, status=422)
        answer.pop("trace_id")
        answers.append(str(answer).replace(code, "X"))
    assert answers[0] == answers[1]


async def test_a_person_has_a_tag_that_tells_readers_apart(house: House) -> None:
    tags = {
        (await (await house.as_(one)).get(f"/v1/people/{UK_ID}")).headers["etag"] for one in (US, UK_ADMIN)
    }
    assert len(tags) == 2


async def test_wrong_parameters_are_named(house: House) -> None:
    for params in ({"nation": "US"}, {"limit": 0}, {"cursor": "x"}, {"organisation": "x"}):
        await house.get(US, "/v1/people", status=422, **params)
