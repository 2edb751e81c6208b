"""Inputs out of others: bytes changed, words of their grammar put in, parts repeated, nested or swapped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Final

_WORD: Final = re.compile(rb"[A-Za-z0-9_:.-]+|[^A-Za-z0-9_:.-]")
_SIGNS: Final = (
    "", " ", "\n", "\t", "\0", "/", "//", "(", ")", ",", ", ", "-", "é", "Ⅷ", "ſ", "ı", "\u202e", "\ud800",
    "٣", "²", "<", ">", "&", '"', "'", "]]>", "<!--", "-->", "<![CDATA[", "{", "}", "[", "]", "null", "true",
    "-1", "1e999", "99999999999999999999", "9" * 5000, "0", "NaN", "\\", "\\u0000", "\\ud800", "%", "%s",
    "{}", "../", "@", "#", "|", "a" * 300,
)  # fmt: skip
ODD: Final = (
    *(text.encode("utf-8", "surrogatepass") for text in _SIGNS),
    *(b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80", b"\xc0\xaf"),
)
LONGEST: Final = 60_000


def words(texts: Iterable[bytes]) -> list[bytes]:
    """The different words of some inputs: what is put into others."""
    return sorted({word for text in texts for word in _WORD.findall(text)})


def mutated(rng: Random, text: bytes, others: Sequence[bytes], known: Sequence[bytes]) -> bytes:
    """One to four changes of an input."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        text = rng.choice(_CHANGES)(rng, text, rng.choice(others), known)
    return text[:LONGEST]


def _byte(rng: Random, text: bytes, _other: bytes, _known: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(text) + 1)
    return text[:at] + bytes([rng.randrange(256)]) + text[at + rng.randint(0, 1) :]


def _cut(rng: Random, text: bytes, _other: bytes, _known: Sequence[bytes]) -> bytes:
    begin, end = _span(rng, text)
    return text[:begin] + text[end:]


def _again(rng: Random, text: bytes, _other: bytes, _known: Sequence[bytes]) -> bytes:
    begin, end = _span(rng, text)
    return text[:end] + text[begin:end] * rng.choice((1, 1, 2, 30, 1000)) + text[end:]


def _odd(rng: Random, text: bytes, _other: bytes, _known: Sequence[bytes]) -> bytes:
    begin, end = _span(rng, text)
    return text[:begin] + rng.choice(ODD) + text[rng.choice((begin, end)) :]


def _word(rng: Random, text: bytes, _other: bytes, known: Sequence[bytes]) -> bytes:
    """One word for another; what a word is, the seeds say."""
    places = list(_WORD.finditer(text))
    if not places:
        return rng.choice(known)
    found = rng.choice(places)
    return text[: found.start()] + rng.choice(known) + text[found.end() :]


def _swapped(rng: Random, text: bytes, _other: bytes, _known: Sequence[bytes]) -> bytes:
    parts = _WORD.findall(text)
    if len(parts) < 2:
        return text
    one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return b"".join(parts)


def _spliced(rng: Random, text: bytes, other: bytes, _known: Sequence[bytes]) -> bytes:
    begin, end = _span(rng, other)
    at = rng.randrange(len(text) + 1)
    return text[:at] + other[begin:end] + text[at:]


def _nested(rng: Random, text: bytes, _other: bytes, _known: Sequence[bytes]) -> bytes:
    depth = rng.choice((2, 70, 3000))
    before, after = rng.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"(", b")")))
    at = rng.randrange(len(text) + 1)
    return text[:at] + before * depth + text[at:] + after * depth


def _span(rng: Random, text: bytes) -> tuple[int, int]:
    begin = rng.randrange(len(text) + 1)
    return begin, min(len(text), begin + rng.choice((1, 4, 16, 200)))


_Change = Callable[[Random, bytes, bytes, Sequence[bytes]], bytes]
_CHANGES: Final[tuple[_Change, ...]] = (
    _byte, _byte, _cut, _again, _odd, _odd, _word, _word, _word, _swapped, _spliced, _nested,
)  # fmt: skip
