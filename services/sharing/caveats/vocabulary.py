"""The managed words of caveats, from the file beside this."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from services.sharing.domain.words import Vocabulary, Word

FILE: Final = Path(__file__).with_name("words.yaml")
TOOLS: Final = (
    "contact", "exercise", "education", "training", "advising", "counternarcotics", "humanitarian",
    "information_sharing", "operation", "programme",
)  # fmt: skip
"""The kinds of an activity (DOMAIN, "Words")."""


@cache
def words() -> Mapping[str, Vocabulary]:
    """``operations``, ``tasks``, ``forces`` and ``weapons``."""
    read: Mapping[str, Mapping[str, Mapping[str, Any]]] = yaml.safe_load(FILE.read_text())
    return {kind: Vocabulary.of(_word(code, said) for code, said in entries.items())
            for kind, entries in read.items()}  # fmt: skip


def _word(code: str, said: Mapping[str, Any]) -> Word:
    return Word(
        code, said["name"], tuple(said.get("synonyms", ())), said.get("broader", ""),
        frozenset(said.get("tools", ())),
    )  # fmt: skip
