"""Lessons, and the files they came in."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.common.rows import Row, texts, words


class LessonRow(Row, table=True):
    """A lesson: its sections, its remedial action, who validated it, where it comes from and what it is tied
    to. ``*_keys`` are what topics, tags, areas and units are compared by; ``due_by`` is the last day of
    ``due``, far ahead where none is known; ``import_key`` what it is called where it came from, by owner.
    """

    __tablename__ = "lesson"

    ref: str = words()
    title: str = words()
    language: str = words()
    state: str = words()
    reason: str = words()
    observation: str = words()
    discussion: str = words()
    conclusion: str = words()
    recommendation: str = words()
    action: str = words()
    action_nation: str = words()
    action_office: str = words()
    action_state: str = words()
    due: str | None = words(nullable=True)
    due_by: date = Field(nullable=False)
    validated_by: str = words()
    validated_on: str | None = words(nullable=True)
    validated_how: str = words()
    source_nation: str = words()
    source_exercise: str = words()
    source_unit: str = words()
    begins: str | None = words(nullable=True)
    ends: str | None = words(nullable=True)
    tool: str = words()
    units: list[str] = texts()
    capability_areas: list[str] = texts()
    countries: list[str] = texts()
    topics: list[str] = texts()
    tags: list[str] = texts()
    tag_keys: list[str] = texts()
    area_keys: list[str] = texts()
    unit_keys: list[str] = texts()
    links: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    duplicate_of: UUID | None = Field(default=None)
    withdrawn: bool = Field(default=False)
    import_id: UUID | None = Field(default=None)
    import_key: str | None = words(nullable=True)


class LessonImportRow(Row, table=True):
    """A file of lessons that was read: how, what became of its rows, and each row that was refused and why.

    Its label is that of its lessons, for their owner alone.
    """

    __tablename__ = "lesson_import"

    ref: str = words()
    name: str = words()
    source: str = words()
    state: str = words()
    mapping: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    header: list[str] = texts()
    rows_read: int = Field(default=0)
    made: int = Field(default=0)
    same: int = Field(default=0)
    refused: int = Field(default=0)
    undone: int = Field(default=0)
    messages: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    refusals: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
