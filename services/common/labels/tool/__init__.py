"""What the command line answers: one question and its answer, as JSON values."""

from collections.abc import Callable, Mapping
from typing import Final

from services.common.labels.tool.asking import Answer, NoQuestion, Question, World
from services.common.labels.tool.labels import convert, decide
from services.common.labels.tool.markings import check, combine, explain
from services.common.labels.tool.policies import policy
from services.common.labels.tool.texts import text

__all__ = ["COMMANDS", "Answer", "NoQuestion", "Question", "World"]

COMMANDS: Final[Mapping[str, Callable[[Question, World | None], Answer]]] = {
    "check": check,
    "combine": combine,
    "convert": convert,
    "decide": decide,
    "explain": explain,
    "policy": policy,
    "text": text,
}
