"""Patterns that people write: ``*`` is anything, ``#`` a digit; case and outer blanks do not count.

No regular expression of a user's is ever run: a bad one can take for ever. What stands between two stars is
looked for once and taken where it first is (an atomic group): a cell of any length is gone through once.
"""

import re
from functools import lru_cache

MOST_STARS = 4


class PatternError(ValueError):
    """The pattern is empty, too long, or has too many stars."""


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern made ready. Raises PatternError."""
    text = pattern.strip()
    if not text or len(text) > 200 or text.count("*") > MOST_STARS:
        raise PatternError(pattern)
    first, *others = map(_words, text.split("*"))
    last = f".*{others.pop()}" if others else ""
    between = "".join(f"(?>.*?{words})" for words in others)
    return re.compile(rf"\s*+{first}{between}{last}\s*\Z", re.IGNORECASE | re.DOTALL)


def _words(text: str) -> str:
    parts = re.findall(r"#|\s+|[^#\s]+", text)
    return "".join(r"\s+?" if part.isspace() else r"\d" if part == "#" else re.escape(part) for part in parts)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is what the pattern says."""
    return compiled(pattern).match(text) is not None
