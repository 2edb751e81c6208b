"""The addresses of the topics of lessons."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.common.answers import answered, changed, created
from services.common.concurrency import IfMatch
from services.common.db import Reading, Writing
from services.common.errors import problems
from services.common.idempotency import IdempotencyKey
from services.sharing.lessons import topics
from services.sharing.lessons.schemas import TopicIn, TopicPatch
from services.sharing.lessons.views import LessonTopic, LessonTopics

router = APIRouter(prefix="/v1/lesson-topics", tags=["lessons"])
PLACE = "/v1/lesson-topics"


@router.get("", response_model=LessonTopics)
async def list_topics(
    unit: Reading, q: Annotated[str, Query(max_length=80, description="What is being typed")] = ""
) -> Response:
    """The managed list of topics; with ``q`` those that may be meant, however it is spelt."""
    return answered(await topics.suggest(unit, q))


@router.post("", status_code=201, response_model=LessonTopic, responses=problems(403, 409))
async def create_topic(body: TopicIn, request: Request, unit: Writing, key: IdempotencyKey) -> Response:
    """Add a topic: for the administrators of the platform."""
    return await created(request, unit, key, body, lambda: topics.create(unit, body), topics.show, PLACE)


@router.get("/{topic_id}", response_model=LessonTopic)
async def read_topic(topic_id: UUID, unit: Reading) -> Response:
    """One topic and what else it is called."""
    unit.shows_nothing()
    return answered(await topics.show(unit, topic_id))


@router.patch("/{topic_id}", response_model=LessonTopic, responses=problems(403, 409))
async def change_topic(
    topic_id: UUID, body: TopicPatch, request: Request, unit: Writing, if_match: IfMatch = None
) -> Response:
    """Change what a topic is called: for the administrators of the platform."""
    await topics.alone(unit)
    return await changed(request, unit, topic_id, topics.show, lambda: topics.amend(unit, topic_id, body))
