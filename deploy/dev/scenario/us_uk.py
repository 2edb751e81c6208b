"""The U.S.-UK ladder: three roundtables, three staff talks, working groups, and what comes next.

After it taskings stand in every state: provisional, carried over twice, delegated, escalated and adjudicated,
overdue, without a venue, returned, reopened, closed.
"""

from deploy.dev.scenario.verbs import Story

US, UK = "us.secretary", "uk.secretary"
ROUND, TALKS = "us-uk-gort", "us-uk-ast"
INTEROP, THIRD, MODERN = "us-uk-wg-interop", "us-uk-wg-third", "us-uk-mcbpg"
GENERALS, HEADS, LEADS = ("us.general", "uk.general"), ("us.head", "uk.head"), ("us.deputy", "uk.deputy")


async def tell(story: Story) -> None:
    """Tell it in the order of time."""
    for part in (_first_round, _first_groups, _second_round, _third_round, _now):
        await part(story)


async def _first_round(s: Story) -> None:
    s.stage.clock.set(-400)
    await s.plan("gort-1", ROUND, US, "Roundtable", day=-330, length=2, place="Washington, D.C.")
    await s.plan("ast-1", TALKS, UK, "Army staff talks", day=-280, length=3, place="Andover")
    await s.plan("interop-1", INTEROP, "uk.wg", "Interoperability group", day=-240, mode="virtual")
    await s.plan("third-1", THIRD, "us.wg", "Third-country group", day=-225, place="Vicenza")
    await s.hold("gort-1", US)
    await s.decide("every tasking", "gort-1", US, "decision",
                   "The staff talks address every tasking of the roundtable at their next meeting.")  # fmt: skip
    await s.task(
        "link", "gort-1", US, TALKS, "Link roundtable guidance to the staff talks",
        "Deliver one agenda in which each roundtable tasking stands with its owner and its date.",
        lead="USA", supporting=("GBR",), due=-200,
    )  # fmt: skip
    await s.task(
        "lessons", "gort-1", US, TALKS, "Release counter-IED lessons to exchange officers",
        "Complete a list of the lessons that exchange officers cannot read, and release those that can be.",
        lead="GBR", supporting=("USA",), due=-120,
    )  # fmt: skip
    await s.concur("gort-1", *GENERALS)
    await s.hold("ast-1", UK)
    await s.leave("link", "ast-1", UK, "answered", "Roundtable taskings now open the agenda of the talks.")
    await s.delegate("lessons", "ast-1", UK, {
        "list": {"title": "List lessons closed to exchange officers", "lead": "GBR", "supporting": ["USA"],
                 "text": "List every counter-IED lesson by reason of refusal.", "forum": INTEROP, "due": -150},
        "counterparts": {"title": "Name counterpart units with similar work", "lead": "USA", "supporting": ["GBR"],
                         "text": "Name the units of both armies that trained the same partner.",
                         "forum": THIRD, "due": -150},
    }, "The list to interoperability, the units to the third-country group.")  # fmt: skip
    await s.task(
        "nigeria", "ast-1", UK, THIRD, "Deconflict training in Nigeria and Kenya",
        "Deliver a calendar of both armies' training teams by host unit and month.",
        lead="GBR", supporting=("USA",), due=-40,
    )  # fmt: skip
    await s.task(
        "workshops", "ast-1", UK, MODERN, "Complete the modernisation workshops",
        "Deliver the results of the five workshops: networks, fires, vertical lift, lethality, navigation.",
        lead="USA", supporting=("GBR",), due=25,
    )  # fmt: skip
    await s.concur("ast-1", *HEADS)


async def _first_groups(s: Story) -> None:
    await s.hold("interop-1", "uk.wg")
    await s.leave(
        "list", "interop-1", "uk.wg", "progressed", "41 lessons listed, 12 refusals without a reason."
    )
    await s.concur("interop-1", *LEADS)
    await s.hold("third-1", "us.wg")
    await s.leave("counterparts", "third-1", "us.wg", "answered", "Four pairs of units named.")
    await s.escalate("who leads", "nigeria", "third-1", "us.wg",
                     "Which nation leads where both armies' teams train the same unit?")  # fmt: skip
    await s.concur("third-1", *LEADS)
    s.stage.clock.set(-215)
    await s.plan("gort-2", ROUND, US, "Roundtable", day=-160, length=2, place="London")
    await s.plan("interop-2", INTEROP, "uk.wg", "Interoperability group", day=-180, mode="virtual")
    await s.plan("ast-2", TALKS, US, "Army staff talks", day=-110, length=3, place="Fort Leavenworth")
    await s.hold("interop-2", "uk.wg")
    await s.leave("list", "interop-2", "uk.wg", "answered", "The list is complete: 12 of 41 can be released.")
    await s.concur("interop-2", *LEADS)


async def _second_round(s: Story) -> None:
    await s.hold("gort-2", US)
    await s.brief_back("link", "gort-2", US, "close", "It works: seven of seven stood on the agenda.")
    await s.task(
        "picture", "gort-2", US, TALKS, "Agree one system for the common operational picture",
        "Guarantee that both divisions see one picture on one system before the next Warfighter Exercise.",
        lead="USA", supporting=("GBR",), due=60,
    )  # fmt: skip
    await s.task(
        "planner", "gort-2", US, TALKS, "Fill the plans officer post in the assistance command",
        "Name the British plans officer and the date from which the post is held.",
        lead="GBR", supporting=("USA",), due=-10,
    )  # fmt: skip
    await s.task(
        "measures", "gort-2", US, TALKS, "Give every roadmap line a measure",
        "Replace each aspirational verb in the interoperability roadmap by a measure and a date.",
        lead="GBR", supporting=("USA",), due=40,
    )  # fmt: skip
    await s.task(
        "medical", "gort-2", US, TALKS, "Settle who trains partners to advanced medical standards",
        "State which army may train partners to advanced medical standards, and under which liability.",
        lead="USA", supporting=("GBR",), due=30,
    )  # fmt: skip
    await s.task(
        "pacific", "gort-2", US, "us-aus-nz-wg", "Tell the Oceania group of the planned team rotations",
        "Give the Oceania group the months in which specialised infantry teams rotate through the region.",
        lead="USA", due=35,
    )  # fmt: skip
    await s.concur("gort-2", *GENERALS)
    await s.hold("ast-2", US)
    await s.leave("lessons", "ast-2", US, "answered", "12 lessons are released; the rest awaits the review.")
    await s.escalate("who leads, generals", "who leads", "ast-2", US,
                     "The talks cannot settle the lead: both armies have standing agreements with the host.")  # fmt: skip
    await s.leave("medical", "ast-2", US, "returned", "Liability is a matter of defence ministries.",
                  reason="Outside the authority of both army staffs.")  # fmt: skip
    await s.leave("picture", "ast-2", US, "progressed", "Two systems compared on the same data.")
    await s.concur("ast-2", *HEADS)


async def _third_round(s: Story) -> None:
    s.stage.clock.set(-100)
    await s.plan("gort-3", ROUND, US, "Roundtable", day=-60, length=2, place="Washington, D.C.")
    await s.plan("ast-3", TALKS, UK, "Army staff talks", day=-25, length=3, place="Andover")
    await s.hold("gort-3", US)
    await s.decide("lead by host", "gort-3", US, "adjudication",
                   "The army with the standing agreement of the older date leads; the other supports.",
                   settles=s.items["who leads, generals"]["id"])  # fmt: skip
    await s.brief_back(
        "lessons", "gort-3", US, "reopen", "Twelve of forty-one is not enough: state what blocks.", due=45
    )
    await s.task(
        "verbs", "gort-3", US, TALKS, "Report the linkage rate of both staffs",
        "Deliver the share of roundtable taskings addressed at the next talks, by forum and nation.",
        lead="USA", supporting=("GBR",), due=90,
    )  # fmt: skip
    await s.concur("gort-3", *GENERALS)
    await s.hold("ast-3", UK)
    await s.leave("picture", "ast-3", UK, "progressed", "One system is chosen for trial.")
    await s.delegate("verbs", "ast-3", UK, {
        "count": {"title": "Count what the groups addressed", "lead": "USA", "supporting": ["GBR"],
                  "text": "Deliver the count by working group for the last four meetings.",
                  "forum": INTEROP, "due": 20},
    }, "Interoperability counts; the secretaries write the report.")  # fmt: skip
    await s.task(
        "roadmap", "ast-3", UK, INTEROP, "Draft the three-year roadmap",
        "Deliver a roadmap with human, procedural and technical lines, each with an owner and a date.",
        lead="GBR", supporting=("USA",), due=45,
    )  # fmt: skip
    await s.concur("ast-3", "us.head")


async def _now(s: Story) -> None:
    s.stage.clock.set(-20)
    await s.plan("interop-3", INTEROP, "uk.wg", "Interoperability group", day=6, mode="virtual")
    await s.plan("third-2", THIRD, "us.wg", "Third-country group", day=12, place="Vicenza")
    await s.plan("ast-4", TALKS, US, "Army staff talks", day=20, length=3, place="Fort Leavenworth")
    await s.plan("gort-4", ROUND, US, "Roundtable", month=75, place="London")
    await s.plan("gort-extra", ROUND, US, "Roundtable, extraordinary session", day=-4, mode="virtual")
    s.stage.clock.set(-19, 14)
    await s.report("picture", "us.secretary", "The trial network stands at Fort Bragg.", "picture trial")
    await s.hold("gort-extra", US, notice=3)
    await s.task(
        "predeployment", "gort-extra", US, TALKS, "Guarantee joint predeployment training",
        "Name the date from which both armies' advisers pass the same predeployment course.",
        lead="GBR", supporting=("USA",), due=70,
    )  # fmt: skip
    await s.concur("gort-extra", "us.general")
    s.stage.clock.set(-3)
    await s.move("ast-4", US, "agenda_open")
    await _papers(s)


async def _papers(s: Story) -> None:
    path = f"/v1/meetings/{s.meetings['ast-4']['id']}/papers"
    await s.stage.create("us draft", US, path, {
        "kind": "position", "title": "U.S. position on the trial system", "level": "RESTRICTED",
        "text": "Hold to the trial network; do not offer the national gateway before the exercise."})  # fmt: skip
    await s.stage.create("uk note", UK, path, {
        "kind": "note", "title": "British note on the plans officer", "level": "RESTRICTED",
        "text": "The name will be given in the margins, not in the plenary."})  # fmt: skip
