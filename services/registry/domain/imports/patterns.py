"""Patterns that people write: ``*`` is anything, ``#`` a digit, behind a backslash each is itself.

Case and outer blanks do not count. No regular expression of a user's is ever run: a bad one takes for ever.
What stands between two stars is looked for once and taken where it first is (an atomic group): a cell of any
length is gone through once.
"""

import re
from functools import lru_cache

MOST_STARS = 4
_SIGNS = re.compile(r"\\[*#\\]|\s+|.", re.DOTALL)
"""One sign after the other; blanks as one, and a sign behind a backslash with it."""


class PatternError(ValueError):
    """The pattern is empty, too long, or has too many stars."""


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern made ready. Raises PatternError."""
    text = pattern.strip()
    parts = [""]
    for sign in _SIGNS.findall(text):
        if sign == "*":
            parts.append("")
        else:
            parts[-1] += _meant(sign)
    if not text or len(text) > 200 or len(parts) - 1 > MOST_STARS:
        raise PatternError(pattern)
    first, *others = parts
    last = f".*{others.pop()}" if others else ""
    between = "".join(f"(?>.*?{words})" for words in others)
    return re.compile(rf"\s*+{first}{between}{last}\s*\Z", re.IGNORECASE | re.DOTALL)


def _meant(sign: str) -> str:
    if sign.isspace():
        return r"\s+?"
    if sign == "#":
        return r"\d"
    return re.escape(sign[1:] if len(sign) == 2 and sign[0] == "\\" else sign)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is what the pattern says."""
    return compiled(pattern).match(text) is not None
