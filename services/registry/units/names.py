"""Units and series by their names, as they are typed: words in any order, each by how it begins.

No index serves this: one over words took 3 µs of every row of a large import, and the names of the 74,000
units that it brings are gone through in some hundredths of a second (p95 of the page's call: 85 ms where
nobody is called so, 5 where many are, at a load of three on two cores).
"""

from typing import Any, Final

from services.registry.domain.record import compared

Condition = tuple[str, list[Any]]
_PLAIN: Final = (
    "regexp_replace(regexp_replace(normalize(lower({0}), NFKD), U&'[\\0300-\\036F]', '', 'g'),"
    " '[^[:alnum:]]+', ' ', 'g')"
)
"""As `compared` has it, of names that are not kept so."""
UNIT: Final = f"""(' ' || t.key || CASE WHEN t.aliases = '{{}}' THEN ''
    ELSE ' ' || {_PLAIN.format("array_to_string(t.aliases, ' ')")} END)"""
SERIES: Final = f"(' ' || {_PLAIN.format('t.name')})"


def called(names: str, typed: str) -> list[Condition]:
    """That in ``names`` (`UNIT`, `SERIES`) words begin as those that were typed; no condition for blanks."""
    if not typed.strip():
        return []
    words = compared(typed).split()
    return [(f"{names} LIKE ALL (%s)", [[f"% {word}%" for word in words]])] if words else [("false", [])]
