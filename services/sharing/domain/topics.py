"""Topics of lessons: one word for what is written in many ways. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

_APART: Final = re.compile(r"[^a-z0-9]+")
_SPELLINGS: Final = (
    (re.compile(r"is(?=e\b|ed\b|es\b|er\b|ing\b|ation)"), "iz"),
    (re.compile(r"yse(?=\b|d\b|s\b)"), "yze"),
    (re.compile(r"our(?=\b|s\b|ed\b|ing\b)"), "or"),
    (re.compile(r"ence\b"), "ense"),
    (re.compile(r"amme(?=\b|s\b)"), "am"),
)
"""What is written in two ways on two sides of the Atlantic."""
_CLOSE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the managed list, and what else it is called."""

    name: str
    synonyms: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """What each of its names is compared by."""
        return frozenset(fold(one) for one in (self.name, *self.synonyms))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """What a word is compared by: without case, accents, blanks, hyphens, the end of a plural, and in one
    spelling. ``C-IED``, ``c ied`` and ``C-IEDs`` are one.
    """
    words = _words(text)
    for pattern, put in _SPELLINGS:
        words = pattern.sub(put, words)
    return "".join(_singular(word) for word in words.split()) or " ".join(text.casefold().split())


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return _APART.sub(" ", plain.casefold()).strip()


def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "cs"))
    return word[:-1] if plural else word


def topic_of(text: str, topics: Iterable[Topic]) -> Topic | None:
    """The topic that somebody means who writes this, by its name or a synonym."""
    key = fold(text)
    return next((one for one in topics if key in one.keys), None)


def sorted_out(tags: Iterable[str], topics: Sequence[Topic]) -> tuple[list[str], list[str]]:
    """The topics that some tags mean, and the rest, free tags; each once, in order."""
    by_key = {key: topic for topic in topics for key in topic.keys}
    known: dict[str, str] = {}
    free: dict[str, str] = {}
    for tag in tags:
        found = by_key.get(fold(tag))
        if found is not None:
            known.setdefault(found.name, found.name)
        else:
            free.setdefault(fold(tag), tag)
    return list(known), list(free.values())


def suggested(text: str, topics: Iterable[Topic], most: int = 10) -> list[tuple[Topic, str]]:
    """Topics for what is being typed, each with the name by which it was found: first those that begin so,
    then those with it inside, then those that are spelt nearly so.
    """
    # What is half typed is no plural yet, nor spelt in one way or the other.
    key, typed = fold(text), _words(text).replace(" ", "")
    ranked = []
    for topic in topics:
        best = min(
            (_rank(key, typed, name), place, name) for place, name in enumerate((topic.name, *topic.synonyms))
        )
        if best[0] < _NONE:
            ranked.append((best[0], topic.name.casefold(), topic, best[2]))
    return [(topic, name) for _, _, topic, name in sorted(ranked, key=lambda one: one[:2])[:most]]


_NONE: Final = 4


def _rank(key: str, typed: str, name: str) -> int:
    own, plain = fold(name), _words(name).replace(" ", "")
    if own == key or not key:
        return 0
    if own.startswith(key) or (typed and plain.startswith(typed)):
        return 1
    if key in own and len(key) > 1:
        return 2
    close = len(key) > 3 and SequenceMatcher(None, key, own[: len(key) + 2]).ratio() >= _CLOSE
    return 3 if close else _NONE
