"""POST /v1/labels/…: what a label or a marking means, who reads it, and what becomes of it."""

import asyncio
from typing import Any

from fastapi import APIRouter

from services.common.db import Reading, Unit
from services.common.errors import problems, unprocessable
from services.common.label_api import LabelPortion, LabelView, label_view, require_together
from services.common.labels import Label, Policy
from services.common.labels.explained import meaning
from services.common.labels.suggest import suggest
from services.common.labels.tool import COMMANDS, Answer, NoQuestion
from services.common.labels.why import why
from services.directory.labels.known import Known, policy_named, shown
from services.directory.labels.schemas import (
    CombineBody,
    Combined,
    CompareBody,
    Comparison,
    ConvertBody,
    Converted,
    DecideBody,
    Decided,
    ExplainBody,
    LevelEquivalence,
    LevelView,
    MarkingsBody,
    MarkingsChecked,
    ParseBody,
    PolicyDetail,
    PolicyList,
    PolicyWord,
    ReadersBody,
    ReadersView,
    RollUpBody,
    RollUpView,
    StandingView,
    SuggestBody,
    Suggestions,
    SuggestionView,
    Typed,
    UnderPolicy,
)
from services.directory.labels.typed import TypedMarking

router = APIRouter(tags=["labels"])


@router.post("/v1/labels/explain", responses=problems(422))
async def explain(body: ExplainBody, unit: Reading) -> LabelView:
    """A label as it would be made now: its markings and colours, and who would read it, in words.

    Nothing is stored. A rule that the label breaks is a 422 that names field and rule.
    """
    unit.shows_nothing()
    label = body.label.to_label(unit.now, unit.database.permitted.context)
    return label_view(label, unit, body.nations)


@router.post("/v1/labels/roll-up", responses=problems(422))
async def roll_up(body: RollUpBody, unit: Reading) -> RollUpView:
    """The banner of what is put together, with the reason for each step (LABELS, roll-up).

    Nothing is stored. The labels go in as answers told them, `epochs` and `basis` too. Where nobody could
    read the whole it is a 422 `roll_up_refused`.
    """
    unit.shows_nothing()
    context = unit.database.permitted.context
    labels = [one.to_label(unit.now, context, f"/labels/{number}") for number, one in enumerate(body.labels)]
    whole = require_together(labels, unit, "/labels")
    return RollUpView(
        label=label_view(whole.label, unit, body.nations), steps=[step.text for step in whole.steps]
    )


@router.post("/v1/labels/parse", responses=problems(422))
async def parse(body: ParseBody, unit: Reading) -> Typed:
    """A marking as it was typed: the label that it says, or each error with its place and the nearest form.

    A marking that is wrong is an answer, not a problem. A code that is neither a nation nor a group is an
    error, and so is a group under which nothing is written any more. Nothing is guessed or stored.
    """
    unit.shows_nothing()
    return TypedMarking.of(body, await Known.of(unit), unit).answer(body.nations)


@router.post("/v1/labels/suggest", responses=problems(422))
async def suggestions(body: SuggestBody, unit: Reading) -> Suggestions:
    """What may stand next in a half-typed marking: words of the policy, nations and groups, one's own
    communities. Only what can become valid, at most twenty.
    """
    unit.shows_nothing()
    policy, known = policy_named(unit, body.policy, body.profile), await Known.of(unit)
    before = body.marking if body.at is None else body.marking[: body.at]
    first = (*body.nations, unit.subject.nation)
    found = await asyncio.to_thread(
        suggest, before, policy, body.profile, body.kind == "portion", known.offered(first),
        sorted(unit.subject.coi),
    )  # fmt: skip
    return Suggestions(
        items=[SuggestionView(at=one.at, text=one.text, says=known.names.get(one.text, one.says))
               for one in found]
    )  # fmt: skip


@router.post("/v1/labels/readers", responses=problems(422))
async def readers(body: ReadersBody, unit: Reading) -> ReadersView:
    """Who reads a label, and for each nation that is asked about why, or why not.

    By the label alone: clearance and communities may keep some people of a nation out.
    """
    unit.shows_nothing()
    known, context = await Known.of(unit), unit.database.permitted.context
    label = body.label.to_label(unit.now, context)
    policy = context.policy_of(label)
    standings = [why(label, nation, known.groups, known.names, unit.now) for nation in body.nations]
    return ReadersView(
        readable_by=label_view(label, unit, body.nations).readable_by,
        says=list(meaning(label, policy, known.groups, known.names, unit.now)) if policy else [],
        nations=[
            StandingView(nation=one.nation, name=known.names.get(one.nation, one.nation), reads=one.reads,
                         shown=one.shown, says=one.says) for one in standings
        ],
    )  # fmt: skip


@router.post("/v1/labels/check", responses=problems(422))
async def check(body: MarkingsBody, unit: Reading) -> MarkingsChecked:
    """Up to 200 markings, each as `parse` reads it."""
    known = await Known.of(unit)
    typed = [TypedMarking.of(one, known, unit) for one in body.markings]
    return MarkingsChecked(items=await asyncio.to_thread(lambda: [one.answer([]) for one in typed]))


@router.post("/v1/labels/combine", responses=problems(422))
async def combine(body: CombineBody, unit: Reading) -> Combined:
    """The banner of a page out of the marks of its portions, with the reason for each step."""
    question = {"portions": body.portions, "banner": body.banner}
    return Combined.model_validate(await _answered("combine", question, body, unit))


@router.post("/v1/labels/convert", responses=problems(422))
async def convert(body: ConvertBody, unit: Reading) -> Converted:
    """A label in another form or under another policy, with what cannot be carried over.

    What another policy has no equivalence for is refused with the rule, never guessed.
    """
    question = {"label": _label(body.label, unit), "to": body.to, "under": body.under}
    answer = await _answered("convert", question, body, unit)
    if isinstance(answer["result"], dict):
        answer |= {"result": None} | _as_shown(answer["result"], unit)
    return Converted.model_validate(answer)


def _as_shown(made: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """The JSON of a label as it is shown; of a document with bindings that of the whole, and of each part."""
    parts = {name: shown(Label.from_json(one), unit) for name, one in made.get("portions", {}).items()}
    whole = shown(Label.from_json(made.get("whole", made)), unit)
    message = "no record here can stand under this label"
    errors = [] if whole else [{"rule": "label_inexpressible", "at": "", "message": message}]
    return {
        "label": whole,
        "portions": {name: view for name, view in parts.items() if view},
        "errors": errors,
    }


@router.post("/v1/labels/decide", responses=problems(422))
async def decide(body: DecideBody, unit: Reading) -> Decided:
    """Whether somebody who holds a clearance may do something, and by which rule. No person is looked up."""
    held = body.clearance
    clearance = held if isinstance(held, str) else held.model_dump()
    question = {"label": _label(body.label, unit), "clearance": clearance, "action": body.action}
    return Decided.model_validate(await _answered("decide", question, body, unit))


@router.get("/v1/labels/policies")
async def policies(unit: Reading) -> PolicyList:
    """Every policy with its levels, words, colours, profiles and equivalences."""
    context = unit.database.permitted.context
    return PolicyList(
        items=[_detail(one, context.newest(one.name) is one, context.policies) for one in context.policies],
        next=None,
    )


@router.post("/v1/labels/policies/compare", responses=problems(422))
async def compare(body: CompareBody, unit: Reading) -> Comparison:
    """What a version of a policy changes over another one. Neither is stored or loaded."""
    answer = await _answered("policy", {"policy": body.policy, "before": body.before}, None, unit)
    return Comparison.model_validate(answer)


def _label(given: str | LabelPortion, unit: Unit) -> Any:
    """A label as the library's questions take it: text as it is, parts as the JSON of a label of now."""
    if isinstance(given, str):
        return given
    return given.to_label(unit.now, unit.database.permitted.context).to_json()


async def _answered(command: str, question: dict[str, Any], by: UnderPolicy | None, unit: Unit) -> Answer:
    """The answer of the command line to the same question; a 422 names the field that is none."""
    known = await Known.of(unit)
    if by is not None:
        question |= {"policy": policy_named(unit, by.policy, by.profile).name, "profile": by.profile}
    asked = {name: value for name, value in question.items() if value is not None}
    try:
        return await asyncio.to_thread(COMMANDS[command], asked, known.world)
    except NoQuestion as error:
        raise unprocessable(f"/{str(error).partition(':')[0]}", "no_question", _ASKED[command]) from error


_ASKED = {
    "combine": "Portions are marks, as text.",
    "convert": "The form and the policy are ones that exist.",
    "decide": "A clearance names an affiliation and, for each policy, one of its levels, or is valid XML.",
    "policy": "Each is the name of a policy, or its XML.",
}


def _detail(policy: Policy, newest: bool, all_of: tuple[Policy, ...]) -> PolicyDetail:
    levels = [
        LevelView(
            name=one.name, short=one.portion, value=one.value, colour=one.colour,
            text_colour=one.text_colour, equivalent=sorted(
                (LevelEquivalence(policy=name, level=_level_name(all_of, name, value))
                 for (name, value), own in policy.equivalences.items() if own == one.value),
                key=lambda same: same.policy,
            ),
        )
        for one in policy.levels
    ]  # fmt: skip
    words = [
        PolicyWord(name=one.name, banner=one.banner, portion=one.portion, set=one.tag, says=one.says)
        for one in policy.words
    ]
    return PolicyDetail(
        name=policy.name, version=policy.version, oid=policy.oid, newest=newest, levels=levels, words=words,
        profiles=[profile.name for profile in policy.profiles],
    )  # fmt: skip


def _level_name(all_of: tuple[Policy, ...], name: str, value: int) -> str:
    """The name of another policy's level; its number where that policy is not loaded."""
    named = (level.name for one in all_of if one.name == name for level in one.levels if level.value == value)
    return next(named, str(value))
