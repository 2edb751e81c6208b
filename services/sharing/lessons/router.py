"""The addresses of lessons."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.common.inputs import Nation
from services.common.listing import Cursor, Limit, ListSpec, Order
from services.common.lists import listed
from services.common.row_store import fetch_or_404
from services.sharing.domain.lessons import LessonState, Tool
from services.sharing.items.sight import looking
from services.sharing.lessons import history, repository, service, similar
from services.sharing.lessons.finding import Due, conditions
from services.sharing.lessons.schemas import (
    LessonIn,
    LessonLabelIn,
    LessonPatch,
    LessonSort,
    LessonStepIn,
    Tag,
)
from services.sharing.lessons.views import Counterparts, Lesson, LessonChanges, LessonPage, SimilarLessons
from services.sharing.models import LessonRow

router = APIRouter(prefix="/v1/lessons", tags=["lessons"])
PLACE = "/v1/lessons"


@router.get("", response_model=LessonPage)
async def list_lessons(
    unit: Reading,
    state: Annotated[list[LessonState] | None, Query(max_length=10)] = None,
    topic: Annotated[Tag | None, Query(description="A topic by any of its names, or a free word")] = None,
    nation: Annotated[Nation | None, Query(description="Where it comes from, or who acts on it")] = None,
    due: Annotated[Due | None, Query(description="By when its action is due")] = None,
    activity: Annotated[UUID | None, Query(description="Tied to this activity")] = None,
    source_import: Annotated[UUID | None, Query(alias="import", description="Made by this import")] = None,
    withdrawn: Annotated[bool, Query(description="Those that were withdrawn, too")] = False,
    sort: LessonSort = LessonSort.CREATED,
    order: Order = "desc",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Lessons that the reader may see, the newest first, by title, or by when their action is due."""
    await looking(unit)
    where = await conditions(unit, state or [], topic, nation, due, activity, source_import, withdrawn)
    spec = ListSpec(
        "lesson", repository.LINE_JSON, (sort.column, order), where, label=False, object_type="lesson"
    )
    return await listed(unit, spec, cursor, limit, lambda body: service.finish_line(unit, body))


@router.post("", status_code=201, response_model=Lesson, responses=problems(403))
async def create_lesson(body: LessonIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Keep a lesson: an observation at first. Without a label it is the writer's own nation's alone."""
    return await created(request, unit, key, body, lambda: service.create(unit, body), service.show, PLACE)


@router.get("/similar", response_model=SimilarLessons)
async def similar_lessons(
    unit: Reading,
    activity: Annotated[UUID | None, Query(description="An activity that the reader may know of")] = None,
    tool: Tool | None = None,
    country: Annotated[list[Nation] | None, Query(max_length=50)] = None,
    area: Annotated[list[Tag] | None, Query(max_length=30)] = None,
    taking_part: Annotated[list[Tag] | None, Query(max_length=50, description="Units by name")] = None,
) -> Response:
    """Lessons from work like an activity, each with what both have in common. What is said of the activity
    counts where it is not known here (yet).
    """
    said = similar.work_of(tool.value if tool else "", taking_part or [], area or [], country or [])
    return answered(await similar.for_activity(unit, activity, said))


@router.get("/{lesson_id}", response_model=Lesson)
async def read_lesson(lesson_id: UUID, unit: Reading) -> Response:
    """A lesson with what the reader may know of its ties, and what may come next."""
    view = await service.show(unit, lesson_id)
    unit.shown("lesson", [lesson_id])
    return answered(view)


@router.patch("/{lesson_id}", response_model=Lesson, responses=problems(403))
async def change_lesson(
    lesson_id: UUID, body: LessonPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change a lesson of one's own nation: what is left out stays."""
    await fetch_or_404(unit, LessonRow, lesson_id, lock=True)
    return await changed(request, unit, lesson_id, service.show, lambda: service.amend(unit, lesson_id, body))


@router.post("/{lesson_id}/steps", response_model=Lesson, responses=problems(403, 409))
async def step_lesson(
    lesson_id: UUID, body: LessonStepIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Take a step on the way from observation to learned, or back with a reason."""
    await fetch_or_404(unit, LessonRow, lesson_id, lock=True)
    return await changed(
        request, unit, lesson_id, service.show, lambda: service.take_step(unit, lesson_id, body)
    )


@router.post("/{lesson_id}/label", response_model=Lesson, responses=problems(403))
async def relabel_lesson(
    lesson_id: UUID, body: LessonLabelIn, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Give a lesson a narrower label. A wider one is a release."""
    await fetch_or_404(unit, LessonRow, lesson_id, lock=True)
    return await changed(
        request, unit, lesson_id, service.show, lambda: service.relabel(unit, lesson_id, body)
    )


@router.get("/{lesson_id}/counterparts", response_model=Counterparts)
async def read_counterparts(lesson_id: UUID, unit: Reading) -> Response:
    """Activities like what a lesson comes from, and the units that take part: who to ask."""
    return answered(await similar.counterparts(unit, lesson_id))


@router.get("/{lesson_id}/history", response_model=LessonChanges)
async def read_lesson_history(lesson_id: UUID, unit: Reading) -> Response:
    """What a lesson said before each change, newest first, as far as the reader may read both sides."""
    found = await history.history(unit, lesson_id)
    unit.shown("lesson", [lesson_id])
    return answered({"items": found})
