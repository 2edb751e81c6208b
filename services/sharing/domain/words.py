"""Managed words with their synonyms: what is written becomes a code, a broader word holds narrower ones."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_PARTS: Final = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """A text as words are compared: no case, accents or punctuation, one blank around each word."""
    ascii_ = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return f" {' '.join(part for part in _PARTS.split(ascii_) if part)} "


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list: its code, its name, what people write for it, the broader word that holds it, and
    the tools in which it can occur without being named (none: all).
    """

    code: str
    name: str
    synonyms: tuple[str, ...] = ()
    broader: str = ""
    tools: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """Words of one kind. A code that is no word of it stands for itself alone."""

    words: Mapping[str, Word] = field(default_factory=dict)

    @staticmethod
    def of(words: Iterable[Word]) -> "Vocabulary":
        """The vocabulary of some words."""
        return Vocabulary({word.code: word for word in words})

    @cached_property
    def _written(self) -> list[tuple[str, str]]:
        """What is written for each code, the longest first."""
        found = [(plain(text), word.code) for word in self.words.values()
                 for text in (word.name, *word.synonyms)]  # fmt: skip
        return sorted(found, key=lambda one: (-len(one[0]), one))

    def name(self, code: str) -> str:
        """What a code is called."""
        return self.words[code].name if code in self.words else code

    def code(self, text: str) -> str:
        """The code of a word as somebody writes it; a word that the list does not know stays as it is."""
        if text in self.words:
            return text
        sought = plain(text)
        return next((code for written, code in self._written if written == sought), sought.strip())

    def found_in(self, text: str) -> frozenset[str]:
        """The codes of which a text says a word; one that is part of a longer one is not said apart."""
        rest, found = plain(text).replace(" ", "  "), set()
        for written, code in self._written:
            sought = written.replace(" ", "  ")
            if sought in rest:
                found.add(code)
                rest = rest.replace(sought, "  |  ")
        return frozenset(found)

    def upward(self, codes: Iterable[str]) -> frozenset[str]:
        """Some codes and every broader one: who does those does these."""
        found: set[str] = set()
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                broader = self.words[code].broader if code in self.words else ""
                waiting += [broader] if broader else []
        return frozenset(found)

    def downward(self, codes: Iterable[str]) -> frozenset[str]:
        """Some codes and every narrower one: who does those may be doing these."""
        wanted = frozenset(codes)
        return wanted | {code for code in self.words if self.upward([code]) & wanted}

    def within(self, tool: str) -> frozenset[str]:
        """The codes that can occur in an activity of a tool without being named."""
        return frozenset(
            code for code, word in self.words.items() if not tool or not word.tools or tool in word.tools
        )
