"""Patterns that people write: ``*`` is anything, ``#`` a digit; case and outer blanks do not count.

No regular expression of a user's is ever run: a bad one can take for ever.
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
    parts = [
        r"\s+" if part.isspace() else {"*": r".*?", "#": r"\d"}.get(part) or re.escape(part)
        for part in re.findall(r"\*|#|\s+|[^*#\s]+", text)
    ]
    return re.compile(r"\s*" + "".join(parts) + r"\s*\Z", re.IGNORECASE | re.DOTALL)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is what the pattern says."""
    return compiled(pattern).match(text) is not None
