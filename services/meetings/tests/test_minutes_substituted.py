"""Minutes hold what a reader may read by substitute: its words and label, nothing of the original."""

from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import JOINT, US_ONLY
from services.meetings.tests.rungs import Rungs

SHARED = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}


async def test_minutes_hold_the_words_of_substitutes_and_no_trace_of_the_originals(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    open_decision = {"kind": "decision", "text": "In the open.", "label": JOINT}
    await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", open_decision)
    words = {"text": "Something was decided.", "label": SHARED}
    hidden = {"kind": "decision", "text": "Original decision.", "label": US_ONLY, "substitute": words}
    decision = await house.post(US_SECRETARY, f"{rungs.at('gort1')}/decisions", hidden)
    tasking = await rungs.issue("gort1", "ast", "Original tasking", label=US_ONLY)
    place = f"/v1/taskings/{tasking['id']}"
    body = {"text": "Something is asked.", "label": SHARED}
    await house.change(US_SECRETARY, f"{place}/substitute", body, of=place, method="PUT")
    await rungs.issue("gort1", "ast", "Original without words", label=US_ONLY)

    british = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert [(one["text"], one["substituted"]) for one in british["decisions"]] == [
        ("In the open.", False), ("Something was decided.", True),
    ]  # fmt: skip
    (seen,) = british["taskings"]
    alone = await house.get(UK_HEAD, place)
    for name in ("id", "ref", "title", "text", "due", "lead", "state", "label"):
        assert seen[name] == alone[name], name
    assert seen["substituted"] and seen["forum"] == alone["addressing_forum"]
    assert [went["refs"] for went in british["where_it_went"]] == [[tasking["ref"]]]
    assert british["decisions"][1]["id"] == decision["id"] and "Original" not in str(british)

    american = await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes")
    assert not any(one["substituted"] for one in (*american["decisions"], *american["taskings"]))
    assert len(american["decisions"]) == len(american["taskings"]) == 2
