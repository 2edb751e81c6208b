"""What others write out of one's sight changes no byte of what one reads: pages, counts, ETags, streams."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from deploy.dev.platform import Platform
from deploy.dev.state import open_state
from tests.ladder import Ladder, Record
from tests.people import People, day
from tests.security.conftest import INSIDER, OUTSIDER
from tests.security.reading import Seen, crawl
from tests.security.walker import part_of, reached_from
from tests.waiting import until

CLOCKS = re.compile(r'"(as_of|since|trace_id|expires_at)" ?: ?("[^"]*"|null)')
BRITISH = "uk.secretary"


@pytest.fixture(scope="module")
def quiet() -> Iterator[People]:
    """People of a platform of their own: no other test writes to it between two looks."""
    with Platform(open_state("quiet")) as platform:
        platform.load_scenario()
        with People(platform.url, platform.token) as people:
            yield people


@pytest.fixture(scope="module")
def document(quiet: People) -> Any:
    """The merged OpenAPI document, as far as it can tell of what is done in meetings."""
    whole = quiet.client(INSIDER).get("/api/openapi.json").json()
    return part_of(whole, reached_from("meetings"))


def test_whoever_can_learn_of_meetings_is_asked_and_who_cannot_is_not() -> None:
    assert reached_from("meetings") == {"meetings", "insight", "sharing", "audit"}


class Look(dict[str, tuple[str, str]]):
    """All that a person reads, and its ETags, by address, without the moments of reading; and ``again``."""

    def __init__(self, people: People, document: Any, person: str, like: Seen | None = None) -> None:
        super().__init__()
        self.again = lambda: Look(people, document, person, self.seen)
        self.seen = crawl(people.client(person), document, like)
        assert len(self.seen.answers) > 20
        for address, text in self.seen.answers.items():
            etag = "" if CLOCKS.search(text) else self.seen.etags[address]
            self[address] = (CLOCKS.sub(r'"\1":"…"', text), etag)


def test_writing_on_a_hidden_ladder_changes_nothing_that_others_read(quiet: People, document: Any) -> None:
    others = (OUTSIDER, "platform.admin", "nz.head")
    before = {person: Look(quiet, document, person) for person in others}
    made = write(quiet)
    until(lambda: made in json.dumps(quiet.get(INSIDER, "/search", q="xylophone")))
    until(lambda: "xylophone" in json.dumps(quiet.get(INSIDER, "/brief")))
    for person in others:
        assert before[person].again() == before[person], person


def write(people: People) -> str:
    """A busy day of two nations on a ladder of their own; returns the reference of what came last."""
    ladder = Ladder(people)
    posts = [(INSIDER, "secretary"), ("us.head", "head"), ("uk.head", "head")]
    top = ladder.forum("Xylophone board", posts, kind="board", rank=0)
    low = ladder.forum("Xylophone group", posts, top, "working_group", 2)
    held = ladder.held(INSIDER, top, "Xylophone session")
    item = ladder.task(INSIDER, held, low, "Tune the xylophone", -0)
    ladder.decide(INSIDER, held, "decision", "The xylophone is tuned.")
    ladder.concur(held, "us.head", "uk.head")
    below = ladder.held(INSIDER, low, "Xylophone practice")
    ladder.leave(INSIDER, below, item, "escalated", "Which xylophone?")
    last = ladder.meeting(INSIDER, top, 20, "Xylophone concert")
    return str(last["ref"])


def test_an_american_draft_changes_nothing_that_the_british_read(quiet: People, document: Any) -> None:
    """Not their view, not the projection, not one number on an agenda."""
    meeting = shared_meeting(quiet)
    agenda = quiet.get(INSIDER, f"/meetings/{meeting['id']}/agenda")
    item = next(e["item"] for s in agenda["sections"] for e in s["entries"] if e["item"])
    before = {person: Look(quiet, document, person) for person in (BRITISH, "uk.embed")}
    shown = numbers(quiet, BRITISH, meeting, "projection")
    papers = f"/meetings/{meeting['id']}/papers"
    for kind in ("draft", "position", "note"):
        body = {"kind": kind, "title": f"Our xylophone {kind}", "text": "Ours alone.", "item": item["id"]}
        quiet.post(INSIDER, papers, body)
    topic = {"title": "A xylophone of our own", "label": {"level": "RESTRICTED", "owner": ["USA"]}}
    quiet.post(INSIDER, f"/meetings/{meeting['id']}/agenda", topic)
    assert "Our xylophone position" in json.dumps(quiet.get(INSIDER, papers))
    assert "xylophone of our own" in json.dumps(quiet.get(INSIDER, f"/meetings/{meeting['id']}/agenda"))
    assert numbers(quiet, INSIDER, meeting, "projection") == shown
    for person, seen in before.items():
        assert seen.again() == seen, person


def test_a_hidden_activity_changes_nothing_that_others_read(quiet: People) -> None:
    """Of no list, figure, map, file, page of a host or search; the registries alone can tell of it."""
    whole = quiet.client(INSIDER).get("/api/openapi.json").json()
    registry = part_of(whole, reached_from("registry") - {"audit"})
    known = twins(
        quiet, "A xylophone for all", lambda own, other: SHOWN | {"owner": [own], "rel": ["AUS", other]}
    )
    compared(quiet, known)
    before = Look(quiet, registry, OUTSIDER)
    assert known["ref"] in json.dumps(before)
    hidden = twins(quiet, "A xylophone of our own", lambda *_: JOINT)
    compared(quiet, hidden)
    place = f"/activities/{hidden['id']}"
    quiet.change(INSIDER, place, {"title": "A xylophone still of our own", "start": "2027-05-04"}, of=place)
    quiet.post(INSIDER, f"{place}/notes", {"text": "It was in tune."})
    assert "still of our own" in json.dumps(quiet.get(BRITISH, "/activities", q="xylophone"))
    assert before.again() == before


def test_what_is_shared_with_others_changes_nothing_that_one_reads(quiet: People) -> None:
    """Of no list, page, file, past, figure or search: an item of others, and what of an item that
    one reads is others' alone.
    """
    whole = quiet.client(INSIDER).get("/api/openapi.json").json()
    sharing = part_of(whole, reached_from("sharing") - {"audit"})
    known = item(
        quiet, "A viola for all", SHOWN, [{"text": "For all."}, {"text": "For two.", "label": JOINT}]
    )
    until(lambda: known["id"] in json.dumps(quiet.get(OUTSIDER, "/search", q="viola")))
    before = Look(quiet, sharing, OUTSIDER)
    assert "For all." in json.dumps(before) and "For two." not in json.dumps(before)
    hidden = item(quiet, "A viola of our own", JOINT, [{"text": "Xylophone."}])
    place = f"/items/{known['id']}"
    one, two = quiet.get(INSIDER, f"{place}/portions")["items"]
    changed = f"/portions/{two['id']}"
    quiet.change(INSIDER, changed, {"text": "A viola for two.", "first": True}, of=changed)
    added = {"text": "A third viola.", "after": one["id"], "label": NARROW}
    last = quiet.post(INSIDER, f"{place}/portions", added)
    file = quiet.post(INSIDER, f"{place}/attachments", {"name": "viola.txt", "size": 5, "label": NARROW})
    sent = f"/attachments/{file['id']}"
    tag = quiet.client(INSIDER).get(f"/api/v1{sent}").headers["etag"]
    answer = quiet.client(INSIDER).put(f"/api/v1{sent}/content", content=b"viola", headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    quiet.change(INSIDER, f"/items/{hidden['id']}", {"tags": ["viola"]}, of=f"/items/{hidden['id']}")
    for words in ("xylophone", "third viola"):
        until(lambda asked=words: quiet.get(INSIDER, "/search", q=asked, kind="item")["items"])
    assert last["text"] in json.dumps(quiet.get(INSIDER, f"{place}/portions"))
    assert before.again() == before


def item(people: People, title: str, label: Record, portions: list[Record]) -> Record:
    """Something that the insider shares."""
    made: Record = people.post(INSIDER, "/items", {"title": title, "label": label, "portions": portions})
    return made


def twins(people: People, title: str, label: Callable[[str, str], Record]) -> Record:
    """One activity as two nations report it; the first of both. ``label``: by the nation and the other."""
    made = activity(people, INSIDER, title, label("USA", "GBR"))
    activity(people, BRITISH, title, label("GBR", "USA"))
    return made


def compared(people: People, one: Record) -> None:
    """Wait until one of twins was found to be alike, and to overlap: all before it were compared too."""
    for found in ("/duplicates", "/overlaps"):
        until(lambda at=found: one["id"] in json.dumps(people.get(INSIDER, at, limit=200)))


def activity(people: People, person: str, title: str, label: Record) -> Record:
    """An activity in Iraq, as its label lets others read it."""
    body = {
        "title": title, "tool": "training", "start": "2027-05", "end": "2027-06", "label": label,
        "participants": [{"nation": "IRQ", "role": "recipient", "unit": "Band"}],
        "capability_areas": ["music"], "status": "planned",
    }  # fmt: skip
    made: Record = people.post(person, "/activities", body)
    return made


def shared_meeting(people: People) -> Record:
    """The next meeting of the U.S.-UK talks, which both nations prepare."""
    meetings = people.get(INSIDER, "/meetings", state="planned", limit=200)["items"]
    meetings += people.get(INSIDER, "/meetings", state="agenda_open", limit=200)["items"]
    british = people.get(BRITISH, "/meetings", limit=200)["items"]
    known = {meeting["id"] for meeting in british}
    found: Record = next(m for m in meetings if m["id"] in known and "talks" in m["title"].lower())
    return found


def numbers(people: People, person: str, meeting: Record, page: str) -> list[tuple[str, str]]:
    """The numbers of a page with what they stand beside."""
    found = people.get(person, f"/meetings/{meeting['id']}/{page}")
    entries = [entry for section in found["sections"] for entry in section["entries"]]
    return [(e["number"], (e["item"] or e["topic"])["title"]) for e in entries]


NARROW = {"level": "RESTRICTED", "owner": ["USA"]}


def test_what_becomes_of_an_item_is_told_to_nobody_by_halves(quiet: People, document: Any) -> None:
    """A narrow outcome is refused; a narrow report moves no flag, agenda, brief or figure of the others."""
    ladder = Ladder(quiet)
    posts = [(INSIDER, "secretary"), (BRITISH, "secretary")]
    top = ladder.forum("Marimba board", posts, kind="board", rank=0)
    groups = [ladder.forum("Marimba group", posts, top, "working_group", 2) for _ in range(2)]
    held = ladder.held(INSIDER, top)
    twins = [ladder.task(INSIDER, held, group, "Tune the marimba") for group in groups]
    for group, twin in zip(groups, twins, strict=True):
        ladder.leave(INSIDER, ladder.held(INSIDER, group), twin, "progressed", "Half of it.")
    until(lambda: all(counted(quiet, group)["linkage"]["addressed"] for group in groups))
    before = Look(quiet, document, BRITISH)
    refuse_narrow(quiet, twins[0])
    report = {"text": "A marimba of our own.", "label": NARROW}
    quiet.post(INSIDER, f"/taskings/{twins[0]['id']}/progress", report)
    assert before.again() == before
    for group in groups:
        ladder.held(INSIDER, group, "Second marimba session")
    assert stood(quiet, twins[0]) == stood(quiet, twins[1])
    last = ladder.task(INSIDER, held, groups[1], "Store the marimba")
    until(lambda: last["ref"] in json.dumps(quiet.get(BRITISH, "/search", q="marimba")))
    ladder.task(INSIDER, held, groups[0], "Store the marimba")
    until(lambda: len({counted(quiet, group)["items"] for group in groups}) == 1)
    assert blotted(counted(quiet, groups[0]), groups[0]) == blotted(counted(quiet, groups[1]), groups[1])
    assert "A marimba of our own." in json.dumps(quiet.get(INSIDER, f"/taskings/{twins[0]['id']}/life"))


SHOWN = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["AUS", "GBR"]}
JOINT = {"level": "RESTRICTED", "owner": ["GBR", "USA"]}


def test_what_hidden_forums_do_about_an_item_is_no_news_of_it(quiet: People, document: Any) -> None:
    """An Australian who may read an item learns from nothing that its forums, which are hidden, met on it."""
    ladder = Ladder(quiet)
    posts = [(INSIDER, "secretary"), ("us.head", "head"), ("uk.head", "head")]
    top = ladder.forum("Celesta board", posts, kind="board", rank=0)
    low = ladder.forum("Celesta group", posts, top, "working_group", 2)
    item = ladder.task(INSIDER, ladder.held(INSIDER, top), low, "Tune the celesta", label=SHOWN)
    sat = ladder.held(INSIDER, low)
    outcome = ladder.leave(INSIDER, sat, item, "progressed", "A celesta in part.", label=JOINT)
    until(lambda: counted(quiet, low)["linkage"]["addressed"] == 1)
    until(lambda: item["ref"] in json.dumps(quiet.get(OUTSIDER, "/search", q="celesta")))
    before = Look(quiet, document, OUTSIDER)
    with Listening(quiet, OUTSIDER) as outsider:
        about(quiet, ladder, (top, low), sat, item, outcome)
        own = ladder.forum("Of our own", [(OUTSIDER, "secretary"), ("nz.head", "head")])
        until(lambda: own["id"] in outsider.changes)
        assert set(outsider.changes) == {own["id"]}
    after = before.again()
    assert {address: text for address, text in after.items() if item["id"] in address} == {
        address: text for address, text in before.items() if item["id"] in address
    }
    assert [
        a for a in before if before[a] != after.get(a) and own["id"] not in json.dumps(after.get(a))
    ] == []


def about(
    people: People, ladder: Ladder, forums: tuple[Record, Record], sat: Record, item: Record, outcome: Record
) -> None:
    """What two nations do about an item in their own forums: words, a report, silence, stands, meetings, and
    that another of these is to address it.
    """
    top, low = forums
    place = f"/outcomes/{outcome['id']}"
    people.change(INSIDER, place, {"text": "A celesta almost whole."}, of=place)
    people.post(INSIDER, f"/taskings/{item['id']}/progress", {"text": "A celesta.", "label": JOINT})
    minutes = f"/meetings/{sat['id']}/minutes"
    asked = {"nation": "GBR", "deadline": f"{day(3)}T12:00:00Z"}
    people.post(INSIDER, f"{minutes}/silence", asked, of=minutes)
    ladder.concur(sat, "us.head", "uk.head")
    later = ladder.held(INSIDER, low, "Celesta session")
    ladder.leave(INSIDER, later, item, "referred", "To the board.", to_forum=top["id"], label=JOINT)
    ladder.move(INSIDER, later, "minutes_provisional")
    ladder.meeting(INSIDER, low, 9, "Celesta concert")
    until(lambda: "Celesta concert" in json.dumps(people.get(INSIDER, "/search", q="celesta")))


def refuse_narrow(people: People, item: Record) -> None:
    """The own nation's label on an answer to what both nations read."""
    body = {"text": "Ours alone.", "label": NARROW}
    refused = people.post(INSIDER, f"/taskings/{item['id']}/answer", body, status=422)
    assert [(e["pointer"], e["rule"]) for e in refused["errors"]] == [("/label", "item_readers_read")]


def counted(people: People, forum: Record) -> Record:
    """The figures of a forum as the British read them."""
    found: Record = people.get(BRITISH, "/coverage", forum=forum["id"])
    return found


def stood(people: People, item: Record) -> str:
    """How an item of the British fared, without its names."""
    life = people.get(BRITISH, f"/taskings/{item['id']}/life")["items"]
    return json.dumps([(event["kind"], event["text"], event["reason"]) for event in life])


def blotted(figures: Record, forum: Record) -> str:
    """Figures without the names of their forum."""
    return CLOCKS.sub("", json.dumps(figures)).replace(forum["id"], "").replace(forum["name"], "")


def test_the_stream_of_an_outsider_is_silent_while_others_write(quiet: People) -> None:
    with Listening(quiet, OUTSIDER) as outsider, Listening(quiet, INSIDER) as insider:
        write(quiet)
        until(lambda: len(insider.changes) > 5)
        ladder = Ladder(quiet)
        forum = ladder.forum("Our own", [(OUTSIDER, "secretary"), ("nz.head", "head")])
        meeting = ladder.meeting(OUTSIDER, forum, 40)
        until(lambda: meeting["id"] in outsider.changes)
        assert set(outsider.changes) == {forum["id"], meeting["id"]}
        assert set(outsider.kinds) <= {"ready", "changed"}


class Listening:
    """The live stream of a person, read by a thread of its own."""

    def __init__(self, people: People, person: str) -> None:
        self.changes, self.kinds = list[str](), list[str]()
        self._people, self._client = people, httpx.Client(base_url=people.url, timeout=60)
        self._auth = people.client(person).auth
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._stop = threading.Event()

    def __enter__(self) -> "Listening":
        self._thread.start()
        until(lambda: "ready" in self.kinds)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(20)
        self._client.close()

    def _listen(self) -> None:
        with self._client.stream("GET", "/api/v1/live", auth=self._auth) as stream:
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    self.kinds.append(line.removeprefix("event: "))
                elif line.startswith("data: ") and '"id"' in line:
                    self.changes.append(json.loads(line.removeprefix("data: "))["id"])
                if self._stop.is_set():
                    return
